import { scaled } from "../../../shared/money.ts";
import type { ReducedLine } from "../../../shared/points/earn/types.ts";
import type { SaleRefused } from "./sale.core.ts";

/**
 * A line that comes back, or a part of it: yen of the line itself, or pieces, which stand for their share of them. With
 * neither, all that is left of it.
 */
export interface ReturnAsked {
  readonly lineId: string;
  readonly quantity?: number | undefined;
  readonly amountYen?: number | undefined;
}

/** A line's part that came back, in pieces, in yen, and in its shares of the sale's discount and of points. */
export interface ReturnedLine {
  readonly lineId: string;
  readonly quantity: number;
  readonly amountYen: number;
  readonly discountYen: number;
  readonly pointsYen: number;
}

/** Whether nothing is left that cost anything. */
export function isWorthless(lines: readonly ReducedLine[]): boolean {
  return lines.every(({ amountYen, discountYen }) => amountYen === discountYen);
}

/** Whether nothing is left at all. */
export function isAllBack(lines: readonly ReducedLine[]): boolean {
  return lines.every(isEmpty);
}

export function isEmpty({ amountYen, quantity }: Pick<ReducedLine, "amountYen" | "quantity">): boolean {
  return amountYen === 0 && quantity === 0;
}

/** Everything that is left of a sale, as lines that come back. */
export function allOf(lines: readonly ReducedLine[]): readonly ReturnAsked[] {
  return lines.map(({ lineId }) => ({ lineId }));
}

/** The lines as they stand after returns; those that came back whole stay with nothing in them. */
export function keptAfter(
  lines: readonly ReducedLine[],
  returned: readonly ReturnedLine[],
): readonly ReducedLine[] {
  return lines.map((line) => {
    const back = returned.filter(({ lineId }) => lineId === line.lineId);
    const amountYen = line.amountYen - sumOf(back, (part) => part.amountYen);
    const pieces = line.quantity - sumOf(back, (part) => part.quantity);
    return {
      ...line,
      // Yen that came back without a piece leave all pieces, until nothing is left of the line.
      quantity: amountYen === 0 && line.amountYen > 0 ? 0 : pieces,
      amountYen,
      discountYen: line.discountYen - sumOf(back, (part) => part.discountYen),
      pointsYen: line.pointsYen - sumOf(back, (part) => part.pointsYen),
    };
  });
}

export function returnedLines(
  sold: readonly ReducedLine[],
  kept: readonly ReducedLine[],
  asked: readonly ReturnAsked[],
): readonly ReturnedLine[] | SaleRefused {
  if (new Set(asked.map(({ lineId }) => lineId)).size < asked.length)
    return { refused: "purchase.lines_invalid" };
  const lines: ReturnedLine[] = [];
  for (const back of asked) {
    const whole = sold.find(({ lineId }) => lineId === back.lineId);
    const left = kept.find(({ lineId }) => lineId === back.lineId);
    if (whole === undefined || left === undefined) {
      return { refused: "refund.line_not_found", details: { lineId: back.lineId } };
    }
    const line = returnedLine(whole, left, back);
    if (line === null) {
      const { lineId, quantity, amountYen } = left;
      return { refused: "refund.more_than_left", details: { lineId, quantity, amountYen } };
    }
    lines.push(line);
  }
  return lines;
}

/** Null where more comes back than is left. */
function returnedLine(whole: ReducedLine, left: ReducedLine, back: ReturnAsked): ReturnedLine | null {
  const all = back.quantity === undefined && back.amountYen === undefined;
  const quantity = all ? left.quantity : (back.quantity ?? 0);
  if (quantity > left.quantity) return null;
  const amountYen =
    back.amountYen ?? (quantity === left.quantity ? left.amountYen : yenOfPieces(whole, left, quantity));
  if (amountYen > left.amountYen) return null;
  // All pieces with less than all yen would leave yen of nothing; the last yen take the last pieces along.
  if (quantity === left.quantity && amountYen < left.amountYen) return null;
  const lastYen = amountYen === left.amountYen && whole.amountYen > 0;
  const { discountYen, pointsYen } = lastYen ? left : sharesOf(whole, left, amountYen);
  return {
    lineId: whole.lineId,
    quantity: lastYen ? left.quantity : quantity,
    amountYen,
    discountYen,
    pointsYen,
  };
}

/** The price of so many pieces, the fraction of a yen dropped; the last piece takes what was dropped. */
function yenOfPieces(whole: ReducedLine, left: ReducedLine, quantity: number): number {
  return Math.min(left.amountYen, Math.floor((whole.amountYen * quantity) / whole.quantity));
}

/**
 * A returned part's shares of the discount and of what points paid: of all that came back of the line so far, rounded
 * down, less what came back before. No more money than was paid in money.
 */
function sharesOf(
  whole: ReducedLine,
  left: ReducedLine,
  amountYen: number,
): { readonly discountYen: number; readonly pointsYen: number } {
  if (whole.amountYen === 0) return { discountYen: 0, pointsYen: 0 };
  const soFar = whole.amountYen - left.amountYen + amountYen;
  const due = (share: number, stillLeft: number): number => {
    const wanted = Math.floor((share * soFar) / whole.amountYen) - (share - stillLeft);
    return Math.min(stillLeft, Math.max(0, wanted));
  };
  const floored = {
    discountYen: due(whole.discountYen, left.discountYen),
    pointsYen: due(whole.pointsYen, left.pointsYen),
  };
  const moneyLeft = left.amountYen - left.discountYen - left.pointsYen;
  const over = Math.max(0, amountYen - floored.discountYen - floored.pointsYen - moneyLeft);
  const byPoints = Math.min(over, left.pointsYen - floored.pointsYen);
  return { discountYen: floored.discountYen + over - byPoints, pointsYen: floored.pointsYen + byPoints };
}

/**
 * Yen of a typed amount's line that stand for so many yen of its receipt, which says the amount after coupons: the least
 * whose share of the coupons leaves just so many.
 */
export function lineYenFor(
  {
    sold,
    earlier,
  }: {
    readonly sold: { readonly lines: readonly ReducedLine[] };
    readonly earlier: readonly { readonly lines: readonly ReturnedLine[] }[];
  },
  receiptYen: number,
): number {
  const [whole] = sold.lines;
  const [left] = keptAfter(
    sold.lines,
    earlier.flatMap(({ lines }) => lines),
  );
  if (whole === undefined || left === undefined || whole.discountYen === 0) return receiptYen;
  const leftYen = left.amountYen - left.discountYen;
  if (receiptYen >= leftYen) return left.amountYen + receiptYen - leftYen;
  const paidYen = whole.amountYen - whole.discountYen;
  const soFar = scaled(paidYen - leftYen + receiptYen - 1, whole.amountYen, paidYen, "floor") + 1;
  return soFar - (whole.amountYen - left.amountYen);
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
