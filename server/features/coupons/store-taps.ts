import { prepare } from "../../platform/database/prepared.ts";
import { ofCoupon, ofRow } from "./store.ts";

/** Uses by members' own taps: a use that no sale has, and that stands. */

export const tapsOfDay = prepare<{ storeId: number; date: string; limit: number }>()((db, p) =>
  db
    .selectFrom("coupon_change")
    .innerJoin("member_coupon", (join) =>
      join
        .onRef("member_coupon.member_coupon_id", "=", "coupon_change.member_coupon_id")
        .onRef("member_coupon.used_at_ms", "=", "coupon_change.at_ms")
        .on("member_coupon.status", "=", "redeemed"),
    )
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .innerJoin("member", "member.member_id", "member_coupon.member_id")
    .select([...ofCoupon, ...ofRow, "member.name", "member.public_id"])
    .where("coupon_change.kind", "=", "redeemed")
    .where("coupon_change.purchase_id", "is", null)
    .where("coupon_change.business_date", "=", p.date)
    .where((eb) =>
      eb.or([eb("coupon_change.store_id", "=", p.storeId), eb("coupon_change.store_id", "is", null)]),
    )
    .orderBy("coupon_change.at_ms", "desc")
    .orderBy("member_coupon.member_coupon_id", "desc")
    .limit(p.limit),
);

/** One member's coupon with where and when it was last used by a tap. */
export const tapById = prepare<{ id: string }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .innerJoin("coupon_change", (join) =>
      join
        .onRef("coupon_change.member_coupon_id", "=", "member_coupon.member_coupon_id")
        .on("coupon_change.kind", "=", "redeemed")
        .on("coupon_change.purchase_id", "is", null),
    )
    .select([...ofCoupon, ...ofRow, "coupon_change.store_id", "coupon_change.business_date"])
    .where("member_coupon.member_coupon_id", "=", p.id)
    .orderBy("coupon_change.nth", "desc")
    .limit(1),
);
