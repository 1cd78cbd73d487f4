import { z } from "zod";
import { pageAsked } from "../listing.ts";
import { codesMax } from "./limits.ts";
import { type Coupon, type CouponStatus, coupon, heldStatus } from "./schema.ts";
import type { CouponSummary } from "./views.ts";

/** What the console asks and is answered about coupons. */

/** `GET /api/console/coupons` */
export interface CouponList {
  readonly coupons: readonly CouponRow[];
}

export interface CouponRow extends CouponSummary {
  /** Of an issued one: there are changes that are not published. */
  readonly changed: boolean;
}

/** `GET /api/console/coupons/{couponId}`, and the answer of every change. */
export interface CouponState {
  readonly couponId: string;
  readonly status: CouponStatus;
  readonly version: number;
  /** What is being written; null where nothing is. */
  readonly draft: Coupon | null;
  /** What is in force; null before the first publishing. */
  readonly published: Coupon | null;
  /** Names the draft: who saves or issues says which one they saw. */
  readonly draftAtMs: number | null;
  readonly given: number;
  readonly used: number;
  /** Of one that a QR in the shop gives: the address in the QR, which the console draws. */
  readonly claimUrl: string | null;
  /** Stopped, and until the end of the day it may be taken up again. */
  readonly mayResume: boolean;
}

export const newCoupon = z.strictObject({ coupon });
/** `PUT …/draft`; `seenAtMs` is the draft that was changed, null where there was none. */
export const couponDraft = z.strictObject({ coupon, seenAtMs: z.number().int().min(0).nullable() });
/** `POST …/issue` */
export const issueAsked = z.strictObject({ seenAtMs: z.number().int().min(0) });

/** `POST …/members`: given to one member by hand. */
export const giveAsked = z.strictObject({
  memberId: z.string().trim().min(1).max(60),
  reason: z.string().trim().min(1).max(200),
});
export type GiveAsked = z.infer<typeof giveAsked>;
export interface GivenByHand {
  readonly walletId: string;
}
/** `POST …/held/{walletId}/revoke`, and `…/undo` of a use by the member's own tap */
export const revokeAsked = z.strictObject({ reason: z.string().trim().min(1).max(200) });

/** `GET …/results` */
export interface CouponResults extends CouponFigures {
  readonly byDay: readonly ({ readonly on: string } & CouponFigures)[];
  /** Without a store: given by the shop itself, or used by the member's own tap without one. */
  readonly byStore: readonly ({ readonly storeName: string | null } & CouponFigures)[];
}

export interface CouponFigures {
  readonly given: number;
  /** Members who have opened its page on the phone; 0 where it is not known by day or store. */
  readonly seen: number;
  readonly used: number;
  readonly yen: number;
  readonly points: number;
}

/** `GET …/holders` and `.csv`: who has or had it. */
export const holdersAsked = z.object({
  page: pageAsked,
  sort: z.enum(["given", "-given", "used", "-used", "yen", "-yen", "name", "-name"]).default("-given"),
  status: heldStatus.optional(),
});
export type HoldersAsked = z.infer<typeof holdersAsked>;

export interface CouponHolder {
  readonly walletId: string;
  readonly memberId: string;
  readonly memberName: string | null;
  readonly status: z.infer<typeof heldStatus>;
  readonly via: string;
  readonly issuedAtMs: number;
  readonly untilOn: string | null;
  /** The use that stands; null where there is none. */
  readonly usedAtMs: number | null;
  readonly storeName: string | null;
  /** Who did it: a member's own tap has no name. */
  readonly actorName: string | null;
  readonly purchaseId: string | null;
  readonly yen: number;
}

/** `POST …/codes` */
export const codesAsked = z.strictObject({ count: z.number().int().min(1).max(codesMax) });
/** `GET …/codes` */
export interface CodeBatches {
  readonly batches: readonly {
    readonly batch: string;
    readonly made: number;
    readonly used: number;
    readonly madeAtMs: number;
  }[];
}

export type ListStatus = "checked" | "giving" | "given" | "stopped";
/** Members who are to get one: checked first, then given in the background. */
export interface CouponListIssue {
  readonly listId: string;
  readonly status: ListStatus;
  readonly found: number;
  /** Numbers of no member, and of members who have left; some of each to look at. */
  readonly unknown: number;
  readonly unknownSome: readonly string[];
  readonly left: number;
  /** Numbers that came more than once count once. */
  readonly repeated: number;
  readonly given: number;
  /** Who had left or whom the stock did not reach by then. */
  readonly passedOver: number;
  readonly madeAtMs: number;
}
export interface CouponListIssues {
  readonly lists: readonly CouponListIssue[];
}

/** `POST /api/console/pictures` */
export interface PictureMade {
  readonly pictureId: string;
}
