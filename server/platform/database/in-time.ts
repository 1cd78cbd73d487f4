import type { Clock } from "../clock.ts";
import type { Database, Engine } from "./database.ts";

/**
 * How long after it was decided a plan may still be committed. The ids in it were made when it was decided and sort by
 * that time, so this is what lets a reader of "everything after this id" know when nothing older can come any more.
 */
export const commitWithinMs: Readonly<Record<Engine, number>> = {
  sqlite: 5_000,
  postgres: 10_000,
  d1: 10_000,
};

/**
 * Rows whose id is older than this are all there, and stay as they are: what `commitWithinMs` allows, and besides it
 * what a COMMIT itself may take and processes' clocks may differ by. SQLite has one process, whose reads wait for its
 * commits; a batch of D1 may run for 30 s (Cloudflare docs, "D1 limits").
 */
export const settledAfterMs: Readonly<Record<Engine, number>> = {
  sqlite: 6_000,
  postgres: 30_000,
  d1: 60_000,
};

/** The same database, on which a plan that was decided too long ago is refused as a `Conflict`: decide again. */
export function committingInTime(database: Database, clock: Clock): Database {
  const withinMs = commitWithinMs[database.engine];
  return {
    ...database,
    commit: (plan) => {
      const { decidedAtMs } = plan;
      if (decidedAtMs === null) return database.commit(plan);
      return database.commit(plan, () => clock.nowMs() - decidedAtMs <= withinMs);
    },
  };
}
