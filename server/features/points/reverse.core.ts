import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import {
  type Draw,
  drawUpTo,
  inSpendingOrder,
  isLive,
  type Lot,
  sumOf,
} from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { effectsOf, type Gift, type LotDates, openedLots, pairsOf } from "./earn.core.ts";
import { applied, type Doing, type Draft, post, type Tools } from "./ledger.core.ts";
import { returned } from "./spend.core.ts";

/** `void` takes a whole sale back, `refund` a part of it. */
export type ReversalKind = "void" | "refund";

/** What a reversal is decided with, beside what it reverses. */
export interface Alongside {
  /** The day of recording: a return that is told late moves what there is now, not what there was. */
  readonly today: CalendarDate;
  /** Dates that go back with it, of lots that the sale had moved. */
  readonly dates: LotDates;
}

/** Points of a spend to be given back, by the lots they had been taken from. */
export interface GivingBack {
  readonly entryId: string;
  readonly byLot: readonly { readonly lotId: string; readonly points: number }[];
}

/**
 * Gives points of a spend back: into their own lots while those live. What belongs to a lot that has lapsed meanwhile
 * goes by `restored`: back to it and so lapsed (`keep_original`), into a lot that lives some days more (`grace`), or
 * nowhere (`forfeit`, and then the entry says less). Debt is repaid from what comes back and can be used, from what
 * lapses first. What has lapsed, and how long grace is, goes by the day of recording. The lots concerned must be in view.
 */
export function giveBack(
  draft: Draft,
  kind: ReversalKind,
  back: GivingBack,
  restored: Programme["restored"],
  doing: Doing,
  tools: Tools,
  { today: on = doing.businessDate, dates = [] }: Partial<Alongside> = {},
): Draft {
  const lots = applied(draft.account.lots, { dates });
  const homes = back.byLot.map((draw) =>
    homeOf(lotInView(draft, lots, draw.lotId), draw.points, restored, on),
  );
  const kept = homes.filter(({ place }) => place !== "nowhere");
  const usable = kept.filter(({ place }) => place !== "lapsed_lot");
  const repaid = drawUpTo([...usable].sort(byExpiry).map(asSource), draft.account.debt);
  const toNewLots = kept.filter(({ place }) => place === "new_lot");
  const toOwnLots = kept.filter(({ place }) => place !== "new_lot");
  const entryId = tools.newId();
  const opens = openedLots(giftsOf(toNewLots, returned(toNewLots, repaid), on), entryId, on, tools);
  const effects = effectsOf({ opens, draws: returned(toOwnLots, repaid), dates });
  const debt = -sumOf(repaid);
  const posting = { entryId, kind, points: sumOf(kept), debt, reversesEntryId: back.entryId, effects };
  return post(draft, posting, doing, tools);
}

/** Where points of a spend go when they come back, and until when they can be used there. */
interface Home extends Draw {
  readonly lot: Lot;
  readonly place: "own_lot" | "lapsed_lot" | "new_lot" | "nowhere";
  readonly expiresOn: CalendarDate;
}

function homeOf(lot: Lot, points: number, restored: Programme["restored"], on: CalendarDate): Home {
  const home = { lotId: lot.lotId, points, lot, expiresOn: lot.expiresOn };
  if (on <= lot.expiresOn) return { ...home, place: "own_lot" };
  if (restored.kind === "forfeit") return { ...home, place: "nowhere" };
  if (restored.kind === "keep_original") return { ...home, place: "lapsed_lot" };
  return { ...home, place: "new_lot", expiresOn: addDays(on, restored.days) };
}

/** The new lots of what comes back after its day: a short life of their own, which no activity makes longer. */
function giftsOf(
  homes: readonly Home[],
  left: readonly (readonly [lotId: string, points: number])[],
  on: CalendarDate,
): readonly Gift[] {
  const points = new Map(left);
  return homes.map(({ lot, expiresOn }) => ({
    points: -(points.get(lot.lotId) ?? 0),
    activatesOn: on,
    expiresOn,
    origin: lot.origin,
    fundedBy: lot.fundedBy,
    renews: false,
    waits: null,
  }));
}

function lotInView({ account }: Draft, lots: readonly Lot[], lotId: string): Lot {
  const lot = lots.find((candidate) => candidate.lotId === lotId);
  if (lot === undefined) throw new Error(`lot ${lotId} of account ${account.accountId} is not in view`);
  return lot;
}

function byExpiry(a: Home, b: Home): number {
  return Number(a.expiresOn > b.expiresOn) - Number(a.expiresOn < b.expiresOn);
}

function asSource({ lotId, points }: Draw) {
  return { lotId, remaining: points };
}

/** Points of an earn to be taken back. */
export interface TakingBack {
  readonly entryId: string;
  readonly points: number;
  /** The lots it had opened, first the ones to be taken from first. */
  readonly ownLotIds: readonly string[];
  /** How much of it each of those lots had been given for what came back; what one of them lacks, the others lend. */
  readonly shares?: Readonly<Record<string, number>>;
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
 * lapsed unused, nothing, but that part of them no longer counts as lapsed, so that nothing brings it back to life; then,
 * by the shortage policy, from the member's other points and as debt (`debt`), from other points only (`floor`), or not
 * at all beyond what is still pending (`pending_only`). What can be used goes by the day of recording.
 */
export function takeBack(
  draft: Draft,
  kind: ReversalKind,
  claim: TakingBack,
  shortage: Programme["shortage"],
  doing: Doing,
  tools: Tools,
  { today = doing.businessDate, dates = [] }: Partial<Alongside> = {},
): TakenBack {
  const { lots } = draft.account;
  const own = claim.ownLotIds.flatMap((lotId) => lots.filter((lot) => lot.lotId === lotId));
  const reachable = shortage === "pending_only" ? own.filter((lot) => isPending(lot, today)) : own;
  const fromOwn = drawByShares(reachable, claim);
  const rest = claim.points - sumOf(fromOwn);
  const unclaimed = drawUpTo(own.map(asLapsed), rest);
  const waived = sumOf(unclaimed);
  const missing = rest - waived;
  const others = inSpendingOrder(
    lots.filter((lot) => !claim.ownLotIds.includes(lot.lotId) && isLive(lot, today)),
  );
  const fromOthers = shortage === "pending_only" ? [] : drawUpTo(others, missing);
  const short = missing - sumOf(fromOthers);
  const owed = shortage === "debt" ? short : 0;
  const draws = [...fromOwn, ...fromOthers];
  const taken = sumOf(draws);
  const posting = {
    entryId: tools.newId(),
    kind,
    points: -(taken + owed),
    debt: owed,
    reversesEntryId: claim.entryId,
    effects: effectsOf({
      draws: pairsOf(draws),
      lapses: unclaimed.map(({ lotId, points }) => [lotId, -points] as const),
      dates,
    }),
  };
  return { draft: post(draft, posting, doing, tools), taken, owed, waived, forgiven: short - owed };
}

/** From each lot its share, as far as it has it; then in their order. */
function drawByShares(lots: readonly Lot[], { points, shares }: TakingBack): readonly Draw[] {
  if (shares === undefined) return drawUpTo(lots, points);
  const firstly = lots.map(({ lotId, remaining }) => ({
    lotId,
    remaining: Math.min(remaining, shares[lotId] ?? 0),
  }));
  const drawn = new Map(drawUpTo(firstly, points).map((draw) => [draw.lotId, draw.points]));
  const left = lots.map(({ lotId, remaining }) => ({
    lotId,
    remaining: remaining - (drawn.get(lotId) ?? 0),
  }));
  const lent = drawUpTo(left, points - [...drawn.values()].reduce((sum, part) => sum + part, 0));
  for (const draw of lent) drawn.set(draw.lotId, (drawn.get(draw.lotId) ?? 0) + draw.points);
  return [...drawn].map(([lotId, part]) => ({ lotId, points: part }));
}

function asLapsed({ lotId, lapsed }: Lot) {
  return { lotId, remaining: lapsed };
}

function isPending(lot: Lot, on: CalendarDate): boolean {
  return lot.activatesOn > on;
}
