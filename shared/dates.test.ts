import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, dateAt, endOfMonth } from "./dates.ts";

describe("a moment's date", () => {
  test("changes at midnight in Tokyo, which is 15:00 UTC", () => {
    expect(dateAt(Date.UTC(2026, 10, 21, 14, 59, 59, 999), "Asia/Tokyo")).toBe("2026-11-21");
    expect(dateAt(Date.UTC(2026, 10, 21, 15), "Asia/Tokyo")).toBe("2026-11-22");
    expect(dateAt(Date.UTC(2026, 11, 31, 15), "Asia/Tokyo")).toBe("2027-01-01");
  });

  test("is another one elsewhere, and follows summer time: New York's midnight is 05:00 or 04:00 UTC", () => {
    expect(dateAt(Date.UTC(2026, 10, 21, 15), "America/New_York")).toBe("2026-11-21");
    expect(dateAt(Date.UTC(2026, 0, 15, 4, 59), "America/New_York")).toBe("2026-01-14");
    expect(dateAt(Date.UTC(2026, 6, 15, 4, 0), "America/New_York")).toBe("2026-07-15");
  });
});

describe("months", () => {
  test.each([
    ["2026-01-31", 1, "2026-02-28"],
    ["2028-01-31", 1, "2028-02-29"],
    ["2026-08-31", 1, "2026-09-30"],
    ["2026-12-15", 1, "2027-01-15"],
    ["2026-11-21", 12, "2027-11-21"],
    ["2028-02-29", 12, "2029-02-28"],
    ["2026-03-31", -1, "2026-02-28"],
    ["2026-01-15", -1, "2025-12-15"],
    ["2026-05-05", 0, "2026-05-05"],
  ])("%s and %i more is %s", (date, months, expected) => {
    expect(addMonths(date, months)).toBe(expected);
  });

  test.each([
    ["2026-02-01", "2026-02-28"],
    ["2028-02-10", "2028-02-29"],
    ["2100-02-01", "2100-02-28"],
    ["2000-02-01", "2000-02-29"],
    ["2026-12-31", "2026-12-31"],
    ["2026-04-30", "2026-04-30"],
  ])("the month of %s ends on %s", (date, expected) => {
    expect(endOfMonth(date)).toBe(expected);
  });
});

describe("days", () => {
  test.each([
    ["2026-12-31", 1, "2027-01-01"],
    ["2028-02-28", 1, "2028-02-29"],
    ["2026-02-28", 1, "2026-03-01"],
    ["2026-03-01", -1, "2026-02-28"],
    ["2027-12-01", 14, "2027-12-15"],
  ])("%s and %i more is %s", (date, days, expected) => {
    expect(addDays(date, days)).toBe(expected);
  });

  test("go there and back, and sort as text the way they follow", () => {
    const date = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays("1970-01-01", n));
    fc.assert(
      fc.property(date, fc.integer({ min: 1, max: 5000 }), (from, days) => {
        const to = addDays(from, days);
        expect(addDays(to, -days)).toBe(from);
        expect(from < to).toBe(true);
        expect(endOfMonth(from) >= from).toBe(true);
        expect(addDays(endOfMonth(from), 1).endsWith("-01")).toBe(true);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});
