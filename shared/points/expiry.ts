import { addDays, addMonths, type CalendarDate, endOfMonth } from "../dates.ts";
import type { ExpiryPolicy, Span } from "./programme/schema.ts";

/**
 * The last day on which points can be used that became usable on a day (for `activity`: that last saw an activity then).
 * A date in the shop's zone, valid through its end. Points that become usable after a campaign's own date can be used on
 * that one day.
 */
export function expiryAfter(
  policy: ExpiryPolicy,
  on: CalendarDate,
  fiscalYearStartsIn: number,
): CalendarDate {
  switch (policy.kind) {
    case "until":
      return policy.on < on ? on : policy.on;
    case "fiscal_year":
      return endOfFiscalYear(addMonths(on, 12 * policy.yearsAfter), fiscalYearStartsIn);
    default:
      return rounded(spanAfter(on, policy.after), policy.roundTo, fiscalYearStartsIn);
  }
}

function spanAfter(on: CalendarDate, { unit, count }: Span): CalendarDate {
  return unit === "days" ? addDays(on, count) : addMonths(on, count);
}

function rounded(
  date: CalendarDate,
  to: "day" | "month_end" | "year_end" | "fiscal_year_end",
  fiscalYearStartsIn: number,
): CalendarDate {
  if (to === "day") return date;
  if (to === "month_end") return endOfMonth(date);
  return endOfFiscalYear(date, to === "year_end" ? 1 : fiscalYearStartsIn);
}

/** The last day of the fiscal year that a date is in: with April, 31 March. */
export function endOfFiscalYear(date: CalendarDate, startsIn: number): CalendarDate {
  return addDays(addMonths(startOfFiscalYear(date, startsIn), 12), -1);
}

export function startOfFiscalYear(date: CalendarDate, startsIn: number): CalendarDate {
  const year = Number(date.slice(0, 4));
  const month = Number(date.slice(5, 7));
  const startYear = month >= startsIn ? year : year - 1;
  return `${String(startYear).padStart(4, "0")}-${String(startsIn).padStart(2, "0")}-01`;
}
