import type { EmulatedUser } from "../control.ts";
import { type Answer, type Call, type Endpoint, ok, refuse, refuseBody } from "../http/call.ts";
import { userIdPattern } from "../ids.ts";
import { listAt, objectsAt, textOf } from "../json.ts";
import type { Platform } from "../platform.ts";
import type { ReplyToken } from "../state.ts";
import { deliver, reachableByPush } from "./deliver.ts";
import { countAgainstQuota, rememberUnits } from "./quota.ts";
import { checkMessages } from "./validate/messages.ts";

/** Messaging API reference, Message: reply, push, multicast, broadcast and their validation. */

const send = { auth: "channel", body: "json" } as const;
const mostRecipients = 500;

export const sendEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/message/reply", ...send, validate: validateReply, handle: reply },
  { route: "POST /v2/bot/message/push", ...send, retryable: true, validate: validatePush, handle: push },
  {
    ...{ route: "POST /v2/bot/message/multicast", rate: "200/second", ...send, retryable: true },
    ...{ validate: validateMulticast, handle: multicast },
  },
  {
    ...{ route: "POST /v2/bot/message/broadcast", rate: "60/hour", ...send, retryable: true },
    ...{ validate: validateBroadcast, handle: broadcast },
  },
  ...(["reply", "push", "multicast", "narrowcast", "broadcast"] as const).map((method): Endpoint => {
    const route = `POST /v2/bot/message/validate/${method}`;
    return { route, ...send, validate: ({ json }) => checkMessages(json, ["messages"]), handle: () => ok() };
  }),
];

function validateReply({ json }: Call): void {
  checkMessages(json, ["replyToken", "messages", "notificationDisabled"]);
  if (typeof json.replyToken !== "string" || json.replyToken === "") {
    refuseBody([{ message: "May not be empty", property: "replyToken" }]);
  }
}

function validatePush({ json }: Call): void {
  const to = textOf(json.to) ?? "";
  if (!/^[UCR][0-9a-f]{32}$/.test(to)) refuseProperty("'to'");
  checkMessages(json, ["to", "messages", "notificationDisabled", "customAggregationUnits"]);
}

function validateMulticast({ json }: Call): void {
  const to = listAt(json, "to");
  if (to.length < 1 || to.length > mostRecipients) {
    refuseBody([{ message: `Size must be between 1 and ${mostRecipients}`, property: "to" }]);
  }
  const wrong = to.findIndex((id) => !userIdPattern.test(textOf(id) ?? ""));
  if (wrong >= 0) refuseProperty(`to[${wrong}]`);
  checkMessages(json, ["to", "messages", "notificationDisabled", "customAggregationUnits"]);
}

function validateBroadcast({ json }: Call): void {
  checkMessages(json, ["messages", "notificationDisabled"]);
}

function refuseProperty(named: string): never {
  refuse(400, `The property, ${named}, in the request body is invalid (line: -, column: -)`);
}

function reply(call: Call): Answer {
  const { platform, json } = call;
  const { replyTokens } = platform.state;
  const text = String(json.replyToken);
  const token = replyTokens.get(text);
  if (!token || !isUsable(token, platform.nowMs())) refuse(400, "Invalid reply token");
  replyTokens.set(text, { ...token, used: true });
  const user = platform.state.users.get(token.userId);
  const reached = user && user.friend !== "blocked" ? [user] : [];
  return ok({ sentMessages: deliver(call, reached, objectsAt(json, "messages"), "reply") });
}

/** Once, within a minute of the webhook that brought it, and within twenty minutes of the event. */
function isUsable(token: ReplyToken, nowMs: number): boolean {
  const fresh = nowMs - token.deliveredAtMs <= 60_000 && nowMs - token.eventAtMs <= 20 * 60_000;
  return fresh && !token.used;
}

function push(call: Call): Answer {
  const { platform, json } = call;
  const user = platform.state.users.get(String(json.to));
  if (!user) refuse(400, "Failed to send messages");
  const reached = reachableByPush(platform, user) ? [user] : [];
  return ok({ sentMessages: counted(call, reached, "push") });
}

function multicast(call: Call): Answer {
  const { users } = call.platform.state;
  const once = new Set(listAt(call.json, "to").map(String));
  const known = [...once].map((id) => users.get(id)).filter((user) => user !== undefined);
  counted(call, friendsAmong(known), "multicast");
  return ok();
}

function broadcast(call: Call): Answer {
  counted(call, allFriends(call.platform), "broadcast");
  return ok();
}

function counted(
  call: Call,
  reached: readonly EmulatedUser[],
  via: "push" | "multicast" | "broadcast",
): ReturnType<typeof deliver> {
  countAgainstQuota(call.platform, reached.length);
  rememberUnits(call.platform, listAt(call.json, "customAggregationUnits").map(String));
  return deliver(call, reached, objectsAt(call.json, "messages"), via);
}

export function allFriends(platform: Platform): EmulatedUser[] {
  return friendsAmong([...platform.state.users.values()]);
}

function friendsAmong(users: readonly EmulatedUser[]): EmulatedUser[] {
  return users.filter((user) => user.friend === "friend");
}
