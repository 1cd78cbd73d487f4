import type { Leaf, Segment } from "../../../shared/segments/schema.ts";

/** A tree as the builder shows it: groups of parts, each a condition or a group again. */

/** `none` is "none of them", which a tree says as not-any; `notAll` is kept where it is read, and offered only there. */
export type Join = "all" | "any" | "none" | "notAll";

export interface Group {
  readonly join: Join;
  readonly parts: readonly Segment[];
}

/** A condition, and whether it is of those it does not fit. */
export interface Row {
  readonly leaf: Leaf;
  readonly isNot: boolean;
}

/** Null for what is no condition but a group. */
export function rowOf(tree: Segment): Row | null {
  if ("all" in tree || "any" in tree) return null;
  if (!("not" in tree)) return { leaf: tree, isNot: false };
  const row = rowOf(tree.not);
  return row === null ? null : { leaf: row.leaf, isNot: !row.isNot };
}

/** A condition by itself is a group of one. */
export function groupOf(tree: Segment): Group {
  if (rowOf(tree) !== null) return { join: "all", parts: [tree] };
  if ("all" in tree) return { join: "all", parts: tree.all };
  if ("any" in tree) return { join: "any", parts: tree.any };
  if (!("not" in tree)) return { join: "all", parts: [tree] };
  const { join, parts } = groupOf(tree.not);
  return { join: opposite[join], parts };
}

const opposite = { all: "notAll", notAll: "all", any: "none", none: "any" } as const;

export function treeOf({ join, parts }: Group): Segment {
  if (join === "all") return { all: parts };
  if (join === "any") return { any: parts };
  return { not: join === "none" ? { any: parts } : { all: parts } };
}

export function treeOfRow({ leaf, isNot }: Row): Segment {
  return isNot ? { not: leaf } : leaf;
}

/** How deep groups stand in each other; the schema takes 8 levels, a condition and its not among them. */
export const groupsDeepMax = 4;

/** Of how many conditions one tree is at most, as the schema has it. */
export const leavesMax = 100;

/**
 * Which part is which, while parts are added, changed and taken away: a field keeps what is typed in it. Parts are values; the
 * one that takes another's place takes its key with it.
 */
const keys = new WeakMap<Segment, string>();
let made = 0;

export function keyOf(part: Segment): string {
  const known = keys.get(part);
  if (known !== undefined) return known;
  made += 1;
  const key = `part${made}`;
  keys.set(part, key);
  return key;
}

export function inPlaceOf(before: Segment, after: Segment): Segment {
  keys.set(after, keyOf(before));
  return after;
}

/** The keys of a tree's conditions. */
export function keysIn(tree: Segment): ReadonlySet<string> {
  if (rowOf(tree) !== null) return new Set([keyOf(tree)]);
  return new Set(groupOf(tree).parts.flatMap((part) => [...keysIn(part)]));
}
