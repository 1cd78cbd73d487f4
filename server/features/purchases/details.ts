import type { LineDetails, SaleDetails } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { rewardsHandedOver } from "../stamps/index.ts";
import { tillHandler } from "./access.ts";
import { findSale } from "./receipt.ts";
import { keptAfter } from "./refund-lines.core.ts";
import type { SoldAndReturned } from "./sold.ts";

/**
 * A sale with its lines and what is left of each.
 * @throws Refusal purchase.not_found, also for a sale of a store this person has nothing to do with.
 */
export async function saleDetails(deps: Deps, session: Session, purchaseId: string): Promise<SaleDetails> {
  const { receipt, sale } = await findSale(deps, await tillHandler(deps, session), purchaseId);
  return {
    ...receipt,
    amountsAre: sale.sold.facts.amountsAre,
    lines: sale.hasLines ? linesOf(sale) : null,
    rewardsHandedOver: await rewardsHandedOver(deps, sale.row.member_id, purchaseId),
  };
}

function linesOf({ sold, earlier }: SoldAndReturned): readonly LineDetails[] {
  const kept = keptAfter(
    sold.lines,
    earlier.flatMap(({ lines }) => lines),
  );
  return sold.lines.map((line, at) => ({
    lineId: line.lineId,
    itemCode: line.itemCode,
    kind: line.kind,
    quantity: line.quantity,
    amountYen: line.amountYen - line.discountYen,
    quantityLeft: kept[at]?.quantity ?? 0,
    amountYenLeft: (kept[at]?.amountYen ?? 0) - (kept[at]?.discountYen ?? 0),
  }));
}
