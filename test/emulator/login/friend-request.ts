import { type Answer, type Call, type Endpoint, ok } from "../http/call.ts";

/** LIFF reference, liff.requestFriendship(): the templates that exist. */
const templates = new Set([
  ...["bonusContent", "bonusItem", "campaign", "coupon", "couponUsefulInfo", "eventReward"],
  ...["exclusiveContent", "exclusiveUpdate", "featureAccess", "gameInfoTips", "gameNotification"],
  ...["importantAnnouncement", "newReleaseUpdate", "promotionalFlyer", "usefulInfo"],
]);

/**
 * The two questions `liff.requestFriendship()` asks before it opens LINE's page. A `rate_429` fault on the second
 * makes the SDK reject with RATE_LIMIT_EXCEEDED.
 */
export const friendRequestEndpoints: readonly Endpoint[] = [
  {
    ...{ route: "POST /oauth2/v2.1/liff/friendship/validate", host: "access.line.me" },
    ...{ auth: "none", body: "form", handle: validate },
  },
  {
    ...{ route: "POST /liff/v2/oaadd/rateLimit", host: "liff.line.me", auth: "user", body: "none" },
    handle: () => ok(),
  },
];

function validate({ platform, form }: Call): Answer {
  const token = platform.state.userTokens.get(form.get("accessToken") ?? "");
  const channel = platform.options.loginChannels.find((each) => each.channelId === token?.channelId);
  const { basicId } = platform.options.messaging;
  const template = form.get("templateId");
  if (template !== null && !templates.has(template)) {
    return invalid("INVALID_TEMPLATE_ID", `The template id is invalid: ${template}`);
  }
  const asked = form.get("officialAccountId") ?? basicId;
  // `fallback` (true unless given) lets the linked account stand in for one that cannot be found.
  const found = asked === basicId || form.get("officialAccountFallback") !== "false";
  if (channel?.linkedBot && found) return ok({ valid: true });
  return invalid("BOT_NOT_RESOLVED", "No bot could be resolved for the request.");
}

function invalid(code: string, message: string): Answer {
  return ok({ valid: false, error: { code, message } });
}
