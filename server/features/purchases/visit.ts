import type { CalendarDate } from "../../../shared/dates.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Account, AccountDay } from "../points/index.ts";
import { factsIn } from "./sold.ts";
import { standingOfDay } from "./store-visit.ts";

/**
 * Whether a sale has its day's visit: the first one has, and after that one was undone or wholly returned the next that
 * comes, so that a day has its visit points once as long as it has a sale. To be asked after the account was read.
 */
export async function hasVisit(
  deps: Deps,
  { accountId }: Account,
  on: CalendarDate,
  { purchases }: AccountDay,
  { rules }: Programme,
): Promise<boolean> {
  if (purchases === 0) return true;
  if (!rules.some(({ trigger }) => trigger === "visit")) return false;
  const standing = await deps.database.all(standingOfDay, { accountId, businessDate: on });
  return !standing.some(({ facts }) => factsIn(facts).firstOfDay);
}
