import type { PoolDraw } from "../../../shared/points/earn/types.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import * as store from "./store.ts";

/** How much was given from pools so far; a pool nobody has drawn on is not there and has given nothing. */
export async function poolsUsed(
  deps: Pick<Deps, "database">,
  pools: readonly string[],
): Promise<Readonly<Record<string, number>>> {
  const rows = await Promise.all(pools.map((pool) => deps.database.first(store.poolByName, { pool })));
  return Object.fromEntries(rows.flatMap((row) => (row === undefined ? [] : [[row.pool, row.used]])));
}

/**
 * Takes from pools. Who decided on what somebody else has taken meanwhile meets the schema's CHECK, which is a Conflict:
 * they read again and give what is left.
 */
export function planDraws(draws: readonly PoolDraw[]): Bound[] {
  return draws
    .filter(({ points }) => points > 0)
    .flatMap(({ pool, points, pointsMax }) => [
      store.openPool.with({ pool, pointsMax }),
      store.drawOnPool.with({ pool, points, pointsMax }),
    ]);
}

/** Gives back to pools what a return has set free, and takes from them what it needs: that is below zero. */
export function planDrawsBack(draws: readonly PoolDraw[]): Bound[] {
  const needed = draws.filter(({ points }) => points < 0).map((draw) => ({ ...draw, points: -draw.points }));
  const free = draws.filter(({ points }) => points > 0);
  return [...free.map(({ pool, points }) => store.fillPool.with({ pool, points })), ...planDraws(needed)];
}
