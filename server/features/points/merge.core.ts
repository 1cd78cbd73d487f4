import type { CalendarDate } from "../../../shared/dates.ts";
import { drawUpTo, inSpendingOrder, isLive, type Lot, sumOf } from "../../../shared/points/lots.ts";
import { noWindows, type Windows } from "../../../shared/points/windows.ts";
import { deductOwing } from "./adjust.core.ts";
import { effectsOf } from "./earn.core.ts";
import { type Doing, type Draft, type Effects, type OpenedLot, post, type Tools } from "./ledger.core.ts";

/** How many lots one entry carries over: an entry is read, hashed and exported whole. */
const lotsAnEntryMax = 400;

/** What happened on business days, as the account's row adds it up. */
export interface Visited {
  readonly purchases: number;
  readonly visits: number;
  readonly spendYen: number;
  readonly lastVisitOn: CalendarDate | null;
  readonly lastStoreId: number | null;
  readonly windows: Windows;
}

export interface Moved {
  readonly from: Draft;
  readonly into: Draft;
  /** Points that went over, usable or waiting. */
  readonly points: number;
  readonly lots: number;
  /** What of them repaid a debt of the account that goes on. */
  readonly repaid: number;
  /** A debt that went over: paid from the points there at once, and owed from now on. */
  readonly debtPaid: number;
  readonly debtOwed: number;
}

/**
 * Everything of one account goes into another, lot by lot: dates, origin and what it waits for stay, and so does the lot's
 * id, by which a return finds it later, also where it is empty. A debt goes over as a debt. Both streams get an entry where
 * nothing moves too: whoever decided on either at the same moment must find that somebody wrote first. All lots of `from`
 * must be in view.
 */
export function moveAll(from: Draft, into: Draft, visited: Visited, doing: Doing, tools: Tools): Moved {
  const { debt, lots } = from.account;
  const parts = partsOf([...lots].sort((a, b) => (a.lotId < b.lotId ? -1 : 1)));
  let [left, here, repaid] = [from, into, 0];
  for (const [nth, part] of parts.entries()) {
    left = post(left, leaving(part, nth === 0 ? debt : 0, tools), doing, tools);
    const before = here.account.debt;
    here = post(here, arriving(part, before, doing.businessDate, tools), doing, tools);
    repaid += before - here.account.debt;
  }
  const owing = debt === 0 ? null : deductOwing(here, debt, true, doing, tools);
  const nothing = {
    ...{ purchases: 0, visits: 0, spendYen: 0, lastVisitOn: null },
    ...{ lastStoreId: null, windows: noWindows },
  };
  const joined = owing?.draft ?? here;
  return {
    from: { ...left, account: { ...left.account, ...nothing } },
    into: { ...joined, account: { ...joined.account, ...visited } },
    points: lots.reduce((sum, lot) => sum + lot.remaining, 0),
    lots: lots.filter((lot) => lot.remaining > 0).length,
    repaid,
    debtPaid: owing?.taken ?? 0,
    debtOwed: owing?.owed ?? 0,
  };
}

function partsOf(lots: readonly Lot[]): readonly (readonly Lot[])[] {
  const parts: (readonly Lot[])[] = [lots.slice(0, lotsAnEntryMax)];
  for (let at = lotsAnEntryMax; at < lots.length; at += lotsAnEntryMax) {
    parts.push(lots.slice(at, at + lotsAnEntryMax));
  }
  return parts;
}

/** What is owed here is owed there from now on: it ends without a lot that pays it. */
function leaving(lots: readonly Lot[], debt: number, tools: Tools) {
  const points = lots.reduce((sum, lot) => sum + lot.remaining, 0);
  const effects = effectsOf({
    draws: above0(lots.map((lot) => [lot.lotId, lot.remaining])),
    lapses: above0(lots.map((lot) => [lot.lotId, lot.lapsed])).map(([lotId, lapsed]) => [lotId, -lapsed]),
  });
  return { entryId: tools.newId(), kind: "adjust" as const, points: debt - points, debt: -debt, effects };
}

/** Lots are opened as they once were, and what of them was used or lapsed is drawn at once. */
function arriving(lots: readonly Lot[], debt: number, on: CalendarDate, tools: Tools) {
  const live = inSpendingOrder(lots.filter((lot) => isLive(lot, on)));
  const repaid = drawUpTo(live, debt);
  const paid = new Map(repaid.map(({ lotId, points }) => [lotId, points]));
  const effects = effectsOf({
    opens: lots.map(opened),
    draws: above0(lots.map((lot) => [lot.lotId, lot.points - lot.remaining + (paid.get(lot.lotId) ?? 0)])),
    lapses: above0(lots.map((lot) => [lot.lotId, lot.lapsed])),
  });
  const points = lots.reduce((sum, lot) => sum + lot.remaining, 0);
  return { entryId: tools.newId(), kind: "adjust" as const, points, debt: -sumOf(repaid), effects };
}

function opened({ remaining: _, lapsed: __, ...lot }: Lot): OpenedLot {
  return lot;
}

function above0(pairs: readonly (readonly [string, number])[]): NonNullable<Effects["draws"]> {
  return pairs.filter(([, points]) => points > 0);
}
