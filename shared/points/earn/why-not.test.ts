import { describe, expect, test } from "vitest";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import { quoteEarn } from "./quote.ts";

const programme = programmeWith([ruleWith({})]);
const why = (lines: Parameters<typeof quoteEarn>[2], facts = noon) =>
  quoteEarn(programme, facts, lines).whyNot;
const ofBase = (reason: string, yen: number | null, points: number | null) => ({
  ...{ ruleId: "base", reason, yen, points },
});

describe("why a base rule gave no more", () => {
  test("¥80 of ¥1,280 stayed without a point", () => {
    expect(why([lineOf(1280)])).toEqual([ofBase("rounded_down", 80, null)]);
    expect(why([lineOf(1200)])).toEqual([]);
  });

  test("300 yen paid with points cost 3", () => {
    expect(why([lineOf(1000, { pointsYen: 300 })])).toEqual([ofBase("points_paid_part", 300, 3)]);
  });

  test("a part that cost no point is not said: ¥1,280 and ¥1,250 earn the same", () => {
    expect(why([lineOf(1280, { pointsYen: 30 })])).toEqual([ofBase("rounded_down", 50, null)]);
  });

  test("discounts, shipping and goods that do not earn, each with its yen and points", () => {
    const some = programmeWith([ruleWith({ match: { excludeCategories: ["tobacco"] } })]);
    const award = quoteEarn(some, noon, [
      lineOf(1000, { lineId: "1", discountYen: 200 }),
      lineOf(550, { lineId: "2", kind: "shipping" }),
      lineOf(600, { lineId: "3", categories: ["tobacco"] }),
    ]);
    expect(award.points).toBe(8);
    expect(award.whyNot).toEqual([
      ofBase("discounted_part", 200, 2),
      ofBase("shipping_part", 550, 5),
      ofBase("excluded_items", 600, 6),
    ]);
  });

  test("tax is ¥128 of ¥1,408 and would have given 2", () => {
    expect(why([lineOf(1408)], { ...noon, amountsAre: "tax_included" })).toEqual([
      ofBase("tax_part", 128, 2),
      ofBase("rounded_down", 80, null),
    ]);
  });

  test("a limit of 5 cuts 7 of 12, and what the limit would have cut anyway is no reason", () => {
    const limited = programmeWith([ruleWith({ caps: { perSale: 5 } })]);
    expect(quoteEarn(limited, noon, [lineOf(1580, { pointsYen: 300 })]).whyNot).toEqual([
      ofBase("rounded_down", 80, null),
      ofBase("limit_reached", null, 7),
    ]);
  });

  test("halves that were rounded up leave no yen behind", () => {
    const half = programmeWith([ruleWith({ rounding: "half_up" })]);
    expect(quoteEarn(half, noon, [lineOf(1280)]).whyNot).toEqual([]);
    expect(quoteEarn(half, noon, [lineOf(1240)]).whyNot).toEqual([ofBase("rounded_down", 40, null)]);
  });
});

test("a promotion that is does not reach its yen says what it has: ¥800 of ¥1,000", () => {
  const promotion = promotionWith({ value: { kind: "per_yen", everyYen: 1000, givesPoints: 50 } });
  const award = quoteEarn(programmeWith([ruleWith({}), promotion]), noon, [lineOf(800)]);
  expect(award.whyNot).toEqual([{ ruleId: "promo", reason: "rounded_down", yen: 800, points: null }]);
});

test("every rule in force that does not fit says why, once", () => {
  const rules = [
    promotionWith({ ruleId: "rain", scope: { places: ["S9"] } }),
    promotionWith({ ruleId: "tuesday", window: { weekdays: [2] } }),
    promotionWith({ ruleId: "first", match: { nthPurchase: { from: 1, to: 1 } } }),
    promotionWith({ ruleId: "tea", match: { items: ["T1"] } }),
  ];
  const award = quoteEarn(programmeWith([ruleWith({}), ...rules]), noon, [lineOf(1000)]);
  expect(award.whyNot.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([
    ["rain", "other_store"],
    ["tuesday", "outside_weekdays"],
    ["first", "not_nth_purchase"],
    ["tea", "no_matching_item"],
  ]);
});
