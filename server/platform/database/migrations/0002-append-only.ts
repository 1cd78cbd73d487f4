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
    "coupon_change",
    "stamp_entry",
  ].flatMap((table) => ddl.appendOnly(table));
}
