import type { EmulatedUser } from "../control.ts";
import { randomToken } from "../ids.ts";
import type { LiffAppOptions, LoginChannelOptions } from "../options.ts";
import type { Platform } from "../platform.ts";
import { signIdToken } from "./id-token.ts";

/** What a person has allowed a login channel, and the tokens that follow from it. */

export function consentedScopes(platform: Platform, channelId: string, userId: string): readonly string[] {
  return platform.state.consents.get(`${channelId}:${userId}`) ?? [];
}

/** What `app` would be granted now: with consent simplification only `openid`. */
export function grantableScopes(platform: Platform, app: LiffAppOptions): readonly string[] {
  if (!platform.live.settings.openidOnly) return app.scopes;
  return app.scopes.filter((scope) => scope === "openid");
}

export function rememberConsent(
  platform: Platform,
  channelId: string,
  userId: string,
  scopes: readonly string[],
): void {
  const together = new Set([...consentedScopes(platform, channelId, userId), ...scopes]);
  platform.state.consents.set(`${channelId}:${userId}`, [...together]);
  platform.changed();
}

/** "Behavior when closing a LIFF app": the access tokens end, where the settings say so; ID tokens never do. */
export function liffClosed(platform: Platform, userId: string): void {
  const { state, live } = platform;
  if (!live.settings.revokeOnClose) return;
  for (const [text, token] of state.userTokens) {
    if (token.userId === userId) state.userTokens.set(text, { ...token, revoked: true });
  }
  platform.changed();
}

export interface IssuedTokens {
  readonly accessToken: string;
  readonly idToken: string | null;
  readonly expiresIn: number;
  readonly scopes: readonly string[];
}

/** Issues an access token (LIFF: 12 h) and, where `openid` was granted, an ID token. */
export async function issueTokens(
  platform: Platform,
  user: EmulatedUser,
  channel: LoginChannelOptions,
  scopes: readonly string[],
): Promise<IssuedTokens> {
  const { channelId } = channel;
  const expiresIn = platform.live.settings.accessTokenTtlSeconds;
  const accessToken = `eyJhbGciOiJIUzI1NiJ9.${randomToken(96)}.${randomToken(32)}`;
  const expiresAtMs = platform.nowMs() + expiresIn * 1000;
  platform.state.userTokens.set(accessToken, {
    ...{ userId: user.userId, channelId, scopes, expiresAtMs, revoked: false },
  });
  platform.changed();
  const idToken = scopes.includes("openid") ? await signIdToken(platform, { user, channelId, scopes }) : null;
  return { accessToken, idToken, expiresIn, scopes };
}
