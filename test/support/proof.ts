import { expect } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import { verifyLedger } from "../../server/features/points/index.ts";
import { proveSales } from "../../server/features/purchases/index.ts";
import { keptDifferences } from "../../server/features/segments/index.ts";
import { verifyStamps } from "../../server/features/stamps/index.ts";
import { dateAt } from "../../shared/dates.ts";

/**
 * Everything that is kept twice agrees: the ledger with its sales and limits, coupons with their changes, stamp cards with their
 * entries, and what is kept for segments with where it comes from.
 */
export async function proven(deps: Deps): Promise<void> {
  const { beside, limits } = await proveSales(deps, deps.clock.nowMs());
  const verified = await verifyLedger(deps, { beside });
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const kept = await keptDifferences(deps, today);
  const others = [await verifyCoupons(deps), await verifyStamps(deps)];
  expect([verified.firstBreak, limits(), kept, ...others]).toEqual([null, [], [], [], []]);
}
