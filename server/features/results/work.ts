import { addDays, type CalendarDate, dateAt, startOfDay, timeAt } from "../../../shared/dates.ts";
import { windowDays } from "../../../shared/results/console.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { count } from "./kept.ts";
import { type Run, runOf } from "./runs.ts";
import * as store from "./store.ts";
import { halfHoursOf } from "./store-effect.ts";
import { inTurns } from "./turns.ts";
import { lastWholeDay, windowOf } from "./window.core.ts";

const dayMs = 24 * 3_600_000;
/** A till without a network tells a sale up to so many days later, and returns may take as long: until then windows are counted again. */
const movesForDays = 36;
const longest = Math.max(...windowDays);
/** Not before the sums of visits have had time to end the day. */
const from = "03:00";

/**
 * Once a night, of every run whose window is open or may still move: its figures for 7, 14 and 30 days and the hours of the day that
 * is over, so that nobody waits for a million recipients to be gone through. One run after the other, elsewhere than the till.
 */
export function countResults(deps: Deps, untilMs: number): Promise<number> {
  return inTurns(deps, "figures", async () => {
    const nowMs = deps.clock.nowMs();
    const { timeZone } = deps.settings;
    const today = dateAt(nowMs, timeZone);
    const tonight = startOfDay(today, timeZone) + 3 * 3_600_000;
    if (timeAt(nowMs, timeZone) < from) return { done: 0, againAtMs: tonight };
    const sinceMs = nowMs - (longest + movesForDays) * dayMs;
    let done = 0;
    for (const row of await deps.database.all(store.runsSince, { sinceMs })) {
      if (deps.clock.nowMs() >= untilMs) return { done, againAtMs: 0 };
      done += await countRun(deps, await runOf(deps, row), today, untilMs);
    }
    const nextNight = startOfDay(addDays(today, 1), timeZone) + 3 * 3_600_000;
    return { done, againAtMs: nextNight };
  });
}

async function countRun(deps: Deps, run: Run, today: CalendarDate, untilMs: number): Promise<number> {
  const { timeZone } = deps.settings;
  const kept = await deps.database.all(store.keptOf, { runId: run.runId });
  let done = await countHours(deps, run);
  if (run.endedAtMs === null) return done;
  for (const days of windowDays) {
    const window = windowOf(run.startedAtMs, days, deps.clock.nowMs(), timeZone);
    const before = kept.find((row) => Number(row.days) === days);
    const isCounted = before !== undefined && dateAt(Number(before.counted_at_ms), timeZone) >= today;
    const isStill = before?.through_on === window.to && addDays(window.to, movesForDays) < today;
    if (window.through === null || isStill || (isCounted && before?.through_on === window.through)) continue;
    await count(deps, run, days, { from: window.from, through: window.through });
    done += 1;
    if (deps.clock.nowMs() >= untilMs) break;
  }
  return done;
}

/** The hours of each day that is over, once: a sale of that day that is told later is in the figures and not in them. */
async function countHours(deps: Deps, run: Run): Promise<number> {
  const { timeZone } = deps.settings;
  const nowMs = deps.clock.nowMs();
  const counted = new Set(
    (await deps.database.all(store.hourDays, { runId: run.runId })).map(({ business_date }) => business_date),
  );
  const first = dateAt(run.startedAtMs, timeZone);
  const end = addDays(first, longest - 1);
  const last = lastWholeDay(nowMs, timeZone);
  let done = 0;
  for (let on = first; on <= end && on <= last; on = addDays(on, 1)) {
    if (counted.has(on)) continue;
    const keys = {
      from: ulidFloor(startOfDay(on, timeZone)),
      below: ulidFloor(Math.min(nowMs, startOfDay(addDays(on, 2), timeZone))),
    };
    const rows = await halfHoursOf(deps.database.report, run.runId, on, keys);
    const marked = [...rows, { half_hour: -1, sales: 0 }];
    const insert = store.insertHours.with(
      marked.map(({ half_hour, sales }) => [run.runId, on, half_hour, sales]),
    );
    await deps.database.commit(housekeeping("sums of what is audited where it was done", [insert]));
    done += 1;
  }
  return done;
}
