import { expect, test } from "vitest";
import { type Leaf, leaf as leafSchema, type Segment, segment } from "../../../shared/segments/schema.ts";
import { blankLeaves, kindGroups, type LeafKind } from "./kinds.ts";
import { isComplete, problemOf } from "./problems.ts";
import { starts } from "./starts.ts";
import { groupOf, inPlaceOf, keyOf, keysIn, rowOf, treeOf } from "./tree.ts";

const today = "2026-11-21";
const kinds: readonly LeafKind[] = kindGroups.flatMap((group) => group.kinds);
const gold: Leaf = { kind: "rank", is: ["gold"] };
const friend: Leaf = { kind: "friend" };

test("each of the 28 kinds can be added, and as it is added it lacks something just where the server would refuse it", () => {
  expect(new Set(kinds).size).toBe(leafSchema.options.length);
  for (const kind of kinds) {
    const blank = blankLeaves[kind](today);
    expect([kind, leafSchema.safeParse(blank).success || problemOf(blank) !== null]).toEqual([kind, true]);
    if (problemOf(blank) === null) expect([kind, leafSchema.safeParse(blank).success]).toEqual([kind, true]);
  }
});

test("what nobody can mean is told: 5 to 3, the 3rd to the 1st, neither bound", () => {
  expect(problemOf({ kind: "balance", min: 5, max: 3 })).not.toBeNull();
  expect(problemOf({ kind: "joined_between", from: "2026-01-03", to: "2026-01-01" })).not.toBeNull();
  expect(problemOf({ kind: "last_visit", min: null, max: null })).not.toBeNull();
  expect(problemOf({ kind: "balance", min: 3, max: 3 })).toBeNull();
  expect(isComplete({ all: [friend, { any: [{ kind: "tag", tag: "" }] }] })).toBe(false);
});

test("a group without a condition is not complete, but the whole tree may be everybody", () => {
  expect(isComplete({ all: [friend, { any: [] }] })).toBe(false);
  expect(isComplete({ all: [{ not: { any: [friend, { all: [] }] } }] })).toBe(false);
  expect(isComplete({ all: [friend, { any: [gold] }] })).toBe(true);
  expect(isComplete({ all: [] })).toBe(true);
});

test("the 8 usual ones can be counted and saved as they are", () => {
  expect(starts).toHaveLength(8);
  for (const { tree } of starts) {
    expect(isComplete(tree(today))).toBe(true);
    expect(segment.parse(tree(today))).toEqual(tree(today));
  }
});

test("a tree is shown in groups and comes back as it was: all, any, none of them, and not all", () => {
  const trees: readonly Segment[] = [
    { all: [gold, { any: [friend, { not: gold }] }] },
    { any: [gold] },
    { not: { any: [gold, friend] } },
    { not: { all: [gold, friend] } },
  ];
  for (const tree of trees) expect(treeOf(groupOf(tree))).toEqual(tree);
  expect(treeOf(groupOf({ not: { not: { any: [gold] } } }))).toEqual({ any: [gold] });
  expect(treeOf(groupOf(gold))).toEqual({ all: [gold] });
  expect(rowOf({ not: { not: { not: gold } } })).toEqual({ leaf: gold, isNot: true });
});

test("a condition that is changed keeps its key, so that its fields keep what is typed in them; 3 conditions have 3", () => {
  const before: Leaf = { kind: "friend" };
  const after = inPlaceOf(before, { not: before });
  expect(keyOf(after)).toBe(keyOf(before));
  const [one, two]: readonly Leaf[] = [{ kind: "holdout" }, { kind: "never_visited" }];
  if (one === undefined || two === undefined) throw new Error("two stand above");
  expect(keysIn({ all: [one, { any: [two, { kind: "friend" }] }] }).size).toBe(3);
});
