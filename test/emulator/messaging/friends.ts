import type { EmulatedUser } from "../control.ts";
import { dayInJapan, type Platform } from "../platform.ts";

const sevenDaysMs = 7 * 24 * 3_600_000;

/** Reachable by push: friends, and people who are not friends but wrote within seven days. */
export function reachableByPush(platform: Platform, user: EmulatedUser): boolean {
  if (user.friend === "friend") return true;
  const lastMs = platform.state.lastMessagedAtMs.get(user.userId);
  return user.friend === "none" && lastMs !== undefined && platform.nowMs() - lastMs <= sevenDaysMs;
}

export function allFriends(platform: Platform): EmulatedUser[] {
  return friendsAmong([...platform.state.users.values()]);
}

export function friendsAmong(users: readonly EmulatedUser[]): EmulatedUser[] {
  return users.filter((user) => user.friend === "friend");
}

/** Keeps since when someone is a friend, and how the numbers of friends and blocks moved on this day. */
export function noteFriendship(
  platform: Platform,
  { userId, friend: before }: EmulatedUser,
  after: EmulatedUser["friend"],
): void {
  const { friendChanges, followedAtMs } = platform.state;
  const nowMs = platform.nowMs();
  if (after === "friend" && before === "none") followedAtMs.set(userId, nowMs);
  const day = dayInJapan(nowMs).replaceAll("-", "");
  const { followers, blocks } = friendChanges.get(day) ?? { followers: 0, blocks: 0 };
  friendChanges.set(day, {
    followers: followers + (before === "none" ? 1 : 0),
    blocks: blocks + (after === "blocked" ? 1 : 0) - (before === "blocked" ? 1 : 0),
  });
}
