import type { CalendarDate } from "../dates.ts";
import type { EarnFacts } from "../points/earn/types.ts";
import { windowMiss } from "../points/earn/window.ts";
import { type CutLine, cutOf, isOf, itemsAreKnown, namesItems, type Words } from "./cut.ts";
import type { CouponRefused } from "./reasons.ts";
import type { Coupon, CouponStatus, HeldStatus } from "./schema.ts";

export { type Cut, type CutLine, cutAll, cutOf } from "./cut.ts";
export { benefitWords, conditionWords, refusedSentence } from "./sentences.ts";

/** One member's coupon as its changes have left it. */
export interface Held {
  readonly status: HeldStatus;
  readonly fromOn: CalendarDate | null;
  readonly untilOn: CalendarDate | null;
  /** Of a timed one that was opened (UTC milliseconds). */
  readonly timedUntilMs: number | null;
  readonly reservedFor: string | null;
  readonly reservedUntilMs: number | null;
}

/** The moment at which it is asked, and by whom. */
export interface Standing {
  readonly todayOn: CalendarDate;
  readonly nowMs: number;
  readonly couponStatus: CouponStatus;
  /** How many may still be used by anybody; null is no limit. */
  readonly usedLeft: number | null;
  /** How many this member may still use in the period; null where the row alone counts. */
  readonly usesLeft: number | null;
  /** The payment that asks: what it has put aside itself is its own to use. */
  readonly reservedFor: string | null;
}

/**
 * Why a coupon cannot be used now, whatever is bought; null where it can. Dates and times are true by the clock, whether or
 * not a job has written them. What was put aside for the payment that asks stays usable while it is: a hold is a promise.
 */
export function standingRefusal(coupon: Coupon, held: Held | null, at: Standing): CouponRefused | null {
  if (at.couponStatus !== "issued") return { reason: "stopped" };
  const ended = held === null ? null : endRefusal(held);
  if (ended !== null) return ended;
  const reserved = held !== null && isReserved(held, at.nowMs);
  const own = reserved && held.reservedFor === at.reservedFor;
  if (reserved && !own) return { reason: "in_use" };
  if (at.usedLeft !== null && at.usedLeft <= 0) return { reason: "sold_out" };
  if (held === null && at.usesLeft !== null && at.usesLeft <= 0) return { reason: "limit_reached" };
  if (own) return null;
  const dates = held ?? { fromOn: coupon.validity.from, untilOn: coupon.validity.to };
  const outside = dateRefusal(dates, at.todayOn);
  if (outside !== null) return outside;
  const over = held?.timedUntilMs ?? null;
  return over !== null && over <= at.nowMs ? { reason: "time_over" } : null;
}

function endRefusal({ status, timedUntilMs }: Held): CouponRefused | null {
  if (status === "redeemed") return { reason: "used" };
  if (status === "expired" && timedUntilMs !== null) return { reason: "time_over" };
  return status === "expired" || status === "revoked" ? { reason: status } : null;
}

/** Whether it is put aside at this moment. */
export function isReserved(held: Pick<Held, "status" | "reservedUntilMs">, nowMs: number): boolean {
  return held.status === "reserved" && (held.reservedUntilMs ?? 0) > nowMs;
}

function dateRefusal(
  { fromOn, untilOn }: Pick<Held, "fromOn" | "untilOn">,
  todayOn: CalendarDate,
): CouponRefused | null {
  if (fromOn !== null && todayOn < fromOn) return { reason: "not_started", on: fromOn };
  return untilOn !== null && untilOn < todayOn ? { reason: "expired", on: untilOn } : null;
}

/** The sale that a coupon is used in, before any coupon. */
export interface CouponSale extends Visit {
  /** After their shares of the sale's own discount; null before an amount is known. */
  readonly lines: readonly CutLine[] | null;
  readonly pointsToUse: number;
  /** Whether the code read was one that may spend. */
  readonly maySpend: boolean;
}

export type RankNames = readonly { readonly code: string; readonly name: Words }[];

/** Where, when and by whom: all that can be asked without knowing what is bought. */
export interface Visit {
  /** Public ids of the store and of everything above it in the tree. */
  readonly places: readonly string[];
  readonly channel: "store" | "ec";
  readonly rankCode: string | null;
  /** The shop's ranks from the lowest, by which a refusal names those that it asks for. */
  readonly ladder: RankNames;
  /** Which of the member's purchases this is; 1 is the first. */
  readonly nthPurchase: number;
  readonly businessDate: CalendarDate;
  /** 1 is Monday. */
  readonly weekday: number;
  /** `HH:MM` */
  readonly timeOfDay: string;
}

/** Why a coupon does not fit a sale; null where it does. `opened`: a timed one whose countdown was started. */
export function saleRefusal(
  coupon: Coupon,
  sale: CouponSale,
  own: { readonly opened: boolean },
): CouponRefused | null {
  const elsewhere = visitRefusal(coupon, sale);
  if (elsewhere !== null) return elsewhere;
  if (coupon.mode === "scan" && !sale.maySpend) return { reason: "spend_code_needed" };
  if (coupon.mode === "timed" && !own.opened) return { reason: "not_opened" };
  if (!coupon.withPoints && sale.pointsToUse > 0) return { reason: "not_with_points" };
  return sale.lines === null ? null : linesRefusal(coupon, sale.lines);
}

/** Why it does not fit the place, the day or the member; null where it does. */
export function visitRefusal({ conditions }: Coupon, visit: Visit): CouponRefused | null {
  const { places, channels, firstVisit } = conditions;
  if (places?.some((place) => visit.places.includes(place)) === false) return { reason: "other_store" };
  if (channels?.includes(visit.channel) === false) return { reason: "other_channel" };
  const rank = rankRefusal(conditions, visit);
  if (rank !== null) return rank;
  if (firstVisit && visit.nthPurchase !== 1) return { reason: "not_first_visit" };
  return timeRefusal(conditions, visit);
}

/** Why it is not for a member's rank, naming the ranks that it is for; null where it is. */
export function rankRefusal(
  { ranks }: Pick<Coupon["conditions"], "ranks">,
  { rankCode, ladder }: Pick<Visit, "rankCode" | "ladder">,
): CouponRefused | null {
  if (ranks === null || ranks.includes(rankCode ?? "")) return null;
  const asked = ladder.filter(({ code }) => ranks.includes(code));
  // Ranks that the shop has no more are nothing to rise to.
  if (asked.length === 0) return { reason: "other_rank" };
  const above = ladder.slice(ladder.findIndex(({ code }) => ranks.includes(code)));
  const upwards = asked.length > 1 && asked.length === above.length;
  return { reason: "other_rank", ranks: asked.map(({ name }) => name), upwards };
}

/** Hours that go past midnight belong to the day on which they began, as those of earn rules do. */
function timeRefusal(
  { weekdays, hours }: Pick<Coupon["conditions"], "weekdays" | "hours">,
  { businessDate, weekday, timeOfDay }: Pick<EarnFacts, "businessDate" | "weekday" | "timeOfDay">,
): CouponRefused | null {
  const window = { from: null, to: null, weekdays, hours };
  const missed = windowMiss(window, { businessDate, weekday, timeOfDay });
  return missed === "outside_weekdays" || missed === "outside_hours" ? { reason: missed } : null;
}

function linesRefusal(coupon: Coupon, lines: readonly CutLine[]): CouponRefused | null {
  const { items, spendYenMin } = coupon.conditions;
  const spend = lines.reduce((sum, line) => (line.kind === "item" ? sum + line.amountYen : sum), 0);
  if (spend < spendYenMin) return { reason: "below_minimum", yen: spendYenMin - spend };
  const handsOver = coupon.benefit.kind === "free_item" && !itemsAreKnown(lines);
  if (namesItems(items) && !handsOver && !lines.some((line) => isOf(items, line))) {
    return { reason: "no_matching_item" };
  }
  return takesYen(coupon) && isNothing(coupon, lines) ? { reason: "nothing_left" } : null;
}

function isNothing(coupon: Coupon, lines: readonly CutLine[]): boolean {
  const { yen, handOver } = cutOf(coupon, lines);
  return yen === 0 && handOver === null;
}

/** Whether it takes something off the price, or hands goods over; the others give points. */
export function takesYen({ benefit: { kind } }: Pick<Coupon, "benefit">): boolean {
  return kind === "amount_off" || kind === "percent_off" || kind === "free_item";
}

interface Stacking {
  readonly walletId: string;
  readonly stacking: Coupon["stacking"];
}

/** Why one more does not go with those that were chosen; null where it does. */
export function stackRefusal(chosen: readonly Stacking[], candidate: Stacking): CouponRefused | null {
  const others = chosen.filter(({ walletId }) => walletId !== candidate.walletId);
  return others.every(({ stacking }) => goTogether(stacking, candidate.stacking))
    ? null
    : { reason: "not_with_others" };
}

function goTogether(a: Coupon["stacking"], b: Coupon["stacking"]): boolean {
  if (a.kind === "alone" || b.kind === "alone") return false;
  return !(a.kind === "group" && b.kind === "group" && a.group === b.group);
}

/** Points that a coupon adds by itself, where the sale's base rule gives `basePoints`. */
export function pointsOf({ benefit }: Pick<Coupon, "benefit">, basePoints: number): number {
  if (benefit.kind === "extra_points") return benefit.points;
  if (benefit.kind !== "multiplier") return 0;
  return Math.floor((basePoints * (benefit.perMille - 1000)) / 1000);
}

interface Candidate {
  readonly walletId: string;
  readonly yen: number;
  readonly points: number;
  readonly handOver: unknown;
  readonly untilOn: CalendarDate | null;
  readonly presented: boolean;
  readonly refused: CouponRefused | null;
}

/**
 * The one to suggest: what the member chose on the phone, else the one that is worth most in yen, a point being worth
 * `yenPerPoint`; between equals more yen, then goods, then the one that ends soonest. Null where none is worth anything.
 */
export function bestOf(candidates: readonly Candidate[], yenPerPoint: number): string | null {
  const worth = ({ yen, points }: Candidate): number => yen + points * yenPerPoint;
  const usable = candidates.filter(
    (one) => one.refused === null && (worth(one) > 0 || one.handOver !== null),
  );
  const [best] = usable.sort(
    (a, b) =>
      Number(b.presented) - Number(a.presented) ||
      worth(b) - worth(a) ||
      b.yen - a.yen ||
      Number(b.handOver !== null) - Number(a.handOver !== null) ||
      compare(a.untilOn ?? "9999", b.untilOn ?? "9999") ||
      compare(a.walletId, b.walletId),
  );
  return best?.walletId ?? null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
