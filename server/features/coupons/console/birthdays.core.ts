import { addDays, type CalendarDate } from "../../../../shared/dates.ts";

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

/** `MM-DD` of those whose birthday a day is: 29 February is kept on the 28th of years that have none. */
export function bornOn(date: CalendarDate): readonly [day: string, orDay: string] {
  const day = date.slice(5);
  const isLast = day === "02-28" && addDays(date, 1).slice(5) === "03-01";
  return [day, isLast ? "02-29" : day];
}

/** The birthday that lies between today and so many days on, both included; null where none does. */
export function comingBirthday(
  birthday: string,
  today: CalendarDate,
  daysBefore: number,
): CalendarDate | null {
  for (let days = 0; days <= daysBefore; days++) {
    const on = addDays(today, days);
    if (bornOn(on).includes(birthday)) return on;
  }
  return null;
}
