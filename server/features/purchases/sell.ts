import { Refusal } from "../../../shared/errors.ts";
import type { Quote, Receipt, Sale } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { writeOf } from "../../platform/http/once.ts";
import { usableScan } from "../card/index.ts";
import { staffAtStore } from "../stores/index.ts";
import { quotePurchase } from "./quote.ts";
import { tillWrites } from "./receipt.ts";
import { recordPurchase } from "./record.ts";
import type { SaleAsked, Seller } from "./seller.ts";

/** What a sale at this till would earn and use, without doing it. */
export async function quoteSale(deps: Deps, session: Session, input: Sale): Promise<Quote> {
  return quotePurchase(deps, await tillSeller(deps, session, input.scanId), askedAtTill(input));
}

/**
 * One visit to the till.
 * @throws Refusal for everything the core refuses, and for a scan that is not this till's to use.
 */
export function sell(deps: Deps, session: Session, input: Sale, key: string): Promise<Receipt> {
  const { coupons = [] } = input;
  // Without coupons as it was before there were any: a till that asks again finds its answer.
  const content = [
    input.scanId,
    input.amountYen,
    input.pointsToUse,
    ...(coupons.length === 0 ? [] : [coupons]),
  ];
  const write = writeOf(tillWrites, key, ["purchase", ...content]);
  return recordPurchase(deps, () => tillSeller(deps, session, input.scanId), askedAtTill(input), write);
}

/** Who stands at this till, and whom the scan is of. */
export async function tillSeller(deps: Deps, session: Session, scanId: string): Promise<Seller> {
  const [staff, scan] = await Promise.all([
    staffAtStore(deps, session),
    usableScan(deps, scanId, session.sessionId),
  ]);
  // A till that has moved to another store since: what was read there is not sold here.
  if (scan.storeId !== staff.store.nodeId) throw new Refusal("scan.not_found");
  return {
    actor: staff.actor,
    storeNode: staff.store,
    tillId: scan.tillId,
    staffId: staff.staffId,
    staffName: staff.name,
    source: "till",
    maySpend: scan.maySpend,
    memberId: scan.member.memberId,
    scanId,
  };
}

function askedAtTill({ amountYen, pointsToUse, coupons = [] }: Sale): SaleAsked {
  return {
    basket: { amountYen },
    channel: "store",
    ...{ pointsToUse, coupons },
    receiptNumber: null,
    occurredAtMs: null,
    holdId: null,
  };
}
