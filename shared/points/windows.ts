import { addDays, type CalendarDate } from "../dates.ts";

/** Of how many days sums are kept in the account's row; a window ends with today and counts it. */
export const windowDays = [30, 90, 365] as const;

export type OfWindows = readonly [number, number, number];

/** What a member bought, ever and in each window; yen as ranks count them: merchandise in money, without tax. */
export interface Windows {
  readonly netYen: number;
  /** Days with a purchase. */
  readonly visitsIn: OfWindows;
  readonly netYenIn: OfWindows;
  /**
   * The first date on which a day falls out of one of them: the sums are exact for every date before it, and from it on
   * only the days themselves tell. Null where no day is in any.
   */
  readonly untilOn: CalendarDate | null;
}

export const noWindows: Windows = { netYen: 0, visitsIn: [0, 0, 0], netYenIn: [0, 0, 0], untilOn: null };

/** What a sale or a return adds to one business day. */
export interface Added {
  readonly on: CalendarDate;
  /** 1 where the day had no purchase before, -1 where it has none any more. */
  readonly visits: number;
  readonly netYen: number;
}

/**
 * The sums with a sale or a return in them, without looking at any other day. `today` may be a store's, which is up to a
 * day ahead of the shop's, so that a day that falls out today is still counted: it makes the sums stale at once, never wrong.
 */
export function withAdded(windows: Windows, { on, visits, netYen }: Added, today: CalendarDate): Windows {
  const since = addDays(today, -1);
  const ends = endsOf(on);
  const counts = ends.map((end) => end > since);
  const sums = (kept: OfWindows, added: number): OfWindows => [
    kept[0] + (counts[0] === true ? added : 0),
    kept[1] + (counts[1] === true ? added : 0),
    kept[2] + (counts[2] === true ? added : 0),
  ];
  return {
    netYen: windows.netYen + netYen,
    visitsIn: sums(windows.visitsIn, visits),
    netYenIn: sums(windows.netYenIn, netYen),
    untilOn: earliest([windows.untilOn, ends.find((end) => end > since) ?? null]),
  };
}

export interface WindowDay {
  readonly on: CalendarDate;
  readonly purchases: number;
  readonly netYen: number;
}

/** The sums anew from business days, of which those that came to nothing make no difference. */
export function windowsOn(days: readonly WindowDay[], today: CalendarDate): Windows {
  const inWindow = (nth: number) => days.filter((day) => (endsOf(day.on)[nth] ?? "") > today);
  const sums = (value: (day: WindowDay) => number): OfWindows => [
    total(inWindow(0), value),
    total(inWindow(1), value),
    total(inWindow(2), value),
  ];
  const ends = days
    .filter((day) => day.purchases !== 0 || day.netYen !== 0)
    .flatMap((day) => endsOf(day.on).find((end) => end > today) ?? []);
  return {
    netYen: total(days, (day) => day.netYen),
    visitsIn: sums((day) => (day.purchases > 0 ? 1 : 0)),
    netYenIn: sums((day) => day.netYen),
    untilOn: earliest(ends),
  };
}

/** The first business day in a window of so many days that ends with `today`. */
export function windowFrom(today: CalendarDate, days: number): CalendarDate {
  return addDays(today, 1 - days);
}

/** The dates on which a day falls out of each window. */
function endsOf(on: CalendarDate): readonly CalendarDate[] {
  return windowDays.map((days) => addDays(on, days));
}

function total(days: readonly WindowDay[], value: (day: WindowDay) => number): number {
  return days.reduce((sum, day) => sum + value(day), 0);
}

function earliest(dates: readonly (CalendarDate | null)[]): CalendarDate | null {
  let first: CalendarDate | null = null;
  for (const date of dates) if (date !== null && (first === null || date < first)) first = date;
  return first;
}
