import { z } from "zod";

/** A coupon that a member used by their own tap, as the till lists it. */
export interface CouponTap {
  readonly walletId: string;
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly memberId: string;
  readonly memberName: string | null;
  /** UTC milliseconds. */
  readonly usedAtMs: number;
}

/** So many of a day, the newest, are told. */
export const tapsShownMax = 50;

/** `GET /api/till/coupon-taps`: today's, or for who manages the store those of another day. */
export const tapsAsked = z.object({
  date: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .optional(),
});

/** `POST /api/till/coupon-taps/{walletId}/undo`: the very use that was looked at, so that a later one stands. */
export const tapUndoAsked = z.strictObject({ usedAtMs: z.number().int().min(0) });

/** The newest of the day at this store, or without a store. */
export interface CouponTaps {
  readonly taps: readonly CouponTap[];
}
