import type { CutLine } from "../../../shared/coupons/evaluate.ts";
import type { SaleCoupon, UsedCoupon } from "../../../shared/coupons/views.ts";
import { discounted } from "../../../shared/points/earn/reduce.ts";
import type { Award, EarnExtra } from "../../../shared/points/earn/types.ts";
import type { UseLine } from "../../../shared/points/use.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import {
  bestOf,
  type Chosen,
  type CouponDoing,
  type CouponSale,
  chosenCoupons,
  planRedeem,
  saleCoupons,
  usedCoupon,
} from "../coupons/index.ts";
import type { Situation } from "./gather.ts";
import type { SaleAsked, Seller } from "./seller.ts";

/** What the coupons of a sale do to it. */
export interface SaleCoupons {
  readonly chosen: readonly Chosen[];
  /** Yen taken off each line of the basket. */
  readonly byLine: readonly number[];
  /** What is left to pay, in money and in points. */
  readonly amountYen: number;
  readonly extras: readonly EarnExtra[];
}

/** The payment that a coupon is put aside for: the scan's, or the hold's. */
export function reservedFor({ scanId }: Pick<Seller, "scanId">, holdId: string | null): string | null {
  return holdId ?? scanId;
}

/**
 * The coupons that a sale is to use, each once, evaluated at the moment of the sale. Without any nothing is read.
 * @throws Refusal coupon.* of the first that cannot be used.
 */
export async function choose(
  deps: Deps,
  seller: Seller,
  asked: SaleAsked,
  situation: Situation,
): Promise<SaleCoupons> {
  const lines = discounted(situation.basket);
  const left = lines.reduce((sum, line) => sum + line.amountYen - line.discountYen, 0);
  if (asked.coupons.length === 0) {
    return { chosen: [], byLine: lines.map(() => 0), amountYen: left, extras: [] };
  }
  const chosen = await chosenCoupons(
    deps,
    seller.memberId,
    asked.coupons,
    couponSaleOf(seller, asked, situation, lines),
    reservedFor(seller, asked.holdId),
    { todayOn: situation.today, nowMs: situation.nowMs },
  );
  const byLine = lines.map((_, at) => chosen.reduce((sum, cut) => sum + (cut.byLine[at] ?? 0), 0));
  const couponYen = byLine.reduce((sum, yen) => sum + yen, 0);
  return { chosen, byLine, amountYen: left - couponYen, extras: extrasOf(chosen) };
}

export function couponSaleOf(
  seller: Pick<Seller, "maySpend">,
  { pointsToUse }: Pick<SaleAsked, "pointsToUse">,
  { facts, rank: { ladder } }: Pick<Situation, "facts" | "rank">,
  lines: readonly UseLine[] | null,
): CouponSale {
  const { places, channel, rank, nthPurchase, businessDate, weekday, timeOfDay } = facts;
  return {
    ...{ places, channel, nthPurchase, businessDate, weekday, timeOfDay, pointsToUse },
    maySpend: seller.maySpend,
    ...{ rankCode: rank?.code ?? null, ladder: ladder.ranks },
    lines: lines === null ? null : lines.map(cutLineOf),
  };
}

function cutLineOf({ discountYen, ...line }: UseLine): CutLine {
  return { ...line, amountYen: line.amountYen - discountYen };
}

function extrasOf(chosen: readonly Chosen[]): readonly EarnExtra[] {
  return chosen.flatMap((one): EarnExtra[] => {
    const { name, benefit } = one.held.coupon;
    const id = extraIdOf(chosen, one);
    if (benefit.kind === "extra_points") return [{ id, name, kind: "points", points: benefit.points }];
    return benefit.kind === "multiplier"
      ? [{ id, name, kind: "multiplier", perMille: benefit.perMille }]
      : [];
  });
}

/** By the coupon, so that reports add up what it gave; a second one of the same in a sale is told apart. */
function extraIdOf(chosen: readonly Chosen[], one: Chosen): string {
  const { couponId } = one.held;
  const nth = chosen.filter(({ held }) => held.couponId === couponId).indexOf(one);
  return nth === 0 ? `coupon:${couponId}` : `coupon:${couponId}#${nth + 1}`;
}

function pointsBy(chosen: readonly Chosen[], one: Chosen, { lines }: Pick<Award, "lines">): number {
  const id = extraIdOf(chosen, one);
  return lines.find(({ ruleId }) => ruleId === id)?.points ?? 0;
}

/** As the receipt of this very sale says them. */
export function usedIn({ chosen }: SaleCoupons, award: Award): readonly UsedCoupon[] {
  return chosen.map((one) => {
    const { couponId, coupon } = one.held;
    return usedCoupon(one.rowId, couponId, coupon, { yen: one.yen, points: pointsBy(chosen, one, award) });
  });
}

/** What uses them; the last of a plan, because of a hot coupon everybody waits for its row. */
export function planUse(deps: Deps, { chosen }: SaleCoupons, award: Award, doing: CouponDoing): Bound[] {
  const counted = chosen.map((one) => ({ ...one, points: pointsBy(chosen, one, award) }));
  return planRedeem(deps, counted, doing);
}

/** All of the member's coupons beside one sale, and the one to suggest. */
export async function couponsBeside(
  deps: Deps,
  seller: Seller,
  asked: SaleAsked,
  situation: Situation,
  award: Award,
): Promise<{ readonly coupons: readonly SaleCoupon[]; readonly best: string | null }> {
  const basis = {
    ...{ todayOn: situation.today, nowMs: situation.nowMs },
    basePoints: award.lines.find(({ role }) => role === "base")?.points ?? 0,
  };
  const sale = couponSaleOf(seller, asked, situation, discounted(situation.basket));
  const coupons = await saleCoupons(deps, seller.memberId, sale, basis, reservedFor(seller, asked.holdId));
  return { coupons, best: bestOf(coupons, situation.programme.use.yenPerPoint) };
}
