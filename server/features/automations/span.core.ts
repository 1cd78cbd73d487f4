import { addDays, type CalendarDate, yearlyOn } from "../../../shared/dates.ts";

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

/** Every `MM-DD` that is kept on a day of the span, with that day. */
export function yearlyIn(span: Span): ReadonlyMap<string, CalendarDate> {
  const kept = new Map<string, CalendarDate>();
  for (const date of daysIn(span)) {
    for (const day of yearlyOn(date)) kept.set(day, date);
  }
  return kept;
}
