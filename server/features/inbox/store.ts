import { isAmongTexts, keepingRows, updatingRowsByText } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on line_event stands here, but for the console's, which stand in store-console.ts. */

/** An event that is there already is left as it is: LINE delivers at least once. */
export const keepEvents = keepingRows("line_event", {
  webhook_event_id: "text",
  type: "text",
  occurred_at_ms: "integer",
  received_at_ms: "integer",
  body: "text",
  status: "text",
  due_at_ms: "integer",
});

export const due = prepare<{ nowMs: number; limit: number }>()((db, p) =>
  db
    .selectFrom("line_event")
    .select(["webhook_event_id", "type", "occurred_at_ms", "received_at_ms", "body", "attempts"])
    .where("status", "=", "waiting")
    .where("due_at_ms", "<=", p.nowMs)
    .where("leased_until_ms", "<", p.nowMs)
    .orderBy("due_at_ms")
    .limit(p.limit),
);

/** `ids` is a JSON array of event ids, here and below. */
export const lease = prepare<{ worker: string; ids: string; nowMs: number; untilMs: number }>()(
  (db, p, dialect) =>
    db
      .updateTable("line_event")
      .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
      .where(isAmongTexts(dialect, "webhook_event_id", p.ids))
      .where("status", "=", "waiting")
      .where("leased_until_ms", "<", p.nowMs),
);

export const leased = prepare<{ worker: string; ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("line_event")
    .select("webhook_event_id")
    .where(isAmongTexts(dialect, "webhook_event_id", p.ids))
    .where("leased_by", "=", p.worker),
);

/** Events that were not even tried go back to the queue as they were. */
export const release = prepare<{ worker: string; ids: string }>()((db, p, dialect) =>
  db
    .updateTable("line_event")
    .set({ leased_by: null, leased_until_ms: 0 })
    .where(isAmongTexts(dialect, "webhook_event_id", p.ids))
    .where("leased_by", "=", p.worker)
    .where("status", "=", "waiting"),
);

/**
 * How events ended, by event: status, attempts, when they are due, why they failed, what is stored of them from now on
 * (null: as before), and by whom. Of an event that is leased to somebody else it refuses all that stands in the same plan.
 */
export const settle = updatingRowsByText(
  "line_event",
  "webhook_event_id",
  {
    status: "text",
    attempts: "integer",
    due_at_ms: "integer",
    failure: "text",
    body: "text",
    worker: "text",
  },
  [
    "status = given.status",
    "attempts = case when line_event.status = 'waiting' and line_event.leased_by = given.worker " +
      "then given.attempts else -1 end",
    "due_at_ms = given.due_at_ms",
    "failure = given.failure",
    "body = coalesce(given.body, line_event.body)",
    "leased_by = null",
    "leased_until_ms = 0",
  ],
);

/** Stored messages of one person that may hold a text; `pattern` finds the id of the message in the body. */
export const messagesLike = prepare<{ status: string; pattern: string }>()((db, p) =>
  db
    .selectFrom("line_event")
    .select(["webhook_event_id", "body"])
    .where("status", "=", statusSlot(p.status))
    .where("type", "=", "message")
    .where("body", "like", p.pattern),
);

export const rewriteBody = prepare<{ id: string; body: string }>()((db, p) =>
  db.updateTable("line_event").set({ body: p.body }).where("webhook_event_id", "=", p.id),
);

/**
 * LINE's event ids are ULIDs, so a range of them finds the old ones; an event is forgotten only when it came long ago as
 * well. What still waits is kept.
 */
export const forgetEvents = prepare<{ before: string; beforeMs: number }>()((db, p) =>
  db
    .deleteFrom("line_event")
    .where("webhook_event_id", "<", p.before)
    .where("received_at_ms", "<", p.beforeMs)
    .where("status", "in", ["done", "ignored"]),
);

export const forgetDead = prepare<{ before: string; beforeMs: number }>()((db, p) =>
  db
    .deleteFrom("line_event")
    .where("webhook_event_id", "<", p.before)
    .where("received_at_ms", "<", p.beforeMs)
    .where("status", "=", "dead"),
);

export type Status = "waiting" | "done" | "ignored" | "dead";

/** A parameter's type is any text while the column knows four; the callers pass one of them. */
export function statusSlot(slot: string): Status {
  return slot as Status;
}
