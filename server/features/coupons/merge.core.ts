import { isReserved } from "../../../shared/coupons/evaluate.ts";
import type { Moment, RowOf } from "./candidates.core.ts";

/** One of two of the same occasion, or one more than a person may have: it is withdrawn. */
export interface Excess {
  readonly one: RowOf;
  readonly of: "from" | "into";
}

export interface CouponMerge {
  /** Coupons that go over under another occasion, because theirs is taken. */
  readonly renamed: readonly { readonly id: string; readonly occasion: string }[];
  readonly withdrawn: readonly Excess[];
  /** Those that can be used afterwards and come from the other member. */
  readonly moved: readonly RowOf[];
  /** Put aside for a payment of either: nothing can be merged while it lasts. */
  readonly reserved: readonly RowOf[];
}

/**
 * What becomes of two members' coupons when one member goes on. All of them go over, used ones too, so that limits count
 * both. Where that is more than one person may have, uses stand, and of those in hand the ones that last longest stay.
 * `gone` is the number of the member who ends, for occasions that have no next number.
 */
export function mergeCoupons(
  from: readonly RowOf[],
  into: readonly RowOf[],
  gone: string,
  at: Moment,
): CouponMerge {
  const coupons = [...new Set(from.map(({ kind }) => kind.couponId))];
  const parts = coupons.map((couponId) => {
    const of = (rows: readonly RowOf[]) => rows.filter(({ kind }) => kind.couponId === couponId);
    return mergeOne(of(from), of(into), gone, at);
  });
  const withdrawn = parts.flatMap((part) => part.withdrawn);
  const ends = new Set(withdrawn.map(({ one }) => one.row.id));
  return {
    renamed: parts.flatMap((part) => part.renamed),
    withdrawn,
    moved: from.filter((one) => isInHand(one, at) && !ends.has(one.row.id)),
    reserved: [...from, ...into].filter(({ row }) => isReserved(row, at.nowMs)),
  };
}

function mergeOne(
  from: readonly RowOf[],
  into: readonly RowOf[],
  gone: string,
  at: Moment,
): Pick<CouponMerge, "renamed" | "withdrawn"> {
  const theirs = new Set(into.map(({ row }) => row.occasion));
  const taken = new Set([...theirs, ...from.map(({ row }) => row.occasion)]);
  const renamed = from
    .filter(({ row }) => theirs.has(row.occasion) || ofOwnCount.test(row.occasion))
    .map(({ row }) => {
      const occasion = freeOccasion(row.occasion, taken, gone);
      taken.add(occasion);
      return { id: row.id, occasion };
    });
  const sides = [
    ...from.map((one) => ({ one, of: "from" as const })),
    ...into.map((one) => ({ one, of: "into" as const })),
  ];
  const counted = sides.filter(({ one }) => !ofOwnCount.test(one.row.occasion));
  const groups = Map.groupBy(counted, ({ one }) => groupOf(one.row.occasion));
  const withdrawn = [...groups].flatMap(([, group]) => {
    if (!group.some(({ of }) => of === "from") || !group.some(({ of }) => of === "into")) return [];
    const max = Math.max(...group.map(({ one }) => limitOf(one)));
    const inHand = group.filter(({ one }) => isInHand(one, at)).sort(shortestFirst);
    return inHand.slice(0, Math.max(0, group.length - max));
  });
  return { renamed, withdrawn };
}

/** Counted by the member's own cards and rises: those of two members are never the same, whatever their numbers. */
const ofOwnCount = /^(stamp|rank):/;

/** `2026-11#2`: the second of a period. */
const numbered = /^(.+)#\d+$/;

function groupOf(occasion: string): string {
  return numbered.exec(occasion)?.[1] ?? occasion;
}

function limitOf({ row, coupon }: RowOf): number {
  return numbered.test(row.occasion) ? coupon.perMember.max : 1;
}

/** Used ones have to be counted as well, so the number may be beyond what a person may have. */
function freeOccasion(occasion: string, taken: ReadonlySet<string>, gone: string): string {
  const period = numbered.exec(occasion)?.[1];
  if (period === undefined) return `${occasion}~${gone}`;
  for (let nth = 1; ; nth++) if (!taken.has(`${period}#${nth}`)) return `${period}#${nth}`;
}

function isInHand({ row }: RowOf, { todayOn, nowMs }: Moment): boolean {
  if (row.status !== "held" && row.status !== "reserved") return false;
  if (row.untilOn !== null && row.untilOn < todayOn) return false;
  return row.timedUntilMs === null || row.timedUntilMs > nowMs;
}

const never = "9999-12-31";

/** Of two that end on the same day, the one of the member who goes on stays. */
function shortestFirst(a: Excess, b: Excess): number {
  const [first, second] = [a.one.row.untilOn ?? never, b.one.row.untilOn ?? never];
  if (first !== second) return first < second ? -1 : 1;
  return Number(a.of === "into") - Number(b.of === "into");
}
