import { prepare } from "../../platform/database/prepared.ts";

/** Queries for reading the ledger itself; the tables are those of store.ts. */

export const entriesAfter = prepare<{ accountId: number; seq: number; limit: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .selectAll()
    .where("account_id", "=", p.accountId)
    .where("seq", ">", p.seq)
    .orderBy("seq")
    .limit(p.limit),
);

export const historyBefore = prepare<{ accountId: number; seq: number; limit: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .leftJoin("node", "node.node_id", "entry.store_id")
    .leftJoin("entry as undone", "undone.entry_id", "entry.reverses_entry_id")
    .leftJoin("purchase", "purchase.purchase_id", "entry.purchase_id")
    .select([
      "entry.seq",
      "entry.entry_id",
      "entry.kind",
      "entry.points",
      "entry.balance_after",
      "entry.occurred_at_ms",
      "entry.business_date",
      "entry.amount_yen",
      "entry.effects",
      "node.name as store_name",
      "undone.kind as undone_kind",
      "purchase.channel",
    ])
    .where("entry.account_id", "=", p.accountId)
    .where("entry.seq", "<", p.seq)
    .orderBy("entry.seq", "desc")
    .limit(p.limit),
);

/** Entries from a number on that say what became of an earlier one, with that one's number. */
export const sequelsSince = prepare<{ accountId: number; seq: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("entry as before", "before.entry_id", "entry.reverses_entry_id")
    .select([
      "entry.seq",
      "entry.kind",
      "entry.points",
      "entry.effects",
      "before.entry_id as of_entry_id",
      "before.seq as of_seq",
    ])
    .where("entry.account_id", "=", p.accountId)
    .where("entry.seq", ">=", p.seq)
    .where("entry.reverses_entry_id", "is not", null),
);

/** Lots that could not be used on a day or later, whatever became of them. */
export const lotsUsableAfter = prepare<{ accountId: number; after: string }>()((db, p) =>
  db
    .selectFrom("lot")
    .select(["lot_id", "points", "activates_on"])
    .where("account_id", "=", p.accountId)
    .where("activates_on", ">", p.after),
);

/** What entries took from lots, from an id on: along the primary key, which begins with account and entry. */
export const drawsSince = prepare<{ accountId: number; entryId: string }>()((db, p) =>
  db
    .selectFrom("allocation")
    .select(["entry_id", "lot_id", "points"])
    .where("account_id", "=", p.accountId)
    .where("entry_id", ">=", p.entryId),
);
