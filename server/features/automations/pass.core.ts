import { type CalendarDate, dateAt, timeAt } from "../../../shared/dates.ts";
import type { InForce } from "./read.ts";

/** The times of sending of today that have come and at which something may be sent, the earliest first. */
export function timesDue(all: readonly InForce[], nowMs: number, timeZone: string): readonly string[] {
  const on = dateAt(nowMs, timeZone);
  const time = timeAt(nowMs, timeZone);
  const times = all
    .filter((one) => one.automation.sendAt <= time && isEligible(one, on, timeZone))
    .map(({ automation }) => automation.sendAt);
  return [...new Set(times)].sort();
}

/** Whether it was on, with these words, before its time of sending on this day came: nothing starts in arrears. */
export function isEligible(one: InForce, on: CalendarDate, timeZone: string): boolean {
  if (one.onSinceMs === null) return false;
  const sinceMs = Math.max(one.onSinceMs, one.changedAtMs);
  const since = dateAt(sinceMs, timeZone);
  return since < on || (since === on && timeAt(sinceMs, timeZone) < one.automation.sendAt);
}
