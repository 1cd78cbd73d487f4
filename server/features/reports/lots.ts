import { addDays, addMonths, startOfDay } from "../../../shared/dates.ts";
import { ageBounds, balanceBounds } from "../../../shared/reports/liability.ts";
import type { Deps } from "../../deps.ts";
import { ulidFloor } from "../../platform/ids.ts";
import type { LotFigures } from "./lots.core.ts";
import * as store from "./store-liability.ts";

/** What the accounts of a stretch hold now, with ages and what has ended as of a day. */
export async function lotsOf(
  deps: Pick<Deps, "database" | "settings">,
  asOf: string,
  stretch: store.Stretch,
): Promise<LotFigures> {
  const { report } = deps.database;
  const { from, to } = endedDays(asOf);
  const [byExpiry, byAge, over, owed, held] = await Promise.all([
    store.lotsByExpiry(report, stretch),
    store.lotsByAge(report, stretch, openedSince(deps, asOf)),
    store.lotsEnded(report, stretch, from, to),
    store.heldAndOwed(report, stretch),
    store.balances(report, stretch, balanceBounds),
  ]);
  const numbers = (...values: readonly unknown[]) => values.map((value) => Number(value ?? 0));
  return {
    expiry: Object.fromEntries(
      byExpiry.map((row) => [row.month, numbers(row.points, row.lots, row.members)]),
    ),
    ages: Object.fromEntries(
      byAge.map((row) => [
        `${Number(row.band)}/${row.origin}/${Number(row.pending)}`,
        numbers(row.points, row.lots),
      ]),
    ),
    ended: numbers(over.points, over.lapsed, over.remaining),
    accounts: numbers(owed.held, owed.debt),
    balances: Object.fromEntries(
      held.map((row) => [String(Number(row.band)), numbers(row.members, row.points)]),
    ),
  };
}

/** Lots whose last day fell in the twelve months before. */
export function endedDays(asOf: string) {
  return { from: addMonths(asOf, -12), to: addDays(asOf, -1) };
}

/** A lot's key is made when it is opened, so ages are ranges of keys; the youngest first. */
function openedSince({ settings }: Pick<Deps, "settings">, today: string) {
  return ageBounds.map((band, nth) => {
    const months = ageBounds[nth + 1];
    if (months === undefined) return { before: "", band };
    return { before: ulidFloor(startOfDay(addMonths(today, -months), settings.timeZone)), band };
  });
}
