import type { Asking } from "../database/database.ts";
import { type Bound, prepare } from "../database/prepared.ts";
import { laneOf, type Reason } from "./reasons.ts";

/**
 * A person decides that what waits is not sent at all. What is on its way at this moment, or settled, stays as it is. One whose
 * last try was not answered may have arrived: it is unknown, and says so.
 */
export function planDrop(messageId: string, nowMs: number): Bound[] {
  return [dropOne.with({ messageId, nowMs }), doubtOne.with({ messageId, nowMs })];
}

/**
 * The same for all of one reason that were queued up to a message: what comes after it was not seen by who decided. Their
 * lanes find what waits without a look at what is settled.
 */
export function planDropAll(reason: Reason, untilId: string, nowMs: number): Bound[] {
  const lanes = { pushLane: laneOf("push", reason), multicastLane: laneOf("multicast", reason) };
  const asked = { ...lanes, reason, untilId, nowMs };
  return [dropAll.with(asked), doubtAll.with(asked)];
}

/** The same for what an automation has said since a day, where the message speaks of nothing else. */
export function planDropAutomation(automationId: string, sinceOn: string, nowMs: number): Bound[] {
  const asked = { automationId, sinceOn, nowMs };
  return [dropAutomation.with(asked), doubtAutomation.with(asked)];
}

const dropOne = prepare<{ messageId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "dropped_by_hand", settled_at_ms: p.nowMs })
    .where("message_id", "=", p.messageId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is", null),
);

const doubtOne = prepare<{ messageId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "unknown", outcome: "dropped_in_doubt", settled_at_ms: p.nowMs })
    .where("message_id", "=", p.messageId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is not", null),
);

interface Asked extends Readonly<Record<string, string | number>> {
  readonly pushLane: number;
  readonly multicastLane: number;
  readonly reason: string;
  readonly untilId: string;
  readonly nowMs: number;
}

const dropAll = prepare<Asked>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "dropped_by_hand", settled_at_ms: p.nowMs })
    .where("status", "=", "waiting")
    .where("lane", "in", [p.pushLane, p.multicastLane])
    .where("reason", "=", p.reason)
    .where("message_id", "<=", p.untilId)
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is", null),
);

const doubtAll = prepare<Asked>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "unknown", outcome: "dropped_in_doubt", settled_at_ms: p.nowMs })
    .where("status", "=", "waiting")
    .where("lane", "in", [p.pushLane, p.multicastLane])
    .where("reason", "=", p.reason)
    .where("message_id", "<=", p.untilId)
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is not", null),
);

interface AskedAutomation extends Readonly<Record<string, string | number>> {
  readonly automationId: string;
  readonly sinceOn: string;
  readonly nowMs: number;
}

const dropAutomation = prepare<AskedAutomation>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "dropped_by_hand", settled_at_ms: p.nowMs })
    .where("dedupe_key", "in", (eb) => saidAlone(eb, p))
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is", null),
);

const doubtAutomation = prepare<AskedAutomation>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "unknown", outcome: "dropped_in_doubt", settled_at_ms: p.nowMs })
    .where("dedupe_key", "in", (eb) => saidAlone(eb, p))
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is not", null),
);

function saidAlone(eb: Asking<"outbox">, { automationId, sinceOn }: AskedAutomation) {
  return eb
    .selectFrom("automation_send as said")
    .select("said.message_key")
    .where("said.automation_id", "=", automationId)
    .where("said.sent_on", ">=", sinceOn)
    .where("said.message_key", "is not", null)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom("automation_send as beside")
            .select("beside.occasion")
            .whereRef("beside.member_id", "=", "said.member_id")
            .whereRef("beside.message_key", "=", "said.message_key")
            .whereRef("beside.automation_id", "<>", "said.automation_id"),
        ),
      ),
    )
    .$narrowType<{ message_key: string }>();
}
