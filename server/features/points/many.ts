import type { CalendarDate } from "../../../shared/dates.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { Deps } from "../../deps.ts";
import { accountOf, lotOf } from "./account.ts";
import type { Account } from "./ledger.core.ts";
import * as store from "./store-many.ts";

/** Reading many accounts at once, for what the shop does by itself at night or from a file. */

export interface OneOfMany {
  readonly account: Account;
  readonly memberId: number;
  readonly memberStatus: "active" | "suspended" | "left";
  readonly joinedAtMs: number;
}

/** Accounts with their open lots, in two reads, by their number. One that does not exist is not among them. */
export async function loadAccounts(deps: Deps, accountIds: readonly number[]): Promise<readonly OneOfMany[]> {
  if (accountIds.length === 0) return [];
  const ids = JSON.stringify(accountIds);
  // The accounts first: lots that are newer than their account make a stream's guard refuse, older ones would not.
  const rows = await deps.database.all(store.accountsByIds, { ids });
  const lots = new Map<number, Lot[]>();
  for (const row of await deps.database.all(store.openLotsOfMany, { ids })) {
    const known = lots.get(row.account_id);
    if (known === undefined) lots.set(row.account_id, [lotOf(row)]);
    else known.push(lotOf(row));
  }
  return rows
    .map((row) => ({
      account: accountOf(row, lots.get(row.account_id) ?? []),
      memberId: row.member_id,
      memberStatus: row.member_status,
      joinedAtMs: row.joined_at_ms,
    }))
    .sort((a, b) => a.account.accountId - b.account.accountId);
}

/** The first day after another, and not after `throughOn`, on which something is due in any account. */
export async function dueDayAfter(
  deps: Deps,
  afterOn: CalendarDate,
  throughOn: CalendarDate,
): Promise<CalendarDate | null> {
  return (await deps.database.first(store.nextDueDay, { afterOn, throughOn }))?.due_on ?? null;
}

export interface DueRange {
  readonly programmeId: number;
  readonly dueOn: CalendarDate;
  /** Exclusive and inclusive. */
  readonly afterId: number;
  readonly toId: number;
  readonly limit: number;
}

/** Numbers of accounts in a range that have something due on a day, ascending. */
export async function accountsDue(deps: Deps, range: DueRange): Promise<readonly number[]> {
  const rows = await deps.database.all(store.accountsDueOn, { ...range });
  return rows.map(({ account_id }) => account_id);
}

export async function highestAccountId(deps: Deps): Promise<number> {
  return (await deps.database.first(store.lastAccountId, {}))?.account_id ?? 0;
}
