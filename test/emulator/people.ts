import type { ChatMessage, EmulatedUser } from "./control.ts";
import { randomHex, randomToken, webhookEventId } from "./ids.ts";
import type { JsonObject } from "./json.ts";
import { noteFriendship } from "./messaging/friends.ts";
import { addToChat, type Platform } from "./platform.ts";
import type { WebhookEvent } from "./webhooks.ts";

/**
 * What people do on their phones, and the webhooks LINE sends because of it. Unknown ids throw
 * `UnknownUser`.
 */

export class UnknownUser extends Error {
  constructor(userId: string) {
    super(`There is no user ${userId}`);
  }
}

export function userById(platform: Platform, userId: string): EmulatedUser {
  const user = platform.state.users.get(userId);
  if (!user) throw new UnknownUser(userId);
  return user;
}

/** Adds the account as a friend, or unblocks it; already a friend: nothing happens. */
export function follow(platform: Platform, userId: string): void {
  const user = userById(platform, userId);
  if (user.friend === "friend") return;
  const isUnblocked = user.friend === "blocked";
  setFriend(platform, user, "friend");
  platform.webhooks.enqueue(
    event(platform, userId, "follow", {
      replyToken: newReplyToken(platform, userId),
      follow: { isUnblocked },
    }),
  );
  if (isUnblocked) return;
  for (const message of platform.options.messaging.greeting ?? []) {
    addToChat(platform, user, { from: "account", message, via: "manager" });
  }
}

export function block(platform: Platform, userId: string): void {
  const user = userById(platform, userId);
  if (user.friend !== "friend") return;
  setFriend(platform, user, "blocked");
  platform.webhooks.enqueue(event(platform, userId, "unfollow", {}));
}

export function unblock(platform: Platform, userId: string): void {
  if (userById(platform, userId).friend === "blocked") follow(platform, userId);
}

/** Types `text` into the chat. */
export function say(platform: Platform, userId: string, text: string): ChatMessage {
  const user = userById(platform, userId);
  const bubble = addToChat(platform, user, { from: "user", message: { type: "text", text }, via: "user" });
  raiseMessage(platform, userId, { type: "text", id: bubble.id, quoteToken: randomToken(24), text });
  return bubble;
}

/** A message a LIFF app sent in the person's name: Flex and templates raise no webhook. */
export function sendFromLiff(platform: Platform, userId: string, message: JsonObject): ChatMessage {
  const user = userById(platform, userId);
  const bubble = addToChat(platform, user, { from: "user", message, via: "liff" });
  if (message.type !== "flex" && message.type !== "template") {
    raiseMessage(platform, userId, { ...message, id: bubble.id, quoteToken: randomToken(24) });
  }
  return bubble;
}

export interface Postback {
  readonly data: string;
  readonly displayText?: string;
  readonly params?: JsonObject;
}

/** Taps a button with a postback action. */
export function postback(platform: Platform, userId: string, tapped: Postback): void {
  const user = userById(platform, userId);
  if (tapped.displayText !== undefined) {
    const message = { type: "text", text: tapped.displayText };
    addToChat(platform, user, { from: "user", message, via: "user" });
  }
  const { data, params } = tapped;
  platform.state.lastMessagedAtMs.set(userId, platform.nowMs());
  platform.webhooks.enqueue(
    event(platform, userId, "postback", {
      replyToken: newReplyToken(platform, userId),
      postback: params === undefined ? { data } : { data, params },
    }),
  );
}

/** Takes back a message of the person's own. Returns whether there was one. */
export function unsend(platform: Platform, userId: string, messageId: string): boolean {
  const chat = platform.state.chats.get(userId) ?? [];
  const left = chat.filter((bubble) => bubble.id !== messageId || bubble.from !== "user");
  if (left.length === chat.length) return false;
  platform.state.chats.set(userId, left);
  const content = platform.state.contents.get(messageId);
  if (content) platform.state.contents.set(messageId, { ...content, base64: "", unsent: true });
  platform.changed({ kind: "chat", userId });
  platform.webhooks.enqueue(event(platform, userId, "unsend", { unsend: { messageId } }));
  return true;
}

function setFriend(platform: Platform, user: EmulatedUser, friend: EmulatedUser["friend"]): void {
  noteFriendship(platform, user, friend);
  platform.state.users.set(user.userId, { ...user, friend });
  platform.changed({ kind: "friend", userId: user.userId });
}

/** Sends the webhook of a message of theirs. */
export function raiseMessage(platform: Platform, userId: string, message: JsonObject): void {
  const { lastMessagedAtMs, markAsReadTokens } = platform.state;
  lastMessagedAtMs.set(userId, platform.nowMs());
  const markAsReadToken = randomToken(24);
  markAsReadTokens.set(markAsReadToken, { userId, messageId: String(message.id) });
  platform.webhooks.enqueue(
    event(platform, userId, "message", {
      replyToken: newReplyToken(platform, userId),
      message: { ...message, markAsReadToken },
    }),
  );
}

/** The end of an account link. A failed one says neither who it was nor can it be replied to. */
export function raiseAccountLink(platform: Platform, userId: string, link: JsonObject): void {
  const replyToken = link.result === "ok" ? { replyToken: newReplyToken(platform, userId) } : {};
  const { source, ...anonymous } = event(platform, userId, "accountLink", { ...replyToken, link });
  platform.webhooks.enqueue(link.result === "ok" ? { ...anonymous, source } : anonymous);
}

/** A video of the account's with a tracking id was watched to its end. */
export function raiseVideoPlayed(platform: Platform, userId: string, trackingId: string): void {
  const replyToken = newReplyToken(platform, userId);
  const videoPlayComplete = { trackingId };
  platform.webhooks.enqueue(event(platform, userId, "videoPlayComplete", { replyToken, videoPlayComplete }));
}

function event(platform: Platform, userId: string, type: string, specific: JsonObject): WebhookEvent {
  const timestamp = platform.nowMs();
  const source = { type: "user", userId };
  const common = { mode: "active", timestamp, source, deliveryContext: { isRedelivery: false } };
  return { ...specific, type, ...common, webhookEventId: webhookEventId(timestamp) };
}

function newReplyToken(platform: Platform, userId: string): string {
  const token = randomHex(32);
  const eventAtMs = platform.nowMs();
  platform.state.replyTokens.set(token, { userId, eventAtMs, deliveredAtMs: eventAtMs, used: false });
  return token;
}
