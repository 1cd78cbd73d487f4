import { type Kysely, sql } from "kysely";
import { prepare } from "../../platform/database/prepared.ts";
import type { Tables } from "../../platform/database/tables.ts";

/**
 * How batches ended. Where all of a batch went one way its row says so; whoever went another gets a reason of their own first.
 * Each may be written twice without harm.
 */

/** Of a batch whose people have rows of their own since it was halved: who was left out, and halves that were not sent. */
export const reasonsOfHalves = prepare<{ runId: number }>()((db, p) =>
  db
    .updateTable("campaign_recipient")
    .set({
      reason: sql<"unknown">`(select case
          when w.left_out = 'member_left' then case when o.status = 'unknown' then 'left_in_doubt' else 'left' end
          when w.left_out is not null then w.left_out else o.status end
        from outbox o join outbox_recipient w on w.message_id = o.message_id
        where o.run_id = campaign_recipient.run_id and o.batch = campaign_recipient.batch
          and w.member_id = campaign_recipient.member_id)`,
    })
    .where("run_id", "=", p.runId)
    .where("reason", "is", null)
    .where("member_id", "in", (eb) =>
      eb
        .selectFrom("campaign_batch")
        .innerJoin("outbox", (join) =>
          join
            .onRef("outbox.run_id", "=", "campaign_batch.run_id")
            .onRef("outbox.batch", "=", "campaign_batch.batch"),
        )
        .innerJoin("outbox_recipient", "outbox_recipient.message_id", "outbox.message_id")
        .select(sql<number>`outbox_recipient.member_id`.as("member_id"))
        .where("campaign_batch.run_id", "=", p.runId)
        .where("campaign_batch.status", "=", "queued")
        .where("outbox.roster", "=", 0)
        .where("outbox.status", "!=", "waiting")
        .where((or) =>
          or.or([or("outbox.status", "!=", "sent"), or("outbox_recipient.left_out", "is not", null)]),
        ),
    ),
);

/** Of a batch of pushes: those that were not sent. */
export const reasonsOfPushes = prepare<{ runId: number }>()((db, p) =>
  db
    .updateTable("campaign_recipient")
    .set({
      reason: sql<"unknown">`(select case when o.outcome = 'member_left' then 'left'
          when o.outcome = 'unknown_user' then 'unknown_user' else o.status end
        from outbox o where o.run_id = campaign_recipient.run_id and o.batch = campaign_recipient.batch
          and o.member_id = campaign_recipient.member_id)`,
    })
    .where("run_id", "=", p.runId)
    .where("reason", "is", null)
    .where("member_id", "in", (eb) =>
      eb
        .selectFrom("campaign_batch")
        .innerJoin("outbox", (join) =>
          join
            .onRef("outbox.run_id", "=", "campaign_batch.run_id")
            .onRef("outbox.batch", "=", "campaign_batch.batch"),
        )
        .select(sql<number>`outbox.member_id`.as("member_id"))
        .where("campaign_batch.run_id", "=", p.runId)
        .where("campaign_batch.status", "=", "queued")
        .where("outbox.kind", "=", "push")
        .where("outbox.status", "not in", ["waiting", "sent"]),
    ),
);

/** Batches of which nothing waits any more: sent where anybody of them was sent to, since all others have their reasons. */
export const settleBatches = prepare<{ runId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign_batch")
    .set({
      status: sql<"sent">`(select case min(case o.status when 'sent' then 1 when 'unknown' then 2 when 'refused' then 3 else 4 end)
          when 1 then 'sent' when 2 then 'unknown' when 3 then 'refused' else 'dropped' end
        from outbox o where o.run_id = campaign_batch.run_id and o.batch = campaign_batch.batch)`,
      settled_at_ms: p.nowMs,
    })
    .where("run_id", "=", p.runId)
    .where("status", "=", "queued")
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("outbox")
            .select("message_id")
            .whereRef("outbox.run_id", "=", "campaign_batch.run_id")
            .whereRef("outbox.batch", "=", "campaign_batch.batch")
            .where("outbox.status", "=", "waiting"),
        ),
      ),
    ),
);

/** What is left to do of a run. */
export const leftOfRun = prepare<{ runId: number }>()((db, p) =>
  db
    .selectFrom("campaign_run")
    .select((eb) => [
      ...(["frozen", "queued"] as const).map((status) =>
        eb
          .selectFrom("campaign_batch")
          .select((s) => s.fn.countAll<number>().as("n"))
          .where("campaign_batch.run_id", "=", p.runId)
          .where("campaign_batch.status", "=", status)
          .as(status),
      ),
    ])
    .where("run_id", "=", p.runId),
);

/** Sent, or cancelled, when nothing of it is under way. */
export const endRun = prepare<{ runId: number; from: string; to: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ status: endSlot(p.to), ended_at_ms: p.nowMs, leased_until_ms: 0 })
    .where("run_id", "=", p.runId)
    .where("status", "=", endSlot(p.from)),
);

/** A parameter's type is any text while the column knows its words; `work.ts` alone gives them. */
function endSlot(slot: string): "sent" | "cancelled" {
  return slot as "sent" | "cancelled";
}

/** Whoever of the batches that are settled at this moment was not sent to, and of whom nobody doubts it. */
export function notSentNow(db: Kysely<Tables>, p: { readonly runId: number; readonly nowMs: number }) {
  return db
    .selectFrom("campaign_batch")
    .innerJoin("campaign_recipient", (join) =>
      join
        .onRef("campaign_recipient.run_id", "=", "campaign_batch.run_id")
        .onRef("campaign_recipient.member_id", ">=", "campaign_batch.first_member_id")
        .onRef("campaign_recipient.member_id", "<=", "campaign_batch.last_member_id")
        .onRef("campaign_recipient.batch", "=", "campaign_batch.batch"),
    )
    .select("campaign_recipient.member_id")
    .where("campaign_batch.run_id", "=", p.runId)
    .where("campaign_batch.settled_at_ms", "=", p.nowMs)
    .where((eb) =>
      eb.or([
        eb("campaign_recipient.reason", "not in", ["unknown", "left_in_doubt"]),
        eb.and([
          eb("campaign_recipient.reason", "is", null),
          eb("campaign_batch.status", "in", ["refused", "dropped"]),
        ]),
      ]),
    );
}
