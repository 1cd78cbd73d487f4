import type { UsedCoupon } from "../../../shared/coupons/views.ts";
import { poolsOf } from "../../../shared/points/earn/caps.ts";
import type { Award, EarnFacts, ReducedLine } from "../../../shared/points/earn/types.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { StampsGained } from "../../../shared/stamps/views.ts";
import type { Deps } from "../../deps.ts";
import { couponsOfPurchase } from "../coupons/index.ts";
import { type Account, mainProgramme, poolsUsed, rulesOf } from "../points/index.ts";
import { stampsOfPurchase } from "../stamps/index.ts";
import { lineOfAmount } from "./basket.ts";
import type { EarlierReturn, SoldSale } from "./refund.core.ts";
import type { ReturnedLine } from "./refund-lines.core.ts";
import { lastStanding, linesOfPurchase, type purchaseById, refundsOf } from "./store.ts";

/** A sale as it is read for its receipt, or to take something of it back. */
export type PurchaseRow = NonNullable<(typeof purchaseById)["row"]>;

type RefundRow = NonNullable<(typeof refundsOf)["row"]>;

/** A sale with everything it was decided by, and what came back of it since. */
export interface SoldAndReturned {
  readonly row: PurchaseRow;
  readonly sold: SoldSale;
  readonly earlier: readonly EarlierReturn[];
  readonly returned: {
    readonly amountYen: number;
    readonly pointsGivenBack: number;
    readonly pointsTakenBack: number;
  };
  readonly coupons: readonly UsedCoupon[];
  readonly stamps: readonly StampsGained[];
  /** How many returns there were. */
  readonly returns: number;
  /** Whether it was rung up as lines. */
  readonly hasLines: boolean;
}

export async function soldOf(deps: Deps, row: PurchaseRow): Promise<SoldAndReturned> {
  const { purchase_id: purchaseId } = row;
  const programme = await rulesOf(deps, mainProgramme, row.programme_version);
  const [lines, refunds, poolsNow, coupons, stamps] = await Promise.all([
    deps.database.all(linesOfPurchase, { purchaseId }),
    deps.database.all(refundsOf, { purchaseId }),
    poolsUsed(deps, poolsOf(programme, factsIn(row.facts))),
    couponsOfPurchase(deps, purchaseId),
    stampsOfPurchase(deps, purchaseId),
  ]);
  const sum = (of: (refund: RefundRow) => number): number =>
    refunds.reduce((total, refund) => total + of(refund), 0);
  return {
    row,
    sold: {
      programme,
      ...decidedBy(row, lines, programme),
      pointsUsed: row.points_used,
      poolsNow,
    },
    earlier: refunds.map(earlierOf),
    returned: {
      amountYen: sum((refund) => refund.amount_yen),
      pointsGivenBack: sum((refund) => refund.points_given_back),
      pointsTakenBack: sum((refund) => refund.points_taken_back),
    },
    coupons,
    stamps,
    returns: refunds.length,
    hasLines: lines.length > 0,
  };
}

type Written = Pick<PurchaseRow, "amount_yen" | "coupon_yen" | "discount_yen" | "facts" | "award">;

/** What a sale was decided by and what it earned, as they were written with it. */
export function decidedBy(
  row: Written,
  lines: readonly LineRow[],
  programme: Programme,
): Pick<SoldSale, "facts" | "award" | "lines"> {
  return {
    facts: factsIn(row.facts),
    award: awardIn(row.award),
    lines: lines.length === 0 ? [typedLine(row, programme)] : lines.map(lineOf),
  };
}

/** The one line that a typed amount is. */
function typedLine(row: Written, programme: Programme): ReducedLine {
  return {
    ...lineOfAmount(row.amount_yen + row.coupon_yen, programme.taxPerMille),
    discountYen: row.coupon_yen,
    couponYen: row.coupon_yen,
    pointsYen: row.discount_yen,
  };
}

type LineRow = NonNullable<(typeof linesOfPurchase)["row"]>;

function lineOf(row: LineRow): ReducedLine {
  return {
    lineId: row.line_id,
    itemCode: row.item_code,
    categories: categoriesIn(row.categories),
    brand: row.brand,
    quantity: row.quantity,
    amountYen: row.amount_yen,
    taxPerMille: row.tax_per_mille,
    kind: row.kind,
    discountYen: row.discount_yen,
    couponYen: row.coupon_yen,
    pointsYen: row.points_yen,
  };
}

export function earlierOf(row: Pick<RefundRow, "lines" | "given_back_by_lot" | "draws">): EarlierReturn {
  const { pools, claims } = drawsIn(row.draws);
  return {
    lines: returnedIn(row.lines),
    givenBackByLot: pairsIn(row.given_back_by_lot).map(([lotId, points]) => ({ lotId, points })),
    claims: claims.map(([lotId, points]) => ({ lotId, points })),
    pools,
  };
}

/** What a refund keeps for the next one: what was claimed by lot, and what pools got back. */
export interface RefundDraws {
  readonly claims: readonly (readonly [lotId: string, points: number])[];
  readonly pools: EarlierReturn["pools"];
}

/**
 * The number of a member's next purchase: one more than that of the last that stands. So no two that stand have the same
 * number, whatever was undone between them, and what is undone and rung up again has the number it had.
 */
export async function nextNumber(
  deps: Deps,
  { accountId, purchases }: Pick<Account, "accountId" | "purchases">,
): Promise<number> {
  if (purchases === 0) return 1;
  const last = await deps.database.first(lastStanding, { accountId });
  return last === undefined ? 1 : factsIn(last.facts).nthPurchase + 1;
}

// What `planSale` and `planRefund` wrote, read back.
export function factsIn(text: string): EarnFacts {
  return JSON.parse(text) as EarnFacts;
}
export function awardIn(text: string): Award {
  return JSON.parse(text) as Award;
}
function categoriesIn(text: string): readonly string[] {
  return JSON.parse(text) as readonly string[];
}
function returnedIn(text: string): readonly ReturnedLine[] {
  return JSON.parse(text) as readonly ReturnedLine[];
}
function pairsIn(text: string): readonly (readonly [string, number])[] {
  return JSON.parse(text) as readonly (readonly [string, number])[];
}
function drawsIn(text: string): RefundDraws {
  return JSON.parse(text) as RefundDraws;
}
