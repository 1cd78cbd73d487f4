import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { ulidFloor } from "../../platform/ids.ts";
import { forgetDead, forgetEvents } from "./store.ts";

const dayMs = 24 * 3_600_000;
/** Far longer than LINE could deliver an event again: a reply token is dead after 20 minutes. */
const keptMs = 7 * dayMs;
/** Long enough for a person to come back from a holiday and look at what failed; it may hold what somebody wrote. */
const deadKeptMs = 30 * dayMs;

/** Forgets events that were worked on, and later those that nobody could work on. */
export async function purgeEvents(deps: Deps): Promise<void> {
  const nowMs = deps.clock.nowMs();
  await deps.database.commit(
    housekeeping("events of LINE that were looked at long ago", [
      forgetEvents.with(before(nowMs - keptMs)),
      forgetDead.with(before(nowMs - deadKeptMs)),
    ]),
  );
}

/** A day's grace for the ids, which are made by LINE's clock. */
function before(beforeMs: number) {
  return { before: ulidFloor(beforeMs + dayMs), beforeMs };
}
