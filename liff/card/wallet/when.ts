import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { dateAt } from "../../../shared/dates.ts";
import type { Language } from "../../../shared/errors.ts";
import { dateInWords, momentInWords, yearOf } from "../formats.ts";
import type { WalletWords } from "./words.ja.ts";

/** Said in days from here on. */
const DAYS = 7;

export interface Moment {
  readonly nowMs: number;
  readonly timeZone: string;
  readonly language: Language;
  readonly words: WalletWords;
}

/** Whole days from today to a date of the shop; 0 is today. */
export function daysTo(date: string, { nowMs, timeZone }: Pick<Moment, "nowMs" | "timeZone">): number {
  return Math.round((Date.parse(date) - Date.parse(dateAt(nowMs, timeZone))) / 86_400_000);
}

/** Until when a coupon can be used, as a person would ask, and whether it is near. */
export function untilWords(
  { from, untilOn }: Pick<WalletCoupon, "from" | "untilOn">,
  moment: Moment,
): { readonly text: string; readonly soon: boolean } {
  const { nowMs, timeZone, language, words } = moment;
  const day = (date: string): string => dateInWords(date, language, yearOf(nowMs, timeZone));
  if (from !== null && daysTo(from, moment) > 0) return { text: words.from(day(from)), soon: false };
  if (untilOn === null) return { text: words.forever, soon: false };
  const days = daysTo(untilOn, moment);
  if (days < 0 || days > DAYS) return { text: words.until(day(untilOn)), soon: false };
  const left = words.daysLeft(days);
  return { text: days > 1 ? `${left}(${day(untilOn)})` : left, soon: days <= 3 };
}

/** Why a coupon lies among the past ones, and when that was; null for one that is alive. */
export function pastWords(coupon: WalletCoupon, moment: Moment): string | null {
  const { nowMs, timeZone, language, words } = moment;
  const { status, usedAtMs, untilOn, timedUntilMs } = coupon;
  if (status === "redeemed") {
    return usedAtMs === null
      ? words.usedPlain
      : words.used(momentInWords(usedAtMs, nowMs, language, timeZone));
  }
  if (status === "revoked") return words.revoked;
  if (status !== "expired" && (timedUntilMs === null || timedUntilMs > nowMs)) return null;
  if (timedUntilMs !== null) return words.timed.over;
  if (untilOn === null) return words.expiredPlain;
  return words.expired(dateInWords(untilOn, language, yearOf(nowMs, timeZone)));
}

/** What is left of a countdown, `1:05:09` or `05:09`; a started second counts. */
export function countdown(untilMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.ceil((untilMs - nowMs) / 1000));
  const two = (value: number): string => String(value).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const rest = `${two(Math.floor((seconds % 3600) / 60))}:${two(seconds % 60)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

/** The countdown of a timed coupon runs. */
export function isRunning({ mode, timedUntilMs, status }: WalletCoupon, nowMs: number): boolean {
  return mode === "timed" && status !== "redeemed" && timedUntilMs !== null && timedUntilMs > nowMs;
}
