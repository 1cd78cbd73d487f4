import { noSums, plus, type Sums } from "../../../shared/reports/dashboard.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Folded } from "./rollup/fold.core.ts";

/** A row of sums as the engines give it: PostgreSQL's are text, and of no rows the sum is null. */
export type SumRow = Readonly<
  Record<
    "sales" | "yen" | "coupon_yen" | "returned_yen" | "earned" | "used" | "lapsed" | "adjusted",
    number | string | null
  >
>;

export function sumsOf(row: SumRow): Sums {
  return {
    sales: Number(row.sales),
    yen: Number(row.yen),
    couponYen: Number(row.coupon_yen),
    returnedYen: Number(row.returned_yen),
    earned: Number(row.earned),
    used: Number(row.used),
    lapsed: Number(row.lapsed),
    adjusted: Number(row.adjusted),
  };
}

/** Kept rows and what is not in them yet, added up by a key. */
export function addedUp<Key>(rows: readonly (readonly [Key, Sums])[]): ReadonlyMap<Key, Sums> {
  const all = new Map<Key, Sums>();
  for (const [key, sums] of rows) all.set(key, plus(all.get(key) ?? noSums, sums));
  return all;
}

export function totalOf(rows: Iterable<Sums>): Sums {
  return [...rows].reduce(plus, noSums);
}

/** The rows of `folded` that fall on these days and stores. */
export function within(
  { days }: Pick<Folded, "days">,
  { from, to }: Days,
  storeIds: readonly number[] | null,
): Folded["days"] {
  return days.filter(
    ({ on, storeId }) => on >= from && on <= to && (storeIds === null || storeIds.includes(storeId)),
  );
}
