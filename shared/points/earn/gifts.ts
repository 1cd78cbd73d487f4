import type { CalendarDate } from "../../dates.ts";
import { someDay, type Waits } from "../lots.ts";
import type { FundedBy, LotOrigin, Programme } from "../programme/schema.ts";
import { type Life, lifeOf } from "./life.ts";
import type { Award, AwardLine, EarnFacts } from "./types.ts";

/** Points to be given that share their dates and where they come from: they become one lot. */
export interface EarnedGift {
  readonly points: number;
  readonly activatesOn: CalendarDate;
  readonly expiresOn: CalendarDate;
  readonly origin: LotOrigin;
  readonly fundedBy: FundedBy;
  readonly renews: boolean;
  readonly waits: Waits | null;
}

/** An award as the lots it opens, one for all lines of a kind, in the order of the award. Their points sum to it. */
export function giftsOf(
  award: Pick<Award, "lines">,
  programme: Programme,
  facts: Pick<EarnFacts, "businessDate" | "channel">,
): readonly EarnedGift[] {
  const byKind = new Map<string, EarnedGift>();
  for (const line of award.lines) {
    if (line.points === 0) continue;
    const { activatesOn, expiresOn, renews, waits } = lifeOfLine(line, award, programme, facts);
    const { origin, fundedBy } = line;
    const alike = {
      activatesOn: activatesOn ?? someDay,
      expiresOn: expiresOn ?? someDay,
      origin,
      fundedBy,
      renews,
      waits,
    };
    const kind = JSON.stringify(alike);
    byKind.set(kind, { points: (byKind.get(kind)?.points ?? 0) + line.points, ...alike });
  }
  return [...byKind.values()];
}

/** A rank's line lives as the base line that it multiplies. */
function lifeOfLine(
  line: AwardLine,
  award: Pick<Award, "lines">,
  programme: Programme,
  facts: Pick<EarnFacts, "businessDate" | "channel">,
): Life {
  const ruleId = line.role === "rank" ? award.lines.find(({ role }) => role === "base")?.ruleId : line.ruleId;
  const rule = programme.rules.find((candidate) => candidate.ruleId === ruleId);
  return lifeOf(rule ?? { activates: null, expires: null }, programme, facts);
}
