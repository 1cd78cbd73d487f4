import { prepare } from "../../platform/database/prepared.ts";

/** Entries as other systems read them; the tables are those of store.ts. */

const columns = [
  "entry.entry_id",
  "entry.seq",
  "entry.kind",
  "entry.points",
  "entry.balance_after",
  "entry.debt_after",
  "entry.occurred_at_ms",
  "entry.recorded_at_ms",
  "entry.business_date",
  "entry.purchase_id",
  "entry.receipt_number",
  "entry.amount_yen",
  "entry.reverses_entry_id",
  "member.public_id as member_public_id",
  "node.public_id as store_public_id",
  "node.path as store_path",
] as const;

/** Of all accounts of a programme, in the order of their ids. */
export const entriesBetween = prepare<{
  programmeId: number;
  after: string;
  before: string;
  limit: number;
}>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("account", "account.account_id", "entry.account_id")
    .innerJoin("member", "member.member_id", "account.member_id")
    .leftJoin("node", "node.node_id", "entry.store_id")
    .select(columns)
    .where("entry.entry_id", ">", p.after)
    .where("entry.entry_id", "<", p.before)
    .where("account.programme_id", "=", p.programmeId)
    .orderBy("entry.entry_id")
    .limit(p.limit),
);

/** Of one account, in the order of their numbers. */
export const entriesOfAccount = prepare<{ accountId: number; afterSeq: number; limit: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("account", "account.account_id", "entry.account_id")
    .innerJoin("member", "member.member_id", "account.member_id")
    .leftJoin("node", "node.node_id", "entry.store_id")
    .select(columns)
    .where("entry.account_id", "=", p.accountId)
    .where("entry.seq", ">", p.afterSeq)
    .orderBy("entry.seq")
    .limit(p.limit),
);
