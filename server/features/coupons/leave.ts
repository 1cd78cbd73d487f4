import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { type CouponDoing, changed, planOf } from "./draft.ts";
import { withDocuments } from "./read.ts";
import { forgetReasons, rowsInHand } from "./store.ts";

/**
 * Withdraws all that a member has not used: part of the plan in which they leave. Used ones stay, as sales do: under the
 * member's number, which says nobody's name. What staff wrote about any of them goes.
 */
export async function planRevokeAll(deps: Pick<Deps, "database">, doing: CouponDoing): Promise<Bound[]> {
  const rows = await deps.database.all(rowsInHand, { memberId: doing.memberId });
  const revoked = {
    status: "revoked" as const,
    reservedFor: null,
    reservedUntilMs: null,
    presentedUntilMs: null,
  };
  const ended = (await withDocuments(deps, rows)).map(({ row }) =>
    changed({ row, isNew: false, changes: [], given: 0, used: 0 }, "revoked", revoked, doing),
  );
  return [forgetReasons.with({ memberId: doing.memberId }), ...planOf(ended)];
}
