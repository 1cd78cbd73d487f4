import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { type Doing, type Draft, toolsOf } from "../points/index.ts";
import { planRankAfter, type RankPlan } from "../ranks/index.ts";
import { planStamps, type StampsPlanned } from "../stamps/index.ts";
import { choose, type SaleCoupons } from "./coupons.ts";
import { gather, type Situation } from "./gather.ts";
import { heldBy, refuseEnded } from "./held.ts";
import { receiptNumberOf } from "./receipt.ts";
import { decideSale, draftSale, pendingOf, type SaleDecided, type SaleTerms } from "./sale.core.ts";
import { actorName, type SaleAsked, type Seller } from "./seller.ts";
import { purchaseByReceipt } from "./store.ts";

/** A sale that was decided on and is not written yet. */
export interface Decided {
  readonly situation: Situation;
  readonly decided: SaleDecided;
  readonly coupons: SaleCoupons;
  readonly stamps: StampsPlanned;
  readonly draft: Draft;
  readonly doing: Doing;
  readonly purchaseId: string;
}

/** Reads what a sale is decided on and decides it; nothing is written. @throws Refusal as `recordPurchase` does. */
export async function decide(deps: Deps, seller: Seller, asked: SaleAsked, key: string): Promise<Decided> {
  const situation = await gather(deps, seller, asked);
  if (asked.pointsToUse > 0) await refuseEnded(deps, seller);
  const held = asked.holdId === null ? null : await heldBy(deps, asked.holdId, situation.account);
  await refuseTwice(deps, seller, asked, situation.on);
  const purchaseId = deps.ids.ulid();
  const coupons = await choose(deps, seller, asked, situation);
  const stamps = await stampsOf(deps, seller, situation, purchaseId, coupons.amountYen);
  const points = stamps.benefits.filter((benefit) => benefit.kind === "points");
  const extras = [...coupons.extras, ...points];
  const facts = extras.length === 0 ? situation.facts : { ...situation.facts, extras };
  const deciding = { ...situation, facts, ...(held === null ? {} : { account: held.account }) };
  const terms: SaleTerms = {
    amountYenMax: seller.storeNode.amountYenMax,
    maySpend: seller.maySpend,
    pointsToUse: asked.pointsToUse,
    held: held?.taken ?? null,
    cuts: coupons.byLine,
  };
  const decided = decideSale(deciding, terms);
  if ("refused" in decided) throw new Refusal(decided.refused, decided.details);
  const doing = doingOf(seller, asked, situation, { purchaseId, amountYen: decided.amountYen, key });
  const draft = draftSale(deciding, decided, held?.taken ?? null, doing, toolsOf(deps));
  if (draft === null) throw new Refusal("points.not_enough");
  return { situation, decided, coupons, stamps, draft, doing, purchaseId };
}

function doingOf(
  seller: Seller,
  asked: SaleAsked,
  situation: Situation,
  { purchaseId, amountYen, key }: { purchaseId: string; amountYen: number; key: string },
): Doing {
  return {
    occurredAtMs: situation.occurredAtMs,
    recordedAtMs: situation.nowMs,
    businessDate: situation.on,
    storeId: seller.storeNode.nodeId,
    tillId: seller.tillId,
    actor: actorName(seller.actor),
    purchaseId,
    receiptNumber: asked.receiptNumber ?? receiptNumberOf(purchaseId),
    amountYen,
    clientId: key,
  };
}

/** What the visit gives on the member's stamp cards, counted on what is paid after coupons. */
function stampsOf(
  deps: Deps,
  seller: Seller,
  { member, facts, nowMs, on }: Situation,
  purchaseId: string,
  payableYen: number,
): Promise<StampsPlanned> {
  return planStamps(deps, {
    ...{ purchaseId, payableYen, nowMs, on, places: facts.places },
    memberId: member.memberId,
    actor: actorName(seller.actor),
    storeId: seller.storeNode.nodeId,
  });
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

/** The rank that the sale leads to. Points count for it when they can be used. */
export function rankAfter({ situation, decided, draft, doing }: Decided): RankPlan {
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
