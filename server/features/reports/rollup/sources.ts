import { dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { ulidFloor } from "../../../platform/ids.ts";
import { type Change, pointSums } from "./fold.core.ts";
import * as store from "./store-sources.ts";

/**
 * The four places that sums come from. Each is read in the order of keys that the server made when it decided the row, so
 * what was recorded since a mark is one range of an index there is already, and costs a sale nothing.
 */
export type SourceName = "entry" | "purchase" | "void" | "refund";

export interface Page {
  readonly changes: readonly Change[];
  /** The key of its last row; null where there was none. */
  readonly through: string | null;
  /** Whether there may be more rows behind it. */
  readonly more: boolean;
}

/** What reading them needs of the server. */
export type Reading = Pick<Deps, "database"> & { readonly settings: Pick<Deps["settings"], "timeZone"> };

export interface Source {
  readonly name: SourceName;
  /** Rows behind `after` ("" is the first) that were made before a moment. */
  readonly read: (deps: Reading, after: string, beforeMs: number, limit: number) => Promise<Page>;
}

export const sources: readonly Source[] = [
  {
    name: "entry",
    async read({ database }, after, beforeMs, limit) {
      const rows = await store.entries(database.report, after, ulidFloor(beforeMs), limit);
      return page(rows, limit, (row) => ({
        key: row.entry_id,
        change: { ...at(row), sums: pointSums(row.kind, Number(row.points)), member: partsIn(row) },
      }));
    },
  },
  {
    name: "purchase",
    async read({ database }, after, beforeMs, limit) {
      const rows = await store.purchases(database.report, after, ulidFloor(beforeMs), limit);
      return page(rows, limit, (row) => ({
        key: row.purchase_id,
        change: {
          ...at(row),
          sums: { sales: 1, yen: Number(row.amount_yen), couponYen: Number(row.coupon_yen) },
          member: partsIn(row),
          visit: {
            on: row.business_date,
            storeId: Number(row.store_id),
            accountId: Number(row.account_id),
            by: 1,
          },
        },
      }));
    },
  },
  {
    name: "void",
    async read({ database, settings }, after, beforeMs, limit) {
      const [afterMs, afterId] = parted(after);
      const rows = await store.voids(database.report, afterMs, afterId, beforeMs, limit);
      return page(rows, limit, (row) => {
        const atMs = Number(row.voided_at_ms);
        const yen = Number(row.amount_yen);
        return {
          key: `${atMs}/${row.purchase_id}`,
          change: {
            on: dateAt(atMs, row.time_zone ?? settings.timeZone),
            storeId: Number(row.store_id),
            sums: { sales: -1, yen: -yen, returnedYen: yen, couponYen: -Number(row.coupon_yen) },
            member: partsIn(row),
            visit: { ...saleOf(row), by: -1 },
          },
        };
      });
    },
  },
  {
    name: "refund",
    async read({ database }, after, beforeMs, limit) {
      const rows = await store.refunds(database.report, after, ulidFloor(beforeMs), limit);
      return page(rows, limit, (row) => {
        const yen = Number(row.amount_yen);
        // Nothing is left of the sale, so nobody came for it.
        const isAll = Number(row.returned_yen) === Number(row.sale_yen);
        return {
          key: row.refund_id,
          change: {
            ...at(row),
            sums: { yen: -yen, returnedYen: yen },
            member: partsIn(row),
            ...(isAll ? { visit: { ...saleOf(row), by: -1 } } : {}),
          },
        };
      });
    },
  },
];

function page<Row>(
  rows: readonly Row[],
  limit: number,
  of: (row: Row) => { readonly key: string; readonly change: Change },
): Page {
  const read = rows.map(of);
  return {
    changes: read.map(({ change }) => change),
    through: read.at(-1)?.key ?? null,
    more: rows.length === limit,
  };
}

function at(row: { readonly business_date: string; readonly store_id: number | null }) {
  return { on: row.business_date, storeId: Number(row.store_id ?? 0) };
}

function saleOf(row: {
  readonly sale_date: string;
  readonly sale_store_id: number;
  readonly account_id: number;
}) {
  return { on: row.sale_date, storeId: Number(row.sale_store_id), accountId: Number(row.account_id) };
}

function partsIn(row: {
  readonly rank: string | null;
  readonly sex: string | null;
  readonly birth_year: number | null;
}) {
  return { rank: row.rank, sex: row.sex, birthYear: row.birth_year === null ? null : Number(row.birth_year) };
}

/** A void is found by its moment and its sale: `1790000000000/01K…`. */
function parted(after: string): readonly [number, string] {
  const [ms = "", id = ""] = after.split("/");
  return [Number(ms), id];
}
