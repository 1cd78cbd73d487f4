import { scaled } from "../../money.ts";
import type { EarnRule } from "../programme/schema.ts";
import { type Portion, portionsOf } from "./base.ts";
import { capped } from "./caps.ts";
import { sorted } from "./match.ts";
import type { AwardLine, EarnFacts, ReducedLine } from "./types.ts";
import { pointsOf } from "./value.ts";

export interface Earning {
  readonly facts: EarnFacts;
  readonly lines: readonly ReducedLine[];
}

/** What one rule would give by itself, before rules are weighed against each other. */
export interface Offer {
  readonly rule: EarnRule;
  readonly counted: readonly ReducedLine[];
  readonly portions: readonly Portion[];
  /** The counted lines' amount in the rule's own base. */
  readonly baseYen: number;
  /** Without limits, and with them. */
  readonly desired: number;
  readonly points: number;
  readonly cappedBy: AwardLine["cappedBy"];
}

/** `base` is what a multiplier multiplies; null where no base rule gives anything. */
export function offerOf(rule: EarnRule, earning: Earning, base: Offer | null): Offer {
  const { facts, lines } = earning;
  const { counted } = sorted(rule, lines);
  const portions = portionsFor(rule, counted, facts);
  const desired =
    rule.value.kind === "multiplier"
      ? multiplied(rule, rule.value.perMille, portions, facts, base)
      : sumPoints(rule, portions);
  const baseYen = portions.reduce((sum, { yen }) => sum + yen, 0);
  return { rule, counted, portions, baseYen, desired, ...capped(rule, desired, facts) };
}

/** Joining has no lines; what it gives is counted once. */
function portionsFor(rule: EarnRule, counted: readonly ReducedLine[], facts: EarnFacts): readonly Portion[] {
  if (facts.trigger === "join") return [{ lines: [], yen: 0, pieces: 1 }];
  return counted.length === 0 ? [] : portionsOf(rule, counted, facts.amountsAre);
}

function sumPoints(rule: EarnRule, portions: readonly Portion[]): number {
  return portions.reduce((sum, portion) => sum + pointsOf(rule, portion), 0);
}

/**
 * What a multiplier adds: the base rule is counted on the multiplied lines alone and times as much as is above 1. Never
 * on more than the base rule gave, where its unit or a limit made that less than its parts.
 */
function multiplied(
  rule: EarnRule,
  perMille: number,
  portions: readonly Portion[],
  facts: EarnFacts,
  base: Offer | null,
): number {
  if (base === null) return 0;
  let left = base.points;
  return portions.reduce((sum, { lines, pieces }) => {
    const { counted } = sorted(base.rule, lines);
    const ofBase = Math.min(left, sumPoints(base.rule, portionsFor(base.rule, counted, facts)));
    left -= ofBase;
    return sum + scaled(ofBase, perMille - 1000, 1000 * pieces, rule.rounding) * pieces;
  }, 0);
}
