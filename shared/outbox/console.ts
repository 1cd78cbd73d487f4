import type { LineMessage } from "../messages/types.ts";
import type { PlanDiffers } from "../reach/plan-differs.ts";

/** What the console sees of the outbox: every message to a person, why it was sent, when, and what LINE answered. */

export const messageStatuses = ["waiting", "sent", "refused", "unknown", "dropped"] as const;
export type MessageStatus = (typeof messageStatuses)[number];

export const messageReasons = [
  "receipt",
  "void",
  "refund",
  "replay_alert",
  "new_device",
  "answer",
  "greeting",
  "rank_up",
  "expiry",
  "coupon",
  "reminder",
  "campaign",
  "test",
] as const;
export type MessageReason = (typeof messageReasons)[number];

/** What became of a message, or what it waits for; the words stand in answers.ts. */
export const answerCodes = [
  // Waiting.
  "not_tried",
  "stopped",
  "month_used_up",
  "reserved_by_other",
  "reserve_kept",
  "quota_unknown",
  "rate_limited",
  "audience_busy",
  "user_flooded",
  "server_error",
  "no_answer",
  "token_refused",
  "no_token",
  "not_allowed",
  "late_so_pushed",
  "split",
  // Sent.
  "accepted",
  "accepted_before",
  "reply_was_used",
  // Refused.
  "invalid_message",
  "unknown_user",
  "refused_by_line",
  // Unknown.
  "gave_up",
  "reply_in_doubt",
  "dropped_in_doubt",
  // Dropped.
  "member_left",
  "reply_late",
  "nobody_left",
  "dropped_by_hand",
] as const;
export type AnswerCode = (typeof answerCodes)[number];

/** `GET /api/console/messages?status=&reason=&from=&to=&member=&before=` */
export interface MessageList {
  /** The newest first. */
  readonly messages: readonly MessageFound[];
  /** Asks for what is older; null at the end. */
  readonly before: string | null;
}

export interface MessageFound {
  readonly messageId: string;
  readonly status: MessageStatus;
  readonly reason: MessageReason;
  /** Null for a friend who is no member, and for a message to many. */
  readonly member: { readonly publicId: string; readonly name: string | null } | null;
  /** What the list of chats on the phone would say. */
  readonly summary: string;
  /** How many it is for; more than 1 for a multicast. */
  readonly people: number;
  /** Whether it answers what the person wrote, which is free, or is sent to them of our own accord. */
  readonly via: "push" | "reply" | "multicast";
  readonly queuedAtMs: number;
  readonly settledAtMs: number | null;
  readonly answer: AnswerCode;
}

/** `GET /api/console/messages/{messageId}` */
export interface MessageView extends MessageFound {
  /** As they were given to LINE. */
  readonly messages: readonly LineMessage[];
  readonly attempts: number;
  readonly triedAtMs: number | null;
  /** When it is tried next; null once it is settled. */
  readonly dueAtMs: number | null;
  /** HTTP status of LINE's last answer; null where there was none. */
  readonly lineStatus: number | null;
  /** What LINE's support asks for. */
  readonly lineRequestId: string | null;
  /** LINE's own words, in English, without ids of people. */
  readonly lineAnswer: string | null;
  /** The message that was sent in this one's place, and the one that this one stands for. */
  readonly sentAgainAs: string | null;
  readonly insteadOf: string | null;
  /** Whether a person may have it sent again: `twice` where it may arrive a second time. */
  readonly again: "no" | "yes" | "twice";
  /** Whether a person may decide that it is not sent at all. */
  readonly droppable: boolean;
}

/** Answer of `POST /api/console/messages/{messageId}/again`. */
export interface SentAgain {
  readonly messageId: string;
}

/** `GET /api/console/messages/campaigns?member=`: of whose audience a member was, the newest run first. */
export interface CampaignsToMember {
  readonly campaigns: readonly CampaignToMember[];
}

export interface CampaignToMember {
  readonly campaignId: string;
  readonly runId: string;
  readonly name: string;
  readonly startedAtMs: number;
  /** When LINE answered for their batch; null for who was not sent to. */
  readonly settledAtMs: number | null;
  /** A reason of shared/campaigns/states.ts, or else what became of their batch. */
  readonly state: string;
}

/** `GET /api/console/messages/counts` */
export interface MessageCounts {
  readonly waiting: number;
  /** Queued on the business day that it is now: rows of the list, whoever many each is for. */
  readonly sentToday: number;
  /** What LINE counts of them, as the dashboard does: people times messages, and no reply. */
  readonly unitsToday: number;
  /** Of the last 30 days. */
  readonly refused: number;
  readonly unknown: number;
}

export const stopReasonMax = 200;

/** `GET /api/console/messages/sending`: what every screen asks now and then, and the answer of stop and resume. */
export interface SendingView {
  /** While it is, nothing leaves, replies neither. */
  readonly stopped: { readonly atMs: number; readonly by: string | null; readonly reason: string } | null;
  /**
   * What costs messages waits: the month's are used up, or a broadcast from elsewhere has reserved them. Looked at again
   * at `untilMs` at the latest.
   */
  readonly held: {
    readonly why: "month_over" | "reserved_by_other";
    readonly sinceMs: number;
    readonly untilMs: number;
  } | null;
  /** Campaigns wait: only the reserve is left, or LINE has not said how many are. */
  readonly campaignHeld: { readonly why: "reserve" | "quota_unknown"; readonly sinceMs: number } | null;
}

/** `GET /api/console/messages/sending/changes`: of the last 90 days, the newest first, at most 20. */
export interface SendingChanges {
  readonly changes: readonly {
    readonly atMs: number;
    /** False: resumed. */
    readonly stopped: boolean;
    readonly by: string | null;
    readonly reason: string | null;
  }[];
}

/** `GET /api/console/messages/quota`, and the answer of setting the reserve. */
export interface QuotaView {
  /** What the account's plan allows; null until LINE was asked. */
  readonly plan: { readonly kind: "none" } | { readonly kind: "limited"; readonly perMonth: number } | null;
  /** What was typed as the plan among the rules of sending, and whether LINE says otherwise: then LINE's word counts. */
  readonly typed: { readonly included: number; readonly differs: PlanDiffers | null };
  /** This month so far: LINE's figure, which is approximate, and what went out since it was read. */
  readonly used: number | null;
  readonly readAtMs: number | null;
  /** What somebody set; null: a fifth of what LINE allows a month. */
  readonly reserveSet: number | null;
  /** Messages of the month that campaigns leave to receipts and the like. */
  readonly reserve: number;
  /** What campaigns may still send; null where no limit is known. */
  readonly campaignLeft: number | null;
  readonly waiting: readonly {
    readonly reason: MessageReason;
    readonly messages: number;
    readonly people: number;
    readonly oldestAtMs: number;
    readonly newestId: string;
    /** Whether all of them may be dropped at once: what the shop has to say, never what somebody waits for. */
    readonly droppable: boolean;
  }[];
}

/** Answer of `POST /api/console/messages/drop`. */
export interface Dropped {
  readonly messages: number;
  readonly people: number;
}

export const reserveMax = 10_000_000;

export const trialUnitsMax = 5000;

/** Answer of `POST /api/console/messages/test`. */
export interface SentTrial {
  readonly messageId: string;
  /** False where LINE has told us that this person does not follow the account, so that nothing will arrive. */
  readonly follows: boolean;
}
