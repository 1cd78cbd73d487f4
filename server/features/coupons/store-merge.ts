import type { CouponChange } from "../../../shared/coupons/schema.ts";
import { prepare } from "../../platform/database/prepared.ts";
import { ofCoupon, ofRow } from "./store.ts";

/** Queries for giving all of one member's coupons to another. */

interface Both {
  readonly fromId: number;
  readonly intoId: number;
}
type Params<T> = { readonly [Name in keyof T]: T[Name] };

export const everyRow = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("member_id", "=", p.memberId)
    .orderBy("member_coupon_id"),
);

export const renameOccasion = prepare<{ id: string; occasion: string }>()((db, p) =>
  db.updateTable("member_coupon").set({ occasion: p.occasion }).where("member_coupon_id", "=", p.id),
);

/** The next change of each, as many as there are by now: what somebody did meanwhile comes before it, or makes it fail. */
export const insertMoves = prepare<Params<Both & { actor: string; businessDate: string; nowMs: number }>>()(
  (db, p) =>
    db
      .insertInto("coupon_change")
      .columns([
        ...(["member_coupon_id", "nth", "kind", "coupon_id", "member_id"] as const),
        ...(["actor", "yen", "points", "business_date", "at_ms"] as const),
      ])
      .expression((eb) =>
        eb
          .selectFrom("member_coupon")
          .select((s) => [
            "member_coupon_id",
            s("nth", "+", 1).as("nth"),
            s.cast<CouponChange>(s.val("moved"), "text").as("kind"),
            "coupon_id",
            s.cast<number>(s.val(p.intoId), "bigint").as("member_id"),
            s.cast<string>(s.val(p.actor), "text").as("actor"),
            s.lit(0).as("yen"),
            s.lit(0).as("points"),
            s.cast<string>(s.val(p.businessDate), "text").as("business_date"),
            s.cast<number>(s.val(p.nowMs), "bigint").as("at_ms"),
          ])
          .where("member_coupon.member_id", "=", p.fromId),
      ),
);

export const moveRows = prepare<Params<Both>>()((db, p) =>
  db
    .updateTable("member_coupon")
    .set((eb) => ({ member_id: p.intoId, nth: eb("nth", "+", 1), presented_until_ms: null }))
    .where("member_id", "=", p.fromId),
);

/** Tries of draws count for both; where both tried for the same occasion, it is one try. */
export const moveDraws = prepare<Params<Both>>()((db, p) =>
  db
    .updateTable("coupon_draw")
    .set({ member_id: p.intoId })
    .where("member_id", "=", p.fromId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("coupon_draw as own")
            .select("own.won")
            .whereRef("own.coupon_id", "=", "coupon_draw.coupon_id")
            .whereRef("own.occasion", "=", "coupon_draw.occasion")
            .where("own.member_id", "=", p.intoId),
        ),
      ),
    ),
);

export const moveSeen = prepare<Params<Both>>()((db, p) =>
  db
    .updateTable("coupon_seen")
    .set({ member_id: p.intoId })
    .where("member_id", "=", p.fromId)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("coupon_seen as own")
            .select("own.seen_at_ms")
            .whereRef("own.coupon_id", "=", "coupon_seen.coupon_id")
            .where("own.member_id", "=", p.intoId),
        ),
      ),
    ),
);
