import { joinedMax } from "../../../shared/today.ts";
import type { Database } from "../../platform/database/database.ts";

type Report = Database["report"];

/** Sums by store and day, of sales that stand. By `purchase_store_day`: reads the days' own rows and no others. */
export function salesOn(db: Report, dates: readonly string[]) {
  return db
    .selectFrom("node")
    .innerJoin("purchase", "purchase.store_id", "node.node_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .where("node.kind", "=", "store")
    .where("purchase.business_date", "in", dates)
    .where("purchase_void.purchase_id", "is", null)
    .select((eb) => [
      "node.public_id",
      "node.name",
      "purchase.business_date",
      eb.fn.countAll<number>().as("sales"),
      eb.fn.sum<number>("purchase.amount_yen").as("yen"),
      eb.fn.sum<number>("purchase.points_earned").as("points_earned"),
      eb.fn.sum<number>("purchase.points_used").as("points_used"),
      eb.fn.sum<number>("purchase.coupon_yen").as("coupon_yen"),
    ])
    .groupBy(["node.public_id", "node.name", "purchase.business_date"])
    .execute();
}

/** When the newest members joined, since `sinceMs`. Members are numbered as they join, so no index is needed. */
export function joinedSince(db: Report, sinceMs: number) {
  return db
    .selectFrom((newest) =>
      newest
        .selectFrom("member")
        .select(["joined_at_ms", "merged_into_id"])
        .orderBy("member_id", "desc")
        .limit(joinedMax)
        .as("newest"),
    )
    .select("joined_at_ms")
    .where("joined_at_ms", ">=", sinceMs)
    .where("merged_into_id", "is", null)
    .execute();
}
