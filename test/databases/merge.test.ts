import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { mergeMembers } from "../../server/features/dossier/merge/merge.ts";
import { makeHold, recordPurchase, refundPurchase } from "../../server/features/purchases/index.ts";
import { type Write, writeOf } from "../../server/platform/http/once.ts";
import { Refusal } from "../../shared/errors.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { give, ledgerDeps, openAccounts } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { giveCoupon, publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { proven } from "../support/proof.ts";
import { handler, openStore, owner, saleOf, sellerTo } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** Two members become one while somebody else writes about either. */

describe.each(engines)("a merge on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let other: Deps;
  let clock: TestClock;
  let writes = 0;

  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(Date.UTC(2026, 10, 19, 3));
    deps = ledgerDeps(engine.database, clock, silentLog);
    other = ledgerDeps(await engine.another(), clock, silentLog);
    await openStore(deps, { ...defaultProgramme, version: 1 });
    await openAccounts(deps, 90);
    await publishCoupon(deps, "gift", { issue: { to: "given" } });
    await publishStampCard(deps, "card", {});
  });
  afterAll(() => engine?.close());

  const write = (): Write => {
    writes += 1;
    clock.advanceBy(1000);
    return writeOf("test", `w${writes}`, [writes]);
  };
  const merge = (from: number, into: number, by: Write = write(), through: Deps = deps) =>
    mergeMembers(through, owner, `m${from}`, { intoId: `m${into}`, reason: "2枚" }, by);
  const told = async (work: Promise<unknown>): Promise<string> => {
    try {
      await work;
      return "ok";
    } catch (failure) {
      if (failure instanceof Refusal) return failure.code;
      throw failure;
    }
  };
  const accounts = async (...ids: readonly number[]) =>
    row.rows(
      deps.database,
      `SELECT balance, debt, purchases FROM account WHERE member_id IN (${ids.join(", ")}) ORDER BY member_id`,
    );

  test("against a sale at the same moment: the sale is sold to one of the two, and its points are found with who goes on", async () => {
    const outcomes = new Map<string, number>();
    for (let nth = 0; nth < 10; nth++) {
      const [from, into] = [nth * 2 + 1, nth * 2 + 2];
      await recordPurchase(deps, sellerTo(from), saleOf(1000), write());
      const [merged, sold] = await Promise.all([
        told(merge(from, into)),
        told(recordPurchase(other, sellerTo(from), saleOf(2000), write())),
      ]);
      expect(merged).toBe("ok");
      expect(["ok", "member.merged"]).toContain(sold);
      outcomes.set(sold, (outcomes.get(sold) ?? 0) + 1);
      const points = sold === "ok" ? 30 : 10;
      expect(await accounts(from, into)).toEqual([
        { balance: 0, debt: 0, purchases: 0 },
        { balance: points, debt: 0, purchases: sold === "ok" ? 2 : 1 },
      ]);
    }
    await proven(deps);
  });

  test("of A into B and B into A at once 1 is done and the other refused", async () => {
    for (let nth = 0; nth < 8; nth++) {
      const [a, b] = [21 + nth * 2, 22 + nth * 2];
      await give(deps, [a], () => [{ points: 70 }]);
      await give(deps, [b], () => [{ points: 5 }]);
      const said = await Promise.all([told(merge(a, b)), told(merge(b, a, write(), other))]);
      expect(said.sort()).toEqual(["member.merged", "ok"]);
      const balances = (await accounts(a, b)).map(({ balance }) => balance);
      expect(balances.sort()).toEqual([0, 75]);
    }
    await proven(deps);
  });

  test("sent 6 times at once with one key it is done once and answered 6 times alike", async () => {
    await give(deps, [41], () => [{ points: 40 }]);
    const by = write();
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, nth) => merge(41, 42, by, nth % 2 === 0 ? deps : other)),
    );
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1);
    expect((await accounts(41, 42)).map(({ balance }) => balance)).toEqual([0, 40]);
    await proven(deps);
  });

  test("of C into A and C into B at once C goes to 1 of them", async () => {
    await give(deps, [43], () => [{ points: 40 }]);
    await giveCoupon(deps, "gift", 43);
    const said = await Promise.all([told(merge(43, 44)), told(merge(43, 45, write(), other))]);
    expect(said.sort()).toEqual(["member.merged", "ok"]);
    const balances = (await accounts(44, 45)).map(({ balance }) => balance);
    expect(balances.sort()).toEqual([0, 40]);
    const moves = "SELECT nth, kind FROM coupon_change WHERE member_id IN (44, 45) ORDER BY nth";
    expect(await row.rows(deps.database, moves)).toEqual([{ nth: 2, kind: "moved" }]);
    await proven(deps);
  });

  test("900 lots, some lapsed, some waiting, some used, go over by 3 entries, each as it was", async () => {
    await give(deps, [50], () =>
      Array.from({ length: 900 }, (_, nth) => ({
        points: 10,
        activatesOn: nth % 9 === 0 ? "2027-01-01" : "2026-11-19",
        expiresOn: nth % 7 === 0 ? "2026-11-19" : "2027-06-30",
      })),
    );
    await recordPurchase(deps, sellerTo(50), saleOf(2000, 500), write());
    const lots = (memberId: number) =>
      row.rows(
        deps.database,
        `SELECT lot_id, points, remaining, lapsed, activates_on, expires_on, lot.pending FROM lot
         JOIN account ON account.account_id = lot.account_id WHERE member_id = ${memberId} ORDER BY lot_id`,
      );
    const before = await lots(50);
    await merge(50, 51);
    expect(await lots(51)).toEqual(before);
    const entries = "SELECT kind FROM entry WHERE account_id = 51";
    expect((await row.rows(deps.database, entries)).map(({ kind }) => kind)).toEqual(Array(3).fill("adjust"));
    await proven(deps);
  });

  test("points held for a payment stand in its way; a hold and a merge at once leave 1 of them", async () => {
    await give(deps, [60], () => [{ points: 50 }]);
    const holding = (through: Deps) => makeHold(through, sellerTo(60), { points: 20 }, write());
    const said = await Promise.all([told(merge(60, 61)), told(holding(other))]);
    if (said[0] === "ok") expect(said[1]).toBe("member.merged");
    else expect(said).toEqual(["merge.points_held", "ok"]);
    await proven(deps);
  });

  test("a return of the merged member's sale, at the same moment as the merge, is found with who goes on", async () => {
    for (let nth = 0; nth < 6; nth++) {
      const [from, into] = [70 + nth * 2, 71 + nth * 2];
      const { purchaseId } = await recordPurchase(deps, sellerTo(from), saleOf(1000), write());
      const half = { amountYen: 500 };
      const said = await Promise.all([
        told(merge(from, into)),
        told(refundPurchase(other, handler, purchaseId, half, write())),
      ]);
      expect(said).toEqual(["ok", "ok"]);
      expect((await accounts(from, into)).map(({ balance }) => balance)).toEqual([0, 5]);
    }
    await proven(deps);
  });
});
