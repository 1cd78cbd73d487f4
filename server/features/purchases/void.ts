import { Refusal } from "../../../shared/errors.ts";
import type { Receipt, VoidPurchase } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { audited } from "../../platform/database/plan.ts";
import { answerRow, once, type Write, writeOf } from "../../platform/http/once.ts";
import { planOf, pointsView } from "../points/index.ts";
import { tillHandler } from "./access.ts";
import { returnable, reverse } from "./give-back.ts";
import { addresseeOf, planReceiptMessage } from "./message.ts";
import { receiptOf, tillWrites, withBack, withMemberName, withoutMemberName } from "./receipt.ts";
import { allOf } from "./refund-lines.core.ts";
import { actorName, type Handler } from "./seller.ts";
import { insertVoid } from "./store.ts";

/** Undoes a sale at this till. */
export async function voidSale(
  deps: Deps,
  session: Session,
  purchaseId: string,
  input: VoidPurchase,
  key: string,
): Promise<Receipt> {
  const write = writeOf(tillWrites, key, ["void", purchaseId, input.reason ?? null]);
  return voidPurchase(deps, await tillHandler(deps, session), purchaseId, input, write);
}

/**
 * Undoes a whole sale, as if it had not been: points used come back, points earned are taken back, each by an entry that
 * names the one it reverses. A sale of which a part came back already is finished by returning the rest.
 * @throws Refusal purchase.not_found, purchase.already_voided, purchase.returned or purchase.void_too_late.
 */
export async function voidPurchase(
  deps: Deps,
  handler: Handler,
  purchaseId: string,
  { reason = null }: { readonly reason?: string | null | undefined },
  write: Write,
): Promise<Receipt> {
  const undone = await once(deps, write, async () => {
    const sale = await returnable(deps, handler, purchaseId, null);
    if (sale.earlier.length > 0) throw new Refusal("purchase.returned");
    const { nowMs, today, row, storeId } = sale;
    const reversal = await reverse(deps, handler, "void", sale, allOf(sale.sold.lines), write.key);
    const { draft, taken, pointsGivenBack, rank, statements, couponsGivenBack } = reversal;
    const points = pointsView(draft.account, today);
    const coupons = withBack(sale.coupons, couponsGivenBack);
    const receipt: Receipt = {
      ...receiptOf({ ...sale, coupons }, points, rank),
      status: "voided",
      voidedAtMs: nowMs,
    };
    const pointsTakenBack = taken.taken + taken.owed;
    const audit = {
      auditId: deps.ids.ulid(),
      atMs: nowMs,
      actor: handler.actor,
      action: "purchases.void",
      subject: `purchase:${purchaseId}`,
      nodeId: storeId,
      details: { givenBack: pointsGivenBack, takenBack: pointsTakenBack },
    };
    const voided = insertVoid.with({
      purchaseId,
      memberId: row.member_id,
      staffId: handler.staffId,
      actor: actorName(handler.actor),
      storeId,
      reason,
      nowMs,
      pointsGivenBack,
      pointsTakenBack,
    });
    const plan = [
      ...planOf(draft, today),
      ...statements,
      voided,
      answerRow(write, withoutMemberName(receipt), nowMs),
      ...(await planReceiptMessage(deps, addresseeOf(row), receipt)),
    ];
    await deps.database.commit(audited(audit, plan));
    return receipt;
  });
  return withMemberName(deps, undone);
}
