import { expect, test } from "vitest";
import { roundTicks } from "./ticks.ts";

test("up to 34,000 yen the axis says 0, 10,000, 20,000, 30,000 and 40,000", () => {
  expect(roundTicks(0, 34_000)).toEqual([0, 10_000, 20_000, 30_000, 40_000]);
});

test("of 1 or 2 people it says no part of one, and below 0 it goes as far as is drawn", () => {
  expect(roundTicks(0, 0)).toEqual([0, 1]);
  expect(roundTicks(0, 2)).toEqual([0, 1, 2]);
  expect(roundTicks(-1_500, 8_000)).toEqual([-2_000, 0, 2_000, 4_000, 6_000, 8_000]);
});
