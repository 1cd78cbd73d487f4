import type { CalendarDate } from "../../../shared/dates.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { Deps } from "../../deps.ts";
import type { Engine } from "../../platform/database/database.ts";
import type { JsonRow, RowsStatement } from "../../platform/database/json-rows.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { accountOf, drawsIn, figuresOf, lotOf, planOf, rowOf, wasDrawn, wasMoved } from "./account.ts";
import type { Account, Draft, Entry } from "./ledger.core.ts";
import * as store from "./store-many.ts";

/** Reading and writing many accounts at once, for what the shop does by itself at night or from a file. */

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

/**
 * The statements that write many drafts, whole or not at all. Inside this process a statement a row costs least; to a
 * server each statement is a message, so there it is one a table with its rows as JSON.
 */
export function planMany(engine: Engine, drafts: readonly Draft[], on: CalendarDate): Bound[] {
  return engine === "sqlite" ? drafts.flatMap((draft) => planOf(draft, on)) : planTables(drafts, on);
}

function planTables(drafts: readonly Draft[], on: CalendarDate): Bound[] {
  const opened: JsonRow[] = [];
  const changed: JsonRow[] = [];
  for (const { account, before } of drafts) {
    const lotBefore = new Map(before.map((lot) => [lot.lotId, lot]));
    for (const lot of account.lots) {
      const was = lotBefore.get(lot.lotId);
      if (was === undefined) opened.push(openedRow(account.accountId, lot));
      else if (wasDrawn(lot, was) || wasMoved(lot, was)) changed.push(changedRow(account.accountId, lot));
    }
  }
  const entries = drafts.flatMap((draft) => draft.entries);
  return [
    ...statement(store.insertEntries, entries.map(entryRow)),
    ...statement(store.insertLots, opened),
    ...statement(store.setLots, changed),
    ...statement(store.insertAllocations, entries.flatMap(allocationRows)),
    ...statement(
      store.updateAccounts,
      drafts.map(({ account }) => Object.values(figuresOf(account, on))),
    ),
  ];
}

function statement(rows: RowsStatement, values: readonly JsonRow[]): Bound[] {
  return values.length === 0 ? [] : [rows.with(values)];
}

function entryRow(entry: Entry): JsonRow {
  return [
    entry.accountId,
    entry.seq,
    entry.entryId,
    entry.kind,
    entry.points,
    entry.balanceAfter,
    entry.debtAfter,
    entry.occurredAtMs,
    entry.recordedAtMs,
    entry.businessDate,
    entry.storeId,
    entry.tillId,
    entry.actor,
    entry.purchaseId,
    entry.receiptNumber,
    entry.amountYen,
    entry.ruleVersions,
    entry.reversesEntryId,
    entry.effects,
    entry.clientId,
    entry.previousHash,
    entry.hash,
  ];
}

function openedRow(accountId: number, lot: Lot): JsonRow {
  const row = rowOf(lot);
  return [
    accountId,
    row.lotId,
    row.points,
    row.remaining,
    row.lapsed,
    row.activatesOn,
    row.expiresOn,
    row.origin,
    row.fundedBy,
    row.renews,
    row.pending,
    row.waits,
  ];
}

function changedRow(accountId: number, lot: Lot): JsonRow {
  const { lotId, remaining, lapsed, activatesOn, expiresOn, pending, waits } = rowOf(lot);
  return [accountId, lotId, remaining, lapsed, activatesOn, expiresOn, pending, waits];
}

function allocationRows({ accountId, entryId, effects }: Entry): JsonRow[] {
  return drawsIn(effects).map(([lotId, points]) => [accountId, entryId, lotId, points]);
}
