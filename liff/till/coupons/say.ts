import type { CouponRefused } from "../../../shared/coupons/reasons.ts";
import { benefitWords, refusedSentence } from "../../../shared/coupons/sentences.ts";
import type { SaleCoupon, UsedCoupon } from "../../../shared/coupons/views.ts";
import { formatNumber, language, words } from "../language.ts";

/** A name of the shop's in the language of the screen; the Japanese one where it wrote no other. */
export function named(name: { readonly ja: string; readonly en: string }): string {
  return language.value === "en" && name.en !== "" ? name.en : name.ja;
}

/** Why a coupon cannot be used, in one sentence with its number. */
export function sayRefused(refused: CouponRefused): string {
  if (refused.reason === "below_minimum" && refused.yen !== undefined) {
    return words.value.couponMissing(formatNumber(refused.yen));
  }
  return refusedSentence(refused, language.value, "staff");
}

/** What it does to this sale in a word: yen, points or goods; before an amount is known, what it promises. */
export function sayWorth(coupon: SaleCoupon): string {
  const w = words.value;
  if (coupon.yen > 0) return w.couponOff(formatNumber(coupon.yen));
  if (coupon.points > 0) return w.couponPoints(formatNumber(coupon.points));
  return coupon.handOver === null ? benefitWords(coupon.benefit, language.value) : named(coupon.handOver);
}

/** The same of one that was used; that goods are to be handed over stands above the list, big. */
export function sayUsed({ yen, points, handOver }: UsedCoupon): string {
  const w = words.value;
  if (yen > 0) return w.couponOff(formatNumber(yen));
  if (points > 0) return w.couponPoints(formatNumber(points));
  return handOver === null ? "" : named(handOver);
}

/** A member's number in groups of four, as the card and the console show it. */
export function sayMemberNumber(memberId: string): string {
  return memberId.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
}
