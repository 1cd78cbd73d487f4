import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, addMonths, dateAt, endOfMonth, startOfDay, yearlyOn } from "./dates.ts";

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

test("29 February is kept on the 28th of 2027, and on its own day in 2028", () => {
  expect(yearlyOn("2027-02-28")).toEqual(["02-28", "02-29"]);
  expect(yearlyOn("2028-02-28")).toEqual(["02-28", "02-28"]);
  expect(yearlyOn("2028-02-29")).toEqual(["02-29", "02-29"]);
  expect(yearlyOn("2100-02-28")).toEqual(["02-28", "02-29"]);
});

describe("the start of a day", () => {
  test("is 15:00 UTC of the day before in Tokyo, and 04:00 or 05:00 UTC in New York", () => {
    expect(startOfDay("2026-12-01", "Asia/Tokyo")).toBe(Date.UTC(2026, 10, 30, 15));
    expect(startOfDay("2026-07-01", "America/New_York")).toBe(Date.UTC(2026, 6, 1, 4));
    expect(startOfDay("2026-01-01", "America/New_York")).toBe(Date.UTC(2026, 0, 1, 5));
  });

  test("is 01:00 by the clock where summer time begins at midnight, as in Cairo on 24 April 2026", () => {
    expect(startOfDay("2026-04-24", "Africa/Cairo")).toBe(Date.UTC(2026, 3, 23, 22));
  });

  test("is on its date, and a millisecond before it is not, for 300 dates in zones at both ends of the earth", () => {
    const zones = fc.constantFrom(
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "Asia/Tokyo",
      "America/St_Johns",
    );
    const days = fc.integer({ min: 0, max: 20_000 });
    const property = fc.property(zones, days, (zone, day) => {
      const date = addDays("2000-01-01", day);
      const start = startOfDay(date, zone);
      expect([dateAt(start, zone), dateAt(start - 1, zone) < date]).toEqual([date, true]);
    });
    fc.assert(property, { seed: 7, numRuns: 300 });
  });
});
