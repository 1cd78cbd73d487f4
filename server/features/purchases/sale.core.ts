import type { CalendarDate } from "../../../shared/dates.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import { usableBalance } from "../../../shared/points/lots.ts";
import { type ProgrammeRules, pointsToUseMax, quoteEarn } from "../../../shared/points/rules.ts";
import type { Quote } from "../../../shared/purchases/schema.ts";
import type { Account } from "../points/index.ts";

/** What the till asks for. */
export interface SaleAsked {
  readonly amountYen: number;
  readonly pointsToUse: number;
}

/** What the till may do: the store's limit, and whether the code read was one that may spend. */
export interface SaleTerms {
  readonly amountYenMax: number;
  readonly maySpend: boolean;
  readonly on: CalendarDate;
}

/** What a sale would do to an account, or the first reason why it may not. Pure: quote and sale both ask this. */
export function decideSale(
  account: Account,
  rules: ProgrammeRules,
  terms: SaleTerms,
  asked: SaleAsked,
): Quote | ErrorCode {
  const { amountYen, pointsToUse } = asked;
  if (!Number.isSafeInteger(amountYen) || amountYen < 1) return "purchase.amount_invalid";
  if (amountYen > terms.amountYenMax) return "purchase.amount_too_large";
  const balance = account.debt > 0 ? 0 : usableBalance(account.lots, terms.on);
  const usableMax = terms.maySpend ? pointsToUseMax(rules, amountYen, balance) : 0;
  if (pointsToUse > 0 && !terms.maySpend) return "card.wrong_purpose";
  if (pointsToUse > balance) return "points.not_enough";
  const discountYen = pointsToUse * rules.yenPerPoint;
  if (discountYen > amountYen) return "points.more_than_sale";
  const earned = quoteEarn(rules, amountYen, discountYen);
  const repaid = Math.min(account.debt, earned.points);
  return {
    amountYen,
    pointsUsed: pointsToUse,
    discountYen,
    payYen: amountYen - discountYen,
    pointsEarned: earned.points,
    baseYen: earned.baseYen,
    reasons: earned.reasons,
    balanceAfter: usableBalance(account.lots, terms.on) - pointsToUse + earned.points - repaid,
    pointsToUseMax: usableMax,
  };
}

/** Staff undo their own store's sales of the day; who manages the store may undo any, any day. */
export function mayVoid(
  sale: { readonly storeId: number; readonly businessDate: CalendarDate },
  person: { readonly storeId: number; readonly manages: boolean },
  today: CalendarDate,
): boolean {
  return person.manages || (sale.storeId === person.storeId && sale.businessDate === today);
}
