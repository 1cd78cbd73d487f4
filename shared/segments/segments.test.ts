import { expect, test } from "vitest";
import { birthdayRanges } from "./birthdays.ts";
import { bucketCount, bucketIn, bucketSeedOf, dealOf } from "./bucket.ts";
import { rfmOf } from "./rfm.ts";
import { leavesOf, type Segment, segment } from "./schema.ts";

const friend: Segment = { kind: "friend" };
const deep = (levels: number): Segment => (levels === 0 ? friend : { not: deep(levels - 1) });

test("a tree of 8 levels is taken, one of 9 is not, nor is one of 10,000", () => {
  expect(segment.safeParse(deep(8)).success).toBe(true);
  expect(segment.safeParse(deep(9)).success).toBe(false);
  let endless: unknown = friend;
  for (let level = 0; level < 10_000; level++) endless = { not: endless };
  expect(segment.safeParse(endless).success).toBe(false);
});

test("100 conditions are taken, 101 are not, and a field nobody knows is refused", () => {
  const many = (count: number): Segment => ({ any: Array.from({ length: count }, () => friend) });
  expect(segment.safeParse({ all: [many(60), many(40)] }).success).toBe(true);
  expect(segment.safeParse({ all: [many(60), many(41)] }).success).toBe(false);
  expect(segment.safeParse({ kind: "friend", is: true }).success).toBe(false);
  expect(leavesOf({ all: [friend, { not: many(3) }] })).toHaveLength(4);
});

test("birthdays of the next 7 days from 29 December are those of two ranges", () => {
  expect(birthdayRanges("2026-12-29", 0, 6)).toEqual([
    ["12-29", "12-31"],
    ["01-01", "01-04"],
  ]);
});

test("born on 29 February is born on the 28th in 2027, and on the 29th alone in 2028", () => {
  expect(birthdayRanges("2027-02-28", 0, 0)).toEqual([["02-28", "02-29"]]);
  expect(birthdayRanges("2028-02-28", 0, 0)).toEqual([["02-28", "02-28"]]);
  expect(birthdayRanges("2027-03-01", 0, 0)).toEqual([["03-01", "03-01"]]);
});

const hashOf = (n: number): string =>
  `${((n * 2_654_435_761) >>> 0).toString(16).padStart(8, "0")}${"3b9aca07"}`;

test("of 20,000 members each tenth of the buckets gets a tenth, within 8 %", () => {
  const deal = dealOf("9f86d081884c7d65");
  const tenths = Array.from({ length: 10 }, () => 0);
  for (let member = 0; member < 20_000; member++) {
    const tenth = Math.floor((bucketIn(deal, bucketSeedOf(hashOf(member))) * 10) / bucketCount);
    tenths[tenth] = (tenths[tenth] ?? 0) + 1;
  }
  for (const count of tenths) expect(Math.abs(count - 2_000)).toBeLessThan(160);
});

test("what one salt deals says nothing about another: of 5 % by one, 5 % are in the other's, within 1.5 %", () => {
  const [a, b] = [dealOf("9f86d081884c7d65"), dealOf("60303ae22b998861")];
  const seeds = Array.from({ length: 40_000 }, (_, member) => bucketSeedOf(hashOf(member)));
  const held = seeds.filter((seed) => bucketIn(a, seed) < 500);
  const both = held.filter((seed) => bucketIn(b, seed) < 500).length / held.length;
  expect(Math.abs(both - 0.05)).toBeLessThan(0.015);
});

test("visited 7 days ago, 6 times and for ¥3,000 is R5 F4 M3 by these fifths; never is no cell", () => {
  const fifths = { r: [7, 30, 90, 365], f: [9, 6, 3, 1], m: [20_000, 9_000, 3_000, 1] } as const;
  expect(rfmOf(fifths, "2026-11-14", 6, 3_000, "2026-11-21")).toEqual({ r: 5, f: 4, m: 3 });
  expect(rfmOf(fifths, "2026-11-13", 0, 0, "2026-11-21")).toEqual({ r: 4, f: 1, m: 1 });
  expect(rfmOf(fifths, null, 0, 0, "2026-11-21")).toBeNull();
});
