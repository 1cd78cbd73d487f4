import { addDays, dateAt, momentAt, weekdayOf } from "../dates.ts";
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
