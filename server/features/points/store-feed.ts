import type { ExpressionBuilder } from "kysely";
import { prepare } from "../../platform/database/prepared.ts";
import type { Tables } from "../../platform/database/tables.ts";

/** Entries as other systems read them; the tables are those of store.ts. */

type Joined = ExpressionBuilder<Tables, "entry" | "member" | "node">;

const columns = (eb: Joined) =>
  [
    eb.ref("entry.entry_id").as("entry_id"),
    eb.ref("entry.seq").as("seq"),
    eb.ref("entry.kind").as("kind"),
    eb.ref("entry.points").as("points"),
    eb.ref("entry.balance_after").as("balance_after"),
    eb.ref("entry.debt_after").as("debt_after"),
    eb.ref("entry.occurred_at_ms").as("occurred_at_ms"),
    eb.ref("entry.recorded_at_ms").as("recorded_at_ms"),
    eb.ref("entry.business_date").as("business_date"),
    eb.ref("entry.purchase_id").as("purchase_id"),
    eb.ref("entry.receipt_number").as("receipt_number"),
    eb.ref("entry.amount_yen").as("amount_yen"),
    eb.ref("entry.reverses_entry_id").as("reverses_entry_id"),
    eb.ref("member.public_id").as("member_public_id"),
    eb.ref("node.public_id").as("store_public_id"),
    eb.ref("node.path").as("store_path"),
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
