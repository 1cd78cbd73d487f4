import type { Quote } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import { pointsView } from "../points/index.ts";
import { awardView } from "./award-view.ts";
import { couponsBeside } from "./coupons.ts";
import { decide, rankAfter } from "./decide.ts";
import { pendingOf } from "./sale.core.ts";
import type { SaleAsked, Seller } from "./seller.ts";

/** What a sale would earn and use, and why, without doing it. */
export async function quotePurchase(deps: Deps, seller: Seller, asked: SaleAsked): Promise<Quote> {
  const sale = await decide(deps, seller, asked, "quote");
  const { situation, decided, draft, stamps } = sale;
  const { award } = decided;
  return {
    amountYen: decided.amountYen,
    couponYen: decided.couponYen,
    ...(await couponsBeside(deps, seller, asked, situation, award)),
    stamps: stamps.gained,
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
