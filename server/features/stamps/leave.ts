import type { Bound } from "../../platform/database/prepared.ts";
import { endCards, endRewards, forgetReasonsOf } from "./store.ts";

/** Who leaves takes no stamps along: cards in hand end, rewards not handed over go, and words about them are forgotten. */
export function planStampsOfLeaver(memberId: number): Bound[] {
  return [endCards.with({ memberId }), endRewards.with({ memberId }), forgetReasonsOf.with({ memberId })];
}
