import type { Sums } from "../../../shared/reports/dashboard.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Deps } from "../../deps.ts";
import { dialectOf } from "../../platform/database/prepared.ts";
import type { Live } from "./rollup/live.ts";
import type { Scope } from "./scope.ts";
import * as store from "./store-figures.ts";
import { addedUp, sumsOf, within } from "./sums.core.ts";

/** What one report reads with: its stores, and what is not in the kept sums yet. */
export interface Reading {
  readonly deps: Deps;
  readonly scope: Scope;
  readonly recent: Live;
}

export function askedOf({ deps, scope }: Reading): store.Asked {
  return { db: deps.database.report, dialect: dialectOf(deps.database.engine), storeIds: scope.storeIds };
}

export type ByDay = ReadonlyMap<string, Sums>;

/** Sums by day: the kept ones, and what was recorded since. */
export async function sumsByDay(reading: Reading, days: Days): Promise<ByDay> {
  const rows = await store.sumsByDay(askedOf(reading), days);
  return addedUp([
    ...rows.map((row) => [row.business_date, sumsOf(row)] as const),
    ...within(reading.recent.folded, days, reading.scope.storeIds).map(({ on, sums }) => [on, sums] as const),
  ]);
}

/** Sums by store, 0 being none. */
export async function byStore(reading: Reading, days: Days): Promise<ReadonlyMap<number, Sums>> {
  const rows = await store.sumsByStore(askedOf(reading), days);
  return addedUp([
    ...rows.map((row) => [Number(row.store_id), sumsOf(row)] as const),
    ...within(reading.recent.folded, days, reading.scope.storeIds).map(
      ({ storeId, sums }) => [storeId, sums] as const,
    ),
  ]);
}
