import { addDays, type CalendarDate } from "../../../../shared/dates.ts";

/** Which days' visits are to be counted. Pure. */

/** A till without a network may tell a sale, and a shop take one back as of, so many days later. */
export const movingDays = 37;

export interface CountedDays {
  /** The first and the last counted day; null where none is. */
  readonly from: CalendarDate | null;
  readonly through: CalendarDate | null;
  readonly stale: readonly CalendarDate[];
}

/** The oldest first, so that what is counted has no hole: those before the first, those that changed, those since the last. */
export function daysDue(
  { from, through, stale }: CountedDays,
  firstVisitOn: CalendarDate,
  lastDay: CalendarDate,
): readonly CalendarDate[] {
  if (from === null || through === null) return daysBetween(firstVisitOn, lastDay);
  return [
    ...daysBetween(firstVisitOn, addDays(from, -1)),
    ...stale,
    ...daysBetween(addDays(through, 1), lastDay),
  ];
}

function daysBetween(from: CalendarDate, to: CalendarDate): CalendarDate[] {
  const days: CalendarDate[] = [];
  for (let on = from; on <= to; on = addDays(on, 1)) days.push(on);
  return days;
}

/**
 * From which counted day on visits have changed, where some of these were of days before today: whoever came on such a day came
 * again later, with another visit before. Null where all are of today. What is older than `movingDays` stays as it was counted.
 */
export function staleFrom(visitedOn: readonly CalendarDate[], today: CalendarDate): CalendarDate | null {
  const oldest = [...visitedOn].sort()[0];
  if (oldest === undefined || oldest >= today) return null;
  const bound = addDays(today, -movingDays);
  return oldest < bound ? bound : oldest;
}
