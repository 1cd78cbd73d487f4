import type { Bound } from "../../platform/database/prepared.ts";
import { copyMember, takeAccounts } from "./store-copies.ts";

/**
 * Brings what the account's row repeats of a member up to date. It goes at the end of every plan that changes a member's
 * status, language or birthday, or their profile.
 */
export function planCopies(memberId: number): readonly Bound[] {
  return [takeAccounts.with({ memberId }), copyMember.with({ memberId })];
}
