import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { Conflict, Duplicate } from "../../platform/database/failures.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { highestAccountId } from "../points/index.ts";
import * as store from "./store.ts";

/** How the work of a date is shared: ranges of accounts, each taken by one process at a time under a lease. */

export type Chunk = store.ChunkKey & {
  readonly toId: number;
  /** Ranks of accounts up to this one were looked at. What is due of them need not change, so it does not tell. */
  readonly ranksSeenToId: number;
  /** Whoever has taken it. */
  readonly worker: string;
};

/** What was done, as a page and as a whole date count it. */
export interface Counts {
  readonly accounts: number;
  readonly pointsActivated: number;
  readonly pointsLapsed: number;
  readonly ranksChanged: number;
}

/** A dead process's chunk is free again after this; every page that is committed renews it. */
export const leaseMs = 60_000;
const accountsPerChunk = 20_000;
/** Accounts that are opened after the ranges were drawn are in the last one. */
const everAfter = Number.MAX_SAFE_INTEGER;

export type Turn =
  | { readonly kind: "chunk"; readonly chunk: Chunk }
  /** Others are at work on all that is left. */
  | { readonly kind: "wait" }
  | { readonly kind: "finished" };

/** A chunk to work on, drawn up first where nobody has; or what else there is to know. */
export async function nextTurn(deps: Deps, programmeId: number, today: CalendarDate): Promise<Turn> {
  for (;;) {
    const chunks = await deps.database.all(store.chunksOf, { programmeId, today });
    if (chunks.length === 0) {
      if (await isFinished(deps, programmeId, today)) return { kind: "finished" };
      await drawUp(deps, programmeId, today);
      continue;
    }
    const open = chunks.filter((chunk) => chunk.done_at_ms === null);
    if (open.length === 0) {
      await finish(deps, programmeId, today, chunks);
      return { kind: "finished" };
    }
    const nowMs = deps.clock.nowMs();
    const free = open.find((chunk) => chunk.leased_until_ms < nowMs);
    if (free === undefined) return { kind: "wait" };
    const chunk = await take(deps, { programmeId, today, fromId: free.from_account_id });
    if (chunk !== null) return { kind: "chunk", chunk };
  }
}

export async function isFinished(deps: Deps, programmeId: number, today: CalendarDate): Promise<boolean> {
  return (await deps.database.first(store.finishedRun, { programmeId, today })) !== undefined;
}

async function drawUp(deps: Deps, programmeId: number, today: CalendarDate): Promise<void> {
  const count = Math.max(1, Math.ceil((await highestAccountId(deps)) / accountsPerChunk));
  const inserts = Array.from({ length: count }, (_, index) =>
    store.insertChunk.with({
      programmeId,
      today,
      fromId: index * accountsPerChunk + 1,
      toId: index === count - 1 ? everAfter : (index + 1) * accountsPerChunk,
    }),
  );
  try {
    await deps.database.commit(housekeeping("how work is shared is nobody's doing", inserts));
  } catch (failure) {
    // Another process has drawn the same ranges.
    if (!(failure instanceof Conflict)) throw failure;
  }
}

async function take(deps: Deps, key: store.ChunkKey): Promise<Chunk | null> {
  const nowMs = deps.clock.nowMs();
  const worker = deps.ids.ulid();
  const lease = store.leaseChunk.with({ ...key, worker, nowMs, untilMs: nowMs + leaseMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
  const row = await deps.database.first(store.chunkOf, { ...key, worker });
  return row === undefined
    ? null
    : { ...key, toId: row.to_account_id, ranksSeenToId: row.ranks_seen_to_id, worker };
}

/** The statement that counts a page in its chunk, and keeps the lease. */
export function counted(deps: Deps, { programmeId, today, fromId, worker }: Chunk, counts: Counts): Bound {
  return store.countPage.with({
    programmeId,
    today,
    fromId,
    worker,
    ...counts,
    untilMs: deps.clock.nowMs() + leaseMs,
  });
}

/** Gives a chunk back: done, or to be gone on with by whoever comes next. */
export async function leave(deps: Deps, chunk: Chunk, ranksSeenToId: number, done: boolean): Promise<void> {
  const { programmeId, today, fromId, worker } = chunk;
  const doneAtMs = done ? deps.clock.nowMs() : null;
  const plan = store.leaveChunk.with({ programmeId, today, fromId, worker, ranksSeenToId, doneAtMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [plan]));
}

interface ChunkRow {
  readonly accounts: number;
  readonly points_activated: number;
  readonly points_lapsed: number;
  readonly ranks_changed: number;
}

/** One row for the date in place of its chunks. Whoever writes it says so in the log, so it is said once. */
async function finish(
  deps: Deps,
  programmeId: number,
  today: CalendarDate,
  chunks: readonly ChunkRow[],
): Promise<void> {
  const counts: Counts = {
    accounts: chunks.reduce((sum, chunk) => sum + chunk.accounts, 0),
    pointsActivated: chunks.reduce((sum, chunk) => sum + chunk.points_activated, 0),
    pointsLapsed: chunks.reduce((sum, chunk) => sum + chunk.points_lapsed, 0),
    ranksChanged: chunks.reduce((sum, chunk) => sum + chunk.ranks_changed, 0),
  };
  const run = store.insertRun.with({ programmeId, today, ...counts, nowMs: deps.clock.nowMs() });
  const plan = [run, store.dropChunks.with({ programmeId, today })];
  try {
    await deps.database.commit(housekeeping("what was done has its audit rows; these are their sums", plan));
  } catch (failure) {
    if (failure instanceof Duplicate) return;
    throw failure;
  }
  deps.log.info("nightly.finished", { date: today, ...counts });
}
