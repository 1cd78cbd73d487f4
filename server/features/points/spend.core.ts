import type { CalendarDate } from "../../../shared/dates.ts";
import { type Draw, drawFrom, drawUpTo, isLive, type Lot, sumOf } from "../../../shared/points/lots.ts";
import { effectsOf, pairsOf } from "./earn.core.ts";
import { type Doing, type Draft, type Effects, post, type Tools } from "./ledger.core.ts";

type LotDates = NonNullable<Effects["dates"]>;

/** Which entry took how much from which lot. */
export interface Taken {
  readonly entryId: string;
  readonly points: number;
  readonly draws: readonly Draw[];
}

/**
 * Takes points from the lots that lapse first; null when there are not enough, or debt is in the way. What is recorded
 * late may only use what still lives on the day it is recorded, `liveToo`.
 */
export function spend(
  draft: Draft,
  points: number,
  doing: Doing,
  tools: Tools,
  renewed: LotDates = [],
  liveToo: CalendarDate = doing.businessDate,
): Draft | null {
  return take(draft, "spend", points, doing, tools, renewed, liveToo);
}

/** Puts points aside for a payment that is still being made. They leave the balance; `release` brings them back. */
export function hold(draft: Draft, points: number, doing: Doing, tools: Tools): Draft | null {
  return take(draft, "hold", points, doing, tools, [], doing.businessDate);
}

function take(
  draft: Draft,
  kind: "spend" | "hold",
  points: number,
  doing: Doing,
  tools: Tools,
  renewed: LotDates,
  liveToo: CalendarDate,
): Draft | null {
  if (draft.account.debt > 0) return null;
  const live = draft.account.lots.filter((lot) => isLive(lot, liveToo));
  const draws = drawFrom(live, points, doing.businessDate);
  if (draws === null) return null;
  const effects = effectsOf({ draws: pairsOf(draws), dates: renewed });
  const held = kind === "hold" ? points : 0;
  return post(draft, { entryId: tools.newId(), kind, points: -points, held, effects }, doing, tools);
}

/**
 * Brings held points back into the lots they came from, whose dates are as they were: a lot that lapsed meanwhile lapses
 * with the next run. Debt that arose meanwhile is repaid from them, from what lapses first, as if they had been there.
 */
export function release(draft: Draft, held: Taken, doing: Doing, tools: Tools): Draft {
  return releaseRepaying(draft, held, drawUpTo(asLots(held.draws), draft.account.debt), doing, tools);
}

function releaseRepaying(
  draft: Draft,
  held: Taken,
  repaid: readonly Draw[],
  doing: Doing,
  tools: Tools,
): Draft {
  const effects = effectsOf({ draws: returned(held.draws, repaid) });
  return post(
    draft,
    {
      entryId: tools.newId(),
      kind: "release",
      points: held.points,
      debt: -sumOf(repaid),
      held: -held.points,
      reversesEntryId: held.entryId,
      effects,
    },
    doing,
    tools,
  );
}

/**
 * Uses up to what was held: the hold is released and the same lots are spent from, whatever day it is by then. What was
 * held was promised: debt that arose meanwhile is repaid only from what of it is not used, and stands otherwise. Null
 * when more is asked than was held. `renew` gives the lots whose dates this moves, of those that are there once the hold is
 * released.
 */
export function spendHeld(
  draft: Draft,
  held: Taken,
  points: number,
  doing: Doing,
  tools: Tools,
  renew: (lots: readonly Lot[]) => LotDates = () => [],
): Draft | null {
  if (points > held.points) return null;
  const draws = drawUpTo(asLots(held.draws), points);
  const unused = returned(held.draws, draws).map(([lotId, given]) => ({ lotId, remaining: -given }));
  const repaid = drawUpTo(unused, draft.account.debt);
  const released = releaseRepaying(draft, held, repaid, doing, tools);
  if (points === 0) return released;
  const effects = effectsOf({ draws: pairsOf(draws), dates: renew(released.account.lots) });
  return post(released, { entryId: tools.newId(), kind: "spend", points: -points, effects }, doing, tools);
}

/** What goes back into lots, as draws below zero: all that was taken but for what repaid debt. */
export function returned(
  taken: readonly Draw[],
  repaid: readonly Draw[],
): readonly (readonly [string, number])[] {
  const kept = new Map(repaid.map(({ lotId, points }) => [lotId, points]));
  return taken
    .map(({ lotId, points }) => [lotId, (kept.get(lotId) ?? 0) - points] as const)
    .filter(([, points]) => points !== 0);
}

/** What was taken, in its order, as something to draw from. */
function asLots(draws: readonly Draw[]) {
  return draws.map(({ lotId, points }) => ({ lotId, remaining: points }));
}
