import { scaled } from "../../money.ts";
import type { Programme } from "../programme/schema.ts";
import { lifeOf } from "./life.ts";
import type { Offer } from "./offer.ts";
import type { AwardLine, EarnExtra, EarnFacts } from "./types.ts";

/**
 * What coupons and stamp cards add to a sale, a line each. They are promised by themselves: no stacking of promotions
 * takes them away, no limit of a rule counts them, and they live as the programme's points usually do.
 *
 * When a part of the sale comes back, a multiplier is counted on the base points that are kept, and a fixed number stays
 * until all of the sale has come back.
 */
export function extraLines(programme: Programme, facts: EarnFacts, base: Offer | null): readonly AwardLine[] {
  const { extras = [] } = facts;
  if (extras.length === 0) return [];
  const { activatesOn, expiresOn } = lifeOf({ activates: null, expires: null }, programme, facts);
  return extras.map((extra): AwardLine => {
    const points = pointsOf(extra, base);
    return {
      ...{ ruleId: extra.id, ruleVersion: 1, name: extra.name, role: "promotion" },
      ...{
        baseYen: base?.baseYen ?? 0,
        value: saidAs(extra),
        points,
        desiredPoints: points,
        cappedBy: null,
      },
      ...{ lineIds: [], activatesOn, expiresOn, origin: "promotion", fundedBy: "head_office" },
    };
  });
}

function pointsOf(extra: EarnExtra, base: Offer | null): number {
  if (extra.kind === "points") return extra.points;
  return base === null ? 0 : scaled(base.points, extra.perMille - 1000, 1000, base.rule.rounding);
}

function saidAs(extra: EarnExtra): AwardLine["value"] {
  return extra.kind === "points"
    ? { kind: "fixed", amount: extra.points, per: 1 }
    : { kind: "multiplier", amount: extra.perMille, per: 1000 };
}
