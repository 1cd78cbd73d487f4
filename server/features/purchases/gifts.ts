import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { type CouponDoing, planIssue, planRankUpCoupons } from "../coupons/index.ts";
import type { RankPlan } from "../ranks/index.ts";
import type { StampsPlanned } from "../stamps/index.ts";

/** Coupons that a visit gives: for a stamp card that it filled, and for the rank that it led to. */
export async function planGifts(
  deps: Deps,
  { benefits }: StampsPlanned,
  { change, now }: RankPlan,
  { memberId, ...doing }: CouponDoing,
): Promise<readonly Bound[]> {
  const forStamps = await Promise.all(
    benefits.map((benefit) =>
      benefit.kind === "coupon"
        ? planIssue(deps, benefit.couponId, memberId, { ...doing, via: "stamp", occasion: benefit.occasion })
        : [],
    ),
  );
  const rise = change?.up ? { to: change.to, nth: now.stored.nth } : null;
  const forRank = rise === null ? [] : await planRankUpCoupons(deps, memberId, rise, doing);
  return [...forStamps.flat(), ...forRank];
}
