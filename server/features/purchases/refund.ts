import { Refusal } from "../../../shared/errors.ts";
import type { Refund, RefundAsked, RefundQuote } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { planOf, pointsView } from "../points/index.ts";
import { onlyLineId } from "./basket.ts";
import { type Returnable, type Reversal, returnable, reverse } from "./give-back.ts";
import { addresseeOf, planRefundMessage } from "./message.ts";
import { receiptOf, withBack, withMemberName, withoutMemberName } from "./receipt.ts";
import { lineYenFor, type ReturnAsked } from "./refund-lines.core.ts";
import { actorName, type Handler } from "./seller.ts";
import type { RefundDraws } from "./sold.ts";
import { insertRefund } from "./store.ts";

/**
 * Takes a part of a sale back, or the rest of it: points used come back in proportion, points earned are counted anew on
 * what is kept and the difference is taken back.
 * @throws Refusal purchase.not_found, purchase.already_voided, purchase.void_too_late, refund.*.
 */
export async function refundPurchase(
  deps: Deps,
  handler: Handler,
  purchaseId: string,
  asked: RefundAsked,
  write: Write,
): Promise<Refund> {
  const refund = await once(deps, write, async () => {
    const sale = await returnable(deps, handler, purchaseId, asked.occurredAtMs ?? null);
    const reversal = await reverse(deps, handler, "refund", sale, linesAsked(sale, asked), write.key);
    const made = refundOf(deps.ids.ulid(), sale, reversal);
    const { pointsGivenBack: givenBack, pointsTakenBack: takenBack, amountYen } = made;
    const audit = {
      auditId: deps.ids.ulid(),
      atMs: sale.nowMs,
      actor: handler.actor,
      action: "purchases.refund",
      subject: `purchase:${purchaseId}`,
      nodeId: sale.storeId,
      details: { amountYen, givenBack, takenBack },
    };
    const plan = [
      ...planOf(reversal.draft, sale.today),
      ...reversal.statements,
      planRefund(handler, sale, reversal, made, asked.reason ?? null),
      answerRow(write, { ...made, purchase: withoutMemberName(made.purchase) }, sale.nowMs),
      ...(await planRefundMessage(deps, addresseeOf(sale.row), made)),
    ];
    await deps.database.commit(audited(audit, plan));
    return made;
  });
  return { ...refund, purchase: await withMemberName(deps, refund.purchase) };
}

/** What a return would give and take, without doing it. */
export async function quoteRefund(
  deps: Deps,
  handler: Handler,
  purchaseId: string,
  asked: RefundAsked,
): Promise<RefundQuote> {
  const sale = await returnable(deps, handler, purchaseId, asked.occurredAtMs ?? null);
  const reversal = await reverse(deps, handler, "refund", sale, linesAsked(sale, asked), "quote");
  const { purchase: _, refundId: __, ...quote } = refundOf("", sale, reversal);
  return quote;
}

/** A typed amount is one line. @throws Refusal refund.lines_needed for an amount of a sale that has lines. */
function linesAsked(sale: Returnable, asked: RefundAsked): readonly ReturnAsked[] {
  if ("lines" in asked) return asked.lines;
  if (sale.hasLines) throw new Refusal("refund.lines_needed");
  return [{ lineId: onlyLineId, amountYen: lineYenFor(sale, asked.amountYen) }];
}

function refundOf(refundId: string, sale: Returnable, reversal: Reversal): Refund {
  const { decided, draft, taken, pointsGivenBack, couponsGivenBack, stampsTakenBack } = reversal;
  const coupons = withBack(sale.coupons, couponsGivenBack);
  const pointsTakenBack = taken.taken + taken.owed;
  const returned = {
    amountYen: sale.returned.amountYen + decided.amountYen,
    pointsGivenBack: sale.returned.pointsGivenBack + pointsGivenBack,
    pointsTakenBack: sale.returned.pointsTakenBack + pointsTakenBack,
  };
  const points = pointsView(draft.account, sale.today);
  return {
    refundId,
    purchaseId: sale.row.purchase_id,
    nth: sale.earlier.length + 1,
    amountYen: decided.amountYen,
    payBackYen: decided.payBackYen,
    pointsGivenBack,
    pointsTakenBack,
    pointsOwed: taken.owed,
    pointsWaived: taken.waived + taken.forgiven,
    couponsGivenBack,
    stampsTakenBack,
    points,
    purchase: receiptOf(
      { ...sale, coupons, returned, returns: sale.earlier.length + 1 },
      points,
      reversal.rank,
    ),
  };
}

function planRefund(
  handler: Handler,
  sale: Returnable,
  { decided }: Reversal,
  made: Refund,
  reason: string | null,
): Bound {
  const draws: RefundDraws = {
    claims: decided.claims.map(({ lotId, points }) => [lotId, points]),
    pools: decided.pools,
  };
  return insertRefund.with({
    purchaseId: made.purchaseId,
    nth: made.nth,
    refundId: made.refundId,
    memberId: sale.row.member_id,
    storeId: sale.storeId,
    actor: actorName(handler.actor),
    reason,
    amountYen: made.amountYen,
    netYen: decided.netYen,
    lines: JSON.stringify(decided.lines),
    pointsGivenBack: made.pointsGivenBack,
    pointsTakenBack: made.pointsTakenBack,
    pointsOwed: made.pointsOwed,
    pointsWaived: made.pointsWaived,
    givenBackByLot: JSON.stringify(decided.giveBack.map(({ lotId, points }) => [lotId, points])),
    draws: JSON.stringify(draws),
    occurredAtMs: sale.occurredAtMs,
    recordedAtMs: sale.nowMs,
    businessDate: sale.on,
  });
}
