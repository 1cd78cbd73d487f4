import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { baseRule } from "../../shared/points/programme/defaults.ts";
import type { PurchaseList, Receipt } from "../../shared/purchases/schema.ts";
import { posOf, storeIds } from "../support/api.ts";
import { promotionWith } from "../support/earning.ts";
import { everything, outcome, refuses, tally } from "../support/evidence.ts";
import { holds, holdsOfMember } from "../support/ledger.ts";
import type { Phone, Till } from "../support/people.ts";
import { publish } from "../support/programme.ts";
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
async function visit(amountYen: number, pointsToUse = 0): Promise<Receipt> {
  world.clock.advanceBy(15_000);
  const { scanId } = await till.scan(await phone.code(pointsToUse > 0 ? 8 : 7));
  return till.sell(scanId, amountYen, pointsToUse);
}

/** The clock goes to another day; till and phone sign in again, and a manager comes to the store. */
async function onAnotherDay(atMs: number): Promise<Till> {
  world.clock.setTo(atMs);
  const owner = await world.owner();
  await Promise.all([till.signIn(), phone.signIn(), owner.signIn()]);
  await Promise.all([till.choose("本店"), owner.choose("本店")]);
  await phone.enroll();
  return owner;
}

const path = ({ purchaseId }: Receipt, verb = "refunds"): string =>
  `/api/till/purchases/${purchaseId}/${verb}`;

async function day() {
  const rows = await world.deps.database.point.selectFrom("account_day").selectAll().execute();
  return rows.map((row) => [
    row.business_date,
    row.purchases,
    row.net_yen,
    row.points_earned,
    row.points_used,
  ]);
}

describe("half of ¥1,280, of which 100 points paid", () => {
  let sold: Receipt;
  beforeEach(async () => {
    await visit(10_000);
    sold = await visit(1280, 100);
  });

  test("is quoted as what it then does: ¥590 and 50 points back, 6 of 11 points taken back", async () => {
    const before = await everything(world);
    const quote = await till.quoteReturn(sold.purchaseId, { amountYen: 640 });
    expect(await everything(world)).toEqual(before);
    const numbers = {
      amountYen: 640,
      payBackYen: 590,
      pointsGivenBack: 50,
      pointsTakenBack: 6,
      pointsOwed: 0,
    };
    expect(quote).toMatchObject({ ...numbers, nth: 1, pointsWaived: 0, points: { balance: 55 } });
    const made = await till.takeBack(sold.purchaseId, { amountYen: 640 });
    expect(made).toMatchObject({ ...numbers, nth: 1, points: { balance: 55 } });
    expect(made.purchase).toMatchObject({
      status: "partly_returned",
      returned: { amountYen: 640, pointsGivenBack: 50, pointsTakenBack: 6 },
    });
    expect(await holds(world, phone.userId)).toMatchObject({
      account: { balance: 55, purchases: 2, visits: 1, spend_yen: 10_000 + 590 },
    });
    expect(await day()).toEqual([["2026-11-21", 2, 10_590, 105, 50]]);
  });

  test("and then the rest gives the other 50 back and takes the other 5; the sale and its visit are over", async () => {
    await till.takeBack(sold.purchaseId, { amountYen: 640 });
    const rest = await till.takeBack(sold.purchaseId, { amountYen: 640 });
    expect(rest).toMatchObject({ nth: 2, payBackYen: 590, pointsGivenBack: 50, pointsTakenBack: 5 });
    expect(rest.purchase.status).toBe("returned");
    expect(await holds(world, phone.userId)).toMatchObject({
      account: { balance: 100, purchases: 1, visits: 1 },
    });
    expect(await day()).toEqual([["2026-11-21", 1, 10_000, 100, 0]]);
    const again = { client: till.client, key: "one-yen-more", body: { amountYen: 1 } };
    await refuses(world, { ...again, path: path(sold), status: 409, code: "refund.more_than_left" });
  });

  test("acceptance test 16: leaves no void: the rest must be returned; and a voided sale has nothing to return", async () => {
    await till.takeBack(sold.purchaseId, { amountYen: 640 });
    const undo = { client: till.client, key: "void-of-a-half", path: path(sold, "void"), body: {} };
    await refuses(world, { ...undo, status: 409, code: "purchase.returned" });
    const other = await visit(500);
    await till.undo(other.purchaseId);
    const back = { client: till.client, key: "half-of-a-void", body: { amountYen: 100 } };
    await refuses(world, { ...back, path: path(other), status: 409, code: "purchase.already_voided" });
  });

  test("sent 5 times with one key is one return; sent as 5 of ¥320 at once, 4 are made and 1 is refused", async () => {
    const asked = { amountYen: 320 };
    const same = await Promise.all(
      Array.from({ length: 5 }, () => till.takeBack(sold.purchaseId, asked, "the-same-return")),
    );
    expect(new Set(same.map(({ refundId }) => refundId)).size).toBe(1);
    const met = await Promise.all(
      Array.from({ length: 4 }, () => outcome(till.takeBack(sold.purchaseId, asked))),
    );
    expect(tally(met)).toEqual({ ok: 3, "refund.more_than_left": 1 });
    expect((await holds(world, phone.userId)).account.balance).toBe(100);
  });

  test("stands in the day's list, which lets the rest be returned and no longer undone", async () => {
    await till.takeBack(sold.purchaseId, { amountYen: 640 });
    const { items } = await till.client.ok<PurchaseList>("GET", "/api/till/purchases");
    expect(
      items.map(({ status, returnedYen, mayVoid, mayReturn }) => [status, returnedYen, mayVoid, mayReturn]),
    ).toEqual([
      ["partly_returned", 640, false, true],
      ["completed", 0, true, true],
    ]);
  });

  test("is told to the member, with what came back and what was taken", async () => {
    await till.takeBack(sold.purchaseId, { amountYen: 640 });
    await world.settled();
    const messages = world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");
    const said = JSON.stringify(messages.at(-1));
    for (const part of ["返品を承りました", "¥640", "50ポイント", "6ポイント", "55ポイント"])
      expect(said).toContain(part);
  });

  test("tomorrow needs a manager, and another store's staff does not find it", async () => {
    const elsewhere = await world.staff("駅前 太郎", "駅前店");
    const asked = { key: "tomorrow-return", path: path(sold), body: { amountYen: 640 } };
    await refuses(world, { ...asked, client: elsewhere.client, status: 404, code: "purchase.not_found" });
    const manager = await onAnotherDay(world.clock.nowMs() + 86_400_000);
    await refuses(world, { ...asked, client: till.client, status: 403, code: "purchase.void_too_late" });
    expect((await manager.takeBack(sold.purchaseId, { amountYen: 640 })).pointsGivenBack).toBe(50);
    // It is taken off the day of the sale, not of the return.
    expect(await day()).toEqual([["2026-11-21", 2, 10_590, 105, 50]]);
  });
});

describe("¥10,000 returned after 80 of its 100 points were spent", () => {
  const returned = async (shortage: "debt" | "floor" | "pending_only") => {
    await publish(world, { shortage });
    const first = await visit(10_000);
    await visit(80, 80);
    return till.takeBack(first.purchaseId, { amountYen: 10_000 });
  };

  test("acceptance test 5, as debt: 100 are taken back, 80 of them are owed, and the next 50 earned repay", async () => {
    expect(await returned("debt")).toMatchObject({
      ...{ pointsTakenBack: 100, pointsOwed: 80, pointsWaived: 0 },
      points: { balance: 0, debt: 80 },
    });
    expect((await visit(5000)).points).toMatchObject({ balance: 0, debt: 30 });
  });

  test("acceptance test 5, with a floor: the 20 that are left are taken and 80 are let go", async () => {
    expect(await returned("floor")).toMatchObject({
      ...{ pointsTakenBack: 20, pointsOwed: 0, pointsWaived: 80 },
      points: { balance: 0, debt: 0 },
    });
  });

  test("acceptance test 5, from pending points only: nothing was pending, so nothing is taken and 100 are let go", async () => {
    expect(await returned("pending_only")).toMatchObject({
      ...{ pointsTakenBack: 0, pointsOwed: 0, pointsWaived: 100 },
      points: { balance: 20, debt: 0 },
    });
  });
});

test("80 points given back to a member who has left since lapse at once", async () => {
  await visit(10_000);
  const spent = await visit(80, 80);
  const { member_id: memberId } = await world.deps.database.point
    .selectFrom("purchase")
    .select("member_id")
    .where("purchase_id", "=", spent.purchaseId)
    .executeTakeFirstOrThrow();
  await phone.client.ok("POST", "/api/card/leave", { body: {} });
  const back = await till.takeBack(spent.purchaseId, { amountYen: 80 });
  expect(back).toMatchObject({ pointsGivenBack: 80, payBackYen: 0, points: { balance: 0 } });
  const { account, entries } = await holdsOfMember(world, memberId);
  expect([account.balance, entries.at(-1)?.kind, entries.at(-1)?.points]).toEqual([0, "expire", -80]);
});

describe("60 points given back after the day their lot lapsed", () => {
  const returned = async (restored: Parameters<typeof publish>[1]["restored"] & object) => {
    await publish(world, { restored });
    await visit(6000);
    await onAnotherDay(Date.UTC(2027, 10, 30, 3));
    const spent = await visit(60, 60);
    const manager = await onAnotherDay(Date.UTC(2027, 11, 1, 3));
    return manager.takeBack(spent.purchaseId, { amountYen: 60 });
  };

  test("acceptance test 6: live 14 days more where the shop gives grace", async () => {
    const { pointsGivenBack, points } = await returned({ kind: "grace", days: 14 });
    expect([pointsGivenBack, points.nextExpiry]).toEqual([60, { points: 60, expiresOn: "2027-12-15" }]);
  });

  test("acceptance test 6: come back lapsed where their date stands", async () => {
    const { pointsGivenBack, points } = await returned({ kind: "keep_original" });
    expect([pointsGivenBack, points.balance]).toEqual([60, 0]);
  });

  test("acceptance test 6: do not come back where the shop forfeits them, and the return says 0", async () => {
    const { pointsGivenBack, points } = await returned({ kind: "forfeit" });
    expect([pointsGivenBack, points.balance]).toEqual([0, 0]);
  });
});

describe("a POS's sale of a cake at 8 % and two cups at 10 %", () => {
  const basket = {
    amountsAre: "tax_included" as const,
    lines: [
      { lineId: "cake", quantity: 1, amountYen: 1080, taxPerMille: 80, categories: ["cake"] },
      { lineId: "cup", quantity: 2, amountYen: 1100, taxPerMille: 100 },
    ],
    discountYen: 109,
  };

  test("splits its discount of ¥109 and 200 points over both rates to the yen, and takes one cup back in proportion", async () => {
    await visit(20_000);
    const pos = await posOf(world);
    const [storeId] = await storeIds(world);
    world.clock.advanceBy(15_000);
    const scan = await pos.post<{ scanId: string }>("/scans", {
      ...{ code: await phone.code(8), source: "wedge", storeId, tillId: "1" },
    });
    const sale = {
      who: { scanId: scan.scanId },
      storeId,
      tillId: "1",
      receiptNumber: "R-1",
      basket,
      pointsToUse: 200,
    };
    const sold = await pos.post<Receipt>("/purchases", sale);
    expect(sold).toMatchObject({ amountYen: 2071, payYen: 1871 });
    expect(sold.byTax.map(({ amountYen, pointsYen }) => [amountYen, pointsYen])).toEqual([
      [1026, 99],
      [1045, 101],
    ]);
    const back = await pos.post<{ payBackYen: number; pointsGivenBack: number; amountYen: number }>(
      `/purchases/${sold.purchaseId}/refunds`,
      { lines: [{ lineId: "cup", quantity: 1 }] },
    );
    // ¥550 less ⌊55 / 2⌋ of the discount and ⌊101 / 2⌋ of the points.
    expect(back).toMatchObject({ amountYen: 523, pointsGivenBack: 50, payBackYen: 473 });
    await holds(world, phone.userId);
  });
});

test("a campaign's budget of 60 gives 50 and then the last 10, and has 25 again when half of the first comes back", async () => {
  const promo = promotionWith({
    value: { kind: "per_yen", everyYen: 100, givesPoints: 5 },
    caps: { total: 60 },
  });
  await publish(world, { rules: [baseRule, promo] });
  const first = await visit(1000);
  const second = await visit(1000);
  expect([first.pointsEarned, second.pointsEarned]).toEqual([60, 20]);
  expect(second.award.lines[1]).toMatchObject({ points: 10, desiredPoints: 50, cappedBy: "total" });
  expect(await till.takeBack(first.purchaseId, { amountYen: 500 })).toMatchObject({ pointsTakenBack: 30 });
  const third = await visit(1000);
  expect(third.pointsEarned).toBe(10 + 25);
  expect((await holds(world, phone.userId)).account.balance).toBe(60 + 20 - 30 + 35);
});
