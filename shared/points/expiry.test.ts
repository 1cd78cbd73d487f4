import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../dates.ts";
import { endOfFiscalYear, expiryAfter, startOfFiscalYear } from "./expiry.ts";
import { defaultProgramme } from "./programme/defaults.ts";
import { type ExpiryPolicy, expiryPolicy, type Span } from "./programme/schema.ts";

type RoundTo = Extract<ExpiryPolicy, { kind: "rolling" }>["roundTo"];
const april = 4;
const months = (count: number): Span => ({ unit: "months", count });
const days = (count: number): Span => ({ unit: "days", count });

describe("the programme a shop starts with, 12 months and then to the month's end", () => {
  test.each([
    ["2026-11-21", "2027-11-30"],
    ["2026-11-30", "2027-11-30"],
    ["2026-12-01", "2027-12-31"],
    ["2027-02-28", "2028-02-29"],
    ["2028-02-29", "2029-02-28"],
  ])("earned on %s they lapse after %s", (earnedOn, expected) => {
    expect(expiryAfter(defaultProgramme.expires, earnedOn, april)).toBe(expected);
  });
});

describe("a rolling expiry", () => {
  const cases: readonly [string, Span, RoundTo, string][] = [
    ["2026-11-21", days(90), "day", "2027-02-19"],
    ["2027-12-01", days(90), "day", "2028-02-29"],
    ["2026-12-31", days(1), "day", "2027-01-01"],
    ["2026-01-31", months(1), "day", "2026-02-28"],
    ["2028-01-31", months(1), "day", "2028-02-29"],
    ["2028-02-29", months(12), "day", "2029-02-28"],
    ["2026-08-31", months(6), "day", "2027-02-28"],
    ["2026-11-21", months(6), "month_end", "2027-05-31"],
    ["2027-08-31", months(6), "month_end", "2028-02-29"],
    ["2026-11-21", days(30), "month_end", "2026-12-31"],
    ["2026-11-21", months(1), "year_end", "2026-12-31"],
    ["2026-12-21", months(1), "year_end", "2027-12-31"],
    ["2026-11-21", months(6), "fiscal_year_end", "2028-03-31"],
    ["2026-03-31", days(1), "fiscal_year_end", "2027-03-31"],
    ["2026-03-30", days(1), "fiscal_year_end", "2026-03-31"],
  ];
  test.each(cases)("from %s, %o, to the %s: %s", (from, after, roundTo, expected) => {
    expect(expiryAfter({ kind: "rolling", after, roundTo }, from, april)).toBe(expected);
    // What an activity renews is counted in the same way from that activity.
    expect(expiryAfter({ kind: "activity", after, roundTo, on: "earn" }, from, april)).toBe(expected);
  });
});

describe("the end of the fiscal year (年度失効型)", () => {
  test.each([
    ["2026-04-01", 4, 0, "2027-03-31"],
    ["2027-03-31", 4, 0, "2027-03-31"],
    ["2027-04-01", 4, 0, "2028-03-31"],
    ["2026-11-21", 4, 1, "2028-03-31"],
    ["2027-03-31", 4, 1, "2028-03-31"],
    ["2026-11-21", 1, 0, "2026-12-31"],
    ["2026-11-21", 12, 0, "2026-11-30"],
    ["2027-05-01", 3, 0, "2028-02-29"],
    // A leap day that the later year lacks.
    ["2028-02-29", 4, 1, "2029-03-31"],
    ["2028-02-29", 3, 1, "2029-02-28"],
  ])("from %s, years from month %i, %i after: %s", (from, startsIn, yearsAfter, expected) => {
    expect(expiryAfter({ kind: "fiscal_year", yearsAfter }, from, startsIn)).toBe(expected);
  });

  test("begins on the day after the last one ended, for every day of five years and every first month", () => {
    for (let startsIn = 1; startsIn <= 12; startsIn += 1) {
      for (let day = "2026-01-01"; day < "2031-01-01"; day = addDays(day, 1)) {
        const [start, end] = [startOfFiscalYear(day, startsIn), endOfFiscalYear(day, startsIn)];
        expect(start <= day && day <= end).toBe(true);
        expect(startOfFiscalYear(addDays(end, 1), startsIn)).toBe(addDays(end, 1));
      }
    }
  });
});

describe("a campaign's own date", () => {
  test("is that date, and for points that begin later the day on which they begin", () => {
    const policy: ExpiryPolicy = { kind: "until", on: "2026-12-31" };
    expect(expiryAfter(policy, "2026-11-21", april)).toBe("2026-12-31");
    expect(expiryAfter(policy, "2026-12-31", april)).toBe("2026-12-31");
    expect(expiryAfter(policy, "2027-01-04", april)).toBe("2027-01-04");
  });
});

test("whatever the policy, points can be used on their first day, and later points never lapse sooner", () => {
  const roundTo = fc.constantFrom<RoundTo>("day", "month_end", "year_end", "fiscal_year_end");
  const span = fc.record({
    unit: fc.constantFrom("days" as const, "months" as const),
    count: fc.integer({ min: 1, max: 60 }),
  });
  const anyPolicy: fc.Arbitrary<ExpiryPolicy> = fc.oneof(
    fc.record({ kind: fc.constant("rolling" as const), after: span, roundTo }),
    fc.record({
      kind: fc.constant("activity" as const),
      after: span,
      roundTo,
      on: fc.constant("earn" as const),
    }),
    fc.record({ kind: fc.constant("fiscal_year" as const), yearsAfter: fc.nat(3) }),
    fc.record({ kind: fc.constant("until" as const), on: fc.constant("2027-03-31") }),
  );
  const day = fc.nat(3000).map((after) => addDays("2026-01-01", after));
  fc.assert(
    fc.property(
      anyPolicy,
      day,
      fc.nat(400),
      fc.integer({ min: 1, max: 12 }),
      (policy, from, more, startsIn) => {
        expect(expiryPolicy.safeParse(policy).success).toBe(true);
        const until = expiryAfter(policy, from, startsIn);
        expect(until >= from).toBe(true);
        expect(expiryAfter(policy, addDays(from, more), startsIn) >= until).toBe(true);
      },
    ),
    { seed: 1, numRuns: 1000 },
  );
});
