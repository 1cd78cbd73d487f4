import type { CalendarDate } from "../dates.ts";
import { type Cards, lapseOn, notBegun, type StampEntry, type StampState, versionOf } from "./state.ts";

/** A card read back from its entries: what the projection is compared with, and what a taking back returns to. */

/** The state that a card's entries lead to, oldest first; entries of its last two rounds are enough but for `earnedOn`. */
export function stateOfEntries(cards: Cards, cardId: string, entries: readonly StampEntry[]): StampState {
  const last = entries.at(-1);
  if (last === undefined) return notBegun(cardId);
  const { seq, round, version, countAfter: count, reached, status } = last;
  const { firstOn, lastOn } = datesOf(entries, round);
  const inForce = cards.get(cardId);
  const lives = status === "open" && inForce !== undefined;
  return {
    ...{ cardId, seq, round, version, count, reached, status, firstOn, lastOn },
    untilOn: lives ? lapseOn(versionOf(inForce, version), firstOn, lastOn) : null,
    earnedOn: earnedOn(entries),
  };
}

/** The days of the stamps that are on a round, oldest first: those that were taken back are not. */
export function stampDays(entries: readonly StampEntry[], round: number): CalendarDate[] {
  const back = takenBack(entries);
  const days: CalendarDate[] = [];
  for (const { round: of, kind, stamps, purchaseId, on } of entries) {
    if (of !== round || (purchaseId !== null && back.has(purchaseId))) continue;
    if (kind === "take_back" || kind === "expire") continue;
    if (stamps > 0) days.push(...Array.from({ length: stamps }, () => on));
    if (stamps < 0) days.splice(stamps);
  }
  return days.sort();
}

/** The first and the last day of the stamps that came onto a round, of which those that were taken back are not. */
export function datesOf(entries: readonly StampEntry[], round: number) {
  const back = takenBack(entries);
  const days = entries
    .filter(({ purchaseId }) => purchaseId === null || !back.has(purchaseId))
    .filter((entry) => entry.round === round && entry.stamps > 0)
    .map(({ on }) => on)
    .sort();
  return { firstOn: days[0] ?? null, lastOn: days.at(-1) ?? null };
}

/** The last day that counted, whichever round it was in. */
export function earnedOn(entries: readonly StampEntry[]): CalendarDate | null {
  const back = takenBack(entries);
  const days = entries
    .filter(({ purchaseId }) => purchaseId === null || !back.has(purchaseId))
    // A card that another one led to was handed over by a day that counted.
    .filter(({ kind, purchaseId }) => kind === "stamp" || (kind === "welcome" && purchaseId !== null))
    .map(({ on }) => on)
    .sort();
  return days.at(-1) ?? null;
}

function takenBack(entries: readonly StampEntry[]): ReadonlySet<string> {
  return new Set(
    entries.flatMap(({ kind, purchaseId }) => (kind === "take_back" && purchaseId ? [purchaseId] : [])),
  );
}
