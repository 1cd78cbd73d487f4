import type { EmulatedUser } from "../control.ts";
import { type Answer, type Call, type Endpoint, ok, refuse, refuseBody } from "../http/call.ts";
import { userIdPattern } from "../ids.ts";
import { listAt, objectsAt, textOf } from "../json.ts";
import type { ReplyToken } from "../state.ts";
import { acceptCampaign } from "./campaigns.ts";
import { checkCoupons } from "./coupons.ts";
import { deliver, type SentMessage } from "./deliver.ts";
import { checkFlood } from "./flood.ts";
import { allFriends, reachableByPush } from "./friends.ts";
import { checkFree, countDelivered } from "./quota.ts";
import { assignUnit } from "./units.ts";
import { checkMessages } from "./validate/messages.ts";

/** Messaging API reference, Message: reply, push, multicast, broadcast and their validation. */

const send = { auth: "channel", body: "json" } as const;
const mostRecipients = 500;
const addressed = ["to", "messages", "notificationDisabled", "customAggregationUnits"];

export const sendEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/message/reply", ...send, validate: validateReply, handle: reply },
  { route: "POST /v2/bot/message/push", ...send, retryable: true, validate: validatePush, handle: push },
  {
    ...{ route: "POST /v2/bot/message/multicast", rate: "200/second", ...send, retryable: true },
    ...{ validate: validateMulticast, handle: multicast },
  },
  {
    ...{ route: "POST /v2/bot/message/broadcast", rate: "60/hour", ...send, retryable: true },
    ...{ validate: (call) => checked(call, ["messages", "notificationDisabled"]), handle: broadcast },
  },
  ...(["reply", "push", "multicast", "narrowcast", "broadcast"] as const).map((method): Endpoint => {
    const route = `POST /v2/bot/message/validate/${method}`;
    return { route, ...send, validate: (call) => checked(call, ["messages"]), handle: () => ok() };
  }),
];

function checked({ json, platform }: Call, fields: readonly string[]): void {
  checkMessages(json, fields, platform.live.switches);
}

function validateReply(call: Call): void {
  checked(call, ["replyToken", "messages", "notificationDisabled"]);
  const { replyToken } = call.json;
  if (typeof replyToken !== "string" || replyToken === "") {
    refuseBody([{ message: "May not be empty", property: "replyToken" }]);
  }
}

function validatePush(call: Call): void {
  const to = textOf(call.json.to) ?? "";
  if (!/^[UCR][0-9a-f]{32}$/.test(to)) refuseProperty("'to'");
  checked(call, addressed);
}

function validateMulticast(call: Call): void {
  const to = listAt(call.json, "to");
  if (to.length < 1 || to.length > mostRecipients) {
    refuseBody([{ message: `Size must be between 1 and ${mostRecipients}`, property: "to" }]);
  }
  const wrong = to.findIndex((id) => !userIdPattern.test(textOf(id) ?? ""));
  if (wrong >= 0) refuseProperty(`to[${wrong}]`);
  checked(call, addressed);
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
  checkCoupons(call);
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
  const to = String(json.to);
  const user = platform.state.users.get(to);
  if (!user) refuse(400, "Failed to send messages");
  checkFlood(platform, to);
  const reached = reachableByPush(platform, user) ? [user] : [];
  return ok({ sentMessages: counted(call, reached, 1, "push") });
}

/** The reference says both of ids that the channel does not know: passed over, and 400. */
function multicast(call: Call): Answer {
  const { users } = call.platform.state;
  const { multicastUnknownUser, multicastRepeatedUser } = call.platform.live.switches;
  const to = listAt(call.json, "to").map(String);
  const ids = multicastRepeatedUser === "once" ? [...new Set(to)] : to;
  const known = ids.map((id) => users.get(id)).filter((user) => user !== undefined);
  if (multicastUnknownUser === "refuse" && known.length < ids.length) refuse(400, "Failed to send messages");
  const friends = known.filter((user) => user.friend === "friend");
  counted(call, friends, ids.length, "multicast");
  return ok();
}

function broadcast(call: Call): Answer {
  const reserved = allFriends(call.platform).length;
  checkFree(call.platform, reserved);
  checkCoupons(call);
  acceptCampaign(call, {
    via: "broadcast",
    reserved,
    wishes: {},
    messages: objectsAt(call.json, "messages"),
  });
  return ok();
}

function counted(
  call: Call,
  reached: readonly EmulatedUser[],
  named: number,
  via: "push" | "multicast",
): SentMessage[] {
  const { platform, json } = call;
  checkCoupons(call);
  checkFree(platform, platform.live.switches.quotaCounts === "reached" ? reached.length : named);
  countDelivered(platform, reached.length);
  const [unit] = listAt(json, "customAggregationUnits").map(String);
  const statistics = unit !== undefined && assignUnit(platform, unit) ? `unit:${unit}` : undefined;
  return deliver(call, reached, objectsAt(json, "messages"), via, statistics);
}
