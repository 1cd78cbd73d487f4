import type { Award } from "../../../shared/points/earn/types.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { AwardView } from "../../../shared/purchases/schema.ts";

/** Why an award is what it is and not more, with the names of the rules that gave nothing. */
export function awardView({ rules }: Programme, { lines, whyNot, yenToNextPoint }: Award): AwardView {
  const names = new Map(rules.map(({ ruleId, name }) => [ruleId, name]));
  return {
    lines,
    whyNot: whyNot.map((why) => ({ ...why, name: names.get(why.ruleId ?? "") ?? null })),
    yenToNextPoint,
  };
}
