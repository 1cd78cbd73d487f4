import { isAmong, updatingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries for the sums of windows, and for what is copied beside them; the tables are those of store.ts. */

export const windowDaysOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("account_day")
    .select(["business_date", "purchases", "net_yen"])
    .where("account_id", "=", p.accountId),
);

/**
 * Accounts of a range of which a day has fallen out of a window. Found by going through the range: an index over the date
 * would be written with many sales, and a range of twenty thousand rows is read in a few milliseconds.
 */
export const staleWindows = prepare<{ afterId: number; toId: number; today: string; limit: number }>()(
  (db, p) =>
    db
      .selectFrom("account")
      .select(["account_id", "seq", "net_yen"])
      .where("account_id", ">", p.afterId)
      .where("account_id", "<=", p.toId)
      .where("windows_until_on", "<=", p.today)
      .orderBy("account_id")
      .limit(p.limit),
);

/** `ids` is a JSON array of account numbers. */
export const windowDaysOfAccounts = prepare<{ ids: string; from: string }>()((db, p, dialect) =>
  db
    .selectFrom("account_day")
    .select(["account_id", "business_date", "purchases", "net_yen"])
    .where(isAmong(dialect, "account_id", p.ids))
    .where("business_date", ">=", p.from),
);

/** Only where nothing was entered since the days were read: a sale writes its day and an entry in one commit. */
export const setWindows = updatingRows(
  "account",
  { account_id: "integer", seq: "integer" },
  {
    visits_30: "integer",
    visits_90: "integer",
    visits_365: "integer",
    net_yen_30: "integer",
    net_yen_90: "integer",
    net_yen_365: "integer",
    windows_until_on: "text",
  },
);

/** Also where a rebuild found the total wrong. */
export const setAllWindows = updatingRows(
  "account",
  { account_id: "integer", seq: "integer" },
  {
    net_yen: "integer",
    visits_30: "integer",
    visits_90: "integer",
    visits_365: "integer",
    net_yen_30: "integer",
    net_yen_90: "integer",
    net_yen_365: "integer",
    windows_until_on: "text",
  },
);

/** Goes with every write of `account_rank`, and before it: a sale takes an account's row first as well. */
export const copyRank = prepare<{ accountId: number; rank: string }>()((db, p) =>
  db.updateTable("account").set({ rank: p.rank }).where("account_id", "=", p.accountId),
);
