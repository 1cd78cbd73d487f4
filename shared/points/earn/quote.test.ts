import { describe, expect, test } from "vitest";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import { quoteEarn } from "./quote.ts";
import { reduced } from "./reduce.ts";

const usual = programmeWith([ruleWith({})]);

describe("the usual rule, 1 point for every ¥100 before tax", () => {
  test.each([
    [1280, 0, 12],
    [99, 0, 0],
    [100, 0, 1],
    [1280, 81, 11],
    [1280, 1280, 0],
    [1_000_000, 0, 10_000],
  ])("¥%i with ¥%i paid by points earns %i", (amountYen, pointsYen, points) => {
    const facts = { ...noon, pointsUsed: pointsYen };
    expect(quoteEarn(usual, facts, [lineOf(amountYen, { pointsYen })]).points).toBe(points);
  });

  test("is counted on the price before tax where amounts contain it: ¥1,408 earns 12 and says how", () => {
    const award = quoteEarn(usual, { ...noon, amountsAre: "tax_included" }, [lineOf(1408)]);
    expect(award).toMatchObject({ points: 12, baseYen: 1280, yenToNextPoint: 20 });
    expect(award.lines).toEqual([
      {
        ruleId: "base",
        ruleVersion: 1,
        name: { ja: "お買い上げポイント", en: "Points for purchases" },
        role: "base",
        baseYen: 1280,
        value: { kind: "per_yen", amount: 1, per: 100 },
        points: 12,
        desiredPoints: 12,
        cappedBy: null,
        lineIds: [],
        activatesOn: "2026-11-21",
        expiresOn: "2027-11-30",
        origin: "purchase",
        fundedBy: "head_office",
      },
    ]);
  });

  test("a sale of which nothing is left after returns earns nothing, not even for the visit", () => {
    const visit = ruleWith({ ruleId: "visit", trigger: "visit", value: { kind: "fixed", points: 5 } });
    const programme = programmeWith([ruleWith({}), visit]);
    expect(quoteEarn(programme, noon, [])).toMatchObject({ points: 0, lines: [], draws: [] });
    expect(quoteEarn(programme, noon, [lineOf(0)]).points).toBe(0);
    expect(quoteEarn(programme, noon, [lineOf(100)]).points).toBe(6);
  });

  test("a line of which no piece is left is no piece that earns", () => {
    const perItem = ruleWith({ value: { kind: "fixed", points: 5 }, unit: "line" });
    const lines = [lineOf(100, { lineId: "1" }), lineOf(0, { lineId: "2", quantity: 0 })];
    expect(quoteEarn(programmeWith([perItem]), noon, lines).points).toBe(5);
  });
});

describe("the base of a rule", () => {
  const lines = [
    lineOf(1080, { lineId: "1", taxPerMille: 80, discountYen: 100, pointsYen: 30 }),
    lineOf(1100, { lineId: "2", discountYen: 50 }),
    lineOf(550, { lineId: "3", kind: "shipping" }),
  ];
  test.each([
    ["before tax, less discounts, points and shipping", {}, 1833],
    ["with tax", { tax: "included" }, 2000],
    ["with discounts in it", { lessDiscounts: false }, 1972],
    ["with the part paid by points in it", { lessPoints: false }, 1861],
    ["with shipping in it", { lessShipping: false }, 2333],
    [
      "of everything",
      { tax: "included", lessDiscounts: false, lessPoints: false, lessShipping: false },
      2730,
    ],
  ] as const)("%s", (_, base, baseYen) => {
    const facts = { ...noon, amountsAre: "tax_included" as const };
    expect(quoteEarn(programmeWith([ruleWith({ base })]), facts, lines).baseYen).toBe(baseYen);
  });

  test("prices before tax are taxed where the rule counts with tax: ¥1,000 at 8 % and ¥55 at 10 % are ¥1,140", () => {
    const rule = ruleWith({ base: { tax: "included" } });
    const both = [lineOf(1000, { taxPerMille: 80 }), lineOf(55, { lineId: "2" })];
    expect(quoteEarn(programmeWith([rule]), noon, both).baseYen).toBe(1140);
  });

  test("tax is taken out once for each rate of the whole, or of each line: 3 × ¥105 are ¥286 or ¥285", () => {
    const facts = { ...noon, amountsAre: "tax_included" as const };
    const three = ["1", "2", "3"].map((lineId) => lineOf(105, { lineId }));
    const of = (unit: "total" | "line" | "piece") =>
      quoteEarn(programmeWith([ruleWith({ unit })]), facts, three).baseYen;
    expect([of("total"), of("line"), of("piece")]).toEqual([286, 285, 285]);
    const mixed = [...three, lineOf(107, { lineId: "4", taxPerMille: 80 })];
    expect(quoteEarn(programmeWith([ruleWith({})]), facts, mixed).baseYen).toBe(286 + 99);
  });
});

describe("base rules and visits", () => {
  const double = ruleWith({ ruleId: "double", value: { kind: "per_yen", everyYen: 100, givesPoints: 2 } });
  test("of two base rules the one that gives more counts, and the other says what it would have given", () => {
    const award = quoteEarn(programmeWith([double, ruleWith({})]), noon, [lineOf(1000)]);
    expect(award.lines.map(({ ruleId }) => ruleId)).toEqual(["double"]);
    expect(award.whyNot).toContainEqual({
      ruleId: "base",
      reason: "another_rule_gave_more",
      yen: null,
      points: 10,
    });
  });

  test("between equals the newer counts, which stands later", () => {
    const same = ruleWith({ ruleId: "same" });
    const award = quoteEarn(programmeWith([ruleWith({}), same]), noon, [lineOf(1000)]);
    expect(award.lines.map(({ ruleId, points }) => [ruleId, points])).toEqual([["same", 10]]);
  });

  test("a base rule that is capped below another loses to it", () => {
    const capped = ruleWith({ ...double, caps: { perSale: 5 } });
    const award = quoteEarn(programmeWith([capped, ruleWith({})]), noon, [lineOf(1000)]);
    expect(award.lines.map(({ ruleId }) => ruleId)).toEqual(["base"]);
  });

  test("visit points come once a business day, beside those for the purchase", () => {
    const visit = ruleWith({ ruleId: "visit", trigger: "visit", value: { kind: "fixed", points: 5 } });
    const programme = programmeWith([ruleWith({}), visit]);
    expect(quoteEarn(programme, noon, [lineOf(1000)]).points).toBe(15);
    const again = quoteEarn(programme, { ...noon, firstOfDay: false }, [lineOf(1000)]);
    expect(again.points).toBe(10);
    expect(again.whyNot).toContainEqual({
      ruleId: "visit",
      reason: "visited_today",
      yen: null,
      points: null,
    });
  });

  test("joining meets its own rules only, and a purchase meets none of those", () => {
    const join = ruleWith({ ruleId: "join", trigger: "join", value: { kind: "fixed", points: 300 } });
    const programme = programmeWith([ruleWith({}), join]);
    const award = quoteEarn(programme, { ...noon, trigger: "join", nthPurchase: 0 }, []);
    expect(award.lines.map(({ ruleId, points }) => [ruleId, points])).toEqual([["join", 300]]);
    expect(quoteEarn(programme, noon, [lineOf(100)]).points).toBe(1);
  });

  test.each(["draft", "stopped"] as const)("a rule that is %s gives nothing", (state) => {
    expect(quoteEarn(programmeWith([ruleWith({ state })]), noon, [lineOf(1000)])).toMatchObject({
      ...{ points: 0, baseYen: 0, lines: [], whyNot: [], yenToNextPoint: null },
    });
  });
});

describe("the acceptance tests of the semantics", () => {
  test("acceptance test 1: ¥1,000 at 1 %, 300 points used: the base is ¥700 and earns 7", () => {
    const programme = programmeWith([ruleWith({ value: { kind: "rate", perTenThousand: 100 } })]);
    const basket = { lines: [lineOf(1000)], discountYen: 0 };
    const award = quoteEarn(programme, { ...noon, pointsUsed: 300 }, reduced(basket, 300, programme.use));
    expect(award).toMatchObject({ points: 7, baseYen: 700 });
    expect(award.whyNot).toEqual([{ ruleId: "base", reason: "points_paid_part", yen: 300, points: 3 }]);
  });

  test("acceptance test 2: ¥900 at 10 for every ¥1,000 earns 0, at 1 for every ¥100 it earns 9", () => {
    const thousand = ruleWith({ value: { kind: "per_yen", everyYen: 1000, givesPoints: 10 } });
    expect(quoteEarn(programmeWith([thousand]), noon, [lineOf(900)]).points).toBe(0);
    expect(quoteEarn(usual, noon, [lineOf(900)]).points).toBe(9);
    expect(quoteEarn(programmeWith([thousand]), noon, [lineOf(1000)]).points).toBe(10);
    expect(quoteEarn(usual, noon, [lineOf(1000)]).points).toBe(10);
  });

  test("a promotion's points are promotion points with a date of their own, so they are spent first", () => {
    const promotion = promotionWith({ expires: { kind: "until", on: "2026-12-31" } });
    const award = quoteEarn(programmeWith([ruleWith({}), promotion]), noon, [lineOf(1000)]);
    expect(award.lines.map(({ origin, expiresOn, points }) => [origin, expiresOn, points])).toEqual([
      ["purchase", "2027-11-30", 10],
      ["promotion", "2026-12-31", 50],
    ]);
  });
});

test("the worked example of the slice's README: ¥3,280 with 300 points used earn 71, and why not more", () => {
  const base = ruleWith({});
  const tea = promotionWith({
    ruleId: "tea",
    match: { categories: ["tea"] },
    value: { kind: "multiplier", perMille: 2000 },
  });
  const saturday = promotionWith({
    ruleId: "saturday",
    match: { spendYenMin: 2000 },
    window: { weekdays: [6] },
    caps: { total: 10_000 },
  });
  const programme = programmeWith([base, tea, saturday]);
  const lines = reduced(
    {
      lines: [
        lineOf(1080, { lineId: "tea", taxPerMille: 80, categories: ["tea"] }),
        lineOf(1650, { lineId: "mug" }),
        lineOf(550, { lineId: "shipping", kind: "shipping" }),
      ],
      discountYen: 0,
    },
    300,
    programme.use,
  );
  expect(lines.map(({ pointsYen }) => pointsYen)).toEqual([119, 181, 0]);
  const facts = {
    ...noon,
    ...{ amountsAre: "tax_included" as const, channel: "ec" as const },
    rank: { code: "gold", multiplierPerMille: 1500 },
    pointsUsed: 300,
    pools: { "saturday|total|all": 9_970 },
  };
  const award = quoteEarn(programme, facts, lines);
  expect(award).toMatchObject({ points: 71, baseYen: 2224, yenToNextPoint: 76 });
  expect(award.lines.map(({ ruleId, points, desiredPoints }) => [ruleId, points, desiredPoints])).toEqual([
    ["base", 22, 22],
    ["tea", 8, 8],
    ["saturday", 30, 50],
    ["rank", 11, 11],
  ]);
  expect(award.whyNot.map(({ reason, yen, points }) => [reason, yen, points])).toEqual([
    ["points_paid_part", 300, 3],
    ["shipping_part", 550, 5],
    ["tax_part", 206, 2],
    ["rounded_down", 24, null],
    ["limit_reached", null, 20],
  ]);
  expect(award.draws).toEqual([{ pool: "saturday|total|all", points: 30, pointsMax: 10_000 }]);
});
