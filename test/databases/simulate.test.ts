import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { simulate } from "../../server/features/purchases/index.ts";
import { systemIds } from "../../server/platform/ids.ts";
import { startOfDay } from "../../shared/dates.ts";
import { quoteEarn } from "../../shared/points/earn/quote.ts";
import type { ReducedLine } from "../../shared/points/earn/types.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { ledgerDeps, openAccounts, openProgramme, timeZone } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../support/earning.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { commit, insert, purchase, refund } from "./rows.ts";

const sales = 450;
const startMs = startOfDay("2026-11-21", timeZone);

/** The lines of the nth sale: every third was rung up as two lines, of which one is tea; others are ¥1,000 typed. */
function linesOf(nth: number): readonly ReducedLine[] {
  if (nth % 3 !== 0) return [lineOf(1000)];
  return [lineOf(600, { lineId: "a", categories: ["tea"] }), lineOf(400, { lineId: "b", taxPerMille: 80 })];
}

/** More than two pages of sales of nine members, 225 on each of two days. */
describe.each(engines)("past sales on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    const clock: TestClock = testClock(startMs);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openProgramme(deps);
    await openAccounts(deps, 9);
    await commit(
      engine.database,
      insert("node", {
        ...{ node_id: 1, public_id: "S1", code: "S1", kind: "store", path: "/1/", name: "本店" },
        amount_yen_max: 1_000_000,
      }),
    );
    const ids = systemIds(clock);
    for (let nth = 0; nth < sales; nth += 1) {
      clock.setTo(startMs + Math.floor(nth / 225) * 86_400_000 + (nth % 225) * 60_000);
      const [memberId, lines, purchaseId] = [1 + (nth % 9), linesOf(nth), ids.ulid()];
      const businessDate = nth < 225 ? "2026-11-21" : "2026-11-22";
      const facts = { ...noon, memberId: `m${memberId}`, businessDate };
      const row = {
        ...{ purchase_id: purchaseId, staff_id: null, scan_id: null, business_date: businessDate },
        facts: JSON.stringify(facts),
        award: JSON.stringify(quoteEarn(defaultProgramme, facts, lines)),
      };
      await commit(
        engine.database,
        purchase(memberId, row),
        ...(lines.length > 1 ? lines.map(lineRow(purchaseId)) : []),
      );
    }
  });
  afterAll(() => engine?.close());

  const lineRow = (purchaseId: string) => (line: ReducedLine, nth: number) =>
    insert("purchase_line", {
      ...{
        purchase_id: purchaseId,
        line_id: line.lineId,
        nth,
        kind: line.kind,
        item_code: null,
        brand: null,
      },
      ...{ categories: JSON.stringify(line.categories), quantity: 1, amount_yen: line.amountYen },
      ...{ discount_yen: 0, coupon_yen: 0, points_yen: 0, tax_per_mille: line.taxPerMille },
    });

  const tea = promotionWith({
    ...{ match: { categories: ["tea"] }, value: { kind: "multiplier", perMille: 2000 } },
    caps: { total: 500 },
  });
  const draft = programmeWith([ruleWith({}), tea]);
  const range = { from: "2026-11-21", to: "2026-11-22", salesMax: 10_000 };

  test("450 are replayed page by page with their lines: 4,500 points, and 500 more of the 900 for tea", async () => {
    const answer = await simulate(deps, draft, range);
    expect(answer).toMatchObject({ sales: 450, complete: true, points: { before: 4500, after: 5000 } });
    expect(answer.byRule.find(({ ruleId }) => ruleId === "promo")).toMatchObject({
      ...{ points: { before: 0, after: 500 }, sales: { before: 0, after: 84 } },
    });
  });

  test("only those of the days asked for: 225, whose 75 with tea give 450", async () => {
    const answer = await simulate(deps, draft, { ...range, from: "2026-11-22" });
    expect(answer).toMatchObject({ sales: 225, points: { before: 2250, after: 2700 } });
  });

  test("no more than asked for, also where that is the end of a page", async () => {
    for (const [salesMax, complete] of [
      [200, false],
      [449, false],
      [450, true],
    ] as const) {
      expect(await simulate(deps, draft, { ...range, salesMax })).toMatchObject({
        sales: salesMax,
        complete,
      });
    }
  });

  test("what came back of two counts on neither side: ¥400 of one with tea, and all of one typed", async () => {
    const { point } = engine.database;
    const rows = await point
      .selectFrom("purchase")
      .select(["purchase_id", "member_id"])
      .orderBy("purchase_id")
      .limit(2)
      .execute();
    const [mixed, typed] = rows;
    if (mixed === undefined || typed === undefined) throw new Error("there are no sales");
    const back = (lineId: string, amountYen: number) =>
      JSON.stringify([{ lineId, quantity: 1, amountYen, discountYen: 0, pointsYen: 0 }]);
    const draws = JSON.stringify({ claims: [], lapsed: 0, pools: [] });
    await commit(
      engine.database,
      refund(mixed.member_id, mixed.purchase_id, 1, { lines: back("b", 400), amount_yen: 400, draws }),
      refund(typed.member_id, typed.purchase_id, 1, { lines: back("1", 1000), amount_yen: 1000, draws }),
    );
    // 600 of the first earn 6, and 6 more for tea; the second is as if it had not been.
    const answer = await simulate(deps, draft, { ...range, to: "2026-11-21" });
    expect(answer).toMatchObject({ sales: 224, points: { before: 2236, after: 2236 + 450 } });
  });
});
