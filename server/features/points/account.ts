import type { CalendarDate } from "../../../shared/dates.ts";
import {
  type Lot,
  nextExpiry,
  pendingPoints,
  usableBalance,
  type Waits,
} from "../../../shared/points/lots.ts";
import type { PointsView } from "../../../shared/points/schema.ts";
import type { Windows } from "../../../shared/points/windows.ts";
import type { Deps } from "../../deps.ts";
import type { LotTable } from "../../platform/database/tables.ts";
import { sha256 } from "../../platform/hash.ts";
import { dueOn } from "./lapse.core.ts";
import type { Account, Effects, Tools } from "./ledger.core.ts";
import * as store from "./store.ts";

/** What the pure core needs from outside. */
export function toolsOf(deps: Deps): Tools {
  return { newId: () => deps.ids.ulid(), hash: sha256 };
}

/** The account as it is now, with its open lots; null where the member has none in this programme. */
export async function loadAccount(
  deps: Deps,
  memberId: number,
  programmeId: number,
): Promise<Account | null> {
  const row = await deps.database.first(store.accountOfMember, { memberId, programmeId });
  if (row === undefined) return null;
  const lots = await deps.database.all(store.openLots, { accountId: row.account_id });
  return accountOf(row, lots.map(lotOf));
}

/** The same account with more of its lots in view: those that a reversal concerns, and that may be empty by now. */
export async function withLots(deps: Deps, account: Account, lotIds: readonly string[]): Promise<Account> {
  const known = new Set(account.lots.map((lot) => lot.lotId));
  const missing = [...new Set(lotIds)].filter((lotId) => !known.has(lotId));
  if (missing.length === 0) return account;
  const ids = JSON.stringify(missing);
  const found = await deps.database.all(store.lotsByIds, { accountId: account.accountId, ids });
  return inView(account, found.map(lotOf));
}

/** Lots of which something lapsed, that were to be used until a day or longer. */
export async function lapsedLotsSince(
  deps: Deps,
  accountId: number,
  since: CalendarDate,
): Promise<readonly Lot[]> {
  return (await deps.database.all(store.lapsedLots, { accountId, since })).map(lotOf);
}

/** Adds lots that are not in view to those that are. */
export function inView(account: Account, lots: readonly Lot[]): Account {
  const known = new Set(account.lots.map((lot) => lot.lotId));
  return { ...account, lots: [...account.lots, ...lots.filter((lot) => !known.has(lot.lotId))] };
}

export function pointsView(account: Account, on: CalendarDate): PointsView {
  return {
    balance: usableBalance(account.lots, on),
    pending: pendingPoints(account.lots, on),
    held: account.held,
    debt: account.debt,
    nextExpiry: nextExpiry(account.lots, on),
  };
}

/** The account's row as a draft leaves it. */
export function figuresOf(account: Account, on: CalendarDate) {
  return {
    accountId: account.accountId,
    seq: account.seq,
    headHash: account.headHash,
    balance: account.balance,
    lotBalance: account.lotBalance,
    debt: account.debt,
    pending: account.lots.reduce((sum, lot) => (lot.pending ? sum + lot.remaining : sum), 0),
    held: account.held,
    purchases: account.purchases,
    visits: account.visits,
    spendYen: account.spendYen,
    lastVisitOn: account.lastVisitOn,
    lastStoreId: account.lastStoreId,
    ...windowFigures(account.windows),
    nextExpiresOn: nextExpiry(account.lots, on)?.expiresOn ?? null,
    dueOn: dueOn(account.lots),
  };
}

/** Windows as their columns have them. */
export function windowFigures({ netYen, visitsIn, netYenIn, untilOn }: Windows) {
  const [visits30, visits90, visits365] = visitsIn;
  const [netYen30, netYen90, netYen365] = netYenIn;
  const visits = { visits30, visits90, visits365 };
  return { netYen, ...visits, netYen30, netYen90, netYen365, windowsUntilOn: untilOn };
}

/** A lot as its row has it. */
export function rowOf(lot: Lot) {
  return {
    ...lot,
    renews: Number(lot.renews),
    pending: Number(lot.pending),
    waits: lot.waits === null ? null : JSON.stringify(lot.waits),
  };
}

/** The draws in an entry's effects, one for each lot. */
export function drawsIn(effects: string): readonly (readonly [string, number])[] {
  return effectsIn(effects).draws ?? [];
}

/** An entry's `effects` as they were written. */
export function effectsIn(text: string): Effects {
  return JSON.parse(text) as Effects;
}

interface AccountRow {
  readonly account_id: number;
  readonly seq: number;
  readonly head_hash: string;
  readonly balance: number;
  readonly lot_balance: number;
  readonly debt: number;
  readonly held: number;
  readonly purchases: number;
  readonly visits: number;
  readonly spend_yen: number;
  readonly last_visit_on: string | null;
  readonly last_store_id: number | null;
  readonly net_yen: number;
  readonly visits_30: number;
  readonly visits_90: number;
  readonly visits_365: number;
  readonly net_yen_30: number;
  readonly net_yen_90: number;
  readonly net_yen_365: number;
  readonly windows_until_on: string | null;
}

export function windowsIn(row: AccountRow): Windows {
  return {
    netYen: row.net_yen,
    visitsIn: [row.visits_30, row.visits_90, row.visits_365],
    netYenIn: [row.net_yen_30, row.net_yen_90, row.net_yen_365],
    untilOn: row.windows_until_on,
  };
}

export function accountOf(row: AccountRow, lots: readonly Lot[]): Account {
  return {
    accountId: row.account_id,
    seq: row.seq,
    headHash: row.head_hash,
    balance: row.balance,
    lotBalance: row.lot_balance,
    debt: row.debt,
    held: row.held,
    purchases: row.purchases,
    visits: row.visits,
    spendYen: row.spend_yen,
    lastVisitOn: row.last_visit_on,
    lastStoreId: row.last_store_id,
    windows: windowsIn(row),
    lots,
  };
}

type LotRow = {
  [Column in Exclude<keyof LotTable, "account_id" | "lapsed" | "renews" | "pending">]: LotTable[Column];
} & {
  readonly lapsed: number;
  readonly renews: number;
  readonly pending: number;
};

export function lotOf(row: LotRow): Lot {
  return {
    lotId: row.lot_id,
    points: row.points,
    remaining: row.remaining,
    lapsed: row.lapsed,
    activatesOn: row.activates_on,
    expiresOn: row.expires_on,
    origin: row.origin,
    fundedBy: row.funded_by,
    renews: row.renews === 1,
    pending: row.pending === 1,
    waits: row.waits === null ? null : waitsIn(row.waits),
  };
}

/** What `rowOf` wrote, read back. */
function waitsIn(text: string): Waits {
  return JSON.parse(text) as Waits;
}
