import { afterAll, beforeAll, expect, test } from "vitest";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Hold } from "../../shared/purchases/holds.ts";
import type { Quote, Receipt, Refund } from "../../shared/purchases/schema.ts";
import { raw } from "../databases/rows.ts";
import { memberIdOf, type Pos, posOf, storeIds } from "../support/api.ts";
import { holds } from "../support/ledger.ts";
import { newKey, type Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let pos: Pos;
let phone: Phone;
let memberId: string;
let store: string;
let elsewhere: string;
beforeAll(async () => {
  world = await openWorld();
  pos = await posOf(world);
  phone = await world.member("佐藤 花子");
  memberId = await memberIdOf(world, phone.userId);
  [store, elsewhere] = await storeIds(world);
});
afterAll(() => world.close());

/** Beans at 8 % and two cups at 10 %: ¥1,000 and ¥1,000 before tax. */
const basket = {
  amountsAre: "tax_included" as const,
  lines: [
    { lineId: "1", itemCode: "beans", quantity: 1, amountYen: 1080, taxPerMille: 80 },
    { lineId: "2", itemCode: "coffee", quantity: 2, amountYen: 1100, taxPerMille: 100 },
  ],
};
const balance = async (): Promise<number> =>
  (await pos.get<{ points: { balance: number } }>(`/members/${memberId}`)).points.balance;
const purchase = (more: Record<string, unknown> = {}) => ({
  who: { memberId },
  storeId: store,
  tillId: "1",
  receiptNumber: newKey(),
  basket,
  ...more,
});

test("¥2,180 at two tax rates is quoted at 20 points, and the sale earns what was quoted", async () => {
  const quote = await pos.post<Quote>("/quotes", { who: { memberId }, storeId: store, basket });
  expect([quote.amountYen, quote.payYen, quote.baseYen, quote.pointsEarned]).toEqual([2180, 2180, 2000, 20]);
  expect(quote.byTax).toEqual([
    { taxPerMille: 80, amountYen: 1080, couponYen: 0, pointsYen: 0, payYen: 1080 },
    { taxPerMille: 100, amountYen: 1100, couponYen: 0, pointsYen: 0, payYen: 1100 },
  ]);
  expect([quote.pointsToUseMax, quote.useLimit]).toEqual([0, { reason: "earn_only_code", limit: null }]);
  const before = await balance();
  const asked = purchase();
  const receipt = await pos.post<Receipt>("/purchases", asked);
  expect(receipt).toMatchObject({
    status: "completed",
    receiptNumber: asked.receiptNumber,
    amountYen: 2180,
    pointsEarned: 20,
  });
  expect(await balance()).toBe(before + 20);
  expect(await pos.get<Receipt>(`/purchases/${receipt.purchaseId}`)).toEqual(receipt);
});

test("one of two cups comes back: ¥550 to hand back, 5 points taken back, and the sale says partly_returned", async () => {
  const { purchaseId } = await pos.post<Receipt>("/purchases", purchase());
  const before = await balance();
  const back = await pos.post<Refund>(`/purchases/${purchaseId}/refunds`, {
    lines: [{ lineId: "2", quantity: 1 }],
  });
  expect(back).toMatchObject({ nth: 1, amountYen: 550, payBackYen: 550, pointsTakenBack: 5, pointsOwed: 0 });
  expect(back.purchase.status).toBe("partly_returned");
  expect(await balance()).toBe(before - 5);
  const more = await pos.refused("POST", `/purchases/${purchaseId}/refunds`, {
    lines: [{ lineId: "2", quantity: 2 }],
  });
  expect(more).toMatchObject({ status: 409, code: "refund.more_than_left" });
});

test("a void takes back all 20 points, and a second one is refused", async () => {
  const { purchaseId } = await pos.post<Receipt>("/purchases", purchase());
  const before = await balance();
  expect(await pos.post<Receipt>(`/purchases/${purchaseId}/void`, {})).toMatchObject({ status: "voided" });
  expect(await balance()).toBe(before - 20);
  expect(await pos.refused("POST", `/purchases/${purchaseId}/void`, {})).toMatchObject({
    status: 409,
    code: "purchase.already_voided",
  });
});

test("a member who is only named earns and never uses: 1 point to use is refused as card.wrong_purpose", async () => {
  expect(await pos.refused("POST", "/purchases", purchase({ pointsToUse: 1 }))).toMatchObject({
    status: 409,
    code: "card.wrong_purpose",
  });
  const hold = { who: { memberId }, storeId: store, tillId: "1", points: 1 };
  expect(await pos.refused("POST", "/holds", hold)).toMatchObject({
    status: 409,
    code: "card.wrong_purpose",
  });
});

interface ScanAnswer {
  readonly scanId: string;
  readonly scopes: readonly string[];
  readonly memberId: string;
}

async function scan(purpose: 7 | 8, more: Record<string, unknown> = {}): Promise<ScanAnswer> {
  world.clock.advanceBy(60_000);
  return pos.post("/scans", { code: await phone.code(purpose), storeId: store, tillId: "1", ...more });
}

test("a spend code that a POS reads pays 10 of ¥2,180 with points, and its scan is used up", async () => {
  await pos.post("/purchases", purchase());
  const read = await scan(8, { intent: "spend" });
  expect(read).toMatchObject({ memberId, scopes: ["earn", "spend"] });
  const asked = purchase({ who: { scanId: read.scanId }, pointsToUse: 10 });
  const receipt = await pos.post<Receipt>("/purchases", asked);
  expect([receipt.pointsUsed, receipt.payYen]).toEqual([10, 2170]);
  const again = purchase({ who: { scanId: read.scanId } });
  expect(await pos.refused("POST", "/purchases", again)).toMatchObject({
    status: 409,
    code: "scan.consumed",
  });
});

test("an earn code read by a POS earns only, and is refused where the till asks for a spend code", async () => {
  expect(await scan(7)).toMatchObject({ scopes: ["earn"] });
  world.clock.advanceBy(60_000);
  const asked = { code: await phone.code(7), storeId: store, tillId: "1", intent: "spend" };
  expect(await pos.refused("POST", "/scans", asked)).toMatchObject({ code: "card.wrong_purpose" });
});

test("a code that one key has read is replayed for another key, and its scan is nobody else's", async () => {
  const other = await posOf(world);
  world.clock.advanceBy(60_000);
  const code = await phone.code(7);
  const { scanId } = await pos.post<ScanAnswer>("/scans", { code, storeId: store, tillId: "1" });
  const asked = { code, storeId: store, tillId: "1" };
  expect(await other.refused("POST", "/scans", asked)).toMatchObject({ status: 409, code: "card.replayed" });
  const stolen = purchase({ who: { scanId } });
  expect(await other.refused("POST", "/purchases", stolen)).toMatchObject({
    status: 404,
    code: "scan.not_found",
  });
  const moved = purchase({ who: { scanId }, storeId: elsewhere });
  expect(await pos.refused("POST", "/purchases", moved)).toMatchObject({
    status: 404,
    code: "scan.not_found",
  });
});

test("the same scan sent again with the same key is the same scan", async () => {
  world.clock.advanceBy(60_000);
  const asked = { code: await phone.code(7), storeId: store, tillId: "1" };
  const key = newKey();
  const first = await pos.post<ScanAnswer>("/scans", asked, key);
  world.clock.advanceBy(40_000);
  expect((await pos.post<ScanAnswer>("/scans", asked, key)).scanId).toBe(first.scanId);
  expect(await pos.refused("POST", "/scans", asked)).toMatchObject({ code: "card.replayed" });
});

test("10 points held leave the balance, pay for a sale, and 6 of another hold come back", async () => {
  await pos.post("/purchases", purchase());
  const before = await balance();
  const { scanId } = await scan(8);
  const asked = { who: { scanId }, storeId: store, tillId: "9", points: 10, minutes: 5 };
  const held = await pos.post<Hold>("/holds", asked);
  expect([held.status, held.pointsView.balance, held.pointsView.held]).toEqual(["open", before - 10, 10]);
  const paid = await pos.post<Receipt>(`/holds/${held.holdId}/commit`, {
    receiptNumber: newKey(),
    pointsToUse: 10,
    basket: { lines: [{ lineId: "1", quantity: 1, amountYen: 1000, taxPerMille: 100 }] },
  });
  expect([paid.pointsUsed, paid.points.held]).toEqual([10, 0]);

  const second = await scan(8);
  const six = { who: { scanId: second.scanId }, storeId: store, tillId: "9", points: 6 };
  const { holdId } = await pos.post<Hold>("/holds", six);
  expect(await pos.post<Hold>(`/holds/${holdId}/release`, {})).toMatchObject({ status: "released" });
  expect(await pos.refused("POST", `/holds/${held.holdId}/release`, {})).toMatchObject({
    code: "hold.settled",
  });
  await holds(world, phone.userId);
});

test("the same receipt under another key is refused with 409 and the sale's id", async () => {
  const asked = purchase();
  const { purchaseId } = await pos.post<Receipt>("/purchases", asked);
  expect(await pos.refused("POST", "/purchases", asked)).toMatchObject({
    status: 409,
    code: "purchase.receipt_used",
    details: { purchaseId },
  });
});

test("a sale told 3 days late has both times, and the business day it happened on", async () => {
  const nowMs = world.clock.nowMs();
  const occurredAtMs = nowMs - 3 * 86_400_000;
  const joined = raw(`UPDATE member SET joined_at_ms = ${occurredAtMs} WHERE public_id = '${memberId}'`);
  await world.deps.database.commit(housekeeping("a test's member of three days", [joined]));
  const late = await pos.post<Receipt>("/purchases", purchase({ occurredAtMs }));
  expect([late.occurredAtMs, late.recordedAtMs]).toEqual([occurredAtMs, nowMs]);
  expect(late.businessDate).toBe("2026-11-18");
  expect(
    await pos.refused("POST", "/purchases", purchase({ occurredAtMs: nowMs - 36 * 86_400_000 })),
  ).toMatchObject({ code: "purchase.too_old" });
  expect(await pos.refused("POST", "/purchases", purchase({ occurredAtMs: nowMs + 180_000 }))).toMatchObject({
    code: "purchase.in_future",
  });
});

test("20 points of an EC sale wait for shipping, then for 14 days, and go with the sale when it is undone", async () => {
  const before = await balance();
  const sold = await pos.post<Receipt>("/purchases", purchase({ channel: "ec" }));
  expect(sold.points.pending).toContainEqual({ points: 20, activatesOn: null, waitsFor: "shipped" });
  expect(await balance()).toBe(before);
  const shipped = { event: "shipped" };
  const told = await pos.post<Receipt>(`/purchases/${sold.purchaseId}/events`, shipped);
  expect(told.points.pending).toContainEqual({ points: 20, activatesOn: "2026-12-05", waitsFor: null });
  const again = await pos.post<Receipt>(`/purchases/${sold.purchaseId}/events`, shipped);
  expect(again.points.pending).toEqual(told.points.pending);
  const lost = await pos.refused("POST", `/purchases/${sold.purchaseId}/events`, { event: "lost" });
  expect(lost).toMatchObject({ status: 400, code: "request.invalid" });
  const undone = await pos.post<Receipt>(`/purchases/${sold.purchaseId}/void`, {});
  expect(undone.points.pending).toEqual([]);
  expect(await balance()).toBe(before);
});

test("300 points are given by hand with a reason and 100 taken, and more than there is is refused", async () => {
  const before = await balance();
  const given = { memberId, points: 300, reasonCode: "apology", reason: "the machine was broken" };
  expect(await pos.post("/adjustments", given)).toMatchObject({ points: 300, balance: before + 300 });
  const taken = { memberId, points: -100, reasonCode: "correction" };
  expect(await pos.post("/adjustments", taken)).toMatchObject({ points: -100, balance: before + 200 });
  expect(await pos.refused("POST", "/adjustments", { ...taken, points: -1_000_00 })).toMatchObject({
    code: "points.not_enough",
  });
  expect(await pos.refused("POST", "/adjustments", { ...given, points: 100_001 })).toMatchObject({
    status: 403,
    code: "adjustment.above_limit",
    details: { pointsMax: 100_000 },
  });
});

test("the balance at the end of yesterday is what it was, whatever was done today", async () => {
  const before = await balance();
  world.clock.advanceBy(86_400_000);
  await pos.post("/purchases", purchase());
  const member = await pos.get<{ past: unknown; points: { balance: number } }>(
    `/members/${memberId}?on=2026-11-21`,
  );
  expect([member.past, member.points.balance]).toEqual([
    { on: "2026-11-21", balance: before, debt: 0 },
    before + 20,
  ]);
  expect(await pos.refused("GET", `/members/${memberId}?on=2026-11-22`)).toMatchObject({
    code: "request.invalid",
  });
});
