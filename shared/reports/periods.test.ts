import { expect, test } from "vitest";
import { daysOf, monthsOf, pointsOf, usualPeriod, weekBefore, yearBefore } from "./periods.ts";

test("on Tuesday 29 February 2028 the week began on the 28th, the quarter on 1 January, and last month had 31 days", () => {
  const today = "2028-02-29";
  expect(daysOf("today", today)).toEqual({ from: today, to: today });
  expect(daysOf("this_week", today)).toEqual({ from: "2028-02-28", to: today });
  expect(daysOf("this_month", today)).toEqual({ from: "2028-02-01", to: today });
  expect(daysOf("last_month", today)).toEqual({ from: "2028-01-01", to: "2028-01-31" });
  expect(daysOf("this_quarter", today)).toEqual({ from: "2028-01-01", to: today });
  expect(daysOf("this_year", today)).toEqual({ from: "2028-01-01", to: today });
  expect(daysOf("this_quarter", "2026-12-31")).toEqual({ from: "2026-10-01", to: "2026-12-31" });
});

test("on 1 December 2026 reports open with the 30 days of November, on the 8th with the month", () => {
  expect(usualPeriod("2026-12-01")).toBe("last_30_days");
  expect(usualPeriod("2026-12-07")).toBe("last_30_days");
  expect(usualPeriod("2026-12-08")).toBe("this_month");
  const november = { from: "2026-11-01", to: "2026-11-30" };
  expect(daysOf("last_30_days", "2026-12-01")).toEqual(november);
  expect(yearBefore("last_30_days", november)).toEqual({ from: "2025-11-02", to: "2025-12-01" });
  expect(daysOf("yesterday", "2026-12-01")).toEqual({ from: "2026-11-30", to: "2026-11-30" });
});

test("the 29 days of February 2028 stand beside 28 of 2027, and the 28 of 2029 beside all 29 of 2028", () => {
  const february = (year: number, days: number) => ({ from: `${year}-02-01`, to: `${year}-02-${days}` });
  expect(yearBefore("last_month", february(2028, 29))).toEqual(february(2027, 28));
  expect(yearBefore("last_month", february(2029, 28))).toEqual(february(2028, 29));
  expect(yearBefore("this_month", { from: "2029-02-01", to: "2029-02-14" })).toEqual({
    from: "2028-02-01",
    to: "2028-02-14",
  });
});

test("a day and a week stand beside the same weekdays: Monday 30 November 2026 beside Monday 1 December 2025", () => {
  const day = { from: "2026-11-30", to: "2026-11-30" };
  expect(yearBefore("today", day)).toEqual({ from: "2025-12-01", to: "2025-12-01" });
  expect(weekBefore(day)).toEqual({ from: "2026-11-23", to: "2026-11-23" });
});

test("up to 92 days are drawn as days, 93 as 4 months", () => {
  expect(pointsOf({ from: "2026-10-01", to: "2026-12-31" })).toHaveLength(92);
  expect(pointsOf({ from: "2026-09-30", to: "2026-12-31" })).toEqual([
    "2026-09",
    "2026-10",
    "2026-11",
    "2026-12",
  ]);
  expect(monthsOf({ from: "2026-12-31", to: "2027-01-01" })).toEqual(["2026-12", "2027-01"]);
});
