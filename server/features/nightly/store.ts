import { prepare } from "../../platform/database/prepared.ts";

/** Every query on nightly_chunk and nightly_run stands here. */

export type ChunkKey = { readonly programmeId: number; readonly today: string; readonly fromId: number };

type DateKey = { programmeId: number; today: string };

export const finishedRun = prepare<DateKey>()((db, p) =>
  db
    .selectFrom("nightly_run")
    .select("business_date")
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "=", p.today),
);

export const insertChunk = prepare<ChunkKey & { toId: number }>()((db, p) =>
  db.insertInto("nightly_chunk").values({
    programme_id: p.programmeId,
    business_date: p.today,
    from_account_id: p.fromId,
    to_account_id: p.toId,
    // None so far.
    ranks_seen_to_id: 0,
    leased_by: null,
    done_at_ms: null,
  }),
);

export const chunksOf = prepare<DateKey>()((db, p) =>
  db
    .selectFrom("nightly_chunk")
    .selectAll()
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "=", p.today)
    .orderBy("from_account_id"),
);

/** Takes a chunk unless somebody else has taken it meanwhile; `chunkOf` says who has it. */
export const leaseChunk = prepare<ChunkKey & { worker: string; nowMs: number; untilMs: number }>()((db, p) =>
  db
    .updateTable("nightly_chunk")
    .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "=", p.today)
    .where("from_account_id", "=", p.fromId)
    .where("done_at_ms", "is", null)
    .where("leased_until_ms", "<", p.nowMs),
);

export const chunkOf = prepare<ChunkKey & { worker: string }>()((db, p) =>
  db
    .selectFrom("nightly_chunk")
    .selectAll()
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "=", p.today)
    .where("from_account_id", "=", p.fromId)
    .where("leased_by", "=", p.worker)
    .where("done_at_ms", "is", null),
);

/** Counts what a page did, in the same commit, and keeps the lease of whoever still has it. */
export const countPage = prepare<
  ChunkKey & {
    worker: string;
    untilMs: number;
    accounts: number;
    pointsActivated: number;
    pointsLapsed: number;
    ranksChanged: number;
  }
>()((db, p) =>
  db
    .updateTable("nightly_chunk")
    .set((eb) => ({
      accounts: eb("accounts", "+", eb.cast<number>(eb.val(p.accounts), "bigint")),
      points_activated: eb("points_activated", "+", eb.cast<number>(eb.val(p.pointsActivated), "bigint")),
      points_lapsed: eb("points_lapsed", "+", eb.cast<number>(eb.val(p.pointsLapsed), "bigint")),
      ranks_changed: eb("ranks_changed", "+", eb.cast<number>(eb.val(p.ranksChanged), "bigint")),
      leased_until_ms: eb
        .case()
        .when("leased_by", "=", p.worker)
        .then(eb.cast<number>(eb.val(p.untilMs), "bigint"))
        .else(eb.ref("leased_until_ms"))
        .end(),
    }))
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "=", p.today)
    .where("from_account_id", "=", p.fromId),
);

/** Gives a chunk back, to be gone on with, or done where `doneAtMs` says when. */
export const leaveChunk = prepare<
  ChunkKey & { worker: string; ranksSeenToId: number; doneAtMs: number | null }
>()((db, p) =>
  db
    .updateTable("nightly_chunk")
    .set({
      ranks_seen_to_id: p.ranksSeenToId,
      leased_by: null,
      leased_until_ms: 0,
      done_at_ms: p.doneAtMs,
    })
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "=", p.today)
    .where("from_account_id", "=", p.fromId)
    .where("leased_by", "=", p.worker),
);

export const insertRun = prepare<
  DateKey & {
    accounts: number;
    pointsActivated: number;
    pointsLapsed: number;
    ranksChanged: number;
    nowMs: number;
  }
>()((db, p) =>
  db.insertInto("nightly_run").values({
    programme_id: p.programmeId,
    business_date: p.today,
    accounts: p.accounts,
    points_activated: p.pointsActivated,
    points_lapsed: p.pointsLapsed,
    ranks_changed: p.ranksChanged,
    finished_at_ms: p.nowMs,
  }),
);

/** Of this date and of earlier ones, whose rest the run of this date has done. */
export const dropChunks = prepare<DateKey>()((db, p) =>
  db
    .deleteFrom("nightly_chunk")
    .where("programme_id", "=", p.programmeId)
    .where("business_date", "<=", p.today),
);
