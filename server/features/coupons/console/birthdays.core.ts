import { addDays, type CalendarDate, yearlyOn } from "../../../../shared/dates.ts";

/** Birthdays whose day was missed for longer are not made up for. */
export const missedDaysMax = 60;

/**
 * The first birthday that is to be given to and was not: the day after `through`, and not so long ago that nobody would
 * understand it. Null where all through `today` + `daysBefore` are done.
 */
export function nextBirthday(
  throughOn: CalendarDate,
  today: CalendarDate,
  daysBefore: number,
): CalendarDate | null {
  const last = addDays(today, daysBefore);
  const oldest = addDays(today, -missedDaysMax);
  const next = addDays(throughOn, 1);
  const from = next < oldest ? oldest : next;
  return from <= last ? from : null;
}

/** The birthday that lies between today and so many days on, both included; null where none does. */
export function comingBirthday(
  birthday: string,
  today: CalendarDate,
  daysBefore: number,
): CalendarDate | null {
  for (let days = 0; days <= daysBefore; days++) {
    const on = addDays(today, days);
    if (yearlyOn(on).includes(birthday)) return on;
  }
  return null;
}
