import { type Problem, problemsOf } from "../../../shared/messages/problems.ts";
import type { LineMessage } from "../../../shared/messages/types.ts";
import type { Deps } from "../../deps.ts";
import { insertingRows } from "../database/json-rows.ts";
import { type Bound, prepare } from "../database/prepared.ts";
import { type Kind, laneOf, type Reason } from "./reasons.ts";

/** A message to one person, written in the same commit as what it tells of, and sent as a push (which costs one message). */
export interface OutgoingMessage {
  /** One message per key, ever: e.g. `receipt:PURCHASE`. */
  readonly dedupeKey: string;
  readonly lineUserId: string;
  readonly memberId: number | null;
  readonly reason: Reason;
  /** 1 to 5. */
  readonly messages: readonly LineMessage[];
  /** Of a campaign: its run and batch, and the name by which LINE counts openings. */
  readonly run?: { readonly runId: number; readonly batch: number; readonly unit: string | null };
  /** The same name where no run is behind it. */
  readonly unit?: string;
}

/** An answer in the chat: free, by a token that is good for one use and for about a minute. */
export interface OutgoingReply extends OutgoingMessage {
  readonly replyToken: string;
  /** When the token's minute is over, UTC milliseconds. */
  readonly replyUntilMs: number;
  /** What happens when it is over: a push, which costs a message, or nothing. */
  readonly late: "push" | "silence";
}

/** One request for up to 500 people, with a row for each of them. */
export interface OutgoingMulticast {
  readonly dedupeKey: string;
  readonly reason: Reason;
  readonly recipients: readonly { readonly lineUserId: string; readonly memberId: number | null }[];
  readonly messages: readonly LineMessage[];
  /** LINE counts openings by this name: 1 to 30 of `a-z A-Z 0-9 _`, a thousand names a month. */
  readonly unit?: string;
}

/** LINE takes this many recipients in one multicast (Messaging API reference, "Send multicast message"). */
export const recipientsMax = 500;

const insertPush = prepare<{
  id: string;
  dedupeKey: string;
  lineUserId: string;
  memberId: number | null;
  reason: string;
  lane: number;
  messages: string;
  unit: string | null;
  runId: number | null;
  batch: number | null;
  retryKey: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("outbox").values({
    message_id: p.id,
    dedupe_key: p.dedupeKey,
    line_user_id: p.lineUserId,
    member_id: p.memberId,
    reason: p.reason,
    lane: p.lane,
    messages: p.messages,
    unit: p.unit,
    run_id: p.runId,
    batch: p.batch,
    retry_key: p.retryKey,
    status: "waiting",
    queued_at_ms: p.nowMs,
    due_at_ms: p.nowMs,
  }),
);

const insertReply = prepare<{
  id: string;
  dedupeKey: string;
  lineUserId: string;
  memberId: number | null;
  reason: string;
  lane: number;
  messages: string;
  retryKey: string;
  replyToken: string;
  replyUntilMs: number;
  late: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("outbox").values({
    message_id: p.id,
    dedupe_key: p.dedupeKey,
    kind: "reply",
    line_user_id: p.lineUserId,
    member_id: p.memberId,
    reason: p.reason,
    lane: p.lane,
    messages: p.messages,
    retry_key: p.retryKey,
    reply_token: p.replyToken,
    reply_until_ms: p.replyUntilMs,
    late: lateSlot(p.late),
    status: "waiting",
    queued_at_ms: p.nowMs,
    due_at_ms: p.nowMs,
  }),
);

/** A parameter's type is any text while the column knows two; `queuedReply` alone fills it. */
function lateSlot(slot: string | null): OutgoingReply["late"] {
  return slot as OutgoingReply["late"];
}

const insertMulticast = prepare<{
  id: string;
  dedupeKey: string;
  people: number;
  reason: string;
  lane: number;
  messages: string;
  unit: string | null;
  retryKey: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("outbox").values({
    message_id: p.id,
    dedupe_key: p.dedupeKey,
    kind: "multicast",
    line_user_id: "",
    people: p.people,
    reason: p.reason,
    lane: p.lane,
    messages: p.messages,
    unit: p.unit,
    retry_key: p.retryKey,
    status: "waiting",
    queued_at_ms: p.nowMs,
    due_at_ms: p.nowMs,
  }),
);

const insertRecipients = insertingRows("outbox_recipient", {
  message_id: "text",
  nth: "integer",
  line_user_id: "text",
  member_id: "integer",
});

/** What LINE would refuse is not sent; its row says so, and whatever it was to tell of is written all the same. */
const insertInvalid = prepare<{
  id: string;
  dedupeKey: string;
  kind: string;
  lineUserId: string;
  memberId: number | null;
  people: number;
  reason: string;
  lane: number;
  messages: string;
  unit: string | null;
  runId: number | null;
  batch: number | null;
  retryKey: string;
  replyToken: string | null;
  replyUntilMs: number | null;
  late: string | null;
  why: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("outbox").values({
    message_id: p.id,
    dedupe_key: p.dedupeKey,
    kind: kindSlot(p.kind),
    line_user_id: p.lineUserId,
    member_id: p.memberId,
    people: p.people,
    reason: p.reason,
    lane: p.lane,
    messages: p.messages,
    unit: p.unit,
    run_id: p.runId,
    batch: p.batch,
    retry_key: p.retryKey,
    reply_token: p.replyToken,
    reply_until_ms: p.replyUntilMs,
    late: lateSlot(p.late),
    status: "refused",
    outcome: "invalid_message",
    line_answer: p.why,
    queued_at_ms: p.nowMs,
    due_at_ms: p.nowMs,
    settled_at_ms: p.nowMs,
  }),
);

/** As `lateSlot`. */
function kindSlot(slot: string): Kind {
  return slot as Kind;
}

type Tools = Pick<Deps, "ids" | "clock">;

/** The outbox row of a message; its retry key is made now, before anyone can try to send it. */
export function queued(deps: Tools, message: OutgoingMessage): Bound {
  const { runId = null, batch = null, unit = null } = message.run ?? {};
  const lane = laneOf("push", message.reason);
  const of = { runId, batch, unit: unit ?? message.unit ?? null, lane };
  const row = { ...common(deps, message), ...whom(message), ...of };
  const why = wrongWith(message, row.messages);
  return why === null ? insertPush.with(row) : insertInvalid.with({ ...noReply, ...row, kind: "push", why });
}

/** The row of an answer. The key in it is for the push that it may become; a reply itself has none. */
export function queuedReply(deps: Tools, reply: OutgoingReply): Bound {
  const { replyToken, replyUntilMs, late, reason } = reply;
  const token = { replyToken, replyUntilMs, late };
  const row = { ...common(deps, reply), ...whom(reply), ...token, lane: laneOf("reply", reason) };
  const why = wrongWith(reply, row.messages);
  return why === null
    ? insertReply.with(row)
    : insertInvalid.with({ ...noRun, ...row, kind: "reply", unit: null, people: 1, why });
}

/**
 * The rows of one multicast: the request and its recipients.
 * @throws RangeError for none or more than 500 recipients.
 */
export function queuedMulticast(deps: Tools, multicast: OutgoingMulticast): Bound[] {
  const { recipients, reason, unit = null } = multicast;
  const people = recipients.length;
  if (people < 1 || people > recipientsMax) {
    throw new RangeError(`a multicast has 1 to ${recipientsMax} recipients, not ${people}`);
  }
  const row = { ...common(deps, multicast), lane: laneOf("multicast", reason), people, unit };
  const rows = recipients.map(({ lineUserId, memberId }, nth) => [row.id, nth, lineUserId, memberId]);
  const why = wrongWith(multicast, row.messages);
  const nobody = { ...noReply, ...row, kind: "multicast", lineUserId: "", memberId: null };
  const request = why === null ? insertMulticast.with(row) : insertInvalid.with({ ...nobody, why });
  return [request, insertRecipients.with(rows)];
}

const noRun = { runId: null, batch: null };
const noReply = { ...noRun, replyToken: null, replyUntilMs: null, late: null, unit: null, people: 1 };

/** What LINE would object to, in a line; null where it would not. */
function wrongWith({ messages }: { readonly messages: readonly LineMessage[] }, json: string): string | null {
  const problems = problemsOf(messages, json.length);
  return problems.length === 0 ? null : problems.map(problemText).join("; ").slice(0, 500);
}

function problemText({ path, code, limit, actual }: Problem): string {
  return limit === null ? `${path}: ${code}` : `${path}: ${code}, ${actual} of ${limit}`;
}

function common(deps: Tools, { dedupeKey, reason, messages }: OutgoingMessage | OutgoingMulticast) {
  return {
    ...{ id: deps.ids.ulid(), dedupeKey, reason, messages: JSON.stringify(messages) },
    ...{ retryKey: deps.ids.uuid(), nowMs: deps.clock.nowMs() },
  };
}

function whom({ lineUserId, memberId }: OutgoingMessage) {
  return { lineUserId, memberId };
}
