import type { EarnRule } from "../programme/schema.ts";
import { netYen } from "./base.ts";
import { sorted } from "./match.ts";
import { type Earning, type Offer, offerOf } from "./offer.ts";
import type { ReducedLine, WhyNot } from "./types.ts";
import { yenLeft, yenToNext } from "./value.ts";

/**
 * What kept the base rule from giving more, each with the yen concerned and the points that it alone cost: found by
 * counting once more without it. What cost no point is not said.
 */
export function baseWhyNot(offer: Offer, earning: Earning): readonly WhyNot[] {
  const { rule, counted } = offer;
  const { base, match } = rule;
  const { shipping, excluded } = sorted(rule, earning.lines);
  const net = (lines: readonly ReducedLine[]): number => sum(lines, (line) => netYen(base, line));
  const without = (change: Partial<EarnRule["base"]>): EarnRule => ({
    ...rule,
    base: { ...base, ...change },
  });
  const any: EarnRule = { ...rule, match: { ...everything, ...asked(match) } };
  const parts: readonly (readonly [WhyNot["reason"], number, EarnRule])[] = [
    ["points_paid_part", taken(base.lessPoints, counted, "pointsYen"), without({ lessPoints: false })],
    ["discounted_part", taken(base.lessDiscounts, counted, "discountYen"), without({ lessDiscounts: false })],
    ["shipping_part", net(shipping), without({ lessShipping: false })],
    ["excluded_items", net(excluded), any],
    ["tax_part", Math.max(0, net(counted) - offer.baseYen), without({ tax: "included" })],
  ];
  return parts.flatMap(([reason, yen, changed]) => {
    if (yen === 0) return [];
    const points = offerOf(changed, earning, null).points - offer.points;
    return points > 0 ? [{ ruleId: rule.ruleId, reason, yen, points }] : [];
  });
}

const everything = {
  items: null,
  categories: null,
  brands: null,
  excludeItems: [],
  excludeCategories: [],
  excludeBrands: [],
};

function asked({ spendYenMin, nthPurchase }: EarnRule["match"]) {
  return { spendYenMin, nthPurchase };
}

function taken(isTaken: boolean, lines: readonly ReducedLine[], part: "pointsYen" | "discountYen"): number {
  return isTaken ? sum(lines, (line) => line[part]) : 0;
}

/** The yen that rounding down left without points, where a rule is counted in yen. */
export function roundedDown(offer: Offer): readonly WhyNot[] {
  const yen = offer.portions.reduce((total, portion) => total + yenLeft(offer.rule, portion), 0);
  return yen === 0 ? [] : [{ ruleId: offer.rule.ruleId, reason: "rounded_down", yen, points: null }];
}

/** What the limits of a rule that counts have cut off. */
export function cutOff({ rule, desired, points }: Offer): readonly WhyNot[] {
  if (desired === points) return [];
  return [{ ruleId: rule.ruleId, reason: "limit_reached", yen: null, points: desired - points }];
}

/** More yen, in the rule's own base, for the next point: only where the sale is counted as a whole and no limit cuts. */
export function nextPoint(offer: Offer | undefined): number | null {
  const whole = offer?.portions[0];
  if (offer === undefined || whole === undefined) return null;
  if (offer.rule.unit !== "total" || offer.cappedBy !== null) return null;
  return yenToNext(offer.rule, whole.yen);
}

function sum(lines: readonly ReducedLine[], of: (line: ReducedLine) => number): number {
  return lines.reduce((total, line) => total + of(line), 0);
}
