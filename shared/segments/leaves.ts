import type { Leaf, Segment } from "./schema.ts";

/** Every condition of a tree, from left to right. */
export function leavesOf(of: Segment): readonly Leaf[] {
  if ("all" in of) return of.all.flatMap(leavesOf);
  if ("any" in of) return of.any.flatMap(leavesOf);
  return "not" in of ? leavesOf(of.not) : [of];
}
