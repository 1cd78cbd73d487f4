import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { forgetEvents } from "./store.ts";

/** Far longer than LINE could deliver an event again, and no longer than needed: events say what people wrote. */
const keptMs = 30 * 24 * 3_600_000;

/** Forgets events that were worked on. */
export async function purgeEvents(deps: Deps): Promise<void> {
  const before = ulidFloor(deps.clock.nowMs() - keptMs);
  await deps.database.commit(
    housekeeping("events of LINE that were worked on long ago", [forgetEvents.with({ before })]),
  );
}
