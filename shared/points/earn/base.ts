import { taxExcludedYen, taxIncludedYen } from "../../money.ts";
import type { EarnRule } from "../programme/schema.ts";
import type { EarnFacts, ReducedLine } from "./types.ts";

type AmountsAre = EarnFacts["amountsAre"];

/** What a rule's value is counted and rounded on, by itself. */
export interface Portion {
  readonly lines: readonly ReducedLine[];
  /** In the rule's own base. */
  readonly yen: number;
  /** The yen are divided by them before, and the points multiplied after, the rounding: 1 unless the unit is a piece. */
  readonly pieces: number;
}

/** The lines that count, in the portions that the rule's unit makes of them. */
export function portionsOf(
  rule: Pick<EarnRule, "base" | "unit">,
  counted: readonly ReducedLine[],
  amountsAre: AmountsAre,
): readonly Portion[] {
  if (rule.unit === "total") {
    return [{ lines: counted, yen: baseYenOf(rule.base, counted, amountsAre), pieces: 1 }];
  }
  return counted.map((line) => ({
    lines: [line],
    yen: baseYenOf(rule.base, [line], amountsAre),
    pieces: rule.unit === "piece" ? line.quantity : 1,
  }));
}

/** The yen of lines in a rule's base. Where tax has to be taken out or put in, that is rounded once for each rate. */
export function baseYenOf(
  base: EarnRule["base"],
  lines: readonly ReducedLine[],
  amountsAre: AmountsAre,
): number {
  const byRate = new Map<number, number>();
  for (const line of lines) {
    byRate.set(line.taxPerMille, (byRate.get(line.taxPerMille) ?? 0) + netYen(base, line));
  }
  return [...byRate].reduce((sum, [rate, yen]) => sum + inBasis(base.tax, amountsAre, yen, rate), 0);
}

/** A line's amount less what the rule takes off, in the sale's own tax basis. */
export function netYen(base: EarnRule["base"], line: ReducedLine): number {
  return (
    line.amountYen - (base.lessDiscounts ? line.discountYen : 0) - (base.lessPoints ? line.pointsYen : 0)
  );
}

function inBasis(tax: EarnRule["base"]["tax"], amountsAre: AmountsAre, yen: number, rate: number): number {
  if (tax === "excluded") return amountsAre === "tax_included" ? taxExcludedYen(yen, rate) : yen;
  return amountsAre === "tax_excluded" ? taxIncludedYen(yen, rate) : yen;
}
