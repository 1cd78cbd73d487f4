import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import * as store from "./store.ts";

const leaseMs = 10 * 60_000;

/** When a process asks the database again whose turn it is, by database and work. */
const looks = new WeakMap<Deps["database"], Map<string, number>>();

/**
 * One process does a work at a time, and nobody before the moment that the work names when it is done. A dead one's turn is free
 * after ten minutes. Answers what the work answers, 0 where it is not this one's turn.
 */
export async function inTurns(
  deps: Deps,
  work: string,
  doIt: () => Promise<{ readonly done: number; readonly againAtMs: number }>,
): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const known = looks.get(deps.database) ?? new Map<string, number>();
  looks.set(deps.database, known);
  if (nowMs < (known.get(work) ?? 0)) return 0;
  const turn = await deps.database.first(store.turnOf, { work });
  if (turn !== undefined && turn.leased_until_ms > nowMs) {
    known.set(work, Math.min(Number(turn.leased_until_ms), nowMs + leaseMs));
    return 0;
  }
  const worker = deps.ids.ulid();
  const take = store.takeTurn.with({ work, worker, nowMs, untilMs: nowMs + leaseMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [take]));
  if ((await deps.database.first(store.turnOf, { work }))?.leased_by !== worker) return 0;
  // Where it fails the lease runs out by itself, so that what fails each time is not tried all the time.
  const { done, againAtMs } = await doIt();
  const end = store.endTurn.with({ work, worker, untilMs: againAtMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [end]));
  return done;
}
