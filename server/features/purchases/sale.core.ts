import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import { taxExcludedYen } from "../../../shared/money.ts";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import { discounted, reduced } from "../../../shared/points/earn/reduce.ts";
import type { Award, Basket, EarnFacts, ReducedLine } from "../../../shared/points/earn/types.ts";
import { ruleVersionsOf } from "../../../shared/points/earn/versions.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import { isLive, type Lot, pendingPoints } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { PendingPoints } from "../../../shared/points/schema.ts";
import { taxShares, type User, useOf, useRefusal } from "../../../shared/points/use.ts";
import { withAdded } from "../../../shared/points/windows.ts";
import type { TaxShare, UseLimit } from "../../../shared/purchases/schema.ts";
import {
  type Account,
  type AccountDay,
  type Doing,
  type Draft,
  draftOf,
  earn,
  inView,
  reinstate,
  renewedDates,
  spend,
  spendHeld,
  type Taken,
  type Tools,
} from "../points/index.ts";
import { hasTwins, worthOf } from "./basket.ts";

/** What a sale is decided on. */
export interface Deciding {
  readonly account: Account;
  readonly programme: Programme;
  readonly basket: Basket;
  /** Of the moment of the sale; the points used are filled in here. */
  readonly facts: EarnFacts;
  /** The business day before the sale. */
  readonly day: Pick<AccountDay, "purchases">;
  readonly lapsed: readonly Lot[];
  /** The date of recording, and of the sale itself. */
  readonly today: CalendarDate;
  readonly on: CalendarDate;
}

/** What the seller may do: the store's limit, whether the code read was one that may spend, and the points held. */
export interface SaleTerms {
  readonly amountYenMax: number;
  readonly maySpend: boolean;
  readonly pointsToUse: number;
  /** The hold that the points used come from; only they may be used then. */
  readonly held: Taken | null;
  /** Yen that coupons take off each line of the basket; absent is none. */
  readonly cuts?: readonly number[];
}

export interface SaleDecided {
  /** Of the whole sale, after its discounts and coupons and before points; 0 where coupons took all of it. */
  readonly amountYen: number;
  /** What coupons took off. */
  readonly couponYen: number;
  readonly lines: readonly ReducedLine[];
  readonly facts: EarnFacts;
  readonly award: Award;
  readonly pointsUsed: number;
  /** What the points used pay. */
  readonly pointsYen: number;
  readonly payYen: number;
  readonly netYen: number;
  readonly byTax: readonly TaxShare[];
  readonly pointsToUseMax: number;
  readonly useLimit: UseLimit | null;
}

export interface SaleRefused {
  readonly refused: ErrorCode;
  readonly details?: Readonly<Record<string, unknown>>;
}

/** What a sale would be, or the first reason why it may not. Pure: quote and sale both ask this. */
export function decideSale(deciding: Deciding, terms: SaleTerms): SaleDecided | SaleRefused {
  const { programme, basket } = deciding;
  const { pointsToUse } = terms;
  const { cuts = [] } = terms;
  const couponYen = cuts.reduce((sum, yen) => sum + yen, 0);
  const refused = basketRefusal(basket, worthOf(basket), terms.amountYenMax);
  if (refused !== null) return refused;
  const amountYen = worthOf(basket) - couponYen;
  const user = userOf(deciding, terms);
  const useLines = discounted(basket, cuts);
  const useRules = terms.held === null ? programme : promised(programme, terms.held.points === pointsToUse);
  const use = useOf(useRules, useLines, user);
  if (terms.held !== null && pointsToUse > terms.held.points) {
    return { refused: "hold.not_enough", details: { points: terms.held.points } };
  }
  const notUsable = useRefusal(useRules, useLines, user, pointsToUse);
  if (notUsable !== null) {
    const { code, limit, pointsMax } = notUsable;
    return {
      refused: code,
      details: { reason: limit?.reason ?? null, limit: limit?.limit ?? null, pointsMax },
    };
  }
  const pointsYen = pointsToUse * programme.use.yenPerPoint;
  const lines = reduced(basket, pointsYen, programme.use, cuts);
  const facts = { ...deciding.facts, pointsUsed: pointsToUse };
  return {
    amountYen,
    couponYen,
    lines,
    facts,
    award: quoteEarn(programme, facts, lines),
    pointsUsed: pointsToUse,
    pointsYen,
    payYen: amountYen - pointsYen,
    netYen: netYenOf(lines, basket.amountsAre),
    byTax: taxShares(lines, programme.use.as),
    pointsToUseMax: use.pointsMax,
    useLimit: use.limit,
  };
}

/** A hold is a promise: what was asked when it was made is not asked again, of all of it. */
function promised(programme: Programme, all: boolean): Programme {
  const use = { ...programme.use, balanceMin: 0 };
  return { ...programme, use: all ? { ...use, unitPoints: 1, pointsMaxPerSale: null } : use };
}

function basketRefusal(basket: Basket, amountYen: number, amountYenMax: number): SaleRefused | null {
  if (!Number.isSafeInteger(amountYen) || amountYen < 1) return { refused: "purchase.amount_invalid" };
  if (hasTwins(basket)) return { refused: "purchase.lines_invalid" };
  if (amountYen <= amountYenMax) return null;
  return { refused: "purchase.amount_too_large", details: { amountYenMax } };
}

/**
 * What can be used: what lives on the day of the sale and on the day it is recorded, which differ where it comes late.
 * Points that a hold has put aside count as if they had not left the balance.
 */
function userOf({ account, today, on }: Deciding, { maySpend, held }: SaleTerms): User {
  const usable = account.lots.filter((lot) => isLive(lot, on) && isLive(lot, today));
  const balance = usable.reduce((sum, lot) => sum + lot.remaining, 0);
  if (held !== null) return { balance: balance + held.points, debt: 0, maySpend: true };
  return { balance, debt: account.debt, maySpend };
}

/** What was paid in money for goods, without tax, by tax rate: what ranks count. Shipping is no merchandise. */
export function netYenOf(lines: readonly ReducedLine[], amountsAre: Basket["amountsAre"]): number {
  const goods = lines.filter(({ kind }) => kind === "item");
  const rates = [...new Set(goods.map(({ taxPerMille }) => taxPerMille))];
  return rates.reduce((sum, rate) => {
    const ofRate = goods.filter(({ taxPerMille }) => taxPerMille === rate);
    const paid = ofRate.reduce((yen, line) => yen + line.amountYen - line.discountYen - line.pointsYen, 0);
    return sum + (amountsAre === "tax_included" ? taxExcludedYen(paid, rate) : paid);
  }, 0);
}

/**
 * The ledger's side of a sale: what was held or is live is spent, what lapsed and comes back is reinstated, what is
 * earned is given, and the account counts its visit. Null where the points to use are not there.
 */
export function draftSale(
  deciding: Deciding,
  decided: SaleDecided,
  held: Taken | null,
  doing: Doing,
  tools: Tools,
): Draft | null {
  const { programme, today, on, facts, lapsed } = deciding;
  const account = inView(visited(deciding, decided, doing.storeId), lapsed);
  const spent = spendOf(draftOf(account), decided.pointsUsed, held, { doing, tools, today });
  if (spent === null) return null;
  const revived = revive(spent, deciding, doing, tools);
  const { expires, fiscalYearStartsIn } = programme;
  const renewed = renewedDates(revived.account.lots, expires, "earn", on, fiscalYearStartsIn);
  const gifts = giftsOf(decided.award, programme, facts);
  return earn(revived, gifts, ruleVersionsOf(programme, decided.award), doing, tools, renewed);
}

interface With {
  readonly doing: Doing;
  readonly tools: Tools;
  readonly today: CalendarDate;
}

function spendOf(
  draft: Draft,
  points: number,
  held: Taken | null,
  { doing, tools, today }: With,
): Draft | null {
  if (held !== null) return spendHeld(draft, held, points, doing, tools);
  return points === 0 ? draft : spend(draft, points, doing, tools, [], today);
}

function visited(
  { account, day, today, on }: Deciding,
  { payYen, netYen }: SaleDecided,
  storeId: number | null,
): Account {
  const { lastVisitOn } = account;
  const isLate = lastVisitOn !== null && lastVisitOn > on;
  const visits = day.purchases === 0 ? 1 : 0;
  return {
    ...account,
    purchases: account.purchases + 1,
    visits: account.visits + visits,
    spendYen: account.spendYen + payYen,
    ...(isLate ? {} : { lastVisitOn: on, lastStoreId: storeId }),
    windows: withAdded(account.windows, { on, visits, netYen }, today),
  };
}

/**
 * Points that come back. A sale that is told late kept alive, with 自動延長型, what it found alive on its own day: those
 * lots come back with the last day that it gives them, unless that has passed as well. Others come back where the
 * programme has a window for it.
 */
function revive(draft: Draft, deciding: Deciding, doing: Doing, tools: Tools): Draft {
  const { programme, lapsed, on, today } = deciding;
  const { expires, fiscalYearStartsIn, reinstatement } = programme;
  const renewsUntil = expires.kind === "activity" ? expiryAfter(expires, on, fiscalYearStartsIn) : null;
  const keptAlive = lapsed.filter((lot) => lot.renews && on <= lot.expiresOn);
  const renewed =
    renewsUntil !== null && renewsUntil >= today
      ? reinstate(draft, keptAlive, renewsUntil, doing, tools, true)
      : draft;
  if (reinstatement === null) return renewed;
  const since = addDays(on, -reinstatement.windowDays);
  const inWindow = lapsed.filter((lot) => since <= lot.expiresOn && lot.expiresOn < on);
  return reinstate(renewed, inWindow, addDays(on, reinstatement.livesDays), doing, tools);
}

/** What of a sale's points cannot be used yet. */
export function pendingOf(draft: Draft, today: CalendarDate): readonly PendingPoints[] {
  const before = new Set(draft.before.map(({ lotId }) => lotId));
  return pendingPoints(
    draft.account.lots.filter(({ lotId }) => !before.has(lotId)),
    today,
  );
}

/** Staff undo their own store's sales of the day; who manages the store may undo any, any day. */
export function mayVoid(
  sale: { readonly storeId: number; readonly businessDate: CalendarDate },
  person: { readonly storeId: number; readonly manages: boolean },
  today: CalendarDate,
): boolean {
  return person.manages || (sale.storeId === person.storeId && sale.businessDate === today);
}
