import type { Rows } from "./store-export.ts";

/** The same of what was bought, used and sent. */

export const purchases: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("purchase")
    .leftJoin("node", "node.node_id", "purchase.store_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select([
      ...(["purchase.purchase_id", "purchase.channel", "purchase.receipt_number"] as const),
      ...(["node.name as store_name", "purchase.amount_yen", "purchase.coupon_yen"] as const),
      ...(["purchase.points_used", "purchase.discount_yen", "purchase.points_earned"] as const),
      ...(["purchase.occurred_at_ms", "purchase.business_date", "purchase_void.voided_at_ms"] as const),
    ])
    .where("purchase.member_id", "=", memberId)
    .orderBy("purchase.purchase_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const purchaseLines: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("purchase_line")
    .innerJoin("purchase", "purchase.purchase_id", "purchase_line.purchase_id")
    .select([
      ...(["purchase_line.purchase_id", "purchase_line.kind", "purchase_line.item_code"] as const),
      ...(["purchase_line.categories", "purchase_line.brand", "purchase_line.quantity"] as const),
      ...(["purchase_line.amount_yen", "purchase_line.discount_yen"] as const),
      "purchase_line.tax_per_mille",
    ])
    .where("purchase.member_id", "=", memberId)
    .orderBy("purchase_line.purchase_id")
    .orderBy("purchase_line.nth")
    .limit(limit)
    .offset(offset)
    .execute();

export const refunds: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("refund")
    .select([
      ...(["purchase_id", "nth", "reason", "amount_yen", "points_given_back", "points_taken_back"] as const),
      ...(["points_owed", "points_waived", "occurred_at_ms", "business_date"] as const),
    ])
    .where("member_id", "=", memberId)
    .orderBy("purchase_id")
    .orderBy("nth")
    .limit(limit)
    .offset(offset)
    .execute();

/** The readings of the card that a till accepted. */
export const scans: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("scan")
    .leftJoin("node", "node.node_id", "scan.store_id")
    .select(["node.name as store_name", "scan.scanned_at_ms"])
    .where("scan.member_id", "=", memberId)
    .orderBy("scan.scan_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const coupons: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("member_coupon")
    .innerJoin("coupon_version", (join) =>
      join
        .onRef("coupon_version.coupon_id", "=", "member_coupon.coupon_id")
        .onRef("coupon_version.version", "=", "member_coupon.version"),
    )
    .select([
      ...(["member_coupon.member_coupon_id", "member_coupon.coupon_id", "member_coupon.via"] as const),
      ...(["member_coupon.status", "member_coupon.from_on", "member_coupon.until_on"] as const),
      ...(["member_coupon.issued_at_ms", "member_coupon.used_at_ms", "coupon_version.coupon"] as const),
    ])
    .where("member_coupon.member_id", "=", memberId)
    .orderBy("member_coupon.member_coupon_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const couponChanges: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("coupon_change")
    .innerJoin("member_coupon", "member_coupon.member_coupon_id", "coupon_change.member_coupon_id")
    .leftJoin("node", "node.node_id", "coupon_change.store_id")
    .select([
      ...(["coupon_change.member_coupon_id", "coupon_change.kind", "node.name as store_name"] as const),
      ...(["coupon_change.purchase_id", "coupon_change.yen", "coupon_change.points"] as const),
      ...(["coupon_change.reason", "coupon_change.business_date", "coupon_change.at_ms"] as const),
    ])
    .where("member_coupon.member_id", "=", memberId)
    .orderBy("coupon_change.member_coupon_id")
    .orderBy("coupon_change.nth")
    .limit(limit)
    .offset(offset)
    .execute();

export const draws: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("coupon_draw")
    .select(["coupon_id", "won", "drawn_at_ms"])
    .where("member_id", "=", memberId)
    .orderBy("coupon_id")
    .orderBy("occasion")
    .limit(limit)
    .offset(offset)
    .execute();

export const stampCards: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("member_stamp")
    .select(["card_id", "round", "stamps", "status", "first_on", "last_on", "until_on"])
    .where("member_id", "=", memberId)
    .orderBy("card_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const stampEntries: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("stamp_entry")
    .leftJoin("node", "node.node_id", "stamp_entry.store_id")
    .select([
      ...(["stamp_entry.card_id", "stamp_entry.round", "stamp_entry.kind", "stamp_entry.stamps"] as const),
      ...(["stamp_entry.count_after", "stamp_entry.purchase_id", "node.name as store_name"] as const),
      ...(["stamp_entry.reason", "stamp_entry.business_date", "stamp_entry.at_ms"] as const),
    ])
    .where("stamp_entry.member_id", "=", memberId)
    .orderBy("stamp_entry.card_id")
    .orderBy("stamp_entry.seq")
    .limit(limit)
    .offset(offset)
    .execute();

export const stampRewards: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("stamp_reward")
    .select(["card_id", "name", "status", "earned_on", "handed_over_at_ms"])
    .where("member_id", "=", memberId)
    .orderBy("reward_id")
    .limit(limit)
    .offset(offset)
    .execute();

/** To this person alone. */
export const messages: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("outbox")
    .select(["message_id", "reason", "kind", "status", "messages", "queued_at_ms", "settled_at_ms"])
    .where("member_id", "=", memberId)
    .orderBy("message_id")
    .limit(limit)
    .offset(offset)
    .execute();

/** To many, of whom they were one. */
export const messagesToMany: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("outbox_recipient")
    .innerJoin("outbox", "outbox.message_id", "outbox_recipient.message_id")
    .select([
      ...(["outbox.message_id", "outbox.reason", "outbox.kind", "outbox.status"] as const),
      ...(["outbox.messages", "outbox.queued_at_ms", "outbox.settled_at_ms"] as const),
    ])
    .where("outbox_recipient.member_id", "=", memberId)
    .orderBy("outbox.message_id")
    .limit(limit)
    .offset(offset)
    .execute();
