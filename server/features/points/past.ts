import { addDays, type CalendarDate, startOfDay } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { entryBefore } from "./store-feed.ts";

/**
 * What an account's ledger said when a day of the shop was over: balance (waiting points included) and debt. Asked by
 * when entries were recorded, so that the answer for a past day never changes, whatever is told late.
 */
export async function balanceOn(
  deps: Deps,
  accountId: number,
  on: CalendarDate,
): Promise<{ readonly balance: number; readonly debt: number; readonly seq: number }> {
  const beforeMs = startOfDay(addDays(on, 1), deps.settings.timeZone);
  const row = await deps.database.first(entryBefore, { accountId, beforeMs });
  return { balance: row?.balance_after ?? 0, debt: row?.debt_after ?? 0, seq: row?.seq ?? 0 };
}
