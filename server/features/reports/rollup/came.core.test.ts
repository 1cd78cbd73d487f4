import { expect, test } from "vitest";
import { daysDue, staleFrom } from "./came.core.ts";

test("of days 3 to 5 counted, day 4 changed, first visit on the 1st and the 6th over: 1, 2, 4 and 6 are due, in this order", () => {
  const day = (nth: number) => `2026-11-0${nth}`;
  const counted = { from: day(3), through: day(5), stale: [day(4)] };
  expect(daysDue(counted, day(1), day(6))).toEqual([1, 2, 4, 6].map(day));
  expect(daysDue({ from: null, through: null, stale: [] }, day(1), day(3))).toEqual([1, 2, 3].map(day));
  expect(daysDue({ from: day(1), through: day(6), stale: [] }, day(1), day(6))).toEqual([]);
});

test("a visit of today makes no day stale, one of the 20th all from then on, one of a year ago those of the last 37 days", () => {
  const today = "2026-11-28";
  expect(staleFrom([], today)).toBeNull();
  expect(staleFrom([today], today)).toBeNull();
  expect(staleFrom([today, "2026-11-25", "2026-11-20"], today)).toBe("2026-11-20");
  expect(staleFrom(["2025-11-28"], today)).toBe("2026-10-22");
});
