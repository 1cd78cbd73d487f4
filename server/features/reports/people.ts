import { addDays, addMonths, startOfDay } from "../../../shared/dates.ts";
import { cohortMonths, type Deciles, decileDays, type Retention } from "../../../shared/reports/people.ts";
import type { Deps } from "../../deps.ts";
import { cohortVisits } from "./months.ts";
import { scopeOf, todayOf, together } from "./scope.ts";
import * as store from "./store-people.ts";

/** The months of joining of a year, and who of each came in which month. */
export async function retention(deps: Deps): Promise<Retention> {
  const { report } = deps.database;
  const thisMonth = `${todayOf(deps).slice(0, 7)}-01`;
  const starts = Array.from({ length: cohortMonths + 1 }, (_, back) => {
    const day = addMonths(thisMonth, -back);
    return { month: day.slice(0, 7), fromMs: startOfDay(day, deps.settings.timeZone) };
  });
  const scope = await scopeOf(deps, undefined);
  const months = starts.map(({ month }) => month).reverse();
  const { answer } = await together(deps, async (recent) =>
    Promise.all([store.joinedByCohort(report, starts), cohortVisits({ deps, scope, recent }, months)]),
  );
  const [joined, came] = answer;
  const cohorts = starts.map(({ month }, nth) => ({
    month,
    members: Number(joined.find(({ cohort }) => Number(cohort) === nth)?.members ?? 0),
    came: Array.from({ length: nth + 1 }, (_, after) => {
      const at = starts[nth - after]?.month;
      const row = came.find((one) => one.joinedMonth === month && one.month === at);
      return row?.visitors ?? 0;
    }),
  }));
  return { cohorts: cohorts.reverse() };
}

export async function decileReport(deps: Deps): Promise<Deciles> {
  const to = todayOf(deps);
  const from = addDays(to, 1 - decileDays);
  const rows = (await store.deciles(deps.database.report, from, to)).map((row) => ({
    nth: Number(row.nth),
    members: Number(row.members),
    yen: Number(row.yen),
    yenMin: Number(row.yen_min),
    yenMax: Number(row.yen_max),
    visits: Number(row.visits),
  }));
  const sum = (of: "members" | "yen") => rows.reduce((total, row) => total + row[of], 0);
  return { from, to, members: sum("members"), yen: sum("yen"), rows };
}
