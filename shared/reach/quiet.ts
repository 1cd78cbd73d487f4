import { addDays, dateAt, momentAt, timeAt } from "../dates.ts";
import type { QuietHours } from "./schema.ts";

export function isQuiet(nowMs: number, quiet: QuietHours | null, timeZone: string): boolean {
  if (quiet === null) return false;
  const { from, until } = quiet;
  const time = timeAt(nowMs, timeZone);
  return from < until ? time >= from && time < until : time >= from || time < until;
}

/** The first moment from now on, UTC milliseconds, at which something of the shop's own idea may leave. */
export function nextAllowedMs(nowMs: number, quiet: QuietHours | null, timeZone: string): number {
  if (quiet === null || !isQuiet(nowMs, quiet, timeZone)) return nowMs;
  const today = dateAt(nowMs, timeZone);
  const endsToday = timeAt(nowMs, timeZone) < quiet.until;
  return momentAt(endsToday ? today : addDays(today, 1), quiet.until, timeZone);
}
