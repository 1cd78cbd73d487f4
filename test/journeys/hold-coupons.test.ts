import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { releaseReserved } from "../../server/features/coupons/index.ts";
import { releaseExpiredHolds } from "../../server/features/purchases/index.ts";
import type { Hold } from "../../shared/purchases/holds.ts";
import type { CouponsHeld, Receipt } from "../../shared/purchases/schema.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { type Pos, posOf, storeIds } from "../support/api.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { outcome, tally } from "../support/evidence.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { proven } from "../support/proof.ts";
import { openWorld, type World } from "../support/world.ts";

/** Coupons put aside with points while a card terminal thinks. */
describe.each([
  "sqlite",
  "postgres",
] as const)("a hold of 100 points and a coupon of ¥300, on %s", (engineName) => {
  let engine: OpenedEngine;
  let world: World;
  let till: Till;
  let pos: Pos;
  let storeId: string;
  beforeAll(async () => {
    engine = await migratedEngine(engineName);
    world = await openWorld({ database: { ...engine.database, close: async () => {} }, ticks: false });
    const many = { perMember: { max: 1, period: "ever" as const }, stacking: { kind: "any" as const } };
    await publishCoupon(world.deps, "c300", { benefit: { kind: "amount_off", yen: 300 }, ...many });
    await publishCoupon(world.deps, "c50", { benefit: { kind: "amount_off", yen: 50 }, ...many });
    till = await world.staff("糸井 あかり");
    pos = await posOf(world);
    [storeId = ""] = await storeIds(world);
  });
  afterAll(async () => {
    await world.close();
    await engine.close();
  });

  let phone: Phone;
  let members = 0;
  beforeEach(async () => {
    members += 1;
    phone = await world.member(`確保 ${members}`);
    await till.sell((await till.scan(await phone.code())).scanId, 15_000);
    world.clock.advanceBy(15_000);
  });

  async function scanned(): Promise<string> {
    world.clock.advanceBy(60_000);
    const asked = { code: await phone.code(8), source: "wedge", storeId, tillId: "1" };
    return (await pos.post<{ scanId: string }>("/scans", asked)).scanId;
  }
  const hold = async (coupons: readonly string[], more = {}): Promise<Hold> =>
    pos.post("/holds", {
      ...{ who: { scanId: await scanned() }, storeId, tillId: "1", points: 100, coupons },
      ...more,
    });
  const saleOf = (coupons?: readonly string[]) => ({
    receiptNumber: newKey(),
    basket: { lines: [{ lineId: "1", quantity: 1, amountYen: 1000 }] },
    pointsToUse: 100,
    ...(coupons === undefined ? {} : { coupons }),
  });
  const statusOf = async (walletId: string | undefined): Promise<string> =>
    (
      await world.deps.database.point
        .selectFrom("member_coupon")
        .select("status")
        .where("member_coupon_id", "=", walletId ?? "")
        .executeTakeFirstOrThrow()
    ).status;

  test("keeps the coupon as long as the points, 15 minutes, and from every other payment", async () => {
    const made = await hold(["c300"]);
    expect(made.coupons).toHaveLength(1);
    world.clock.advanceBy(14 * 60_000);
    expect(await releaseReserved(world.deps, world.clock.nowMs() + 1000)).toBe(0);
    expect(await statusOf(made.coupons[0])).toBe("reserved");
    const { scanId } = await till.scan(await phone.code());
    const { error } = await till.client.refused("POST", "/api/till/purchases", {
      key: newKey(),
      body: { scanId, amountYen: 1000, pointsToUse: 0, coupons: made.coupons },
    });
    expect(error.code).toBe("coupon.in_use");
  });

  test("is committed without naming it again: ¥300 off, and the same answer for the same key", async () => {
    const made = await hold(["c300"]);
    const [body, key] = [saleOf(), newKey()];
    const sold = await pos.post<Receipt>(`/holds/${made.holdId}/commit`, body, key);
    expect(sold).toMatchObject({ couponYen: 300, amountYen: 700, pointsUsed: 100, payYen: 600 });
    expect(await pos.post<Receipt>(`/holds/${made.holdId}/commit`, body, key)).toEqual(sold);
    expect(await statusOf(made.coupons[0])).toBe("redeemed");
    await proven(world.deps);
  });

  test("of 2 coupons the sale names 1: the other is free again at once; naming none frees both", async () => {
    const two = await hold(["c300", "c50"]);
    expect(two.coupons).toHaveLength(2);
    const [first, second] = two.coupons;
    const sold = await pos.post<Receipt>(`/holds/${two.holdId}/commit`, saleOf([second ?? ""]));
    expect(sold.coupons.map(({ walletId }) => walletId)).toEqual([second]);
    expect([await statusOf(first), await statusOf(second)]).toEqual(["held", "redeemed"]);
    await till.sell((await till.scan(await phone.code())).scanId, 15_000);
    const one = await hold(["c300"]);
    const plain = await pos.post<Receipt>(`/holds/${one.holdId}/commit`, saleOf([]));
    expect([plain.couponYen, await statusOf(one.coupons[0])]).toEqual([0, "held"]);
    await proven(world.deps);
  });

  test("takes over what its scan had put aside, and frees what it does not name", async () => {
    const scanId = await scanned();
    const headers = { authorization: `Bearer ${pos.token}` };
    const path = `/api/v1/scans/${scanId}/coupons`;
    const aside = await pos.client.ok<CouponsHeld>("PUT", path, {
      headers,
      body: { coupons: ["c300", "c50"] },
    });
    const made = await hold(["c300"], { who: { scanId } });
    const other = aside.walletIds.find((walletId) => !made.coupons.includes(walletId));
    expect([await statusOf(made.coupons[0]), await statusOf(other)]).toEqual(["reserved", "held"]);
    expect(aside.walletIds).toContain(made.coupons[0]);
  });

  test("released, or its time over, gives the coupon back with the points", async () => {
    const made = await hold(["c300"]);
    const released = await pos.post<Hold>(`/holds/${made.holdId}/release`, {});
    expect(released).toMatchObject({ status: "released", coupons: [] });
    expect(await statusOf(made.coupons[0])).toBe("held");
    const again = await hold(["c300"], { minutes: 2 });
    world.clock.advanceBy(2 * 60_000);
    expect(await releaseExpiredHolds(world.deps, world.clock.nowMs() + 1000)).toBeGreaterThan(0);
    expect([again.coupons, await statusOf(again.coupons[0])]).toEqual([made.coupons, "held"]);
    await proven(world.deps);
  });

  test("a coupon that is used is refused, and then no points are held either", async () => {
    const made = await hold(["c300"]);
    await pos.post<Receipt>(`/holds/${made.holdId}/commit`, saleOf());
    await till.sell((await till.scan(await phone.code())).scanId, 15_000);
    const asked = { who: { scanId: await scanned() }, storeId, tillId: "1", points: 100 };
    const met = await pos.refused("POST", "/holds", { ...asked, coupons: made.coupons });
    expect([met.status, met.code, met.details.walletId]).toEqual([409, "coupon.used", made.coupons[0]]);
    expect((await phone.home()).points.held).toBe(0);
  });

  test("committed 4 times and released 4 times at once: the coupon is used with its sale, or free without one", async () => {
    const made = await hold(["c300"]);
    const met = await Promise.all(
      Array.from({ length: 8 }, (_, n) =>
        outcome(
          n % 2 === 0
            ? pos.post(`/holds/${made.holdId}/commit`, saleOf())
            : pos.post(`/holds/${made.holdId}/release`, {}),
        ),
      ),
    );
    const committed = (await statusOf(made.coupons[0])) === "redeemed";
    expect(tally(met)).toEqual(committed ? { ok: 1, "hold.settled": 7 } : { ok: 4, "hold.settled": 4 });
    if (!committed) expect(await statusOf(made.coupons[0])).toBe("held");
    await proven(world.deps);
  });
});
