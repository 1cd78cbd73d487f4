import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { type CouponDoing, changed, planOf } from "./draft.ts";
import { withDocuments } from "./read.ts";
import { usesOfPurchase } from "./store.ts";

/** What became of the coupons that a sale gave: for a stamp card that it filled, for the rank that it led to. */
export interface GivenBySale {
  readonly statements: readonly Bound[];
  /** How many are withdrawn. */
  readonly withdrawn: number;
  /** Occasions of those that were used since: what was used stays given. */
  readonly usedOccasions: ReadonlySet<string>;
}

/** Withdraws the coupons that a sale gave, where they are unused; for the plan that takes the sale back. */
export async function planWithdraw(
  deps: Pick<Deps, "database">,
  purchaseId: string,
  doing: CouponDoing,
): Promise<GivenBySale> {
  const rows = await deps.database.all(usesOfPurchase, { purchaseId });
  const given = rows.filter(({ kind, via }) => kind === "issued" && via !== "everyone");
  const held = await withDocuments(deps, given);
  const unused = held.filter(({ row }) => row.status === "held" || row.status === "reserved");
  const used = held.filter(({ row }) => row.status === "redeemed");
  const gone = { status: "revoked" as const, reservedFor: null, reservedUntilMs: null };
  const drafts = unused.map(({ row }) =>
    changed({ row, isNew: false, changes: [], given: 0, used: 0 }, "revoked", gone, doing),
  );
  return {
    statements: planOf(drafts),
    withdrawn: unused.length,
    usedOccasions: new Set(used.map(({ row }) => row.occasion)),
  };
}
