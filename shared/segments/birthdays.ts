import { addDays, type CalendarDate, yearlyOn } from "../dates.ts";

/**
 * The birthdays (`MM-DD`) of a stretch of days from today, as ranges of text: two where the stretch goes past the end of a
 * year. Which day 29 February is kept on is for `yearlyOn` to say.
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
  const [, end] = yearlyOn(last);
  if (first.slice(0, 4) === last.slice(0, 4)) return [[start, end]];
  return [
    [start, "12-31"],
    ["01-01", end],
  ];
}
