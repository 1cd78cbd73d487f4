import { rankRefusal, type Visit } from "../../../shared/coupons/evaluate.ts";
import { periodEnd } from "../../../shared/coupons/periods.ts";
import type { CouponRefused } from "../../../shared/coupons/reasons.ts";
import type { WalletCoupon } from "../../../shared/coupons/views.ts";
import { addDays } from "../../../shared/dates.ts";
import { type HeldNow, type Moment, refusalNow } from "./candidates.core.ts";

/** A member's rank, and the ranks there are. */
export type Ranked = Pick<Visit, "rankCode" | "ladder">;

/** A coupon as its member sees it, at a moment; one for other ranks than theirs is refused until they have risen. */
export function couponOfRank(held: HeldNow, at: Moment, rank: Ranked): WalletCoupon {
  const view = walletCoupon(held, at);
  return { ...view, refused: view.refused ?? rankRefusal(view.conditions, rank) };
}

/** The same, whatever the member's rank is. */
export function walletCoupon(held: HeldNow, at: Moment): WalletCoupon {
  const { coupon, row, walletId, couponId, usesLeft } = held;
  const { name, description, terms, benefit, mode, timedMinutes, conditions, stacking, withPoints } = coupon;
  const presented = row?.presentedUntilMs ?? null;
  return {
    ...{ walletId, couponId, name, description, terms },
    picturePath: coupon.pictureId === null ? null : `/pictures/${coupon.pictureId}`,
    ...{ benefit, mode, timedMinutes, conditions, stacking, withPoints },
    status: row?.status ?? "held",
    from: row === null ? coupon.validity.from : row.fromOn,
    untilOn: row === null ? coupon.validity.to : row.untilOn,
    timedUntilMs: row?.timedUntilMs ?? null,
    presentedUntilMs: presented !== null && presented > at.nowMs ? presented : null,
    usedAtMs: row?.usedAtMs ?? null,
    refused: withNextDay(held, refusalNow(held, at, row?.reservedFor ?? null), at),
    usesLeft,
  };
}

/** Who has used it as often as may be is told from when on they may again. */
function withNextDay({ coupon }: HeldNow, refused: CouponRefused | null, at: Moment): CouponRefused | null {
  if (refused?.reason !== "limit_reached") return refused;
  const end = periodEnd(coupon.perMember.period, at.todayOn);
  return end === null ? refused : { ...refused, on: addDays(end, 1) };
}

/** Usable ones first, then those that end soonest, then the newest. */
export function inOrder(coupons: readonly WalletCoupon[]): readonly WalletCoupon[] {
  const place = (one: WalletCoupon): string =>
    `${one.refused === null ? 0 : 1}${one.untilOn ?? "9999-12-31"}`;
  return [...coupons].sort((a, b) => {
    const [before, after] = [place(a), place(b)];
    if (before !== after) return before < after ? -1 : 1;
    return a.walletId > b.walletId ? -1 : 1;
  });
}
