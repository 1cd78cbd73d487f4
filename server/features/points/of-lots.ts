import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { lotsOfMergedSales, lotsOfSales } from "./store-of-lots.ts";

/**
 * The business day of the sale that opened each of these lots, by lot. Lots that no sale opened, such as a sign-up bonus, are
 * not among them. One read of the accounts' earnings, and one of those merged into them where a lot is not found: ask it about few
 * accounts.
 */
export async function saleDaysOfLots(
  deps: Deps,
  lots: readonly { readonly accountId: number; readonly lotId: string }[],
): Promise<ReadonlyMap<string, CalendarDate>> {
  if (lots.length === 0) return new Map();
  const asked = {
    accountIds: JSON.stringify([...new Set(lots.map(({ accountId }) => accountId))]),
    lotIds: JSON.stringify(lots.map(({ lotId }) => lotId)),
  };
  const own = await deps.database.all(lotsOfSales, asked);
  // Lots that came with a merge were opened by sales of the account they came from.
  const other = own.length === lots.length ? [] : await deps.database.all(lotsOfMergedSales, asked);
  return new Map([...own, ...other].map((row) => [row.lot_id, row.business_date]));
}
