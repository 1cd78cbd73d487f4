import type { Leaf, Period, Segment } from "../../shared/segments/schema.ts";
import type { Random } from "../model/random.ts";
import { people } from "./segment-people.ts";

/** Conditions and trees at random, about the people of segment-people.ts. */

type Make = (random: Random, today: string) => Leaf;

export const leafMakers: Readonly<Record<Leaf["kind"], Make>> = {
  sex: (random) => ({ kind: "sex", is: someOf(random, ["female", "male", "other", "unknown"] as const) }),
  language: (random) => ({ kind: "language", is: someOf(random, ["ja", "en"] as const) }),
  age: (random) => ({ kind: "age", ...bounds(random, [20, 30, 40, 56, 76]) }),
  rank: (random) => ({ kind: "rank", is: someOf(random, ["regular", ...people.ranks]) }),
  tag: (random) => ({ kind: "tag", tag: one(random, people.tags) }),
  topic: (random) => {
    const topic = one(random, ["offers", "reminders", "news"] as const);
    return { kind: "topic", topic, wanted: random.chance(50) };
  },
  friend: () => ({ kind: "friend" }),
  store: (random) => ({
    kind: "store",
    nodes: someOf(random, people.nodes),
    did: one(random, ["last", "visited"] as const),
    days: one(random, [null, 1, 30, 31, 90, 366]),
  }),
  joined_between: () => ({ kind: "joined_between", from: "2024-11-21", to: "2025-11-21" }),
  joined_ago: (random) => ({ kind: "joined_ago", ...bounds(random, [0, 30, 365, 700]) }),
  birthday_month: (random) => ({ kind: "birthday_month", months: someOf(random, [1, 2, 3, 6, 11, 12]) }),
  birthday_in: (random) => {
    const from = one(random, [0, 1, 40, 99]);
    return { kind: "birthday_in", from, to: from + one(random, [0, 1, 7, 60, 366 - from]) };
  },
  visits: (random) => ({ kind: "visits", in: periodOf(random), ...bounds(random, [0, 1, 2, 4]) }),
  spend: (random) => ({ kind: "spend", in: periodOf(random), ...bounds(random, [0, 1, 2_000, 9_000]) }),
  last_visit: (random) => ({ kind: "last_visit", ...bounds(random, [0, 1, 30, 90, 365]) }),
  never_visited: () => ({ kind: "never_visited" }),
  bought: (random) => {
    const items = people.items.filter(() => random.chance(40));
    const categories = people.categories.filter(() => random.chance(30));
    const days = one(random, [null, 30, 31, 100]);
    return { kind: "bought", items, categories, days, times: 1 + random.below(2) };
  },
  balance: (random) => ({ kind: "balance", ...bounds(random, [0, 1, 500, 1_500]) }),
  expiring: (random) => ({
    kind: "expiring",
    days: one(random, [0, 7, 30, 60]),
    points: one(random, [1, 100, 700]),
  }),
  coupon: (random) => ({
    kind: "coupon",
    couponId: one(random, people.coupons),
    state: one(random, ["held", "used", "expired", "never"] as const),
    days: one(random, [null, 1, 7, 20]),
  }),
  stamps: (random) => ({
    kind: "stamps",
    cardId: one(random, [...people.cards, "none"]),
    ...bounds(random, [0, 3, 6, 10]),
    missing: one(random, [null, 0, 2, 5]),
  }),
  message: (random) => ({
    kind: "message",
    campaignId: one(random, [null, ...people.campaigns]),
    did: one(random, ["received", "clicked"] as const),
    days: one(random, [null, 1, 21, 61]),
  }),
  campaign: (random) => ({
    kind: "campaign",
    campaignId: one(random, people.campaigns),
    as: one(random, ["sent", "held_out", "left_out"] as const),
  }),
  holdout: () => ({ kind: "holdout" }),
  rfm: (random) => {
    const scores = () => [1, 2, 3, 4, 5].filter(() => random.chance(40));
    return { kind: "rfm", r: scores(), f: scores(), m: scores() };
  },
  bucket: (random) => {
    const from = random.below(6_000);
    return { kind: "bucket", salt: `salt ${random.below(5)}`, from, to: from + random.below(4_000) };
  },
  list: (random) => ({ kind: "list", listId: one(random, [...people.lists, "none"]) }),
  segment: (random) => ({ kind: "segment", segmentId: one(random, ["nested", "outer", "none"]) }),
};

const kinds = Object.values(leafMakers);

export function treeOf(random: Random, today: string, depth = 3): Segment {
  if (depth === 0 || random.chance(25)) return one(random, kinds)(random, today);
  if (random.chance(25)) return { not: treeOf(random, today, depth - 1) };
  const parts = Array.from({ length: random.below(4) }, () => treeOf(random, today, depth - 1));
  return random.chance(50) ? { all: parts } : { any: parts };
}

function periodOf(random: Random): Period {
  if (random.chance(20)) return { over: "ever" };
  if (random.chance(20)) return { over: "dates", from: "2026-08-01", to: "2026-10-22" };
  return { over: "days", days: one(random, [1, 7, 30, 90, 91, 365, 366]) };
}

function bounds(random: Random, values: readonly number[]) {
  const [a, b] = [one(random, values), one(random, values)];
  const [min, max] = [Math.min(a, b), Math.max(a, b)];
  const which = random.below(4);
  return { min: which === 1 ? null : min, max: which === 2 ? null : max };
}

function one<T>(random: Random, values: readonly T[]): T {
  const found = values[random.below(values.length)];
  if (found === undefined) throw new Error("there is nothing to choose from");
  return found;
}

function someOf<T>(random: Random, values: readonly T[]): T[] {
  const some = values.filter(() => random.chance(40));
  return some.length > 0 ? some : [one(random, values)];
}
