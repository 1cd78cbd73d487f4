import type { CalendarDate } from "../dates.ts";
import { datesOf, earnedOn, stateOfEntries } from "./history.ts";
import {
  append,
  type Cards,
  draftOfStates,
  lapseOn,
  type Reached,
  type StampDraft,
  type StampEntry,
  type StampState,
  stateIn,
  versionOf,
} from "./state.ts";

/** What one sale did to one round of a card. */
interface Place {
  readonly cardId: string;
  readonly round: number;
  readonly stamps: number;
  /** The sale began the round, and with how many stamps. */
  readonly openedWith: number | null;
  readonly completed: boolean;
  readonly entries: readonly StampEntry[];
}

export interface TakenBackStamps {
  readonly draft: StampDraft;
  readonly stamps: number;
  /** Stamps that could not be taken: the member has gone on from there. */
  readonly lost: number;
  /** Milestones that are no longer reached, and whose benefits go where they are unused. */
  readonly revoked: readonly Reached[];
}

/** By entries of the cards it touched, oldest first. */
export type Histories = ReadonlyMap<string, readonly StampEntry[]>;

/**
 * Takes a sale's stamps back. A card that the sale completed is open again, and what came after it is as before, unless
 * the member has had stamps since that stand for those that go: then these go from the card in hand, and the completed
 * one stays completed. Nothing becomes less than none. `kept` says which milestones' benefits were used, and stay given.
 */
export function takeStampsBack(
  cards: Cards,
  histories: Histories,
  purchaseId: string,
  on: CalendarDate,
  kept: (reached: Reached) => boolean,
): TakenBackStamps {
  const states = [...histories].map(([cardId, entries]) => stateOfEntries(cards, cardId, entries));
  const all = [...histories.values()].flat();
  const given = all.some((entry) => entry.kind === "take_back" && entry.purchaseId === purchaseId)
    ? []
    : all.filter((entry) => entry.purchaseId === purchaseId);
  const chains = chainsOf(given.sort((a, b) => (a.entryId < b.entryId ? -1 : 1)));
  const purchase = { cards, histories, purchaseId, on, kept };
  const nothing = { draft: draftOfStates(states), stamps: 0, lost: 0, revoked: [] };
  return chains.reduceRight<TakenBackStamps>((sofar, chain) => chainBack(purchase, sofar, chain), nothing);
}

interface Purchase {
  readonly cards: Cards;
  readonly histories: Histories;
  readonly purchaseId: string;
  readonly on: CalendarDate;
  readonly kept: (reached: Reached) => boolean;
}

/** Rounds that the sale went through from one to the next, begun by it. */
function chainsOf(entries: readonly StampEntry[]): Place[][] {
  const chains: Place[][] = [];
  for (const entry of entries) {
    const chain = chains.find((places) =>
      places.some(({ cardId, round }) => cardId === entry.cardId && round === entry.round),
    );
    const place = chain?.find(({ cardId, round }) => cardId === entry.cardId && round === entry.round);
    const next = withEntry(place, entry);
    const before = chains.at(-1);
    if (chain !== undefined && place !== undefined) chain.splice(chain.indexOf(place), 1, next);
    else if (next.openedWith !== null && before?.at(-1)?.completed) before.push(next);
    else chains.push([next]);
  }
  return chains;
}

function withEntry(place: Place | undefined, entry: StampEntry): Place {
  const { cardId, round, kind, stamps } = entry;
  const known = place ?? { cardId, round, stamps: 0, openedWith: null, completed: false, entries: [] };
  return {
    ...known,
    stamps: known.stamps + (kind === "stamp" ? stamps : 0),
    openedWith: kind === "welcome" ? stamps : known.openedWith,
    completed: known.completed || kind === "complete",
    entries: [...known.entries, entry],
  };
}

/** From the last round of a chain back to its first. */
function chainBack(purchase: Purchase, start: TakenBackStamps, chain: readonly Place[]): TakenBackStamps {
  let sofar = start;
  let need = chain.reduce((sum, { stamps }) => sum + stamps, 0);
  for (let nth = chain.length - 1; nth >= 0; nth--) {
    const place = chain[nth];
    if (place === undefined) break;
    const state = stateIn(sofar.draft, place.cardId);
    const current = state.round === place.round && state.status !== "expired";
    const isPlace = current && (state.status === "open" || place.completed);
    const welcome = current ? (place.openedWith ?? 0) : 0;
    const free = isPlace || state.status === "open" ? Math.max(0, state.count - welcome) : 0;
    const take = Math.min(need, free);
    need -= take;
    sofar = taken(purchase, sofar, place, take, isPlace);
    const empty = isPlace && place.openedWith !== null && free === take;
    if (!empty || (nth > 0 && need === 0) || othersOn(purchase, place) || keepsAny(purchase, place)) break;
    sofar = unopened(purchase, sofar, place);
  }
  return { ...sofar, lost: sofar.lost + need };
}

/** Takes stamps off the round in hand, and with them what this sale reached on it and is above what is left. */
function taken(
  purchase: Purchase,
  sofar: TakenBackStamps,
  place: Place,
  stamps: number,
  isPlace: boolean,
): TakenBackStamps {
  const { cards, histories, purchaseId, on } = purchase;
  const state = stateIn(sofar.draft, place.cardId);
  const inForce = cards.get(place.cardId);
  if (stamps === 0 || inForce === undefined) return sofar;
  const card = versionOf(inForce, state.version);
  const count = state.count - stamps;
  const gone = isPlace ? reachedAt(purchase, place).filter(({ at }) => at > count) : [];
  const revoked = gone.filter((reached) => !purchase.kept(reached));
  const given = card.milestones.filter(({ at }) => at <= state.reached);
  const stays = given.filter(({ at }) => !revoked.some((one) => one.at === at));
  const others = (histories.get(place.cardId) ?? []).filter((entry) => entry.purchaseId !== purchaseId);
  const { firstOn, lastOn } = datesOf(others, state.round);
  const after: StampState = {
    ...state,
    ...{ count, reached: stays.at(-1)?.at ?? 0, status: "open", firstOn, lastOn },
    ...{ untilOn: lapseOn(card, firstOn, lastOn), earnedOn: earnedOn(others) },
  };
  const draft = append(sofar.draft, "take_back", after, -stamps, on);
  return { ...sofar, draft, stamps: sofar.stamps + stamps, revoked: [...sofar.revoked, ...revoked] };
}

/** The milestones that the sale's own steps on a round reached. */
function reachedAt({ cards, histories }: Purchase, { entries, cardId, round }: Place): Reached[] {
  const inForce = cards.get(cardId);
  const history = (histories.get(cardId) ?? []).filter((entry) => entry.round === round);
  return entries.flatMap(({ seq, version, reached }) => {
    const before = history.findLast((entry) => entry.seq < seq)?.reached ?? 0;
    const card = inForce === undefined ? null : versionOf(inForce, version);
    return (card?.milestones ?? [])
      .filter(({ at }) => before < at && at <= reached)
      .map(({ at, benefit }) => ({ cardId, round, at, seq, benefit }));
  });
}

function keepsAny(purchase: Purchase, place: Place): boolean {
  return reachedAt(purchase, place).some(purchase.kept);
}

/**
 * Whether a round had stamps of somebody else too. It stays begun then, though they were corrected away: what they had given
 * is not given twice, and its days are its own.
 */
function othersOn({ histories, purchaseId }: Purchase, { cardId, round }: Place): boolean {
  const others = (histories.get(cardId) ?? []).filter((entry) => entry.purchaseId !== purchaseId);
  return datesOf(others, round).firstOn !== null;
}

/** A round that is empty without the sale that began it: the card is what it was before. */
function unopened(purchase: Purchase, sofar: TakenBackStamps, place: Place): TakenBackStamps {
  const { cards, histories, purchaseId, on } = purchase;
  const state = stateIn(sofar.draft, place.cardId);
  const cleared =
    state.count === 0
      ? sofar.draft
      : append(sofar.draft, "take_back", { ...state, count: 0, reached: 0 }, -state.count, on);
  const revoked = reachedAt(purchase, place).filter(({ at }) => at <= state.count);
  const entries = histories.get(place.cardId) ?? [];
  // A round may have been begun and taken back before; it follows what was there when it was begun last.
  const earlier = entries.slice(0, entries.findLastIndex(({ round }) => round < place.round) + 1);
  // The day on which this sale completed the round before does not count.
  const others = entries.filter((entry) => entry.purchaseId !== purchaseId);
  // Where this sale completed the round before, that one is here as the sale left it, and is opened again next.
  const before: StampState = {
    ...stateOfEntries(cards, place.cardId, earlier),
    earnedOn: earnedOn(others),
  };
  const draft = append(cleared, "take_back", before, 0, on);
  return { ...sofar, draft, revoked: [...sofar.revoked, ...revoked] };
}
