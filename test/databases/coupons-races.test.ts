import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { claimCoupon, drawCoupon } from "../../server/features/coupons/claim.ts";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { startOfDay } from "../../shared/dates.ts";
import { Refusal } from "../../shared/errors.ts";
import { seededRandom } from "../emulator/ids.ts";
import { ledgerDeps, openAccounts, openProgramme, timeZone } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { memberNo, publishCoupon } from "../support/coupon-shop.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";

const crowd = 1_000;

/** Everything at once, through two ways into the database where the engine has them. */
describe.each(engines)("a crowd on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let others: Deps;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    const clock = testClock(startOfDay("2026-11-30", timeZone) + 12 * 3_600_000);
    const random = seededRandom(20261130);
    const digits = (count: number): string => String(Math.floor(random() * 10 ** count)).padStart(count, "0");
    const ids = { ...systemIds(clock), digits };
    deps = ledgerDeps(engine.database, clock, silentLog, ids);
    others = ledgerDeps(await engine.another(), clock, silentLog, ids);
    await openProgramme(deps);
    await openAccounts(deps, crowd);
  }, 300_000);
  afterAll(() => engine?.close());

  const through = (nth: number): Deps => (nth % 2 === 0 ? deps : others);
  const keyOf = (couponId: string, nth: number): string => `${couponId}-${nth}`;

  /** All thousand at once; answers what each was told. */
  async function everybody(work: (from: Deps, memberId: number) => Promise<string>): Promise<string[]> {
    return Promise.all(
      Array.from({ length: crowd }, async (_, at) => {
        try {
          return await work(through(at), at + 1);
        } catch (failure) {
          if (failure instanceof Refusal) return failure.code;
          throw failure;
        }
      }),
    );
  }

  async function counted(couponId: string) {
    const row = await deps.database.point
      .selectFrom("coupon")
      .select(["given", "used"])
      .where("coupon_id", "=", couponId)
      .executeTakeFirstOrThrow();
    const rows = await deps.database.point
      .selectFrom("member_coupon")
      .select("member_id")
      .where("coupon_id", "=", couponId)
      .execute();
    return { ...row, rows: rows.length };
  }

  test.each([
    1, 100,
  ])("of a stock of %i, 1,000 who claim at once get exactly so many; the rest hear that none are left", async (stock) => {
    const couponId = await publishCoupon(deps, deps.ids.ulid(), {
      issue: { to: "code", code: `FIRST${stock}` },
      stock: { givenMax: stock, usedMax: null },
    });
    const told = await everybody(async (from, memberId) => {
      const claim = { code: `first ${stock}` };
      await claimCoupon(from, memberNo(memberId), claim, keyOf(couponId, memberId));
      return "given";
    });
    expect(told.filter((one) => one === "given")).toHaveLength(stock);
    expect(told.filter((one) => one === "coupon.sold_out")).toHaveLength(crowd - stock);
    expect(await counted(couponId)).toEqual({ given: stock, used: 0, rows: stock });
  }, 300_000);

  test("at odds of 1000 ‰ and 100 winners at most, 1,000 draws at once have exactly 100 winners", async () => {
    const couponId = await publishCoupon(deps, deps.ids.ulid(), {
      issue: { to: "draw", oddsPerMille: 1000, winnersMax: 100 },
    });
    const told = await everybody(async (from, memberId) => {
      const { won } = await drawCoupon(from, memberNo(memberId), couponId, keyOf(couponId, memberId));
      return won ? "won" : "lost";
    });
    expect(told.filter((one) => one === "won")).toHaveLength(100);
    expect(told.filter((one) => one === "lost")).toHaveLength(900);
    expect(await counted(couponId)).toEqual({ given: 100, used: 0, rows: 100 });
  }, 300_000);

  test("at odds of 300 ‰ without an end, of 1,000 draws between 228 and 372 win: five standard deviations", async () => {
    const couponId = await publishCoupon(deps, deps.ids.ulid(), {
      issue: { to: "draw", oddsPerMille: 300, winnersMax: null },
    });
    const told = await everybody(async (from, memberId) => {
      const { won } = await drawCoupon(from, memberNo(memberId), couponId, keyOf(couponId, memberId));
      return won ? "won" : "lost";
    });
    const winners = told.filter((one) => one === "won").length;
    expect(winners).toBeGreaterThan(228);
    expect(winners).toBeLessThan(372);
    const draws = await deps.database.point
      .selectFrom("coupon_draw")
      .select("won")
      .where("coupon_id", "=", couponId)
      .execute();
    expect([draws.length, draws.filter(({ won }) => won === 1).length]).toEqual([crowd, winners]);
    expect(await counted(couponId)).toMatchObject({ given: winners, rows: winners });
  }, 300_000);

  test("a member who claims 40 times at once gets the 2 of the month, and never a third", async () => {
    const couponId = await publishCoupon(deps, deps.ids.ulid(), {
      issue: { to: "code", code: "TWICE" },
      perMember: { max: 2, period: "month" },
    });
    const told = await Promise.all(
      Array.from({ length: 40 }, (_, at) =>
        claimCoupon(through(at), memberNo(7), { code: "TWICE" }, keyOf(couponId, at)).then(
          ({ walletId }) => walletId,
          (failure: unknown) => (failure instanceof Refusal ? failure.code : Promise.reject(failure)),
        ),
      ),
    );
    expect(await counted(couponId)).toEqual({ given: 2, used: 0, rows: 2 });
    // Who asks again while one of them is unused is shown it; who lost too many races may ask again.
    const wallets = new Set(told.filter((one) => !one.includes(".")));
    expect(wallets.size).toBeLessThanOrEqual(2);
    expect(told.filter((one) => one.includes(".") && one !== "points.conflict")).toEqual([]);
  }, 300_000);

  test("after all of it the counters, rows and changes agree", async () => {
    expect(await verifyCoupons(deps)).toEqual([]);
  });
});
