import { addDays, dateAt, momentAt, weekdayOf } from "../dates.ts";
import { nextAllowedMs } from "../reach/quiet.ts";
import type { QuietHours } from "../reach/schema.ts";
import type { CampaignSchedule } from "./schema.ts";

/**
 * When a campaign is due next, UTC milliseconds: the first moment of its schedule after `afterMs`; null where none is left.
 * A time that a change of clocks leaves out is taken as `momentAt` takes it.
 */
export function nextDue(
  schedule: CampaignSchedule,
  afterMs: number,
  timeZone: string,
  first = false,
): number | null {
  if (schedule.kind === "now") return first ? afterMs : null;
  if (schedule.kind === "at") {
    // Late is better than never: a time that went by while somebody had to approve is due at once.
    return first ? momentAt(schedule.on, schedule.time, timeZone) : null;
  }
  for (let date = dateAt(afterMs, timeZone); date <= schedule.until; date = addDays(date, 1)) {
    if (!schedule.weekdays.includes(weekdayOf(date))) continue;
    const atMs = momentAt(date, schedule.time, timeZone);
    if (atMs > afterMs) return atMs;
  }
  return null;
}

/** When what is due then will really leave: not before now, and not in the quiet hours. */
export function leavesAt(
  dueAtMs: number | null,
  nowMs: number,
  quiet: QuietHours | null,
  timeZone: string,
): number | null {
  return dueAtMs === null ? null : nextAllowedMs(Math.max(dueAtMs, nowMs), quiet, timeZone);
}

/** How often what repeats is due after `afterMs` and before `endMs`; null for what does not. */
export function timesBefore(
  schedule: CampaignSchedule,
  afterMs: number,
  endMs: number,
  timeZone: string,
): number | null {
  if (schedule.kind !== "weekly") return null;
  let times = 0;
  for (let at = nextDue(schedule, afterMs, timeZone); at !== null && at < endMs; times++) {
    at = nextDue(schedule, at, timeZone);
  }
  return times;
}
