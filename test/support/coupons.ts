import type { Deps } from "../../server/deps.ts";
import { givenMaxOf } from "../../server/features/coupons/index.ts";
import type { Member } from "../../server/features/members/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import { type Coupon, foldedCode } from "../../shared/coupons/schema.ts";
import { insert } from "../databases/rows.ts";

/** A coupon that is given out, as the console publishes it; answers its id. */
export async function issueCoupon(
  deps: Deps,
  more: Partial<Coupon>,
  secret: string | null = null,
): Promise<string> {
  const coupon: Coupon = { ...plainCoupon, ...more };
  const couponId = deps.ids.ulid();
  const made = { made_at_ms: deps.clock.nowMs(), made_by: "staff:boss" };
  await deps.database.commit(
    housekeeping("a test", [
      insert("coupon", {
        coupon_id: couponId,
        status: "issued",
        version: 1,
        audience: coupon.issue.to,
        folded_code: coupon.issue.to === "code" ? foldedCode(coupon.issue.code) : null,
        secret,
        from_on: coupon.validity.from,
        to_on: coupon.validity.to,
        given: 0,
        used: 0,
        given_max: givenMaxOf(coupon),
        used_max: coupon.stock.usedMax,
        ...made,
        stopped_at_ms: null,
      }),
      insert("coupon_version", {
        coupon_id: couponId,
        version: 1,
        coupon: JSON.stringify(coupon),
        ...made,
      }),
    ]),
  );
  return couponId;
}

/** One of the members that `openAccounts` makes. */
export function memberNo(memberId: number): Member {
  return {
    memberId,
    publicId: `m${memberId}`,
    lineUserId: `U${memberId}`,
    name: null,
    pictureUrl: null,
    language: "ja",
    status: "active",
    birthday: null,
    joinedAtMs: 0,
    leftAtMs: null,
    mergedIntoId: null,
  };
}
