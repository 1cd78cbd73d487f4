import { afterAll, beforeAll, expect, test } from "vitest";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Hold } from "../../shared/purchases/holds.ts";
import type { CouponsHeld, Quote, Receipt, Scanned } from "../../shared/purchases/schema.ts";
import { ladder } from "../demo/shop.ts";
import { type Pos, posOf } from "../support/api.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let pos: Pos;
let phone: Phone;
let memberId: string;
let storeId: string;

beforeAll(async () => {
  world = await openWorld();
  await publishCoupon(world.deps, "given", {
    issue: { to: "given" },
    benefit: { kind: "percent_off", perMille: 100, ceilingYen: null },
  });
  await publishCoupon(world.deps, "risen", { issue: { to: "rank_up", ranks: null } });
  const plan = planLadder(ladder, world.clock.nowMs(), "system:test");
  await world.deps.database.commit(housekeeping("the demo's ladder", [plan]));
  pos = await posOf(world);
  phone = await world.member("佐藤 花子");
  memberId = (await phone.home()).member.publicId;
  const { items } = await pos.get<{ items: { storeId: string }[] }>("/stores");
  storeId = items[0]?.storeId ?? "";
});
afterAll(() => world.close());

const basket = {
  amountsAre: "tax_included" as const,
  lines: [
    { lineId: "1", quantity: 1, amountYen: 1080, taxPerMille: 80 },
    { lineId: "2", quantity: 2, amountYen: 1100, taxPerMille: 100 },
  ],
};
const coupons = async () =>
  (await pos.get<{ items: { walletId: string; couponId: string }[] }>(`/members/${memberId}/coupons`)).items;

test("a POS gives a coupon once for its occasion, and quotes and sells with it: 10 % of ¥2,180 by tax rate", async () => {
  const asked = { memberIds: [memberId], occasion: "survey" };
  expect(await pos.post("/coupons/given/issues", asked)).toEqual({ given: 1, skipped: 0 });
  expect(await pos.post("/coupons/given/issues", asked)).toEqual({ given: 0, skipped: 1 });
  const [mine] = await coupons();
  const walletId = mine?.walletId ?? "";
  const sale = { who: { memberId }, storeId, basket, coupons: [walletId] };
  const quote = await pos.post<Quote>("/quotes", sale);
  expect(quote).toMatchObject({ amountYen: 1962, couponYen: 218, best: walletId });
  expect(quote.byTax.map(({ amountYen, couponYen }) => [amountYen, couponYen])).toEqual([
    [972, 108],
    [990, 110],
  ]);
  const body = { ...sale, tillId: "1", receiptNumber: "A-1" };
  const sold = await pos.post<Receipt>("/purchases", body, "api-coupon-1");
  expect(sold).toMatchObject({ amountYen: 1962, coupons: [{ walletId, yen: 218 }] });
  expect(await pos.post<Receipt>("/purchases", body, "api-coupon-1")).toEqual(sold);
  expect(await pos.refused("POST", "/purchases", { ...body, receiptNumber: "A-2" })).toMatchObject({
    ...{ status: 409, code: "coupon.used", details: { walletId, reason: "used" } },
  });
  expect(await coupons()).toEqual([]);
  await pos.post(`/purchases/${sold.purchaseId}/refunds`, { lines: [{ lineId: "1" }] });
  expect(await coupons()).toEqual([]);
  await pos.post(`/purchases/${sold.purchaseId}/refunds`, { lines: [{ lineId: "2" }] });
  expect((await coupons()).map((one) => one.walletId)).toEqual([walletId]);
});

test("a sale that leads to a higher rank gives its coupon in the same commit, and takes it along when it is undone", async () => {
  const sold = await pos.sell(memberId, storeId, 90_000);
  expect((await coupons()).map(({ couponId }) => couponId)).toContain("risen");
  const changes = await world.deps.database.point
    .selectFrom("coupon_change")
    .select(["kind", "purchase_id"])
    .where("coupon_id", "=", "risen")
    .execute();
  expect(changes).toEqual([{ kind: "issued", purchase_id: sold.purchaseId }]);
  await pos.post(`/purchases/${sold.purchaseId}/void`, {});
  expect((await coupons()).map(({ couponId }) => couponId)).not.toContain("risen");
});

test("coupons that a scan put aside are free for the sale of the hold that is made of it", async () => {
  await pos.post("/coupons/given/issues", { memberIds: [memberId], occasion: "hold" });
  await pos.sell(memberId, storeId, 5000);
  world.clock.advanceBy(60_000);
  const code = await phone.code(8);
  const scanned = await pos.post<Scanned>("/scans", { code, storeId, tillId: "1", intent: "spend" });
  const headers = { authorization: `Bearer ${pos.token}` };
  const held = await pos.client.ok<CouponsHeld>("PUT", `/api/v1/scans/${scanned.scanId}/coupons`, {
    ...{ headers, body: { coupons: [scanned.coupons[0]?.walletId ?? ""] } },
  });
  expect(held.walletIds).toHaveLength(1);
  const who = { scanId: scanned.scanId };
  const hold = await pos.post<Hold>("/holds", { who, storeId, tillId: "1", points: 10 });
  const paid = { receiptNumber: "H-1", basket, pointsToUse: 10, coupons: held.walletIds };
  const sold = await pos.post<Receipt>(`/holds/${hold.holdId}/commit`, paid);
  expect(sold).toMatchObject({ couponYen: 218, payYen: 1952, pointsUsed: 10 });
});
