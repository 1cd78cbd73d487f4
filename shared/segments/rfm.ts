import { addDays, type CalendarDate } from "../dates.ts";
import type { RfmThresholds } from "./moment.ts";

export interface RfmCell {
  readonly r: number;
  readonly f: number;
  readonly m: number;
}

/** Scores of 1 to 5, 5 the best. Null without thresholds, and for who has never bought. */
export function rfmOf(
  thresholds: RfmThresholds | null,
  lastVisitOn: CalendarDate | null,
  visits: number,
  netYen: number,
  today: CalendarDate,
): RfmCell | null {
  if (thresholds === null || lastVisitOn === null) return null;
  const { r, f, m } = thresholds;
  return {
    r: 5 - firstOf(r, (days) => lastVisitOn >= addDays(today, -days)),
    f: 5 - firstOf(f, (least) => visits >= least),
    m: 5 - firstOf(m, (least) => netYen >= least),
  };
}

/** How many of four steps are not met before the first that is; 4 where none is. */
function firstOf(steps: readonly number[], meets: (step: number) => boolean): number {
  const index = steps.findIndex(meets);
  return index < 0 ? steps.length : index;
}
