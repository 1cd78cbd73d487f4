import { expect, test } from "vitest";
import type { Endpoint } from "./http/call.ts";
import { AuthorizationCodes } from "./login/codes.ts";
import { loginEndpoints } from "./login/endpoints.ts";
import { messagingEndpoints } from "./messaging/endpoints.ts";
import { firstSwitches } from "./messaging/switches.ts";
import { tokenEndpoints } from "./tokens.ts";

/**
 * The endpoints of LINE's reference that do not concern groups, rooms or shared audiences: method, path
 * (`data:` stands on api-data.line.me), rate limit (reference, Rate limits) and whether retry keys are taken.
 */
const documented = `
PUT /v2/bot/channel/webhook/endpoint 1000/minute
GET /v2/bot/channel/webhook/endpoint 1000/minute
POST /v2/bot/channel/webhook/test 60/hour
GET data:/v2/bot/message/{messageId}/content 2000/second
GET data:/v2/bot/message/{messageId}/content/transcoding 2000/second
GET data:/v2/bot/message/{messageId}/content/preview 2000/second
POST /oauth2/v2.1/token 2000/second
GET /oauth2/v2.1/verify 2000/second
GET /oauth2/v2.1/tokens/kid 2000/second
POST /oauth2/v2.1/revoke 2000/second
POST /oauth2/v3/token 2000/second
POST /v2/oauth/accessToken 370/second
POST /v2/oauth/verify 2000/second
POST /v2/oauth/revoke 2000/second
POST /v2/bot/message/reply 2000/second
POST /v2/bot/message/push 2000/second retry
POST /v2/bot/message/multicast 200/second retry
POST /v2/bot/message/narrowcast 60/hour retry
GET /v2/bot/message/progress/narrowcast 2000/second
POST /v2/bot/message/broadcast 60/hour retry
POST /v2/bot/chat/markAsRead 2000/second
POST /v2/bot/chat/loading/start 100/second
GET /v2/bot/message/quota 2000/second
GET /v2/bot/message/quota/consumption 2000/second
GET /v2/bot/message/delivery/reply 2000/second
GET /v2/bot/message/delivery/push 2000/second
GET /v2/bot/message/delivery/multicast 2000/second
GET /v2/bot/message/delivery/broadcast 2000/second
POST /v2/bot/message/validate/reply 2000/second
POST /v2/bot/message/validate/push 2000/second
POST /v2/bot/message/validate/multicast 2000/second
POST /v2/bot/message/validate/narrowcast 2000/second
POST /v2/bot/message/validate/broadcast 2000/second
POST /v2/bot/audienceGroup/upload 60/minute
POST data:/v2/bot/audienceGroup/upload/byFile 60/minute
PUT /v2/bot/audienceGroup/upload 60/minute
PUT data:/v2/bot/audienceGroup/upload/byFile 60/minute
POST /v2/bot/audienceGroup/click 60/minute
POST /v2/bot/audienceGroup/imp 60/minute
PUT /v2/bot/audienceGroup/{audienceGroupId}/updateDescription 60/minute
DELETE /v2/bot/audienceGroup/{audienceGroupId} 60/minute
GET /v2/bot/audienceGroup/{audienceGroupId} 60/minute
GET /v2/bot/audienceGroup/list 60/minute
GET /v2/bot/insight/message/delivery 60/hour
GET /v2/bot/insight/followers 60/hour
GET /v2/bot/insight/demographic 60/hour
GET /v2/bot/insight/message/event 60/hour
GET /v2/bot/insight/message/event/aggregation 60/hour
GET /v2/bot/message/aggregation/info 2000/second
GET /v2/bot/message/aggregation/list 2000/second
GET /v2/bot/insight/richmenu/{richMenuId}/summary 60/hour
GET /v2/bot/insight/richmenu/{richMenuId}/daily 60/hour
POST /v2/bot/coupon 200/second
PUT /v2/bot/coupon/{couponId}/close 200/second
GET /v2/bot/coupon 200/second
GET /v2/bot/coupon/{couponId} 200/second
GET /v2/bot/profile/{userId} 2000/second
GET /v2/bot/followers/ids 2000/second
GET /v2/bot/membership/subscription/{userId} 200/second
GET /v2/bot/membership/{membershipId}/users/ids 200/second
GET /v2/bot/membership/list 200/second
GET /v2/bot/info 2000/second
POST /v2/bot/richmenu 100/hour
POST /v2/bot/richmenu/validate 2000/second
POST data:/v2/bot/richmenu/{richMenuId}/content 2000/second
GET data:/v2/bot/richmenu/{richMenuId}/content 2000/second
GET /v2/bot/richmenu/list 10/second
GET /v2/bot/richmenu/{richMenuId} 2000/second
DELETE /v2/bot/richmenu/{richMenuId} 100/hour
POST /v2/bot/user/all/richmenu/{richMenuId} 2000/second
GET /v2/bot/user/all/richmenu 2000/second
DELETE /v2/bot/user/all/richmenu 2000/second
POST /v2/bot/user/{userId}/richmenu/{richMenuId} 2000/second
POST /v2/bot/richmenu/bulk/link 2000/second
GET /v2/bot/user/{userId}/richmenu 2000/second
DELETE /v2/bot/user/{userId}/richmenu 2000/second
POST /v2/bot/richmenu/bulk/unlink 2000/second
POST /v2/bot/richmenu/batch 3/hour
GET /v2/bot/richmenu/progress/batch 100/hour
POST /v2/bot/richmenu/validate/batch 2000/second
POST /v2/bot/richmenu/alias 2000/second
DELETE /v2/bot/richmenu/alias/{richMenuAliasId} 100/hour
POST /v2/bot/richmenu/alias/{richMenuAliasId} 2000/second
GET /v2/bot/richmenu/alias/{richMenuAliasId} 2000/second
GET /v2/bot/richmenu/alias/list 2000/second
POST /v2/bot/user/{userId}/linkToken 2000/second
`;

function written({ route, host, rate, retryable }: Endpoint): string {
  const [method = "", path = ""] = route.split(" ");
  const data = host === "api-data.line.me" ? "data:" : "";
  const limit = (typeof rate === "function" ? rate(firstSwitches) : rate) ?? "2000/second";
  return `${method} ${data}${path} ${limit}${retryable ? " retry" : ""}`;
}

const present = [...messagingEndpoints, ...tokenEndpoints, ...loginEndpoints(new AuthorizationCodes())].map(
  written,
);

test.each(documented.trim().split("\n"))("%s", (line) => {
  expect(present).toContain(line);
});

test("the emulator has no Messaging API endpoint that is not documented", () => {
  const all = documented.trim().split("\n");
  expect(messagingEndpoints.map(written).filter((line) => !all.includes(line))).toEqual([]);
});
