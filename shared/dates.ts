/**
 * Calendar dates in the shop's zone, as `yyyy-mm-dd`, which sort as text. This file is given the time; it never reads
 * a clock.
 */

/** `yyyy-mm-dd` */
export type CalendarDate = string;

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  // The Swedish locale writes dates as yyyy-mm-dd.
  const formatter = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
  });
  formatters.set(timeZone, formatter);
  return formatter;
}

/** The date that a moment (UTC milliseconds) falls on in a zone. */
export function dateAt(atMs: number, timeZone: string): CalendarDate {
  return formatterOf(timeZone).format(atMs);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The time of day that a moment falls on in a zone: `HH:MM`, from 00:00 to 23:59. */
export function timeAt(atMs: number, timeZone: string): string {
  const known = clocks.get(timeZone);
  if (known !== undefined) return known.format(atMs);
  const clock = new Intl.DateTimeFormat("sv-SE", {
    timeZone,
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  clocks.set(timeZone, clock);
  return clock.format(atMs);
}

/** The day of the week by ISO 8601: 1 is Monday, 7 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  const { year, month, day } = partsOf(date);
  return new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7;
}

/**
 * The first millisecond of a date in a zone. Found by halving, because a zone may skip its midnight; two zones are never
 * more than 14 hours from UTC.
 */
export function startOfDay(date: CalendarDate, timeZone: string): number {
  const { year, month, day } = partsOf(date);
  const noon = Date.UTC(year, month - 1, day, 12);
  let [before, within] = [noon - 28 * 3_600_000, noon + 14 * 3_600_000];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (dateAt(middle, timeZone) < date) before = middle;
    else within = middle;
  }
  return within;
}

/** The first millisecond at which a date's clock shows a time (`HH:MM`) or, where a zone skips it, the next one. */
export function momentAt(date: CalendarDate, time: string, timeZone: string): number {
  let [before, within] = [startOfDay(date, timeZone) - 1, startOfDay(addDays(date, 1), timeZone)];
  while (within - before > 1) {
    const middle = Math.floor((before + within) / 2);
    if (timeAt(middle, timeZone) < time) before = middle;
    else within = middle;
  }
  return within;
}

/** The same day of a later month; the month's last day where that day does not exist (31 January + 1 = 28 February). */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const toYear = Math.floor(index / 12);
  const toMonth = (index % 12) + 1;
  return write(toYear, toMonth, Math.min(day, daysInMonth(toYear, toMonth)));
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  const { year, month, day } = partsOf(date);
  const moved = new Date(Date.UTC(year, month - 1, day + days));
  return write(moved.getUTCFullYear(), moved.getUTCMonth() + 1, moved.getUTCDate());
}

/**
 * What is kept each year on a date, as two `MM-DD`, which are one on nearly every day: 29 February is kept on the 28th of
 * years that have none.
 */
export function yearlyOn(date: CalendarDate): readonly [day: string, orDay: string] {
  const day = date.slice(5);
  const isLast = day === "02-28" && addDays(date, 1).slice(5) === "03-01";
  return [day, isLast ? "02-29" : day];
}

/** How many days one date is after another; negative where it is before. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  const of = (date: CalendarDate): number => {
    const { year, month, day } = partsOf(date);
    return Date.UTC(year, month - 1, day) / 86_400_000;
  };
  return of(to) - of(from);
}

/** The last day of the date's month. */
export function endOfMonth(date: CalendarDate): CalendarDate {
  const { year, month } = partsOf(date);
  return write(year, month, daysInMonth(year, month));
}

function daysInMonth(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function partsOf(date: CalendarDate): { year: number; month: number; day: number } {
  // Cut and not split: the day-boundary run asks this of every lot.
  const dash = date.length - 6;
  return {
    year: Number(date.slice(0, dash)),
    month: Number(date.slice(dash + 1, dash + 3)),
    day: Number(date.slice(dash + 4)),
  };
}

function write(year: number, month: number, day: number): CalendarDate {
  return `${String(year).padStart(4, "0")}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}
