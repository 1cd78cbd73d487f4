import { prepare } from "../../platform/database/prepared.ts";

/**
 * Queries for comparing accounts with their sales and holds. Sales are found by their entries: there is one `earn` for
 * each, and no index of purchases by account.
 */

export const salesOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("purchase", "purchase.purchase_id", "entry.purchase_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select([
      "purchase.purchase_id",
      "purchase.account_id",
      "purchase.store_id",
      "purchase.business_date",
      "purchase.amount_yen",
      "purchase.coupon_yen",
      "purchase.net_yen",
      "purchase.points_used",
      "purchase.discount_yen",
      "purchase.points_earned",
      "purchase.award",
      "purchase.recorded_at_ms",
      "purchase_void.voided_at_ms",
      "purchase_void.points_given_back",
      "purchase_void.points_taken_back",
    ])
    .where("entry.account_id", "=", p.accountId)
    .where("entry.kind", "=", "earn"),
);

export const refundsOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("refund", "refund.purchase_id", "entry.purchase_id")
    .selectAll("refund")
    .where("entry.account_id", "=", p.accountId)
    .where("entry.kind", "=", "earn")
    .orderBy("refund.purchase_id")
    .orderBy("refund.nth"),
);

/** What coupons took off an account's sales, by their own changes. */
export const couponYenOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("coupon_change", "coupon_change.purchase_id", "entry.purchase_id")
    .select(["coupon_change.purchase_id", "coupon_change.yen"])
    .where("entry.account_id", "=", p.accountId)
    .where("entry.kind", "=", "earn")
    .where("coupon_change.kind", "=", "redeemed"),
);

export const holdsOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("hold")
    .select(["hold_id", "entry_id", "points", "status"])
    .where("account_id", "=", p.accountId)
    .orderBy("hold_id"),
);

/** Limits that many members draw on; those of one member are asked for with the sales that drew on them. */
export const sharedPools = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("rule_pool")
    .select(["pool", "used"])
    .where("pool", "not like", "%|per_member%")
    .orderBy("pool"),
);
