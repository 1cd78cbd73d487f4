import type { CalendarDate } from "../../../shared/dates.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { Engine } from "../../platform/database/database.ts";
import type { JsonRow, RowsStatement } from "../../platform/database/json-rows.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { drawsIn, effectsIn, figuresOf, rowOf } from "./account.ts";
import { dueOn } from "./lapse.core.ts";
import { type Draft, type Entry, hashedFields } from "./ledger.core.ts";
import * as store from "./store.ts";
import * as many from "./store-many.ts";

/** How drafts are written: a statement a row, or a statement a table with its rows as JSON. */

/**
 * A draft that concerns so many lots is written a table at a time: D1 takes no batch of more than a thousand statements,
 * and a spend has two for each of its lots.
 */
const lotsOneByOneMax = 40;

/** The statements that write a draft. The entries come first: the writer that lost the race fails at once. */
export function planOf(draft: Draft, on: CalendarDate): Bound[] {
  return lotsConcerned(draft) > lotsOneByOneMax ? planTables([draft], on) : planRows(draft, on);
}

function lotsConcerned({ entries }: Draft): number {
  return entries.reduce((sum, { effects }) => {
    const { opens = [], draws = [], lapses = [], dates = [], activates = [] } = effectsIn(effects);
    return sum + Math.max(opens.length, draws.length, lapses.length, dates.length, activates.length);
  }, 0);
}

function planRows(draft: Draft, on: CalendarDate): Bound[] {
  const { account, entries, before } = draft;
  const { accountId } = account;
  const lotBefore = new Map(before.map((lot) => [lot.lotId, lot]));
  const figures = figuresOf(account, on);
  const update = figures.dueOn === dueOn(before) ? store.updateAccountNotDue : store.updateAccount;
  return [
    ...entries.map((entry) => store.insertEntry.with({ ...entry })),
    ...account.lots.flatMap((lot) => planLot(accountId, lot, lotBefore.get(lot.lotId))),
    ...entries.flatMap(({ entryId, effects }) =>
      drawsIn(effects).map(([lotId, points]) =>
        store.insertAllocation.with({ accountId, entryId, lotId, points }),
      ),
    ),
    update.with(figures),
  ];
}

/** Only the account's stream guards its lots, and this plan has won it: so what is written is simply how the lot is now. */
function planLot(accountId: number, lot: Lot, before: Lot | undefined): Bound[] {
  const { lotId, remaining, lapsed } = lot;
  if (before === undefined) return [store.insertLot.with({ accountId, ...rowOf(lot) })];
  const plans: Bound[] = [];
  if (wasDrawn(lot, before)) plans.push(store.setLotLeft.with({ accountId, lotId, remaining, lapsed }));
  if (wasMoved(lot, before)) {
    const { activatesOn, expiresOn, pending, waits } = rowOf(lot);
    plans.push(store.setLotDates.with({ accountId, lotId, activatesOn, expiresOn, pending, waits }));
  }
  return plans;
}

function wasDrawn(lot: Lot, before: Lot): boolean {
  return lot.remaining !== before.remaining || lot.lapsed !== before.lapsed;
}

function wasMoved(lot: Lot, before: Lot): boolean {
  return (
    lot.activatesOn !== before.activatesOn ||
    lot.expiresOn !== before.expiresOn ||
    lot.pending !== before.pending
  );
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
    ...statement(many.insertEntries, entries.map(entryRow)),
    ...statement(many.insertLots, opened),
    ...statement(many.setLots, changed),
    ...statement(many.insertAllocations, entries.flatMap(allocationRows)),
    ...statement(
      many.updateAccounts,
      drafts.map(({ account }) => Object.values(figuresOf(account, on))),
    ),
  ];
}

function statement(rows: RowsStatement, values: readonly JsonRow[]): Bound[] {
  return values.length === 0 ? [] : [rows.with(values)];
}

function entryRow(entry: Entry): JsonRow {
  return [...hashedFields(entry), entry.hash];
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
