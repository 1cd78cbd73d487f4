import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyLedger } from "../../server/features/points/index.ts";
import { proveSales } from "../../server/features/purchases/index.ts";
import type { CouponsHeld, Quote, Receipt, Refund, Scanned } from "../../shared/purchases/schema.ts";
import { publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { outcome } from "../support/evidence.ts";
import type { Phone, Till } from "../support/people.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** One visit: points, a coupon, a stamp and what a full card gives, in one commit; and taken back. */

let world: World;
let till: Till;
let phone: Phone;

beforeAll(async () => {
  world = await openWorld();
  await publishCoupon(world.deps, "c300", {
    name: { ja: "300円引き", en: "¥300 off" },
    benefit: { kind: "amount_off", yen: 300 },
    conditions: { ...(await plain()).conditions, spendYenMin: 1000 },
    perMember: { max: 50, period: "ever" },
    stacking: { kind: "alone" },
  });
  await publishCoupon(world.deps, "c50p", {
    name: { ja: "50ポイント", en: "50 points" },
    benefit: { kind: "extra_points", points: 50 },
    perMember: { max: 50, period: "ever" },
    onReturn: "stays_used",
  });
  await publishCoupon(world.deps, "cake", { issue: { to: "given" }, name: { ja: "ケーキ", en: "Cake" } });
  await publishStampCard(world.deps, "s3", {
    goal: 3,
    milestones: [
      { at: 2, benefit: { kind: "points", points: 20 } },
      { at: 3, benefit: { kind: "coupon", couponId: "cake", name: { ja: "ケーキ", en: "Cake" } } },
    ],
  });
  till = await world.staff("糸井 あかり");
  phone = await world.member("佐藤 花子");
});
afterAll(() => world.close());

async function plain() {
  return (await import("../../shared/coupons/samples.ts")).plainCoupon;
}

async function scan(): Promise<Scanned> {
  world.clock.advanceBy(20_000);
  return till.scan(await phone.code());
}

const quote = (scanId: string, amountYen: number, coupons: readonly string[]): Promise<Quote> =>
  till.client.ok("POST", "/api/till/quotes", { body: { scanId, amountYen, pointsToUse: 0, coupons } });
const sell = (
  scanId: string,
  amountYen: number,
  coupons: readonly string[],
  key = newKey(),
): Promise<Receipt> =>
  till.client.ok("POST", "/api/till/purchases", {
    key,
    body: { scanId, amountYen, pointsToUse: 0, coupons },
  });
const changes = async () =>
  (await world.deps.database.point.selectFrom("coupon_change").selectAll().execute()).map(
    ({ kind, coupon_id }) => `${coupon_id} ${kind}`,
  );

describe("a visit with a coupon of ¥300 off", () => {
  let sold: Receipt;
  let walletId: string;

  test("is suggested after the scan, says why below ¥1,000, and is quoted at ¥980 of ¥1,280", async () => {
    const scanned = await scan();
    expect(scanned.coupons.map(({ couponId, refused }) => [couponId, refused]).sort()).toEqual([
      ["c300", null],
      ["c50p", null],
    ]);
    expect(scanned.stampCards).toMatchObject([{ cardId: "s3", count: 0, goal: 3 }]);
    const little = await quote(scanned.scanId, 900, []);
    expect(little.coupons.find(({ couponId }) => couponId === "c300")).toMatchObject({
      refused: { reason: "below_minimum", yen: 100 },
      yen: 0,
    });
    const quoted = await quote(scanned.scanId, 1280, ["c300"]);
    expect(quoted).toMatchObject({
      ...{ amountYen: 980, couponYen: 300, payYen: 980, pointsEarned: 9, best: "c300" },
      stamps: [{ cardId: "s3", gained: 1, count: 1 }],
      byTax: [{ amountYen: 980, couponYen: 300 }],
    });
    expect(await changes()).toEqual([]);
    sold = await sell(scanned.scanId, 1280, ["c300"]);
    walletId = sold.coupons[0]?.walletId ?? "";
  });

  test("takes coupon, stamp and points in one commit and one receipt", async () => {
    expect(sold).toMatchObject({
      ...{ amountYen: 980, couponYen: 300, payYen: 980, pointsEarned: 9 },
      coupons: [{ couponId: "c300", yen: 300, points: 0, givenBack: false }],
      stamps: [{ cardId: "s3", gained: 1, count: 1 }],
    });
    expect(await changes()).toEqual(["c300 issued", "c300 redeemed"]);
    const audits = await world.deps.database.point
      .selectFrom("audit")
      .selectAll()
      .where("action", "=", "purchases.sell")
      .execute();
    expect(audits).toHaveLength(1);
    await world.settled();
    const sent = world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");
    expect(JSON.stringify(sent.at(-1))).toContain("300円引き");
    expect(JSON.stringify(sent.at(-1))).toContain("+1 (1/3)");
  });

  test("is found again with what it used", async () => {
    const found = await till.client.ok<Receipt>("GET", `/api/till/purchases/${sold.purchaseId}`);
    expect(found).toMatchObject({
      couponYen: 300,
      coupons: [{ walletId, yen: 300 }],
      stamps: [{ gained: 1 }],
    });
  });

  test("gives everything back when it is undone", async () => {
    const undone = await till.undo(sold.purchaseId);
    expect(undone).toMatchObject({ status: "voided", coupons: [{ walletId, givenBack: true }] });
    expect((await changes()).slice(2)).toEqual(["c300 undone"]);
    const again = await scan();
    expect(again.coupons.map((one) => [one.walletId, one.refused])).toContainEqual([walletId, null]);
    expect(again.stampCards).toMatchObject([{ count: 0 }]);
    expect(again.points.balance).toBe(0);
  });
});

describe("the second and third visits", () => {
  test("give 20 points with the second stamp and 50 with a coupon, which a return of everything does not give back", async () => {
    await sell((await scan()).scanId, 1000, []);
    const sold = await sell((await scan()).scanId, 1000, ["c50p"]);
    expect(sold).toMatchObject({
      ...{ pointsEarned: 80, couponYen: 0, coupons: [{ couponId: "c50p", points: 50 }] },
      stamps: [{ count: 2, benefits: [{ at: 2, kind: "points" }] }],
    });
    const path = `/api/till/purchases/${sold.purchaseId}/refunds`;
    const part = await till.client.ok<Refund>("POST", path, { key: newKey(), body: { amountYen: 500 } });
    expect(part).toMatchObject({ pointsTakenBack: 5, couponsGivenBack: [], stampsTakenBack: 0 });
    const rest = await till.client.ok<Refund>("POST", path, { key: newKey(), body: { amountYen: 500 } });
    expect(rest).toMatchObject({ pointsTakenBack: 75, couponsGivenBack: [], stampsTakenBack: 1 });
  });

  test("the third stamp gives a coupon, which goes when the sale is undone", async () => {
    await sell((await scan()).scanId, 1000, []);
    const full = await sell((await scan()).scanId, 1000, []);
    expect(full.stamps).toMatchObject([{ completed: true, benefits: [{ at: 3, kind: "coupon" }] }]);
    expect((await scan()).coupons.map(({ couponId }) => couponId)).toContain("cake");
    await till.undo(full.purchaseId);
    expect((await scan()).coupons.map(({ couponId }) => couponId)).not.toContain("cake");
  });
});

describe("a coupon that is put aside at one till", () => {
  test("is in use at another, until the first gives it up", async () => {
    const other = await world.staff("田中");
    const mine = await scan();
    const held = await till.client.ok<CouponsHeld>("PUT", `/api/till/scans/${mine.scanId}/coupons`, {
      body: { coupons: ["c300"] },
    });
    expect(held.walletIds).toHaveLength(1);
    world.clock.advanceBy(20_000);
    const theirs = await other.scan(await phone.code());
    const body = { scanId: theirs.scanId, amountYen: 1000, pointsToUse: 0, coupons: held.walletIds };
    const attempt = () => other.client.ok("POST", "/api/till/purchases", { key: newKey(), body });
    expect(await outcome(attempt())).toBe("coupon.in_use");
    await till.client.ok("POST", `/api/till/scans/${mine.scanId}/close`, { body: {} });
    expect(await outcome(attempt())).toBe("ok");
  });

  test("is used once where two tills confirm at the same time: one wins, the other hears coupon.used", async () => {
    const one = await scan();
    const two = await scan();
    const walletId = one.coupons.find(({ couponId }) => couponId === "c300")?.walletId ?? "";
    const held = await till.client.ok<CouponsHeld>("PUT", `/api/till/scans/${one.scanId}/coupons`, {
      body: { coupons: [walletId] },
    });
    await till.client.ok("PUT", `/api/till/scans/${one.scanId}/coupons`, { body: { coupons: [] } });
    const outcomes = await Promise.all(
      [one, two].map(({ scanId }) => outcome(sell(scanId, 1000, held.walletIds))),
    );
    expect(outcomes.sort()).toEqual(["coupon.used", "ok"]);
  });
});

test("a coupon may pay all of a sale: ¥0, found as completed, undone as any other", async () => {
  await publishCoupon(world.deps, "all", {
    benefit: { kind: "percent_off", perMille: 1000, ceilingYen: null },
  });
  const sold = await sell((await scan()).scanId, 1500, ["all"]);
  expect(sold).toMatchObject({ amountYen: 0, couponYen: 1500, payYen: 0, status: "completed" });
  expect(await till.undo(sold.purchaseId)).toMatchObject({
    status: "voided",
    coupons: [{ givenBack: true }],
  });
});

test("a repetition without coupons finds the answer of before there were any in the request", async () => {
  const { scanId } = await scan();
  const key = newKey();
  const first = await till.sell(scanId, 700, 0, key);
  expect(await sell(scanId, 700, [], key)).toEqual(first);
});

test("a sale taken without a network that names a coupon is refused for just that, before anything is looked at", async () => {
  const clock = { offsetAtSyncMs: 0, offsetAtUploadMs: 0, sentAtMs: world.clock.nowMs() };
  const body = {
    ...{ code: "79012345678901234560", source: "camera", storeId: "any", takenBy: null, amountYen: 500 },
    ...{ coupons: ["c300"], scannedAtMs: world.clock.nowMs(), deviceId: "device-0123456789", seq: 1, clock },
  };
  const refused = await till.client.refused("POST", "/api/till/offline", { key: newKey(), body });
  expect(refused).toMatchObject({ status: 400, error: { code: "offline.no_coupons" } });
});

test("the ledger, its sales and their coupons are proven after all of this", async () => {
  const { beside, limits } = await proveSales(world.deps, world.clock.nowMs());
  const memberPublicId = (await phone.home()).member.publicId;
  expect(await verifyLedger(world.deps, { memberPublicId, beside })).toMatchObject({
    ...{ accounts: 1, firstBreak: null },
  });
  expect(limits()).toEqual([]);
});
