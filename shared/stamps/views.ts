import type { StampBenefit, StampCard, StampKind } from "./schema.ts";

interface Words {
  readonly ja: string;
  readonly en: string;
}

/** One card of a member, as it stands. */
export interface MemberStampCard {
  readonly cardId: string;
  /** 1 is the first card of this kind that the member has. */
  readonly round: number;
  readonly name: Words;
  readonly description: Words;
  readonly terms: Words;
  readonly colour: string;
  readonly icon: StampCard["icon"];
  readonly goal: number;
  readonly count: number;
  readonly milestones: readonly {
    readonly at: number;
    readonly benefit: StampBenefit;
    /** In words: the coupon's name, points, or the reward's. */
    readonly label: Words;
    readonly reached: boolean;
  }[];
  /** Last day of the stamps that are on it; null where they do not lapse. */
  readonly untilOn: string | null;
  /** Dates of the stamps on it, oldest first. */
  readonly stampedOn: readonly string[];
  readonly status: "open" | "completed" | "expired";
  /** How a stamp is earned, for the card's one sentence. */
  readonly earn: StampCard["earn"];
  readonly oncePerDay: boolean;
}

/** 景品 that a card gave and staff have not handed over, or have. */
export interface StampReward {
  readonly rewardId: string;
  readonly cardName: Words;
  readonly name: Words;
  readonly earnedOn: string;
  readonly handedOverAtMs: number | null;
  readonly storeName: string | null;
}

/** `GET /api/card/stamps` */
export interface StampWallet {
  readonly cards: readonly MemberStampCard[];
  /** Completed and lapsed ones of the last 90 days. */
  readonly past: readonly MemberStampCard[];
  readonly rewards: readonly StampReward[];
  readonly serverTimeMs: number;
}

/** What one sale, or one tap at the till, did to one card; stands in the receipt. */
export interface StampsGained {
  readonly cardId: string;
  readonly name: Words;
  readonly icon: StampCard["icon"];
  readonly colour: string;
  readonly gained: number;
  /** Afterwards; where the card was completed, of the new one. */
  readonly count: number;
  readonly goal: number;
  readonly completed: boolean;
  /** What was reached with it. */
  readonly benefits: readonly {
    readonly at: number;
    readonly label: Words;
    readonly kind: StampBenefit["kind"];
  }[];
}

/** `GET /api/console/members/{memberId}/stamps` */
export interface MemberStamps extends StampWallet {
  readonly entries: readonly {
    readonly entryId: string;
    readonly cardId: string;
    readonly cardName: Words;
    readonly kind: StampKind;
    readonly stamps: number;
    readonly countAfter: number;
    readonly atMs: number;
    readonly businessDate: string;
    readonly storeName: string | null;
    readonly actorName: string | null;
    readonly purchaseId: string | null;
    readonly reason: string | null;
  }[];
}
