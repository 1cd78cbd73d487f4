import { addDays, dateAt } from "../../../../shared/dates.ts";
import type { Deps } from "../../../deps.ts";
import { Conflict } from "../../../platform/database/failures.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import { othersFirst } from "../../../platform/turns.ts";
import { cameOn } from "../store-came.ts";
import { daysDue } from "./came.core.ts";
import { marksOf } from "./marks.ts";
import * as store from "./store.ts";

/** A day is over for this long before it is counted: its last sales are in the visits then. */
const overForMs = 3_600_000;
/** On D1 an invocation may ask a thousand times, and a day is three questions. */
const daysMax = { sqlite: 1_000, postgres: 1_000, d1: 40 } as const;
/** After a pass the reports' own process is left alone for so many times as long as it took. */
const restTimes = 30;

const nextPass = new WeakMap<Deps["database"], number>();

/**
 * Counts days before today by when who came had come before, a day in a commit, and answers how many. A day is the same
 * however often it is counted; of two processes, and of one that folds visits meanwhile, the mark lets one through.
 */
export async function countCame(deps: Deps, untilMs: number): Promise<number> {
  const startedMs = deps.clock.nowMs();
  if (startedMs < (nextPass.get(deps.database) ?? 0)) return 0;
  const due = await dueDays(deps, startedMs);
  let counted = 0;
  for (const on of due) {
    if (counted >= daysMax[deps.database.engine] || !(await countDay(deps, on))) break;
    counted += 1;
    if (deps.clock.nowMs() >= untilMs) break;
    if (deps.database.engine === "sqlite") await othersFirst();
  }
  if (counted === due.length && counted > 0) {
    const endedMs = deps.clock.nowMs();
    nextPass.set(deps.database, endedMs + restTimes * (endedMs - startedMs));
  }
  return counted;
}

async function dueDays(deps: Deps, nowMs: number): Promise<readonly string[]> {
  const first = await deps.database.first(store.firstVisit, {});
  if (first === undefined) return [];
  const [bounds, stale] = await Promise.all([
    deps.database.first(store.cameBounds, {}),
    deps.database.all(store.staleDays, {}),
  ]);
  const lastDay = addDays(dateAt(nowMs - overForMs, deps.settings.timeZone), -1);
  const counted = {
    from: bounds?.first ?? null,
    through: bounds?.last ?? null,
    stale: stale.map(({ business_date }) => business_date),
  };
  return daysDue(counted, first.business_date, lastDay);
}

/** False where another has counted, or folded visits, in the meantime. */
async function countDay(deps: Deps, on: string): Promise<boolean> {
  const mark = (await marksOf(deps))("came");
  const rows = await cameOn(deps.database.report, on);
  const of = (wanted: boolean) => rows.filter(({ nth }) => Number(nth) > 0 === wanted);
  const nth = mark.nth + 1;
  const statements = [
    store.insertMark.with({ source: "came", nth, through: on }),
    store.dropMarks.with({ source: "came", nth }),
    store.dropAgain.with({ on }),
    store.dropCohorts.with({ on }),
    store.addAgain.with(of(true).map((row) => [on, Number(row.nth), row.key, Number(row.visits)])),
    store.addCohorts.with(of(false).map((row) => [on, row.key, Number(row.firsts), Number(row.visits)])),
    store.keepCameDay.with({ on }),
  ];
  try {
    await deps.database.commit(housekeeping("sums of what is audited where it was done", statements));
    return true;
  } catch (failure) {
    if (failure instanceof Conflict) return false;
    throw failure;
  }
}
