import { type Held, isReserved, type Standing, standingRefusal } from "../../../shared/coupons/evaluate.ts";
import {
  earlier,
  leftInPeriod,
  nextOccasion,
  periodEnd,
  validityOf,
} from "../../../shared/coupons/periods.ts";
import type { CouponRefused } from "../../../shared/coupons/reasons.ts";
import type { Coupon, CouponStatus } from "../../../shared/coupons/schema.ts";
import type { CalendarDate } from "../../../shared/dates.ts";

/** A coupon's row: its state and its stock, without its document. */
export interface Kind {
  readonly couponId: string;
  readonly status: CouponStatus;
  readonly version: number;
  readonly audience: string;
  readonly given: number;
  readonly used: number;
  readonly givenMax: number | null;
  readonly usedMax: number | null;
}

/** One member's coupon. */
export interface MemberCoupon extends Held {
  readonly id: string;
  readonly couponId: string;
  readonly memberId: number;
  readonly occasion: string;
  readonly version: number;
  readonly via: string;
  readonly nth: number;
  readonly issuedAtMs: number;
  readonly presentedUntilMs: number | null;
  readonly usedAtMs: number | null;
  readonly purchaseId: string | null;
}

/** What a member could use: a row of theirs, or one that everyone may use and that has no row yet. */
export interface HeldNow {
  readonly walletId: string;
  readonly couponId: string;
  readonly kind: Kind;
  /** As it was issued to this member; of one without a row, as it is in force. */
  readonly coupon: Coupon;
  readonly row: MemberCoupon | null;
  /** Null where only the row counts. */
  readonly usesLeft: number | null;
  /** What a row of it would be made for; null where there is one, or may be no more. */
  readonly occasion: string | null;
}

export interface RowOf {
  readonly kind: Kind;
  readonly coupon: Coupon;
  readonly row: MemberCoupon;
}

export interface Moment {
  readonly todayOn: CalendarDate;
  readonly nowMs: number;
}

/** All that a member could use on a day. One that everyone may use is there once, however often it may be used. */
export function candidatesOf(
  everyone: readonly { readonly kind: Kind; readonly coupon: Coupon }[],
  rows: readonly RowOf[],
  at: Moment,
): readonly HeldNow[] {
  const own = rows.filter(({ row }) => row.via !== "everyone").map((held) => ofRow(held, null));
  const shared = everyone.map(({ kind, coupon }) =>
    ofEveryone(
      kind,
      coupon,
      rows.filter(({ row }) => row.via === "everyone" && row.couponId === kind.couponId),
      at,
    ),
  );
  return [...own.filter(({ row }) => isInHand(row)), ...shared];
}

export function ofRow({ kind, coupon, row }: RowOf, usesLeft: number | null): HeldNow {
  return { walletId: row.id, couponId: kind.couponId, kind, coupon, row, usesLeft, occasion: null };
}

export function ofEveryone(kind: Kind, coupon: Coupon, rows: readonly RowOf[], at: Moment): HeldNow {
  const taken = rows.map(({ row }) => row.occasion);
  const left = leftInPeriod(coupon.perMember, at.todayOn, taken);
  const inHand = rows.filter(({ row }) => isInHand(row));
  const alive =
    inHand.find(({ row }) => isReserved(row, at.nowMs)) ?? inHand.find(({ row }) => lives(row, at));
  if (alive !== undefined) return ofRow(alive, left + 1);
  const [over] = inHand;
  if (left === 0 && over !== undefined) return ofRow(over, 0);
  return {
    walletId: kind.couponId,
    couponId: kind.couponId,
    kind,
    coupon,
    row: null,
    usesLeft: left,
    occasion: nextOccasion(coupon.perMember, at.todayOn, taken),
  };
}

function isInHand(row: MemberCoupon | null): boolean {
  return row?.status === "held" || row?.status === "reserved";
}

function lives(row: MemberCoupon, { todayOn, nowMs }: Moment): boolean {
  if (row.untilOn !== null && row.untilOn < todayOn) return false;
  return row.timedUntilMs === null || row.timedUntilMs > nowMs;
}

export function standingOf(held: HeldNow, at: Moment, reservedFor: string | null): Standing {
  const { used, usedMax, given, givenMax, status } = held.kind;
  const usedLeft = usedMax === null ? null : usedMax - used;
  // One without a row would take one of those that may be given, too.
  const givenLeft = held.row !== null || givenMax === null ? null : givenMax - given;
  return {
    ...at,
    couponStatus: status,
    usedLeft:
      usedLeft === null || givenLeft === null ? (usedLeft ?? givenLeft) : Math.min(usedLeft, givenLeft),
    usesLeft: held.usesLeft,
    reservedFor,
  };
}

/** Why it cannot be used now whatever is bought; null where it can. */
export function refusalNow(held: HeldNow, at: Moment, reservedFor: string | null): CouponRefused | null {
  return standingRefusal(held.coupon, held.row, standingOf(held, at, reservedFor));
}

/** Whether a timed one's countdown was started. One that is put aside for the payment that asks was running then. */
export function isOpened({ row }: HeldNow): boolean {
  return row !== null && row.timedUntilMs !== null;
}

/** By the id that card, till and POS call it by: its row's, or the coupon's own where everyone may use it. */
export function findIn(candidates: readonly HeldNow[], walletId: string): HeldNow | undefined {
  return (
    candidates.find((held) => held.walletId === walletId) ??
    candidates.find(({ couponId, row }) => couponId === walletId && (row === null || row.via === "everyone"))
  );
}

/** First and last day of a row that is made on a day. One that everyone may use ends with the period it is counted in. */
export function datesOf(
  coupon: Coupon,
  via: string,
  todayOn: CalendarDate,
): { readonly fromOn: CalendarDate | null; readonly untilOn: CalendarDate | null } {
  const { fromOn, untilOn } = validityOf(coupon, todayOn);
  if (via !== "everyone") return { fromOn, untilOn };
  return { fromOn, untilOn: earlier(untilOn, periodEnd(coupon.perMember.period, todayOn)) };
}

/** How many of a coupon may be given: its stock, and of a draw no more than there may be winners. */
export function givenMaxOf({ stock, issue }: Pick<Coupon, "stock" | "issue">): number | null {
  const winners = issue.to === "draw" ? issue.winnersMax : null;
  if (winners === null || stock.givenMax === null) return winners ?? stock.givenMax;
  return Math.min(winners, stock.givenMax);
}
