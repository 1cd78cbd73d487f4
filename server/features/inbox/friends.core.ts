import { type FriendState, isNewer } from "../members/index.ts";
import type { LineEvent } from "./event.core.ts";

/** A follow that stands: nothing newer is known of this person. */
export interface Followed {
  readonly event: LineEvent;
  /** LINE says that it was unblocked, or told of this person before. */
  readonly returning: boolean;
}

export interface FriendChanges {
  /** Of those whose state becomes another. */
  readonly states: ReadonlyMap<string, FriendState>;
  readonly followed: readonly Followed[];
}

/**
 * What follows and unfollows make of what is known, in whatever order they came. The state after all of them is the same
 * for every order and for every way of cutting them into batches; a follow that something newer has overtaken, or that
 * comes again, is nobody's news.
 */
export function friendChanges(
  known: ReadonlyMap<string, FriendState>,
  events: readonly LineEvent[],
): FriendChanges {
  const states = new Map<string, FriendState>();
  const followed = new Map<string, Followed>();
  for (const event of [...events].sort(inTime)) {
    const { lineUserId, occurredAtMs, what } = event;
    if (what.kind !== "follow" && what.kind !== "unfollow") continue;
    const before = states.get(lineUserId) ?? known.get(lineUserId);
    const told = { following: what.kind === "follow", changedAtMs: occurredAtMs };
    if (!isNewer(before, told)) continue;
    states.set(lineUserId, told);
    followed.delete(lineUserId);
    if (what.kind === "follow") {
      followed.set(lineUserId, { event, returning: what.isUnblocked || before !== undefined });
    }
  }
  return { states, followed: [...followed.values()] };
}

function inTime(a: LineEvent, b: LineEvent): number {
  return a.occurredAtMs - b.occurredAtMs || (a.eventId < b.eventId ? -1 : 1);
}
