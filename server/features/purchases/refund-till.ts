import type { Refund, RefundAsked, RefundQuote } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { writeOf } from "../../platform/http/once.ts";
import { tillHandler } from "./access.ts";
import { tillWrites } from "./receipt.ts";
import { quoteRefund, refundPurchase } from "./refund.ts";

/** Takes a part of a sale back at this till. */
export async function refundAtTill(
  deps: Deps,
  session: Session,
  purchaseId: string,
  input: RefundAsked,
  key: string,
): Promise<Refund> {
  const content = "lines" in input ? input.lines : input.amountYen;
  const write = writeOf(tillWrites, key, ["refund", purchaseId, content, input.reason ?? null]);
  return refundPurchase(deps, await tillHandler(deps, session), purchaseId, input, write);
}

/** What that would give and take. */
export async function quoteRefundAtTill(
  deps: Deps,
  session: Session,
  purchaseId: string,
  input: RefundAsked,
): Promise<RefundQuote> {
  return quoteRefund(deps, await tillHandler(deps, session), purchaseId, input);
}
