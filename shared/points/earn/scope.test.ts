import { describe, expect, test } from "vitest";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import type { EarnRule } from "../programme/schema.ts";
import { quoteEarn } from "./quote.ts";
import { scopeMiss } from "./scope.ts";
import type { EarnFacts } from "./types.ts";
import { windowMiss } from "./window.ts";

const gold = { code: "gold", multiplierPerMille: 1500 };

describe("a rule's scope", () => {
  const cases: readonly [string, Partial<EarnRule["scope"]>, Partial<EarnFacts>, string | null][] = [
    ["the store itself", { places: ["S1"] }, {}, null],
    ["an area above the store", { places: ["west", "east"] }, {}, null],
    ["another store", { places: ["S2"] }, {}, "other_store"],
    ["its channel", { channels: ["store"] }, {}, null],
    ["the other channel", { channels: ["ec"] }, {}, "other_channel"],
    ["its rank", { ranks: ["gold"] }, { rank: gold }, null],
    ["another rank", { ranks: ["silver"] }, { rank: gold }, "other_rank"],
    ["no rank at all", { ranks: ["gold"] }, {}, "other_rank"],
    ["its segment", { segment: "lapsed" }, { segments: ["new", "lapsed"] }, null],
    ["other segments", { segment: "lapsed" }, { segments: ["new"] }, "not_in_segment"],
    ["its way to pay", { paymentMethods: ["card", "cash"] }, { paymentMethods: ["card"] }, null],
    [
      "a part paid otherwise",
      { paymentMethods: ["card"] },
      { paymentMethods: ["card", "cash"] },
      "other_payment",
    ],
    ["a way to pay nobody told", { paymentMethods: ["card"] }, {}, "other_payment"],
    ["a birthday's month", { birthdayMonth: true }, { birthdayMonth: true }, null],
    ["other months", { birthdayMonth: true }, {}, "not_birthday_month"],
  ];
  test.each(cases)("%s", (_, scope, facts, miss) => {
    expect(scopeMiss(promotionWith({ scope }), { ...noon, ...facts })).toBe(miss);
  });

  test.each([
    [{ from: 1, to: 1 }, 1, null],
    [{ from: 1, to: 1 }, 2, "not_nth_purchase"],
    [{ from: 2, to: 3 }, 3, null],
    [{ from: 2, to: 3 }, 4, "not_nth_purchase"],
    [{ from: 10, to: null }, 99, null],
    [{ from: 10, to: null }, 9, "not_nth_purchase"],
  ])("purchases %o hold number %i: %s", (nth, nthPurchase, miss) => {
    expect(scopeMiss(promotionWith({ match: { nthPurchase: nth } }), { ...noon, nthPurchase })).toBe(miss);
  });
});

describe("a rule's time", () => {
  const open = { from: null, to: null, weekdays: null, hours: null };
  const at = (businessDate: string, weekday: number, timeOfDay: string) => ({
    businessDate,
    weekday,
    timeOfDay,
  });
  const friday = [{ from: "22:00", to: "02:00" }];
  const cases: readonly [string, Partial<EarnRule["window"]>, ReturnType<typeof at>, string | null][] = [
    ["its first day", { from: "2026-11-21" }, at("2026-11-21", 6, "00:00"), null],
    ["the day before it", { from: "2026-11-21" }, at("2026-11-20", 5, "23:59"), "outside_dates"],
    ["its last day", { to: "2026-11-21" }, at("2026-11-21", 6, "23:59"), null],
    ["the day after it", { to: "2026-11-21" }, at("2026-11-22", 7, "00:00"), "outside_dates"],
    ["its weekday", { weekdays: [2, 6] }, at("2026-11-21", 6, "12:00"), null],
    ["another weekday", { weekdays: [2] }, at("2026-11-21", 6, "12:00"), "outside_weekdays"],
    ["the first minute", { hours: [{ from: "11:00", to: "14:00" }] }, at("2026-11-21", 6, "11:00"), null],
    ["the end", { hours: [{ from: "11:00", to: "14:00" }] }, at("2026-11-21", 6, "14:00"), "outside_hours"],
    [
      "the second of two ranges",
      {
        hours: [
          { from: "07:00", to: "09:00" },
          { from: "17:00", to: "19:00" },
        ],
      },
      at("2026-11-21", 6, "18:00"),
      null,
    ],
    ["before midnight", { weekdays: [5], hours: friday }, at("2026-11-20", 5, "23:00"), null],
    [
      "after midnight, of the day before",
      { weekdays: [5], hours: friday },
      at("2026-11-21", 6, "01:59"),
      null,
    ],
    [
      "past the end after midnight",
      { weekdays: [5], hours: friday },
      at("2026-11-21", 6, "02:00"),
      "outside_hours",
    ],
    [
      "Friday's own early hours",
      { weekdays: [5], hours: friday },
      at("2026-11-20", 5, "01:00"),
      "outside_weekdays",
    ],
    ["Sunday's night on Monday", { weekdays: [7], hours: friday }, at("2026-11-23", 1, "00:30"), null],
    ["the last night, after it", { to: "2026-11-20", hours: friday }, at("2026-11-21", 6, "01:00"), null],
    [
      "the night before the first",
      { from: "2026-11-21", hours: friday },
      at("2026-11-21", 6, "01:00"),
      "outside_dates",
    ],
    ["the whole day round", { hours: [{ from: "05:00", to: "05:00" }] }, at("2026-11-21", 6, "04:59"), null],
  ];
  test.each(cases)("%s", (_, window, moment, miss) => {
    expect(windowMiss({ ...open, ...window }, moment)).toBe(miss);
  });
});

describe("a rule's goods", () => {
  const lines = [
    lineOf(1000, { lineId: "tea", itemCode: "T1", categories: ["drink", "leaf"], brand: "A" }),
    lineOf(500, { lineId: "cake", itemCode: "C1", categories: ["food"], brand: "B" }),
    lineOf(300, { lineId: "unknown" }),
  ];
  test.each([
    ["every line", {}, 1800],
    ["one item", { items: ["C1"] }, 500],
    ["two categories", { categories: ["food", "leaf"] }, 1500],
    ["a brand", { brands: ["A"] }, 1000],
    ["a brand within a category: both must hold", { brands: ["B"], categories: ["drink"] }, 0],
    ["without an item", { excludeItems: ["T1"] }, 800],
    ["without a category", { excludeCategories: ["drink"] }, 800],
    ["without a brand", { excludeBrands: ["B"] }, 1300],
    ["a category without one of its items", { categories: ["drink"], excludeItems: ["T1"] }, 0],
  ])("%s", (_, match, baseYen) => {
    const award = quoteEarn(programmeWith([ruleWith({ match })]), noon, lines);
    expect(award.baseYen).toBe(baseYen);
    if (baseYen === 0) expect(award.whyNot).toMatchObject([{ reason: "no_matching_item" }]);
  });

  test("the least amount is of the rule's goods in its own base, and what is missing is said: ¥500 of ¥600", () => {
    const rule = ruleWith({ match: { categories: ["food"], spendYenMin: 600 } });
    const award = quoteEarn(programmeWith([rule]), noon, lines);
    expect(award.points).toBe(0);
    expect(award.whyNot).toEqual([{ ruleId: "base", reason: "below_minimum", yen: 100, points: null }]);
    const oneShort = ruleWith({ match: { categories: ["food"], spendYenMin: 501 } });
    expect(quoteEarn(programmeWith([oneShort]), noon, lines).whyNot[0]?.yen).toBe(1);
    const enough = ruleWith({ match: { categories: ["food"], spendYenMin: 500 } });
    expect(quoteEarn(programmeWith([enough]), noon, lines).points).toBe(5);
  });

  test("the award's line names the lines it was counted on", () => {
    const rule = ruleWith({ match: { excludeCategories: ["food"] } });
    expect(quoteEarn(programmeWith([rule]), noon, lines).lines[0]?.lineIds).toEqual(["tea", "unknown"]);
  });
});
