import type { EarnRule } from "../programme/schema.ts";
import type { ReducedLine, SaleLine } from "./types.ts";

/** A sale's lines as one rule sees them. */
export interface Sorted {
  readonly counted: readonly ReducedLine[];
  /** Left out because shipping and fees do not earn by this rule. */
  readonly shipping: readonly ReducedLine[];
  /** Left out because they are not among the rule's goods. */
  readonly excluded: readonly ReducedLine[];
}

/** Sorts a sale's lines into those a rule counts and those it leaves out. */
export function sorted(rule: Pick<EarnRule, "match" | "base">, lines: readonly ReducedLine[]): Sorted {
  const isShipping = (line: SaleLine): boolean => rule.base.lessShipping && line.kind === "shipping";
  const goods = lines.filter((line) => !isShipping(line));
  return {
    counted: goods.filter((line) => matches(rule.match, line)),
    shipping: lines.filter(isShipping),
    excluded: goods.filter((line) => !matches(rule.match, line)),
  };
}

/** Items, categories and brands: each list that is given must hold the line, and no exclusion may. */
function matches(match: EarnRule["match"], line: SaleLine): boolean {
  const item = line.itemCode === null ? [] : [line.itemCode];
  const brand = line.brand === null ? [] : [line.brand];
  return (
    holds(match.items, item) &&
    holds(match.categories, line.categories) &&
    holds(match.brands, brand) &&
    !overlaps(match.excludeItems, item) &&
    !overlaps(match.excludeCategories, line.categories) &&
    !overlaps(match.excludeBrands, brand)
  );
}

function holds(wanted: readonly string[] | null, has: readonly string[]): boolean {
  return wanted === null || overlaps(wanted, has);
}

function overlaps(some: readonly string[], others: readonly string[]): boolean {
  return others.some((one) => some.includes(one));
}
