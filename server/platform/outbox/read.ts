import type { LineMessage } from "../../../shared/messages/types.ts";
import type { Deps } from "../../deps.ts";
import type { Outcome, Status } from "./outcomes.ts";
import type { Kind, Reason } from "./reasons.ts";

/** One message as a person looks it up: why, when, and what LINE answered. Times are UTC milliseconds. */
export interface MessageRow {
  readonly messageId: string;
  readonly kind: Kind;
  readonly reason: Reason;
  /** Null for a multicast, whose people stand in its recipients, and for whom no member is known. */
  readonly memberId: number | null;
  readonly people: number;
  readonly status: Status;
  readonly outcome: Outcome | null;
  readonly attempts: number;
  readonly queuedAtMs: number;
  /** When it is tried next, where it waits. */
  readonly dueAtMs: number;
  readonly triedAtMs: number | null;
  readonly settledAtMs: number | null;
  readonly lineStatus: number | null;
  /** LINE's number of its last answer, and of the answer of the request it had accepted, where that was another one. */
  readonly lineRequestId: string | null;
  readonly lineAcceptedRequestId: string | null;
  readonly lineAnswer: string | null;
}

export interface MessagesAsked {
  readonly memberId?: number;
  readonly status?: Status;
  readonly reason?: Reason;
  /** The last of the page before. */
  readonly before?: string;
  /** 1 to 100. */
  readonly limit: number;
}

const columns = [
  ...(["message_id", "kind", "reason", "member_id", "people", "status", "outcome", "attempts"] as const),
  ...(["queued_at_ms", "due_at_ms", "tried_at_ms", "settled_at_ms"] as const),
  ...(["line_status", "line_request_id", "line_accepted_request_id", "line_answer"] as const),
] as const;

/** Messages, the newest first: those to one member, also where they were one of many, or all. */
export async function listMessages(
  deps: Pick<Deps, "database">,
  asked: MessagesAsked,
): Promise<readonly MessageRow[]> {
  const { memberId, status, reason, before, limit } = asked;
  let query = deps.database.point
    .selectFrom("outbox")
    .select(columns)
    .orderBy("message_id", "desc")
    .limit(Math.min(Math.max(limit, 1), 100));
  if (memberId !== undefined) {
    query = query.where(({ eb, or, selectFrom }) => {
      const among = selectFrom("outbox_recipient").select("message_id").where("member_id", "=", memberId);
      return or([eb("member_id", "=", memberId), eb("message_id", "in", among)]);
    });
  }
  if (status !== undefined) query = query.where("status", "=", status);
  if (reason !== undefined) query = query.where("reason", "=", reason);
  if (before !== undefined) query = query.where("message_id", "<", before);
  return (await query.execute()).map(rowOf);
}

/** One message with what it says; null where there is none by this id. */
export async function messageById(
  deps: Pick<Deps, "database">,
  messageId: string,
): Promise<(MessageRow & { readonly messages: readonly LineMessage[] }) | null> {
  const row = await deps.database.point
    .selectFrom("outbox")
    .select([...columns, "messages"])
    .where("message_id", "=", messageId)
    .executeTakeFirst();
  return row === undefined ? null : { ...rowOf(row), messages: messagesOf(row.messages) };
}

export interface RecipientRow {
  readonly nth: number;
  readonly memberId: number | null;
  /** Why this one of them is not sent to: they have left, or LINE knows nobody by their id. */
  readonly leftOut: string | null;
}

/** The people of a multicast in the order of its request, from `afterNth` on (-1: from the first). */
export async function recipientsOf(
  deps: Pick<Deps, "database">,
  messageId: string,
  { afterNth = -1, limit = 100 }: { readonly afterNth?: number; readonly limit?: number } = {},
): Promise<readonly RecipientRow[]> {
  const rows = await deps.database.point
    .selectFrom("outbox_recipient")
    .select(["nth", "member_id", "left_out"])
    .where("message_id", "=", messageId)
    .where("nth", ">", afterNth)
    .orderBy("nth")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ nth: row.nth, memberId: row.member_id, leftOut: row.left_out }));
}

export interface WaitingCount {
  readonly reason: Reason;
  readonly messages: number;
  readonly people: number;
}

/** How much waits, by reason. A report: with a million campaign rows it takes a moment. */
export async function countWaiting(deps: Pick<Deps, "database">): Promise<readonly WaitingCount[]> {
  const rows = await deps.database.report
    .selectFrom("outbox")
    .select(({ fn }) => [
      "reason",
      fn.countAll<number>().as("messages"),
      fn.sum<number>("people").as("people"),
    ])
    .where("status", "=", "waiting")
    .groupBy("reason")
    .orderBy("reason")
    .execute();
  return rows.map((row) => ({
    ...{ reason: reasonIn(row.reason), messages: Number(row.messages), people: Number(row.people) },
  }));
}

interface Stored {
  readonly message_id: string;
  readonly kind: Kind;
  readonly reason: string;
  readonly member_id: number | null;
  readonly people: number;
  readonly status: Status;
  readonly outcome: string | null;
  readonly attempts: number;
  readonly queued_at_ms: number;
  readonly due_at_ms: number;
  readonly tried_at_ms: number | null;
  readonly settled_at_ms: number | null;
  readonly line_status: number | null;
  readonly line_request_id: string | null;
  readonly line_accepted_request_id: string | null;
  readonly line_answer: string | null;
}

function rowOf(row: Stored): MessageRow {
  return {
    ...{ messageId: row.message_id, kind: row.kind, reason: reasonIn(row.reason), memberId: row.member_id },
    ...{ people: row.people, status: row.status, outcome: outcomeIn(row.outcome), attempts: row.attempts },
    ...{ queuedAtMs: row.queued_at_ms, dueAtMs: row.due_at_ms, triedAtMs: row.tried_at_ms },
    ...{ settledAtMs: row.settled_at_ms, lineStatus: row.line_status, lineRequestId: row.line_request_id },
    ...{ lineAcceptedRequestId: row.line_accepted_request_id, lineAnswer: row.line_answer },
  };
}

/** Only `queue.ts` writes this column. */
function reasonIn(column: string): Reason {
  return column as Reason;
}

/** Only the outbox writes this column. */
function outcomeIn(column: string | null): Outcome | null {
  return column as Outcome | null;
}

/** What `queue.ts` wrote, read back. */
export function messagesOf(text: string): readonly LineMessage[] {
  return JSON.parse(text) as readonly LineMessage[];
}
