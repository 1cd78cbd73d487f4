import type { CalendarDate } from "../dates.ts";
import type { Words } from "./cut.ts";
import type { Coupon, CouponPeriod } from "./schema.ts";

/** A field of an issued coupon that may not be changed so, and why. */
export interface ChangeRefused {
  /** As in the document: `benefit`, `conditions.places` … */
  readonly field: string;
  readonly why: Words;
}

const fixed: Words = {
  ja: "公開後は変更できません。別のクーポンを作ってください",
  en: "It cannot be changed once issued. Please make another coupon",
};
const onlyBetter: Words = {
  ja: "公開後に特典を小さくすることはできません",
  en: "A benefit cannot become smaller once issued",
};
const onlyWider: Words = {
  ja: "公開後に使える条件を狭くすることはできません",
  en: "Conditions cannot become narrower once issued",
};
const onlyLonger: Words = {
  ja: "公開後に使える期間を短くすることはできません",
  en: "The time of use cannot become shorter once issued",
};
const onlyMore: Words = {
  ja: "公開後に枚数を減らすことはできません",
  en: "There cannot be fewer once issued",
};

/**
 * What of a change to an issued coupon is refused; none where it may be made. Words, picture and terms are free. All else
 * may only become better for who has it or has seen it: never a smaller benefit, a narrower condition, a shorter life or
 * less of it. A benefit's and the way of using and giving it stay of their kind: staff and posters were told of it.
 */
export function changesAllowed(before: Coupon, after: Coupon): readonly ChangeRefused[] {
  return [
    ...refusedIf(!isSameOrMore(before.benefit, after.benefit), "benefit", onlyBetter),
    ...refusedIf(before.mode !== after.mode, "mode", fixed),
    ...refusedIf(!atLeast(before.timedMinutes ?? 0, after.timedMinutes ?? 0), "timedMinutes", onlyLonger),
    ...refusedIf(!isIssuedAsWidely(before.issue, after.issue), "issue", fixed),
    ...conditionsRefused(before.conditions, after.conditions),
    ...validityRefused(before.validity, after.validity),
    ...refusedIf(!noLess(before.stock.givenMax, after.stock.givenMax), "stock.givenMax", onlyMore),
    ...refusedIf(!noLess(before.stock.usedMax, after.stock.usedMax), "stock.usedMax", onlyMore),
    ...refusedIf(!isAsOften(before.perMember, after.perMember), "perMember", onlyMore),
    ...refusedIf(!stacksAsWell(before.stacking, after.stacking), "stacking", onlyWider),
    ...refusedIf(before.withPoints && !after.withPoints, "withPoints", onlyWider),
    ...refusedIf(before.onReturn === "comes_back" && after.onReturn === "stays_used", "onReturn", onlyBetter),
  ];
}

function refusedIf(refused: boolean, field: string, why: Words): readonly ChangeRefused[] {
  return refused ? [{ field, why }] : [];
}

function atLeast(before: number, after: number): boolean {
  return after >= before;
}

/** Null is no limit. */
function noLess(before: number | null, after: number | null): boolean {
  return after === null || (before !== null && after >= before);
}

function isSameOrMore(before: Coupon["benefit"], after: Coupon["benefit"]): boolean {
  switch (before.kind) {
    case "amount_off":
      return after.kind === "amount_off" && after.yen >= before.yen;
    case "percent_off":
      return (
        after.kind === "percent_off" &&
        after.perMille >= before.perMille &&
        noLess(before.ceilingYen, after.ceilingYen)
      );
    case "free_item":
      // Another name may be another thing; a mistake in the English one harms nobody.
      return after.kind === "free_item" && after.name.ja === before.name.ja;
    case "extra_points":
      return after.kind === "extra_points" && after.points >= before.points;
    case "multiplier":
      return after.kind === "multiplier" && after.perMille >= before.perMille;
  }
}

function isIssuedAsWidely(before: Coupon["issue"], after: Coupon["issue"]): boolean {
  switch (before.to) {
    case "code":
      return after.to === "code" && after.code === before.code;
    case "rank_up":
      return after.to === "rank_up" && isWider(before.ranks, after.ranks);
    case "draw":
      return (
        after.to === "draw" &&
        after.oddsPerMille >= before.oddsPerMille &&
        noLess(before.winnersMax, after.winnersMax)
      );
    case "birthday":
      return after.to === "birthday" && after.daysBefore >= before.daysBefore;
    default:
      return after.to === before.to;
  }
}

function conditionsRefused(
  before: Coupon["conditions"],
  after: Coupon["conditions"],
): readonly ChangeRefused[] {
  const wider: Readonly<Record<string, boolean>> = {
    spendYenMin: after.spendYenMin <= before.spendYenMin,
    places: isWider(before.places, after.places),
    channels: isWider(before.channels, after.channels),
    ranks: isWider(before.ranks, after.ranks),
    "items.items": isWider(before.items.items, after.items.items),
    "items.categories": isWider(before.items.categories, after.items.categories),
    "items.brands": isWider(before.items.brands, after.items.brands),
    firstVisit: before.firstVisit || !after.firstVisit,
    weekdays: isWider(before.weekdays, after.weekdays),
    hours: coversHours(before.hours, after.hours),
  };
  return Object.entries(wider).flatMap(([field, allowed]) =>
    refusedIf(!allowed, `conditions.${field}`, onlyWider),
  );
}

/** Null asks nothing, so it is the widest. */
function isWider<One>(before: readonly One[] | null, after: readonly One[] | null): boolean {
  return after === null || before?.every((one) => after.includes(one)) === true;
}

type Hours = Coupon["conditions"]["hours"];
const minutesOfDay = 24 * 60;

/** Whether every minute that was allowed still is. */
function coversHours(before: Hours, after: Hours): boolean {
  if (after === null) return true;
  if (before === null) return minutesIn(after).every(Boolean);
  const now = minutesIn(after);
  return minutesIn(before).every((allowed, minute) => !allowed || now[minute] === true);
}

function minutesIn(hours: NonNullable<Hours>): readonly boolean[] {
  return Array.from({ length: minutesOfDay }, (_, minute) =>
    hours.some(({ from, to }) => {
      const [first, end] = [minuteOf(from), minuteOf(to)];
      return first < end ? minute >= first && minute < end : minute >= first || minute < end;
    }),
  );
}

function minuteOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
}

function validityRefused(before: Coupon["validity"], after: Coupon["validity"]): readonly ChangeRefused[] {
  return [
    ...refusedIf(!startsNoLater(before.from, after.from), "validity.from", onlyLonger),
    ...refusedIf(!endsNoSooner(before.to, after.to), "validity.to", onlyLonger),
    ...refusedIf(!noLess(before.daysFromIssue, after.daysFromIssue), "validity.daysFromIssue", onlyLonger),
  ];
}

function startsNoLater(before: CalendarDate | null, after: CalendarDate | null): boolean {
  return after === null || (before !== null && after <= before);
}

function endsNoSooner(before: CalendarDate | null, after: CalendarDate | null): boolean {
  return after === null || (before !== null && after >= before);
}

/** Periods whose limit of the same number is never below that of the first: a week may lie in two months, so it is not there. */
const looser: Readonly<Record<CouponPeriod, readonly CouponPeriod[]>> = {
  ever: ["ever", "year", "month", "week", "day"],
  year: ["year", "month", "day"],
  month: ["month", "day"],
  week: ["week", "day"],
  day: ["day"],
};

function isAsOften(before: Coupon["perMember"], after: Coupon["perMember"]): boolean {
  return after.max >= before.max && looser[before.period].includes(after.period);
}

function stacksAsWell(before: Coupon["stacking"], after: Coupon["stacking"]): boolean {
  if (before.kind === "alone" || after.kind === "any") return true;
  return before.kind === "group" && after.kind === "group" && before.group === after.group;
}
