import { parseCode } from "../../../shared/card/code.ts";

/** What the camera has in view, so that one showing of a card is one scan. */
export interface Seen {
  readonly text: string;
  readonly textAt: number;
  /** The card whose scan was accepted: its code changes every 15 seconds while it still lies there. */
  readonly card: string | null;
  readonly cardAt: number;
}

export const nothingSeen: Seen = { text: "", textAt: 0, card: null, cardAt: 0 };

/** How long something has to be out of view before it counts as shown again. */
const AWAY_MS = 3000;

/** A code came into view, or is still there; `fresh` when it is to be scanned. */
export function look(
  seen: Seen,
  text: string,
  now: number,
): { readonly seen: Seen; readonly fresh: boolean } {
  const sameText = text === seen.text && now - seen.textAt < AWAY_MS;
  const sameCard = seen.card !== null && cardOf(text) === seen.card && now - seen.cardAt < AWAY_MS;
  const next = { ...seen, text, textAt: now, cardAt: sameCard ? now : seen.cardAt };
  return { seen: next, fresh: !sameText && !sameCard };
}

/** The scan of this code was accepted: the card need not be scanned again until it was taken away. */
export function accept(seen: Seen, text: string, now: number): Seen {
  return { ...seen, card: cardOf(text), cardAt: now };
}

/** The camera was off meanwhile: what it saw last has not been seen to go. */
export function lookAgain(seen: Seen, now: number): Seen {
  return { ...seen, textAt: now, cardAt: now };
}

/** Purpose and handle: the same card asking to use points is something new. */
function cardOf(text: string): string | null {
  const code = parseCode(text);
  return typeof code === "string" ? null : `${code.purpose}${code.handle}`;
}
