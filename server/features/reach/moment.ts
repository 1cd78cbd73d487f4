import { dateAt, startOfDay } from "../../../shared/dates.ts";
import { holdoutSalt } from "../../../shared/segments/moment.ts";
import type { Deps } from "../../deps.ts";
import { dealt } from "../segments/index.ts";
import { capsSince, type ReachMoment } from "./reason.core.ts";
import { reachInForce } from "./settings.ts";
import * as store from "./store-sent.ts";

/**
 * What members are asked by now. `exceptRunId`: the run that is being frozen, whose own recipients do not stand in its way.
 */
export async function reachMoment(
  deps: Pick<Deps, "database" | "clock" | "settings">,
  exceptRunId: number | null = null,
): Promise<ReachMoment> {
  const nowMs = deps.clock.nowMs();
  const { timeZone } = deps.settings;
  const todayOn = dateAt(nowMs, timeZone);
  const sinceMs = startOfDay(capsSince(todayOn), timeZone);
  const [settings, runs, automated] = await Promise.all([
    reachInForce(deps),
    deps.database.all(store.runsSince, { sinceMs }),
    deps.database.first(store.anyAutomated, {}),
  ]);
  return {
    ...{ nowMs, todayOn, settings, automations: automated !== undefined },
    holdout: dealt(holdoutSalt),
    runs: runs.flatMap(({ run_id: runId, ended_at_ms: endedAtMs }) =>
      runId === exceptRunId
        ? []
        : [{ runId, lastOn: endedAtMs === null ? todayOn : dateAt(endedAtMs, timeZone) }],
    ),
  };
}
