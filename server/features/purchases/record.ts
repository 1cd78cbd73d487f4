import type { Receipt } from "../../../shared/purchases/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { planCloseScan } from "../card/index.ts";
import { type CouponDoing, planReleaseFor } from "../coupons/index.ts";
import { planDay, planDraws, planOf, pointsView } from "../points/index.ts";
import { awardView } from "./award-view.ts";
import { planUse, reservedFor, usedIn } from "./coupons.ts";
import { type Decided, decide, rankAfter } from "./decide.ts";
import { planGifts } from "./gifts.ts";
import { planSettled } from "./held.ts";
import { planReceiptMessage } from "./message.ts";
import { receiptNumberOf, withMemberName, withoutMemberName } from "./receipt.ts";
import type { SaleDecided } from "./sale.core.ts";
import type { SaleAsked, Seller } from "./seller.ts";
import { insertLine, insertPurchase } from "./store.ts";

/**
 * Records a sale, in one commit: points used and earned, stamps, coupons used and given, rank, the purchase and its lines,
 * counters and pools, the end of scan and hold, the receipt message, the audit row and the answer itself. `sellerOf` is asked within, so that a repetition
 * of the same write finds its first answer whatever has become of its scan.
 * @throws Refusal for all that is refused: see `decideSale`, `gather`, and hold.*.
 */
export async function recordPurchase(
  deps: Deps,
  sellerOf: () => Promise<Seller>,
  asked: SaleAsked,
  write: Write,
): Promise<Receipt> {
  const receipt = await once(deps, write, async () => {
    const seller = await sellerOf();
    const sale = await decide(deps, seller, asked, write.key);
    const { statements, receipt: made } = await planSale(deps, seller, asked, sale, write);
    const { amountYen, pointsUsed: used, pointsEarned: earned } = made;
    const row = {
      auditId: deps.ids.ulid(),
      atMs: sale.situation.nowMs,
      actor: seller.actor,
      action: "purchases.sell",
      subject: `purchase:${made.purchaseId}`,
      nodeId: seller.storeNode.nodeId,
      details: { amountYen, used, earned, ...couponsIn(made), ...seller.evidence },
    };
    await deps.database.commit(audited(row, statements));
    return made;
  });
  return withMemberName(deps, receipt);
}

async function planSale(
  deps: Deps,
  seller: Seller,
  asked: SaleAsked,
  sale: Decided,
  write: Write,
): Promise<{ receipt: Receipt; statements: readonly Bound[] }> {
  const { situation, decided, draft, purchaseId } = sale;
  const { member, nowMs, today, on } = situation;
  const { accountId } = draft.account;
  const rank = rankAfter(sale);
  const receipt = receiptOfSale(seller, asked, sale, rank.view);
  const day = {
    purchases: 1,
    netYen: decided.netYen,
    pointsEarned: decided.award.points,
    pointsUsed: decided.pointsUsed,
  };
  const statements = [
    ...planOf(draft, today),
    planDay(accountId, on, day),
    ...planDraws(decided.award.draws),
    ...rank.statements,
    ...(seller.claim ?? []),
    planPurchase(seller, asked, sale),
    ...planLines(asked, decided, purchaseId),
    ...(asked.holdId === null ? [] : [planSettled(asked.holdId, "committed", nowMs, purchaseId)]),
    ...(seller.scanId === null ? [] : [planCloseScan(seller.scanId, nowMs)]),
    ...sale.stamps.statements,
    answerRow(write, withoutMemberName(receipt), nowMs),
    ...(await planReceiptMessage(deps, member, receipt)),
    ...(await planGifts(deps, sale.stamps, rank, couponDoing(sale))),
    ...(await planUnused(deps, seller, asked, sale)),
    ...planUse(deps, sale.coupons, decided.award, couponDoing(sale)),
  ];
  return { receipt, statements };
}

/**
 * What the payment had put aside and does not use is free again at once. Without coupons and without a hold nothing is asked.
 */
async function planUnused(
  deps: Deps,
  seller: Seller,
  asked: SaleAsked,
  sale: Decided,
): Promise<readonly Bound[]> {
  const payment = reservedFor(seller, asked.holdId);
  if (payment === null || (asked.holdId === null && asked.coupons.length === 0)) return [];
  const used = sale.coupons.chosen.map(({ rowId }) => rowId);
  return planReleaseFor(deps, payment, couponDoing(sale), used);
}

function couponDoing({ situation, doing, purchaseId }: Decided): CouponDoing {
  const { actor, storeId, tillId } = doing;
  const { member, nowMs, on } = situation;
  return { actor, storeId, tillId, purchaseId, memberId: member.memberId, businessDate: on, nowMs };
}

/** For the audit log; nothing where no coupon was used. */
function couponsIn({ coupons, couponYen }: Receipt) {
  return coupons.length === 0
    ? {}
    : { couponYen, coupons: coupons.map(({ walletId }) => walletId).join(" ") };
}

function planPurchase(
  seller: Seller,
  asked: SaleAsked,
  { situation, decided, doing, purchaseId }: Decided,
): Bound {
  return insertPurchase.with({
    purchaseId,
    accountId: situation.account.accountId,
    memberId: situation.member.memberId,
    storeId: seller.storeNode.nodeId,
    tillId: seller.tillId,
    staffId: seller.staffId,
    actor: doing.actor,
    scanId: seller.scanId,
    channel: asked.channel,
    source: seller.source,
    receiptNumber: asked.receiptNumber,
    amountYen: decided.amountYen,
    couponYen: decided.couponYen,
    netYen: decided.netYen,
    pointsUsed: decided.pointsUsed,
    discountYen: decided.pointsYen,
    pointsEarned: decided.award.points,
    programmeVersion: situation.programme.version,
    facts: JSON.stringify(decided.facts),
    award: JSON.stringify(decided.award),
    occurredAtMs: situation.occurredAtMs,
    recordedAtMs: situation.nowMs,
    businessDate: situation.on,
  });
}

/** Only what was rung up as lines; the one of a typed amount is in the purchase itself. */
function planLines(asked: SaleAsked, { lines }: SaleDecided, purchaseId: string): Bound[] {
  if ("amountYen" in asked.basket) return [];
  return lines.map((line, nth) =>
    insertLine.with({
      purchaseId,
      lineId: line.lineId,
      nth,
      kind: line.kind,
      itemCode: line.itemCode,
      categories: JSON.stringify(line.categories),
      brand: line.brand,
      quantity: line.quantity,
      amountYen: line.amountYen,
      discountYen: line.discountYen,
      couponYen: line.couponYen,
      pointsYen: line.pointsYen,
      taxPerMille: line.taxPerMille,
    }),
  );
}

function receiptOfSale(seller: Seller, asked: SaleAsked, sale: Decided, rank: RankView | null): Receipt {
  const { situation, decided, draft, purchaseId } = sale;
  return {
    purchaseId,
    receiptNumber: asked.receiptNumber ?? receiptNumberOf(purchaseId),
    status: "completed",
    storeName: seller.storeNode.name,
    staffName: seller.staffName,
    member: { name: situation.member.name },
    amountYen: decided.amountYen,
    couponYen: decided.couponYen,
    coupons: usedIn(sale.coupons, decided.award),
    stamps: sale.stamps.gained,
    pointsUsed: decided.pointsUsed,
    discountYen: decided.pointsYen,
    payYen: decided.payYen,
    byTax: decided.byTax,
    pointsEarned: decided.award.points,
    award: awardView(situation.programme, decided.award),
    returned: { amountYen: 0, pointsGivenBack: 0, pointsTakenBack: 0 },
    points: pointsView(draft.account, situation.today),
    rank,
    occurredAtMs: situation.occurredAtMs,
    recordedAtMs: situation.nowMs,
    businessDate: situation.on,
    voidedAtMs: null,
  };
}
