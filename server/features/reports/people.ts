import { addDays, addMonths, startOfDay } from "../../../shared/dates.ts";
import { cohortMonths, type Deciles, decileDays, type Retention } from "../../../shared/reports/people.ts";
import type { Deps } from "../../deps.ts";
import { mainProgramme } from "../points/index.ts";
import { cohortVisits } from "./came.ts";
import { askedOf } from "./reading.ts";
import { scopeOf, todayOf, together } from "./scope.ts";
import { membersBetween } from "./store-members.ts";
import * as store from "./store-people.ts";

/** The months of joining of a year, and who of each came in which month. */
export async function retention(deps: Deps): Promise<Retention> {
  const thisMonth = `${todayOf(deps).slice(0, 7)}-01`;
  const months = Array.from({ length: cohortMonths + 1 }, (_, nth) =>
    addMonths(thisMonth, nth - cohortMonths).slice(0, 7),
  );
  const startOf = (day: string) => startOfDay(day, deps.settings.timeZone);
  const ranges = months.map(
    (month) => [startOf(`${month}-01`), startOf(addMonths(`${month}-01`, 1))] as const,
  );
  const scope = await scopeOf(deps, undefined);
  const { answer } = await together(deps, async (recent) => {
    const reading = { deps, scope, recent };
    const { db, dialect } = askedOf(reading);
    return Promise.all([membersBetween(db, dialect, ranges), cohortVisits(reading, months)]);
  });
  const [joined, came] = answer;
  const visitors = (joinedMonth: string, month: string): number =>
    came
      .filter((row) => row.joinedMonth === joinedMonth && row.month === month)
      .reduce((sum, row) => sum + row.visitors, 0);
  const cohorts = months.map((month, nth) => ({
    month,
    members: joined[nth]?.joined ?? 0,
    came: months.slice(nth).map((at) => visitors(month, at)),
  }));
  return { cohorts };
}

export async function decileReport(deps: Deps): Promise<Deciles> {
  const to = todayOf(deps);
  const from = addDays(to, 1 - decileDays);
  const rows = (await store.deciles(deps.database.report, mainProgramme, from, to)).map((row) => ({
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
