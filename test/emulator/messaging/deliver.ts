import { randomUUID } from "node:crypto";
import type { ChatMessage, EmulatedUser } from "../control.ts";
import type { Call } from "../http/call.ts";
import { randomToken } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import { addToChat, dayInJapan, newMessageId, type Platform } from "../platform.ts";

/** `{ id, quoteToken? }` of each message object, as push and reply answer. */
export type SentMessage = { readonly id: string; readonly quoteToken?: string };

const quotable = new Set(["text", "textV2", "sticker", "image", "video", "template", "flex"]);
const sevenDaysMs = 7 * 24 * 3_600_000;

/** Reachable by push: friends, and people who are not friends but wrote within seven days. */
export function reachableByPush(platform: Platform, user: EmulatedUser): boolean {
  if (user.friend === "friend") return true;
  const lastMs = platform.state.lastMessagedAtMs.get(user.userId);
  return user.friend === "none" && lastMs !== undefined && platform.nowMs() - lastMs <= sevenDaysMs;
}

/** Puts `messages` into the chats of `users`, and counts the people for LINE's statistics. */
export function deliver(
  call: Call,
  users: readonly EmulatedUser[],
  messages: readonly JsonObject[],
  via: ChatMessage["via"],
): SentMessage[] {
  const { platform, requestId, retryKey } = call;
  const sentMessages = messages.map((message) => sent(platform, message));
  for (const user of users) {
    for (const [index, message] of messages.entries()) {
      // The ids the sender is told are those in the one chat; with more people every chat has ids of its own.
      const id = users.length === 1 ? sentMessages[index]?.id : undefined;
      addToChat(platform, user, { from: "account", message, via }, id);
    }
    const atMs = platform.nowMs();
    platform.recorder.delivered({
      id: randomUUID(),
      userId: user.userId,
      atMs,
      via,
      retryKey,
      requestId,
      messages,
    });
  }
  const day = `${via}:${dayInJapan(platform.nowMs()).replaceAll("-", "")}`;
  const { dailySends } = platform.state;
  dailySends.set(day, (dailySends.get(day) ?? 0) + users.length);
  return sentMessages;
}

function sent(platform: Platform, message: JsonObject): SentMessage {
  const id = newMessageId(platform);
  return quotable.has(String(message.type)) ? { id, quoteToken: randomToken(48) } : { id };
}
