import type { CouponStatus } from "../../../../shared/coupons/schema.ts";
import { insertingRows } from "../../../platform/database/json-rows.ts";
import { prepare } from "../../../platform/database/prepared.ts";

/** What the console asks about coupons' documents, codes and pictures, and writes of them. */

export const couponRow = prepare<{ couponId: string }>()((db, p) =>
  db.selectFrom("coupon").selectAll().where("coupon_id", "=", p.couponId),
);

export const versionRow = prepare<{ couponId: string; version: number }>()((db, p) =>
  db
    .selectFrom("coupon_version")
    .selectAll()
    .where("coupon_id", "=", p.couponId)
    .where("version", "=", p.version),
);

/** Drafts and the versions in force, of all coupons, newest first. */
export const couponsWithDocuments = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("coupon")
    .innerJoin("coupon_version", "coupon_version.coupon_id", "coupon.coupon_id")
    .select([
      "coupon.coupon_id",
      "coupon.status",
      "coupon.version as in_force",
      "coupon.given",
      "coupon.used",
      "coupon.made_at_ms",
      "coupon_version.version",
      "coupon_version.coupon",
    ])
    .where((eb) =>
      eb.or([
        eb("coupon_version.version", "=", 0),
        eb("coupon_version.version", "=", eb.ref("coupon.version")),
      ]),
    )
    .orderBy("coupon.made_at_ms", "desc")
    .limit(4_000),
);

export const insertCoupon = prepare<{ couponId: string; audience: string; nowMs: number; madeBy: string }>()(
  (db, p) =>
    db.insertInto("coupon").values({
      coupon_id: p.couponId,
      status: "draft",
      version: 0,
      audience: p.audience,
      folded_code: null,
      secret: null,
      from_on: null,
      to_on: null,
      given: 0,
      used: 0,
      given_max: null,
      used_max: null,
      made_at_ms: p.nowMs,
      made_by: p.madeBy,
      stopped_at_ms: null,
    }),
);

export const dropDraft = prepare<{ couponId: string }>()((db, p) =>
  db.deleteFrom("coupon_version").where("coupon_id", "=", p.couponId).where("version", "=", 0),
);

/** The draft that somebody saw; one that was saved since stays, and is in the way of another in its place. */
export const dropDraftSeen = prepare<{ couponId: string; seenAtMs: number }>()((db, p) =>
  db
    .deleteFrom("coupon_version")
    .where("coupon_id", "=", p.couponId)
    .where("version", "=", 0)
    .where("made_at_ms", "=", p.seenAtMs),
);

/** One that was never issued: nothing hangs on it. */
export const dropCoupon = prepare<{ couponId: string }>()((db, p) =>
  db.deleteFrom("coupon").where("coupon_id", "=", p.couponId).where("status", "=", "draft"),
);

/** Of two that publish the same number, or keep a draft (0) where there is one, the second fails. */
export const insertVersion = prepare<{
  couponId: string;
  version: number;
  coupon: string;
  nowMs: number;
  madeBy: string;
}>()((db, p) =>
  db.insertInto("coupon_version").values({
    coupon_id: p.couponId,
    version: p.version,
    coupon: p.coupon,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

/** What is looked up by without the document. */
export const putInForce = prepare<{
  couponId: string;
  version: number;
  audience: string;
  foldedCode: string | null;
  secret: string | null;
  fromOn: string | null;
  toOn: string | null;
  givenMax: number | null;
  usedMax: number | null;
}>()((db, p) =>
  db
    .updateTable("coupon")
    .set({
      status: "issued",
      version: p.version,
      audience: p.audience,
      folded_code: p.foldedCode,
      secret: p.secret,
      from_on: p.fromOn,
      to_on: p.toOn,
      given_max: p.givenMax,
      used_max: p.usedMax,
    })
    .where("coupon_id", "=", p.couponId),
);

/** A stopped one leaves its word to others. */
export const moveCoupon = prepare<{
  couponId: string;
  status: string;
  foldedCode: string | null;
  stoppedAtMs: number | null;
}>()((db, p) =>
  db
    .updateTable("coupon")
    .set({ status: statusSlot(p.status), folded_code: p.foldedCode, stopped_at_ms: p.stoppedAtMs })
    .where("coupon_id", "=", p.couponId),
);

/** A parameter's type is any text while the column knows three; the callers pass a `CouponStatus`. */
function statusSlot(slot: string): CouponStatus {
  return slot as CouponStatus;
}

export const insertCodes = insertingRows("coupon_single_code", {
  folded_code: "text",
  coupon_id: "text",
  batch: "text",
  made_at_ms: "integer",
});

export const codeBatches = prepare<{ couponId: string }>()((db, p) =>
  db
    .selectFrom("coupon_single_code")
    .leftJoin("coupon_code_use", "coupon_code_use.folded_code", "coupon_single_code.folded_code")
    .select((eb) => [
      "coupon_single_code.batch",
      eb.fn.min("coupon_single_code.made_at_ms").as("made_at_ms"),
      eb.fn.countAll<number>().as("made"),
      eb.fn.count<number>("coupon_code_use.folded_code").as("used"),
    ])
    .where("coupon_single_code.coupon_id", "=", p.couponId)
    .groupBy("coupon_single_code.batch")
    .orderBy("coupon_single_code.batch", "desc")
    .limit(200),
);

export const codesOfBatch = prepare<{ couponId: string; batch: string }>()((db, p) =>
  db
    .selectFrom("coupon_single_code")
    .leftJoin("coupon_code_use", "coupon_code_use.folded_code", "coupon_single_code.folded_code")
    .select(["coupon_single_code.folded_code", "coupon_code_use.used_at_ms"])
    .where("coupon_single_code.coupon_id", "=", p.couponId)
    .where("coupon_single_code.batch", "=", p.batch)
    .orderBy("coupon_single_code.folded_code"),
);

export const insertPicture = prepare<{
  pictureId: string;
  mediaType: "image/png" | "image/jpeg";
  base64: string;
  madeBy: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("picture").values({
    picture_id: p.pictureId,
    media_type: p.mediaType,
    base64: p.base64,
    made_by: p.madeBy,
    made_at_ms: p.nowMs,
  }),
);

export const pictureRow = prepare<{ pictureId: string }>()((db, p) =>
  db.selectFrom("picture").select(["media_type", "base64"]).where("picture_id", "=", p.pictureId),
);
