import { addDays, type CalendarDate, startOfDay } from "../dates.ts";
import { windowFrom, windowsOn } from "../points/windows.ts";
import { birthdayRanges } from "./birthdays.ts";
import { bucketIn } from "./bucket.ts";
import type { CouponFact, MemberFacts } from "./facts.ts";
import { holdoutSalt, type SegmentMoment } from "./moment.ts";
import { rfmOf } from "./rfm.ts";
import type { Leaf, Period, Segment } from "./schema.ts";

/** Whether a member is in a segment. Whoever has left is in none. */
export function evaluate(tree: Segment, facts: MemberFacts, at: SegmentMoment): boolean {
  return !facts.hasLeft && holds(tree, facts, at, 0);
}

/** Segments that name each other in a circle cannot be saved; where one stood there all the same, it would end here. */
export const nestedMax = 20;

function holds(tree: Segment, facts: MemberFacts, at: SegmentMoment, depth: number): boolean {
  if ("all" in tree) return tree.all.every((part) => holds(part, facts, at, depth));
  if ("any" in tree) return tree.any.some((part) => holds(part, facts, at, depth));
  if ("not" in tree) return !holds(tree.not, facts, at, depth);
  if (tree.kind !== "segment") return leafHolds(tree, facts, at);
  const nested = at.segments.get(tree.segmentId);
  return nested !== undefined && depth < nestedMax && holds(nested, facts, at, depth + 1);
}

type Of<K extends Leaf["kind"]> = Extract<Leaf, { readonly kind: K }>;

function leafHolds(leaf: Exclude<Leaf, Of<"segment">>, facts: MemberFacts, at: SegmentMoment): boolean {
  switch (leaf.kind) {
    case "sex":
      return leaf.is.includes(facts.sex ?? "unknown");
    case "language":
      return leaf.is.includes(facts.language);
    case "age":
      return within(ageOf(facts, at.todayOn), leaf);
    case "rank":
      return facts.rank !== null && leaf.is.includes(facts.rank);
    case "tag":
      return facts.tags.includes(leaf.tag);
    case "topic":
      return facts.refused.includes(leaf.topic) !== leaf.wanted;
    case "friend":
      return facts.isFriend;
    case "joined_between":
      return facts.joinedOn >= leaf.from && facts.joinedOn <= leaf.to;
    case "joined_ago":
      return isAgo(facts.joinedOn, leaf, at.todayOn);
    case "birthday_month":
      return facts.birthday !== null && leaf.months.includes(Number(facts.birthday.slice(0, 2)));
    case "birthday_in":
      return hasBirthdayIn(leaf, facts.birthday, at.todayOn);
    case "holdout":
      return dealt(holdoutSalt, facts, at) < at.holdoutBuckets;
    case "bucket":
      return dealt(leaf.salt, facts, at) >= leaf.from && dealt(leaf.salt, facts, at) < leaf.to;
    case "list":
      return facts.lists.includes(leaf.listId);
    default:
      return doingHolds(leaf, facts, at);
  }
}

type Doing = Of<
  | "store"
  | "visits"
  | "spend"
  | "last_visit"
  | "never_visited"
  | "bought"
  | "balance"
  | "expiring"
  | "coupon"
  | "stamps"
  | "rfm"
  | "message"
  | "campaign"
>;

function doingHolds(leaf: Doing, facts: MemberFacts, at: SegmentMoment): boolean {
  switch (leaf.kind) {
    case "store":
      return atStore(leaf, facts, at);
    case "visits":
      return within(sumsIn(leaf.in, facts, at).visits, leaf);
    case "spend":
      return within(sumsIn(leaf.in, facts, at).netYen, leaf);
    case "last_visit":
      return facts.lastVisitOn !== null && isAgo(facts.lastVisitOn, leaf, at.todayOn);
    case "never_visited":
      return facts.lastVisitOn === null;
    case "bought":
      return hasBought(leaf, facts, at);
    case "balance":
      return within(facts.usablePoints, leaf);
    case "expiring":
      return isExpiring(leaf, facts, at);
    case "coupon":
      return hasCoupon(leaf, facts, at);
    case "stamps":
      return hasStamps(leaf, facts, at);
    case "rfm":
      return isInCell(leaf, facts, at);
    case "message":
      return hadMessage(leaf, facts, at);
    case "campaign":
      return wasOf(leaf, facts);
  }
}

interface Bounds {
  readonly min: number | null;
  readonly max: number | null;
}

function within(value: number | null, { min, max }: Bounds): boolean {
  return value !== null && (min === null || value >= min) && (max === null || value <= max);
}

function isAgo(on: CalendarDate, { min, max }: Bounds, today: CalendarDate): boolean {
  return (min === null || on <= addDays(today, -min)) && (max === null || on >= addDays(today, -max));
}

function ageOf({ birthYear, birthday }: MemberFacts, today: CalendarDate): number | null {
  if (birthYear === null) return null;
  const isToCome = birthday !== null && birthday > today.slice(5);
  return Number(today.slice(0, 4)) - birthYear - (isToCome ? 1 : 0);
}

function hasBirthdayIn(
  { from, to }: Of<"birthday_in">,
  birthday: string | null,
  today: CalendarDate,
): boolean {
  if (birthday === null) return false;
  return birthdayRanges(today, from, to).some(([first, last]) => birthday >= first && birthday <= last);
}

function dealt(salt: string, { bucketSeed }: MemberFacts, { deals }: SegmentMoment): number {
  const deal = deals.get(salt);
  if (deal === undefined) throw new Error(`the moment does not know how ${salt} deals`);
  return bucketIn(deal, bucketSeed);
}

function atStore({ nodes, did, days }: Of<"store">, facts: MemberFacts, { todayOn }: SegmentMoment): boolean {
  const isAmong = (place: readonly string[]): boolean => place.some((node) => nodes.includes(node));
  const from = days === null ? "" : windowFrom(todayOn, days);
  if (did === "visited") return facts.sales.some((sale) => sale.on >= from && isAmong(sale.nodes));
  return facts.lastVisitOn !== null && facts.lastVisitOn >= from && isAmong(facts.lastStore);
}

function sumsIn(period: Period, { days }: MemberFacts, { todayOn }: SegmentMoment) {
  const from = period.over === "days" ? windowFrom(todayOn, period.days) : "";
  const counted = days.filter(
    ({ on }) => on >= from && (period.over !== "dates" || (on >= period.from && on <= period.to)),
  );
  return {
    visits: counted.filter(({ purchases }) => purchases > 0).length,
    netYen: counted.reduce((sum, { netYen }) => sum + netYen, 0),
  };
}

function hasBought(leaf: Of<"bought">, { sales }: MemberFacts, { todayOn }: SegmentMoment): boolean {
  const from = leaf.days === null ? "" : windowFrom(todayOn, leaf.days);
  const counted = sales.filter(
    ({ on, items, categories }) =>
      on >= from &&
      (items.some((item) => leaf.items.includes(item)) ||
        categories.some((category) => leaf.categories.includes(category))),
  );
  return counted.length >= leaf.times;
}

/** Lots are only looked at where the account's next expiry and balance let there be as many: so it is asked of a million. */
function isExpiring({ days, points }: Of<"expiring">, facts: MemberFacts, { todayOn }: SegmentMoment) {
  const last = addDays(todayOn, days);
  if (facts.nextExpiresOn === null || facts.nextExpiresOn > last || facts.balance < points) return false;
  const soon = facts.lots.filter(
    ({ activatesOn, expiresOn }) => activatesOn <= todayOn && expiresOn >= todayOn && expiresOn <= last,
  );
  return soon.reduce((sum, { remaining }) => sum + remaining, 0) >= points;
}

function hasCoupon({ couponId, state, days }: Of<"coupon">, facts: MemberFacts, at: SegmentMoment): boolean {
  const own = facts.coupons.filter((coupon) => coupon.couponId === couponId);
  return state === "never" ? own.length === 0 : own.some((coupon) => isCoupon(coupon, state, days, at));
}

function isCoupon(
  { status, untilOn, usedAtMs }: CouponFact,
  state: "held" | "used" | "expired",
  days: number | null,
  { todayOn, timeZone }: SegmentMoment,
): boolean {
  const isOpen = status === "held" || status === "reserved";
  if (state === "held") {
    if (!isOpen || (untilOn !== null && untilOn < todayOn)) return false;
    return days === null || (untilOn !== null && untilOn <= addDays(todayOn, days));
  }
  if (state === "used") {
    if (status !== "redeemed") return false;
    return (
      days === null || (usedAtMs !== null && usedAtMs >= startOfDay(windowFrom(todayOn, days), timeZone))
    );
  }
  const isOver = status === "expired" || (isOpen && untilOn !== null && untilOn < todayOn);
  return isOver && (days === null || (untilOn !== null && untilOn >= windowFrom(todayOn, days)));
}

function hasStamps(leaf: Of<"stamps">, facts: MemberFacts, { goals }: SegmentMoment): boolean {
  const card = facts.stamps.find(({ cardId, status }) => cardId === leaf.cardId && status === "open");
  if (card === undefined || !within(card.stamps, leaf)) return false;
  if (leaf.missing === null) return true;
  const goal = goals.get(leaf.cardId);
  return goal !== undefined && card.stamps >= goal - leaf.missing;
}

function isInCell({ r, f, m }: Of<"rfm">, facts: MemberFacts, { todayOn, rfm }: SegmentMoment): boolean {
  const { visitsIn, netYenIn } = windowsOn(facts.days, todayOn);
  const cell = rfmOf(rfm, facts.lastVisitOn, visitsIn[2], netYenIn[2], todayOn);
  if (cell === null) return false;
  const isOf = (scores: readonly number[], score: number) => scores.length === 0 || scores.includes(score);
  return isOf(r, cell.r) && isOf(f, cell.f) && isOf(m, cell.m);
}

function hadMessage(
  { campaignId, did, days }: Of<"message">,
  facts: MemberFacts,
  at: SegmentMoment,
): boolean {
  const sinceMs = days === null ? 0 : startOfDay(windowFrom(at.todayOn, days), at.timeZone);
  const isOf = (one: { readonly campaignId: string }) => campaignId === null || one.campaignId === campaignId;
  if (did === "clicked") return facts.clicks.some((click) => isOf(click) && click.lastAtMs >= sinceMs);
  return facts.sendings.some((one) => isOf(one) && one.sentAtMs !== null && one.sentAtMs >= sinceMs);
}

function wasOf({ campaignId, as }: Of<"campaign">, { sendings }: MemberFacts): boolean {
  const own = sendings.filter((one) => one.campaignId === campaignId);
  if (as === "sent") return own.some(({ sentAtMs }) => sentAtMs !== null);
  return own.some(({ reason }) => reason !== null && (reason === "held_out") === (as === "held_out"));
}
