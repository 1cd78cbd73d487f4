import { addDays, addMonths, type CalendarDate, endOfMonth, weekdayOf } from "../dates.ts";
import type { Coupon } from "./schema.ts";

type Period = Coupon["perMember"]["period"];

/**
 * The period that a day is in, as the occasions of it begin: `ever`, `2026-11-30`, `2026-11-30/week` (by its Monday),
 * `2026-11` and `2026`.
 */
export function periodOf(period: Period, on: CalendarDate): string {
  switch (period) {
    case "ever":
      return "ever";
    case "day":
      return on;
    case "week":
      return `${addDays(on, 1 - weekdayOf(on))}/week`;
    case "month":
      return on.slice(0, -3);
    case "year":
      return on.slice(0, -6);
  }
}

/** The last day of the period that a day is in; null where it never ends. */
export function periodEnd(period: Period, on: CalendarDate): CalendarDate | null {
  switch (period) {
    case "ever":
      return null;
    case "day":
      return on;
    case "week":
      return addDays(on, 7 - weekdayOf(on));
    case "month":
      return endOfMonth(on);
    case "year":
      return endOfMonth(addMonths(on, 12 - Number(on.slice(-5, -3))));
  }
}

/** The nth of a period: what makes the limit a constraint. */
export function occasionOf(period: Period, on: CalendarDate, nth: number): string {
  return `${periodOf(period, on)}#${nth}`;
}

/** The first number of a period that none of the occasions has taken; null where there are as many as may be. */
export function nextOccasion(
  limit: Coupon["perMember"],
  on: CalendarDate,
  taken: readonly string[],
): string | null {
  const known = new Set(taken);
  for (let nth = 1; nth <= limit.max; nth++) {
    const occasion = occasionOf(limit.period, on, nth);
    if (!known.has(occasion)) return occasion;
  }
  return null;
}

/** How many more the period has room for. */
export function leftInPeriod(limit: Coupon["perMember"], on: CalendarDate, taken: readonly string[]): number {
  const begins = `${periodOf(limit.period, on)}#`;
  return Math.max(0, limit.max - taken.filter((occasion) => occasion.startsWith(begins)).length);
}

/** First and last day of one that is issued on a day; the earlier of two ends counts. */
export function validityOf(
  { validity }: Pick<Coupon, "validity">,
  issuedOn: CalendarDate,
): { readonly fromOn: CalendarDate | null; readonly untilOn: CalendarDate | null } {
  const { from, to, daysFromIssue } = validity;
  const byDays = daysFromIssue === null ? null : addDays(issuedOn, daysFromIssue - 1);
  return { fromOn: from, untilOn: earlier(to, byDays) };
}

export function earlier(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
