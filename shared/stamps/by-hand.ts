import type { CalendarDate } from "../dates.ts";
import { begun } from "./evaluate.ts";
import { append, type CardInForce, lapseOn, type StampDraft, stateIn, versionOf } from "./state.ts";

/**
 * Brings the count of a paper card, or of LINE's ショップカード, over. What it had given on the way was given there, so no
 * milestone up to it is given again; null where it would fill the card, which nobody could have carried unredeemed.
 */
export function importStamps(
  start: StampDraft,
  inForce: CardInForce,
  stamps: number,
  on: CalendarDate,
): StampDraft | null {
  const draft = begun(start, inForce, on);
  const before = stateIn(draft, inForce.cardId);
  const card = versionOf(inForce, before.version);
  const count = before.count + stamps;
  if (count >= card.goal) return null;
  const firstOn = before.firstOn ?? on;
  const passed = card.milestones.findLast(({ at }) => at <= count)?.at ?? 0;
  const after = {
    ...before,
    ...{ count, reached: Math.max(before.reached, passed), firstOn, lastOn: on },
    untilOn: lapseOn(card, firstOn, on),
  };
  return append(draft, "import", after, stamps, on);
}

/** Takes stamps off by hand; what they had given is kept, and not given twice. Null where there are not so many. */
export function lessStamps(
  draft: StampDraft,
  cardId: string,
  stamps: number,
  on: CalendarDate,
): StampDraft | null {
  const before = stateIn(draft, cardId);
  if (before.status !== "open" || before.count < stamps) return null;
  return append(draft, "correct", { ...before, count: before.count - stamps }, -stamps, on);
}
