import { type Answer, type Call, type Endpoint, ok, param, refuse, refuseBody } from "../http/call.ts";
import { userIdPattern } from "../ids.ts";
import { textOf } from "../json.ts";
import { allFriends } from "./send.ts";

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

const pageTokenLifeMs = 24 * 3_600_000;

/** Pages hold one id less than asked, for LINE's may be short although more follow. */
function followers(call: Call): Answer {
  const { platform, query } = call;
  if (!platform.live.settings.verifiedAccount)
    refuse(403, "Access to this API is not available for your account");
  const limit = Number(query.get("limit") ?? "300");
  if (!Number.isInteger(limit) || limit < 1) refuse(400, "The value for the 'limit' parameter is invalid");
  if (limit > 1000) refuseBody([{ message: "Must be less than or equal to 1000", property: "limit" }]);
  const from = startOf(query.get("start"), platform.nowMs());
  const ids = allFriends(platform).map((user) => user.userId);
  const to = from + Math.max(1, limit - 1);
  const userIds = ids.slice(from, to);
  return ok(to < ids.length ? { userIds, next: `${to}.${platform.nowMs()}` } : { userIds });
}

function startOf(token: string | null, nowMs: number): number {
  if (token === null) return 0;
  const [, from, issuedAtMs] = /^(\d+)\.(\d+)$/.exec(token) ?? [];
  if (from === undefined || nowMs - Number(issuedAtMs) > pageTokenLifeMs) refuse(400, "Invalid start param");
  return Number(from);
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
