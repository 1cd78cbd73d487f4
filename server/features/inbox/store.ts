import { prepare } from "../../platform/database/prepared.ts";

/** Every query on line_event stands here. */

/** An event that is there already is left as it is: LINE delivers at least once. */
export const keepEvent = prepare<{
  id: string;
  type: string;
  occurredAtMs: number;
  nowMs: number;
  body: string;
}>()((db, p) =>
  db
    .insertInto("line_event")
    .values({
      webhook_event_id: p.id,
      type: p.type,
      occurred_at_ms: p.occurredAtMs,
      received_at_ms: p.nowMs,
      body: p.body,
      status: "waiting",
      due_at_ms: p.nowMs,
    })
    .onConflict((conflict) => conflict.doNothing()),
);

export const anyDue = prepare<{ nowMs: number }>()((db, p) =>
  db
    .selectFrom("line_event")
    .select("webhook_event_id")
    .where("status", "=", "waiting")
    .where("due_at_ms", "<=", p.nowMs)
    .where("leased_until_ms", "<", p.nowMs)
    .limit(1),
);

export const lease = prepare<{ worker: string; nowMs: number; untilMs: number; limit: number }>()((db, p) =>
  db
    .updateTable("line_event")
    .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("webhook_event_id", "in", (eb) =>
      eb
        .selectFrom("line_event")
        .select("webhook_event_id")
        .where("status", "=", "waiting")
        .where("due_at_ms", "<=", p.nowMs)
        .where("leased_until_ms", "<", p.nowMs)
        .orderBy("due_at_ms")
        .limit(p.limit),
    ),
);

export const leased = prepare<{ worker: string }>()((db, p) =>
  db
    .selectFrom("line_event")
    .selectAll()
    .where("leased_by", "=", p.worker)
    .where("status", "=", "waiting")
    .orderBy("occurred_at_ms"),
);

export const settle = prepare<{
  id: string;
  worker: string;
  status: "waiting" | "done" | "ignored" | "dead";
  attempts: number;
  dueAtMs: number;
  failure: string | null;
}>()((db, p) =>
  db
    .updateTable("line_event")
    .set({
      status: p.status,
      attempts: p.attempts,
      due_at_ms: p.dueAtMs,
      failure: p.failure,
      leased_by: null,
      leased_until_ms: 0,
    })
    .where("webhook_event_id", "=", p.id)
    .where("leased_by", "=", p.worker),
);

/** LINE's event ids are ULIDs, so they sort by time. What still waits or lies dead is kept. */
export const forgetEvents = prepare<{ before: string }>()((db, p) =>
  db
    .deleteFrom("line_event")
    .where("webhook_event_id", "<", p.before)
    .where("status", "in", ["done", "ignored"]),
);
