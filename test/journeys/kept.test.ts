import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { verifyLedger } from "../../server/features/points/index.ts";
import { proveSales } from "../../server/features/purchases/proof.ts";
import { baseRule } from "../../shared/points/programme/defaults.ts";
import type { Simulation } from "../../shared/points/simulation/schema.ts";
import type { BasketInput, Receipt, Refund } from "../../shared/purchases/schema.ts";
import { type Pos, posOf, storeIds } from "../support/api.ts";
import { deskOf } from "../support/console.ts";
import { promotionWith, ruleWith } from "../support/earning.ts";
import { holds } from "../support/ledger.ts";
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
afterEach(async () => {
  // Whatever a test did, accounts, lots, days and limits are what entries and sales come to.
  const { beside, limits } = await proveSales(world.deps, world.clock.nowMs() + 60_000);
  expect(await verifyLedger(world.deps, { beside })).toMatchObject({ firstBreak: null });
  expect(limits()).toEqual([]);
  await world.close();
});

/** One visit, a code later than the one before. */
async function visit(amountYen: number): Promise<Receipt> {
  world.clock.advanceBy(15_000);
  const { scanId } = await till.scan(await phone.code());
  return till.sell(scanId, amountYen);
}

async function balance(): Promise<number> {
  return (await holds(world, phone.userId)).account.balance;
}

/** Some days later; till and phone sign in again. */
async function daysLater(days: number): Promise<void> {
  world.clock.advanceBy(days * 86_400_000);
  await Promise.all([till.signIn(), phone.signIn()]);
  await till.choose("本店");
  await phone.enroll();
}

async function ringUp(pos: Pos, receiptNumber: string, basket: BasketInput): Promise<Receipt> {
  const [storeId] = await storeIds(world);
  world.clock.advanceBy(15_000);
  const code = await phone.code();
  const where = { storeId, tillId: "1" };
  const { scanId } = await pos.post<{ scanId: string }>("/scans", { code, source: "wedge", ...where });
  return pos.post<Receipt>("/purchases", { who: { scanId }, ...where, receiptNumber, basket });
}

describe("what is kept of a sale, of which a part came back", () => {
  test("keeps the 50 that another rule gives for it: of 200, 150 are taken, and 50 with the rest", async () => {
    const tenth = { kind: "rate", perTenThousand: 1000 } as const;
    const until = { kind: "until", on: "2026-12-31" } as const;
    const rules = [
      ruleWith({ value: { kind: "fixed", points: 50 } }),
      ruleWith({ ruleId: "b", value: tenth, match: { spendYenMin: 1000 }, expires: until }),
    ];
    await publish(world, { rules });
    const sold = await visit(2000);
    expect(sold.pointsEarned).toBe(200);
    expect(await till.takeBack(sold.purchaseId, { amountYen: 1100 })).toMatchObject({ pointsTakenBack: 150 });
    expect(await balance()).toBe(50);
    expect(await till.takeBack(sold.purchaseId, { amountYen: 900 })).toMatchObject({ pointsTakenBack: 50 });
    expect(await balance()).toBe(0);
  });

  test("takes from the budget of the rule that counts then: 60 for the first, and nothing for the next two", async () => {
    const promotions = [
      promotionWith({
        ...{ ruleId: "p100", value: { kind: "fixed", points: 100 } },
        ...{ match: { spendYenMin: 2000 }, caps: { total: 1000 } },
      }),
      promotionWith({ ruleId: "p60", value: { kind: "fixed", points: 60 }, caps: { total: 60 } }),
    ];
    const stacking = { promotions: "max" as const, rank: "add" as const };
    await publish(world, { rules: [baseRule, ...promotions], stacking });
    for (const left of [70, 80, 90]) {
      const sold = await visit(2000);
      expect(sold.pointsEarned).toBe(120);
      await till.takeBack(sold.purchaseId, { amountYen: 1000 });
      expect(await balance()).toBe(left);
    }
    const { point } = world.deps.database;
    const pools = await point.selectFrom("rule_pool").select(["pool", "used"]).execute();
    expect(Object.fromEntries(pools.map(({ pool, used }) => [pool, used]))).toEqual({
      "p100|total|all": 0,
      "p60|total|all": 60,
    });
  });

  test("does not keep points of a present that comes back by itself, which is worth ¥0", async () => {
    const each = { kind: "per_item", points: 5 } as const;
    const gift = promotionWith({ value: each, match: { categories: ["gift"] } });
    await publish(world, { rules: [baseRule, gift] });
    const pos = await posOf(world);
    const sold = await ringUp(pos, "R-1", {
      lines: [
        { lineId: "tea", quantity: 1, amountYen: 1000 },
        { lineId: "present", quantity: 1, amountYen: 0, categories: ["gift"] },
      ],
    });
    expect(sold.pointsEarned).toBe(15);
    const path = `/purchases/${sold.purchaseId}/refunds`;
    const present = { lines: [{ lineId: "present" }] };
    expect(await pos.post<Refund>(path, present)).toMatchObject({ amountYen: 0, pointsTakenBack: 5 });
    expect(await pos.refused("POST", path, present)).toMatchObject({ status: 400, code: "refund.nothing" });
    const rest = await pos.post<Refund>(path, { lines: [{ lineId: "tea" }] });
    expect(rest).toMatchObject({ amountYen: 1000, pointsTakenBack: 10, purchase: { status: "returned" } });
    expect((await holds(world, phone.userId)).account).toMatchObject({ balance: 0, purchases: 0, visits: 0 });
  });

  test("is what a draft is tried on: of ¥3,000 and ¥500, with ¥1,000 and all ¥500 back, ¥2,000", async () => {
    const [sold, undone] = [await visit(3000), await visit(500)];
    await till.takeBack(sold.purchaseId, { amountYen: 1000 });
    await till.takeBack(undone.purchaseId, { amountYen: 500 });
    const desk = await deskOf(world, await world.owner());
    const twice = ruleWith({ value: { kind: "per_yen", everyYen: 100, givesPoints: 2 } });
    const programme = { ...(await desk.programme()), rules: [twice] };
    const body = { programme, from: "2026-11-01", to: "2026-11-30" };
    const tried = await desk.client.ok<Simulation>("POST", "/api/console/simulate", { body });
    expect(tried).toMatchObject({ sales: 1, points: { before: 20, after: 40 } });
    expect(await balance()).toBe(20);
  });
});

describe("500 points for the second purchase", () => {
  beforeEach(async () => {
    const second = promotionWith({
      ...{ value: { kind: "fixed", points: 500 }, match: { nthPurchase: { from: 2, to: 2 } } },
    });
    await publish(world, { rules: [baseRule, second] });
  });

  test("are given once, whatever is undone before it", async () => {
    const first = await visit(100);
    expect((await visit(100)).pointsEarned).toBe(501);
    await till.undo(first.purchaseId);
    expect((await visit(100)).pointsEarned).toBe(1);
    expect(await balance()).toBe(502);
  });

  test("are given again for what is rung up instead of it, undone or returned", async () => {
    await visit(100);
    await till.undo((await visit(1000)).purchaseId);
    const second = await visit(100);
    expect(second.pointsEarned).toBe(501);
    await till.takeBack(second.purchaseId, { amountYen: 60 });
    expect((await visit(100)).pointsEarned).toBe(1);
    await till.takeBack(second.purchaseId, { amountYen: 40 });
    expect((await visit(100)).pointsEarned).toBe(1);
  });

  test("are the first's after it was undone alone", async () => {
    await till.undo((await visit(100)).purchaseId);
    expect([(await visit(100)).pointsEarned, (await visit(100)).pointsEarned]).toEqual([1, 501]);
  });
});

test("500 in the month of the birthday, once a year, are set up at the console and given once a year", async () => {
  await phone.client.ok("PUT", "/api/card/birthday", { body: { birthday: "11-30" } });
  const desk = await deskOf(world, await world.owner());
  const birthday = promotionWith({
    ...{ ruleId: "birthday", name: { ja: "誕生月500P", en: "Birthday" }, scope: { birthdayMonth: true } },
    ...{ value: { kind: "fixed", points: 500 }, caps: { perMemberYear: 500 } },
  });
  await desk.publish({ rules: [baseRule, birthday] });
  const { versions } = await desk.client.ok<{ versions: { changes: string[] }[] }>(
    "GET",
    "/api/console/programme/versions",
  );
  expect(versions[0]?.changes).toEqual([
    "「誕生月500P」を追加(実施中): 誕生月の会員、500P(上限 お一人1年500P)",
  ]);
  const first = await visit(100);
  expect([first.pointsEarned, (await visit(100)).pointsEarned]).toEqual([501, 1]);
  // Undone, it can be given again.
  await till.undo(first.purchaseId);
  expect((await visit(100)).pointsEarned).toBe(501);
  await daysLater(5);
  expect((await visit(100)).pointsEarned).toBe(1);
  await daysLater(340);
  expect(await visit(100)).toMatchObject({ businessDate: "2027-11-01", pointsEarned: 501 });
});

test("a programme that was published before limits had months and years is read as without them", async () => {
  const { perMemberMonth: _, perMemberYear: __, ...caps } = baseRule.caps;
  const old = JSON.parse(JSON.stringify({ rules: [{ ...baseRule, caps }] }));
  await publish(world, old);
  expect((await visit(1280)).pointsEarned).toBe(12);
  const desk = await deskOf(world, await world.owner());
  const programme = await desk.programme();
  expect(programme.rules[0]?.caps).toEqual(baseRule.caps);
  const {
    rules: [rule],
  } = programme;
  // Of an older page, which does not know them.
  const body = { ...programme, rules: [{ ...rule, caps: { ...caps, perSale: 10 } }] };
  await desk.client.ok("POST", "/api/console/programme", { body });
  expect((await visit(1280)).pointsEarned).toBe(10);
});
