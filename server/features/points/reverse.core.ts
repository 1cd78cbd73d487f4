import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import { drawUpTo, inSpendingOrder, isLive, type Lot, sumOf } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { effectsOf, openedLots, pairsOf } from "./earn.core.ts";
import { type Doing, type Draft, post, type Tools } from "./ledger.core.ts";

/** `void` takes a whole sale back, `refund` a part of it. */
export type ReversalKind = "void" | "refund";

/** Points of a spend to be given back, by the lots they had been taken from. */
export interface GivingBack {
  readonly entryId: string;
  readonly byLot: readonly { readonly lotId: string; readonly points: number }[];
}

/**
 * Gives points of a spend back: into their own lots while those live. What belongs to a lot that has lapsed meanwhile
 * goes by `restored`: back to it and so lapsed (`keep_original`), into a lot that lives some days more (`grace`), or
 * nowhere (`forfeit`, and then the entry says less). Debt is repaid from what comes back.
 */
export function giveBack(
  draft: Draft,
  kind: ReversalKind,
  back: GivingBack,
  restored: Programme["restored"],
  doing: Doing,
  tools: Tools,
): Draft {
  const on = doing.businessDate;
  const byId = new Map(draft.account.lots.map((lot) => [lot.lotId, lot]));
  const alive = ({ lotId }: { lotId: string }): boolean => on <= (byId.get(lotId)?.expiresOn ?? "");
  const kept = restored.kind === "forfeit" ? back.byLot.filter(alive) : back.byLot;
  const entryId = tools.newId();
  const repaid = Math.min(draft.account.debt, sumOf(kept));
  const returning = drawUpTo(
    kept.map(({ lotId, points }) => ({ lotId, remaining: points })),
    sumOf(kept) - repaid,
  );
  const toNewLot = (draw: { lotId: string }): boolean => restored.kind === "grace" && !alive(draw);
  const days = restored.kind === "grace" ? restored.days : 0;
  const gifts = returning.filter(toNewLot).map(({ lotId, points }) => ({
    points,
    activatesOn: on,
    expiresOn: addDays(on, days),
    origin: byId.get(lotId)?.origin ?? ("adjustment" as const),
    fundedBy: byId.get(lotId)?.fundedBy ?? ("head_office" as const),
    renews: false,
    waits: null,
  }));
  const draws = returning
    .filter((draw) => !toNewLot(draw))
    .map(({ lotId, points }) => [lotId, -points] as const);
  const effects = effectsOf({ opens: openedLots(gifts, entryId, on, tools), draws });
  return post(
    draft,
    { entryId, kind, points: sumOf(kept), debt: -repaid, reversesEntryId: back.entryId, effects },
    doing,
    tools,
  );
}

/** Points of an earn to be taken back. */
export interface TakingBack {
  readonly entryId: string;
  readonly points: number;
  /** The lots it had opened, first the ones to be taken from first. */
  readonly ownLotIds: readonly string[];
  /** What earlier returns did not ask for, because it had lapsed unused. */
  readonly waivedBefore: number;
}

export interface TakenBack {
  readonly draft: Draft;
  /** Found in lots, owed from now on, not asked for because it had lapsed, and let go by the shop's policy. */
  readonly taken: number;
  readonly owed: number;
  readonly waived: number;
  readonly forgiven: number;
}

/**
 * Takes earned points back (requirement 2.5): from the lots they opened, whatever their dates; then, for what of them
 * lapsed unused, nothing; then, by the shortage policy, from the member's other points and as debt (`debt`), from other
 * points only (`floor`), or not at all beyond what is still pending (`pending_only`).
 */
export function takeBack(
  draft: Draft,
  kind: ReversalKind,
  claim: TakingBack,
  shortage: Programme["shortage"],
  doing: Doing,
  tools: Tools,
): TakenBack {
  const { lots } = draft.account;
  const own = claim.ownLotIds.flatMap((lotId) => lots.filter((lot) => lot.lotId === lotId));
  const reachable = shortage === "pending_only" ? own.filter((lot) => isPending(lot, doing.businessDate)) : own;
  const fromOwn = drawUpTo(reachable, claim.points);
  const rest = claim.points - sumOf(fromOwn);
  const lapsed = own.reduce((sum, lot) => sum + lot.lapsed, 0);
  const waived = Math.min(rest, Math.max(0, lapsed - claim.waivedBefore));
  const missing = rest - waived;
  const others = inSpendingOrder(
    lots.filter((lot) => !claim.ownLotIds.includes(lot.lotId) && isLive(lot, doing.businessDate)),
  );
  const fromOthers = shortage === "pending_only" ? [] : drawUpTo(others, missing);
  const short = missing - sumOf(fromOthers);
  const owed = shortage === "debt" ? short : 0;
  const draws = [...fromOwn, ...fromOthers];
  const taken = sumOf(draws);
  const posting = {
    entryId: tools.newId(),
    kind,
    points: taken + owed === 0 ? 0 : -(taken + owed),
    debt: owed,
    reversesEntryId: claim.entryId,
    effects: effectsOf({ draws: pairsOf(draws) }),
  };
  return { draft: post(draft, posting, doing, tools), taken, owed, waived, forgiven: short - owed };
}

function isPending(lot: Lot, on: CalendarDate): boolean {
  return lot.activatesOn > on;
}
