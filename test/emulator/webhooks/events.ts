import { randomHex, webhookEventId } from "../ids.ts";
import type { JsonObject } from "../json.ts";
import type { PlatformBase } from "../platform.ts";
import type { MadeEvent, PoisonKind } from "./shapes.ts";

export interface WebhookEvent extends JsonObject {
  readonly type: string;
  readonly webhookEventId: string;
  readonly replyToken?: string;
}

/** Messaging API reference, Webhook event objects: the types that can be replied to. */
const replyable = new Set([
  ...["message", "messageEdited", "follow", "join", "memberJoined", "postback", "membership"],
  ...["videoPlayComplete", "beacon", "accountLink"],
]);

/** The whole event of `made`, with a reply token that works where the type has one. */
export function eventOf(platform: PlatformBase, made: MadeEvent): WebhookEvent {
  const { type, userId, timestamp = platform.nowMs(), fields = {} } = made;
  const replyToken = userId !== undefined && replyable.has(type) ? replyTokenFor(platform, userId) : null;
  return {
    ...(replyToken === null ? {} : { replyToken }),
    ...fields,
    ...{ type, mode: "active", timestamp },
    ...(userId === undefined ? {} : { source: { type: "user", userId } }),
    webhookEventId: made.webhookEventId ?? webhookEventId(timestamp),
    deliveryContext: { isRedelivery: false },
  };
}

function replyTokenFor(platform: PlatformBase, userId: string): string {
  const token = randomHex(32);
  const eventAtMs = platform.nowMs();
  platform.state.replyTokens.set(token, { userId, eventAtMs, deliveredAtMs: eventAtMs, used: false });
  return token;
}

/** An event as a module channel's bot sees it that is not in charge: it cannot be replied to. */
export function onStandby({ replyToken: _lost, ...event }: WebhookEvent): WebhookEvent {
  return { ...event, mode: "standby", type: event.type, webhookEventId: event.webhookEventId };
}

/** An event that a receiver has to let pass. */
export function poisonEvent(platform: PlatformBase, kind: PoisonKind): WebhookEvent {
  const userId = `U${randomHex(32)}`;
  switch (kind) {
    case "unknown_type":
      return eventOf(platform, { type: "fromTheFuture", userId, fields: { fromTheFuture: { level: 3 } } });
    case "no_source":
      return eventOf(platform, { type: "accountLink", fields: { link: { result: "failed", nonce: "n" } } });
    case "unknown_message":
      return eventOf(platform, {
        type: "message",
        userId,
        fields: { message: { type: "hologram", id: "1" } },
      });
  }
}
