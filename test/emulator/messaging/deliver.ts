import { createHmac, randomUUID } from "node:crypto";
import type { ChatMessage, EmulatedUser } from "../control.ts";
import type { Call } from "../http/call.ts";
import type { JsonObject } from "../json.ts";
import { addToChat, dayInJapan, newMessageId, type Platform } from "../platform.ts";

/** `{ id, quoteToken? }` of each message object, as push and reply answer. */
export type SentMessage = { readonly id: string; readonly quoteToken?: string };

/** What was asked: enough of a call to deliver it later. */
export type Sending = Pick<Call, "platform" | "requestId" | "retryKey">;

const quotable = new Set(["text", "textV2", "sticker", "image", "video", "template", "flex"]);

/**
 * Puts `messages` into the chats of `users`, and counts the people for LINE's statistics. `statistics` names
 * what their openings and clicks are counted for, where LINE counts them at all.
 */
export function deliver(
  { platform, requestId, retryKey }: Sending,
  users: readonly EmulatedUser[],
  messages: readonly JsonObject[],
  via: ChatMessage["via"],
  statistics?: string,
): SentMessage[] {
  const ids = messages.map(() => newMessageId(platform));
  const atMs = platform.nowMs();
  for (const user of users) {
    for (const [index, message] of messages.entries()) {
      const origin = statistics === undefined ? {} : { origin: { statistics, seq: index + 1 } };
      // The ids the sender is told are those in the one chat; with more people every chat has ids of its own.
      const id = users.length === 1 ? ids[index] : undefined;
      addToChat(platform, user, { from: "account", message, via, ...origin }, id);
    }
    const { userId } = user;
    platform.recorder.delivered({ id: randomUUID(), userId, atMs, via, retryKey, requestId, messages });
  }
  const day = `${via}:${dayInJapan(atMs).replaceAll("-", "")}`;
  const { dailySends } = platform.state;
  dailySends.set(day, (dailySends.get(day) ?? 0) + users.length);
  return messages.map((message, index) => sentMessage(platform, ids[index] ?? "", message));
}

/** The quote token follows from the id, so that an accepted retry key need not keep it. */
export function sentMessage({ state }: Platform, id: string, message: JsonObject): SentMessage {
  if (!quotable.has(String(message.type))) return { id };
  return { id, quoteToken: createHmac("sha384", state.quoteSecret).update(id).digest("base64url") };
}
