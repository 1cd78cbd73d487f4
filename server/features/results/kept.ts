import type { WindowDays } from "../../../shared/results/console.ts";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { cellsOf, type KeptFigures } from "./figures.core.ts";
import type { Run } from "./runs.ts";
import * as store from "./store.ts";
import * as effect from "./store-effect.ts";

/**
 * The figures of a run through a day: those that the night has kept, or else counted now and kept for the next who asks. Two who
 * count at once write the same.
 */
export async function figuresOf(
  deps: Deps,
  run: Run,
  days: WindowDays,
  between: effect.Between,
): Promise<{ readonly figures: KeptFigures; readonly countedAtMs: number }> {
  const rows = await deps.database.all(store.keptOf, { runId: run.runId });
  const row = rows.find((one) => Number(one.days) === days && one.through_on === between.through);
  if (row !== undefined) return { figures: figuresIn(row.figures), countedAtMs: Number(row.counted_at_ms) };
  return count(deps, run, days, between);
}

/** Counts anew, whatever is kept. Of a run that is still being sent nothing is kept: its groups still grow. */
export async function count(
  deps: Deps,
  run: Run,
  days: WindowDays,
  between: effect.Between,
): Promise<{ readonly figures: KeptFigures; readonly countedAtMs: number }> {
  const { report } = deps.database;
  const countedAtMs = deps.clock.nowMs();
  const [people, came, stores] = await Promise.all([
    peopleIn(deps, run),
    effect.cameOf(report, run, between),
    effect.storesOf(report, run, between),
  ]);
  const figures: KeptFigures = {
    cells: cellsOf(people, came),
    stores: stores.map(({ store_id: storeId, ...row }) => ({ storeId, ...row })),
  };
  if (run.endedAtMs !== null) {
    const row = [run.runId, days, between.through, JSON.stringify(figures), countedAtMs] as const;
    await deps.database.commit(
      housekeeping("sums of what is audited where it was done", [store.keep.with([row])]),
    );
  }
  return { figures, countedAtMs };
}

/** Who was of the run, with the ranks of that moment, does not change when it is over: one pass over its recipients, once. */
async function peopleIn(deps: Deps, run: Run): Promise<readonly effect.PeopleRow[]> {
  const [row] = await deps.database.all(store.keptOf, { runId: run.runId });
  return row === undefined ? effect.peopleOf(deps.database.report, run) : figuresIn(row.figures).cells;
}

/** What this slice has written itself. */
function figuresIn(text: string): KeptFigures {
  return JSON.parse(text) as KeptFigures;
}
