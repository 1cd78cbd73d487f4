import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { CouponsHeld } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { scanOf } from "../card/index.ts";
import { reserve } from "../coupons/index.ts";
import { tillSeller } from "./sell.ts";
import { actorName, type Seller } from "./seller.ts";

/**
 * Puts just these coupons aside while the customer pays, for ten minutes; none releases them. A sale of the same scan uses
 * them, and so it may without this.
 * @throws Refusal coupon.* of the first that cannot be put aside.
 */
export async function holdCouponsFor(
  deps: Deps,
  seller: Seller,
  walletIds: readonly string[],
): Promise<CouponsHeld> {
  const { scanId, storeNode, memberId, actor, tillId } = seller;
  if (scanId === null) throw new Refusal("scan.not_found");
  const timeZone = storeNode.timeZone ?? deps.settings.timeZone;
  const held = await reserve(deps, memberId, walletIds, scanId, {
    ...{ actor: actorName(actor), by: actor, tillId, purchaseId: null },
    ...{ storeId: storeNode.nodeId, nodeId: storeNode.nodeId },
    businessDate: dateAt(deps.clock.nowMs(), timeZone),
  });
  return { scanId, ...held };
}

export async function holdCouponsAtTill(
  deps: Deps,
  session: Session,
  scanId: string,
  walletIds: readonly string[],
): Promise<CouponsHeld> {
  const scan = await scanOf(deps, scanId);
  // Putting back is always possible, also for a scan whose time is over.
  if (walletIds.length === 0 && (scan === null || scan.closed))
    return { scanId, walletIds: [], untilMs: null };
  return holdCouponsFor(deps, await tillSeller(deps, session, scanId), walletIds);
}
