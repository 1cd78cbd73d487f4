import type { CalendarDate } from "../../../shared/dates.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import {
  type Draw,
  drawUpTo,
  inSpendingOrder,
  type Lot,
  someDay,
  sumOf,
} from "../../../shared/points/lots.ts";
import type { ExpiryPolicy, FundedBy, LotOrigin } from "../../../shared/points/programme/schema.ts";
import { type Doing, type Draft, type Effects, type OpenedLot, post, type Tools } from "./ledger.core.ts";

/** Points to be given that share their dates and where they come from. */
export interface Gift {
  readonly points: number;
  readonly activatesOn: CalendarDate;
  readonly expiresOn: CalendarDate;
  readonly origin: LotOrigin;
  readonly fundedBy: FundedBy;
  readonly renews: boolean;
  readonly waits: Lot["waits"];
}

export type LotDates = NonNullable<Effects["dates"]>;

/**
 * Gives points: one entry, one lot for each gift. Debt is repaid first, from what can be used at once; that part of a lot
 * is used up as it is opened. A gift of nothing still leaves its entry, because the sale happened.
 * `renewed` are lots whose dates this activity moves (`renewedDates`).
 */
export function earn(
  draft: Draft,
  gifts: readonly Gift[],
  ruleVersions: string | null,
  doing: Doing,
  tools: Tools,
  renewed: LotDates = [],
): Draft {
  const entryId = tools.newId();
  const opens = openedLots(gifts, entryId, doing.businessDate, tools);
  const points = sumOf(opens);
  const repaid = repaidFrom(opens, draft.account.debt);
  const effects = effectsOf({ opens, draws: pairsOf(repaid), dates: renewed });
  const debt = -sumOf(repaid);
  return post(draft, { entryId, kind: "earn", points, debt, ruleVersions, effects }, doing, tools);
}

/** What new lots repay of a debt: the one that lapses first does first, and one that waits does on its day. */
export function repaidFrom(opens: readonly OpenedLot[], debt: number): readonly Draw[] {
  const usable = opens.filter(({ pending }) => !pending);
  const lots = usable.map((lot): Lot => ({ ...lot, remaining: lot.points, lapsed: 0 }));
  return drawUpTo(inSpendingOrder(lots), debt);
}

/** The first lot of an entry has the entry's own id, which is one id less to keep; further ones have their own. */
export function openedLots(
  gifts: readonly Gift[],
  entryId: string,
  on: CalendarDate,
  tools: Tools,
): readonly OpenedLot[] {
  return gifts
    .filter((gift) => gift.points > 0)
    .map((gift, index) => ({
      lotId: index === 0 ? entryId : tools.newId(),
      points: gift.points,
      activatesOn: gift.waits === null ? gift.activatesOn : someDay,
      expiresOn: gift.waits === null ? gift.expiresOn : someDay,
      origin: gift.origin,
      fundedBy: gift.fundedBy,
      renews: gift.renews,
      pending: gift.waits !== null || gift.activatesOn > on,
      waits: gift.waits,
    }));
}

/**
 * New dates of the lots that an activity on a day renews (自動延長型): those that are open, renew, and have not lapsed.
 * A date is never moved back, but for what undoes the activity (`datesWithout`).
 */
export function renewedDates(
  lots: readonly Lot[],
  policy: ExpiryPolicy,
  activity: "earn" | "spend",
  on: CalendarDate,
  fiscalYearStartsIn: number,
): LotDates {
  if (policy.kind !== "activity" || (activity === "spend" && policy.on === "earn")) return [];
  const expiresOn = expiryAfter(policy, on, fiscalYearStartsIn);
  return lots
    .filter((lot) => lot.renews && lot.waits === null && lot.remaining > 0)
    .filter((lot) => on <= lot.expiresOn && lot.expiresOn < expiresOn)
    .map((lot) => [lot.lotId, lot.activatesOn, expiresOn, lot.expiresOn] as const);
}

/**
 * What waited for a day that has come: an entry for each such day, which moves no points. Debt that arose while they
 * waited is repaid from them now, so that it does not stand in the way of using the rest.
 */
export function activateDue(
  draft: Draft,
  today: CalendarDate,
  doingOn: (date: CalendarDate) => Doing,
  tools: Tools,
): Draft {
  const due = draft.account.lots.filter((lot) => lot.pending && lot.activatesOn <= today);
  const days = [...new Set(due.map((lot) => lot.activatesOn))].sort();
  return days.reduce((next, day) => {
    const lots = due.filter((lot) => lot.activatesOn === day);
    return activate(next, lots, [], doingOn(day), tools);
  }, draft);
}

/**
 * What lots waited for has happened: they have their dates from today on, and what those let be used at once repays debt
 * first. The same draft where none waited for it.
 */
export function activateOnEvent(
  draft: Draft,
  lotIds: readonly string[],
  datesOf: (lot: Lot) => { readonly activatesOn: CalendarDate; readonly expiresOn: CalendarDate },
  doing: Doing,
  tools: Tools,
): Draft {
  const waiting = draft.account.lots.filter((lot) => lot.waits !== null && lotIds.includes(lot.lotId));
  if (waiting.length === 0) return draft;
  const dated = waiting.map((lot) => ({ ...lot, ...datesOf(lot) }));
  const dates = dated.map((lot) => [lot.lotId, lot.activatesOn, lot.expiresOn] as const);
  const now = dated.filter((lot) => lot.activatesOn <= doing.businessDate);
  return activate(draft, now, dates, doing, tools);
}

function activate(draft: Draft, lots: readonly Lot[], dates: LotDates, doing: Doing, tools: Tools): Draft {
  const activates = lots.map((lot) => [lot.lotId, lot.remaining] as const);
  const repaid = drawUpTo(inSpendingOrder(lots), draft.account.debt);
  const effects = effectsOf({ draws: pairsOf(repaid), dates, activates });
  const debt = -sumOf(repaid);
  return post(draft, { entryId: tools.newId(), kind: "activate", points: 0, debt, effects }, doing, tools);
}

/**
 * Lapsed points come back to life in lots of their own; their old lots no longer count them as lapsed. `renews` is
 * whether later activities move their expiry.
 */
export function reinstate(
  draft: Draft,
  lapsed: readonly Lot[],
  expiresOn: CalendarDate,
  doing: Doing,
  tools: Tools,
  renews = false,
): Draft {
  const back = lapsed.filter((lot) => lot.lapsed > 0);
  if (back.length === 0) return draft;
  const entryId = tools.newId();
  const gifts = back.map(
    (lot): Gift => ({
      points: lot.lapsed,
      activatesOn: doing.businessDate,
      expiresOn,
      origin: lot.origin,
      fundedBy: lot.fundedBy,
      renews,
      waits: null,
    }),
  );
  const opens = openedLots(gifts, entryId, doing.businessDate, tools);
  const repaid = repaidFrom(opens, draft.account.debt);
  const lapses = back.map((lot) => [lot.lotId, -lot.lapsed] as const);
  const effects = effectsOf({ opens, draws: pairsOf(repaid), lapses });
  const points = sumOf(opens);
  return post(draft, { entryId, kind: "reinstate", points, debt: -sumOf(repaid), effects }, doing, tools);
}

/** Effects without their empty fields: an entry is kept for ever, and hashed as it is written. */
export function effectsOf(effects: Effects): Effects {
  return Object.fromEntries(Object.entries(effects).filter(([, value]) => value.length > 0));
}

export function pairsOf(
  draws: readonly { readonly lotId: string; readonly points: number }[],
): readonly (readonly [string, number])[] {
  return draws.map(({ lotId, points }) => [lotId, points] as const);
}
