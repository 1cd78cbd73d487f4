import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { startOfDay } from "../../shared/dates.ts";
import type { Receipt } from "../../shared/purchases/schema.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import { rowsOf } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

const rank = (code: string, ja: string, threshold: number, multiplierPerMille: number) => ({
  ...{ code, threshold, multiplierPerMille, colour: "#d4af37" },
  name: { ja, en: code },
});
const ladder: Ladder = {
  ...noRanks,
  version: 2,
  enabled: true,
  ranks: [
    rank("bronze", "ブロンズ", 0, 1000),
    rank("silver", "シルバー", 30_000, 1500),
    rank("gold", "ゴールド", 100_000, 2000),
  ],
};

let world: World;
let till: Till;
beforeAll(async () => {
  world = await openWorld();
  till = await world.staff("糸井 あかり");
});
afterAll(() => world.close());

/** One visit, a code later than the one before. */
async function visit(phone: Phone, amountYen: number): Promise<Receipt> {
  world.clock.advanceBy(15_000);
  const { scanId } = await till.scan(await phone.code());
  return till.sell(scanId, amountYen);
}

test("a shop without ranks shows none on card and receipt, and keeps no row about them", async () => {
  const phone = await world.member("佐藤 花子");
  expect((await visit(phone, 50_000)).rank).toBeNull();
  expect((await phone.home()).rank).toBeNull();
  expect(await rowsOf(world, "account_rank")).toEqual([]);
});

describe("with silver at ¥30,000 and gold at ¥100,000 of a calendar year", () => {
  beforeAll(async () => {
    const statement = planLadder(ladder, world.clock.nowMs(), "system:test");
    await world.deps.database.commit(housekeeping("a test", [statement]));
  });

  test("¥26,800 tell ¥3,200 to silver; ¥3,200 more are silver at once, and from then on points are ×1.5", async () => {
    const phone = await world.member("田中 太郎");
    const first = await visit(phone, 26_800);
    expect(first.rank).toMatchObject({ code: "bronze", next: { code: "silver", missing: 3_200 } });
    const second = await visit(phone, 3_200);
    expect(second.rank).toMatchObject({ code: "silver", untilOn: "2027-12-31" });
    expect(second.pointsEarned).toBe(32);
    expect((await visit(phone, 1_000)).pointsEarned).toBe(15);
    expect((await phone.home()).rank).toMatchObject({ code: "silver", value: 31_000 });
    const told = await world.deps.database.point.selectFrom("rank_event").selectAll().execute();
    expect(told).toMatchObject([{ kind: "near_upgrade", rank: "silver", missing: 3_200 }]);
  });

  test("a sale that is undone rolls its day back: the count is what it was", async () => {
    const phone = await world.member("高橋 三郎");
    await visit(phone, 10_000);
    const sold = await visit(phone, 20_000);
    expect(sold.rank?.code).toBe("silver");
    await till.undo(sold.purchaseId);
    expect((await phone.home()).rank).toMatchObject({ code: "silver", value: 10_000 });
  });

  test("acceptance test 15: gold reached by ¥100,000 that come back stays gold this year, and is bronze from 1 January", async () => {
    const phone = await world.member("鈴木 次郎");
    const sold = await visit(phone, 100_000);
    expect(sold.rank).toMatchObject({ code: "gold", untilOn: "2027-12-31", value: 100_000 });
    await till.takeBack(sold.purchaseId, { amountYen: 100_000 });
    expect((await phone.home()).rank).toMatchObject({
      code: "gold",
      value: 0,
      toKeep: { missing: 100_000, byOn: "2026-12-31" },
      untilOn: "2026-12-31",
    });
    const reached = world.deps.database.point
      .selectFrom("rank_change")
      .selectAll()
      .where("to_rank", "=", "gold");
    const changes = await reached.execute();
    expect(changes).toMatchObject([{ nth: 1, from_rank: "bronze", purchase_id: sold.purchaseId }]);
    world.clock.setTo(startOfDay("2027-01-01", "Asia/Tokyo"));
    await phone.signIn();
    expect((await phone.home()).rank).toMatchObject({ code: "bronze", untilOn: null, value: 0 });
    await holds(world, phone.userId);
  });
});
