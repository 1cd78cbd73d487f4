import { addDays, type CalendarDate } from "../dates.ts";
import type { StampBenefit, StampCard, StampCardStatus, StampKind } from "./schema.ts";

/** What the rules of stamp cards know about cards and members; pure. */

/** A card as it is in force now, and the versions that members' open cards were begun with. */
export interface CardInForce {
  readonly cardId: string;
  readonly status: StampCardStatus;
  /** Says how stamps are earned; what a card gives is as it was begun. */
  readonly card: StampCard;
  readonly versions: ReadonlyMap<number, StampCard>;
}
export type Cards = ReadonlyMap<string, CardInForce>;

export type RoundStatus = "open" | "completed" | "expired";

/** One member's card of one kind: the last round of it. */
export interface StampState {
  readonly cardId: string;
  readonly seq: number;
  /** 0 where the card was never begun, or its beginning was taken back. */
  readonly round: number;
  readonly version: number;
  readonly count: number;
  /** The highest milestone of this round that was given: none is given twice. */
  readonly reached: number;
  readonly status: RoundStatus;
  readonly firstOn: CalendarDate | null;
  readonly lastOn: CalendarDate | null;
  /** Last day of the stamps on it; null where they do not lapse. */
  readonly untilOn: CalendarDate | null;
  /** The last business day that counted, whichever round it was in. */
  readonly earnedOn: CalendarDate | null;
}

/** What is appended to a member's card. */
export interface StampStep {
  readonly cardId: string;
  readonly seq: number;
  readonly round: number;
  readonly version: number;
  readonly kind: StampKind;
  readonly stamps: number;
  readonly countAfter: number;
  readonly reached: number;
  readonly status: RoundStatus;
  readonly on: CalendarDate;
}

/** A step as it was written. Its ids sort in the order in which they were. */
export interface StampEntry extends StampStep {
  readonly entryId: string;
  readonly purchaseId: string | null;
}

/** What a card gives at a milestone, with the step that reached it. */
export interface Reached {
  readonly cardId: string;
  readonly round: number;
  readonly at: number;
  readonly seq: number;
  readonly benefit: StampBenefit;
}

/** States as they become, what was appended, and what is given for it. */
export interface StampDraft {
  readonly states: ReadonlyMap<string, StampState>;
  readonly steps: readonly StampStep[];
  readonly reached: readonly Reached[];
}

export function notBegun(cardId: string): StampState {
  return {
    cardId,
    ...{ seq: 0, round: 0, version: 0, count: 0, reached: 0, status: "expired" as const },
    ...{ firstOn: null, lastOn: null, untilOn: null, earnedOn: null },
  };
}

export function draftOfStates(states: readonly StampState[]): StampDraft {
  return { states: new Map(states.map((state) => [state.cardId, state])), steps: [], reached: [] };
}

export function stateIn(draft: StampDraft, cardId: string): StampState {
  return draft.states.get(cardId) ?? notBegun(cardId);
}

/** The version that a round was begun with. */
export function versionOf(card: CardInForce, version: number): StampCard {
  return card.versions.get(version) ?? card.card;
}

/** Last day of a round's stamps. */
export function lapseOn(
  { expires }: StampCard,
  firstOn: CalendarDate | null,
  lastOn: CalendarDate | null,
): CalendarDate | null {
  const start = expires === null ? null : expires.from === "first" ? firstOn : lastOn;
  return expires === null || start === null ? null : addDays(start, expires.days);
}

/** Whether a round's stamps have lapsed by a day, whether or not that was written. */
export function hasLapsed({ status, untilOn }: StampState, on: CalendarDate): boolean {
  return status === "open" && untilOn !== null && untilOn < on;
}

/** A draft with one more step, and the state that it leads to. */
export function append(
  draft: StampDraft,
  kind: StampKind,
  after: Omit<StampState, "seq">,
  stamps: number,
  on: CalendarDate,
): StampDraft {
  const seq = stateIn(draft, after.cardId).seq + 1;
  const { cardId, round, version, count, reached, status } = after;
  const step = { cardId, seq, round, version, kind, stamps, countAfter: count, reached, status, on };
  const states = new Map(draft.states).set(cardId, { ...after, seq });
  return { ...draft, states, steps: [...draft.steps, step] };
}
