import type { CouponReason, CouponRefused } from "./reasons.ts";
import type { Coupon, CouponChange, CouponStatus, HeldStatus, RedeemMode } from "./schema.ts";

/**
 * One coupon in a member's wallet. `walletId` names it everywhere (card, till, API): the id of the member's own row, or,
 * of one that everyone may use and this member has no row of yet, the coupon's own id.
 */
export interface WalletCoupon {
  readonly walletId: string;
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly description: { readonly ja: string; readonly en: string };
  readonly terms: { readonly ja: string; readonly en: string };
  /** Absolute path on our own server, `/pictures/…`; null is none. */
  readonly picturePath: string | null;
  readonly benefit: Coupon["benefit"];
  readonly mode: RedeemMode;
  readonly timedMinutes: number | null;
  readonly conditions: Coupon["conditions"];
  readonly stacking: Coupon["stacking"];
  readonly withPoints: boolean;
  readonly status: HeldStatus;
  /** First and last day, null where there is none. */
  readonly from: string | null;
  readonly untilOn: string | null;
  /** Of a timed one that was opened: when it is over (UTC milliseconds, server's clock). */
  readonly timedUntilMs: number | null;
  /** かざす: chosen on the phone for the next reading, until then. */
  readonly presentedUntilMs: number | null;
  readonly usedAtMs: number | null;
  /** Why it cannot be used today whatever is bought; null where it may be. */
  readonly refused: CouponRefused | null;
  /** Uses left to this member in the period; null where only one row counts. */
  readonly usesLeft: number | null;
}

/** `GET /api/card/coupons`: usable first, the one that ends soonest first; then used and ended ones of the last 30 days. */
export interface Wallet {
  readonly usable: readonly WalletCoupon[];
  readonly past: readonly WalletCoupon[];
  /** Draws the member may take part in now. */
  readonly draws: readonly {
    readonly couponId: string;
    readonly name: { readonly ja: string; readonly en: string };
    readonly description: { readonly ja: string; readonly en: string };
    readonly picturePath: string | null;
    readonly drawsLeft: number;
  }[];
  /** Stores by public id, for the conditions' places, and for 見せる. */
  readonly stores: readonly { readonly publicId: string; readonly name: string }[];
  readonly serverTimeMs: number;
}

/** In `CardHome`: so that the first screen needs no second request. */
export interface CouponsAtHome {
  /** How many can be used today. */
  readonly usable: number;
  /** Of those, the one that ends first and within 7 days; null for none. */
  readonly endingSoon: WalletCoupon | null;
}

/** `POST /api/card/coupons/{walletId}/redeem`: what the living screen needs, and once more for the same key. */
export interface CouponShown {
  readonly coupon: WalletCoupon;
  readonly usedAtMs: number;
  readonly storeName: string | null;
  readonly proof: {
    /** Two minutes after the use. */
    readonly shownUntilMs: number;
    /** The words of these minutes, which the till shows too; each until its moment, the first is the one of now. */
    readonly words: readonly { readonly word: string; readonly untilMs: number }[];
  };
}

/** `POST /api/card/coupons/draws/{couponId}` */
export interface CouponDrawn {
  readonly won: boolean;
  readonly coupon: WalletCoupon | null;
  readonly drawsLeft: number;
}

/** A coupon as the till and a POS see it beside one sale. */
export interface SaleCoupon {
  readonly walletId: string;
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly benefit: Coupon["benefit"];
  readonly mode: RedeemMode;
  readonly stacking: Coupon["stacking"];
  readonly withPoints: boolean;
  readonly untilOn: string | null;
  /** The member chose it on the phone. */
  readonly presented: boolean;
  /** Of a timed one that was opened: when its countdown is over (UTC milliseconds, server's clock). */
  readonly timedUntilMs: number | null;
  /** Yen that it would take off this sale by itself, and points that it would add; 0 before an amount is known. */
  readonly yen: number;
  readonly points: number;
  /** Goods to hand over; null for none. */
  readonly handOver: { readonly ja: string; readonly en: string } | null;
  /** Null where it may be used. */
  readonly refused: CouponRefused | null;
}

/** A coupon that a sale used, as its receipt says. */
export interface UsedCoupon {
  readonly walletId: string;
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly yen: number;
  readonly points: number;
  readonly handOver: { readonly ja: string; readonly en: string } | null;
  /** Given back since, by an undoing or a return. */
  readonly givenBack: boolean;
}

/** A row of the console: a member's coupon with all that happened to it. */
export interface HeldCoupon {
  readonly walletId: string;
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly status: HeldStatus;
  readonly via: string;
  readonly issuedAtMs: number;
  readonly untilOn: string | null;
  readonly changes: readonly {
    readonly kind: CouponChange;
    readonly atMs: number;
    readonly actorName: string | null;
    readonly storeName: string | null;
    readonly purchaseId: string | null;
    readonly yen: number;
    /** Of staff, for staff; gone once the member has left. */
    readonly reason: string | null;
  }[];
}

/** `GET /api/console/members/{memberId}/coupons` */
export interface MemberCoupons {
  readonly coupons: readonly HeldCoupon[];
  /** What every member may use and this one has not touched, as it stands on their card. */
  readonly everyones: readonly Pick<WalletCoupon, "couponId" | "name" | "from" | "untilOn" | "refused">[];
}

/** `GET /api/console/coupons`: one line of the list. */
export interface CouponSummary {
  readonly couponId: string;
  readonly status: CouponStatus;
  readonly coupon: Coupon;
  readonly given: number;
  readonly seen: number;
  readonly used: number;
  readonly yen: number;
  readonly madeAtMs: number;
}

export type { CouponReason, CouponRefused };
