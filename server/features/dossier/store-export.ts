import type { Database } from "../../platform/database/database.ts";

/**
 * What is held about one member, a part for each kind of thing, in pages. The tables are other slices' own; this reads
 * them for the person they are about. Left out: hashes, keys, codes, and who of the staff did what, which is the staff's.
 */

type Report = Database["report"];

export interface Whose {
  readonly memberId: number;
  readonly lineUserId: string | null;
}

export interface Page {
  readonly limit: number;
  readonly offset: number;
}

export type Rows = (report: Report, whose: Whose, page: Page) => Promise<readonly object[]>;

export const consents: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("consent")
    .select(["kind", "version", "granted", "at_ms"])
    .where("member_id", "=", memberId)
    .orderBy("consent_id")
    .limit(limit)
    .offset(offset)
    .execute();

/** What they said about kinds of messages, kept under their LINE id. */
export const topicChoices: Rows = (report, { lineUserId }, { limit, offset }) =>
  report
    .selectFrom("topic_choice")
    .select(["topic", "wanted", "text_version", "source", "chosen_at_ms"])
    .where("line_user_id", "=", lineUserId ?? "")
    .orderBy("choice_id")
    .orderBy("topic")
    .limit(limit)
    .offset(offset)
    .execute();

export const devices: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("device_key")
    .select(["status", "created_at_ms", "last_online_at_ms", "not_after_ms", "replaced_at_ms"])
    .where("member_id", "=", memberId)
    .orderBy("created_at_ms")
    .orderBy("handle")
    .limit(limit)
    .offset(offset)
    .execute();

export const accounts: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("account")
    .select([
      ...([
        "programme_id",
        "balance",
        "pending",
        "held",
        "debt",
        "purchases",
        "visits",
        "spend_yen",
      ] as const),
      ...(["last_visit_on", "next_expires_on"] as const),
    ])
    .where("member_id", "=", memberId)
    .orderBy("account_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const lots: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("lot")
    .innerJoin("account", "account.account_id", "lot.account_id")
    .select([
      ...(["lot.lot_id", "lot.points", "lot.remaining", "lot.lapsed"] as const),
      ...(["lot.activates_on", "lot.expires_on", "lot.origin"] as const),
    ])
    .where("account.member_id", "=", memberId)
    .orderBy("lot.lot_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const entries: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("entry")
    .innerJoin("account", "account.account_id", "entry.account_id")
    .leftJoin("node", "node.node_id", "entry.store_id")
    .select([
      ...(["entry.entry_id", "entry.seq", "entry.kind", "entry.points", "entry.balance_after"] as const),
      ...(["entry.occurred_at_ms", "entry.recorded_at_ms", "entry.business_date"] as const),
      ...(["node.name as store_name", "entry.purchase_id", "entry.receipt_number"] as const),
      "entry.amount_yen",
    ])
    .where("account.member_id", "=", memberId)
    .orderBy("entry.account_id")
    .orderBy("entry.seq")
    .limit(limit)
    .offset(offset)
    .execute();

export const rankChanges: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("rank_change")
    .innerJoin("account", "account.account_id", "rank_change.account_id")
    .select([
      ...(["rank_change.from_rank", "rank_change.to_rank", "rank_change.reason"] as const),
      ...(["rank_change.until_on", "rank_change.business_date", "rank_change.at_ms"] as const),
    ])
    .where("account.member_id", "=", memberId)
    .orderBy("rank_change.account_id")
    .orderBy("rank_change.nth")
    .limit(limit)
    .offset(offset)
    .execute();

/** By hand, with the words that staff wrote. */
export const adjustments: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("adjustment")
    .innerJoin("account", "account.account_id", "adjustment.account_id")
    .select([
      ...(["adjustment.entry_id", "adjustment.points", "adjustment.reason_code"] as const),
      ...(["adjustment.reason", "adjustment.made_at_ms"] as const),
    ])
    .where("account.member_id", "=", memberId)
    .orderBy("adjustment.adjustment_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const tags: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("member_tag")
    .innerJoin("tag", "tag.tag_id", "member_tag.tag_id")
    .select(["tag.name", "member_tag.given_at_ms"])
    .where("member_tag.member_id", "=", memberId)
    .orderBy("member_tag.tag_id")
    .limit(limit)
    .offset(offset)
    .execute();

export const notes: Rows = (report, { memberId }, { limit, offset }) =>
  report
    .selectFrom("member_note")
    .select(["kind", "words", "written_at_ms"])
    .where("member_id", "=", memberId)
    .orderBy("note_id")
    .limit(limit)
    .offset(offset)
    .execute();
