import type { CalendarDate } from "../../../shared/dates.ts";
import { splitProRata } from "../../../shared/money.ts";
import { poolMaxesOf } from "../../../shared/points/earn/caps.ts";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import type { Award, EarnFacts, PoolDraw, ReducedLine } from "../../../shared/points/earn/types.ts";
import type { Draw } from "../../../shared/points/lots.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { withAdded } from "../../../shared/points/windows.ts";
import type { Account, OpenedLot } from "../points/index.ts";
import {
  isAllBack,
  isEmpty,
  isWorthless,
  keptAfter,
  type ReturnAsked,
  type ReturnedLine,
  returnedLines,
} from "./refund-lines.core.ts";
import { netYenOf, type SaleRefused } from "./sale.core.ts";

/** A sale as it was made, and by what it was decided: asked again when something of it comes back. */
export interface SoldSale {
  readonly programme: Programme;
  readonly facts: EarnFacts;
  readonly award: Award;
  readonly lines: readonly ReducedLine[];
  readonly pointsUsed: number;
  /** What has been given by now, to anybody, from the pools that the sale may draw on. */
  readonly poolsNow: EarnFacts["pools"];
}

/** An earlier return of the same sale. */
export interface EarlierReturn {
  readonly lines: readonly ReturnedLine[];
  readonly givenBackByLot: readonly Draw[];
  /** What was claimed of the points earned, by the lots they were given in, whether or not they were still there. */
  readonly claims: readonly Draw[];
  /** What pools got back; below zero, what was drawn for a rule that counts on what is kept and did not before. */
  readonly pools: readonly PoolDraw[];
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
  /** As in `EarlierReturn`. */
  readonly pools: readonly PoolDraw[];
  /** Nothing of worth is left of the sale. */
  readonly isLast: boolean;
  /** Nothing at all is left of it, what cost nothing included: what coupons wait for to come back. */
  readonly isWhole: boolean;
}

/**
 * What comes back when a part of a sale does (requirement 2.5). The award is asked again, by the same rules and facts,
 * about what the customer keeps: what was given beyond it and not claimed so far is claimed now. Points used come back as
 * the part they paid does, rounded down, and with the last return to the last point.
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
  const isOver = isWorthless(sold.lines) ? isAllBack : isWorthless;
  const isLast = isOver(after);
  const { facts } = sold;
  const amountYen = sumOf(lines, (line) => line.amountYen - line.discountYen);
  if (isOver(before) || lines.every(isEmpty)) return { refused: "refund.nothing" };
  // What cost nothing has no share of anything by which parts of it could be told apart afterwards.
  if (isWorthless(sold.lines) && !isLast) return { refused: "refund.whole_only" };
  const award = isLast ? nothing : quoteKept(sold, earlier, after, sold.poolsNow);
  const claims = claimsOf(sold, opens, earlier, award);
  const claimed = pointsOf(claims) + sumOf(earlier, (one) => pointsOf(one.claims));
  return {
    lines,
    amountYen,
    payBackYen: amountYen - sumOf(lines, ({ pointsYen }) => pointsYen),
    netYen: netYenOf(before, facts.amountsAre) - netYenOf(after, facts.amountsAre),
    giveBack: givenBack(sold, spentDraws, earlier, lines, isLast),
    claims,
    pools: poolsBack(sold, earlier, award, sold.award.points - claimed),
    isLast,
    isWhole: isAllBack(after),
  };
}

const nothing: Award = { points: 0, baseYen: 0, lines: [], whyNot: [], draws: [], yenToNextPoint: null };

/** What is left of a sale after returns, and what the customer keeps for it; null where nothing of worth is left. */
export function keptOf(
  sold: Omit<SoldSale, "pointsUsed" | "poolsNow">,
  earlier: readonly EarlierReturn[],
): Pick<SoldSale, "award" | "lines"> | null {
  if (earlier.length === 0) return sold;
  const lines = keptAfter(
    sold.lines,
    earlier.flatMap((one) => one.lines),
  );
  if (isWorthless(sold.lines) || isWorthless(lines)) return null;
  // As if all else of every pool had gone to others: what the returns drew is what counts.
  const all = Object.fromEntries(poolMaxesOf(sold.programme, sold.facts));
  return { lines: lines.filter((line) => !isEmpty(line)), award: quoteKept(sold, earlier, lines, all) };
}

/**
 * The award on what is kept. Of a pool it may have what the sale holds of it already, and more only where there was more
 * when the sale was made and still is: `poolsNow` has what was given to anybody.
 */
function quoteKept(
  sold: Omit<SoldSale, "pointsUsed" | "poolsNow">,
  earlier: readonly EarlierReturn[],
  lines: readonly ReducedLine[],
  poolsNow: EarnFacts["pools"],
): Award {
  const { programme, facts } = sold;
  const pools = poolMaxesOf(programme, facts).map(([pool, pointsMax]) => {
    const others = Math.min(poolsNow[pool] ?? 0, pointsMax) - heldOf(pool, sold.award, earlier);
    return [pool, Math.max(facts.pools[pool] ?? 0, others)] as const;
  });
  return quoteEarn(
    programme,
    { ...facts, pools: Object.fromEntries(pools) },
    lines.filter((line) => !isEmpty(line)),
  );
}

/** What a sale holds of a pool: what it drew, less what went back. */
function heldOf(pool: string, award: Award, earlier: readonly EarlierReturn[]): number {
  const inPool = (draws: readonly PoolDraw[]): number => pointsOf(draws.filter((draw) => draw.pool === pool));
  return inPool(award.draws) - sumOf(earlier, (one) => inPool(one.pools));
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

/**
 * What is claimed of the points earned: all that was given beyond the award on what is kept, less earlier claims. By lots
 * it is what each was given too much; where another rule counts now, whose points would have been a lot of their own, they
 * stay in the lots that there are, pro rata.
 */
function claimsOf(
  { award, programme, facts }: SoldSale,
  opens: readonly OpenedLot[],
  earlier: readonly EarlierReturn[],
  kept: Award,
): readonly Draw[] {
  const before = earlier.flatMap(({ claims }) => claims);
  const keptGifts = giftsOf(kept, programme, facts);
  // Lots were opened in the order of the gifts, those of nothing left out.
  const over = giftsOf(award, programme, facts).map((gift, index) => {
    const still = keptGifts.find((other) => kindOf(other) === kindOf(gift))?.points ?? 0;
    return Math.max(0, gift.points - still - pointsIn(before, opens[index]?.lotId ?? ""));
  });
  const parts = splitProRata(Math.max(0, award.points - kept.points - pointsOf(before)), over);
  return opens.flatMap(({ lotId }, index) => drawOf(lotId, parts[index] ?? 0));
}

function kindOf({ points: _, ...kind }: ReturnType<typeof giftsOf>[number]): string {
  return JSON.stringify(kind);
}

/** What goes back to pools, and is drawn from others, so that of each the sale holds what it keeps from it. */
function poolsBack(
  { award, programme, facts }: SoldSale,
  earlier: readonly EarlierReturn[],
  kept: Award,
  pointsLeft: number,
): readonly PoolDraw[] {
  return poolMaxesOf(programme, facts).flatMap(([pool, pointsMax]) => {
    const still = pointsOf(kept.draws.filter((draw) => draw.pool === pool));
    // What counts now may be more than was given; no more is given at a return, or drawn for it.
    const points = heldOf(pool, award, earlier) - Math.min(still, pointsLeft);
    return points === 0 ? [] : [{ pool, points, pointsMax }];
  });
}

/** What is left of visits when a return is over. */
export interface VisitLeft {
  /** The sale's day has no purchase any more. */
  readonly isOver: boolean;
  readonly lastVisitOn: CalendarDate | null;
  readonly lastStoreId: number | null;
}

/** The account's counters after a return: the visit goes with the last of its sale. `on` is the sale's day. */
export function rolledBack(
  account: Account,
  { payBackYen, netYen, isLast }: ReturnDecided,
  { isOver, lastVisitOn, lastStoreId }: VisitLeft,
  on: CalendarDate,
  today: CalendarDate,
): Account {
  return {
    ...account,
    purchases: account.purchases - (isLast ? 1 : 0),
    visits: account.visits - (isOver ? 1 : 0),
    spendYen: account.spendYen - payBackYen,
    ...{ lastVisitOn, lastStoreId },
    windows: withAdded(account.windows, { on, visits: isOver ? -1 : 0, netYen: -netYen }, today),
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

function pointsOf(draws: readonly { readonly points: number }[]): number {
  return sumOf(draws, ({ points }) => points);
}

function sumOf<T>(items: readonly T[], of: (item: T) => number): number {
  return items.reduce((sum, item) => sum + of(item), 0);
}
