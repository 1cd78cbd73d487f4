import { splitProRata } from "../../money.ts";
import type { Basket, ReducedLine } from "./types.ts";

/** The lines with their shares of the sale's discount and of the part paid with points; both sum exactly. */
export function reduced(basket: Basket, pointsYen: number): readonly ReducedLine[] {
  const discounts = splitProRata(
    basket.discountYen,
    basket.lines.map(({ amountYen }) => amountYen),
  );
  const left = basket.lines.map((line, index) => line.amountYen - (discounts[index] ?? 0));
  const paid = splitProRata(pointsYen, left);
  return basket.lines.map((line, index) => ({
    ...line,
    discountYen: discounts[index] ?? 0,
    pointsYen: paid[index] ?? 0,
  }));
}
