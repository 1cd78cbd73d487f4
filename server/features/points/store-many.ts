import { insertingRows, isAmong, updatingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries over many accounts at once; the tables are those of store.ts. */

export const accountsByIds = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .selectAll("account")
    .select(["member.status as member_status", "member.joined_at_ms"])
    .where(isAmong(dialect, "account.account_id", p.ids)),
);

export const openLotsOfMany = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("lot")
    .selectAll()
    .where(isAmong(dialect, "account_id", p.ids))
    .where("remaining", ">", 0),
);

/** The first day after another on which something of any account is due. */
export const nextDueDay = prepare<{ afterOn: string; throughOn: string }>()((db, p) =>
  db
    .selectFrom("account")
    .select("due_on")
    .where("due_on", ">", p.afterOn)
    .where("due_on", "<=", p.throughOn)
    .orderBy("due_on")
    .limit(1),
);

/** Accounts of a range that have something due on a day, by their number. */
export const accountsDueOn = prepare<{
  programmeId: number;
  dueOn: string;
  afterId: number;
  toId: number;
  limit: number;
}>()((db, p) =>
  db
    .selectFrom("account")
    .select("account_id")
    .where("due_on", "=", p.dueOn)
    .where("account_id", ">", p.afterId)
    .where("account_id", "<=", p.toId)
    .where("programme_id", "=", p.programmeId)
    .orderBy("account_id")
    .limit(p.limit),
);

export const lastAccountId = prepare<Record<never, never>>()((db) =>
  db.selectFrom("account").select("account_id").orderBy("account_id", "desc").limit(1),
);

export const insertEntries = insertingRows("entry", {
  account_id: "integer",
  seq: "integer",
  entry_id: "text",
  kind: "text",
  points: "integer",
  balance_after: "integer",
  debt_after: "integer",
  occurred_at_ms: "integer",
  recorded_at_ms: "integer",
  business_date: "text",
  store_id: "integer",
  till_id: "text",
  actor: "text",
  purchase_id: "text",
  receipt_number: "text",
  amount_yen: "integer",
  rule_versions: "text",
  reverses_entry_id: "text",
  effects: "text",
  client_id: "text",
  previous_hash: "text",
  hash: "text",
});

export const insertLots = insertingRows("lot", {
  account_id: "integer",
  lot_id: "text",
  points: "integer",
  remaining: "integer",
  lapsed: "integer",
  activates_on: "text",
  expires_on: "text",
  origin: "text",
  funded_by: "text",
  renews: "integer",
  pending: "integer",
  waits: "text",
});

const lotKey = { account_id: "integer", lot_id: "text" } as const;

export const setLots = updatingRows("lot", lotKey, {
  remaining: "integer",
  lapsed: "integer",
  activates_on: "text",
  expires_on: "text",
  pending: "integer",
  waits: "text",
});

export const insertAllocations = insertingRows("allocation", {
  account_id: "integer",
  entry_id: "text",
  lot_id: "text",
  points: "integer",
});

export const updateAccounts = updatingRows(
  "account",
  { account_id: "integer" },
  {
    seq: "integer",
    head_hash: "text",
    balance: "integer",
    lot_balance: "integer",
    debt: "integer",
    pending: "integer",
    held: "integer",
    purchases: "integer",
    visits: "integer",
    spend_yen: "integer",
    last_visit_on: "text",
    last_store_id: "integer",
    net_yen: "integer",
    visits_30: "integer",
    visits_90: "integer",
    visits_365: "integer",
    net_yen_30: "integer",
    net_yen_90: "integer",
    net_yen_365: "integer",
    windows_until_on: "text",
    next_expires_on: "text",
    due_on: "text",
  },
);
