import { addDays, addMonths, type CalendarDate, endOfMonth, weekdayOf } from "../dates.ts";

/** The days that a report is about, and those it is held beside. Pure: today is given. */

export const periods = [
  "today",
  "yesterday",
  "this_week",
  "last_30_days",
  "this_month",
  "last_month",
  "this_quarter",
  "this_year",
  "custom",
] as const;
export type Period = (typeof periods)[number];

/** Both days are in it. */
export interface Days {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

/** The most days of one report: four years with their leap day. */
export const daysMax = 1_461;

/** What a report opens with: in the first days of a month that month has next to nothing. */
export function usualPeriod(today: CalendarDate): Period {
  return Number(today.slice(8)) <= 7 ? "last_30_days" : "this_month";
}

/** A period that is not over ends today; the 30 days end yesterday, so that all of them are whole. Weeks begin on Monday, quarters in January, April, July and October. */
export function daysOf(period: Exclude<Period, "custom">, today: CalendarDate): Days {
  const month = today.slice(0, 7);
  switch (period) {
    case "today":
      return { from: today, to: today };
    case "yesterday":
      return { from: addDays(today, -1), to: addDays(today, -1) };
    case "last_30_days":
      return { from: addDays(today, -30), to: addDays(today, -1) };
    case "this_week":
      return { from: addDays(today, 1 - weekdayOf(today)), to: today };
    case "this_month":
      return { from: `${month}-01`, to: today };
    case "last_month": {
      const from = addMonths(`${month}-01`, -1);
      return { from, to: endOfMonth(from) };
    }
    case "this_quarter":
      return { from: addMonths(`${month}-01`, -((Number(month.slice(5)) - 1) % 3)), to: today };
    case "this_year":
      return { from: `${today.slice(0, 4)}-01-01`, to: today };
  }
}

/**
 * The same days of the year before. Days, weeks and the 30 days go back 364 days, so that a Tuesday stands beside a Tuesday. Months and
 * longer go back by date; what ends with its month ends with that month too: all of February 2027 stands beside the 29 days
 * of February 2028.
 */
export function yearBefore(period: Period, { from, to }: Days): Days {
  if (byWeekday.includes(period)) return { from: addDays(from, -364), to: addDays(to, -364) };
  const before = addMonths(to, -12);
  return { from: addMonths(from, -12), to: to === endOfMonth(to) ? endOfMonth(before) : before };
}

const byWeekday: readonly Period[] = ["today", "yesterday", "this_week", "last_30_days"];

export function weekBefore({ from, to }: Days): Days {
  return { from: addDays(from, -7), to: addDays(to, -7) };
}

/** Every day, or where there are more than `daysDrawnMax` every month, in order: what a chart has its points by. */
export function pointsOf({ from, to }: Days): readonly string[] {
  const points: string[] = [];
  if (dayCount({ from, to }) <= daysDrawnMax) {
    for (let on = from; on <= to; on = addDays(on, 1)) points.push(on);
    return points;
  }
  for (let month = `${from.slice(0, 7)}-01`; month <= to; month = addMonths(month, 1))
    points.push(month.slice(0, 7));
  return points;
}
export const daysDrawnMax = 92;

export function dayCount({ from, to }: Days): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000) + 1;
}

/** Months from the first to the last, as `yyyy-mm`. */
export function monthsOf({ from, to }: Days): readonly string[] {
  const months: string[] = [];
  for (let day = `${from.slice(0, 7)}-01`; day <= to; day = addMonths(day, 1)) months.push(day.slice(0, 7));
  return months;
}
