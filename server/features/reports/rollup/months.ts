import { addDays, addMonths, endOfMonth } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { dialectOf } from "../../../platform/database/prepared.ts";
import { todayOf } from "../scope.ts";
import { cohortsOfMonth } from "../store-months.ts";
import * as store from "./store.ts";

/** A till without a network may tell a sale, and a shop take one back as of, so many days later. */
export const monthMovesDays = 36;

/** Whether a month's visits may still change: it is counted live until then. */
export function isMoving(month: string, today: string): boolean {
  return addDays(endOfMonth(`${month}-01`), monthMovesDays) >= today;
}

/**
 * Counts who came in one month that does not move any more and is not counted yet; answers whether there was one. Reports read a
 * dozen months at once, and each takes a second at a million members.
 */
export async function countMonth(deps: Deps): Promise<boolean> {
  const first = await deps.database.first(store.firstVisit, {});
  if (first === undefined) return false;
  const counted = new Set((await deps.database.all(store.countedMonths, {})).map(({ month }) => month));
  const today = todayOf(deps);
  let month = first.business_date.slice(0, 7);
  while (counted.has(month)) month = addMonths(`${month}-01`, 1).slice(0, 7);
  if (isMoving(month, today)) return false;
  const asked = { db: deps.database.report, dialect: dialectOf(deps.database.engine), storeIds: null };
  const rows = await cohortsOfMonth(asked, month, null);
  const kept = rows
    .filter(({ joined_month }) => joined_month !== "")
    .map((row) => [month, row.joined_month, Number(row.visitors), Number(row.visits)]);
  const done = store.keepMonth.with([...kept, [month, "", 0, 0]]);
  await deps.database.commit(housekeeping("sums of what is audited where it was done", [done]));
  return true;
}
