import { drawFrom, drawUpTo, sumOf } from "../../../shared/points/lots.ts";
import { effectsOf, type Gift, openedLots, pairsOf } from "./earn.core.ts";
import { type Doing, type Draft, post, type Tools } from "./ledger.core.ts";

/** Points given by hand. Debt is repaid first. */
export function grant(draft: Draft, gift: Gift, doing: Doing, tools: Tools): Draft {
  const entryId = tools.newId();
  const opens = openedLots([gift], entryId, doing.businessDate, tools);
  const repaid = drawUpTo(
    opens.map(({ lotId, points: remaining }) => ({ lotId, remaining })),
    draft.account.debt,
  );
  const effects = effectsOf({ opens, draws: pairsOf(repaid) });
  return post(
    draft,
    { entryId, kind: "adjust", points: sumOf(opens), debt: -sumOf(repaid), effects },
    doing,
    tools,
  );
}

/** Points taken by hand, from what lapses first; null when there are not enough that can be used. */
export function deduct(draft: Draft, points: number, doing: Doing, tools: Tools): Draft | null {
  const draws = drawFrom(draft.account.lots, points, doing.businessDate);
  if (draws === null) return null;
  const effects = effectsOf({ draws: pairsOf(draws) });
  return post(draft, { entryId: tools.newId(), kind: "adjust", points: -points, effects }, doing, tools);
}
