import type { CalendarDate } from "../dates.ts";
import type { WindowDay } from "../points/windows.ts";

/** All that a tree may ask about one member, from where each thing belongs: never from what is kept for segments. */
export interface MemberFacts {
  readonly memberId: number;
  readonly bucketSeed: number;
  readonly sex: "female" | "male" | "other" | null;
  readonly birthYear: number | null;
  /** `MM-DD` */
  readonly birthday: string | null;
  readonly language: "ja" | "en";
  readonly joinedOn: CalendarDate;
  readonly hasLeft: boolean;
  readonly rank: string | null;
  readonly isFriend: boolean;
  /** Topics of which they said that they want no messages. */
  readonly refused: readonly string[];
  readonly tags: readonly string[];
  readonly lists: readonly string[];
  readonly days: readonly WindowDay[];
  readonly lastVisitOn: CalendarDate | null;
  /** With its store's area and head office. */
  readonly lastStore: readonly string[];
  readonly sales: readonly SaleFact[];
  readonly usablePoints: number;
  readonly balance: number;
  readonly nextExpiresOn: CalendarDate | null;
  readonly lots: readonly LotFact[];
  readonly coupons: readonly CouponFact[];
  readonly stamps: readonly StampFact[];
  readonly sendings: readonly SendingFact[];
  readonly clicks: readonly ClickFact[];
}

/** A run of a campaign whose audience the member was of. */
export interface SendingFact {
  readonly campaignId: string;
  /** Their own reason not to be sent to. */
  readonly reason: string | null;
  /** Null until LINE has taken the message. */
  readonly sentAtMs: number | null;
}

export interface ClickFact {
  readonly campaignId: string;
  readonly lastAtMs: number;
}

/** A sale of which not all came back. */
export interface SaleFact {
  readonly on: CalendarDate;
  readonly nodes: readonly string[];
  readonly items: readonly string[];
  readonly categories: readonly string[];
}

export interface LotFact {
  readonly remaining: number;
  readonly activatesOn: CalendarDate;
  readonly expiresOn: CalendarDate;
}

export interface CouponFact {
  readonly couponId: string;
  readonly status: "held" | "reserved" | "redeemed" | "expired" | "revoked";
  readonly untilOn: CalendarDate | null;
  readonly usedAtMs: number | null;
}

export interface StampFact {
  readonly cardId: string;
  readonly status: "open" | "completed" | "expired";
  readonly stamps: number;
}
