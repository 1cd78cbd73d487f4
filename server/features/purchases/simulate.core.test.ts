import { describe, expect, test } from "vitest";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import type { EarnFacts } from "../../../shared/points/earn/types.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import { asReplayed, newTally, type PastSale, replay, simulated } from "./simulate.core.ts";

const then = programmeWith([ruleWith({})]);

function sold(memberId: string, amountYen: number, facts: Partial<EarnFacts> = {}): PastSale {
  const all = { ...noon, memberId, ...facts };
  const lines = [lineOf(amountYen)];
  return { memberId, facts: all, lines, award: quoteEarn(then, all, lines) };
}

function replayed(programme: Programme, sales: readonly PastSale[]) {
  const draft = asReplayed(programme, "2026-11-30");
  const tally = newTally();
  for (const sale of sales) replay(tally, draft, sale);
  return simulated(tally, draft, { from: "2026-11-01", to: "2026-11-30", complete: true, yenPerPoint: 1 });
}

const sales = [sold("M1", 1000), sold("M2", 250), sold("M1", 3000), sold("M3", 99)];

describe("past sales by a draft", () => {
  test("that is what was in force change nothing: 42 and 42, three members the same", () => {
    expect(replayed(then, sales)).toMatchObject({
      ...{ sales: 4, complete: true, points: { before: 42, after: 42 }, yen: { before: 42, after: 42 } },
      ...{ members: { win: 0, lose: 0, same: 3 }, winners: [], losers: [] },
      byRule: [{ ruleId: "base", points: { before: 42, after: 42 }, sales: { before: 3, after: 3 } }],
    });
  });

  test("with points of ¥2 at 10 for every ¥1,000: M2 loses 2, and 40 points are worth ¥80", () => {
    const base = ruleWith({ value: { kind: "per_yen", everyYen: 1000, givesPoints: 10 } });
    const draft = programmeWith([base], { use: { ...then.use, yenPerPoint: 2 } });
    expect(replayed(draft, sales)).toMatchObject({
      ...{ points: { before: 42, after: 40 }, yen: { before: 42, after: 80 } },
      members: { win: 0, lose: 1, same: 2 },
      losers: [{ memberId: "M2", before: 2, after: 0 }],
    });
  });

  test("with a promotion in draft, whose 100 points run out: 86 are gone when M4 comes, and 14 are left", () => {
    const promo = promotionWith({
      ...{ state: "draft", value: { kind: "per_yen", everyYen: 50, givesPoints: 1 } },
      caps: { total: 100, perSale: 60 },
    });
    const given = replayed(programmeWith([ruleWith({}), promo]), [...sales, sold("M4", 5000)]);
    expect(given.winners).toEqual([
      { memberId: "M1", before: 40, after: 120 },
      { memberId: "M4", before: 50, after: 64 },
      { memberId: "M2", before: 2, after: 7 },
      { memberId: "M3", before: 0, after: 1 },
    ]);
    expect(given.byRule.find(({ ruleId }) => ruleId === "promo")).toMatchObject({
      ...{ points: { before: 0, after: 100 }, sales: { before: 0, after: 5 } },
    });
  });

  test("are judged by their own time: rank, visit and pools of then do not matter to the draft's pools", () => {
    const gold = { rank: { code: "gold", multiplierPerMille: 2000 }, pools: { "base|total|all": 1_000_000 } };
    const draft = programmeWith([ruleWith({ caps: { total: 1000 } })]);
    expect(replayed(draft, [sold("M1", 1000, gold)])).toMatchObject({ points: { before: 20, after: 20 } });
  });

  test("661 points of gold and 105 of silver are two rows", () => {
    const rankOf = (code: string, ja: string) => ({
      rank: { code, name: { ja, en: code }, multiplierPerMille: 1100 },
    });
    const members = [
      sold("M1", 661_000, rankOf("gold", "ゴールド")),
      sold("M2", 105_000, rankOf("silver", "シルバー")),
    ];
    const rows = replayed(then, members).byRule.filter(({ ruleId }) => ruleId !== "base");
    expect(rows.map(({ ruleId, name, points }) => [ruleId, name.ja, points.before, points.after])).toEqual([
      ["rank:ゴールド", "ゴールド", 661, 661],
      ["rank:シルバー", "シルバー", 105, 105],
    ]);
  });

  test("a rule that begins after the range is replayed without its dates, one within it with them", () => {
    const december = promotionWith({ ruleId: "december", window: { from: "2026-12-01", to: "2026-12-31" } });
    const october = promotionWith({ ruleId: "october", window: { from: "2026-10-01", to: "2026-10-31" } });
    const given = replayed(programmeWith([ruleWith({}), december, october]), [sold("M1", 1000)]);
    expect(given).toMatchObject({ points: { before: 10, after: 60 }, datesLifted: ["december"] });
  });

  test("show 20 members at the most, those first who win most", () => {
    const many = Array.from({ length: 30 }, (_, n) => sold(`M${n}`, 100 * (n + 1)));
    const double = ruleWith({ value: { kind: "per_yen", everyYen: 100, givesPoints: 2 } });
    const given = replayed(programmeWith([double]), many);
    expect(given.members.win).toBe(30);
    expect(given.winners).toHaveLength(20);
    expect(given.winners[0]).toEqual({ memberId: "M29", before: 30, after: 60 });
  });
});
