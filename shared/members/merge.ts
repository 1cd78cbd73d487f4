import { z } from "zod";
import type { MemberStatus } from "./console.ts";

/** Two memberships of one person become one: `…/api/console/members/{memberId}/merge`, where `memberId` is who ends. */

const memberNumber = z.string().min(1).max(60);

/** `POST`: for good, and with a reason that stands among the notes. */
export const mergeAsked = z.strictObject({
  intoId: memberNumber,
  reason: z.string().trim().min(1).max(200),
});
export type MergeAsked = z.infer<typeof mergeAsked>;

type Words = { readonly ja: string; readonly en: string };

/** One of the two, as they are before. */
export interface MergeSide {
  readonly memberId: string;
  readonly name: string | null;
  readonly pictureUrl: string | null;
  readonly status: MemberStatus;
  readonly joinedOn: string;
  /** Usable now, waiting, put aside for a payment, and owed. */
  readonly balance: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
  readonly purchases: number;
  readonly visits: number;
  readonly spendYen: number;
  readonly lastVisitOn: string | null;
  /** Null where the shop has no ranks. */
  readonly rank: { readonly name: Words; readonly untilOn: string | null } | null;
}

/** What stands in the way. `of` says with whom; null: with both. */
export interface MergeObstacle {
  readonly code:
    | "merge.same"
    | "merge.points_held"
    | "merge.coupons_reserved"
    | "member.left"
    | "member.suspended";
  readonly of: "from" | "into" | null;
}

/** What goes over. */
export interface MergeMoves {
  /** Usable or waiting; with their days, lot by lot. */
  readonly points: number;
  readonly lots: number;
  /** Of those, what pays a debt of the member who goes on. */
  readonly debtRepaid: number;
  /** A debt that goes over: paid at once from the points there, and what stays owed. */
  readonly debtPaid: number;
  readonly debtOwed: number;
  /** Days on which both were in the shop, which are one visit each afterwards. */
  readonly daysShared: number;
  readonly coupons: readonly { readonly name: Words; readonly untilOn: string | null }[];
  /** More than one person may have: the ones that end sooner are withdrawn. */
  readonly couponsWithdrawn: readonly {
    readonly name: Words;
    readonly untilOn: string | null;
    readonly of: "from" | "into";
  }[];
  readonly stamps: readonly {
    readonly name: Words;
    readonly stamps: number;
    /** Onto a card that the other has in hand; as a card of its own where it has none. */
    readonly joined: boolean;
    readonly countAfter: number;
  }[];
  /** Rewards of stamp cards that wait to be handed over. */
  readonly rewards: number;
  /** What stamp cards give that are filled by it. */
  readonly stampPoints: number;
  readonly stampCoupons: readonly Words[];
  /** Fields of the profile that only the member who ends has: `fullName`, …, `birthday`. */
  readonly fields: readonly string[];
  readonly tags: number;
  readonly notes: number;
}

/** `GET …/merge?into=`: nothing is written. */
export interface MergePreview {
  readonly from: MergeSide;
  readonly into: MergeSide;
  readonly obstacles: readonly MergeObstacle[];
  readonly moves: MergeMoves;
  /** The member who goes on, as they are afterwards. */
  readonly after: Omit<MergeSide, "name" | "pictureUrl" | "status" | "joinedOn" | "memberId" | "held">;
}

/** Answer of `POST`. */
export interface Merged {
  readonly fromId: string;
  readonly intoId: string;
  readonly points: number;
  readonly balance: number;
  readonly debt: number;
}
