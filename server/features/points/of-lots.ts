import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { lotsOfSales } from "./store-of-lots.ts";

/**
 * The business day of the sale that opened each of these lots, by lot. Lots that no sale opened, such as a sign-up bonus, are
 * not among them. One read of the earnings of the accounts and of those merged into them: ask it about few accounts.
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
  const rows = await deps.database.all(lotsOfSales, asked);
  return new Map(rows.map((row) => [row.lot_id, row.business_date]));
}
