/** A coupon that a member used by their own tap today, as the till lists it. */
export interface CouponTap {
  readonly walletId: string;
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly memberName: string | null;
  readonly usedAtMs: number;
}

/** `GET /api/till/coupon-taps`: the newest fifty of today at this store, or without a store. */
export interface CouponTaps {
  readonly taps: readonly CouponTap[];
}
