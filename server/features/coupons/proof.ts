import type { CouponShown } from "../../../shared/coupons/views.ts";
import { dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { pseudonym } from "../../platform/hash.ts";
import { colours, things } from "./proof-words.ts";
import { someAreShown } from "./read.ts";

const minuteMs = 60_000;
/** How long the living screen is shown. */
export const shownMs = 2 * minuteMs;

/** A word that the till's head shows too, so that staff can compare; valid until `untilMs` (UTC milliseconds). */
export interface ProofWord {
  readonly word: string;
  readonly untilMs: number;
}

/**
 * The word of a minute, which the member's living screen and the till's head both show: who looks at both sees whether the
 * screen is alive. It is made of the shop's own secret, so nobody knows the next one; of 1,024, one is not guessed.
 */
export function wordAt(deps: Pick<Deps, "settings">, atMs: number): ProofWord {
  const minute = Math.floor(atMs / minuteMs);
  // The oldest key is kept longest: while keys are being changed, all processes say the same word.
  const secret = deps.settings.cardKeys[0]?.privateKey ?? new Uint8Array();
  const digest = pseudonym(secret, "coupon-word", String(minute));
  const pick = (words: readonly string[], at: number): string =>
    words[Number.parseInt(digest.slice(at, at + 4), 16) % words.length] ?? "";
  return { word: `${pick(colours, 0)}${pick(things, 4)}`, untilMs: (minute + 1) * minuteMs };
}

/**
 * What the till's head shows: null where no coupon is used by showing its screen, for there is nothing to compare then.
 * `untilMs` says in either case when to ask again.
 */
export async function wordForTill(
  deps: Pick<Deps, "database" | "settings">,
  nowMs: number,
): Promise<{ readonly word: string | null; readonly untilMs: number }> {
  const now = wordAt(deps, nowMs);
  // A coupon of yesterday that was used in its last second is still on a screen.
  const shownSinceOn = dateAt(nowMs - shownMs, deps.settings.timeZone);
  return (await someAreShown(deps, shownSinceOn)) ? now : { ...now, word: null };
}

/** Those of every minute that a screen is shown in, from the moment of use. */
export function proofFrom(deps: Pick<Deps, "settings">, usedAtMs: number): CouponShown["proof"] {
  const shownUntilMs = usedAtMs + shownMs;
  const words: ProofWord[] = [];
  for (let atMs = usedAtMs; atMs <= shownUntilMs; atMs += minuteMs) words.push(wordAt(deps, atMs));
  return { shownUntilMs, words };
}
