import { expect, test } from "vitest";
import { baseRule } from "./defaults.ts";
import type { EarnRule } from "./schema.ts";
import { activationWords, expiryWords, ruleSentence } from "./sentence.ts";

const promotion: EarnRule = { ...baseRule, ruleId: "p", role: "promotion" };
const both = (rule: EarnRule, names = {}) => [
  ruleSentence(rule, "ja", names),
  ruleSentence(rule, "en", names),
];

test("the rule every shop starts with", () => {
  expect(both(baseRule)).toEqual(["お買い上げ¥100ごとに1P", "1 point per ¥100"]);
});

test("Tuesdays from 11 to 14, 2 points per ¥100, at most 100 a day", () => {
  const rule: EarnRule = {
    ...promotion,
    value: { kind: "per_yen", everyYen: 100, givesPoints: 2 },
    window: { from: null, to: null, weekdays: [2], hours: [{ from: "11:00", to: "14:00" }] },
    caps: { ...promotion.caps, perMemberDay: 100 },
  };
  expect(both(rule)).toEqual([
    "毎週火曜 11:00–14:00、お買い上げ¥100ごとに2P(上限 1日100P)",
    "Every Tuesday 11:00–14:00: 2 points per ¥100 (up to 100 points a day)",
  ]);
});

test("double points in December for gold members at one store, from ¥3,000, without tobacco", () => {
  const rule: EarnRule = {
    ...promotion,
    value: { kind: "multiplier", perMille: 2000 },
    scope: { ...promotion.scope, places: ["s1"], ranks: ["gold"] },
    match: { ...promotion.match, spendYenMin: 3000, excludeCategories: ["tobacco"] },
    window: { from: "2026-12-01", to: "2026-12-31", weekdays: null, hours: null },
    expires: { kind: "until", on: "2027-01-31" },
  };
  const names = { place: () => "本店", rank: () => "ゴールド" };
  expect(both(rule, names)).toEqual([
    "2026/12/1〜2026/12/31、本店で、ゴールド会員、¥3,000以上で、ポイント2倍(tobaccoを除く、有効期限 2027/1/31)",
    "2026/12/1 to 2026/12/31, at 本店, ゴールド members, from ¥3,000: points ×2 (not for tobacco; valid until 2027/1/31)",
  ]);
});

test("visit points, the sign-up bonus and the first purchase", () => {
  expect(ruleSentence({ ...promotion, trigger: "visit", value: { kind: "fixed", points: 5 } }, "ja")).toBe(
    "ご来店(1日1回)、5P",
  );
  expect(ruleSentence({ ...promotion, trigger: "join", value: { kind: "fixed", points: 300 } }, "en")).toBe(
    "For joining: 300 points",
  );
  const first: EarnRule = {
    ...promotion,
    match: { ...promotion.match, nthPurchase: { from: 1, to: 1 }, categories: ["a", "b", "c", "d", "e"] },
    value: { kind: "rate", perTenThousand: 125 },
  };
  expect(ruleSentence(first, "ja")).toBe(
    "初めてのお買い上げ、部門 a・b・cほか2件のお買い上げ、お買い上げの1.25%分のポイント",
  );
});

test("500 points in the month of the birthday, once a year", () => {
  const rule: EarnRule = {
    ...promotion,
    value: { kind: "fixed", points: 500 },
    scope: { ...promotion.scope, birthdayMonth: true },
    caps: { ...promotion.caps, perMemberMonth: 800, perMemberYear: 500 },
  };
  expect(both(rule)).toEqual([
    "誕生月の会員、500P(上限 お一人1か月800P・お一人1年500P)",
    "Members in the month of their birthday: 500 points (up to 800 points a member and month, 500 points a member and year)",
  ]);
});

test("weekdays stand in the order of the week, whatever order they were ticked in", () => {
  const rule = { ...promotion, window: { from: null, to: null, weekdays: [7, 2, 6], hours: null } };
  expect(ruleSentence(rule, "ja")).toBe("毎週火・土・日曜、お買い上げ¥100ごとに1P");
});

test("expiry and activation in words", () => {
  const after = { unit: "months", count: 12 } as const;
  expect(expiryWords({ kind: "rolling", after, roundTo: "month_end" }, "ja")).toBe(
    "有効期限は12か月後の月末",
  );
  expect(expiryWords({ kind: "activity", after, roundTo: "day", on: "earn_or_spend" }, "ja")).toBe(
    "有効期限は最後に貯めた・使った日の12か月後",
  );
  expect(expiryWords({ kind: "fiscal_year", yearsAfter: 1 }, "en")).toBe(
    "valid to the end of the fiscal year 1 later",
  );
  expect(activationWords({ kind: "on_event", event: "shipped", afterDays: 14 }, "ja")).toBe(
    "発送の14日後から使えます",
  );
});
