import type { Database } from "../../../platform/database/database.ts";

/** What sums are made of, page by page, with what each member is now. By the keys of the rows themselves. */

type Report = Database["report"];

const parts = ["account_rank.rank", "member_profile.sex", "member_profile.birth_year"] as const;

export function entries(db: Report, after: string, below: string, limit: number) {
  return db
    .selectFrom("entry")
    .innerJoin("account", "account.account_id", "entry.account_id")
    .leftJoin("account_rank", "account_rank.account_id", "entry.account_id")
    .leftJoin("member_profile", "member_profile.member_id", "account.member_id")
    .where("entry.entry_id", ">", after)
    .where("entry.entry_id", "<", below)
    .select([
      "entry.entry_id",
      "entry.kind",
      "entry.points",
      "entry.business_date",
      "entry.store_id",
      ...parts,
    ])
    .orderBy("entry.entry_id")
    .limit(limit)
    .execute();
}

export function purchases(db: Report, after: string, below: string, limit: number) {
  return db
    .selectFrom("purchase")
    .leftJoin("account_rank", "account_rank.account_id", "purchase.account_id")
    .leftJoin("member_profile", "member_profile.member_id", "purchase.member_id")
    .where("purchase.purchase_id", ">", after)
    .where("purchase.purchase_id", "<", below)
    .select([
      ...([
        "purchase.purchase_id",
        "purchase.account_id",
        "purchase.store_id",
        "purchase.business_date",
      ] as const),
      ...(["purchase.amount_yen", "purchase.coupon_yen"] as const),
      ...parts,
    ])
    .orderBy("purchase.purchase_id")
    .limit(limit)
    .execute();
}

const sale = [
  "purchase.account_id",
  "purchase.business_date as sale_date",
  "purchase.store_id as sale_store_id",
] as const;

export function voids(db: Report, afterMs: number, afterId: string, beforeMs: number, limit: number) {
  return db
    .selectFrom("purchase_void")
    .innerJoin("purchase", "purchase.purchase_id", "purchase_void.purchase_id")
    .innerJoin("node", "node.node_id", "purchase_void.store_id")
    .leftJoin("account_rank", "account_rank.account_id", "purchase.account_id")
    .leftJoin("member_profile", "member_profile.member_id", "purchase.member_id")
    .where("purchase_void.voided_at_ms", ">=", afterMs)
    .where("purchase_void.voided_at_ms", "<", beforeMs)
    .where((eb) =>
      eb.or([eb("purchase_void.voided_at_ms", ">", afterMs), eb("purchase_void.purchase_id", ">", afterId)]),
    )
    .select([
      ...(["purchase_void.voided_at_ms", "purchase_void.purchase_id", "purchase_void.store_id"] as const),
      ...(["purchase.amount_yen", "purchase.coupon_yen", "node.time_zone"] as const),
      ...sale,
      ...parts,
    ])
    .orderBy("purchase_void.voided_at_ms")
    .orderBy("purchase_void.purchase_id")
    .limit(limit)
    .execute();
}

export function refunds(db: Report, after: string, below: string, limit: number) {
  return db
    .selectFrom("refund")
    .innerJoin("purchase", "purchase.purchase_id", "refund.purchase_id")
    .leftJoin("account_rank", "account_rank.account_id", "purchase.account_id")
    .leftJoin("member_profile", "member_profile.member_id", "purchase.member_id")
    .where("refund.refund_id", ">", after)
    .where("refund.refund_id", "<", below)
    .select((eb) => [
      ...(["refund.refund_id", "refund.business_date", "refund.store_id", "refund.amount_yen"] as const),
      "purchase.amount_yen as sale_yen",
      eb
        .selectFrom("refund as so_far")
        .whereRef("so_far.purchase_id", "=", "refund.purchase_id")
        .whereRef("so_far.nth", "<=", "refund.nth")
        .select((inner) => inner.fn.sum<number>("so_far.amount_yen").as("sum"))
        .as("returned_yen"),
      ...sale,
      ...parts,
    ])
    .orderBy("refund.refund_id")
    .limit(limit)
    .execute();
}
