import { lessStamps } from "../../../shared/stamps/by-hand.ts";
import { mergeStamps, type StampsMoved } from "../../../shared/stamps/merge.ts";
import { mergedReason } from "../../../shared/stamps/reasons.ts";
import { draftOfStates, stateIn } from "../../../shared/stamps/state.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { alsoVersions } from "./cards.ts";
import { planned, readHand, type StampBenefitDue } from "./plan.ts";
import type { Stamping } from "./rows.ts";
import { entriesOfPurchase, forgetReasonsOf, rewardsOfMember } from "./store.ts";

export interface StampsMerged {
  readonly cards: readonly (StampsMoved & { readonly name: { readonly ja: string; readonly en: string } })[];
  /** Rewards that wait to be handed over; they stay as they were earned and are found with who goes on. */
  readonly rewards: number;
  /** What cards that are filled by it give, for the caller to plan. */
  readonly benefits: readonly StampBenefitDue[];
  readonly statements: readonly Bound[];
}

/** Puts one member's stamps on another's cards; `doing.memberId` is who goes on. */
export async function planMergeStamps(
  deps: Deps,
  goneId: number,
  doing: Stamping & { readonly on: string },
): Promise<StampsMerged> {
  const [gone, kept] = await Promise.all([readHand(deps, goneId), readHand(deps, doing.memberId)]);
  const cards = await alsoVersions(deps, kept.cards, [...gone.states, ...kept.states]);
  const merged = mergeStamps(cards, gone.states, kept.states, doing.on);
  const left = planned(deps, cards, merged.from, { ...doing, memberId: goneId });
  const joined = planned(deps, cards, merged.into, { ...doing, reason: mergedReason });
  const rewards = await deps.database.all(rewardsOfMember, {
    memberId: goneId,
    sinceMs: Number.MAX_SAFE_INTEGER,
  });
  return {
    cards: merged.moved.map((one) => ({
      ...one,
      name: cards.get(one.cardId)?.card.name ?? { ja: "", en: "" },
    })),
    rewards: rewards.length,
    benefits: joined.benefits,
    // Nobody finds the words about the member who ends any more, also not to erase them.
    statements: [...left.statements, ...joined.statements, forgetReasonsOf.with({ memberId: goneId })],
  };
}

/**
 * Stamps of a sale that is taken back after they were moved to another member: they go from that member's card in hand, as
 * many as it has. `doing.memberId` is who has them now.
 */
export async function planMovedStampsBack(
  deps: Deps,
  doing: Stamping & { readonly purchaseId: string; readonly on: string },
): Promise<{ readonly statements: readonly Bound[]; readonly stamps: number }> {
  const entries = await deps.database.all(entriesOfPurchase, { purchaseId: doing.purchaseId });
  if (entries.length === 0 || entries.some(({ kind }) => kind === "take_back")) return nothing;
  const given = new Map<string, number>();
  for (const { card_id: cardId, kind, stamps } of entries) {
    if (kind === "stamp") given.set(cardId, (given.get(cardId) ?? 0) + stamps);
  }
  const { cards, states } = await readHand(deps, doing.memberId);
  let draft = draftOfStates(states);
  let stamps = 0;
  for (const [cardId, count] of given) {
    const less = Math.min(count, stateIn(draft, cardId).count);
    const taken = less === 0 ? null : lessStamps(draft, cardId, less, doing.on);
    if (taken === null) continue;
    draft = taken;
    stamps += less;
  }
  // Not as something that the sale did: its entries are told on its receipt.
  return { statements: planned(deps, cards, draft, { ...doing, purchaseId: null }).statements, stamps };
}

const nothing = { statements: [], stamps: 0 };
