import type { Database } from "../../platform/database/database.ts";

/** Past sales for a replay, in the order in which they were recorded. */

type Report = Database["report"];

/** A page of the sales of some business days, by id between two, without those that were undone. */
export function salesBetween(
  report: Report,
  page: { from: string; to: string; after: string; before: string; limit: number },
) {
  return report
    .selectFrom("purchase")
    .innerJoin("member", "member.member_id", "purchase.member_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select([
      "purchase.purchase_id",
      "purchase.amount_yen",
      "purchase.coupon_yen",
      "purchase.discount_yen",
      "purchase.programme_version",
      "purchase.facts",
      "purchase.award",
      "member.public_id as member_public_id",
    ])
    .where("purchase.purchase_id", ">", page.after)
    .where("purchase.purchase_id", "<", page.before)
    .where("purchase.business_date", ">=", page.from)
    .where("purchase.business_date", "<=", page.to)
    .where("purchase_void.purchase_id", "is", null)
    .orderBy("purchase.purchase_id")
    .limit(page.limit)
    .execute();
}

/** What came back of all sales from one id to another, both included. */
export function refundsBetween(report: Report, first: string, last: string) {
  return report
    .selectFrom("refund")
    .select(["purchase_id", "lines", "given_back_by_lot", "draws"])
    .where("purchase_id", ">=", first)
    .where("purchase_id", "<=", last)
    .orderBy("purchase_id")
    .orderBy("nth")
    .execute();
}

/** The lines of all sales from one id to another, both included. */
export function linesBetween(report: Report, first: string, last: string) {
  return report
    .selectFrom("purchase_line")
    .selectAll()
    .where("purchase_id", ">=", first)
    .where("purchase_id", "<=", last)
    .orderBy("purchase_id")
    .orderBy("nth")
    .execute();
}
