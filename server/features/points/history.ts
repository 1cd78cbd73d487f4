import type { HistoryPage } from "../../../shared/points/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Entry } from "./ledger.core.ts";
import * as store from "./store.ts";

/** A page of an account's history, newest first. */
export async function historyOf(
  deps: Deps,
  accountId: number,
  before: number | null,
  limit: number,
): Promise<HistoryPage> {
  const seq = before ?? Number.MAX_SAFE_INTEGER;
  const rows = await deps.database.all(store.historyBefore, { accountId, seq, limit: limit + 1 });
  const items = rows.slice(0, limit).map((row) => ({
    seq: row.seq,
    kind: row.kind,
    points: row.points,
    balanceAfter: row.balance_after,
    occurredAtMs: row.occurred_at_ms,
    businessDate: row.business_date,
    storeName: row.store_name,
    amountYen: row.amount_yen,
    expiresOn: row.kind === "earn" && row.points > 0 ? row.expires_on : null,
    undone: row.undoing_id !== null,
    undoes: row.undone_kind,
  }));
  return { items, before: rows.length > limit ? (items.at(-1)?.seq ?? null) : null };
}

/** Entries after a number, oldest first, as they were hashed. */
export async function entriesSince(
  deps: Deps,
  accountId: number,
  seq: number,
  limit: number,
): Promise<readonly Entry[]> {
  const rows = await deps.database.all(store.entriesAfter, { accountId, seq, limit });
  return rows.map((row) => ({
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
  }));
}
