import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { purgeFailures, purgeUses } from "./store.ts";

const hour = 3_600_000;
/** Used codes are kept a little longer than a till that was offline may still hand one in. */
const usesKeptMs = 73 * hour;
/** Failures are counted over a day. */
const failuresKeptMs = 25 * hour;

/** Forgets used codes and counted failures that no rule looks at any more. */
export async function purgeCardTraces(deps: Deps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.commit(
    housekeeping("traces of codes that no rule looks at any more", [
      purgeUses.with({ beforeMs: nowMs - usesKeptMs }),
      purgeFailures.with({ before: ulidFloor(nowMs - failuresKeptMs) }),
    ]),
  );
}
