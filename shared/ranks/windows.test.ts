import { describe, expect, test } from "vitest";
import type { Ladder } from "./schema.ts";
import { type Calendar, nextWindow, previousWindow, windowOf } from "./windows.ts";

function calendar(window: Ladder["window"], joinedOn = "2024-05-10", fiscalYearStartsIn = 4): Calendar {
  return { ladder: { window, fiscalYearStartsIn }, joinedOn };
}

describe("the window a day counts in", () => {
  test.each([
    ["calendar_year", "2026-01-01", "2026-01-01", "2026-12-31"],
    ["calendar_year", "2026-12-31", "2026-01-01", "2026-12-31"],
    ["calendar_year", "2028-02-29", "2028-01-01", "2028-12-31"],
    ["fiscal_year", "2026-03-31", "2025-04-01", "2026-03-31"],
    ["fiscal_year", "2026-04-01", "2026-04-01", "2027-03-31"],
    ["rolling_12_months", "2026-11-22", "2025-11-23", "2026-11-22"],
    ["rolling_12_months", "2027-02-28", "2026-03-01", "2027-02-28"],
    ["rolling_12_months", "2028-02-29", "2027-03-01", "2028-02-29"],
    ["anniversary", "2026-05-09", "2025-05-10", "2026-05-09"],
    ["anniversary", "2026-05-10", "2026-05-10", "2027-05-09"],
    ["lifetime", "2026-11-22", "0001-01-01", "9999-12-31"],
  ] as const)("%s: %s is in %s to %s", (window, on, from, to) => {
    expect(windowOf(calendar(window), on)).toEqual({ from, to });
  });

  test.each([
    ["2025-02-27", "2024-02-29", "2025-02-27"],
    ["2025-02-28", "2025-02-28", "2026-02-27"],
    ["2028-02-28", "2027-02-28", "2028-02-28"],
    ["2028-02-29", "2028-02-29", "2029-02-27"],
  ])("who joined on 29 February 2024 has %s in %s to %s", (on, from, to) => {
    expect(windowOf(calendar("anniversary", "2024-02-29"), on)).toEqual({ from, to });
  });

  test("a fiscal year that starts in January is the calendar year", () => {
    expect(windowOf(calendar("fiscal_year", "2024-05-10", 1), "2026-07-01")).toEqual(
      windowOf(calendar("calendar_year"), "2026-07-01"),
    );
  });
});

describe("the windows beside one", () => {
  test.each([
    "calendar_year",
    "fiscal_year",
    "anniversary",
  ] as const)("%s: four years touch without a gap, across 29 February 2028", (kind) => {
    const of = calendar(kind, "2024-02-29");
    let window = windowOf(of, "2026-11-22");
    for (let year = 0; year < 4; year++) {
      const next = nextWindow(of, window);
      expect(windowOf(of, next.from)).toEqual(next);
      expect(previousWindow(of, next)).toEqual(window);
      window = next;
    }
  });

  test("rolling: what follows the twelve months to 22 November 2026 are those to 22 November 2027", () => {
    const of = calendar("rolling_12_months");
    const window = windowOf(of, "2026-11-22");
    expect(nextWindow(of, window)).toEqual({ from: "2026-11-23", to: "2027-11-22" });
    expect(previousWindow(of, window)).toEqual({ from: "2024-11-23", to: "2025-11-22" });
  });
});
