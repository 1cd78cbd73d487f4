import { addDays, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import * as store from "./store-watch.ts";

/** So long it is kept who entered and who left: a year to compare with, and a month. */
export const crossingDays = 400;
const atOnce = 5_000;
/** Commits of one sweep for one segment: what is left over is of the next. */
const commitsMax = 200;

/** Forgets events that are old, and everything of segments that are gone or watched no more. */
export async function purgeCrossings(deps: Deps): Promise<void> {
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  for (
    let at = await next(deps, store.nextInside, "");
    at !== null;
    at = await next(deps, store.nextInside, at)
  ) {
    const segment = await deps.database.first(store.watchedOrNot, { segmentId: at });
    if (segment?.watched !== 1) await forgetMembers(deps, at);
  }
  for (
    let at = await next(deps, store.nextCrossed, "");
    at !== null;
    at = await next(deps, store.nextCrossed, at)
  ) {
    const segment = await deps.database.first(store.watchedOrNot, { segmentId: at });
    await forgetEvents(deps, at, segment === undefined ? addDays(today, 1) : addDays(today, -crossingDays));
  }
}

async function next(deps: Deps, of: typeof store.nextInside, after: string): Promise<string | null> {
  return (await deps.database.first(of, { after }))?.segment_id ?? null;
}

async function forgetMembers(deps: Deps, segmentId: string): Promise<void> {
  for (let nth = 0; nth < commitsMax; nth++) {
    await commit(deps, store.forgetInside.with({ segmentId, limit: atOnce }));
    const left = await deps.database.first(store.anyInside, { segmentId });
    if (left === undefined) return;
  }
}

/** A day at a time. */
async function forgetEvents(deps: Deps, segmentId: string, before: string): Promise<void> {
  for (let nth = 0; nth < commitsMax; nth++) {
    const oldest = await deps.database.first(store.oldestEvent, { segmentId, before });
    if (oldest === undefined) return;
    await commit(deps, store.forgetEvents.with({ segmentId, on: oldest.business_date }));
  }
}

async function commit(deps: Deps, statement: Bound): Promise<void> {
  await deps.database.commit(housekeeping("what is old or of nothing any more is forgotten", [statement]));
}
