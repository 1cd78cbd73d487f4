import type { HoldersAsked } from "../../../../shared/coupons/console.ts";
import { listedMax, pageRows } from "../../../../shared/listing.ts";
import type { Database } from "../../../platform/database/database.ts";
import { isAmongTexts } from "../../../platform/database/json-rows.ts";
import { prepare } from "../../../platform/database/prepared.ts";

/** Questions over all that was given and used: reports, and what one member has. */

type Report = Database["report"];

export function seenByCoupon(db: Report) {
  return db
    .selectFrom("coupon_seen")
    .select((eb) => ["coupon_id", eb.fn.countAll<number>().as("sum")])
    .groupBy("coupon_id")
    .execute();
}

/**
 * Uses that stand: one that was undone is in the changes too, but its coupon is held again, or was used another time.
 */
function uses(db: Report) {
  return db
    .selectFrom("coupon_change")
    .innerJoin("member_coupon", (join) =>
      join
        .onRef("member_coupon.member_coupon_id", "=", "coupon_change.member_coupon_id")
        .onRef("member_coupon.used_at_ms", "=", "coupon_change.at_ms")
        .on("member_coupon.status", "=", "redeemed"),
    )
    .where("coupon_change.kind", "=", "redeemed");
}

export function yenByCoupon(db: Report) {
  return uses(db)
    .select((eb) => ["coupon_change.coupon_id", eb.fn.sum<number>("coupon_change.yen").as("sum")])
    .groupBy("coupon_change.coupon_id")
    .execute();
}

export function seenOf(db: Report, couponId: string) {
  return db
    .selectFrom("coupon_seen")
    .select((eb) => eb.fn.countAll<number>().as("sum"))
    .where("coupon_id", "=", couponId)
    .executeTakeFirst();
}

export function usedBy(db: Report, couponId: string) {
  return uses(db)
    .leftJoin("node", "node.node_id", "coupon_change.store_id")
    .select((eb) => [
      "coupon_change.business_date",
      "coupon_change.store_id",
      "node.name",
      eb.fn.countAll<number>().as("count"),
      eb.fn.sum<number>("coupon_change.yen").as("yen"),
      eb.fn.sum<number>("coupon_change.points").as("points"),
    ])
    .where("coupon_change.coupon_id", "=", couponId)
    .groupBy(["coupon_change.business_date", "coupon_change.store_id", "node.name"])
    .execute();
}

export function givenBy(db: Report, couponId: string) {
  return db
    .selectFrom("coupon_change")
    .leftJoin("node", "node.node_id", "coupon_change.store_id")
    .select((eb) => [
      "coupon_change.business_date",
      "coupon_change.store_id",
      "node.name",
      eb.fn.countAll<number>().as("count"),
    ])
    .where("coupon_change.coupon_id", "=", couponId)
    .where("coupon_change.kind", "=", "issued")
    .groupBy(["coupon_change.business_date", "coupon_change.store_id", "node.name"])
    .execute();
}

type Asked = Pick<HoldersAsked, "status">;
type Sorted = Omit<HoldersAsked, "page">;

const columns = {
  given: "member_coupon.member_coupon_id",
  used: "member_coupon.used_at_ms",
  yen: "use.yen",
  name: "member.name",
} as const;

function keyOf(sort: Sorted["sort"]): keyof typeof columns {
  switch (sort) {
    case "given":
    case "-given":
      return "given";
    case "used":
    case "-used":
      return "used";
    case "yen":
    case "-yen":
      return "yen";
    case "name":
    case "-name":
      return "name";
  }
}

function holders(db: Report, couponId: string, { status }: Asked) {
  const all = db.selectFrom("member_coupon").where("member_coupon.coupon_id", "=", couponId);
  return status === undefined ? all : all.where("member_coupon.status", "=", status);
}

function holderRows(db: Report, couponId: string, asked: Sorted) {
  const down = asked.sort.startsWith("-");
  const key = keyOf(asked.sort);
  const rows = holders(db, couponId, asked)
    .innerJoin("member", "member.member_id", "member_coupon.member_id")
    .leftJoin("coupon_change as use", (join) =>
      join
        .onRef("use.member_coupon_id", "=", "member_coupon.member_coupon_id")
        .onRef("use.at_ms", "=", "member_coupon.used_at_ms")
        .on("use.kind", "=", "redeemed"),
    )
    .leftJoin("node", "node.node_id", "use.store_id")
    .select([
      "member_coupon.member_coupon_id",
      "member.public_id",
      "member.name as member_name",
      "member_coupon.status",
      "member_coupon.via",
      "member_coupon.issued_at_ms",
      "member_coupon.until_on",
      "member_coupon.used_at_ms",
      "member_coupon.purchase_id",
      "node.name as store_name",
      "use.actor",
      "use.yen",
    ])
    // What has no value comes last, whichever way: the engines differ where they are not told.
    .orderBy(columns[key], (order) => (down ? order.desc().nullsLast() : order.asc().nullsLast()));
  return key === "given" ? rows : rows.orderBy("member_coupon.member_coupon_id", "desc");
}

export function holderPage(db: Report, couponId: string, { page, ...asked }: HoldersAsked) {
  return holderRows(db, couponId, asked)
    .limit(pageRows)
    .offset((page - 1) * pageRows)
    .execute();
}

export function holderAll(db: Report, couponId: string, asked: Sorted) {
  return holderRows(db, couponId, asked).limit(listedMax).execute();
}

/** Counted to one more than a list shows. */
export async function holderCount(db: Report, couponId: string, asked: Asked): Promise<number> {
  const some = holders(db, couponId, asked)
    .select("member_coupon.member_coupon_id")
    .limit(listedMax + 1);
  const row = await db
    .selectFrom(some.as("some"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirst();
  return Number(row?.count ?? 0);
}

export const rowOfCoupon = prepare<{ id: string; couponId: string }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .select(["member_coupon_id", "member_id"])
    .where("member_coupon_id", "=", p.id)
    .where("coupon_id", "=", p.couponId),
);

/** The newest of a member's coupons, with the document each was given with. */
export const couponsOfOne = prepare<{ memberId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("member_coupon")
    .innerJoin("coupon_version", (join) =>
      join
        .onRef("coupon_version.coupon_id", "=", "member_coupon.coupon_id")
        .onRef("coupon_version.version", "=", "member_coupon.version"),
    )
    .select([
      "member_coupon.member_coupon_id",
      "member_coupon.coupon_id",
      "member_coupon.status",
      "member_coupon.via",
      "member_coupon.issued_at_ms",
      "member_coupon.until_on",
      "coupon_version.coupon",
    ])
    .where("member_coupon.member_id", "=", p.memberId)
    .orderBy("member_coupon.member_coupon_id", "desc")
    .limit(p.limit),
);

/** `ids` is a JSON array. */
/** The documents of some coupons, drafts too: the newest of one is last. */
export const documentsOfMany = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("coupon_version")
    .select(["coupon_id", "coupon"])
    .where(isAmongTexts(dialect, "coupon_id", p.ids))
    .orderBy("version"),
);

export const changesOfMany = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("coupon_change")
    .leftJoin("node", "node.node_id", "coupon_change.store_id")
    .select([
      "coupon_change.member_coupon_id",
      "coupon_change.kind",
      "coupon_change.at_ms",
      "coupon_change.actor",
      "coupon_change.purchase_id",
      "coupon_change.yen",
      "coupon_change.reason",
      "node.name",
    ])
    .where(isAmongTexts(dialect, "coupon_change.member_coupon_id", p.ids))
    .orderBy("coupon_change.member_coupon_id")
    .orderBy("coupon_change.nth"),
);
