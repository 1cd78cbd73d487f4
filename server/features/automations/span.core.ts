import { addDays, type CalendarDate } from "../../../shared/dates.ts";

/** Days on which nothing ran are made up for, as long as what is said is still true: two days. */
export const missedDaysMax = 2;

/** The days whose sending is due: today's, and those before it that were missed since the automation was switched on. */
export interface Span {
  readonly from: CalendarDate;
  readonly to: CalendarDate;
}

export function spanOf(today: CalendarDate, onSince: CalendarDate): Span {
  const oldest = addDays(today, -missedDaysMax);
  return { from: onSince > oldest ? (onSince > today ? today : onSince) : oldest, to: today };
}

/** The same days, so many earlier or later. */
export function shifted({ from, to }: Span, days: number): Span {
  return { from: addDays(from, days), to: addDays(to, days) };
}

/** Each day of it. */
export function daysIn({ from, to }: Span): readonly CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let day = from; day <= to; day = addDays(day, 1)) days.push(day);
  return days;
}

/** `MM-DD` on which a day of a year is kept: 29 February on the 28th of years that have none. */
export function keptOn(day: string, year: number): CalendarDate {
  const date = `${String(year).padStart(4, "0")}-${day}`;
  return day === "02-29" && !isLeap(year) ? `${date.slice(0, 5)}02-28` : date;
}

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Every `MM-DD` that is kept on a day of the span, with that day. */
export function yearlyIn(span: Span): ReadonlyMap<string, CalendarDate> {
  const kept = new Map<string, CalendarDate>();
  for (const date of daysIn(span)) {
    kept.set(date.slice(5), date);
    if (keptOn("02-29", Number(date.slice(0, 4))) === date) kept.set("02-29", date);
  }
  return kept;
}
