import fc from "fast-check";
import { expect, test } from "vitest";
import {
  floorUnits,
  type Rounding,
  scaled,
  splitByGroup,
  splitProRata,
  taxExcludedYen,
  taxIncludedYen,
} from "./money.ts";

test.each([
  [1280, 100, 12],
  [99, 100, 0],
  [100, 100, 1],
  [0, 100, 0],
  [1, 1, 1],
])("%i yen hold %i whole units of %i", (amount, size, expected) => {
  expect(floorUnits(amount, size)).toBe(expected);
});

test.each([
  [1408, 100, 1280],
  [110, 100, 100],
  [109, 100, 99],
  [108, 80, 100],
  [107, 80, 99],
  [1, 100, 0],
  [1000, 0, 1000],
])("%i yen with %i per mille of tax in them are %i before tax", (included, perMille, expected) => {
  expect(taxExcludedYen(included, perMille)).toBe(expected);
});

test("a price before tax, taxed and taken back, is the same yen or one less, and never a fraction", () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000_000 }), fc.constantFrom(80, 100), (yen, perMille) => {
      const included = Math.floor((yen * (1000 + perMille)) / 1000);
      const back = taxExcludedYen(included, perMille);
      expect(Number.isInteger(back)).toBe(true);
      expect(yen - back).toBeGreaterThanOrEqual(0);
      expect(yen - back).toBeLessThanOrEqual(1);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test.each([
  [1280, 100, 1408],
  [999, 80, 1078],
  [1, 100, 1],
  [0, 80, 0],
])("%i yen before tax of %i per mille cost %i", (excluded, perMille, expected) => {
  expect(taxIncludedYen(excluded, perMille)).toBe(expected);
});

const roundings: readonly (readonly [number, number, number, Rounding, number])[] = [
  [1280, 125, 10_000, "floor", 16],
  [1250, 1, 100, "floor", 12],
  [1250, 1, 100, "half_up", 13],
  [1249, 1, 100, "half_up", 12],
  [1201, 1, 100, "ceil", 13],
  [1200, 1, 100, "ceil", 12],
  [0, 5, 3, "ceil", 0],
  [9_007_199_254_740_991, 1_000_000, 1_000_000, "floor", 9_007_199_254_740_991],
  [9_007_199_254_740_991, 1_000_000, 2_000_000, "floor", 4_503_599_627_370_495],
  [9_007_199_254_740_991, 1_000_000, 2_000_000, "half_up", 4_503_599_627_370_496],
  [9_007_199_254_740_991, 1_000_000, 3_000_000, "ceil", 3_002_399_751_580_331],
];
test.each(roundings)("%i × %i ÷ %i, rounded %s, is %i", (amount, times, per, rounding, expected) => {
  expect(scaled(amount, times, per, rounding)).toBe(expected);
});

test("rounding down, to the nearest and up are in this order and at most 1 apart", () => {
  const size = fc.integer({ min: 1, max: 100_000 });
  fc.assert(
    fc.property(fc.nat(1_000_000_000), size, size, (amount, times, per) => {
      const [floor, half, ceil] = (["floor", "half_up", "ceil"] as const).map((rounding) =>
        scaled(amount, times, per, rounding),
      );
      expect([floor, ceil]).toContain(half);
      expect((ceil ?? 0) - (floor ?? 0)).toBe((amount * times) % per === 0 ? 0 : 1);
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test.each([
  [21, [540, 550], [10, 11]],
  [10, [1, 1, 1], [4, 3, 3]],
  [2, [1, 1, 1], [1, 1, 0]],
  [5, [0, 10, 0], [0, 5, 0]],
  [0, [3, 4], [0, 0]],
  [0, [], []],
])("%i over %o is %o", (amount, weights, parts) => {
  expect(splitProRata(amount, weights)).toEqual(parts);
});

const weights = fc.array(fc.oneof(fc.nat(20), fc.nat(100_000_000)), { minLength: 1, maxLength: 20 });

test("parts sum to the whole, none is negative or a yen from its exact share, none above its weight", () => {
  fc.assert(
    fc.property(weights, fc.nat(1000), (given, perMille) => {
      const total = given.reduce((sum, weight) => sum + weight, 0);
      const amount = Math.floor((total * perMille) / 1000);
      const parts = splitProRata(amount, given);
      expect(parts.reduce((sum, part) => sum + part, 0)).toBe(amount);
      given.forEach((weight, index) => {
        const part = parts[index] ?? -1;
        expect(part).toBeGreaterThanOrEqual(0);
        expect(part).toBeLessThanOrEqual(weight);
        if (total > 0) expect(Math.abs(part - (amount / total) * weight)).toBeLessThan(1.001);
      });
    }),
    { seed: 1, numRuns: 1000 },
  );
});

test("a split by groups gives each group what a split of the groups alone gives it", () => {
  const grouped = fc.array(fc.record({ weight: fc.nat(10_000), group: fc.constantFrom(0, 80, 100) }), {
    minLength: 1,
    maxLength: 20,
  });
  fc.assert(
    fc.property(grouped, fc.nat(1000), (given, perMille) => {
      const total = given.reduce((sum, { weight }) => sum + weight, 0);
      const amount = Math.floor((total * perMille) / 1000);
      const parts = splitByGroup(amount, given);
      const groups = [...new Set(given.map(({ group }) => group))];
      const sumOf = (group: number, of: (index: number) => number): number =>
        given.reduce((sum, part, index) => (part.group === group ? sum + of(index) : sum), 0);
      expect(groups.map((group) => sumOf(group, (index) => parts[index] ?? 0))).toEqual(
        splitProRata(
          amount,
          groups.map((group) => sumOf(group, (index) => given[index]?.weight ?? 0)),
        ),
      );
      expect(parts.every((part, index) => part >= 0 && part <= (given[index]?.weight ?? 0))).toBe(true);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
