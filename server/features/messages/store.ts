import type { Database } from "../../platform/database/database.ts";
import { type Dialect, prepare } from "../../platform/database/prepared.ts";
import { lineUnits } from "../../platform/outbox/index.ts";

/** What the console asks of the outbox. The tables are the outbox's own. */

export interface ListAsked {
  readonly status: string | null;
  readonly reason: string | null;
  /** Ids from the first to before the second: an id begins with the time at which it was made. */
  readonly fromId: string | null;
  readonly beforeId: string | null;
  readonly limit: number;
}

const columns = [
  "outbox.message_id",
  "outbox.kind",
  "outbox.reason",
  "outbox.people",
  "outbox.status",
  "outbox.outcome",
  "outbox.messages",
  "outbox.queued_at_ms",
  "outbox.settled_at_ms",
  "member.public_id as member_public_id",
  "member.name as member_name",
] as const;

/** Messages to anybody, the newest first. A filter that few rows pass may read many: hence a report. */
export function messagesToAll(report: Database["report"], asked: ListAsked) {
  return narrowed(report, asked).execute();
}

/** Those to one member alone, and those to many of whom they are one: each along an index of its own. */
export async function messagesToOne(report: Database["report"], asked: ListAsked, memberId: number) {
  const [alone, among] = await Promise.all([
    narrowed(report, asked).where("outbox.member_id", "=", memberId).execute(),
    narrowed(report, asked)
      .innerJoin("outbox_recipient", "outbox_recipient.message_id", "outbox.message_id")
      .where("outbox_recipient.member_id", "=", memberId)
      .execute(),
  ]);
  const newestFirst = [...alone, ...among].sort((a, b) => (a.message_id < b.message_id ? 1 : -1));
  return newestFirst.slice(0, asked.limit);
}

function narrowed(report: Database["report"], asked: ListAsked) {
  let query = report
    .selectFrom("outbox")
    .leftJoin("member", "member.member_id", "outbox.member_id")
    .select(columns)
    .orderBy("outbox.message_id", "desc")
    .limit(asked.limit);
  const { status, reason, fromId, beforeId } = asked;
  if (status !== null) query = query.where("outbox.status", "=", statusSlot(status));
  if (reason !== null) query = query.where("outbox.reason", "=", reason);
  if (fromId !== null) query = query.where("outbox.message_id", ">=", fromId);
  if (beforeId !== null) query = query.where("outbox.message_id", "<", beforeId);
  return query;
}

type Status = "waiting" | "sent" | "refused" | "unknown" | "dropped";

/** The routes' schema lets only these through. */
function statusSlot(status: string): Status {
  return status as Status;
}

export type ListedRow = Awaited<ReturnType<typeof messagesToAll>>[number];

export const messageById = prepare<{ messageId: string }>()((db, p) =>
  db
    .selectFrom("outbox")
    .leftJoin("member", "member.member_id", "outbox.member_id")
    .select([
      ...columns,
      "outbox.dedupe_key",
      "outbox.line_user_id",
      "outbox.member_id",
      "outbox.attempts",
      "outbox.tried_at_ms",
      "outbox.due_at_ms",
      "outbox.leased_until_ms",
      "outbox.line_status",
      "outbox.line_request_id",
      "outbox.line_accepted_request_id",
      "outbox.line_answer",
    ])
    .where("outbox.message_id", "=", p.messageId),
);

export const messageIdByKey = prepare<{ dedupeKey: string }>()((db, p) =>
  db.selectFrom("outbox").select("message_id").where("dedupe_key", "=", p.dedupeKey),
);

/** How many of a status were queued since an id was made, along the index of what waits or went wrong. */
export async function countOf(report: Database["report"], status: Status, sinceId: string): Promise<number> {
  const row = await report
    .selectFrom("outbox")
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .where("status", "=", status)
    .where("message_id", ">=", sinceId)
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** What LINE counts of those queued since an id was made. */
export async function unitsSince(
  report: Database["report"],
  dialect: Dialect,
  sinceId: string,
): Promise<number> {
  const row = await report
    .selectFrom("outbox")
    .where("status", "=", "sent")
    .where("kind", "!=", "reply")
    .where("message_id", ">=", sinceId)
    .select((eb) => eb.fn.sum<number>(lineUnits(dialect)).as("units"))
    .executeTakeFirstOrThrow();
  return Number(row.units);
}

/** How much waits, and how many people it is for, by reason. */
export async function waitingByReason(report: Database["report"]) {
  const rows = await report
    .selectFrom("outbox")
    .select((eb) => [
      "reason",
      eb.fn.countAll<number>().as("messages"),
      eb.fn.sum<number>("people").as("people"),
      eb.fn.min<number>("queued_at_ms").as("oldest_at_ms"),
      eb.fn.max<string>("message_id").as("newest_id"),
    ])
    .where("status", "=", "waiting")
    .groupBy("reason")
    .orderBy("reason")
    .execute();
  return rows.map((row) => ({
    reason: row.reason,
    messages: Number(row.messages),
    people: Number(row.people),
    oldestAtMs: Number(row.oldest_at_ms),
    newestId: row.newest_id,
  }));
}

/** Who stopped and resumed sending since an id was made. The audit log has no index by action, so it is given days. */
export function switchings(report: Database["report"], sinceId: string) {
  return report
    .selectFrom("audit")
    .select(["at_ms", "actor_kind", "actor_id", "action", "details"])
    .where("audit_id", ">=", sinceId)
    .where("action", "in", ["messages.stop", "messages.resume"])
    .orderBy("audit_id", "desc")
    .limit(20)
    .execute();
}

/** The oldest of a reason that waits; grouped, because a bare `min` would go through all that is settled to find it. */
export async function oldestWaiting(report: Database["report"], reason: string): Promise<string | null> {
  const row = await report
    .selectFrom("outbox")
    .select((eb) => eb.fn.min<string>("message_id").as("message_id"))
    .where("status", "=", "waiting")
    .where("reason", "=", reason)
    .groupBy("reason")
    .executeTakeFirst();
  return row?.message_id ?? null;
}

/** What a plan dropped among some ids, both included, by the moment it was made at. */
export async function droppedAt(
  report: Database["report"],
  reason: string,
  { fromId, untilId }: { readonly fromId: string; readonly untilId: string },
  atMs: number,
) {
  const row = await report
    .selectFrom("outbox")
    .select((eb) => [eb.fn.countAll<number>().as("messages"), eb.fn.sum<number>("people").as("people")])
    .where("status", "in", ["dropped", "unknown"])
    .where("outcome", "in", ["dropped_by_hand", "dropped_in_doubt"])
    .where("reason", "=", reason)
    .where("settled_at_ms", "=", atMs)
    .where("message_id", ">=", fromId)
    .where("message_id", "<=", untilId)
    .executeTakeFirstOrThrow();
  return { messages: Number(row.messages), people: Number(row.people ?? 0) };
}
