import { splitProRata } from "../../../shared/money.ts";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import type { Award, EarnFacts, PoolDraw, ReducedLine } from "../../../shared/points/earn/types.ts";
import type { Draw } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Account, OpenedLot } from "../points/index.ts";
import { netYenOf, type SaleRefused } from "./sale.core.ts";

/** A sale as it was made, and by what it was decided: asked again when something of it comes back. */
export interface SoldSale {
  readonly programme: Programme;
  readonly facts: EarnFacts;
  readonly award: Award;
  readonly lines: readonly ReducedLine[];
  readonly pointsUsed: number;
}

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

/** An earlier return of the same sale. */
export interface EarlierReturn {
  readonly lines: readonly ReturnedLine[];
  readonly givenBackByLot: readonly Draw[];
  /** What was claimed of the points earned, by the lots they were given in, whether or not they were still there. */
  readonly claims: readonly Draw[];
  readonly pools: readonly PoolDraw[];
  /** Claimed and not asked for, because it had lapsed unused. */
  readonly waived: number;
}

/** What a return moves, before the ledger says what of it there is. */
export interface ReturnDecided {
  readonly lines: readonly ReturnedLine[];
  /** Of the goods, after the sale's discount. */
  readonly amountYen: number;
  /** In money: the amount less what points had paid of it. */
  readonly payBackYen: number;
  readonly netYen: number;
  readonly giveBack: readonly Draw[];
  readonly claims: readonly Draw[];
  readonly waivedBefore: number;
  readonly pools: readonly PoolDraw[];
  /** Nothing of worth is left of the sale. */
  readonly isLast: boolean;
}

/**
 * What comes back when a part of a sale does (requirement 2.5). The award is asked again, by the same rules and facts,
 * about what the customer keeps: the difference to what was claimed so far is claimed now. Points used come back as the
 * part they paid does, rounded down, and with the last return to the last point.
 */
export function decideReturn(
  sold: SoldSale,
  spentDraws: readonly Draw[],
  opens: readonly OpenedLot[],
  earlier: readonly EarlierReturn[],
  asked: readonly ReturnAsked[],
): ReturnDecided | SaleRefused {
  const before = keptAfter(
    sold.lines,
    earlier.flatMap(({ lines }) => lines),
  );
  const lines = returnedLines(sold.lines, before, asked);
  if ("refused" in lines) return lines;
  const after = keptAfter(before, lines);
  const isLast = after.every(({ amountYen, discountYen }) => amountYen === discountYen);
  const kept = after.filter(({ amountYen, quantity }) => amountYen > 0 || quantity > 0);
  const { programme, facts } = sold;
  const award = isLast ? nothing : quoteEarn(programme, facts, kept);
  const amountYen = sumOf(lines, (line) => line.amountYen - line.discountYen);
  if (amountYen === 0) return { refused: "refund.nothing" };
  return {
    lines,
    amountYen,
    payBackYen: amountYen - sumOf(lines, ({ pointsYen }) => pointsYen),
    netYen: netYenOf(before, facts.amountsAre) - netYenOf(after, facts.amountsAre),
    giveBack: givenBack(sold, spentDraws, earlier, lines, isLast),
    claims: claimsOf(sold, opens, earlier, award),
    waivedBefore: earlier.reduce((sum, { waived }) => sum + waived, 0),
    pools: poolsBack(sold.award, award, earlier),
    isLast,
  };
}

const nothing: Award = { points: 0, baseYen: 0, lines: [], whyNot: [], draws: [], yenToNextPoint: null };

/** Everything that is left of a sale, as lines that come back. */
export function allOf(lines: readonly ReducedLine[]): readonly ReturnAsked[] {
  return lines.map(({ lineId }) => ({ lineId }));
}

/** The lines as they stand after returns; those that came back whole stay with nothing in them. */
function keptAfter(lines: readonly ReducedLine[], returned: readonly ReturnedLine[]): readonly ReducedLine[] {
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

function returnedLines(
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

/** Points used that come back, by the lots they came from: pro rata over what each still has to get. */
function givenBack(
  { lines, programme, pointsUsed }: SoldSale,
  spentDraws: readonly Draw[],
  earlier: readonly EarlierReturn[],
  now: readonly ReturnedLine[],
  isLast: boolean,
): readonly Draw[] {
  const paidYen = sumOf(lines, ({ pointsYen }) => pointsYen);
  const all = [...earlier.flatMap((one) => one.lines), ...now];
  const backYen = sumOf(all, ({ pointsYen }) => pointsYen);
  const before = earlier.flatMap(({ givenBackByLot }) => givenBackByLot);
  const toDate = isLast || backYen === paidYen ? pointsUsed : Math.floor(backYen / programme.use.yenPerPoint);
  const points = Math.max(0, toDate - sumOf(before, (draw) => draw.points));
  const owed = spentDraws.map((draw) => draw.points - pointsIn(before, draw.lotId));
  const parts = splitProRata(points, owed);
  return spentDraws.flatMap(({ lotId }, index) => drawOf(lotId, parts[index] ?? 0));
}

/** What is claimed of the points earned, by the lots they were given in: what each was given too much, less earlier claims. */
function claimsOf(
  { award, programme, facts }: SoldSale,
  opens: readonly OpenedLot[],
  earlier: readonly EarlierReturn[],
  kept: Award,
): readonly Draw[] {
  const before = earlier.flatMap(({ claims }) => claims);
  const keptGifts = giftsOf(kept, programme, facts);
  const soldGifts = giftsOf(award, programme, facts);
  // Lots were opened in the order of the gifts, those of nothing left out.
  return soldGifts.flatMap((gift, index) => {
    const lot = opens[index];
    const still = keptGifts.find((other) => kindOf(other) === kindOf(gift))?.points ?? 0;
    if (lot === undefined) return [];
    return drawOf(lot.lotId, Math.max(0, gift.points - still - pointsIn(before, lot.lotId)));
  });
}

function kindOf({ points: _, ...kind }: ReturnType<typeof giftsOf>[number]): string {
  return JSON.stringify(kind);
}

function poolsBack(sold: Award, kept: Award, earlier: readonly EarlierReturn[]): readonly PoolDraw[] {
  return sold.draws.flatMap((draw) => {
    const inPool = (draws: readonly PoolDraw[]): number =>
      sumOf(
        draws.filter(({ pool }) => pool === draw.pool),
        ({ points }) => points,
      );
    const points = draw.points - inPool(kept.draws) - inPool(earlier.flatMap(({ pools }) => pools));
    return points > 0 ? [{ ...draw, points }] : [];
  });
}

/** The account's counters after a return: the visit goes with the last of its sale. */
export function rolledBack(
  account: Account,
  { payBackYen, isLast }: ReturnDecided,
  visit: { readonly isOver: boolean; readonly lastVisitOn: string | null },
): Account {
  return {
    ...account,
    purchases: account.purchases - (isLast ? 1 : 0),
    visits: account.visits - (visit.isOver ? 1 : 0),
    spendYen: account.spendYen - payBackYen,
    lastVisitOn: visit.lastVisitOn,
  };
}

function drawOf(lotId: string, points: number): readonly Draw[] {
  return points > 0 ? [{ lotId, points }] : [];
}

function pointsIn(draws: readonly Draw[], lotId: string): number {
  return sumOf(
    draws.filter((draw) => draw.lotId === lotId),
    ({ points }) => points,
  );
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
