import type { CalendarDate } from "../dates.ts";
import { lessStamps } from "./by-hand.ts";
import { addStamps, lapsed } from "./evaluate.ts";
import {
  append,
  type CardInForce,
  type Cards,
  draftOfStates,
  hasLapsed,
  lapseOn,
  type StampDraft,
  type StampState,
  stateIn,
  versionOf,
} from "./state.ts";

/** A card of the member who ends, and where its stamps went. */
export interface StampsMoved {
  readonly cardId: string;
  readonly stamps: number;
  /** Onto a card of the same kind that the other member had in hand, or as a card of their own. */
  readonly joined: boolean;
  /** Of the card in hand afterwards; past a goal that is the next one. */
  readonly countAfter: number;
}

export interface StampMerge {
  readonly from: StampDraft;
  readonly into: StampDraft;
  readonly moved: readonly StampsMoved[];
}

/**
 * One member's open cards go to another, stamp by stamp, as corrections of both cards dated `on`. On a card of the same kind
 * they are put on by its own rules: what they fill is completed and gives what it gives, but no milestone that either had
 * reached is given again. What has lapsed stays lapsed.
 */
export function mergeStamps(
  cards: Cards,
  gone: readonly StampState[],
  kept: readonly StampState[],
  on: CalendarDate,
): StampMerge {
  const start: StampMerge = { from: draftOfStates(gone), into: draftOfStates(kept), moved: [] };
  return gone.reduce((sofar, state) => {
    const inForce = cards.get(state.cardId);
    const movable = state.status === "open" && state.count > 0 && !hasLapsed(state, on);
    return inForce === undefined || !movable ? sofar : moveCard(sofar, cards, inForce, state, on);
  }, start);
}

function moveCard(
  { from, into, moved }: StampMerge,
  cards: Cards,
  inForce: CardInForce,
  state: StampState,
  on: CalendarDate,
): StampMerge {
  const { cardId, count: stamps } = state;
  const taken = lessStamps(from, cardId, stamps, on) ?? from;
  const ready = lapsed(into, cardId, on);
  const joined = stateIn(ready, cardId).status === "open";
  const after = joined
    ? addStamps(withReached(ready, cardId, state.reached), cards, cardId, "correct", stamps, on)
    : anew(ready, inForce, state, on);
  const countAfter = stateIn(after, cardId).count;
  return { from: taken, into: after, moved: [...moved, { cardId, stamps, joined, countAfter }] };
}

/** What either has been given at a milestone was given. */
function withReached(draft: StampDraft, cardId: string, reached: number): StampDraft {
  const state = stateIn(draft, cardId);
  const known = { ...state, reached: Math.max(state.reached, reached) };
  return { ...draft, states: new Map(draft.states).set(cardId, known) };
}

/** A round of its own, of the version that it was begun with, without the stamps that welcome somebody new. */
function anew(draft: StampDraft, inForce: CardInForce, gone: StampState, on: CalendarDate): StampDraft {
  const { cardId, version, count, reached } = gone;
  const before = stateIn(draft, cardId);
  const empty: StampState = {
    ...before,
    ...{ round: before.round + 1, version, count: 0, reached: 0, status: "open" },
    ...{ firstOn: null, lastOn: null, untilOn: null },
  };
  const begun = append(draft, "welcome", empty, 0, on);
  const untilOn = lapseOn(versionOf(inForce, version), on, on);
  const full = { ...empty, count, reached, firstOn: on, lastOn: on, untilOn };
  return append(begun, "correct", full, count, on);
}
