import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { ladderInForce } from "../ranks/index.ts";
import { atLine } from "./apply.ts";
import { superseded } from "./compare.core.ts";
import { shownBy } from "./shown.ts";
import * as store from "./store.ts";

const lookEveryMs = 2 * 60_000;
/** A shop that has no menus may get some by the command, which cannot tell the server. */
const lookForFirstEveryMs = 10 * 60_000;
/** A menu that has been in no place for this long is nobody's: a run that is under way takes a minute. */
const supersededAfterMs = 10 * 60_000;
/** LINE deletes 100 an hour, and a person who tidies up by hand wants some of them. */
const removedAtOnce = 50;

export type Walk = NonNullable<Awaited<ReturnType<typeof readWalk>>>;

export function readWalk({ database }: Pick<Deps, "database">) {
  return database.first(store.walk, {});
}

/**
 * Every few minutes: whether LINE's menus or the ranks are others than everybody was looked at for, and whether there are
 * menus to delete. The command changes LINE alone, so it is seen there.
 */
export async function lookAtLine(deps: Deps, walk: Walk): Promise<void> {
  const nowMs = deps.clock.nowMs();
  const everyMs = walk.shown === "{}" ? lookForFirstEveryMs : lookEveryMs;
  if (nowMs - walk.looked_at_ms < everyMs) return;
  await deps.database.commit(housekeeping("when LINE was looked at", [store.lookedAt.with({ nowMs })]));
  const ladder = await ladderInForce(deps);
  const aliases = await deps.richMenus.aliases();
  const shown = shownBy(aliases, ladder);
  if (Object.keys(shown.menus).length === 0 && walk.shown === "{}") return;
  const to = JSON.stringify(shown);
  if (to !== (walk.walking_to ?? walk.shown)) {
    await deps.database.commit(housekeeping("how far a walk is", [store.beginWalk.with({ to })]));
    deps.log.info("menus.walk_begins", { menus: Object.keys(shown.menus).length });
  } else if (walk.walking_to === null) await forgetSuperseded(deps, walk);
}

/** Soon: what a person has just changed is not left for minutes. */
export async function lookSoon(deps: Deps): Promise<void> {
  await deps.database.commit(housekeeping("when LINE was looked at", [store.lookedAt.with({ nowMs: 0 })]));
}

/**
 * Deletes menus that are in no place, once everybody has been looked at since, and only those that were in none ten
 * minutes ago either: a run that is putting a new one into its place is not disturbed.
 */
async function forgetSuperseded(deps: Deps, walk: Walk): Promise<void> {
  const nowMs = deps.clock.nowMs();
  if ((await deps.database.first(store.anyDue, { nowMs })) !== undefined) return;
  const ids = superseded(await atLine(deps)).toSorted();
  const now = JSON.stringify(ids);
  if (now !== walk.superseded) {
    const seen = store.setSuperseded.with({ ids: now, nowMs });
    await deps.database.commit(housekeeping("menus that LINE has in no place", [seen]));
    return;
  }
  if (ids.length === 0 || nowMs - walk.superseded_at_ms < supersededAfterMs) return;
  for (const id of ids.slice(0, removedAtOnce)) await deps.richMenus.remove(id);
  deps.log.info("menus.superseded_removed", { count: Math.min(ids.length, removedAtOnce) });
}
