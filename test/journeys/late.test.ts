import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runNightly } from "../../server/features/nightly/index.ts";
import { ladderInForce, planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import { memberIdOf, type Pos, posOf, storeIds } from "../support/api.ts";
import { ruleWith } from "../support/earning.ts";
import { holds } from "../support/ledger.ts";
import { newKey, type Phone } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { noon, openWorld, type World } from "../support/world.ts";

const hour = 3_600_000;
const day = 24 * hour;
/** A moment in Tokyo. */
const tokyo = (date: string, time: string): number => Date.parse(`${date}T${time}+09:00`);

let world: World;
let pos: Pos;
let phone: Phone;
let memberId: string;
let storeId: string;
beforeEach(async () => {
  world = await openWorld({ ticks: false });
  pos = await posOf(world);
  world.clock.setTo(noon - 60 * day);
  phone = await world.member("佐藤 花子");
  memberId = await memberIdOf(world, phone.userId);
  world.clock.setTo(noon);
  [storeId] = await storeIds(world);
});
afterEach(() => world.close());

const rank = (code: string, threshold: number, multiplierPerMille: number) => ({
  ...{ code, threshold, multiplierPerMille, colour: "#d4af37" },
  name: { ja: code, en: code },
});
const silverFrom = (threshold: number, version: number): Ladder => ({
  ...{ ...noRanks, version, enabled: true },
  ranks: [rank("bronze", 0, 1000), rank("silver", threshold, 1500)],
});
const asked = (amountYen: number, more: Record<string, unknown> = {}) => ({
  ...{ who: { memberId }, storeId, tillId: "1", receiptNumber: newKey() },
  basket: { lines: [{ lineId: "1", quantity: 1, amountYen }] },
  ...more,
});
const sell = (amountYen: number, more: Record<string, unknown> = {}) =>
  pos.post<Receipt>("/purchases", asked(amountYen, more));
const lots = async () => {
  const rows = await world.deps.database.point.selectFrom("lot").selectAll().orderBy("lot_id").execute();
  return rows.map((row) => [row.remaining, row.lapsed, row.expires_on]);
};
/** The day-boundary run, until it has nothing left to do. */
async function night(): Promise<void> {
  for (let more = 1; more > 0; ) more = await runNightly(world.deps, world.clock.nowMs() + hour);
}

describe("a sale told late", () => {
  test("has its own day and the time it was recorded; it is the first visit of a day that a later sale has not had", async () => {
    await sell(1000);
    const occurredAtMs = world.clock.nowMs() - 2 * day;
    const late = await sell(1000, { occurredAtMs });
    expect(late).toMatchObject({
      occurredAtMs,
      recordedAtMs: world.clock.nowMs(),
      businessDate: "2026-11-19",
    });
    const { account, entries } = await holds(world, phone.userId);
    expect(account).toMatchObject({ purchases: 2, visits: 2, balance: 20 });
    expect(entries.map(({ businessDate }) => businessDate)).toEqual(["2026-11-21", "2026-11-19"]);
    const row = await world.deps.database.point.selectFrom("account").selectAll().executeTakeFirstOrThrow();
    expect(row.last_visit_on).toBe("2026-11-21");
  });

  test("earns by the rules of its own time: 10 for ¥1,000 of yesterday, although today gives 20", async () => {
    world.clock.advanceBy(day);
    await publish(world, {
      rules: [ruleWith({ value: { kind: "per_yen", everyYen: 100, givesPoints: 2 } })],
    });
    expect((await sell(1000)).pointsEarned).toBe(20);
    expect((await sell(1000, { occurredAtMs: world.clock.nowMs() - hour })).pointsEarned).toBe(10);
  });

  test("of 35 days ago is taken, 1 ms older or more than 2 min ahead is refused; 2 min ahead means now", async () => {
    const nowMs = world.clock.nowMs();
    const at = (occurredAtMs: number) => pos.refused("POST", "/purchases", asked(1000, { occurredAtMs }));
    await sell(1000, { occurredAtMs: nowMs - 35 * day });
    expect(await at(nowMs - 35 * day - 1)).toMatchObject({ status: 422, code: "purchase.too_old" });
    expect(await at(nowMs + 2 * 60_000 + 1)).toMatchObject({ status: 422, code: "purchase.in_future" });
    expect((await sell(1000, { occurredAtMs: nowMs + 2 * 60_000 })).occurredAtMs).toBe(nowMs);
  });

  test("of the eve of joining is refused; of the day of joining, and some hours before it, is taken", async () => {
    const { joined_at_ms: joinedAtMs } = await world.deps.database.point
      .selectFrom("member")
      .select("joined_at_ms")
      .executeTakeFirstOrThrow();
    world.clock.setTo(joinedAtMs + day);
    const eve = await pos.refused(
      "POST",
      "/purchases",
      asked(1000, { occurredAtMs: joinedAtMs - 13 * hour }),
    );
    expect(eve).toMatchObject({ status: 422, code: "purchase.before_joining" });
    expect((await sell(1000, { occurredAtMs: joinedAtMs - hour })).pointsEarned).toBe(10);
  });

  test("has the rank and the ladder of its own day: ×1 of before silver was reached, ×1.5 of silver's days, ×1 after it fell", async () => {
    const told = async (occurredAtMs: number) => (await sell(1000, { occurredAtMs })).pointsEarned;
    const put = (ladder: Ladder) =>
      world.deps.database.commit(
        housekeeping("a test", [planLadder(ladder, world.clock.nowMs(), "system:test")]),
      );
    await put(silverFrom(30_000, 2));
    world.clock.advanceBy(day);
    await sell(30_000);
    expect(await told(world.clock.nowMs())).toBe(15);
    const bought = world.clock.nowMs();
    expect(await told(bought - day + hour)).toBe(10);
    // Of before there were ranks.
    expect(await told(bought - 3 * day)).toBe(10);
    world.clock.advanceBy(day);
    await put({ ...silverFrom(30_000, 3), ranks: [rank("bronze", 0, 1000), rank("silver", 30_000, 3000)] });
    world.clock.advanceBy(hour);
    expect(await told(world.clock.nowMs())).toBe(30);
    expect(await told(bought + hour)).toBe(15);
    world.clock.setTo(tokyo("2027-12-31", "20:00:00"));
    const silver = world.clock.nowMs();
    world.clock.setTo(tokyo("2028-01-02", "12:00:00"));
    await night();
    expect(await told(world.clock.nowMs())).toBe(10);
    expect(await told(silver)).toBe(30);
  });

  test("is recorded once for its store, till, receipt and day, under whatever key", async () => {
    const once = asked(1000);
    const { purchaseId } = await pos.post<Receipt>("/purchases", once);
    const again = await pos.refused("POST", "/purchases", once);
    expect(again).toMatchObject({ status: 409, code: "purchase.receipt_used", details: { purchaseId } });
    expect((await holds(world, phone.userId)).account.balance).toBe(10);
  });
});

test("with the fiscal year's end, a sale of 31 Mar 23:59:59 told on 1 Apr earns points that are gone; of 1 Apr 00:00, for a year", async () => {
  await publish(world, { expires: { kind: "fiscal_year", yearsAfter: 0 } });
  world.clock.setTo(tokyo("2027-04-01", "00:00:05"));
  await night();
  const last = await sell(1000, { occurredAtMs: tokyo("2027-03-31", "23:59:59") });
  expect(last).toMatchObject({ businessDate: "2027-03-31", pointsEarned: 10, points: { balance: 0 } });
  const first = await sell(2000, { occurredAtMs: tokyo("2027-04-01", "00:00:00") });
  expect(first).toMatchObject({ businessDate: "2027-04-01", points: { balance: 20 } });
  expect(first.points.nextExpiry).toEqual({ points: 20, expiresOn: "2028-03-31" });
  world.clock.setTo(tokyo("2027-04-02", "00:00:01"));
  await night();
  expect(await lots()).toEqual([
    [0, 10, "2027-03-31"],
    [20, 0, "2028-03-31"],
  ]);
  await holds(world, phone.userId);
});

test("with 自動延長型 of 30 days, 10 points lapsed on 21 Dec; a sale of 15 Dec told on 23 Dec brings them back until 14 Jan", async () => {
  await publish(world, {
    expires: { kind: "activity", after: { unit: "days", count: 30 }, roundTo: "day", on: "earn" },
  });
  world.clock.advanceBy(1000);
  await sell(1000);
  expect(await lots()).toEqual([[10, 0, "2026-12-21"]]);
  world.clock.setTo(tokyo("2026-12-23", "03:00:00"));
  await night();
  expect(await lots()).toEqual([[0, 10, "2026-12-21"]]);
  const late = await sell(500, { occurredAtMs: tokyo("2026-12-15", "12:00:00") });
  expect(late.points).toMatchObject({ balance: 15, nextExpiry: { points: 15, expiresOn: "2027-01-14" } });
  const { entries } = await holds(world, phone.userId);
  expect(entries.map(({ kind, points }) => [kind, points])).toEqual([
    ["earn", 10],
    ["expire", -10],
    ["reinstate", 10],
    ["earn", 5],
  ]);
});

describe("an EC order's 10 points", () => {
  const order = () => sell(1000, { channel: "ec" });
  const tell = (purchaseId: string, more: Record<string, unknown> = {}) =>
    pos.post<Receipt>(`/purchases/${purchaseId}/events`, { event: "shipped", ...more });

  test("wait until it is shipped, then 14 days, and live 12 months from that day", async () => {
    const { purchaseId, points } = await order();
    expect(points).toMatchObject({
      balance: 0,
      pending: [{ points: 10, activatesOn: null, waitsFor: "shipped" }],
    });
    world.clock.advanceBy(2 * day);
    const told = await tell(purchaseId);
    expect(told.points.pending).toEqual([{ points: 10, activatesOn: "2026-12-07", waitsFor: null }]);
    expect(await lots()).toEqual([[10, 0, "2027-12-31"]]);
    const { entries } = await holds(world, phone.userId);
    expect((await tell(purchaseId)).points).toEqual(told.points);
    expect((await holds(world, phone.userId)).entries).toHaveLength(entries.length);
    await phone.signIn();
    expect((await phone.home()).points.pending).toEqual(told.points.pending);
    world.clock.setTo(tokyo("2026-12-07", "00:00:01"));
    await night();
    await phone.signIn();
    expect((await phone.home()).points).toMatchObject({ balance: 10, pending: [] });
  });

  test("stand in the card's history beside what could be used then: 0 until their day, though 5 of a shop came between", async () => {
    const { purchaseId } = await order();
    await sell(500);
    await phone.signIn();
    const { recent } = await phone.home();
    expect(recent.map(({ points, balanceAfter, storeName }) => [points, balanceAfter, storeName])).toEqual([
      [5, 5, "本店"],
      [10, 0, null],
    ]);
    await tell(purchaseId);
    world.clock.setTo(tokyo("2026-12-06", "00:00:01"));
    await night();
    await phone.signIn();
    expect((await phone.home()).recent.map(({ kind, balanceAfter }) => [kind, balanceAfter])).toEqual([
      ["activate", 15],
      ["earn", 5],
      ["earn", 0],
    ]);
  });

  test("go with a void while they wait, and half of them with half of the order, whatever the shop does about shortage", async () => {
    await publish(world, { shortage: "pending_only" });
    const first = await order();
    const voided = await pos.post<Receipt>(`/purchases/${first.purchaseId}/void`, {});
    expect(voided.points).toMatchObject({ balance: 0, pending: [], debt: 0 });
    const second = await order();
    const half = await pos.post<{ pointsTakenBack: number; points: Receipt["points"] }>(
      `/purchases/${second.purchaseId}/refunds`,
      { lines: [{ lineId: "1", amountYen: 500 }] },
    );
    expect(half.pointsTakenBack).toBe(5);
    expect(half.points.pending).toEqual([{ points: 5, activatesOn: null, waitsFor: "shipped" }]);
    await holds(world, phone.userId);
  });
});

test("silver, reached with ¥5,000 and given ×2, stays when the sale is returned, and its count goes back to 0", async () => {
  const current = await ladderInForce(world.deps);
  const ranks = [
    { code: "member", threshold: 0, multiplierPerMille: 1000 },
    { code: "silver", threshold: 5000, multiplierPerMille: 2000 },
  ].map((rank) => ({ ...rank, name: { ja: rank.code, en: rank.code }, colour: "#aaaaaa" }));
  const ladder = { ...current, version: current.version + 1, enabled: true, metric: "yen" as const, ranks };
  const plan = planLadder(ladder, world.clock.nowMs(), "system:test");
  await world.deps.database.commit(housekeeping("a test's ranks", [plan]));
  const sold = await sell(5000);
  expect(sold).toMatchObject({ pointsEarned: 50, rank: { code: "silver", value: 5000 } });
  const second = await sell(1000);
  expect(second.pointsEarned).toBe(20);
  const back = await pos.post<{ purchase: Receipt }>(`/purchases/${sold.purchaseId}/refunds`, {
    lines: [{ lineId: "1" }],
  });
  expect(back.purchase).toMatchObject({ status: "returned", rank: { code: "silver", value: 1000 } });
  const half = await pos.post<{ pointsTakenBack: number }>(`/purchases/${second.purchaseId}/refunds`, {
    lines: [{ lineId: "1", amountYen: 500 }],
  });
  // Counted anew as silver, which it was sold to.
  expect(half.pointsTakenBack).toBe(10);
});
