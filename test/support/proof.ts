import { expect } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import { verifyLedger } from "../../server/features/points/index.ts";
import { proveSales } from "../../server/features/purchases/index.ts";

/** Everything that is kept twice agrees: the ledger with its sales and limits, coupons with their changes. */
export async function proven(deps: Deps): Promise<void> {
  const { beside, limits } = await proveSales(deps, deps.clock.nowMs());
  const verified = await verifyLedger(deps, { beside });
  expect([verified.firstBreak, limits(), await verifyCoupons(deps)]).toEqual([null, [], []]);
}
