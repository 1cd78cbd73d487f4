import { dayOf, grouped } from "../points/programme/words.ts";
import type { Leaf, Period } from "./schema.ts";
import type { SegmentNames } from "./sentence.ts";

const sexes = { female: "female", male: "male", other: "other", unknown: "not given" } as const;
const languages = { ja: "Japanese", en: "English" } as const;
const topics = { offers: "offers", reminders: "reminders", news: "news" } as const;
const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** A condition as it stands in a sentence. */
export function leafEn(leaf: Leaf, names: SegmentNames): string {
  switch (leaf.kind) {
    case "sex":
      return `sex is ${either(leaf.is.map((sex) => sexes[sex]))}`;
    case "language":
      return `language is ${either(leaf.is.map((language) => languages[language]))}`;
    case "age":
      return `aged ${between(leaf, "year")}`;
    case "rank":
      return `rank is ${either(leaf.is.map(names.rank))}`;
    case "tag":
      return `has the tag ${names.tag(leaf.tag)}`;
    case "topic":
      return `${leaf.wanted ? "wants" : "has stopped"} ${topics[leaf.topic]}`;
    case "friend":
      return "can be reached in LINE";
    case "store":
      return leaf.did === "last"
        ? `last came to ${either(leaf.nodes.map(names.node))}${within(leaf.days)}`
        : `came to ${either(leaf.nodes.map(names.node))}${within(leaf.days)}`;
    case "joined_between":
      return `joined from ${dayOf(leaf.from)} to ${dayOf(leaf.to)}`;
    case "joined_ago":
      return `joined ${between(leaf, "day")} ago`;
    case "birthday_month":
      return `born in ${either(leaf.months.map((month) => months[month - 1] ?? ""))}`;
    case "birthday_in":
      return leaf.from === 0
        ? `birthday within ${counted(leaf.to, "day")}`
        : `birthday in ${leaf.from} to ${counted(leaf.to, "day")}`;
    case "visits":
      return `${between(leaf, "visit")} ${inPeriod(leaf.in)}`;
    case "spend":
      return `spent ${between(leaf, "yen")} ${inPeriod(leaf.in)}`;
    case "last_visit":
      return `last came ${between(leaf, "day")} ago`;
    case "never_visited":
      return "has never come";
    case "bought":
      return `bought ${either([...leaf.items, ...leaf.categories])} at least ${counted(leaf.times, "time")}${within(leaf.days)}`;
    case "balance":
      return `has ${between(leaf, "point")}`;
    case "expiring":
      return `at least ${counted(leaf.points, "point")} expire within ${counted(leaf.days, "day")}`;
    case "coupon":
      return couponEn(leaf, names);
    case "stamps":
      return leaf.missing === null
        ? `${between(leaf, "stamp")} on ${names.card(leaf.cardId)}`
        : `at most ${counted(leaf.missing, "stamp")} missing on ${names.card(leaf.cardId)}`;
    case "message":
      return `${leaf.did === "received" ? "was sent" : "opened a link of"} ${leaf.campaignId === null ? "any campaign" : names.campaign(leaf.campaignId)}${within(leaf.days)}`;
    case "campaign":
      return `${{ sent: "was sent", held_out: "was in the comparison group of", left_out: "was left out of" }[leaf.as]} ${names.campaign(leaf.campaignId)}`;
    case "holdout":
      return "is in the comparison group";
    case "rfm":
      return `RFM ${scores("R", leaf.r)}${scores("F", leaf.f)}${scores("M", leaf.m)}`.trim();
    case "bucket":
      return `${(leaf.to - leaf.from) / 100}% by chance (${leaf.salt})`;
    case "list":
      return `is in the list ${names.list(leaf.listId)}`;
    case "segment":
      return `is in the segment ${names.segment(leaf.segmentId)}`;
  }
}

function couponEn({ couponId, state, days }: Extract<Leaf, { kind: "coupon" }>, names: SegmentNames): string {
  const coupon = names.coupon(couponId);
  if (state === "never") return `never had the coupon ${coupon}`;
  if (state === "held") {
    const left = days === null ? "" : ` with at most ${counted(days, "day")} left`;
    return `holds the coupon ${coupon}${left}`;
  }
  return state === "used"
    ? `used the coupon ${coupon}${within(days)}`
    : `let the coupon ${coupon} expire${within(days)}`;
}

function scores(letter: string, of: readonly number[]): string {
  return of.length === 0 ? "" : `${letter}${of.join("/")} `;
}

function either(of: readonly string[]): string {
  return of.join(" or ");
}

function within(days: number | null): string {
  return days === null ? "" : ` in the last ${counted(days, "day")}`;
}

function inPeriod(period: Period): string {
  if (period.over === "ever") return "ever";
  if (period.over === "days") return `in ${counted(period.days, "day")}`;
  return `from ${dayOf(period.from)} to ${dayOf(period.to)}`;
}

function between(
  { min, max }: { readonly min: number | null; readonly max: number | null },
  unit: string,
): string {
  if (min !== null && max !== null) {
    return min === max ? counted(min, unit) : `${grouped(min)} to ${counted(max, unit)}`;
  }
  if (min !== null) return `at least ${counted(min, unit)}`;
  return max === null ? `any number of ${unit}s` : `at most ${counted(max, unit)}`;
}

function counted(count: number, unit: string): string {
  return `${grouped(count)} ${count === 1 || unit === "yen" ? unit : `${unit}s`}`;
}
