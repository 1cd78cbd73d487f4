import { floorUnits, taxExcludedYen } from "../../money.ts";
import { expiryAfter } from "../expiry.ts";
import type { Programme } from "../programme/schema.ts";
import type { Award, EarnFacts, ReducedLine } from "./types.ts";

/** What a sale earns, by which rules, and why not more. Pure: the same rules and facts give the same award for ever. */
export function quoteEarn(programme: Programme, facts: EarnFacts, lines: readonly ReducedLine[]): Award {
  const rule = programme.rules[0];
  if (rule === undefined || rule.value.kind !== "per_yen") throw new Error("not yet");
  const paidYen = lines.reduce((sum, line) => sum + line.amountYen - line.discountYen - line.pointsYen, 0);
  const baseYen =
    facts.amountsAre === "tax_included" ? taxExcludedYen(paidYen, programme.taxPerMille) : paidYen;
  const points = floorUnits(baseYen, rule.value.everyYen) * rule.value.givesPoints;
  return {
    points,
    baseYen,
    lines: [
      {
        ruleId: rule.ruleId,
        ruleVersion: rule.version,
        name: rule.name,
        role: "base",
        baseYen,
        value: { kind: "per_yen", amount: rule.value.givesPoints, per: rule.value.everyYen },
        points,
        desiredPoints: points,
        cappedBy: null,
        lineIds: [],
        activatesOn: facts.businessDate,
        expiresOn: expiryAfter(programme.expires, facts.businessDate, programme.fiscalYearStartsIn),
        origin: rule.origin,
        fundedBy: rule.fundedBy,
      },
    ],
    whyNot: [],
    draws: [],
    yenToNextPoint: rule.value.everyYen - (baseYen % rule.value.everyYen),
  };
}
