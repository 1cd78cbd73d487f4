import type { ErrorCode } from "../errors.ts";
import { floorUnits, scaled, splitByGroup } from "../money.ts";
import type { TaxShare, UseLimit } from "../purchases/schema.ts";
import type { SaleLine } from "./earn/types.ts";
import type { Programme } from "./programme/schema.ts";

/** A line with its share of the sale's discount and of coupons: what points may pay is what is left of it. */
export interface UseLine extends SaleLine {
  /** What coupons took off it included. */
  readonly discountYen: number;
  readonly couponYen: number;
}

/** Who wants to use points: what can be used today, what is owed, and whether the code that was read may spend. */
export interface User {
  readonly balance: number;
  readonly debt: number;
  readonly maySpend: boolean;
}

export interface Use {
  /** The most points this sale may take. */
  readonly pointsMax: number;
  /** The rule in the way of more; null where only the balance or the sale's own worth is. */
  readonly limit: UseLimit | null;
}

/** The most points a sale can take, and the rule that is in the way of more (requirement 3.4). */
export function useOf(programme: Programme, lines: readonly UseLine[], user: User): Use {
  const { use } = programme;
  const saleYen = sumYen(lines);
  const barred = barredBy(use, saleYen, user);
  if (barred !== null) return { pointsMax: 0, limit: barred };
  const natural = Math.min(user.balance, floorUnits(saleYen, use.yenPerPoint));
  const payableYen = sumYen(lines.filter((line) => isPayable(line, use)));
  const shareYen = scaled(saleYen, use.shareMaxPerMille, 1000, "floor");
  const limits: readonly (UseLimit & { readonly points: number })[] = [
    { reason: "excluded_items", limit: payableYen, points: floorUnits(payableYen, use.yenPerPoint) },
    { reason: "share_of_sale", limit: shareYen, points: floorUnits(shareYen, use.yenPerPoint) },
    { reason: "most_per_sale", limit: use.pointsMaxPerSale, points: use.pointsMaxPerSale ?? natural },
  ];
  const least = limits.reduce((a, b) => (b.points < a.points ? b : a), { ...none, points: natural });
  const pointsMax = floorUnits(least.points, use.unitPoints) * use.unitPoints;
  if (least.reason !== null) return { pointsMax, limit: { reason: least.reason, limit: least.limit } };
  return { pointsMax, limit: pointsMax < natural ? { reason: "unit", limit: use.unitPoints } : null };
}

const none: { readonly reason: UseLimit["reason"] | null; readonly limit: number | null } = {
  reason: null,
  limit: null,
};

/** Why none may be used at all; null where some may. */
function barredBy(use: Programme["use"], saleYen: number, user: User): UseLimit | null {
  if (!user.maySpend) return { reason: "earn_only_code", limit: null };
  if (user.debt > 0) return { reason: "debt", limit: user.debt };
  if (user.balance < use.balanceMin) return { reason: "balance_below_minimum", limit: use.balanceMin };
  if (saleYen < use.saleYenMin) return { reason: "sale_below_minimum", limit: use.saleYenMin };
  return null;
}

/** Why a sale may not take so many points, as an error's code with the limit; null where it may. Using 0 always may. */
export function useRefusal(
  programme: Programme,
  lines: readonly UseLine[],
  user: User,
  points: number,
): { readonly code: ErrorCode; readonly limit: UseLimit | null; readonly pointsMax: number } | null {
  if (points === 0) return null;
  const { unitPoints, yenPerPoint } = programme.use;
  const { pointsMax, limit } = useOf(programme, lines, user);
  const because = (code: ErrorCode, by: UseLimit | null = limit) => ({ code, limit: by, pointsMax });
  const barred = barredBy(programme.use, sumYen(lines), user);
  if (barred !== null) return because(barCodes[barred.reason] ?? "points.use_limit", barred);
  if (points > user.balance) return because("points.not_enough");
  if (points * yenPerPoint > sumYen(lines)) return because("points.more_than_sale");
  if (points % unitPoints !== 0) return because("points.use_unit", { reason: "unit", limit: unitPoints });
  return points > pointsMax ? because("points.use_limit") : null;
}

const barCodes: Partial<Record<UseLimit["reason"], ErrorCode>> = {
  earn_only_code: "card.wrong_purpose",
  debt: "points.debt",
  balance_below_minimum: "points.balance_below_minimum",
  sale_below_minimum: "points.sale_below_minimum",
};

/** Whether points may pay a line. */
export function isPayable(line: SaleLine, use: Programme["use"]): boolean {
  if (line.kind === "shipping" && !use.paysShipping) return false;
  if (line.itemCode !== null && use.excludeItems.includes(line.itemCode)) return false;
  return !line.categories.some((category) => use.excludeCategories.includes(category));
}

/**
 * The yen paid with points, split over the lines they may pay: by tax rate first and then within each rate, to the yen
 * (the National Tax Agency's Tax Answer 6480 splits 21 points over ¥540 at 8 % and ¥550 at 10 % into 10 and 11).
 * One number for each line, none more than what is left of it; they sum to `pointsYen`, which `useRefusal` has let pass.
 */
export function splitUse(
  lines: readonly UseLine[],
  pointsYen: number,
  use: Programme["use"],
): readonly number[] {
  return splitByGroup(
    pointsYen,
    lines.map((line) => ({
      weight: isPayable(line, use) ? line.amountYen - line.discountYen : 0,
      group: line.taxPerMille,
    })),
  );
}

/**
 * What a receipt says of each tax rate, in the order in which the rates appear. As 値引 points lower what is paid at the
 * rate; as payment the price stays as it was and points pay a part of the whole.
 */
export function taxShares(
  lines: readonly (UseLine & { readonly pointsYen: number })[],
  as: Programme["use"]["as"],
): readonly TaxShare[] {
  const rates = [...new Set(lines.map(({ taxPerMille }) => taxPerMille))];
  return rates.map((taxPerMille) => {
    const ofRate = lines.filter((line) => line.taxPerMille === taxPerMille);
    const amountYen = sumYen(ofRate);
    const pointsYen = ofRate.reduce((sum, line) => sum + line.pointsYen, 0);
    const couponYen = ofRate.reduce((sum, line) => sum + line.couponYen, 0);
    return {
      taxPerMille,
      amountYen,
      couponYen,
      pointsYen,
      payYen: as === "discount" ? amountYen - pointsYen : amountYen,
    };
  });
}

function sumYen(lines: readonly UseLine[]): number {
  return lines.reduce((sum, line) => sum + line.amountYen - line.discountYen, 0);
}
