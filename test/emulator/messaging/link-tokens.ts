import { type Answer, type Call, type Endpoint, ok, refuse } from "../http/call.ts";
import { randomToken } from "../ids.ts";
import { raiseAccountLink } from "../people.ts";
import type { Platform } from "../platform.ts";
import { userIdParam } from "./people.ts";

/** Messaging API reference, Issue link token; LINE docs, Link user accounts. */

const lifeMs = 10 * 60_000;

export const linkTokenEndpoints: readonly Endpoint[] = [
  { route: "POST /v2/bot/user/{userId}/linkToken", auth: "channel", body: "none", handle: issue },
];

function issue(call: Call): Answer {
  const { platform } = call;
  const userId = userIdParam(call);
  if (!platform.state.users.has(userId)) refuse(404, "Not found");
  const linkToken = randomToken(24);
  platform.state.linkTokens.set(linkToken, { userId, issuedAtMs: platform.nowMs(), used: false });
  platform.changed();
  return ok({ linkToken });
}

/** What a person's browser brings to `https://access.line.me/dialog/bot/accountLink`. */
export interface AccountLink {
  readonly linkToken: string;
  /** 10 to 255 characters, made by the service. */
  readonly nonce: string;
  /** Who opens the page, where that is not whom the token was issued for. */
  readonly userId?: string;
}

/** `none`: the token is unknown, used or older than ten minutes, and no event is sent. */
export type LinkOutcome = "ok" | "failed" | "none";

export function completeLink(platform: Platform, { linkToken, nonce, userId }: AccountLink): LinkOutcome {
  const { linkTokens } = platform.state;
  const known = linkTokens.get(linkToken);
  if (!known || known.used || platform.nowMs() - known.issuedAtMs >= lifeMs) return "none";
  linkTokens.set(linkToken, { ...known, used: true });
  const isOwner = userId === undefined || userId === known.userId;
  const result = isOwner && nonce.length >= 10 && nonce.length <= 255 ? "ok" : "failed";
  raiseAccountLink(platform, known.userId, { result, nonce });
  return result;
}
