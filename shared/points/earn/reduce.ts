import { splitByGroup } from "../../money.ts";
import type { Programme } from "../programme/schema.ts";
import { splitUse, type UseLine } from "../use.ts";
import type { Basket, ReducedLine } from "./types.ts";

/**
 * The lines with their shares of the sale's discount, by tax rate and then by line; they sum exactly. `cuts` are the yen
 * that coupons take off each line, no more than the discount leaves of it.
 */
export function discounted(
  basket: Pick<Basket, "lines" | "discountYen">,
  cuts: readonly number[] = [],
): readonly UseLine[] {
  const shares = splitByGroup(
    basket.discountYen,
    basket.lines.map((line) => ({ weight: line.amountYen, group: line.taxPerMille })),
  );
  return basket.lines.map((line, index) => {
    const couponYen = cuts[index] ?? 0;
    return { ...line, discountYen: (shares[index] ?? 0) + couponYen, couponYen };
  });
}

/**
 * The lines with their shares of the sale's discount, of coupons and of the part paid with points, which only pays what `use` lets it;
 * all sum exactly. The discount is no more than the sale, and the points are what `useRefusal` has let pass.
 */
export function reduced(
  basket: Pick<Basket, "lines" | "discountYen">,
  pointsYen: number,
  use: Programme["use"],
  cuts: readonly number[] = [],
): readonly ReducedLine[] {
  const lines = discounted(basket, cuts);
  const paid = splitUse(lines, pointsYen, use);
  return lines.map((line, index) => ({ ...line, pointsYen: paid[index] ?? 0 }));
}
