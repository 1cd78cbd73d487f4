import type { Database } from "../../platform/database/database.ts";
import { isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";
import { statusSlot } from "./store.ts";

/** The console's queries on line_event. */

const shown = [
  "webhook_event_id",
  "type",
  "status",
  "occurred_at_ms",
  "received_at_ms",
  "attempts",
  "due_at_ms",
  "failure",
] as const;

/** LINE's event ids sort by time: newest first. */
export const eventsBefore = prepare<{ status: string; before: string; limit: number }>()((db, p) =>
  db
    .selectFrom("line_event")
    .select(shown)
    .where("status", "=", statusSlot(p.status))
    .where("webhook_event_id", "<", p.before)
    .orderBy("webhook_event_id", "desc")
    .limit(p.limit),
);

export const eventById = prepare<{ id: string }>()((db, p) =>
  db
    .selectFrom("line_event")
    .select([...shown, "body"])
    .where("webhook_event_id", "=", p.id),
);

export const oldestWaiting = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("line_event")
    .select("received_at_ms")
    .where("status", "=", "waiting")
    .orderBy("due_at_ms")
    .limit(1),
);

export const deadIds = prepare<{ limit: number }>()((db, p) =>
  db
    .selectFrom("line_event")
    .select("webhook_event_id")
    .where("status", "=", "dead")
    .orderBy("webhook_event_id")
    .limit(p.limit),
);

/** `ids` is a JSON array. What somebody else has replayed meanwhile is left as it is. */
export const replay = prepare<{ ids: string; nowMs: number }>()((db, p, dialect) =>
  db
    .updateTable("line_event")
    .set({ status: "waiting", attempts: 0, due_at_ms: p.nowMs, failure: null })
    .where(isAmongTexts(dialect, "webhook_event_id", p.ids))
    .where("status", "=", "dead"),
);

export function countsByStatus(db: Database["report"]) {
  return db
    .selectFrom("line_event")
    .select((eb) => ["status", eb.fn.countAll<number>().as("events")])
    .groupBy("status")
    .execute();
}
