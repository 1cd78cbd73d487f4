import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type {
  CampaignsToMember,
  MessageCounts,
  MessageFound,
  MessageList,
} from "../../../shared/outbox/console.ts";
import type { MessagesAsked } from "../../../shared/outbox/schema.ts";
import type { Deps } from "../../deps.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { isCampaign, readSending, type SendingState } from "../../platform/outbox/index.ts";
import { runsOfMember } from "../campaigns/index.ts";
import { type Member, memberByPublicId, memberNumberOf } from "../members/index.ts";
import { answerOf, summaryOf } from "./answer.core.ts";
import { messagesIn, outcomeIn, reasonIn } from "./rows.ts";
import * as store from "./store.ts";

const pageSize = 50;

/**
 * Messages that a person asked for, the newest first.
 * @throws Refusal member.not_found where a member is asked for whom there is not.
 */
export async function messageList(deps: Deps, asked: MessagesAsked): Promise<MessageList> {
  const { timeZone } = deps.settings;
  const member = asked.member === undefined ? null : await existing(deps, asked.member);
  const dayAfter = asked.to === undefined ? null : ulidFloor(startOfDay(addDays(asked.to, 1), timeZone));
  const wanted: store.ListAsked = {
    status: asked.status ?? null,
    reason: asked.reason ?? null,
    fromId: asked.from === undefined ? null : ulidFloor(startOfDay(asked.from, timeZone)),
    beforeId: earlier(dayAfter, asked.before ?? null),
    limit: pageSize + 1,
  };
  const { report } = deps.database;
  const [rows, sending] = await Promise.all([
    member === null
      ? store.messagesToAll(report, wanted)
      : store.messagesToOne(report, wanted, member.memberId),
    readSending(deps),
  ]);
  const messages = rows.slice(0, pageSize).map((row) => messageFound(row, sending));
  return { messages, before: rows.length > pageSize ? (messages.at(-1)?.messageId ?? null) : null };
}

/** Ids are compared as text, which is how they are ordered. */
function earlier(one: string | null, other: string | null): string | null {
  if (one === null || other === null) return one ?? other;
  return one < other ? one : other;
}

async function existing(deps: Deps, text: string): Promise<Member> {
  const number = memberNumberOf(text);
  const member = number === null ? null : await memberByPublicId(deps, number);
  if (member === null) throw new Refusal("member.not_found");
  return member;
}

export function messageFound(row: store.ListedRow, sending: SendingState): MessageFound {
  const reason = reasonIn(row.reason);
  const told = {
    status: row.status,
    outcome: outcomeIn(row.outcome),
    kind: row.kind,
    campaign: isCampaign(reason),
  };
  return {
    messageId: row.message_id,
    status: row.status,
    reason,
    member: row.member_public_id === null ? null : { publicId: row.member_public_id, name: row.member_name },
    summary: summaryOf(messagesIn(row.messages)),
    people: row.people,
    via: row.kind,
    queuedAtMs: row.queued_at_ms,
    settledAtMs: row.settled_at_ms,
    answer: answerOf(told, sending),
  };
}

const campaignsShown = 100;

/**
 * Campaigns that a member was to get, whether or not they did.
 * @throws Refusal member.not_found.
 */
export async function campaignsToMember(deps: Deps, text: string): Promise<CampaignsToMember> {
  const { memberId } = await existing(deps, text);
  const rows = await deps.database.all(runsOfMember, { memberId, limit: campaignsShown });
  return {
    campaigns: rows.map((row) => ({
      ...{ campaignId: row.campaign_id, runId: row.public_id, name: row.name, state: row.state },
      ...{ startedAtMs: row.started_at_ms, settledAtMs: row.state === "sent" ? row.settled_at_ms : null },
    })),
  };
}

const troubleDays = 30;

export async function messageCounts(deps: Deps): Promise<MessageCounts> {
  const { report } = deps.database;
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const since = (days: number): string =>
    ulidFloor(startOfDay(addDays(today, -days), deps.settings.timeZone));
  const [waiting, sentToday, unitsToday, refused, unknown] = await Promise.all([
    store.waitingByReason(report),
    store.countOf(report, "sent", since(0)),
    store.unitsSince(report, dialectOf(deps.database.engine), since(0)),
    store.countOf(report, "refused", since(troubleDays)),
    store.countOf(report, "unknown", since(troubleDays)),
  ]);
  return {
    waiting: waiting.reduce((sum, { messages }) => sum + messages, 0),
    sentToday,
    unitsToday,
    refused,
    unknown,
  };
}
