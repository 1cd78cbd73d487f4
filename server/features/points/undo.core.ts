import type { CalendarDate } from "../../../shared/dates.ts";
import { expiryAfter } from "../../../shared/points/expiry.ts";
import type { Lot } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { effectsOf, type LotDates } from "./earn.core.ts";
import { type Doing, type Draft, type Effects, post, type Tools } from "./ledger.core.ts";
import type { ReversalKind } from "./reverse.core.ts";

/** What a sale did beside earning and spending, and what goes when nothing is left of the sale. */

/** An entry that brought lapsed points back to life. */
export interface Reinstated {
  readonly entryId: string;
  readonly effects: Effects;
}

/**
 * Lets points that a sale had brought back to life be lapsed again, in the lots they had lapsed in: what is left of them,
 * and what has lapsed once more. What they had repaid of a debt is owed again under the policy `debt`; what was used of
 * them since stays used. The same draft where nothing is left to be undone.
 */
export function takeReinstated(
  draft: Draft,
  kind: ReversalKind,
  { entryId, effects }: Reinstated,
  shortage: Programme["shortage"],
  doing: Doing,
  tools: Tools,
): Draft {
  const parts = partsOf(draft, effects, shortage);
  const gone = parts.reduce((sum, { back }) => sum + back, 0);
  if (gone === 0) return draft;
  const left = parts.reduce((sum, { lot }) => sum + lot.remaining, 0);
  const owed = parts.reduce((sum, part) => sum + part.owed, 0);
  const posting = {
    ...{ entryId: tools.newId(), kind, points: -(left + owed), debt: owed, reversesEntryId: entryId },
    effects: effectsOf({
      draws: pairsAbove0(parts.map(({ lot }) => [lot.lotId, lot.remaining])),
      lapses: [
        ...pairsAbove0(parts.map(({ lot }) => [lot.lotId, lot.lapsed])).map(
          ([lotId, points]) => [lotId, -points] as const,
        ),
        ...pairsAbove0(parts.map(({ home, back }) => [home, back])),
      ],
    }),
  };
  return post(draft, posting, doing, tools);
}

interface Part {
  readonly lot: Lot;
  /** The lot its points had lapsed in. */
  readonly home: string;
  readonly owed: number;
  /** What lapses again. */
  readonly back: number;
}

/** Each lot that was opened stands for one that had lapsed, in the same order. */
function partsOf(
  { account }: Draft,
  { opens = [], lapses = [], draws = [] }: Effects,
  shortage: Programme["shortage"],
): readonly Part[] {
  return opens.map(({ lotId }, nth) => {
    const lot = account.lots.find((candidate) => candidate.lotId === lotId);
    const home = lapses[nth]?.[0];
    if (lot === undefined || home === undefined) {
      throw new Error(`lot ${lotId} of account ${account.accountId} is not in view`);
    }
    const repaid = draws.reduce((sum, [drawn, points]) => (drawn === lotId ? sum + points : sum), 0);
    const owed = shortage === "debt" ? repaid : 0;
    return { lot, home, owed, back: lot.remaining + lot.lapsed + owed };
  });
}

function pairsAbove0(
  pairs: readonly (readonly [string, number])[],
): readonly (readonly [lotId: string, points: number])[] {
  return pairs.filter(([, points]) => points > 0);
}

/**
 * The dates that lots get back when the activity that had moved them never was. A lot that something has moved since
 * keeps its date, and none goes back behind what the member's last visit, as it is without the sale, gives.
 */
export function datesWithout(
  lots: readonly Lot[],
  moved: LotDates,
  { expires, fiscalYearStartsIn }: Pick<Programme, "expires" | "fiscalYearStartsIn">,
  lastVisitOn: CalendarDate | null,
): LotDates {
  const visited =
    expires.kind === "activity" && lastVisitOn !== null
      ? expiryAfter(expires, lastVisitOn, fiscalYearStartsIn)
      : "";
  return moved.flatMap(([lotId, , gaveUntil, before = gaveUntil]) => {
    const lot = lots.find((candidate) => candidate.lotId === lotId);
    const expiresOn = before < visited ? visited : before;
    if (lot?.expiresOn !== gaveUntil || expiresOn >= gaveUntil) return [];
    return [[lotId, lot.activatesOn, expiresOn] as const];
  });
}
