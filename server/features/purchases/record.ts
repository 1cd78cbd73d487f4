import { Refusal } from "../../../shared/errors.ts";
import type { Quote, Receipt } from "../../../shared/purchases/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { answerRow, once, type Write } from "../../platform/http/once.ts";
import { planCloseScan } from "../card/index.ts";
import { type Doing, type Draft, planDay, planDraws, planOf, pointsView, toolsOf } from "../points/index.ts";
import { planRankAfter, type RankPlan } from "../ranks/index.ts";
import { awardView } from "./award-view.ts";
import { gather, type Situation } from "./gather.ts";
import { heldBy, planSettled, refuseEnded } from "./held.ts";
import { planReceiptMessage } from "./message.ts";
import { receiptNumberOf, withMemberName, withoutMemberName } from "./receipt.ts";
import { decideSale, draftSale, pendingOf, type SaleDecided, type SaleTerms } from "./sale.core.ts";
import { actorName, type SaleAsked, type Seller } from "./seller.ts";
import { insertLine, insertPurchase, purchaseByReceipt } from "./store.ts";

/** A sale that was decided on and is not written yet. */
interface Decided {
  readonly situation: Situation;
  readonly decided: SaleDecided;
  readonly draft: Draft;
  readonly doing: Doing;
  readonly purchaseId: string;
}

/**
 * Records a sale, in one commit: points used and earned, the purchase and its lines, counters and pools, the end of scan
 * and hold, the receipt message, the audit row and the answer itself. `sellerOf` is asked within, so that a repetition
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
      details: { amountYen, used, earned, ...seller.evidence },
    };
    await deps.database.commit(audited(row, statements));
    return made;
  });
  return withMemberName(deps, receipt);
}

/** What a sale would earn and use, and why, without doing it. */
export async function quotePurchase(deps: Deps, seller: Seller, asked: SaleAsked): Promise<Quote> {
  const sale = await decide(deps, seller, asked, "quote");
  const { situation, decided, draft } = sale;
  const { award } = decided;
  return {
    amountYen: decided.amountYen,
    pointsUsed: decided.pointsUsed,
    discountYen: decided.pointsYen,
    payYen: decided.payYen,
    byTax: decided.byTax,
    pointsEarned: award.points,
    pending: pendingOf(draft, situation.today),
    baseYen: award.baseYen,
    award: awardView(situation.programme, decided.award),
    balanceAfter: pointsView(draft.account, situation.today).balance,
    pointsToUseMax: decided.pointsToUseMax,
    useLimit: decided.useLimit,
    rank: rankAfter(sale).view,
  };
}

async function decide(deps: Deps, seller: Seller, asked: SaleAsked, key: string): Promise<Decided> {
  const situation = await gather(deps, seller, asked);
  if (asked.pointsToUse > 0) await refuseEnded(deps, seller);
  const held = asked.holdId === null ? null : await heldBy(deps, asked.holdId, situation.account);
  const deciding = held === null ? situation : { ...situation, account: held.account };
  await refuseTwice(deps, seller, asked, situation.on);
  const terms: SaleTerms = {
    amountYenMax: seller.storeNode.amountYenMax,
    maySpend: seller.maySpend,
    pointsToUse: asked.pointsToUse,
    held: held?.taken ?? null,
  };
  const decided = decideSale(deciding, terms);
  if ("refused" in decided) throw new Refusal(decided.refused, decided.details);
  const purchaseId = deps.ids.ulid();
  const doing: Doing = {
    occurredAtMs: situation.occurredAtMs,
    recordedAtMs: situation.nowMs,
    businessDate: situation.on,
    storeId: seller.storeNode.nodeId,
    tillId: seller.tillId,
    actor: actorName(seller.actor),
    purchaseId,
    receiptNumber: asked.receiptNumber ?? receiptNumberOf(purchaseId),
    amountYen: decided.amountYen,
    clientId: key,
  };
  const draft = draftSale(deciding, decided, held?.taken ?? null, doing, toolsOf(deps));
  if (draft === null) throw new Refusal("points.not_enough");
  return { situation, decided, draft, doing, purchaseId };
}

/** @throws Refusal purchase.receipt_used where the POS's receipt was recorded before, by whatever key. */
async function refuseTwice(
  deps: Deps,
  seller: Seller,
  asked: SaleAsked,
  businessDate: string,
): Promise<void> {
  const { receiptNumber } = asked;
  if (receiptNumber === null) return;
  const known = await deps.database.first(purchaseByReceipt, {
    storeId: seller.storeNode.nodeId,
    tillId: seller.tillId,
    receiptNumber,
    businessDate,
  });
  if (known !== undefined) throw new Refusal("purchase.receipt_used", { purchaseId: known.purchase_id });
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
    answerRow(write, withoutMemberName(receipt), nowMs),
    ...(await planReceiptMessage(deps, member, receipt)),
  ];
  return { receipt, statements };
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

/** The rank that the sale leads to. Points count for it when they can be used. */
function rankAfter({ situation, decided, draft, doing }: Decided): RankPlan {
  const { rank, day, on, nowMs } = situation;
  const pending = pendingOf(draft, on).reduce((sum, { points }) => sum + points, 0);
  const delta = {
    businessDate: on,
    netYen: decided.netYen,
    visits: day.purchases === 0 ? 1 : 0,
    points: decided.award.points - pending,
  };
  return planRankAfter(rank, delta, { nowMs, actor: doing.actor, purchaseId: doing.purchaseId });
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
