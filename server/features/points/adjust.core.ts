import { drawFrom, drawUpTo, inSpendingOrder, isLive, sumOf } from "../../../shared/points/lots.ts";
import { effectsOf, type Gift, openedLots, pairsOf, repaidFrom } from "./earn.core.ts";
import { type Doing, type Draft, post, type Tools } from "./ledger.core.ts";

/** Points given by hand. Debt is repaid first. */
export function grant(draft: Draft, gift: Gift, doing: Doing, tools: Tools): Draft {
  const entryId = tools.newId();
  const opens = openedLots([gift], entryId, doing.businessDate, tools);
  const repaid = repaidFrom(opens, draft.account.debt);
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

/**
 * Points taken by hand that were promised to be taken (a file that was accepted): what is missing by now is owed where
 * the shop keeps debts (`owes`), and let go otherwise.
 */
export function deductOwing(
  draft: Draft,
  points: number,
  owes: boolean,
  doing: Doing,
  tools: Tools,
): { readonly draft: Draft; readonly taken: number; readonly owed: number } {
  const live = inSpendingOrder(draft.account.lots.filter((lot) => isLive(lot, doing.businessDate)));
  const draws = drawUpTo(live, points);
  const taken = sumOf(draws);
  const owed = owes ? points - taken : 0;
  const posting = {
    entryId: tools.newId(),
    kind: "adjust" as const,
    points: -(taken + owed),
    debt: owed,
    effects: effectsOf({ draws: pairsOf(draws) }),
  };
  return { draft: post(draft, posting, doing, tools), taken, owed };
}
