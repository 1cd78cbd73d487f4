import type { Deps } from "../../deps.ts";
import { housekeeping } from "../database/plan.ts";
import { prepare } from "../database/prepared.ts";
import type { SendOutcome } from "../line/gateway.ts";
import { messagesOf } from "./read.ts";

const leaseMs = 60_000;
const batch = 20;
/** LINE forgets a retry key after 24 hours; an hour before that a repetition could already be a second message. */
const giveUpAfterMs = 23 * 3_600_000;

const lease = prepare<{ worker: string; nowMs: number; untilMs: number; limit: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set((eb) => ({
      leased_by: p.worker,
      leased_until_ms: p.untilMs,
      // Before the first try and not after it: who dies in between must leave the moment behind.
      in_doubt_since_ms: eb.fn.coalesce("in_doubt_since_ms", eb.val(p.nowMs)),
    }))
    .where("status", "=", "waiting")
    .where("kind", "=", "push")
    .where("leased_until_ms", "<", p.nowMs)
    .where("message_id", "in", (eb) =>
      eb
        .selectFrom("outbox")
        .select("message_id")
        .where("status", "=", "waiting")
        .where("due_at_ms", "<=", p.nowMs)
        .where("leased_until_ms", "<", p.nowMs)
        .orderBy("lane")
        .orderBy("due_at_ms")
        .limit(p.limit),
    ),
);

const leased = prepare<{ worker: string }>()((db, p) =>
  db.selectFrom("outbox").selectAll().where("leased_by", "=", p.worker).where("status", "=", "waiting"),
);

const anyDue = prepare<{ nowMs: number }>()((db, p) =>
  db
    .selectFrom("outbox")
    .select("message_id")
    .where("status", "=", "waiting")
    .where("due_at_ms", "<=", p.nowMs)
    .where("leased_until_ms", "<", p.nowMs)
    .limit(1),
);

const settle = prepare<{
  id: string;
  worker: string;
  status: string;
  attempts: number;
  dueAtMs: number;
  firstTriedAtMs: number;
  settledAtMs: number | null;
  lineStatus: number | null;
  requestId: string | null;
  answer: string | null;
}>()((db, p) =>
  db
    .updateTable("outbox")
    .set({
      status: statusSlot(p.status),
      attempts: p.attempts,
      due_at_ms: p.dueAtMs,
      in_doubt_since_ms: p.firstTriedAtMs,
      settled_at_ms: p.settledAtMs,
      line_status: p.lineStatus,
      line_request_id: p.requestId,
      line_answer: p.answer,
      leased_by: null,
      leased_until_ms: 0,
    })
    .where("message_id", "=", p.id)
    .where("leased_by", "=", p.worker)
    .where("status", "=", "waiting"),
);

type Status = "waiting" | "sent" | "refused" | "unknown";

/** A parameter's type is any text while the column knows four; `settleOf` below is the only one that fills it. */
function statusSlot(slot: string): Status {
  return slot as Status;
}

/**
 * Sends what is due, a batch at a time, until nothing is or `untilMs` has come. Rows are leased, so that several
 * processes never send one at once; a process that dies leaves a lease that runs out and a retry key that makes the
 * next try harmless. Answers how many were tried.
 */
export async function sendDue(deps: Deps, untilMs: number): Promise<number> {
  let tried = 0;
  while (deps.clock.nowMs() < untilMs) {
    const nowMs = deps.clock.nowMs();
    if ((await deps.database.first(anyDue, { nowMs })) === undefined) break;
    const worker = deps.ids.ulid();
    const plan = lease.with({ worker, nowMs, untilMs: nowMs + leaseMs, limit: batch });
    await deps.database.commit(housekeeping("a lease is nobody's property", [plan]));
    const rows = await readLeased(deps, worker);
    if (rows.length === 0) break;
    await Promise.all(rows.map((row) => sendOne(deps, worker, row)));
    tried += rows.length;
  }
  return tried;
}

type Leased = Awaited<ReturnType<typeof readLeased>>[number];
function readLeased(deps: Deps, worker: string) {
  return deps.database.all(leased, { worker });
}

async function sendOne(deps: Deps, worker: string, row: Leased): Promise<void> {
  if (deps.clock.nowMs() - (row.in_doubt_since_ms ?? 0) > giveUpAfterMs) return giveUp(deps, worker, row);
  const outcome = await deps.line.push(row.line_user_id, messagesOf(row.messages), row.retry_key);
  const nowMs = deps.clock.nowMs();
  const settled = settleOf(outcome, row, nowMs);
  const calm = settled.status === "sent" || (settled.status === "waiting" && outcome.kind === "again");
  const level = calm ? "info" : "warn";
  deps.log[level](`outbox.${outcome.kind}`, {
    messageId: row.message_id,
    reason: row.reason,
    attempts: row.attempts + 1,
    lineStatus: settled.lineStatus,
  });
  const statement = settle.with({
    id: row.message_id,
    worker,
    attempts: row.attempts + 1,
    firstTriedAtMs: row.in_doubt_since_ms ?? nowMs,
    ...settled,
  });
  await deps.database.commit(housekeeping("what LINE answered is kept on the row itself", [statement]));
}

/** Nobody was here for a day to try again, and by now LINE may have forgotten that it took the message. */
async function giveUp(deps: Deps, worker: string, row: Leased): Promise<void> {
  const nowMs = deps.clock.nowMs();
  deps.log.warn("outbox.given_up", { messageId: row.message_id, reason: row.reason });
  const statement = settle.with({
    id: row.message_id,
    worker,
    status: "unknown",
    attempts: row.attempts,
    dueAtMs: row.due_at_ms,
    firstTriedAtMs: row.in_doubt_since_ms ?? nowMs,
    settledAtMs: nowMs,
    lineStatus: row.line_status,
    requestId: row.line_request_id,
    answer: row.line_answer,
  });
  await deps.database.commit(housekeeping("too late to try again without sending twice", [statement]));
}

interface Settled {
  readonly status: Status;
  readonly dueAtMs: number;
  readonly settledAtMs: number | null;
  readonly lineStatus: number | null;
  readonly requestId: string | null;
  readonly answer: string | null;
}

function settleOf(outcome: SendOutcome, row: Leased, nowMs: number): Settled {
  if (outcome.kind === "accepted") {
    return {
      status: "sent",
      dueAtMs: nowMs,
      settledAtMs: nowMs,
      lineStatus: outcome.status,
      requestId: outcome.requestId,
      answer: null,
    };
  }
  if (outcome.kind === "refused") {
    return {
      status: "refused",
      dueAtMs: nowMs,
      settledAtMs: nowMs,
      lineStatus: outcome.status,
      requestId: outcome.requestId,
      answer: outcome.answer,
    };
  }
  const monthly = outcome.kind === "month_used_up";
  const dueAtMs = nowMs + (monthly ? 3_600_000 : backoffMs(row.attempts, outcome.slow));
  const tooLate = dueAtMs - (row.in_doubt_since_ms ?? nowMs) > giveUpAfterMs;
  return {
    status: tooLate ? "unknown" : "waiting",
    dueAtMs,
    settledAtMs: tooLate ? nowMs : null,
    lineStatus: monthly ? 429 : outcome.status,
    requestId: monthly ? outcome.requestId : null,
    answer: outcome.answer,
  };
}

/** 1, 2, 4 … seconds, five minutes at the most; slower from the start where LINE asked for it. */
function backoffMs(attempts: number, slow: boolean): number {
  return Math.min(1000 * 2 ** attempts * (slow ? 4 : 1), 300_000);
}
