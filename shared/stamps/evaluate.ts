import type { CalendarDate } from "../dates.ts";
import type { StampCard, StampKind } from "./schema.ts";
import {
  append,
  type CardInForce,
  type Cards,
  hasLapsed,
  lapseOn,
  type StampDraft,
  type StampState,
  stateIn,
  versionOf,
} from "./state.ts";

/** A sale as far as stamps ask about it. */
export interface StampVisit {
  readonly on: CalendarDate;
  /** Public ids of the store and of what is above it. */
  readonly places: readonly string[];
  /** After coupons, before points, in the sale's tax basis. */
  readonly payableYen: number;
  /** Cards that counted on this day already, where that is not the last day that counted. */
  readonly countedOn?: ReadonlySet<string>;
}

/** Why a card takes no stamp now. */
export type StampRefused =
  | "stopped"
  | "not_begun"
  | "ended"
  | "place"
  | "once_a_day"
  | "completed"
  | "below_spend";

/** Whether a card takes stamps on a day at a place at all; null where it does. */
export function standing(
  inForce: CardInForce,
  state: StampState,
  { on, places, countedOn }: Omit<StampVisit, "payableYen">,
): StampRefused | null {
  const { card, status } = inForce;
  if (status !== "issued") return "stopped";
  if ((card.from !== null && on < card.from) || (card.to !== null && card.to < on)) return "ended";
  if (card.places !== null && !card.places.some((place) => places.includes(place))) return "place";
  if (state.status === "completed") return "completed";
  if (state.round === 0 && card.onlyAsNext) return "not_begun";
  const counted = state.earnedOn === on || countedOn?.has(inForce.cardId) === true;
  return card.oncePerDay && counted ? "once_a_day" : null;
}

/** The stamps that a sale gives on one card; 0 where it gives none. */
export function stampsEarned(inForce: CardInForce, state: StampState, visit: StampVisit): number {
  const { earn, spendYenMin } = inForce.card;
  if (earn.kind === "staff" || standing(inForce, state, visit) !== null) return 0;
  if (visit.payableYen < spendYenMin) return 0;
  if (earn.kind === "visit") return 1;
  const stamps = Math.floor(visit.payableYen / earn.yen);
  // Without a limit of the card's own: no sale fills more than the longest card there can be.
  return Math.min(stamps, earn.perSaleMax ?? stampsAtOnceMax);
}

export const stampsAtOnceMax = 50;

/** Everything that a sale does to a member's cards: each earns by what it was before the sale. */
export function stampVisit(draft: StampDraft, cards: Cards, visit: StampVisit): StampDraft {
  const gains = [...cards.values()].map((inForce) => ({
    cardId: inForce.cardId,
    stamps: stampsEarned(inForce, stateIn(draft, inForce.cardId), visit),
  }));
  return gains.reduce(
    (after, { cardId, stamps }) =>
      stamps === 0 ? after : addStamps(after, cards, cardId, "stamp", stamps, visit.on),
    draft,
  );
}

/**
 * Puts stamps on a card. What has lapsed ends first, a card that is not open is begun, and what goes beyond the goal goes
 * on to the next card; where there is none, it is nothing.
 */
export function addStamps(
  start: StampDraft,
  cards: Cards,
  cardId: string,
  kind: Extract<StampKind, "stamp" | "correct">,
  stamps: number,
  on: CalendarDate,
): StampDraft {
  let draft = start;
  let at: string | null = cardId;
  // The first step moves a stamp at least, and so does each that follows, but for the one that begins an empty card.
  for (let left = stamps; at !== null; ) {
    const inForce = cards.get(at);
    if (inForce === undefined) return draft;
    draft = begun(draft, inForce, on);
    if (left === 0) return draft;
    const card = versionOf(inForce, stateIn(draft, at).version);
    const put = Math.min(left, card.goal - stateIn(draft, at).count);
    draft = put === 0 ? draft : putStamps(draft, card, at, kind, put, on);
    left -= put;
    if (stateIn(draft, at).count < card.goal) return draft;
    draft = completed(draft, at, on);
    at = nextOf(draft, cards, inForce, card, on);
    const earnedOn = stateIn(draft, inForce.cardId).earnedOn;
    if (at !== null) draft = opened(draft, cards, at, on, earnedOn);
  }
  return draft;
}

/** The next card after a completed one; null where there is none, or it is not given any more. */
function nextOf(
  draft: StampDraft,
  cards: Cards,
  from: CardInForce,
  { next }: StampCard,
  on: CalendarDate,
): string | null {
  const to = next.kind === "same" ? from.cardId : next.kind === "card" ? next.cardId : null;
  const inForce = to === null ? undefined : cards.get(to);
  if (inForce === undefined || inForce.status !== "issued") return null;
  const { from: first, to: last } = inForce.card;
  if ((first !== null && on < first) || (last !== null && last < on)) return null;
  const state = stateIn(draft, inForce.cardId);
  // A last card that was completed is not given anew by another, or a chain would never end.
  if (state.status === "completed" && next.kind === "card") {
    return inForce.card.next.kind === "none" ? null : inForce.cardId;
  }
  return inForce.cardId;
}

/** Ends a round whose stamps have lapsed; what was on it is gone. */
export function lapsed(draft: StampDraft, cardId: string, on: CalendarDate): StampDraft {
  const state = stateIn(draft, cardId);
  if (!hasLapsed(state, on)) return draft;
  return append(draft, "expire", { ...state, count: 0, status: "expired" }, -state.count, on);
}

/** A card that can take stamps: the one that is open, or a new one. */
export function begun(draft: StampDraft, inForce: CardInForce, on: CalendarDate): StampDraft {
  const now = lapsed(draft, inForce.cardId, on);
  return stateIn(now, inForce.cardId).status === "open" ? now : newRound(now, inForce, on, null);
}

/** The next card, in hand from now on. One that the member has already goes on as it is. */
function opened(
  draft: StampDraft,
  cards: Cards,
  cardId: string,
  on: CalendarDate,
  earnedOn: CalendarDate | null,
): StampDraft {
  const inForce = cards.get(cardId);
  if (inForce === undefined) return draft;
  const now = lapsed(draft, cardId, on);
  return stateIn(now, cardId).status === "open" ? now : newRound(now, inForce, on, earnedOn);
}

/** Welcome stamps are for the first card of its kind that a member has. */
function newRound(
  draft: StampDraft,
  { cardId, card }: CardInForce,
  on: CalendarDate,
  earnedOn: CalendarDate | null,
): StampDraft {
  const before = stateIn(draft, cardId);
  const count = before.round === 0 ? card.welcomeStamps : 0;
  const dated = count > 0 ? on : null;
  const state: StampState = {
    ...before,
    ...{ round: before.round + 1, version: card.version, count, reached: 0, status: "open" },
    ...{ firstOn: dated, lastOn: dated, untilOn: lapseOn(card, dated, dated) },
    earnedOn: earnedOn ?? before.earnedOn,
  };
  return withReached(append(draft, "welcome", state, count, on), card, state.cardId, 0);
}

function putStamps(
  draft: StampDraft,
  card: StampCard,
  cardId: string,
  kind: "stamp" | "correct",
  stamps: number,
  on: CalendarDate,
): StampDraft {
  const before = stateIn(draft, cardId);
  const firstOn = before.firstOn === null || on < before.firstOn ? on : before.firstOn;
  const lastOn = before.lastOn === null || before.lastOn < on ? on : before.lastOn;
  const counts = kind === "stamp" && (before.earnedOn === null || before.earnedOn < on);
  const state: StampState = {
    ...before,
    ...{ count: before.count + stamps, firstOn, lastOn },
    untilOn: lapseOn(card, firstOn, lastOn),
    earnedOn: counts ? on : before.earnedOn,
  };
  return withReached(append(draft, kind, state, stamps, on), card, cardId, before.reached);
}

/** Gives the milestones that the last step went past, several at once where it was several stamps. */
function withReached(draft: StampDraft, card: StampCard, cardId: string, already: number): StampDraft {
  const state = stateIn(draft, cardId);
  const given = card.milestones.filter(({ at }) => already < at && at <= state.count);
  const highest = given.at(-1)?.at;
  if (highest === undefined) return draft;
  const reached = given.map(({ at, benefit }) => ({
    cardId,
    round: state.round,
    at,
    seq: state.seq,
    benefit,
  }));
  const last = draft.steps.at(-1);
  const steps = last === undefined ? [] : [...draft.steps.slice(0, -1), { ...last, reached: highest }];
  const states = new Map(draft.states).set(cardId, { ...state, reached: highest });
  return { states, steps, reached: [...draft.reached, ...reached] };
}

function completed(draft: StampDraft, cardId: string, on: CalendarDate): StampDraft {
  const state = stateIn(draft, cardId);
  return append(draft, "complete", { ...state, status: "completed", untilOn: null }, 0, on);
}
