import { type Rounding, scaled } from "../../money.ts";
import type { EarnRule, EarnValue } from "../programme/schema.ts";
import type { Portion } from "./base.ts";
import type { AwardLine } from "./types.ts";

/**
 * Points of one portion. With a unit of pieces the yen of one piece are rounded and then multiplied, so 3 pieces of ¥150
 * at 1 per ¥100 give 3; counted on their line they give 4 (the two orders of rounding of requirement 2.1).
 * A fixed value is given once for each portion, a value per item for each piece whatever the unit.
 * A multiplier has no points of its own: it is counted on the base points (`stack.ts`).
 */
export function pointsOf(rule: Pick<EarnRule, "value" | "rounding">, portion: Portion): number {
  const { value, rounding } = rule;
  const { yen, pieces } = portion;
  switch (value.kind) {
    case "per_yen":
      return scaled(yen, 1, value.everyYen * pieces, rounding) * value.givesPoints * pieces;
    case "rate":
      return scaled(yen, value.perTenThousand, 10_000 * pieces, rounding) * pieces;
    case "fixed":
      return value.points * pieces;
    case "per_item":
      return portion.lines.reduce((sum, line) => sum + value.points * line.quantity, 0);
    case "multiplier":
      return 0;
  }
}

/** Of a value counted in yen: the yen of a portion that the rounding down left without points. 0 for other values. */
export function yenLeft(rule: Pick<EarnRule, "value" | "rounding">, portion: Portion): number {
  const steps = stepsOf(rule.value);
  if (steps === null) return 0;
  const per = steps.per * portion.pieces;
  const reached = scaled(portion.yen, steps.times, per, rule.rounding);
  const exact = scaled(portion.yen, steps.times, per, "floor");
  return reached > exact ? 0 : portion.yen - leastYen(exact, steps.times, per, "floor");
}

/** Of a value counted in yen: how many more yen give the next point. Null for other values. */
export function yenToNext(rule: Pick<EarnRule, "value" | "rounding">, yen: number): number | null {
  const steps = stepsOf(rule.value);
  if (steps === null) return null;
  const reached = scaled(yen, steps.times, steps.per, rule.rounding);
  return leastYen(reached + 1, steps.times, steps.per, rule.rounding) - yen;
}

/** Counted in yen, a value is so many times the yen for each so many yen. */
function stepsOf(value: EarnValue): { readonly times: number; readonly per: number } | null {
  if (value.kind === "per_yen") return { times: 1, per: value.everyYen };
  return value.kind === "rate" ? { times: value.perTenThousand, per: 10_000 } : null;
}

/** The least yen whose `times ÷ per` is rounded to `steps`. */
function leastYen(steps: number, times: number, per: number, rounding: Rounding): number {
  if (steps === 0) return 0;
  if (rounding === "ceil") return scaled(steps - 1, per, times, "floor") + 1;
  // Halves go up from half a step before.
  return rounding === "half_up"
    ? scaled(2 * steps - 1, per, 2 * times, "ceil")
    : scaled(steps, per, times, "ceil");
}

/** How it was counted, as an award's line says it. */
export function valueWords(value: EarnValue): AwardLine["value"] {
  switch (value.kind) {
    case "per_yen":
      return { kind: value.kind, amount: value.givesPoints, per: value.everyYen };
    case "rate":
      return { kind: value.kind, amount: value.perTenThousand, per: 10_000 };
    case "multiplier":
      return { kind: value.kind, amount: value.perMille, per: 1000 };
    default:
      return { kind: value.kind, amount: value.points, per: 1 };
  }
}
