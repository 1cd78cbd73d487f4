import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runNightly } from "../../server/features/nightly/index.ts";
import { verifyLedger } from "../../server/features/points/index.ts";
import { proveSales } from "../../server/features/purchases/index.ts";
import { baseRule } from "../../shared/points/programme/defaults.ts";
import type { Receipt, Refund } from "../../shared/purchases/schema.ts";
import { memberIdOf, type Pos, posOf, storeIds } from "../support/api.ts";
import { promotionWith } from "../support/earning.ts";
import { holds } from "../support/ledger.ts";
import { newKey, type Phone } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { openWorld, type World } from "../support/world.ts";

/** What a sale did is as if it had not been, when nothing is left of the sale. */

const hour = 3_600_000;
const day = 24 * hour;
/** A moment in Tokyo. */
const tokyo = (date: string, time = "12:00:00"): number => Date.parse(`${date}T${time}+09:00`);

let world: World;
let pos: Pos;
let phone: Phone;
let memberId: string;
let storeId: string;
beforeEach(async () => {
  world = await openWorld({ ticks: false });
  pos = await posOf(world);
  phone = await world.member("佐藤 花子");
  memberId = await memberIdOf(world, phone.userId);
  [storeId = ""] = await storeIds(world);
});
afterEach(async () => {
  const { beside } = await proveSales(world.deps, world.clock.nowMs());
  expect(await verifyLedger(world.deps, { beside })).toMatchObject({ broken: 0, firstBreak: null });
  await world.close();
});

const sell = (amountYen: number, more: Record<string, unknown> = {}) =>
  pos.post<Receipt>("/purchases", {
    ...{ who: { memberId }, storeId, tillId: "1", receiptNumber: newKey() },
    basket: { lines: [{ lineId: "1", quantity: 1, amountYen }] },
    ...more,
  });
/** A sale of which points pay a part, with the code of a phone that may. */
async function use(pointsToUse: number, amountYen = pointsToUse): Promise<Receipt> {
  world.clock.advanceBy(15_000);
  await phone.signIn();
  await phone.enroll();
  const read = { code: await phone.code(8), storeId, tillId: "1" };
  const { scanId } = await pos.post<{ scanId: string }>("/scans", read);
  return sell(amountYen, { who: { scanId }, pointsToUse });
}
const undo = ({ purchaseId }: Receipt) => pos.post<Receipt>(`/purchases/${purchaseId}/void`, {});
const takeBack = ({ purchaseId }: Receipt, more: Record<string, unknown> = {}) =>
  pos.post<Refund>(`/purchases/${purchaseId}/refunds`, { lines: [{ lineId: "1", ...more }] });
const returnedOn = ({ purchaseId }: Receipt, occurredAtMs: number) =>
  pos.post<Refund>(`/purchases/${purchaseId}/refunds`, { lines: [{ lineId: "1" }], occurredAtMs });
/** What is left, what lapsed, and until when, lot by lot. */
const lots = async () => {
  const rows = await world.deps.database.point.selectFrom("lot").selectAll().orderBy("lot_id").execute();
  return rows.map((row) => [row.remaining, row.lapsed, row.expires_on]);
};
/** The clock goes to a moment, and every night until then does its work. */
async function goTo(atMs: number): Promise<void> {
  world.clock.setTo(atMs);
  for (let more = 1; more > 0; ) more = await runNightly(world.deps, world.clock.nowMs() + hour);
}
const days30 = { unit: "days", count: 30 } as const;

describe("1,000 points of ¥100,000 that lapsed after 30 days, with 30 days to come back in", () => {
  let sold: Receipt;
  beforeEach(async () => {
    await publish(world, {
      expires: { kind: "rolling", after: days30, roundTo: "day" },
      reinstatement: { windowDays: 30, livesDays: 60 },
    });
    world.clock.advanceBy(1000);
    sold = await sell(100_000);
    await goTo(tokyo("2026-12-23"));
    expect(await lots()).toEqual([[0, 1000, "2026-12-21"]]);
  });

  test("stay lapsed for good once the sale is returned: the next sale of ¥100 gives 1 and brings back 0", async () => {
    expect(await takeBack(sold)).toMatchObject({ pointsTakenBack: 0, pointsWaived: 1000, pointsOwed: 0 });
    expect((await sell(100)).points.balance).toBe(1);
    expect((await holds(world, phone.userId)).entries.map(({ kind }) => kind)).not.toContain("reinstate");
  });

  test("come back by half where half of the sale was returned; the other half is then claimed from what came back", async () => {
    expect(await takeBack(sold, { amountYen: 50_000 })).toMatchObject({ pointsWaived: 500 });
    expect((await sell(100)).points.balance).toBe(501);
    expect(await takeBack(sold)).toMatchObject({
      ...{ pointsTakenBack: 500, pointsWaived: 0, points: { balance: 1, debt: 0 } },
    });
  });

  test.each([
    ["void", (receipt: Receipt): Promise<unknown> => undo(receipt)],
    ["return", (receipt: Receipt): Promise<unknown> => takeBack(receipt)],
  ])("come back with a sale of ¥100 and lapse again with its %s; another sale brings them back", async (_, gone) => {
    const small = await sell(100);
    expect(small.points.balance).toBe(1001);
    await gone(small);
    expect((await holds(world, phone.userId)).account).toMatchObject({ balance: 0, debt: 0 });
    expect((await lots())[0]).toEqual([0, 1000, "2026-12-21"]);
    expect((await sell(100)).points.balance).toBe(1001);
  });

  test("of which 300 were used after they had come back: the void lets 700 lapse, and the 300 stay used", async () => {
    const small = await sell(100);
    await use(301);
    expect((await undo(small)).points).toMatchObject({ balance: 0, debt: 1 });
    expect((await lots())[0]).toEqual([0, 700, "2026-12-21"]);
  });
});

test("with 自動延長型, 1,000 points that lapsed and were returned do not come back with a sale told late", async () => {
  await publish(world, { expires: { kind: "activity", after: days30, roundTo: "day", on: "earn" } });
  world.clock.advanceBy(1000);
  const sold = await sell(100_000);
  await goTo(tokyo("2026-12-23"));
  expect(await takeBack(sold)).toMatchObject({ pointsTakenBack: 0, pointsWaived: 1000 });
  expect((await sell(500, { occurredAtMs: tokyo("2026-12-15") })).points.balance).toBe(5);
});

describe("with 自動延長型 of 30 days, 100 points until 21 December", () => {
  beforeEach(async () => {
    await publish(world, { expires: { kind: "activity", after: days30, roundTo: "day", on: "earn" } });
    world.clock.advanceBy(1000);
    await sell(10_000);
    await goTo(tokyo("2026-12-10"));
    expect(await lots()).toEqual([[100, 0, "2026-12-21"]]);
  });

  test("live until 9 January with a sale of ¥100 on 10 December, and until 21 December again with its void", async () => {
    const small = await sell(100);
    expect((await lots())[0]).toEqual([100, 0, "2027-01-09"]);
    expect((await undo(small)).points).toMatchObject({
      ...{ balance: 100, nextExpiry: { points: 100, expiresOn: "2026-12-21" } },
    });
    await goTo(tokyo("2026-12-22"));
    expect((await holds(world, phone.userId)).account.balance).toBe(0);
  });

  test("keep 9 January where the day has another sale, and what a later one gives", async () => {
    const small = await sell(100);
    const other = await sell(200);
    await undo(small);
    expect((await lots())[0]).toEqual([100, 0, "2027-01-09"]);
    world.clock.advanceBy(day);
    await sell(100);
    await undo(other);
    expect((await lots())[0]).toEqual([100, 0, "2027-01-10"]);
  });

  test("of which 50 paid for the sale come back until 21 December too", async () => {
    await undo(await use(50, 100));
    expect((await lots())[0]).toEqual([100, 0, "2026-12-21"]);
  });
});

describe("a return that is told a day late", () => {
  test("claims 100 from the 500 earned today, and leaves no debt beside them", async () => {
    const first = await sell(10_000);
    await use(100);
    world.clock.advanceBy(day);
    await sell(50_000);
    const back = await returnedOn(first, world.clock.nowMs() - day + hour);
    expect(back).toMatchObject({ pointsTakenBack: 100, pointsOwed: 0, points: { balance: 400, debt: 0 } });
    const { entries } = await holds(world, phone.userId);
    expect(entries.at(-1)).toMatchObject({ kind: "refund", businessDate: "2026-11-21", points: -100 });
    await use(100);
  });

  test("gives points whose lot has lapsed 14 days from the day it is told", async () => {
    await publish(world, { expires: { kind: "rolling", after: days30, roundTo: "day" } });
    world.clock.advanceBy(1000);
    await sell(10_000);
    const spent = await use(100);
    await goTo(tokyo("2027-01-05"));
    const back = await returnedOn(spent, tokyo("2026-12-28"));
    expect(back.points).toMatchObject({
      ...{ balance: 100, nextExpiry: { points: 100, expiresOn: "2027-01-19" } },
    });
  });
});

describe("10 points for the day's first sale", () => {
  beforeEach(async () => {
    const value = { kind: "fixed", points: 10 } as const;
    await publish(world, {
      rules: [baseRule, promotionWith({ ruleId: "visit", trigger: "visit", value })],
    });
    world.clock.advanceBy(1000);
  });

  test.each([
    ["undone", (receipt: Receipt): Promise<unknown> => undo(receipt)],
    ["returned", (receipt: Receipt): Promise<unknown> => takeBack(receipt)],
  ])("go with it when it is %s, and to the next one, once", async (_, gone) => {
    const first = await sell(100);
    const second = await sell(200);
    expect([first.pointsEarned, second.pointsEarned]).toEqual([11, 2]);
    await gone(first);
    const third = await sell(300);
    expect(third.pointsEarned).toBe(13);
    expect((await sell(400)).pointsEarned).toBe(4);
    await undo(third);
    expect((await sell(500)).pointsEarned).toBe(15);
    expect((await holds(world, phone.userId)).account).toMatchObject({
      ...{ balance: 2 + 4 + 15, purchases: 3, visits: 1 },
    });
  });

  test("stay where half of the first sale is returned; a second day has its own", async () => {
    const first = await sell(1000);
    await takeBack(first, { amountYen: 500 });
    expect((await sell(100)).pointsEarned).toBe(1);
    world.clock.advanceBy(day);
    expect((await sell(100)).pointsEarned).toBe(11);
    expect((await holds(world, phone.userId)).account).toMatchObject({ visits: 2 });
  });
});

test("a debt of 100 is not repaid by the 500 points of an EC order before they can be used", async () => {
  const first = await sell(10_000);
  await use(100);
  expect((await undo(first)).points).toMatchObject({ balance: 0, debt: 100 });
  const order = await sell(50_000, { channel: "ec" });
  expect(order.points).toMatchObject({ balance: 0, debt: 100, pending: [{ points: 500 }] });
  await pos.post(`/purchases/${order.purchaseId}/events`, { event: "shipped" });
  await goTo(world.clock.nowMs() + 15 * day);
  expect((await holds(world, phone.userId)).account).toMatchObject({ balance: 400, debt: 0 });
});
