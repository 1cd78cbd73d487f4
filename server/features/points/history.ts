import { dateAt } from "../../../shared/dates.ts";
import type { HistoryItem, HistoryPage } from "../../../shared/points/schema.ts";
import type { Deps } from "../../deps.ts";
import type { EntryTable } from "../../platform/database/tables.ts";
import { effectsIn, lotOf } from "./account.ts";
import { type HistoryEntry, historyItem } from "./history.core.ts";
import { type WaitedLot, waitingAt } from "./history-waiting.core.ts";
import type { Entry } from "./ledger.core.ts";
import { openLots } from "./store.ts";
import * as store from "./store-history.ts";

/** A page of an account's history, newest first: as a member would tell it, not entry by entry. */
export async function historyOf(
  deps: Deps,
  accountId: number,
  before: number | null,
  limit: number,
): Promise<HistoryPage> {
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const lots = (await deps.database.all(openLots, { accountId })).map(lotOf);
  const items: HistoryItem[] = [];
  for (let below = before ?? Number.MAX_SAFE_INTEGER; ; ) {
    const entries = await entriesBefore(deps, accountId, below, limit + 1);
    const oldest = entries.at(-1)?.seq ?? 0;
    const [sequels, waited] = await Promise.all([
      sequelsSince(deps, accountId, oldest),
      waitedSince(deps, accountId, entries),
    ]);
    for (const entry of entries) {
      const item = historyItem(entry, { sequels, openLots: lots, today });
      if (item === null) continue;
      // One more than asked for is there: so the last one shown is not the end.
      if (items.length === limit) return { items, before: items.at(-1)?.seq ?? null };
      items.push({ ...item, balanceAfter: item.balanceAfter - waitingAt(entry, waited) });
    }
    if (entries.length <= limit) return { items, before: null };
    below = oldest;
  }
}

async function entriesBefore(
  deps: Deps,
  accountId: number,
  seq: number,
  limit: number,
): Promise<readonly HistoryEntry[]> {
  const rows = await deps.database.all(store.historyBefore, { accountId, seq, limit });
  return rows.map((row) => ({
    seq: row.seq,
    entryId: row.entry_id,
    kind: row.kind,
    points: row.points,
    balanceAfter: row.balance_after,
    occurredAtMs: row.occurred_at_ms,
    businessDate: row.business_date,
    storeName: row.channel === "ec" ? null : row.store_name,
    amountYen: row.amount_yen,
    effects: effectsIn(row.effects),
    undoes: row.undone_kind,
  }));
}

async function sequelsSince(deps: Deps, accountId: number, seq: number) {
  const rows = await deps.database.all(store.sequelsSince, { accountId, seq });
  return rows.map((row) => ({
    seq: row.seq,
    kind: row.kind,
    points: row.points,
    effects: effectsIn(row.effects),
    ofEntryId: row.of_entry_id,
    ofSeq: row.of_seq,
  }));
}

/** The lots that some of these entries found waiting. */
async function waitedSince(
  { database }: Deps,
  accountId: number,
  entries: readonly HistoryEntry[],
): Promise<readonly WaitedLot[]> {
  const after = entries.map(({ businessDate }) => businessDate).sort()[0];
  if (after === undefined) return [];
  const lots = await database.all(store.lotsUsableAfter, { accountId, after });
  const oldest = lots.map(({ lot_id }) => lot_id).sort()[0];
  if (oldest === undefined) return [];
  const draws = await database.all(store.drawsSince, { accountId, entryId: oldest });
  return lots.map(({ lot_id, points, activates_on }) => ({
    lotId: lot_id,
    points,
    activatesOn: activates_on,
    draws: draws
      .filter((draw) => draw.lot_id === lot_id)
      .map((draw) => ({ entryId: draw.entry_id, points: draw.points })),
  }));
}

/** Entries after a number, oldest first, as they were hashed. */
export async function entriesSince(
  deps: Pick<Deps, "database">,
  accountId: number,
  seq: number,
  limit: number,
): Promise<readonly Entry[]> {
  return (await deps.database.all(store.entriesAfter, { accountId, seq, limit })).map(entryOf);
}

export function entryOf(row: EntryTable): Entry {
  return {
    accountId: row.account_id,
    seq: row.seq,
    entryId: row.entry_id,
    kind: row.kind,
    points: row.points,
    balanceAfter: row.balance_after,
    debtAfter: row.debt_after,
    occurredAtMs: row.occurred_at_ms,
    recordedAtMs: row.recorded_at_ms,
    businessDate: row.business_date,
    storeId: row.store_id,
    tillId: row.till_id,
    actor: row.actor,
    purchaseId: row.purchase_id,
    receiptNumber: row.receipt_number,
    amountYen: row.amount_yen,
    ruleVersions: row.rule_versions,
    reversesEntryId: row.reverses_entry_id,
    effects: row.effects,
    clientId: row.client_id,
    previousHash: row.previous_hash,
    hash: row.hash,
  };
}
