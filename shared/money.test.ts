import fc from "fast-check";
import { expect, test } from "vitest";
import { floorUnits, taxExcludedYen } from "./money.ts";

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
