import type { CalendarDate } from "../../../shared/dates.ts";
import { type WindowDay, windowFrom, windowsOn } from "../../../shared/points/windows.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { windowFigures } from "./account.ts";
import * as store from "./store-windows.ts";

/** Every business day of an account. */
export async function windowDaysOf(
  deps: Pick<Deps, "database">,
  accountId: number,
): Promise<readonly WindowDay[]> {
  return (await deps.database.all(store.windowDaysOfAccount, { accountId })).map(dayOf);
}

export interface WindowsRange {
  /** Exclusive and inclusive. */
  readonly afterId: number;
  readonly toId: number;
  readonly limit: number;
}

export interface MovedWindows {
  /** The last account that was looked at; null where no further one of the range is stale. */
  readonly throughId: number | null;
  readonly accounts: number;
  readonly statements: readonly Bound[];
}

/**
 * The sums of stale windows anew, of as many accounts as `limit`. A sale that comes between reading and writing wins: its
 * account stays stale and is found again.
 */
export async function planWindows(
  deps: Pick<Deps, "database">,
  { afterId, toId, limit }: WindowsRange,
  today: CalendarDate,
): Promise<MovedWindows> {
  const stale = await deps.database.all(store.staleWindows, { afterId, toId, limit, today });
  if (stale.length === 0) return { throughId: null, accounts: 0, statements: [] };
  const days = await deps.database.all(store.windowDaysOfAccounts, {
    ids: JSON.stringify(stale.map(({ account_id }) => account_id)),
    from: windowFrom(today, 365),
  });
  const byAccount = Map.groupBy(days, ({ account_id }) => account_id);
  const rows = stale.map(({ account_id, seq }) => {
    const windows = windowsOn((byAccount.get(account_id) ?? []).map(dayOf), today);
    const { netYen: _, ...figures } = windowFigures(windows);
    return [account_id, seq, ...Object.values(figures)];
  });
  const throughId = stale.length < limit ? null : (stale.at(-1)?.account_id ?? null);
  return { throughId, accounts: stale.length, statements: [store.setWindows.with(rows)] };
}

/** The statement that a decision about a rank needs beside its own, and before it. */
export function planRankCopy(accountId: number, rank: string): Bound {
  return store.copyRank.with({ accountId, rank });
}

function dayOf(row: {
  readonly business_date: string;
  readonly purchases: number;
  readonly net_yen: number;
}): WindowDay {
  return { on: row.business_date, purchases: row.purchases, netYen: row.net_yen };
}
