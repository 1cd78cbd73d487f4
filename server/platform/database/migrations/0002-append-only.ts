import type { Ddl } from "./ddl.ts";

/**
 * Defence in depth: the tables that are evidence refuse to be changed, whoever asks. In a migration of its
 * own because D1's remote migrations have broken on trigger bodies; each trigger here is one statement on one
 * line.
 */
export function appendOnly(ddl: Ddl): readonly string[] {
  return [
    "entry",
    "allocation",
    "audit",
    "consent",
    "purchase",
    "purchase_line",
    "purchase_void",
    "refund",
    "ladder_version",
    "rank_change",
    "programme_version",
    "chat_version",
    "reach_version",
    "automation_version",
    "automation_send",
  ]
    .flatMap((table) => ddl.appendOnly(table))
    .concat(
      ddl.appendOnlyBut("coupon_change", [
        ...["member_coupon_id", "nth", "kind", "coupon_id", "member_id", "store_id", "till_id", "actor"],
        ...["purchase_id", "yen", "points", "business_date", "at_ms"],
      ]),
      ddl.appendOnlyBut("stamp_entry", [
        ...["member_id", "card_id", "seq", "entry_id", "round", "version", "kind", "stamps", "count_after"],
        ...["reached", "status", "purchase_id", "store_id", "actor", "business_date", "at_ms"],
      ]),
    );
}
