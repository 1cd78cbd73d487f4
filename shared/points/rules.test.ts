import { describe, expect, test } from "vitest";
import { defaultRules, expiresOn, pointsToUseMax, quoteEarn } from "./rules.ts";

describe("what a sale earns", () => {
  test.each([
    [1280, 0, 12],
    [99, 0, 0],
    [100, 0, 1],
    [1280, 81, 11],
    [1280, 1280, 0],
    [1_000_000, 0, 10_000],
  ])("¥%i with ¥%i paid by points earns %i", (amountYen, discountYen, points) => {
    expect(quoteEarn(defaultRules, amountYen, discountYen).points).toBe(points);
  });

  test("is counted on the price before tax where the till's amount contains it: ¥1,408 earns 12 and says why", () => {
    const rules = { ...defaultRules, version: 3, amountIs: "tax_included" as const };
    expect(quoteEarn(rules, 1408, 0)).toEqual({
      baseYen: 1280,
      points: 12,
      reasons: [{ rule: "base", ruleVersion: 3, baseYen: 1280, everyYen: 100, givesPoints: 1, points: 12 }],
    });
    expect(quoteEarn(rules, 109, 0).points).toBe(0);
  });

  test("3 points for every ¥200 of ¥999 are 12", () => {
    const rules = { ...defaultRules, base: { everyYen: 200, givesPoints: 3 } };
    expect(quoteEarn(rules, 999, 0).points).toBe(12);
  });
});

describe("how long points live", () => {
  test.each([
    ["2026-11-21", "2027-11-30"],
    ["2026-11-30", "2027-11-30"],
    ["2026-12-01", "2027-12-31"],
    ["2027-02-28", "2028-02-29"],
    ["2028-02-29", "2029-02-28"],
  ])("earned on %s they lapse after %s", (earnedOn, expected) => {
    expect(expiresOn(defaultRules, earnedOn)).toBe(expected);
  });
});

describe("the most points a sale takes", () => {
  test.each([
    [1000, 300, 1, 300],
    [100, 300, 1, 100],
    [100, 300, 3, 33],
    [1, 300, 2, 0],
  ])("¥%i with %i points of ¥%i is %i", (amountYen, balance, yenPerPoint, expected) => {
    expect(pointsToUseMax({ ...defaultRules, yenPerPoint }, amountYen, balance)).toBe(expected);
  });
});
