import { expect, test } from "vitest";
import type { Leaf, Segment } from "./schema.ts";
import { leaf as leafSchema } from "./schema.ts";
import { type SegmentNames, segmentSentence } from "./sentence.ts";

const named = (id: string) => `<${id}>`;
const names: SegmentNames = {
  ...{ tag: named, node: named, rank: named, coupon: named, card: named },
  ...{ campaign: named, list: named, segment: named },
};
const bounds = { min: 2, max: null };
const every: readonly Leaf[] = [
  { kind: "sex", is: ["female", "unknown"] },
  { kind: "language", is: ["en"] },
  { kind: "age", min: 30, max: 39 },
  { kind: "rank", is: ["gold"] },
  { kind: "tag", tag: "vip" },
  { kind: "topic", topic: "offers", wanted: false },
  { kind: "friend" },
  { kind: "store", nodes: ["ginza"], did: "visited", days: 90 },
  { kind: "joined_between", from: "2026-01-01", to: "2026-01-31" },
  { kind: "joined_ago", min: null, max: 30 },
  { kind: "birthday_month", months: [2, 3] },
  { kind: "birthday_in", from: 0, to: 7 },
  { kind: "visits", in: { over: "days", days: 90 }, ...bounds },
  { kind: "spend", in: { over: "ever" }, min: 10_000, max: 20_000 },
  { kind: "last_visit", min: 60, max: null },
  { kind: "never_visited" },
  { kind: "bought", items: ["A1"], categories: ["豆"], days: null, times: 1 },
  { kind: "balance", min: null, max: null },
  { kind: "expiring", days: 30, points: 100 },
  { kind: "coupon", couponId: "c", state: "held", days: 7 },
  { kind: "stamps", cardId: "s", min: null, max: null, missing: 2 },
  { kind: "message", campaignId: null, did: "clicked", days: 30 },
  { kind: "campaign", campaignId: "x", as: "held_out" },
  { kind: "holdout" },
  { kind: "rfm", r: [5], f: [], m: [4, 5] },
  { kind: "bucket", salt: "spring", from: 0, to: 500 },
  { kind: "list", listId: "l" },
  { kind: "segment", segmentId: "g" },
];

test("every one of the 28 kinds of conditions is said in both languages, each in words of its own", () => {
  expect(new Set(every.map(({ kind }) => kind)).size).toBe(leafSchema.options.length);
  for (const language of ["ja", "en"] as const) {
    const sentences = every.map((leaf) => segmentSentence(leaf, names, language));
    expect(new Set(sentences).size).toBe(every.length);
    for (const sentence of sentences) expect(sentence).not.toMatch(/undefined|null|\[object/);
  }
});

test("a tree says what binds what, and of 8 conditions 6 and how many more", () => {
  const [rank, tag, friend]: readonly Segment[] = [
    { kind: "rank", is: ["gold"] },
    { kind: "tag", tag: "vip" },
    { kind: "friend" },
  ];
  if (rank === undefined || tag === undefined || friend === undefined) throw new Error("three stand above");
  const tree: Segment = { all: [friend, { any: [rank, { not: tag }] }] };
  expect(segmentSentence(tree, names, "ja")).toBe(
    "LINEで届く かつ （ランクが「<gold>」 または 「タグ「<vip>」がある」でない）",
  );
  expect(segmentSentence(tree, names, "en")).toBe(
    "can be reached in LINE and (rank is <gold> or not (has the tag <vip>))",
  );
  const visits: Segment = { kind: "visits", in: { over: "days", days: 90 }, min: 2, max: null };
  expect(segmentSentence(visits, names, "ja")).toBe("90日間の来店2回以上");
  expect(segmentSentence(visits, names, "en")).toBe("at least 2 visits in 90 days");
  expect(segmentSentence({ all: Array.from({ length: 8 }, () => friend) }, names, "ja")).toMatch(
    /^LINEで届く( かつ LINEで届く){5} かつ ほか2件の条件$/,
  );
  expect(segmentSentence({ all: [] }, names, "ja")).toBe("すべての会員");
  expect(segmentSentence({ any: [] }, names, "en")).toBe("nobody");
});
