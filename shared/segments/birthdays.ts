import { addDays, type CalendarDate } from "../dates.ts";

/**
 * The birthdays (`MM-DD`) of a stretch of days from today, as ranges of text: two where the stretch goes past the end of a
 * year. Where February has 28 days, its last is also the day of those who were born on the 29th.
 */
export function birthdayRanges(
  today: CalendarDate,
  from: number,
  to: number,
): readonly (readonly [first: string, last: string])[] {
  if (to < from) return [];
  const [first, last] = [addDays(today, from), addDays(today, to)];
  if (to - from >= 365) return [["01-01", "12-31"]];
  const start = first.slice(5);
  const end = last.slice(5) === "02-28" && addDays(last, 1).endsWith("-03-01") ? "02-29" : last.slice(5);
  if (first.slice(0, 4) === last.slice(0, 4)) return [[start, end]];
  return [
    [start, "12-31"],
    ["01-01", end],
  ];
}
