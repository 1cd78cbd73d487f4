import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { HistoryPage } from "../../shared/points/schema.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { eventually } from "../support/clock.ts";
import { refuses } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let phone: Phone;
let till: Till;
beforeEach(async () => {
  world = await openWorld();
  till = await world.staff("糸井 あかり");
  phone = await world.member("佐藤 花子");
});
afterEach(() => world.close());

/** One visit, a code later than the one before. */
async function visit(amountYen: number, pointsToUse = 0, at: Till = till): Promise<Receipt> {
  world.clock.advanceBy(15_000);
  const { scanId } = await at.scan(await phone.code(pointsToUse > 0 ? 8 : 7));
  return at.sell(scanId, amountYen, pointsToUse);
}

/** The day-boundary run and the sweep have done what the new date brings, so that nothing moves by itself any more. */
async function nightDone(date: string): Promise<void> {
  const { point } = world.deps.database;
  await eventually(async () => {
    const runs = await point.selectFrom("nightly_run").select("business_date").execute();
    const codes = await point.selectFrom("code_use").select("handle").execute();
    return runs.some(({ business_date }) => business_date === date) && codes.length === 0;
  }, `the night to ${date} is over`);
}

async function points() {
  return (await phone.home()).points;
}

async function lots() {
  const rows = await world.deps.database.point.selectFrom("lot").selectAll().orderBy("lot_id").execute();
  return rows.map((row) => [row.points, row.remaining, row.expires_on]);
}

async function history() {
  return (await phone.client.ok<HistoryPage>("GET", "/api/card/history")).items;
}

describe("a sale undone after its points were spent", () => {
  let first: Receipt;
  beforeEach(async () => {
    first = await visit(10_000);
    await visit(80, 80);
  });

  test("takes the 20 that are left and owes 80; the card says so", async () => {
    expect(await till.undo(first.purchaseId)).toMatchObject({ points: { balance: 0, debt: 80 } });
    expect(await points()).toEqual({ balance: 0, pending: [], held: 0, debt: 80, nextExpiry: null });
    const { account } = await holds(world, phone.userId);
    expect(account).toMatchObject({ balance: 0, debt: 80, visits: 1, spend_yen: 0 });
  });

  test("is repaid by the next earns: 50 of 50, then 30 of 40, and 10 are left", async () => {
    await till.undo(first.purchaseId);
    expect(await visit(5000)).toMatchObject({ pointsEarned: 50, points: { balance: 0, debt: 30 } });
    expect(await visit(4000)).toMatchObject({ pointsEarned: 40, points: { balance: 10, debt: 0 } });
    expect((await holds(world, phone.userId)).account).toMatchObject({ balance: 10, debt: 0 });
    expect(await visit(10, 10)).toMatchObject({ points: { balance: 0, debt: 0 } });
  });

  test("lets nothing be spent while something is owed", async () => {
    await till.undo(first.purchaseId);
    world.clock.advanceBy(15_000);
    const { scanId } = await till.scan(await phone.code(8), "spend");
    expect(await till.quote(scanId, 1000)).toMatchObject({ pointsToUseMax: 0, balanceAfter: 0 });
    const body = { scanId, amountYen: 1000, pointsToUse: 1 };
    const asked = { client: till.client, path: "/api/till/purchases", key: "spend-in-debt", body };
    await refuses(world, { ...asked, status: 409, code: "points.debt" });
    expect(await till.sell(scanId, 1000)).toMatchObject({ pointsEarned: 10, points: { debt: 70 } });
  });

  test("and the spend undone as well: 80 come back and pay the 80 owed", async () => {
    await till.undo(first.purchaseId);
    const [spent] = await world.deps.database.point
      .selectFrom("purchase")
      .select("purchase_id")
      .where("points_used", "=", 80)
      .execute();
    expect(await till.undo(spent?.purchase_id ?? "")).toMatchObject({ points: { balance: 0, debt: 0 } });
    expect((await holds(world, phone.userId)).account).toMatchObject({ balance: 0, debt: 0, visits: 0 });
  });
});

describe("a spend undone", () => {
  test("gives 150 back to the two lots they came from, each with its own last day", async () => {
    await visit(10_000);
    world.clock.setTo(Date.UTC(2026, 11, 5, 3));
    await Promise.all([till.signIn(), phone.signIn()]);
    await phone.enroll();
    await visit(10_000);
    const before = await lots();
    expect(before).toEqual([
      [100, 100, "2027-11-30"],
      [100, 100, "2027-12-31"],
    ]);
    const spent = await visit(150, 150);
    expect(await lots()).toEqual([
      [100, 0, "2027-11-30"],
      [100, 50, "2027-12-31"],
    ]);
    await till.undo(spent.purchaseId);
    expect(await lots()).toEqual(before);
    expect(await points()).toMatchObject({
      balance: 200,
      nextExpiry: { points: 100, expiresOn: "2027-11-30" },
    });
    await holds(world, phone.userId);
  });

  test("after its lot has lapsed, by a manager: a new lot of 60 with 14 days", async () => {
    await visit(10_000);
    const spent = await visit(60, 60);
    // The lot's last day is 2027-11-30; this is the morning after.
    world.clock.setTo(Date.UTC(2027, 11, 1, 0));
    await nightDone("2027-12-01");
    const owner = await world.owner();
    await Promise.all([till.signIn(), phone.signIn(), owner.signIn()]);
    await owner.choose("本店");
    expect((await points()).balance).toBe(0);
    const path = `/api/till/purchases/${spent.purchaseId}/void`;
    const asked = { client: till.client, path, key: "a-year-later", body: {} };
    await refuses(world, { ...asked, status: 403, code: "purchase.void_too_late" });
    const undone = await owner.undo(spent.purchaseId);
    expect(undone.points).toEqual({
      balance: 60,
      pending: [],
      held: 0,
      debt: 0,
      nextExpiry: { points: 60, expiresOn: "2027-12-15" },
    });
    expect(await lots()).toEqual([
      [100, 0, "2027-11-30"],
      [60, 60, "2027-12-15"],
    ]);
    world.clock.setTo(Date.UTC(2027, 11, 15, 14, 59));
    await phone.signIn();
    expect((await points()).balance).toBe(60);
    world.clock.setTo(Date.UTC(2027, 11, 15, 15, 0));
    expect((await points()).balance).toBe(0);
  });

  test("after one of its two lots has lapsed: 100 in a new lot, 50 back in the other", async () => {
    await visit(10_000);
    world.clock.setTo(Date.UTC(2026, 11, 5, 3));
    await Promise.all([till.signIn(), phone.signIn()]);
    await phone.enroll();
    await visit(10_000);
    const spent = await visit(150, 150);
    world.clock.setTo(Date.UTC(2027, 11, 10, 3));
    const owner = await world.owner();
    await Promise.all([phone.signIn(), owner.signIn()]);
    await owner.choose("本店");
    await owner.undo(spent.purchaseId);
    expect(await lots()).toEqual([
      [100, 0, "2027-11-30"],
      [100, 100, "2027-12-31"],
      [100, 100, "2027-12-24"],
    ]);
    expect((await points()).balance).toBe(200);
  });
});

describe("points that lapse", () => {
  test("are usable through the last second of their last day in Tokyo, and not after it", async () => {
    await visit(10_000);
    world.clock.setTo(Date.UTC(2027, 10, 30, 14, 59, 0));
    await Promise.all([till.signIn(), phone.signIn()]);
    await phone.enroll();
    expect(await visit(30, 30)).toMatchObject({ points: { balance: 70 } });
    world.clock.setTo(Date.UTC(2027, 10, 30, 15, 0, 0));
    const { scanId } = await till.scan(await phone.code(8), "spend");
    const body = { scanId, amountYen: 100, pointsToUse: 1 };
    const asked = { client: till.client, path: "/api/till/purchases", key: "after-midnight", body };
    await refuses(world, { ...asked, status: 409, code: "points.not_enough" });
  });
});

test("the history says of each line whether it was undone and what it undid, and whole pages follow", async () => {
  const first = await visit(10_000);
  const second = await visit(500, 40);
  await till.undo(second.purchaseId);
  expect((await history()).map(({ kind, points, undone, undoes }) => [kind, points, undone, undoes])).toEqual(
    [
      ["void", -4, false, "earn"],
      ["void", 40, false, "spend"],
      ["earn", 4, true, null],
      ["spend", -40, true, null],
      ["earn", 100, false, null],
    ],
  );
  const { items, before } = await phone.client.ok<HistoryPage>("GET", "/api/card/history?before=3");
  expect(items.map(({ seq }) => seq)).toEqual([2, 1]);
  expect(before).toBeNull();
  await till.undo(first.purchaseId);
  await world.settled();
  const pushed = world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");
  expect(pushed.map(({ messages }) => /取り消しました/.test(JSON.stringify(messages)))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});
