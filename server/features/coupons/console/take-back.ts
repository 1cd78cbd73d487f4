import { type Expression, type Kysely, type SqlBool, sql } from "kysely";
import { type Bound, type Dialect, prepare } from "../../../platform/database/prepared.ts";
import type { Tables } from "../../../platform/database/tables.ts";

/** What was given for one occasion. */
export interface Taken extends Readonly<Record<string, string | number | null>> {
  readonly couponId: string;
  readonly occasion: string;
  /** `kind:publicId` */
  readonly actor: string;
  readonly reason: string;
  readonly nowMs: number;
  /** The business date. */
  readonly on: string;
}

/**
 * Withdraws from some members, whom `among` finds in the commit itself, what they were given for an occasion and have not
 * used: whatever number of them, in two statements. A coupon that is being paid with stays theirs. As with every withdrawal its
 * place in the stock stays taken.
 */
export function takingBack<P extends Taken>(
  among: (db: Kysely<Tables>, p: P, dialect: Dialect) => Expression<unknown>,
): { with(params: P): Bound[] } {
  const held = (db: Kysely<Tables>, p: P, dialect: Dialect) =>
    db
      .selectFrom("member_coupon")
      .where("member_coupon.coupon_id", "=", p.couponId)
      .where("member_coupon.occasion", "=", p.occasion)
      .where("member_coupon.status", "=", "held")
      .where(sql<SqlBool>`member_coupon.member_id in ${among(db, p, dialect)}`);
  const changes = prepare<P>()((db, p, dialect) =>
    db
      .insertInto("coupon_change")
      .columns([
        ...(["member_coupon_id", "nth", "kind", "coupon_id", "member_id", "actor"] as const),
        ...(["yen", "points", "reason", "business_date", "at_ms"] as const),
      ])
      .expression(
        held(db, p, dialect).select((eb) => [
          "member_coupon.member_coupon_id",
          eb("member_coupon.nth", "+", 1).as("nth"),
          sql<"revoked">`'revoked'`.as("kind"),
          ...(["member_coupon.coupon_id", "member_coupon.member_id"] as const),
          sql<string>`cast(${p.actor} as text)`.as("actor"),
          sql<number>`0`.as("yen"),
          sql<number>`0`.as("points"),
          sql<string>`cast(${p.reason} as text)`.as("reason"),
          sql<string>`cast(${p.on} as text)`.as("business_date"),
          sql<number>`cast(${p.nowMs} as bigint)`.as("at_ms"),
        ]),
      ),
  );
  const rows = prepare<P>()((db, p, dialect) =>
    db
      .updateTable("member_coupon")
      .set((eb) => ({ status: "revoked", nth: eb("nth", "+", 1), presented_until_ms: null }))
      .where("coupon_id", "=", p.couponId)
      .where("occasion", "=", p.occasion)
      .where("status", "=", "held")
      .where(sql<SqlBool>`member_id in ${among(db, p, dialect)}`),
  );
  return { with: (params) => [changes.with(params), rows.with(params)] };
}
