import { type Answer, type Call, type Endpoint, ok, param, refuse, refuseBody } from "../http/call.ts";
import { userIdPattern } from "../ids.ts";
import { textOf } from "../json.ts";
import { allFriends } from "./friends.ts";
import { limitParam, nextPage, startParam } from "./units.ts";

/** Messaging API reference, Users and Bot: profile, followers, bot info, loading animation. */

const channel = { auth: "channel", body: "none" } as const;

export const peopleEndpoints: readonly Endpoint[] = [
  { route: "GET /v2/bot/info", ...channel, handle: info },
  { route: "GET /v2/bot/profile/{userId}", ...channel, handle: profile },
  { route: "GET /v2/bot/followers/ids", ...channel, handle: followers },
  {
    ...{ route: "POST /v2/bot/chat/loading/start", rate: "100/second", auth: "channel", body: "json" },
    ...{ validate: validateLoading, handle: () => ({ status: 202, json: {} }) },
  },
  { route: "POST /v2/bot/chat/markAsRead", auth: "channel", body: "json", handle: markAsRead },
];

function info({ platform }: Call): Answer {
  const { botUserId, basicId, displayName, pictureUrl } = platform.options.messaging;
  const common = { userId: botUserId, basicId, displayName, chatMode: "bot", markAsReadMode: "auto" };
  return ok(pictureUrl === undefined ? common : { ...common, pictureUrl });
}

/** Refuses a path parameter that is no user id. */
export function userIdParam(call: Call): string {
  const userId = param(call, "userId");
  if (!userIdPattern.test(userId)) refuse(400, "The value for the 'userId' parameter is invalid");
  return userId;
}

/** Obtainable for friends, and for people who are not friends but have written. */
function profile(call: Call): Answer {
  const { state } = call.platform;
  const user = state.users.get(userIdParam(call));
  const known =
    user?.friend === "friend" || (user?.friend === "none" && state.lastMessagedAtMs.has(user.userId));
  if (!user || !known) refuse(404, "Not found");
  const { userId, displayName, pictureUrl, statusMessage, language } = user;
  return ok({ userId, displayName, language, pictureUrl, statusMessage });
}

/** Pages hold one id less than asked, for LINE's may be short although more follow. */
function followers(call: Call): Answer {
  const { platform, query } = call;
  if (!platform.live.settings.verifiedAccount)
    refuse(403, "Access to this API is not available for your account");
  const limit = limitParam(query, 1000, 300);
  const from = startParam(query, platform.nowMs());
  const ids = allFriends(platform).map((user) => user.userId);
  const to = from + Math.max(1, limit - 1);
  const userIds = ids.slice(from, to);
  return ok({ userIds, ...nextPage(platform, to, ids.length) });
}

function validateLoading({ json }: Call): void {
  if (!userIdPattern.test(textOf(json.chatId) ?? "")) {
    refuse(400, "Only user id is acceptable, please confirm if there are any group/room ids or illegal ids.");
  }
  const { loadingSeconds = 20 } = json;
  const property = "loadingSeconds";
  if (typeof loadingSeconds !== "number" || loadingSeconds < 5 || loadingSeconds > 60) {
    refuseBody([{ message: "Must be between 5 and 60", property }]);
  }
  if (loadingSeconds % 5 !== 0) refuseBody([{ message: "must be a multiple of five", property }]);
}

/** Marks the message of the token, and all before it, as read. Tokens do not run out. */
function markAsRead({ platform, json }: Call): Answer {
  const { markAsReadTokens, readUpTo } = platform.state;
  const known = markAsReadTokens.get(textOf(json.markAsReadToken) ?? "");
  if (!known) {
    refuse(400, "Invalid markAsReadToken. Tokens must be used by the bot that received them via Webhook.");
  }
  const { userId, messageId } = known;
  const before = readUpTo.get(userId);
  if (before === undefined || before < messageId) readUpTo.set(userId, messageId);
  platform.changed({ kind: "chat", userId });
  return ok();
}
