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

/** Who of these batches is to be sent to, with what is known of them now. */
export const peopleOfBatches = prepare<{ runId: number; batches: string; programmeId: number }>()(
  (db, p, dialect) =>
    db
      .selectFrom("campaign_batch")
      // A batch is a stretch of members, with those of other batches in between: so many that no index pays.
      .innerJoin("campaign_recipient", (join) =>
        join
          .onRef("campaign_recipient.run_id", "=", "campaign_batch.run_id")
          .onRef("campaign_recipient.member_id", ">=", "campaign_batch.first_member_id")
          .onRef("campaign_recipient.member_id", "<=", "campaign_batch.last_member_id")
          .onRef("campaign_recipient.batch", "=", "campaign_batch.batch"),
      )
      .innerJoin("member", "member.member_id", "campaign_recipient.member_id")
      .innerJoin("account", "account.member_id", "campaign_recipient.member_id")
      .select(["campaign_recipient.member_id", "campaign_batch.batch", "member.name", "account.rank"])
      .select((eb) => eb("account.balance", "-", eb.ref("account.pending")).as("points"))
      .where("campaign_batch.run_id", "=", p.runId)
      .where(isAmong(dialect, "campaign_batch.batch", p.batches))
      .where("account.programme_id", "=", p.programmeId)
      .where("campaign_recipient.reason", "is", null)
      .where("member.line_user_id", "is not", null)
      .orderBy("campaign_recipient.member_id"),
);
