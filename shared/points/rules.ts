import { addMonths, type CalendarDate, endOfMonth } from "../dates.ts";
import { floorUnits, taxExcludedYen } from "../money.ts";
import type { EarnReason } from "../purchases/schema.ts";

/** A point programme's rules, kept as versioned data: an entry names the version that produced it. */
export interface ProgrammeRules {
  readonly version: number;
  /** Every `everyYen` of the base gives `givesPoints`; what is left over gives nothing. */
  readonly base: { readonly everyYen: number; readonly givesPoints: number };
  /** What staff type at the till. */
  readonly amountIs: "tax_excluded" | "tax_included";
  /** Consumption tax, for finding the tax-excluded base of a tax-included amount. */
  readonly taxPerMille: number;
  /** What one point takes off a sale. */
  readonly yenPerPoint: number;
  /** Points live this many months and then to the end of that month. */
  readonly expiresAfterMonths: number;
  /** Points given back after their lot has lapsed live this many days more. */
  readonly restoredGraceDays: number;
}

export const defaultRules: ProgrammeRules = {
  version: 1,
  base: { everyYen: 100, givesPoints: 1 },
  amountIs: "tax_excluded",
  taxPerMille: 100,
  yenPerPoint: 1,
  expiresAfterMonths: 12,
  restoredGraceDays: 14,
};

export interface EarnQuote {
  readonly baseYen: number;
  readonly points: number;
  readonly reasons: readonly EarnReason[];
}

/**
 * What a sale earns: the base rule on the tax-excluded amount less what was paid with points (requirement 3.4: the part
 * paid with points earns nothing).
 */
export function quoteEarn(rules: ProgrammeRules, amountYen: number, discountYen: number): EarnQuote {
  const paidYen = amountYen - discountYen;
  const baseYen = rules.amountIs === "tax_included" ? taxExcludedYen(paidYen, rules.taxPerMille) : paidYen;
  const points = floorUnits(baseYen, rules.base.everyYen) * rules.base.givesPoints;
  return {
    baseYen,
    points,
    reasons: [{ rule: "base", ruleVersion: rules.version, baseYen, ...rules.base, points }],
  };
}

/** The last day on which points earned on a day can be used. */
export function expiresOn(rules: ProgrammeRules, earnedOn: CalendarDate): CalendarDate {
  return endOfMonth(addMonths(earnedOn, rules.expiresAfterMonths));
}

/** The most points a sale can take: no more than it is worth, no more than there are. */
export function pointsToUseMax(rules: ProgrammeRules, amountYen: number, balance: number): number {
  return Math.min(balance, floorUnits(amountYen, rules.yenPerPoint));
}
