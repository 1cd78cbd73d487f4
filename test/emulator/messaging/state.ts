import type { JsonObject } from "../json.ts";
import type { Job } from "./jobs.ts";

/** A broadcast or narrowcast from its acceptance to its end, and what is known of it afterwards. */
export interface Campaign {
  readonly requestId: string;
  readonly via: "broadcast" | "narrowcast";
  readonly retryKey: string | null;
  readonly messages: readonly JsonObject[];
  readonly acceptedAtMs: number;
  readonly phase: "waiting" | "sending" | "succeeded" | "failed";
  /** Messages of the monthly limit that are held for it until it ends. */
  readonly reserved: number;
  /** `recipient`, `filter` and `limit` of a narrowcast. */
  readonly wishes: JsonObject;
  readonly targets: readonly string[];
  readonly successCount: number;
  readonly failureCount: number;
  readonly errorCode?: number;
  readonly failedDescription?: string;
  readonly completedAtMs?: number;
}

export interface AudienceJob {
  readonly audienceGroupJobId: number;
  readonly description: string;
  readonly jobStatus: "QUEUED" | "WORKING" | "FINISHED" | "FAILED";
  readonly audienceCount: number;
  /** Seconds. */
  readonly created: number;
  readonly userIds: readonly string[];
}

export interface Audience {
  readonly audienceGroupId: number;
  readonly type: "UPLOAD" | "CLICK" | "IMP";
  readonly description: string;
  readonly isIfaAudience: boolean;
  readonly status: "IN_PROGRESS" | "READY" | "FAILED" | "EXPIRED";
  /** Seconds. */
  readonly created: number;
  readonly expireTimestamp: number;
  readonly requestId?: string;
  readonly clickUrl?: string;
  readonly members: readonly string[];
  readonly jobs: readonly AudienceJob[];
}

export interface Coupon {
  readonly couponId: string;
  readonly body: JsonObject;
  /** Seconds. */
  readonly createdTimestamp: number;
  readonly discontinued: boolean;
}

/** One person's ticket of a coupon. LINE has no API that shows it. */
export interface CouponTicket {
  readonly couponId: string;
  readonly userId: string;
  readonly acquiredAtMs: number;
  readonly usedAtMs: readonly number[];
  readonly deliveryTag?: string;
}

export interface MenuBatch {
  readonly acceptedAtMs: number;
  readonly operations: readonly JsonObject[];
  readonly resumeRequestKey: string | null;
  readonly phase: "ongoing" | "succeeded" | "failed";
  readonly completedAtMs?: number;
}

export interface LinkToken {
  readonly userId: string;
  readonly issuedAtMs: number;
  readonly used: boolean;
}

/** A picture, video, sound or file that a person sent. */
export interface StoredContent {
  readonly userId: string;
  readonly type: "image" | "video" | "audio" | "file";
  readonly contentType: string;
  readonly base64: string;
  readonly readyAtMs: number;
  readonly unsent: boolean;
}

/** What a person did with a message or a rich menu. */
export interface Interaction {
  readonly atMs: number;
  readonly userId: string;
  readonly kind: "impression" | "click" | "media";
  /** The message's place in its request, or the menu's area; from 1, and 0 for the menu as a whole. */
  readonly seq: number;
  /** When the message was sent; for menus the same as `atMs`. */
  readonly sentAtMs: number;
  readonly url?: string;
  /** Percent of a video or sound that was played. */
  readonly played?: number;
}

/** What LINE knows of a person; what is absent is "unknown". */
export interface Demographics {
  readonly gender?: "male" | "female";
  readonly age?: number;
  /** `jp_01` … */
  readonly area?: string;
  readonly appType?: "ios" | "android";
}

/** Changes in the numbers of friends, by day. */
export interface FriendChanges {
  readonly followers: number;
  readonly blocks: number;
}

/** What the Messaging API's half of the emulator keeps. Values are replaced, never changed in place. */
export interface MessagingState {
  readonly jobs: Map<string, Job>;
  readonly campaigns: Map<string, Campaign>;
  readonly audiences: Map<number, Audience>;
  readonly coupons: Map<string, Coupon>;
  /** By `{couponId}:{userId}`. */
  readonly couponTickets: Map<string, CouponTicket>;
  readonly richMenuAliases: Map<string, string>;
  readonly menuBatches: Map<string, MenuBatch>;
  readonly linkTokens: Map<string, LinkToken>;
  readonly contents: Map<string, StoredContent>;
  /** By `request:{id}`, `unit:{name}` or `menu:{id}`. Only these lists grow in place: they can become long. */
  readonly interactions: Map<string, Interaction[]>;
  readonly demographics: Map<string, Demographics>;
  readonly followedAtMs: Map<string, number>;
  /** By `yyyyMMdd` in Japan. */
  readonly friendChanges: Map<string, FriendChanges>;
  /** Whose message a token of a webhook marks as read. */
  readonly markAsReadTokens: Map<string, { readonly userId: string; readonly messageId: string }>;
  /** The newest message of each person that the account has read. */
  readonly readUpTo: Map<string, string>;
  /** Signs quote tokens, so that none has to be kept. */
  quoteSecret: string;
}

export function emptyMessagingState(quoteSecret: string): MessagingState {
  return {
    jobs: new Map(),
    campaigns: new Map(),
    audiences: new Map(),
    coupons: new Map(),
    couponTickets: new Map(),
    richMenuAliases: new Map(),
    menuBatches: new Map(),
    linkTokens: new Map(),
    contents: new Map(),
    interactions: new Map(),
    demographics: new Map(),
    followedAtMs: new Map(),
    friendChanges: new Map(),
    markAsReadTokens: new Map(),
    readUpTo: new Map(),
    quoteSecret,
  };
}
