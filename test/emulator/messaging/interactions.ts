import { textAt } from "../json.ts";
import { userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import { seenMenu } from "./menu-seen.ts";
import type { Interaction } from "./state.ts";

/** What people do with messages and menus; LINE's statistics are added up from it. */

type Noted = Pick<Interaction, "userId" | "kind" | "seq"> & Partial<Interaction>;

/** Notes one interaction for `statistics`: `request:{id}`, `unit:{name}` or `menu:{id}`. */
export function note(platform: Platform, statistics: string, noted: Noted): void {
  const { interactions } = platform.state;
  const atMs = platform.nowMs();
  const before = interactions.get(statistics) ?? [];
  before.push({ atMs, sentAtMs: atMs, ...noted });
  interactions.set(statistics, before);
  platform.changed();
}

/** A person opens the chat: each message of the account there is shown once more, and so is the menu. */
export function openChat(platform: Platform, userId: string): void {
  userById(platform, userId);
  for (const bubble of platform.state.chats.get(userId) ?? []) {
    if (!bubble.origin) continue;
    const { statistics, seq } = bubble.origin;
    note(platform, statistics, { userId, kind: "impression", seq, sentAtMs: bubble.atMs });
  }
  const { richMenuId } = seenMenu(platform, userId);
  if (richMenuId !== null) note(platform, `menu:${richMenuId}`, { userId, kind: "impression", seq: 0 });
}

/** A person taps a link in a message. Returns whether the chat has the message. */
export function clickMessage(platform: Platform, userId: string, messageId: string, url: string): boolean {
  return noteBubble(platform, userId, messageId, { kind: "click", url });
}

/** A person plays `played` percent of a video or sound of the account. */
export function playMessage(platform: Platform, userId: string, messageId: string, played: number): boolean {
  return noteBubble(platform, userId, messageId, { kind: "media", played });
}

function noteBubble(
  platform: Platform,
  userId: string,
  messageId: string,
  what: Pick<Interaction, "kind" | "url" | "played">,
): boolean {
  userById(platform, userId);
  const bubble = platform.state.chats.get(userId)?.find((each) => each.id === messageId);
  if (bubble?.from !== "account") return false;
  if (bubble.origin) {
    const { statistics, seq } = bubble.origin;
    note(platform, statistics, { ...what, userId, seq, sentAtMs: bubble.atMs });
  }
  return true;
}

/** The tracking id of a video in a person's chat: a webhook tells that it was watched to its end. */
export function trackingIdOf(platform: Platform, userId: string, messageId: string): string | null {
  const bubble = platform.state.chats.get(userId)?.find((each) => each.id === messageId);
  return bubble?.message.type === "video" ? (textAt(bubble.message, "trackingId") ?? null) : null;
}
