import type { CouponChange, HeldStatus } from "../../../shared/coupons/schema.ts";
import { isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** The queries on coupon, coupon_version, member_coupon and coupon_change that the member's door and the sale ask. */

export const ofCoupon = [
  "coupon.coupon_id",
  "coupon.status as coupon_status",
  "coupon.version as coupon_version",
  "coupon.audience",
  "coupon.given",
  "coupon.used",
  "coupon.given_max",
  "coupon.used_max",
] as const;

export const ofRow = [
  "member_coupon.member_coupon_id",
  "member_coupon.member_id",
  "member_coupon.occasion",
  "member_coupon.version",
  "member_coupon.via",
  "member_coupon.status",
  "member_coupon.nth",
  "member_coupon.from_on",
  "member_coupon.until_on",
  "member_coupon.issued_at_ms",
  "member_coupon.timed_until_ms",
  "member_coupon.presented_until_ms",
  "member_coupon.reserved_for",
  "member_coupon.reserved_until_ms",
  "member_coupon.used_at_ms",
  "member_coupon.purchase_id",
] as const;

/** What a member has in hand, and what they took of "everyone" coupons in the periods that a day is in. */
export const rowsOfMember = prepare<{
  memberId: number;
  day: string;
  week: string;
  month: string;
  year: string;
}>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("member_coupon.member_id", "=", p.memberId)
    .where((eb) =>
      eb.or([
        eb("member_coupon.status", "in", ["held", "reserved"]),
        eb("member_coupon.via", "=", "everyone").and(
          eb.or([
            eb("member_coupon.occasion", "like", "ever#%"),
            eb("member_coupon.occasion", "like", p.day),
            eb("member_coupon.occasion", "like", p.week),
            eb("member_coupon.occasion", "like", p.month),
            eb("member_coupon.occasion", "like", p.year),
          ]),
        ),
      ]),
    )
    .orderBy("member_coupon.member_coupon_id")
    .limit(500),
);

/** Of one audience, in force on a day and not yet ended; those that begin later are there too. */
export const couponsFor = prepare<{ audience: string; todayOn: string }>()((db, p) =>
  db
    .selectFrom("coupon")
    .select(ofCoupon)
    .where("status", "=", "issued")
    .where("audience", "=", p.audience)
    .where((eb) => eb.or([eb("to_on", "is", null), eb("to_on", ">=", p.todayOn)]))
    .orderBy("coupon_id", "desc")
    .limit(200),
);

/** Those that members may use on a day, whoever they were issued to. */
export const couponsInForce = prepare<{ todayOn: string }>()((db, p) =>
  db
    .selectFrom("coupon")
    .select(["coupon_id", "version"])
    .where("status", "=", "issued")
    .where((eb) => eb.or([eb("to_on", "is", null), eb("to_on", ">=", p.todayOn)])),
);

export const couponById = prepare<{ couponId: string }>()((db, p) =>
  db.selectFrom("coupon").select(ofCoupon).where("coupon_id", "=", p.couponId),
);

export const couponByCode = prepare<{ foldedCode: string }>()((db, p) =>
  db
    .selectFrom("coupon")
    .select(ofCoupon)
    .where("folded_code", "=", p.foldedCode)
    .where("audience", "=", "code"),
);

export const couponBySecret = prepare<{ secret: string }>()((db, p) =>
  db.selectFrom("coupon").select(ofCoupon).where("secret", "=", p.secret).where("audience", "=", "qr"),
);

/** A single-use code's coupon, and whose it has become. */
export const couponBySingleCode = prepare<{ foldedCode: string }>()((db, p) =>
  db
    .selectFrom("coupon_single_code")
    .innerJoin("coupon", "coupon.coupon_id", "coupon_single_code.coupon_id")
    .leftJoin("coupon_code_use", "coupon_code_use.folded_code", "coupon_single_code.folded_code")
    .leftJoin("member_coupon", "member_coupon.member_coupon_id", "coupon_code_use.member_coupon_id")
    .select([...ofCoupon, "member_coupon.member_id as user_id", "coupon_code_use.member_coupon_id"])
    .where("coupon_single_code.folded_code", "=", p.foldedCode),
);

/** Every published version of some coupons, by a JSON array of their ids: one that somebody holds may be an old one. */
export const documentsOf = prepare<{ couponIds: string }>()((db, p, dialect) =>
  db
    .selectFrom("coupon_version")
    .select(["coupon_id", "version", "coupon"])
    .where(isAmongTexts(dialect, "coupon_id", p.couponIds))
    .where("version", ">", 0),
);

export const rowById = prepare<{ id: string; memberId: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("member_coupon_id", "=", p.id)
    .where("member_id", "=", p.memberId),
);

/** All that a member ever had of a coupon. */
export const rowsOfCoupon = prepare<{ couponId: string; memberId: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("member_coupon.coupon_id", "=", p.couponId)
    .where("member_id", "=", p.memberId)
    .orderBy("member_coupon_id"),
);

export const rowsInHand = prepare<{ memberId: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("member_id", "=", p.memberId)
    .where("member_coupon.status", "in", ["held", "reserved"])
    .orderBy("member_coupon_id"),
);

export const rowsReservedFor = prepare<{ reservedFor: string }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("reserved_for", "=", p.reservedFor)
    .where("member_coupon.status", "=", "reserved"),
);

export const reservationsDue = prepare<{ nowMs: number; limit: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow])
    .where("member_coupon.status", "=", "reserved")
    .where("reserved_until_ms", "<=", p.nowMs)
    .orderBy("member_coupon_id")
    .limit(p.limit),
);

/** Used and ended ones since a moment and a day. */
export const pastRows = prepare<{ memberId: number; sinceMs: number; sinceOn: string; limit: number }>()(
  (db, p) =>
    db
      .selectFrom("member_coupon")
      .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
      .select([...ofCoupon, ...ofRow])
      .where("member_id", "=", p.memberId)
      .where((eb) =>
        eb.or([
          eb("member_coupon.status", "=", "redeemed").and("used_at_ms", ">=", p.sinceMs),
          eb("member_coupon.status", "in", ["expired", "revoked"]).and("until_on", ">=", p.sinceOn),
          eb("member_coupon.status", "=", "expired").and("timed_until_ms", ">=", p.sinceMs),
        ]),
      )
      .orderBy("member_coupon_id", "desc")
      .limit(p.limit),
);

/** What a sale used, and whether that came back. */
export const usesOfPurchase = prepare<{ purchaseId: string }>()((db, p) =>
  db
    .selectFrom("coupon_change")
    .innerJoin("member_coupon", "member_coupon.member_coupon_id", "coupon_change.member_coupon_id")
    .innerJoin("coupon", "coupon.coupon_id", "member_coupon.coupon_id")
    .select([...ofCoupon, ...ofRow, "coupon_change.kind", "coupon_change.yen", "coupon_change.points"])
    .where("coupon_change.purchase_id", "=", p.purchaseId)
    .orderBy("coupon_change.member_coupon_id")
    .orderBy("coupon_change.nth"),
);

export const insertRow = prepare<{
  id: string;
  couponId: string;
  memberId: number;
  occasion: string;
  version: number;
  via: string;
  status: string;
  nth: number;
  fromOn: string | null;
  untilOn: string | null;
  issuedAtMs: number;
  timedUntilMs: number | null;
  presentedUntilMs: number | null;
  reservedFor: string | null;
  reservedUntilMs: number | null;
  usedAtMs: number | null;
  purchaseId: string | null;
}>()((db, p) =>
  db.insertInto("member_coupon").values({
    member_coupon_id: p.id,
    coupon_id: p.couponId,
    member_id: p.memberId,
    occasion: p.occasion,
    version: p.version,
    via: p.via,
    status: statusSlot(p.status),
    nth: p.nth,
    from_on: p.fromOn,
    until_on: p.untilOn,
    issued_at_ms: p.issuedAtMs,
    timed_until_ms: p.timedUntilMs,
    presented_until_ms: p.presentedUntilMs,
    reserved_for: p.reservedFor,
    reserved_until_ms: p.reservedUntilMs,
    used_at_ms: p.usedAtMs,
    purchase_id: p.purchaseId,
  }),
);

export const updateRow = prepare<{
  id: string;
  status: string;
  nth: number;
  timedUntilMs: number | null;
  presentedUntilMs: number | null;
  reservedFor: string | null;
  reservedUntilMs: number | null;
  usedAtMs: number | null;
  purchaseId: string | null;
}>()((db, p) =>
  db
    .updateTable("member_coupon")
    .set({
      status: statusSlot(p.status),
      nth: p.nth,
      timed_until_ms: p.timedUntilMs,
      presented_until_ms: p.presentedUntilMs,
      reserved_for: p.reservedFor,
      reserved_until_ms: p.reservedUntilMs,
      used_at_ms: p.usedAtMs,
      purchase_id: p.purchaseId,
    })
    .where("member_coupon_id", "=", p.id),
);

/** Numbered in the coupon's own order: of two decisions made on the same state, the second fails. */
export const insertChange = prepare<{
  id: string;
  nth: number;
  kind: string;
  couponId: string;
  memberId: number;
  storeId: number | null;
  tillId: string | null;
  actor: string;
  purchaseId: string | null;
  yen: number;
  points: number;
  reason: string | null;
  businessDate: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("coupon_change").values({
    member_coupon_id: p.id,
    nth: p.nth,
    kind: kindSlot(p.kind),
    coupon_id: p.couponId,
    member_id: p.memberId,
    store_id: p.storeId,
    till_id: p.tillId,
    actor: p.actor,
    purchase_id: p.purchaseId,
    yen: p.yen,
    points: p.points,
    reason: p.reason,
    business_date: p.businessDate,
    at_ms: p.nowMs,
  }),
);

/** The stock: more than there are is refused by the row itself. */
export const countStock = prepare<{ couponId: string; given: number; used: number }>()((db, p) =>
  db
    .updateTable("coupon")
    .set((eb) => ({ given: eb("given", "+", p.given), used: eb("used", "+", p.used) }))
    .where("coupon_id", "=", p.couponId),
);

/** The words of staff about the member's coupons. */
export const forgetReasons = prepare<{ memberId: number }>()((db, p) =>
  db
    .updateTable("coupon_change")
    .set({ reason: null })
    .where("member_coupon_id", "in", (eb) =>
      eb.selectFrom("member_coupon").select("member_coupon_id").where("member_id", "=", p.memberId),
    )
    .where("reason", "is not", null),
);

export const withdrawChoice = prepare<{ id: string }>()((db, p) =>
  db.updateTable("member_coupon").set({ presented_until_ms: null }).where("member_coupon_id", "=", p.id),
);

export const markSeen = prepare<{ couponId: string; memberId: number; nowMs: number }>()((db, p) =>
  db
    .insertInto("coupon_seen")
    .values({ coupon_id: p.couponId, member_id: p.memberId, seen_at_ms: p.nowMs })
    .onConflict((conflict) => conflict.columns(["coupon_id", "member_id"]).doNothing()),
);

export const useSingleCode = prepare<{ foldedCode: string; id: string; nowMs: number }>()((db, p) =>
  db
    .insertInto("coupon_code_use")
    .values({ folded_code: p.foldedCode, member_coupon_id: p.id, used_at_ms: p.nowMs }),
);

export const drawsOfMember = prepare<{ couponId: string; memberId: number }>()((db, p) =>
  db
    .selectFrom("coupon_draw")
    .select("occasion")
    .where("coupon_id", "=", p.couponId)
    .where("member_id", "=", p.memberId),
);

export const insertDraw = prepare<{
  couponId: string;
  memberId: number;
  occasion: string;
  won: number;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("coupon_draw").values({
    coupon_id: p.couponId,
    member_id: p.memberId,
    occasion: p.occasion,
    won: p.won,
    drawn_at_ms: p.nowMs,
  }),
);

/** A parameter's type is any text while the column knows five; the callers pass a `HeldStatus`. */
function statusSlot(slot: string): HeldStatus {
  return slot as HeldStatus;
}

/** The same of kinds of change. */
function kindSlot(slot: string): CouponChange {
  return slot as CouponChange;
}
