import type { UsedCoupon } from "../../../shared/coupons/views.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { planGiveBack, planWithdraw } from "../coupons/index.ts";
import { planMovedStampsBack, planStampsBack } from "../stamps/index.ts";
import type { Returnable } from "./give-back.ts";
import type { ReturnDecided } from "./refund.core.ts";
import { actorName, type Handler } from "./seller.ts";

const noStamps = { statements: [], stamps: 0 };

/** What a sale had to do with coupons and stamps, taken back with it. */
export interface GiftsBack {
  readonly statements: readonly Bound[];
  readonly couponsGivenBack: readonly UsedCoupon[];
  readonly stampsTakenBack: number;
}

/**
 * With the last of a sale its stamps go, and the coupons that it gave, where they are unused. The coupons that it used come
 * back when it is undone; where it was returned, once nothing of it is kept, and by each one's own rule.
 */
export async function takeGiftsBack(
  deps: Deps,
  handler: Handler,
  kind: "void" | "refund",
  sale: Returnable,
  { isLast, isWhole }: Pick<ReturnDecided, "isLast" | "isWhole">,
): Promise<GiftsBack> {
  if (!isLast) return { statements: [], couponsGivenBack: [], stampsTakenBack: 0 };
  const { row, nowMs, today, storeId } = sale;
  const doing = {
    ...{ memberId: row.holder_id, purchaseId: row.purchase_id, storeId, nowMs, businessDate: today },
    tillId: handler.tillId ?? row.till_id,
    actor: actorName(handler.actor),
  };
  const [given, back] = await Promise.all([
    planWithdraw(deps, row.purchase_id, doing),
    isWhole || kind === "void"
      ? planGiveBack(deps, row.purchase_id, kind === "void" ? "undone" : "restored", doing)
      : { statements: [], givenBack: [] },
  ]);
  const bought = { ...doing, memberId: row.member_id, on: row.business_date };
  const stamps = await planStampsBack(deps, bought, given.usedOccasions);
  const moved =
    row.holder_id === row.member_id ? noStamps : await planMovedStampsBack(deps, { ...doing, on: today });
  return {
    statements: [...stamps.statements, ...moved.statements, ...given.statements, ...back.statements],
    couponsGivenBack: back.givenBack,
    stampsTakenBack: stamps.stamps + moved.stamps,
  };
}
