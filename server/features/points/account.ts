import type { CalendarDate } from "../../../shared/dates.ts";
import { type Lot, nextExpiry, usableBalance } from "../../../shared/points/lots.ts";
import type { PointsView } from "../../../shared/points/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { sha256 } from "../../platform/hash.ts";
import type { Account, Draft, Entry, Reversal, Tools } from "./ledger.core.ts";
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
  return {
    accountId: row.account_id,
    seq: row.seq,
    headHash: row.head_hash,
    balance: row.balance,
    lotBalance: row.lot_balance,
    debt: row.debt,
    visits: row.visits,
    spendYen: row.spend_yen,
    lastVisitOn: row.last_visit_on,
    lots: lots.map(lotOf),
  };
}

/** What a purchase wrote and has not been taken back, with the lots it touched added to the account. */
export async function loadReversals(
  deps: Deps,
  account: Account,
  purchaseId: string,
): Promise<{ account: Account; reversals: readonly Reversal[] }> {
  const entries = await deps.database.all(store.entriesOfPurchase, { purchaseId });
  const undone = new Set(entries.map((entry) => entry.reverses_entry_id));
  const reversals: Reversal[] = [];
  const lots = new Map(account.lots.map((lot) => [lot.lotId, lot]));
  for (const entry of entries) {
    if (undone.has(entry.entry_id) || (entry.kind !== "earn" && entry.kind !== "spend")) continue;
    const found = { accountId: account.accountId, entryId: entry.entry_id };
    const allocations = (await deps.database.all(store.allocationsOfEntry, found)).map((row) => ({
      entryId: row.entry_id,
      lotId: row.lot_id,
      points: row.points,
    }));
    for (const lotId of [entry.entry_id, ...allocations.map((allocation) => allocation.lotId)]) {
      if (lots.has(lotId)) continue;
      const row = await deps.database.first(store.lotById, { accountId: account.accountId, lotId });
      if (row !== undefined) lots.set(lotId, lotOf(row));
    }
    reversals.push({ entryId: entry.entry_id, kind: entry.kind, points: entry.points, allocations });
  }
  return { account: { ...account, lots: [...lots.values()] }, reversals };
}

export function pointsView(account: Account, on: CalendarDate): PointsView {
  return {
    balance: usableBalance(account.lots, on),
    debt: account.debt,
    nextExpiry: nextExpiry(account.lots, on),
  };
}

/** The statements that write a draft. The entries come first: the writer that lost the race fails at once. */
export function planOf(draft: Draft, on: CalendarDate, fundedBy: string): Bound[] {
  const { account, entries, opened, allocations } = draft;
  const { accountId } = account;
  // A lot opened by this draft is written as it stands at its end, whatever was drawn from it meanwhile.
  const openedIds = new Set(opened.map((lot) => lot.lotId));
  return [
    ...entries.map((entry) => store.insertEntry.with(entryRow(entry))),
    ...account.lots
      .filter(({ lotId }) => openedIds.has(lotId))
      .map((lot) => store.insertLot.with({ accountId, ...lot, fundedBy })),
    ...allocations
      .filter(({ lotId }) => !openedIds.has(lotId))
      .map(({ lotId, points }) => store.drawLot.with({ accountId, lotId, points })),
    ...allocations.map((allocation) => store.insertAllocation.with({ accountId, ...allocation })),
    store.updateAccount.with({
      accountId,
      seq: account.seq,
      headHash: account.headHash,
      balance: account.balance,
      lotBalance: account.lotBalance,
      debt: account.debt,
      visits: account.visits,
      spendYen: account.spendYen,
      lastVisitOn: account.lastVisitOn,
      nextExpiresOn: nextExpiry(account.lots, on)?.expiresOn ?? null,
    }),
  ];
}

function entryRow(entry: Entry) {
  return {
    accountId: entry.accountId,
    seq: entry.seq,
    entryId: entry.entryId,
    kind: entry.kind,
    points: entry.points,
    balanceAfter: entry.balanceAfter,
    debtAfter: entry.debtAfter,
    occurredAtMs: entry.occurredAtMs,
    recordedAtMs: entry.recordedAtMs,
    businessDate: entry.businessDate,
    storeId: entry.storeId,
    tillId: entry.tillId,
    actor: entry.actor,
    purchaseId: entry.purchaseId,
    receiptNumber: entry.receiptNumber,
    amountYen: entry.amountYen,
    ruleVersions: entry.ruleVersions,
    reversesEntryId: entry.reversesEntryId,
    clientId: entry.clientId,
    previousHash: entry.previousHash,
    hash: entry.hash,
  };
}

interface LotRow {
  readonly lot_id: string;
  readonly points: number;
  readonly remaining: number;
  readonly activates_on: string;
  readonly expires_on: string;
  readonly origin: Lot["origin"];
}

function lotOf(row: LotRow): Lot {
  return {
    lotId: row.lot_id,
    points: row.points,
    remaining: row.remaining,
    activatesOn: row.activates_on,
    expiresOn: row.expires_on,
    origin: row.origin,
  };
}
