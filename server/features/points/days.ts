import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import * as store from "./store.ts";

/** What one business day has come to for a member, returns taken off again. */
export interface AccountDay {
  readonly purchases: number;
  readonly netYen: number;
  readonly pointsEarned: number;
  readonly pointsUsed: number;
}

/** Nothing happened. */
export const emptyDay: AccountDay = { purchases: 0, netYen: 0, pointsEarned: 0, pointsUsed: 0 };

/** A member's business day as it stands. */
export async function dayOf(
  deps: Deps,
  memberId: number,
  programmeId: number,
  businessDate: CalendarDate,
): Promise<AccountDay> {
  const row = await deps.database.first(store.dayOfMember, { memberId, programmeId, businessDate });
  return row === undefined ? emptyDay : accountDayOf(row);
}

/** A day's row. */
export function accountDayOf(row: {
  readonly purchases: number;
  readonly net_yen: number;
  readonly points_earned: number;
  readonly points_used: number;
}): AccountDay {
  return {
    purchases: row.purchases,
    netYen: row.net_yen,
    pointsEarned: row.points_earned,
    pointsUsed: row.points_used,
  };
}

/** Adds to a business day; a return adds what it takes with a minus, on the day of its sale. */
export function planDay(accountId: number, businessDate: CalendarDate, added: AccountDay): Bound {
  return store.addToDay.with({ accountId, businessDate, ...added });
}

/** The last business day with a purchase before one; null where there is none. */
export async function lastVisitBefore(
  deps: Deps,
  accountId: number,
  businessDate: CalendarDate,
): Promise<CalendarDate | null> {
  const row = await deps.database.first(store.visitBefore, { accountId, businessDate });
  return row?.business_date ?? null;
}
