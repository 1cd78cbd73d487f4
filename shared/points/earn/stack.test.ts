import { describe, expect, test } from "vitest";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import { poolsOf, quoteEarn } from "./quote.ts";
import type { Award } from "./types.ts";

const given = (award: Award): readonly (readonly [string, number])[] =>
  award.lines.map(({ ruleId, points }) => [ruleId, points] as const);
const sale = [lineOf(1000)];
const small = promotionWith({ ruleId: "small", value: { kind: "fixed", points: 5 }, priority: 9 });
const big = promotionWith({ ruleId: "big", value: { kind: "fixed", points: 50 }, priority: 1 });
const silver = { code: "silver", multiplierPerMille: 1500 };

describe("promotions beside the base", () => {
  const stacking = (promotions: "sum" | "max" | "one") => ({ promotions, rank: "add" as const });
  const award = (how: "sum" | "max" | "one", rules = [small, big]): Award =>
    quoteEarn(programmeWith([ruleWith({}), ...rules], { stacking: stacking(how) }), noon, sale);

  test("are all given where they add up: 10 + 5 + 50", () => {
    expect(award("sum")).toMatchObject({ points: 65, whyNot: [] });
  });

  test("only the one that gives most, where one may: 10 + 50", () => {
    expect(given(award("max"))).toEqual([
      ["base", 10],
      ["big", 50],
    ]);
    expect(award("max").whyNot).toEqual([
      { ruleId: "small", reason: "another_rule_gave_more", yen: null, points: 5 },
    ]);
  });

  test("only the one of the highest priority, where one may: 10 + 5", () => {
    expect(given(award("one"))).toEqual([
      ["base", 10],
      ["small", 5],
    ]);
    expect(award("one").whyNot).toEqual([
      { ruleId: "big", reason: "another_has_priority", yen: null, points: 50 },
    ]);
  });

  test("between equals the newer, which stands later", () => {
    const [one, two] = [promotionWith({ ruleId: "one" }), promotionWith({ ruleId: "two" })];
    for (const how of ["max", "one"] as const) {
      expect(given(award(how, [one, two])).at(-1)).toEqual(["two", 50]);
      expect(given(award(how, [two, one])).at(-1)).toEqual(["one", 50]);
    }
  });

  test("one whose limit is used up stands in no one's way", () => {
    const used = promotionWith({ ruleId: "used", priority: 99, caps: { perSale: 0 } });
    expect(given(award("one", [used, big])).at(-1)).toEqual(["big", 50]);
    expect(award("one", [used, big]).whyNot).toEqual([
      { ruleId: "used", reason: "limit_reached", yen: null, points: 50 },
    ]);
  });

  test("that are not given together with a use of points wait for a sale without", () => {
    const programme = programmeWith([ruleWith({}), small, big]);
    const use = { ...programme.use, notWithRules: ["big"] };
    const using = quoteEarn({ ...programme, use }, { ...noon, pointsUsed: 1 }, sale);
    expect(given(using)).toEqual([
      ["base", 10],
      ["small", 5],
    ]);
    expect(using.whyNot).toEqual([{ ruleId: "big", reason: "not_with_points", yen: null, points: 50 }]);
    expect(quoteEarn({ ...programme, use }, noon, sale).points).toBe(65);
  });
});

describe("a rank's multiplier", () => {
  const award = (rank: "add" | "best_of", rules = [ruleWith({}), small]): Award =>
    quoteEarn(
      programmeWith(rules, { stacking: { promotions: "sum", rank } }),
      { ...noon, rank: silver },
      sale,
    );

  test("adds to promotions: 10 + 5 + half of 10", () => {
    expect(given(award("add"))).toEqual([
      ["base", 10],
      ["small", 5],
      ["rank", 5],
    ]);
    expect(award("add").lines.at(-1)).toMatchObject({
      ...{ role: "rank", origin: "purchase", expiresOn: "2027-11-30", baseYen: 1000 },
      value: { kind: "multiplier", amount: 1500, per: 1000 },
    });
  });

  test("or competes with them: 50 beat 5, and 4 are beaten by 5", () => {
    expect(given(award("best_of", [ruleWith({}), big]))).toEqual([
      ["base", 10],
      ["big", 50],
    ]);
    expect(award("best_of", [ruleWith({}), big]).whyNot).toEqual([
      { ruleId: "rank", reason: "another_rule_gave_more", yen: null, points: 5 },
    ]);
    const four = promotionWith({ ruleId: "four", value: { kind: "fixed", points: 4 } });
    expect(given(award("best_of", [ruleWith({}), four]))).toEqual([
      ["base", 10],
      ["rank", 5],
    ]);
  });

  test("counts where both give the same, and 5 promotion points stay with the shop", () => {
    expect(given(award("best_of"))).toEqual([
      ["base", 10],
      ["rank", 5],
    ]);
    expect(award("best_of").whyNot).toEqual([
      { ruleId: "small", reason: "another_rule_gave_more", yen: null, points: 5 },
    ]);
  });

  test("is of the base alone, and rounds as the base rule does: half of 15 is 7", () => {
    const fifteen = quoteEarn(programmeWith([ruleWith({}), big]), { ...noon, rank: silver }, [lineOf(1500)]);
    expect(given(fifteen)).toEqual([
      ["base", 15],
      ["big", 50],
      ["rank", 7],
    ]);
  });

  test("carries the rank's name and the version of its ladder", () => {
    const rank = { ...silver, name: { ja: "シルバー", en: "Silver" }, ladderVersion: 4 };
    const { lines } = quoteEarn(programmeWith([ruleWith({})]), { ...noon, rank }, sale);
    expect(lines.at(-1)).toMatchObject({ ruleVersion: 4, name: { ja: "シルバー", en: "Silver" } });
  });
});

describe("limits", () => {
  const capped = (caps: Parameters<typeof promotionWith>[0]["caps"]) => promotionWith({ caps: caps ?? {} });
  const award = (rule: ReturnType<typeof capped>, pools: Readonly<Record<string, number>>) =>
    quoteEarn(programmeWith([ruleWith({}), rule]), { ...noon, pools }, sale);

  test.each([
    ["a sale", { perSale: 30 }, {}, 30, "per_sale"],
    [
      "a member's day",
      { perMemberDay: 30 },
      { "promo|per_member_day|M1 2026-11-21": 20 },
      10,
      "per_member_day",
    ],
    [
      "a member's month",
      { perMemberMonth: 100 },
      { "promo|per_member_month|M1 2026-11": 70, "promo|per_member_month|M1 2026-10": 100 },
      30,
      "per_member_month",
    ],
    [
      "a member's year",
      { perMemberYear: 500 },
      { "promo|per_member_year|M1 2026": 495, "promo|per_member_year|M1 2025": 500 },
      5,
      "per_member_year",
    ],
    ["a member", { perMember: 300 }, { "promo|per_member|M1": 260 }, 40, "per_member"],
    ["a store", { perStore: 1000 }, { "promo|per_store|S1": 999 }, 1, "per_store"],
    ["all", { total: 5000 }, { "promo|total|all": 4960 }, 40, "total"],
    ["two, the tighter counts", { perSale: 30, total: 100 }, { "promo|total|all": 80 }, 20, "total"],
  ] as const)("of %s give a part and keep what was desired", (_, caps, pools, points, cappedBy) => {
    const { lines, whyNot } = award(capped(caps), pools);
    expect(lines.at(-1)).toMatchObject({ points, desiredPoints: 50, cappedBy });
    expect(whyNot).toEqual([{ ruleId: "promo", reason: "limit_reached", yen: null, points: 50 - points }]);
  });

  test("that are used up, or over since the shop lowered them, give nothing and say what was cut off", () => {
    const { lines, whyNot, draws } = award(capped({ total: 100 }), { "promo|total|all": 120 });
    expect(lines.map(({ ruleId }) => ruleId)).toEqual(["base"]);
    expect(whyNot).toEqual([{ ruleId: "promo", reason: "limit_reached", yen: null, points: 50 }]);
    expect(draws).toEqual([]);
  });

  test("that leave enough are drawn on all the same, each pool of the rule by what was given", () => {
    const caps = { perMemberDay: 60, perMemberMonth: 70, perMemberYear: 80, perMember: 200 };
    const rule = capped({ ...caps, perStore: 1000, total: 30 });
    const programme = programmeWith([ruleWith({}), rule]);
    const pools = poolsOf(programme, noon);
    expect(pools).toEqual([
      ...[
        "promo|per_member_day|M1 2026-11-21",
        "promo|per_member_month|M1 2026-11",
        "promo|per_member_year|M1 2026",
        "promo|per_member|M1",
        "promo|per_store|S1",
        "promo|total|all",
      ],
    ]);
    expect(quoteEarn(programme, noon, sale).draws).toEqual(
      pools.map((pool, n) => ({ pool, points: 30, pointsMax: [60, 70, 80, 200, 1000, 30][n] })),
    );
  });

  test("of rules that are not for this sale are not asked for", () => {
    const elsewhere = promotionWith({ ruleId: "other", scope: { places: ["S9"] }, caps: { total: 5 } });
    const stopped = promotionWith({ ruleId: "stopped", state: "stopped", caps: { total: 5 } });
    expect(poolsOf(programmeWith([elsewhere, stopped]), noon)).toEqual([]);
    const nowhere = { ...noon, storeId: null };
    expect(poolsOf(programmeWith([capped({ perStore: 5 })]), nowhere)).toEqual([]);
  });

  test("of a rule that another beat are not drawn on", () => {
    const stacking = { promotions: "max" as const, rank: "add" as const };
    const rules = [
      ruleWith({}),
      promotionWith({ ruleId: "a", value: { kind: "fixed", points: 9 }, caps: { total: 9 } }),
      big,
    ];
    expect(quoteEarn(programmeWith(rules, { stacking }), noon, sale).draws).toEqual([]);
  });
});
