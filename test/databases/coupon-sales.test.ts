import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { couponsOfMember } from "../../server/features/coupons/index.ts";
import { verifyLedger } from "../../server/features/points/index.ts";
import {
  proveSales,
  quotePurchase,
  recordPurchase,
  refundPurchase,
  voidPurchase,
} from "../../server/features/purchases/index.ts";
import { type Write, writeOf } from "../../server/platform/http/once.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";
import { Refusal } from "../../shared/errors.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { ledgerDeps, openAccounts } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { giveCoupon, publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { handler, openStore, saleOf, sellerTo } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

const many = { perMember: { max: 1000, period: "ever" as const } };
const items = { items: null, categories: ["tea"], brands: null };

describe.each(["sqlite", "postgres", "d1"] as const)("sales with coupons on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let clock: TestClock;
  let writes = 0;

  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(Date.UTC(2026, 10, 19, 3));
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openStore(deps, { ...defaultProgramme, version: 1 });
    await openAccounts(deps, 5);
    const kinds: Readonly<Record<string, Partial<Coupon>>> = {
      fixed: { benefit: { kind: "amount_off", yen: 333 } },
      percent: { benefit: { kind: "percent_off", perMille: 150, ceilingYen: 700 } },
      tea: {
        benefit: { kind: "free_item", name: { ja: "お茶", en: "Tea" } },
        conditions: { ...plainCoupon.conditions, items },
      },
      points: { benefit: { kind: "extra_points", points: 25 } },
      times: { benefit: { kind: "multiplier", perMille: 3000 } },
    };
    for (const [id, change] of Object.entries(kinds)) await publishCoupon(deps, id, { ...change, ...many });
    await publishCoupon(deps, "once", { issue: { to: "given" } });
    await publishStampCard(deps, "card", {});
  });
  afterAll(() => engine?.close());

  const write = (): Write => {
    writes += 1;
    clock.advanceBy(1000);
    return writeOf("test", `w${writes}`, [writes]);
  };
  const usable = async (memberId: number): Promise<readonly string[]> => {
    const nowMs = clock.nowMs();
    const held = await couponsOfMember(deps, { memberId, todayOn: "2026-11-19", nowMs });
    return held.map(({ couponId, row: own }) => `${couponId} ${own?.status ?? "-"}`).sort();
  };
  const stock = async (): Promise<string> =>
    JSON.stringify(await row.rows(deps.database, "SELECT coupon_id, used FROM coupon ORDER BY coupon_id"));
  const standing = async (memberId: number): Promise<string> => {
    const account = "SELECT balance, debt, purchases, visits, spend_yen FROM account WHERE account_id =";
    const stamps = "SELECT stamps, status FROM member_stamp WHERE member_id =";
    return JSON.stringify([
      await row.rows(deps.database, `${account} ${memberId}`),
      await row.rows(deps.database, `${stamps} ${memberId}`),
    ]);
  };

  test("20 tills that use one coupon at once: one wins, 19 hear coupon.used, and it is counted once", async () => {
    await giveCoupon(deps, "once", 1);
    const [held] = (
      await couponsOfMember(deps, { memberId: 1, todayOn: "2026-11-19", nowMs: clock.nowMs() })
    ).filter(({ couponId }) => couponId === "once");
    const coupons = [held?.walletId ?? ""];
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, async () => {
        try {
          await recordPurchase(deps, sellerTo(1), saleOf(1000, 0, { coupons }), write());
          return "ok";
        } catch (failure) {
          return failure instanceof Refusal ? failure.code : String(failure);
        }
      }),
    );
    const won = outcomes.filter((outcome) => outcome === "ok");
    expect(won).toHaveLength(1);
    // Whoever lost too often in a row says so, and asks again.
    expect(
      outcomes.filter((outcome) => outcome === "coupon.used" || outcome === "points.conflict"),
    ).toHaveLength(19);
    const changes = "SELECT kind FROM coupon_change WHERE coupon_id = 'once' ORDER BY nth";
    expect((await row.rows(deps.database, changes)).map(({ kind }) => kind)).toEqual(["issued", "redeemed"]);
  });

  test("for any basket, coupons and points: yen are whole by line and rate, none below 0, and undoing restores all", async () => {
    await recordPurchase(deps, sellerTo(2), saleOf(90_000), write());
    const cases = fc.record({
      lines: fc.array(
        fc.record({
          quantity: fc.integer({ min: 1, max: 4 }),
          amountYen: fc.integer({ min: 0, max: 3000 }),
          taxPerMille: fc.constantFrom(80, 100),
          categories: fc.constantFrom<string[]>(["tea"], []),
          kind: fc.constantFrom("item" as const, "item" as const, "shipping" as const),
        }),
        { minLength: 1, maxLength: 5 },
      ),
      discountPerMille: fc.constantFrom(0, 0, 100, 500),
      coupons: fc.subarray(["fixed", "percent", "tea", "points", "times"]),
      pointsToUse: fc.constantFrom(0, 0, 50, 400),
      whole: fc.boolean(),
    });
    let sold = 0;
    let cut = 0;
    const runs = name === "d1" ? 15 : 60;
    await fc.assert(
      fc.asyncProperty(cases, async ({ lines, discountPerMille, coupons, pointsToUse, whole }) => {
        const named = lines.map((line, n) => ({ ...line, lineId: String(n + 1) }));
        const total = named.reduce((sum, line) => sum + line.amountYen, 0);
        const discountYen = Math.floor((total * discountPerMille) / 1000);
        const basket = { lines: named, discountYen };
        const [before, had, count] = [await standing(2), await usable(2), await stock()];
        const asked = saleOf(0, pointsToUse, { basket, coupons });
        const seller = sellerTo(2);
        const made = await recordPurchase(deps, seller, asked, write()).catch((failure: unknown) => failure);
        if (made instanceof Refusal) {
          expect(await standing(2)).toBe(before);
          return;
        }
        if (made instanceof Error) throw made;
        const receipt = made as Awaited<ReturnType<typeof recordPurchase>>;
        sold += 1;
        const couponYen = receipt.coupons.reduce((sum, one) => sum + one.yen, 0);
        cut += Number(couponYen > 0);
        expect(receipt.couponYen).toBe(couponYen);
        expect(receipt.amountYen).toBe(total - discountYen - couponYen);
        expect(receipt.payYen).toBeGreaterThanOrEqual(0);
        const by = (of: "amountYen" | "couponYen" | "pointsYen"): number =>
          receipt.byTax.reduce((sum, share) => sum + share[of], 0);
        expect([by("amountYen"), by("couponYen"), by("pointsYen")]).toEqual([
          receipt.amountYen,
          couponYen,
          receipt.discountYen,
        ]);
        const kept = await row.rows(
          deps.database,
          `SELECT amount_yen, discount_yen, coupon_yen FROM purchase_line WHERE purchase_id = '${receipt.purchaseId}'`,
        );
        const sumOf = (column: string): number => kept.reduce((sum, line) => sum + Number(line[column]), 0);
        expect(sumOf("coupon_yen")).toBe(couponYen);
        expect(sumOf("amount_yen") - sumOf("discount_yen")).toBe(receipt.amountYen);
        if (whole) {
          const all = { lines: named.map(({ lineId }) => ({ lineId })) };
          await refundPurchase(deps, handler, receipt.purchaseId, all, write());
        } else await voidPurchase(deps, handler, receipt.purchaseId, {}, write());
        expect(await standing(2)).toBe(before);
        expect(await stock()).toBe(count);
        const gone = (await usable(2)).filter((one) => !had.includes(one) && !one.endsWith(" held"));
        expect(gone).toEqual([]);
      }),
      { seed: 20261130, numRuns: runs },
    );
    expect(sold).toBeGreaterThan(runs / 4);
    expect(cut).toBeGreaterThan(3);
  });

  test("are proven: the ledger's proof adds up coupons' yen, and says where a change was lost", async () => {
    const { beside } = await proveSales(deps, clock.nowMs());
    const verify = () => verifyLedger(deps, { memberPublicId: "m3", beside });
    await recordPurchase(deps, sellerTo(3), saleOf(1000, 0, { coupons: ["fixed"] }), write());
    expect(await verify()).toMatchObject({ firstBreak: null });
    const trigger = name === "postgres" ? "append_only ON coupon_change" : "no_update";
    await row.commit(deps.database, row.raw(`DROP TRIGGER coupon_change_${trigger}`));
    const lost = "UPDATE coupon_change SET yen = 300 WHERE kind = 'redeemed' AND member_id = 3";
    await row.commit(deps.database, row.raw(lost));
    expect(JSON.stringify(await verify())).toContain("has coupon_yen 333, by its coupons 300");
  });

  test("a quote of all of them writes nothing", async () => {
    const before = [await standing(4), await usable(4), await stock()];
    const quote = await quotePurchase(
      deps,
      await sellerTo(4)(),
      saleOf(2000, 0, { coupons: ["percent", "points"] }),
    );
    expect(quote).toMatchObject({ amountYen: 1700, couponYen: 300, pointsEarned: 42, best: "fixed" });
    expect([await standing(4), await usable(4), await stock()]).toEqual(before);
  });
});
