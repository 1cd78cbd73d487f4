import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { salesOfAccount } from "./store-days.ts";

/** What an account's sales come to by business day, net of tax and of what came back: what `account_day` must say. */
export async function netYenByDay(
  { database }: Pick<Deps, "database">,
  accountId: number,
): Promise<ReadonlyMap<CalendarDate, number>> {
  const days = new Map<CalendarDate, number>();
  for (const sale of await database.all(salesOfAccount, { accountId })) {
    const kept = sale.voided_at_ms === null ? sale.net_yen - (sale.refunded_net_yen ?? 0) : 0;
    days.set(sale.business_date, (days.get(sale.business_date) ?? 0) + kept);
  }
  return days;
}
