import { dateAt, daysBetween, timeAt } from "../../../shared/dates.ts";
import type { RfmThresholds } from "../../../shared/segments/moment.ts";
import type { Deps } from "../../deps.ts";
import { Duplicate } from "../../platform/database/failures.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { mainProgramme } from "../points/index.ts";
import { latestThresholds } from "./store-moment.ts";
import * as store from "./store-rfm.ts";

/** Not before the day-boundary run has had time to move the windows of a year. */
const from = "02:00";

/** The newest date that is known to be computed, by database: the question at each tick costs nothing then. */
const computed = new WeakMap<Deps["database"], string>();

/**
 * Once a day, of all who have ever bought: where the best fifth ends, and the next, by the last visit, the visits of a year and
 * the yen of a year. Any number of processes may call it at once; the second finds the day's row written.
 */
export async function computeRfm(deps: Deps): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const { timeZone } = deps.settings;
  const today = dateAt(nowMs, timeZone);
  if (timeAt(nowMs, timeZone) < from || computed.get(deps.database) === today) return 0;
  const last = await deps.database.first(latestThresholds, { programmeId: mainProgramme });
  if (last !== undefined && last.computed_on >= today) {
    computed.set(deps.database, today);
    return 0;
  }
  const { report } = deps.database;
  const [lastVisits, visits, yen] = await Promise.all([
    store.lastOfFifths(report, mainProgramme, "last_visit_on"),
    store.lastOfFifths(report, mainProgramme, "visits_365"),
    store.lastOfFifths(report, mainProgramme, "net_yen_365"),
  ]);
  const members = lastVisits.reduce((sum, row) => sum + Number(row.members), 0);
  if (members === 0) {
    computed.set(deps.database, today);
    return 0;
  }
  const thresholds: RfmThresholds = {
    r: fourOf(lastVisits.map(({ least }) => daysBetween(String(least), today))),
    f: fourOf(visits.map(({ least }) => Number(least))),
    m: fourOf(yen.map(({ least }) => Number(least))),
  };
  const row = store.insertThresholds.with({
    ...{ programmeId: mainProgramme, version: (last?.version ?? 0) + 1, members, computedOn: today, nowMs },
    thresholds: JSON.stringify(thresholds),
  });
  try {
    await deps.database.commit(housekeeping("thresholds follow from what members did", [row]));
  } catch (failure) {
    if (!(failure instanceof Duplicate)) throw failure;
  }
  return 1;
}

/** The ends of the first four fifths; of fewer than five members, the last there is stands for the others. */
function fourOf(ends: readonly number[]): [number, number, number, number] {
  const [a = 0, b = a, c = b, d = c] = ends;
  return [a, b, c, d];
}
