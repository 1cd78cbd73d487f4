import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { FriendState } from "./friend.core.ts";
import { type Member, memberOf } from "./members.ts";
import * as store from "./store.ts";

/** What LINE told about these LINE users; nothing of whom it never told anything. */
export async function friendsAmong(
  deps: Deps,
  lineUserIds: readonly string[],
): Promise<ReadonlyMap<string, FriendState>> {
  if (lineUserIds.length === 0) return new Map();
  const rows = await deps.database.all(store.friendsAmong, { ids: JSON.stringify(lineUserIds) });
  return new Map(
    rows.map((row) => [row.line_user_id, { following: row.following === 1, changedAtMs: row.changed_at_ms }]),
  );
}

/** Whether LINE has told us that a person follows; `untold` where it has told nothing of them. */
export async function friendLineOf(
  deps: Deps,
  lineUserId: string | null,
): Promise<"friend" | "blocked" | "untold" | "none"> {
  if (lineUserId === null) return "none";
  const row = await deps.database.first(store.friendOf, { lineUserId });
  if (row === undefined) return "untold";
  return row.following === 1 && row.unknown_since_ms === null ? "friend" : "blocked";
}

/** The members among these LINE users. */
export async function membersAmong(
  deps: Deps,
  lineUserIds: readonly string[],
): Promise<ReadonlyMap<string, Member>> {
  if (lineUserIds.length === 0) return new Map();
  const rows = await deps.database.all(store.membersAmong, { ids: JSON.stringify(lineUserIds) });
  return new Map(rows.map((row) => [row.line_user_id ?? "", memberOf(row)]));
}

/**
 * The states of many people, each applied only where it is newer than what is known when it is written. Of whom LINE tells
 * something it knows somebody.
 */
export function planFriends(states: ReadonlyMap<string, FriendState>): Bound[] {
  if (states.size === 0) return [];
  const rows = [...states].map(
    ([lineUserId, { following, changedAtMs }]) => [lineUserId, following ? 1 : 0, changedAtMs, null] as const,
  );
  const gone = [...states].flatMap(([lineUserId, { following }]) => (following ? [] : [lineUserId]));
  const moved = store.moveFriends.with(rows);
  return gone.length === 0 ? [moved] : [moved, store.keepGone.with({ ids: JSON.stringify(gone) })];
}
