import type { CalendarDate } from "../../../shared/dates.ts";
import { stampDays } from "../../../shared/stamps/history.ts";
import type { StampBenefit, StampCard } from "../../../shared/stamps/schema.ts";
import {
  type CardInForce,
  type Cards,
  hasLapsed,
  notBegun,
  type Reached,
  type StampDraft,
  type StampEntry,
  type StampState,
  type StampStep,
  stateIn,
  versionOf,
} from "../../../shared/stamps/state.ts";
import type { MemberStampCard, StampsGained } from "../../../shared/stamps/views.ts";

/** What people are shown of cards; pure. */

/** The benefit in words. */
export function benefitLabel(benefit: StampBenefit): { readonly ja: string; readonly en: string } {
  if (benefit.kind !== "points") return { ja: benefit.name.ja, en: benefit.name.en || benefit.name.ja };
  const points = benefit.points.toLocaleString("ja-JP");
  return { ja: `${points}ポイント`, en: benefit.points === 1 ? "1 point" : `${points} points` };
}

/** A card as a member has it in hand, by the clock: what has lapsed is over whether or not that was written. */
export function cardView(
  cardId: string,
  card: StampCard,
  inForce: StampCard,
  state: StampState,
  entries: readonly StampEntry[],
): MemberStampCard {
  const { name, description, terms, colour, icon, goal, milestones } = card;
  return {
    ...{ cardId, name, description, terms, colour, icon, goal },
    round: state.round,
    count: state.count,
    milestones: milestones.map(({ at, benefit }) => ({
      at,
      benefit,
      label: benefitLabel(benefit),
      reached: at <= Math.max(state.count, state.reached),
    })),
    untilOn: earlier(state.untilOn, inForce.to),
    stampedOn: stampDays(entries, state.round),
    status: state.status,
    earn: inForce.earn,
    oncePerDay: inForce.oncePerDay,
  };
}

function earlier(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

export interface Hand {
  readonly open: readonly MemberStampCard[];
  /** Over by the clock, with stamps on them. */
  readonly over: readonly MemberStampCard[];
}

/** The cards a member can collect on, those not begun with their welcome stamps on them already. */
export function handOf(
  cards: Cards,
  states: readonly StampState[],
  entries: readonly StampEntry[],
  on: CalendarDate,
): Hand {
  const open: MemberStampCard[] = [];
  const over: MemberStampCard[] = [];
  for (const inForce of cards.values()) {
    const { cardId, card } = inForce;
    const state = states.find((one) => one.cardId === cardId) ?? notBegun(cardId);
    const own = entries.filter((entry) => entry.cardId === cardId);
    const version = state.status === "open" ? versionOf(inForce, state.version) : card;
    const lapsed = hasLapsed(state, on);
    const begins = card.from === null || card.from <= on;
    const gives = inForce.status === "issued" && begins && (card.to === null || on <= card.to);
    if (state.status === "open" && (lapsed || !gives) && state.count > 0) {
      over.push({ ...cardView(cardId, version, card, state, own), status: "expired" });
    }
    if (!gives || state.status === "completed" || (state.round === 0 && card.onlyAsNext)) continue;
    open.push(
      state.status === "open" && !lapsed
        ? cardView(cardId, version, card, state, own)
        : freshView(cardId, card, state),
    );
  }
  return { open, over };
}

function freshView(cardId: string, card: StampCard, { round }: StampState): MemberStampCard {
  const count = round === 0 ? card.welcomeStamps : 0;
  const state = { ...notBegun(cardId), round: round + 1, count, status: "open" as const };
  return cardView(cardId, card, card, state, []);
}

/** A card that has ended, by the entry that ended it. */
export function endedView(inForce: CardInForce, entry: StampEntry): MemberStampCard {
  const card = versionOf(inForce, entry.version);
  const count = entry.kind === "expire" ? -entry.stamps : entry.countAfter;
  const state = { ...notBegun(entry.cardId), ...entry, count };
  return { ...cardView(entry.cardId, card, card, state, []), untilOn: null };
}

/** Whether the round that an entry ended has not been opened again since. */
export function staysEnded(entry: StampEntry, states: readonly StampState[]): boolean {
  const state = states.find(({ cardId }) => cardId === entry.cardId);
  if (state === undefined || state.round < entry.round) return false;
  return state.round > entry.round || state.status !== "open";
}

/** What was done to each card, in the order in which it was. */
export function gainedOf(cards: Cards, draft: StampDraft): StampsGained[] {
  const ids = [...new Set(draft.steps.filter(isGain).map(({ cardId }) => cardId))];
  return ids.flatMap((cardId) => {
    const inForce = cards.get(cardId);
    if (inForce === undefined) return [];
    const steps = draft.steps.filter((step) => step.cardId === cardId);
    const state = stateIn(draft, cardId);
    const reached = draft.reached.filter((one) => one.cardId === cardId);
    return [gainedOn(inForce, steps, state, reached)];
  });
}

function gainedOn(
  inForce: CardInForce,
  steps: readonly StampStep[],
  { count, version }: Pick<StampState, "count" | "version">,
  reached: readonly Reached[],
): StampsGained {
  const { name, icon, colour, goal, onlyAsNext } = versionOf(inForce, version);
  // The head start of a card that anybody may begin stood on it before, as handOf shows it: it is not gained again.
  const gains = steps.filter((step) => isGain(step) && (step.kind !== "welcome" || onlyAsNext));
  return {
    cardId: inForce.cardId,
    ...{ name, icon, colour, goal, count },
    gained: gains.reduce((sum, { stamps }) => sum + stamps, 0),
    completed: steps.some(({ kind }) => kind === "complete"),
    benefits: reached.map(({ at, benefit }) => ({ at, label: benefitLabel(benefit), kind: benefit.kind })),
  };
}

function isGain({ kind, stamps }: StampStep): boolean {
  if (kind === "welcome" || kind === "import") return true;
  return (kind === "stamp" || kind === "correct") && stamps > 0;
}

/** What a sale had done, read back from its entries. */
export function gainedByEntries(cards: Cards, entries: readonly StampEntry[]): StampsGained[] {
  const given = entries.filter(({ kind }) => kind !== "take_back");
  const ids = [...new Set(given.filter(isGain).map(({ cardId }) => cardId))];
  return ids.flatMap((cardId) => {
    const inForce = cards.get(cardId);
    const own = given.filter((entry) => entry.cardId === cardId);
    const last = own.at(-1);
    if (inForce === undefined || last === undefined) return [];
    const reached = own.flatMap(({ version, round, countAfter, stamps, reached: highest, seq }) =>
      versionOf(inForce, version)
        .milestones.filter(({ at }) => countAfter - stamps < at && at <= Math.min(countAfter, highest))
        .map(({ at, benefit }) => ({ cardId, round, at, seq, benefit })),
    );
    return [gainedOn(inForce, own, { count: last.countAfter, version: last.version }, reached)];
  });
}
