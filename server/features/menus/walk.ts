import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import { menuDue } from "../../platform/line/menu-due.ts";
import type { Walk } from "./look.ts";
import * as store from "./store.ts";

/** The next people are only asked for when the ones before have nearly all been seen to. */
const waitingMax = 200;
const page = 100;

/**
 * A step of the walk through everybody, members first and then friends who are none: a page of them is to be looked at.
 * Answers how many.
 */
export async function walkOn(deps: Deps, walk: Walk): Promise<number> {
  const { walking_to: to, walked: from } = walk;
  if (to === null) return 0;
  const { count } = (await deps.database.first(store.waiting, {})) ?? { count: 0 };
  if (Number(count) > waitingMax) return 0;
  const [kind = "", after = ""] = from === "" ? ["member", ""] : from.split(":");
  const query = kind === "member" ? store.membersAfter : store.friendsAfter;
  const rows = await deps.database.all(query, { after, limit: page });
  const people = rows.flatMap(({ line_user_id }) => (line_user_id === null ? [] : [line_user_id]));
  const last = people.at(-1);
  const nowMs = deps.clock.nowMs();
  if (last === undefined && kind === "friend") {
    await deps.database.commit(housekeeping("how far a walk is", [store.endWalk.with({ to, nowMs })]));
    return 1;
  }
  const walked = last === undefined ? "friend:" : `${kind}:${last}`;
  const moved = store.walkOn.with({ to, from, walked });
  const due = people.map((person) => menuDue(person, nowMs));
  await deps.database.commit(housekeeping("people whose menu is to be looked at", [...due, moved]));
  return people.length + 1;
}
