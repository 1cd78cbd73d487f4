import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { menuDue } from "../../platform/line/menu-due.ts";
import { friendsAmong, planFriends } from "../members/index.ts";
import type { LineEvent } from "./event.core.ts";
import { friendChanges } from "./friends.core.ts";
import { planUnsend } from "./unsend.ts";

/** What many events of many people change, decided on one reading of how things stand. */
export async function planEffects(deps: Deps, events: readonly LineEvent[]): Promise<readonly Bound[]> {
  const moving = events.filter(({ what }) => what.kind === "follow" || what.kind === "unfollow");
  const known = await friendsAmong(deps, [...new Set(moving.map(({ lineUserId }) => lineUserId))]);
  const { states, followed } = friendChanges(known, moving);
  const nowMs = deps.clock.nowMs();
  const unsent = await Promise.all(
    events.map(({ what }) => (what.kind === "unsend" ? planUnsend(deps, what.messageId) : [])),
  );
  return [
    ...planFriends(states),
    ...followed.map(({ event }) => menuDue(event.lineUserId, nowMs)),
    ...unsent.flat(),
  ];
}
