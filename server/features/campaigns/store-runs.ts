import { sql } from "kysely";
import { isAmong } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** The statements about runs and their batches while they are sent. */

export const openRuns = prepare<Record<never, never>>()((db) =>
  db.selectFrom("campaign_run").selectAll().where("ended_at_ms", "is", null).orderBy("run_id").limit(50),
);

export const runById = prepare<{ runId: number }>()((db, p) =>
  db.selectFrom("campaign_run").selectAll().where("run_id", "=", p.runId),
);

export const leaseRun = prepare<{ runId: number; worker: string; nowMs: number; untilMs: number }>()(
  (db, p) =>
    db
      .updateTable("campaign_run")
      .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
      .where("run_id", "=", p.runId)
      .where("ended_at_ms", "is", null)
      .where("leased_until_ms", "<", p.nowMs),
);

/** Keeps a lease, or gives it back where `untilMs` is 0. */
export const keepLease = prepare<{ runId: number; worker: string; untilMs: number }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ leased_until_ms: p.untilMs })
    .where("run_id", "=", p.runId)
    .where("leased_by", "=", p.worker),
);

export const lastMember = prepare<Record<never, never>>()((db) =>
  db.selectFrom("member").select((eb) => eb.fn.max("member_id").as("last")),
);

export const setRunStatus = prepare<{ runId: number; from: string; to: string }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ status: statusSlot(p.to) })
    .where("run_id", "=", p.runId)
    .where("status", "=", statusSlot(p.from)),
);

/** A parameter's type is any text while the column knows its words; the callers give one of them. */
function statusSlot(slot: string): "freezing" | "sending" {
  return slot as "freezing" | "sending";
}

export const nextBatches = prepare<{ runId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("campaign_batch")
    .select(["batch", "variant", "language", "first_member_id", "last_member_id"])
    .where("run_id", "=", p.runId)
    .where("status", "=", "frozen")
    .orderBy("batch")
    .limit(p.limit),
);

export const batchesUnderWay = prepare<{ runId: number }>()((db, p) =>
  db
    .selectFrom("campaign_batch")
    .select((eb) => eb.fn.countAll<number>().as("batches"))
    .where("run_id", "=", p.runId)
    .where("status", "=", "queued"),
);

/** Those that got a request; of the others nobody was left. */
export const markQueued = prepare<{ runId: number; batches: string; nowMs: number }>()((db, p, dialect) =>
  db
    .updateTable("campaign_batch")
    .set({
      status: sql<"queued" | "empty">`case when exists (select 1 from outbox
        where outbox.run_id = campaign_batch.run_id and outbox.batch = campaign_batch.batch) then 'queued' else 'empty' end`,
      queued_at_ms: p.nowMs,
    })
    .where("run_id", "=", p.runId)
    .where(isAmong(dialect, "campaign_batch.batch", p.batches))
    .where("status", "=", "frozen"),
);
