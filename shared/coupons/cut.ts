import { scaled, splitByGroup } from "../money.ts";
import type { Coupon, CouponItems } from "./schema.ts";

/** Yen that coupons take off the lines of a sale. */

/** One line of a sale as coupons see it. `amountYen` is what is left of it: after its share of the sale's own discount. */
export interface CutLine {
  readonly itemCode: string | null;
  readonly categories: readonly string[];
  readonly brand: string | null;
  readonly quantity: number;
  readonly amountYen: number;
  readonly taxPerMille: number;
  readonly kind: "item" | "shipping";
}

export interface Words {
  readonly ja: string;
  readonly en: string;
}

/** What one coupon does to a sale. `byLine` stands in the order of the lines and sums to `yen`. */
export interface Cut {
  readonly yen: number;
  readonly byLine: readonly number[];
  /** Goods that staff hand over, because no line of the sale says what they cost; null for none. */
  readonly handOver: Words | null;
}

type Cutting = Pick<Coupon, "benefit" | "conditions">;

/** Whether the sale says what was bought: a typed amount does not. */
export function itemsAreKnown(lines: readonly CutLine[]): boolean {
  return lines.some((line) => line.itemCode !== null || line.categories.length > 0 || line.brand !== null);
}

export function namesItems({ items, categories, brands }: CouponItems): boolean {
  return items !== null || categories !== null || brands !== null;
}

/** Whether a coupon is of this line: each list that is given must hold it, and shipping never is. */
export function isOf(wanted: CouponItems, line: CutLine): boolean {
  if (line.kind === "shipping") return false;
  return (
    holds(wanted.items, line.itemCode === null ? [] : [line.itemCode]) &&
    holds(wanted.categories, line.categories) &&
    holds(wanted.brands, line.brand === null ? [] : [line.brand])
  );
}

function holds(wanted: readonly string[] | null, has: readonly string[]): boolean {
  return wanted === null || has.some((one) => wanted.includes(one));
}

/** What a coupon takes off by itself. It is never more than is left of the lines it is of. */
export function cutOf({ benefit, conditions }: Cutting, lines: readonly CutLine[]): Cut {
  const { items } = conditions;
  const weights = lines.map((line) => ({
    weight: isOf(items, line) ? line.amountYen : 0,
    group: line.taxPerMille,
  }));
  const whole = weights.reduce((sum, { weight }) => sum + weight, 0);
  switch (benefit.kind) {
    case "amount_off":
      return split(Math.min(benefit.yen, whole), weights);
    case "percent_off": {
      const yen = scaled(whole, benefit.perMille, 1000, "floor");
      return split(Math.min(yen, benefit.ceilingYen ?? yen), weights);
    }
    case "free_item":
      return namesItems(items) && itemsAreKnown(lines)
        ? freePiece(items, lines)
        : { ...nothing(lines), handOver: benefit.name };
    default:
      return nothing(lines);
  }
}

function split(yen: number, weights: readonly { weight: number; group: number }[]): Cut {
  return { yen, byLine: splitByGroup(yen, weights), handOver: null };
}

function nothing(lines: readonly CutLine[]): Cut {
  return { yen: 0, byLine: lines.map(() => 0), handOver: null };
}

/** One piece of the line whose piece costs least; the earlier one between equals. A yen that does not divide is paid. */
function freePiece(wanted: CouponItems, lines: readonly CutLine[]): Cut {
  const pieces = lines.flatMap((line, index) => {
    const yen = Math.floor(line.amountYen / line.quantity);
    return isOf(wanted, line) && yen > 0 ? [{ index, yen }] : [];
  });
  const [first] = pieces;
  if (first === undefined) return nothing(lines);
  const cheapest = pieces.reduce((least, piece) => (piece.yen < least.yen ? piece : least), first);
  const byLine = lines.map((_, index) => (index === cheapest.index ? cheapest.yen : 0));
  return { yen: cheapest.yen, byLine, handOver: null };
}

const order: readonly Coupon["benefit"]["kind"][] = ["free_item", "percent_off", "amount_off"];

/** All that a sale uses: goods first, then per cents, then amounts, each of what is left by those before it. */
export function cutAll(
  chosen: readonly ({ readonly walletId: string } & Cutting)[],
  lines: readonly CutLine[],
): {
  readonly each: readonly ({ readonly walletId: string } & Cut)[];
  readonly byLine: readonly number[];
} {
  const cuts = new Map<string, Cut>();
  let byLine: readonly number[] = lines.map(() => 0);
  for (const coupon of inOrder(chosen)) {
    const left = lines.map((line, index) => ({ ...line, amountYen: line.amountYen - (byLine[index] ?? 0) }));
    const cut = cutOf(coupon, left);
    cuts.set(coupon.walletId, cut);
    byLine = byLine.map((yen, index) => yen + (cut.byLine[index] ?? 0));
  }
  const each = chosen.map(({ walletId }) => ({ walletId, ...(cuts.get(walletId) ?? nothing(lines)) }));
  return { each, byLine };
}

function inOrder<C extends { readonly walletId: string } & Cutting>(chosen: readonly C[]): readonly C[] {
  const place = ({ benefit }: C): number => order.indexOf(benefit.kind);
  return [...chosen].sort((a, b) => place(a) - place(b) || (a.walletId < b.walletId ? -1 : 1));
}
