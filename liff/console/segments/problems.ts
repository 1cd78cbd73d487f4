import { leavesOf } from "../../../shared/segments/leaves.ts";
import type { Leaf, Segment } from "../../../shared/segments/schema.ts";
import type { Words } from "../screen.ts";
import { groupOf, rowOf } from "./tree.ts";

const choose: Words = ["選んでください", "Please choose"];
const reversed: Words = ["下限が上限より大きくなっています", "The least is more than the most"];
const order: Words = ["終わりが始まりより前です", "It ends before it starts"];
const either: Words = ["どちらかを入力してください", "Please fill in one of them"];

/**
 * What a condition still lacks, in words; null where it can be asked. It refuses what the server's schema refuses and what
 * nobody can mean, such as at least 5 and at most 3; a test holds it to the schema.
 */
export function problemOf(leaf: Leaf): Words | null {
  switch (leaf.kind) {
    case "sex":
    case "language":
    case "rank":
      return leaf.is.length === 0 ? choose : null;
    case "tag":
      return leaf.tag === "" ? choose : null;
    case "store":
      return leaf.nodes.length === 0 ? choose : null;
    case "birthday_month":
      return leaf.months.length === 0 ? choose : null;
    case "joined_between":
      return leaf.from > leaf.to ? order : null;
    case "birthday_in":
      return leaf.from > leaf.to ? order : null;
    case "age":
    case "balance":
    case "joined_ago":
    case "last_visit":
      return bounded(leaf);
    case "visits":
    case "spend":
      return leaf.in.over === "dates" && leaf.in.from > leaf.in.to ? order : bounded(leaf);
    case "bought":
      return leaf.items.length + leaf.categories.length === 0
        ? ["商品コードか分類を入れてください", "Please enter an item or a category"]
        : null;
    case "coupon":
      return leaf.couponId === "" ? choose : null;
    case "stamps":
      return leaf.cardId === "" ? choose : leaf.missing === null ? bounded(leaf) : null;
    case "campaign":
      return leaf.campaignId === "" ? choose : null;
    case "rfm":
      return leaf.r.length + leaf.f.length + leaf.m.length === 0 ? choose : null;
    case "bucket":
      return leaf.salt.trim() === "" ? ["名前を入れてください", "Please enter a name"] : null;
    case "list":
      return leaf.listId === "" ? choose : null;
    case "segment":
      return leaf.segmentId === "" ? choose : null;
    default:
      return null;
  }
}

function bounded({ min, max }: { readonly min: number | null; readonly max: number | null }): Words | null {
  if (min === null && max === null) return either;
  return min !== null && max !== null && min > max ? reversed : null;
}

/**
 * Whether every condition can be asked, so that a tree may be counted, saved and sent by. A group in a group without conditions
 * is nobody or everybody, which its writer has not said; the whole tree may be everybody.
 */
export function isComplete(tree: Segment): boolean {
  return leavesOf(tree).every((leaf) => problemOf(leaf) === null) && !groupOf(tree).parts.some(hasEmptyGroup);
}

function hasEmptyGroup(part: Segment): boolean {
  if (rowOf(part) !== null) return false;
  const { parts } = groupOf(part);
  return parts.length === 0 || parts.some(hasEmptyGroup);
}
