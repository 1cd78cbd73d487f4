import type { Deps } from "../../deps.ts";
import {
  Conflict,
  Duplicate,
  OutcomeUnknown,
  Overloaded,
  TooSlow,
} from "../../platform/database/failures.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { failureText } from "../../platform/log.ts";
import { planEffects } from "./effects.ts";
import { type LineEvent, readEvent, type StoredEvent } from "./event.core.ts";
import * as store from "./store.ts";

const leaseMs = 60_000;
/** So many events share a lease, the reads they are decided on, and a commit. */
const batch = 200;
export const attemptsMax = 8;

interface Row extends StoredEvent {
  readonly attempts: number;
}

/**
 * Works through stored events until none is due or `untilMs` has come. An event that fails is tried again later and
 * lies dead after that, still to be seen. Answers how many were looked at.
 */
export async function workInbox(deps: Deps, untilMs: number): Promise<number> {
  let worked = 0;
  while (deps.clock.nowMs() < untilMs) {
    const worker = deps.ids.ulid();
    const rows = await takeLease(deps, worker);
    if (rows === null) break;
    try {
      await workBatch(deps, worker, rows);
    } catch (failure) {
      // The database is away, or full: no event is to blame, and the next tick begins with all of them.
      await giveBack(deps, worker, rows);
      throw failure;
    }
    worked += rows.length;
  }
  return worked;
}

/** The next events that are due, leased to this worker; null where none is. Empty: another worker was quicker. */
async function takeLease(deps: Deps, worker: string): Promise<readonly Row[] | null> {
  const nowMs = deps.clock.nowMs();
  const rows = await deps.database.all(store.due, { nowMs, limit: batch });
  if (rows.length === 0) return null;
  const ids = JSON.stringify(rows.map((row) => row.webhook_event_id));
  const lease = store.lease.with({ worker, ids, nowMs, untilMs: nowMs + leaseMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
  const mine = new Set(
    (await deps.database.all(store.leased, { worker, ids })).map((row) => row.webhook_event_id),
  );
  return rows.filter((row) => mine.has(row.webhook_event_id));
}

async function giveBack(deps: Deps, worker: string, rows: readonly Row[]): Promise<void> {
  const ids = JSON.stringify(rows.map((row) => row.webhook_event_id));
  const release = store.release.with({ worker, ids });
  const why = "events that were not worked on need not wait for the lease to end";
  await deps.database.commit(housekeeping(why, [release])).catch(() => undefined);
}

/**
 * What a batch changes and that it is done are one commit, so that no event counts twice. Where that fails, each half is
 * tried alone, down to the event that is to blame, so that it takes none of its neighbours with it.
 * @throws Overloaded, OutcomeUnknown or TooSlow, where it is the database.
 */
async function workBatch(deps: Deps, worker: string, rows: readonly Row[]): Promise<void> {
  if (rows.length === 0) return;
  try {
    await commitBatch(deps, worker, rows);
  } catch (failure) {
    if ([Overloaded, OutcomeUnknown, TooSlow].some((kind) => failure instanceof kind)) throw failure;
    const [only] = rows;
    if (rows.length === 1 && only !== undefined) return blame(deps, worker, only, failure);
    const half = Math.ceil(rows.length / 2);
    await workBatch(deps, worker, rows.slice(0, half));
    await workBatch(deps, worker, rows.slice(half));
  }
}

async function commitBatch(deps: Deps, worker: string, rows: readonly Row[]): Promise<void> {
  const events: LineEvent[] = [];
  const nowMs = deps.clock.nowMs();
  const settled = rows.map((row) => {
    const end = (status: store.Status, bodyAfter: string | null = null) =>
      settledRow(row, worker, { status, dueAtMs: nowMs, failure: null, bodyAfter });
    try {
      const event = readEvent(row);
      if (event === null) return end("ignored");
      events.push(event);
      return end("done", event.bodyAfter);
    } catch (failure) {
      return failedRow(deps, worker, row, failure);
    }
  });
  const effects = await planEffects(deps, events);
  const why = "what LINE told us, and what is answered to it";
  await deps.database.commit(housekeeping(why, [...effects, store.settle.with(settled)]));
}

/** One event alone failed, or is not ours any more, or was answered in a life of its row that was forgotten since. */
async function blame(deps: Deps, worker: string, row: Row, failure: unknown): Promise<void> {
  if (failure instanceof Conflict && failure.constraint === "line_event_lease") return;
  const settled = store.settle.with([
    failure instanceof Duplicate ? doneBefore(deps, worker, row) : failedRow(deps, worker, row, failure),
  ]);
  await deps.database.commit(housekeeping("a failed event waits or lies dead", [settled]));
}

/** Everything that an event does is in one commit, so where its answer is there already, so is the rest. */
function doneBefore(deps: Deps, worker: string, row: Row) {
  const bodyAfter = readEvent(row)?.bodyAfter ?? null;
  return settledRow(row, worker, { status: "done", dueAtMs: deps.clock.nowMs(), failure: null, bodyAfter });
}

function failedRow(deps: Deps, worker: string, row: Row, failure: unknown) {
  const dead = row.attempts + 1 >= attemptsMax;
  const { webhook_event_id: id, type } = row;
  deps.log.warn("inbox.event_failed", { id, type, dead, failure: failureText(failure) });
  return settledRow(row, worker, {
    status: dead ? "dead" : "waiting",
    dueAtMs: deps.clock.nowMs() + 1000 * 2 ** row.attempts,
    failure: failureText(failure).slice(0, 500),
    bodyAfter: null,
  });
}

interface End {
  readonly status: store.Status;
  readonly dueAtMs: number;
  readonly failure: string | null;
  readonly bodyAfter: string | null;
}

/** In the order of the columns of `store.settle`. */
function settledRow(row: Row, worker: string, { status, dueAtMs, failure, bodyAfter }: End) {
  return [row.webhook_event_id, status, row.attempts + 1, dueAtMs, failure, bodyAfter, worker] as const;
}
