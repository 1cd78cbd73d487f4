import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { RowOf } from "./candidates.core.ts";
import { type CouponDoing, changed, planOf } from "./draft.ts";
import { type CouponMerge, mergeCoupons } from "./merge.core.ts";
import { withDocuments } from "./read.ts";
import * as store from "./store-merge.ts";

export interface CouponsMerged extends CouponMerge {
  readonly statements: readonly Bound[];
}

/**
 * All coupons of one member go to another, with everything that was ever done about them; `doing.memberId` is who goes on.
 * They are moved as they stand when it is written, each with a change of its own that says so.
 */
export async function planMergeCoupons(
  deps: Pick<Deps, "database">,
  gone: { readonly memberId: number; readonly publicId: string },
  doing: CouponDoing,
): Promise<CouponsMerged> {
  const [from, into] = await Promise.all([
    everyCoupon(deps, gone.memberId),
    everyCoupon(deps, doing.memberId),
  ]);
  const at = { todayOn: doing.businessDate, nowMs: doing.nowMs };
  const merged = mergeCoupons(from, into, gone.publicId, at);
  const { actor, businessDate, nowMs } = doing;
  const both = { fromId: gone.memberId, intoId: doing.memberId };
  return {
    ...merged,
    statements: [
      ...merged.renamed.map((row) => store.renameOccasion.with(row)),
      ...planOf(merged.withdrawn.map(({ one }) => withdrawn(one, doing))),
      store.insertMoves.with({ ...both, actor, businessDate, nowMs }),
      store.moveRows.with(both),
      store.moveDraws.with(both),
      store.moveSeen.with(both),
    ],
  };
}

async function everyCoupon(deps: Pick<Deps, "database">, memberId: number): Promise<readonly RowOf[]> {
  return withDocuments(deps, await deps.database.all(store.everyRow, { memberId }));
}

function withdrawn({ row }: RowOf, doing: CouponDoing) {
  const whole = { row, isNew: false, changes: [], given: 0, used: 0 };
  const revoked = { status: "revoked" as const, presentedUntilMs: null };
  return changed(whole, "revoked", revoked, { ...doing, memberId: row.memberId }, { reason: "merged" });
}
