import { expect, test } from "vitest";
import { programmeChanges } from "./changes.ts";
import { programmeProblems } from "./check.ts";
import { baseRule, defaultProgramme } from "./defaults.ts";
import type { EarnRule, Programme } from "./schema.ts";

const tuesday: EarnRule = {
  ...baseRule,
  ruleId: "tuesday",
  name: { ja: "火曜2倍", en: "Tuesday ×2" },
  role: "promotion",
  value: { kind: "multiplier", perMille: 2000 },
  window: { ...baseRule.window, weekdays: [2] },
};
const withRules = (...rules: EarnRule[]): Programme => ({ ...defaultProgramme, rules });

test("nothing changed is no sentence, whatever the order of the fields", () => {
  const turned: Programme = JSON.parse(
    JSON.stringify(Object.fromEntries(Object.entries(defaultProgramme).reverse())),
  );
  expect(programmeChanges(defaultProgramme, turned, "ja")).toEqual([]);
});

test("a new, a changed, a stopped and a removed rule are told by their sentences", () => {
  const added = programmeChanges(defaultProgramme, withRules(baseRule, tuesday), "ja");
  expect(added).toEqual(["「火曜2倍」を追加(実施中): 毎週火曜、ポイント2倍"]);
  const tripled: EarnRule = { ...tuesday, value: { kind: "multiplier", perMille: 3000 } };
  expect(programmeChanges(withRules(baseRule, tuesday), withRules(baseRule, tripled), "en")).toEqual([
    "“Tuesday ×2” changes: Every Tuesday: points ×2 → Every Tuesday: points ×3",
  ]);
  const stopped: EarnRule = { ...tuesday, state: "stopped" };
  expect(programmeChanges(withRules(baseRule, tuesday), withRules(baseRule, stopped), "ja")).toEqual([
    "「火曜2倍」を実施中から停止に変更",
  ]);
  expect(programmeChanges(withRules(baseRule, tuesday), defaultProgramme, "ja")).toEqual([
    "「火曜2倍」を削除",
  ]);
});

test("a change that the sentence does not say is still told", () => {
  const other: EarnRule = { ...tuesday, fundedBy: "store" };
  expect(programmeChanges(withRules(baseRule, tuesday), withRules(baseRule, other), "ja")).toEqual([
    "「火曜2倍」の詳細を変更",
  ]);
});

test("every field of the policy that changes is a sentence", () => {
  const after: Programme = {
    ...defaultProgramme,
    amountIs: "tax_included",
    taxPerMille: 80,
    fiscalYearStartsIn: 1,
    stacking: { promotions: "max", rank: "best_of" },
    activates: { store: { kind: "after_days", days: 1 }, ec: { kind: "immediate" } },
    expires: { kind: "fiscal_year", yearsAfter: 1 },
    use: {
      yenPerPoint: 2,
      as: "payment",
      balanceMin: 100,
      unitPoints: 100,
      pointsMaxPerSale: 1000,
      shareMaxPerMille: 500,
      saleYenMin: 1000,
      paysShipping: true,
      excludeItems: ["a"],
      excludeCategories: ["b"],
      notWithRules: ["base"],
    },
    restored: { kind: "forfeit" },
    reinstatement: { windowDays: 10, livesDays: 30 },
    shortage: "floor",
    adjustPointsMax: { owner: 1, manager: 1 },
    adjustFilePointsMax: { owner: 1, manager: 1 },
    holdMinutes: { usual: 5, max: 10 },
  };
  expect(programmeChanges(defaultProgramme, after, "ja")).toHaveLength(25);
  expect(programmeChanges(defaultProgramme, after, "en")).toContain(
    "Expiry: valid for 12 months, to the end of that month → valid to the end of the fiscal year 1 later",
  );
});

test("a rule id used twice, an end before its start and a multiplier as base are problems at their fields", () => {
  const rules: EarnRule[] = [
    baseRule,
    { ...tuesday, window: { ...tuesday.window, from: "2026-12-02", to: "2026-12-01" } },
    { ...tuesday, role: "base" },
  ];
  expect(programmeProblems(withRules(...rules))).toEqual([
    { field: "rules.2.ruleId", problem: "twice" },
    { field: "rules.1.window.to", problem: "ends_before_start" },
    { field: "rules.2.value.kind", problem: "multiplier_of_base" },
  ]);
  expect(programmeProblems(defaultProgramme)).toEqual([]);
  expect(programmeProblems(withRules(tuesday))).toEqual([{ field: "rules", problem: "no_base" }]);
});
