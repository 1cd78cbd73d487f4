import { addDays, type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Effect, WindowDays } from "../../../shared/results/console.ts";

/** Sums of visits run ten minutes behind the sales, so a day counts half an hour after its end. */
const settledMs = 30 * 60_000;

/** The last day that is over and counted. */
export function lastWholeDay(nowMs: number, timeZone: string): CalendarDate {
  return addDays(dateAt(nowMs - settledMs, timeZone), -1);
}

/** The days that count after a moment: its own is the first, whole, for both groups alike. */
export function windowOf(
  startedAtMs: number,
  days: WindowDays,
  nowMs: number,
  timeZone: string,
): NonNullable<Effect["window"]> {
  const from = dateAt(startedAtMs, timeZone);
  const to = addDays(from, days - 1);
  const last = lastWholeDay(nowMs, timeZone);
  const through = last < from ? null : last < to ? last : to;
  return { from, to, through, over: through === to };
}
