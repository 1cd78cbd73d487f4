import type { Basket, SaleLine } from "../../../shared/points/earn/types.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { SaleAsked } from "./seller.ts";

/** What was rung up, with the programme's word for what was not said. A typed amount is one line of one piece. */
export function basketOf(programme: Programme, asked: SaleAsked["basket"]): Basket {
  const { amountIs, taxPerMille } = programme;
  if ("amountYen" in asked) return basketOfAmount(asked.amountYen, amountIs, taxPerMille);
  return {
    amountsAre: asked.amountsAre ?? amountIs,
    lines: asked.lines.map((line) => ({
      lineId: line.lineId,
      itemCode: line.itemCode ?? null,
      categories: line.categories ?? [],
      brand: line.brand ?? null,
      quantity: line.quantity,
      amountYen: line.amountYen,
      taxPerMille: line.taxPerMille ?? taxPerMille,
      kind: line.kind ?? "item",
    })),
    discountYen: asked.discountYen ?? 0,
    payments: asked.payments ?? [],
  };
}

/** The id of the line that a typed amount is. */
export const onlyLineId = "1";

function basketOfAmount(amountYen: number, amountsAre: Basket["amountsAre"], taxPerMille: number): Basket {
  return { amountsAre, lines: [lineOfAmount(amountYen, taxPerMille)], discountYen: 0, payments: [] };
}

export function lineOfAmount(amountYen: number, taxPerMille: number): SaleLine {
  return {
    lineId: onlyLineId,
    itemCode: null,
    categories: [],
    brand: null,
    quantity: 1,
    amountYen,
    taxPerMille,
    kind: "item",
  };
}

/** What the sale is worth before points: its lines less what was taken off the whole. */
export function worthOf(basket: Basket): number {
  return basket.lines.reduce((sum, line) => sum + line.amountYen, 0) - basket.discountYen;
}

/** Whether two lines have the same id: which one is returned could not be said. */
export function hasTwins(basket: Basket): boolean {
  return new Set(basket.lines.map(({ lineId }) => lineId)).size < basket.lines.length;
}
