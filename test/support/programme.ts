import { mainProgramme, planVersion, rulesInForce } from "../../server/features/points/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import type { World } from "./world.ts";

/** Puts the programme into force with something changed, from the world's now on. */
export async function publish(
  { deps }: Pick<World, "deps">,
  change: Partial<Omit<Programme, "version">>,
): Promise<void> {
  const current = await rulesInForce(deps, mainProgramme);
  const next = { ...current, ...change, version: current.version + 1 };
  const plan = planVersion(mainProgramme, next, deps.clock.nowMs(), "system:test");
  await deps.database.commit(housekeeping("a test's rules", [plan]));
}
