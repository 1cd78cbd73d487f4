import { describe, expect, test } from "vitest";
import { lineOf, noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import type { EarnRule, EarnValue } from "../programme/schema.ts";
import { quoteEarn } from "./quote.ts";
import type { ReducedLine } from "./types.ts";

const every100: EarnValue = { kind: "per_yen", everyYen: 100, givesPoints: 1 };
const onePercent: EarnValue = { kind: "rate", perTenThousand: 100 };
const fixed: EarnValue = { kind: "fixed", points: 7 };
const each: EarnValue = { kind: "per_item", points: 7 };

/** Three pieces for ¥450 together, and one for ¥90. */
const lines = [lineOf(450, { lineId: "a", quantity: 3 }), lineOf(90, { lineId: "b" })];

describe("value, unit and rounding", () => {
  const cases: readonly [EarnValue, EarnRule["unit"], EarnRule["rounding"], number][] = [
    [every100, "total", "floor", 5],
    [every100, "total", "half_up", 5],
    [every100, "total", "ceil", 6],
    [every100, "line", "floor", 4],
    [every100, "line", "half_up", 6],
    [every100, "line", "ceil", 6],
    // One piece is ¥150: rounded, then times 3. The other order of rounding is the line's.
    [every100, "piece", "floor", 3],
    [every100, "piece", "half_up", 7],
    [every100, "piece", "ceil", 7],
    [onePercent, "total", "floor", 5],
    [onePercent, "piece", "floor", 3],
    [onePercent, "line", "floor", 4],
    [fixed, "total", "floor", 7],
    [fixed, "line", "floor", 14],
    [fixed, "piece", "floor", 28],
    [each, "total", "floor", 28],
    [each, "line", "floor", 28],
    [each, "piece", "floor", 28],
  ];
  test.each(cases)("%o on each %s, rounded %s, gives %i", (value, unit, rounding, points) => {
    const rule = ruleWith({ value, unit, rounding });
    expect(quoteEarn(programmeWith([rule]), noon, lines).points).toBe(points);
  });

  test("3 points for every ¥200 of ¥999 are 12, and 1.25 % of ¥1,280 are 16", () => {
    const three = ruleWith({ value: { kind: "per_yen", everyYen: 200, givesPoints: 3 } });
    expect(quoteEarn(programmeWith([three]), noon, [lineOf(999)]).points).toBe(12);
    const rate = ruleWith({ value: { kind: "rate", perTenThousand: 125 } });
    expect(quoteEarn(programmeWith([rate]), noon, [lineOf(1280)]).points).toBe(16);
  });

  test("pieces that do not divide the yen are not rounded before: ¥1,000 for 3 at 1 for every ¥333 give 3", () => {
    const rule = ruleWith({ unit: "piece", value: { kind: "per_yen", everyYen: 333, givesPoints: 1 } });
    expect(quoteEarn(programmeWith([rule]), noon, [lineOf(1000, { quantity: 3 })]).points).toBe(3);
    expect(quoteEarn(programmeWith([rule]), noon, [lineOf(998, { quantity: 3 })]).points).toBe(0);
  });
});

describe("a multiplier", () => {
  const times = (perMille: number, change: Parameters<typeof promotionWith>[0] = {}) =>
    promotionWith({ value: { kind: "multiplier", perMille }, ...change });
  const promoted = (rule: EarnRule, base: EarnRule, on: readonly ReducedLine[]) =>
    quoteEarn(programmeWith([base, rule]), noon, on).lines.find(({ role }) => role === "promotion")?.points ??
    0;

  test.each([
    [2000, 12],
    [1500, 6],
    [1250, 3],
    [1200, 2],
    [5000, 48],
  ])("of %i per mille adds %3$i to the 12 points of ¥1,280", (perMille, points) => {
    expect(promoted(times(perMille), ruleWith({}), [lineOf(1280)])).toBe(points);
  });

  test("of some goods multiplies what the base rule gives for these: ¥350 of drinks in ¥1,280 add 3", () => {
    const on = [lineOf(350, { lineId: "1", categories: ["drink"] }), lineOf(930, { lineId: "2" })];
    expect(promoted(times(2000, { match: { categories: ["drink"] } }), ruleWith({}), on)).toBe(3);
  });

  test("adds nothing for goods that the base rule leaves out", () => {
    const base = ruleWith({ match: { excludeCategories: ["tobacco"] } });
    const on = [lineOf(600, { lineId: "1", categories: ["tobacco"] }), lineOf(500, { lineId: "2" })];
    expect(promoted(times(3000), base, on)).toBe(10);
    expect(promoted(times(3000, { match: { categories: ["tobacco"] } }), base, on)).toBe(0);
  });

  test("is of the base as it was given: 25 points cut to 10 and doubled are 20", () => {
    const base = ruleWith({ caps: { perSale: 10 } });
    expect(promoted(times(2000), base, [lineOf(2500)])).toBe(10);
  });

  test("never multiplies more than the base, line by line: 5 fixed points and two lines add 5", () => {
    const base = ruleWith({ value: { kind: "fixed", points: 5 } });
    expect(promoted(times(2000, { unit: "line" }), base, lines)).toBe(5);
  });

  test("rounds its own part as its rule says: half of 5 is 2 or 3, and of 1 + 4 on lines 0 + 2", () => {
    const on = [lineOf(100, { lineId: "1" }), lineOf(400, { lineId: "2" })];
    expect(promoted(times(1500), ruleWith({}), on)).toBe(2);
    expect(promoted(times(1500, { rounding: "ceil" }), ruleWith({}), on)).toBe(3);
    expect(promoted(times(1500, { unit: "line" }), ruleWith({}), on)).toBe(2);
    expect(promoted(times(1500, { unit: "line", rounding: "ceil" }), ruleWith({}), on)).toBe(3);
  });
});

describe("the yen to the next point", () => {
  const cases: readonly [EarnValue, EarnRule["rounding"], number, number][] = [
    [every100, "floor", 1280, 20],
    [every100, "floor", 1300, 100],
    [every100, "half_up", 1280, 70],
    [every100, "half_up", 1249, 1],
    [every100, "ceil", 1280, 21],
    [every100, "ceil", 1300, 1],
    [onePercent, "floor", 1280, 20],
    [{ kind: "rate", perTenThousand: 125 }, "floor", 1280, 80],
    [{ kind: "rate", perTenThousand: 300 }, "floor", 33, 1],
    [{ kind: "rate", perTenThousand: 300 }, "floor", 34, 33],
  ];
  test.each(cases)("%o, rounded %s, after ¥%i: ¥%i", (value, rounding, yen, missing) => {
    const programme = programmeWith([ruleWith({ value, rounding })]);
    const before = quoteEarn(programme, noon, [lineOf(yen)]);
    expect(before.yenToNextPoint).toBe(missing);
    const points = (more: number): number => quoteEarn(programme, noon, [lineOf(yen + more)]).points;
    expect(points(missing)).toBe(before.points + 1);
    expect(points(missing - 1)).toBe(before.points);
  });

  test("is not told where the base rule has a limit that cuts, counts lines, or is not counted in yen", () => {
    const of = (rule: EarnRule) => quoteEarn(programmeWith([rule]), noon, [lineOf(1280)]).yenToNextPoint;
    expect(of(ruleWith({ caps: { perSale: 5 } }))).toBeNull();
    expect(of(ruleWith({ unit: "line" }))).toBeNull();
    expect(of(ruleWith({ value: fixed }))).toBeNull();
    expect(of(ruleWith({ caps: { perSale: 500 } }))).toBe(20);
  });
});
