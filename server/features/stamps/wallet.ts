import type { CalendarDate } from "../../../shared/dates.ts";
import type { MemberStampCard, StampReward, StampWallet } from "../../../shared/stamps/views.ts";
import type { Deps } from "../../deps.ts";
import { alsoVersions } from "./cards.ts";
import { type HandRead, readHand } from "./plan.ts";
import { entryOf } from "./rows.ts";
import * as store from "./store.ts";
import { endedView, type Hand, handOf, staysEnded } from "./view.core.ts";

/** Completed, lapsed and handed over: shown for so long. */
const pastMs = 90 * 86_400_000;

/** What the till shows of a member's cards, and the rewards that wait to be handed over. */
export interface StampsAtTill {
  readonly cards: readonly MemberStampCard[];
  readonly rewards: readonly StampReward[];
}

export async function stampCardsAtTill(
  deps: Deps,
  memberId: number,
  on: CalendarDate,
): Promise<StampsAtTill> {
  const hand = await readHand(deps, memberId);
  if (hand.cards.size === 0) return { cards: [], rewards: [] };
  const [{ open }, rewards] = await Promise.all([
    shown(deps, hand, memberId, on),
    rewardsOf(deps, hand, memberId, Number.MAX_SAFE_INTEGER),
  ]);
  return { cards: open, rewards };
}

/** The cards that a member can collect on, for the card's first screen. */
export async function openStampCards(
  deps: Deps,
  memberId: number,
  on: CalendarDate,
): Promise<readonly MemberStampCard[]> {
  const hand = await readHand(deps, memberId);
  return hand.cards.size === 0 ? [] : (await shown(deps, hand, memberId, on)).open;
}

export async function stampWallet(
  deps: Deps,
  memberId: number,
  { on, nowMs }: { readonly on: CalendarDate; readonly nowMs: number },
): Promise<StampWallet> {
  const hand = await readHand(deps, memberId);
  if (hand.cards.size === 0) return { cards: [], past: [], rewards: [], serverTimeMs: nowMs };
  const sinceMs = nowMs - pastMs;
  const [{ open, over }, rows, rewards] = await Promise.all([
    shown(deps, hand, memberId, on),
    deps.database.all(store.roundsEnded, { memberId, sinceMs }),
    rewardsOf(deps, hand, memberId, sinceMs),
  ]);
  const ended = rows.map(entryOf).filter((entry) => staysEnded(entry, hand.states));
  const cards = await alsoVersions(deps, hand.cards, ended);
  const past = ended.flatMap((entry) => {
    const inForce = cards.get(entry.cardId);
    return inForce === undefined ? [] : [endedView(inForce, entry)];
  });
  return { cards: open, past: [...over, ...past], rewards, serverTimeMs: nowMs };
}

async function shown(deps: Deps, hand: HandRead, memberId: number, on: CalendarDate): Promise<Hand> {
  const rows = await deps.database.all(store.entriesInHand, { memberId });
  return handOf(hand.cards, hand.states, rows.map(entryOf), on);
}

/** Those that wait, and those handed over since a moment. */
async function rewardsOf(
  deps: Deps,
  { cards }: HandRead,
  memberId: number,
  sinceMs: number,
): Promise<readonly StampReward[]> {
  const rows = await deps.database.all(store.rewardsOfMember, { memberId, sinceMs });
  return rows.map((row) => ({
    rewardId: row.reward_id,
    cardName: cards.get(row.card_id)?.card.name ?? { ja: "", en: "" },
    name: wordsIn(row.name),
    earnedOn: row.earned_on,
    handedOverAtMs: row.handed_over_at_ms,
    storeName: row.store_name,
  }));
}

/** Names of the rewards that a sale's stamps gave and that staff have handed over. */
export async function rewardsHandedOver(
  deps: Deps,
  memberId: number,
  purchaseId: string,
): Promise<readonly StampReward["name"][]> {
  const rows = await deps.database.all(store.rewardsOfPurchase, { memberId, purchaseId });
  return rows.filter(({ status }) => status === "handed_over").map(({ name }) => wordsIn(name));
}

/** What `planDraft` wrote, read back. */
export function wordsIn(text: string): { readonly ja: string; readonly en: string } {
  return JSON.parse(text) as { ja: string; en: string };
}
