import { decodeJwt, decodeProtectedHeader, importJWK, jwtVerify } from "jose";
import { type Answer, type Call, type Endpoint, ok, Refusal, refuse, refuseOauth } from "./http/call.ts";
import { randomToken } from "./ids.ts";
import type { Platform } from "./platform.ts";
import type { ChannelToken } from "./state.ts";

/** Channel access tokens: stateless (v3), short-lived, and v2.1 (LINE docs, Channel access tokens). */

const shortLivedSeconds = 30 * 24 * 3600;
const mostLiveTokens = 30;
const assertionType = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

export const tokenEndpoints: readonly Endpoint[] = [
  {
    ...{ route: "POST /oauth2/v3/token", auth: "none", body: "form", handle: issueStateless },
    rate: ({ tokenRate }) => (tokenRate === "stateless" ? "370/second" : "2000/second"),
  },
  {
    ...{ route: "POST /v2/oauth/accessToken", auth: "none", body: "form", handle: issueShortLived },
    rate: ({ tokenRate }) => (tokenRate === "short_lived" ? "370/second" : "2000/second"),
  },
  { route: "POST /v2/oauth/verify", auth: "none", body: "form", handle: verifyShortLived },
  { route: "POST /v2/oauth/revoke", auth: "none", body: "form", handle: revokeShortLived },
  { route: "GET /oauth2/v2.1/tokens/kid", auth: "none", body: "none", handle: listKeyIds },
];

/** What the console gives: never asked for by API. */
export function addLongLivedToken(platform: Platform): void {
  const token = platform.options.messaging.longLivedToken;
  if (token === undefined) return;
  const { channelId } = platform.options.messaging;
  const expiresAtMs = Number.MAX_SAFE_INTEGER;
  platform.state.channelTokens.set(token, { kind: "long_lived", channelId, expiresAtMs });
}

interface Channel {
  readonly channelId: string;
  readonly channelSecret: string;
}

/** The channel that `client_id` names: the Messaging API channel or a login channel. */
export function channelOf(platform: Platform, form: URLSearchParams): Channel | undefined {
  const channels: readonly Channel[] = [platform.options.messaging, ...platform.options.loginChannels];
  return channels.find((channel) => channel.channelId === form.get("client_id"));
}

/** Whether `POST /oauth2/v2.1/token` was asked for a channel's token rather than a person's. */
export function isChannelTokenRequest(form: URLSearchParams): boolean {
  return form.get("grant_type") === "client_credentials";
}

/** Issues a v2.1 token; the same address gives people's tokens for codes. */
export async function issueV21(call: Call): Promise<Answer> {
  const claims = await checkedAssertion(call);
  const { channelId } = claims;
  const live = liveTokens(call.platform, channelId, "v2_1");
  if (live.length >= mostLiveTokens) {
    refuseOauth("invalid_request", "The maximum number of access tokens has already been issued");
  }
  const seconds = claims.tokenExp;
  if (seconds === undefined || seconds <= 0 || seconds > shortLivedSeconds) {
    refuseOauth("invalid_client", "Invalid token_exp");
  }
  const keyId = randomToken(16);
  const token = keep(call.platform, { kind: "v2_1", channelId, keyId }, seconds);
  return ok({ access_token: token, token_type: "Bearer", expires_in: seconds, key_id: keyId });
}

async function issueStateless(call: Call): Promise<Answer> {
  if (!isChannelTokenRequest(call.form)) refuseOauth("unsupported_grant_type", "unsupported grant type");
  const channelId = call.form.has("client_assertion")
    ? (await checkedAssertion(call)).channelId
    : withSecret(call, () => refuseOauth("invalid_request", "Invalid 'client_credentials'."));
  const seconds = call.platform.live.switches.statelessExpiresIn;
  const token = keep(call.platform, { kind: "stateless", channelId }, seconds);
  return ok({ access_token: token, expires_in: seconds, token_type: "Bearer" });
}

function issueShortLived(call: Call): Answer {
  if (!isChannelTokenRequest(call.form)) refuseOauth("unsupported_grant_type", "unsupported grant type");
  const channelId = withSecret(call, (wrong) => refuseOauth("invalid_client", `invalid ${wrong}`));
  const [oldest] = liveTokens(call.platform, channelId, "short_lived").slice(0, 1 - mostLiveTokens);
  if (oldest !== undefined) call.platform.state.channelTokens.delete(oldest);
  const token = keep(call.platform, { kind: "short_lived", channelId }, shortLivedSeconds);
  return ok({ access_token: token, expires_in: shortLivedSeconds, token_type: "Bearer" });
}

/** The id of the channel whose id and secret the form gives; `wrong` says which of the two is not right. */
function withSecret(call: Call, refused: (wrong: "client_id" | "client_secret") => never): string {
  const channel = channelOf(call.platform, call.form);
  if (!channel) return refused("client_id");
  if (call.form.get("client_secret") !== channel.channelSecret) return refused("client_secret");
  return channel.channelId;
}

function verifyShortLived(call: Call): Answer {
  const token = call.platform.state.channelTokens.get(call.form.get("access_token") ?? "");
  if (!token || token.kind === "stateless" || token.kind === "v2_1" || isOver(call.platform, token)) {
    refuseOauth("invalid_request", "access token expired");
  }
  return ok({ ...verified(call.platform, token), scope: "P CM" });
}

function revokeShortLived(call: Call): Answer {
  const token = call.form.get("access_token") ?? "";
  if (call.platform.state.channelTokens.get(token)?.kind !== "stateless") {
    call.platform.state.channelTokens.delete(token);
    call.platform.changed();
  }
  return { status: 200 };
}

/** `GET /oauth2/v2.1/verify` when the token is a channel's. Null when it is none of ours. */
export function verifyChannelToken(platform: Platform, token: string): Answer | null {
  const known = platform.state.channelTokens.get(token);
  if (!known) return null;
  if (isOver(platform, known)) refuseOauth("invalid_request", "The access token expired");
  return ok(verified(platform, known));
}

/** `POST /oauth2/v2.1/revoke` when the token is a channel's. False when it is none of ours. */
export function revokeChannelToken(call: Call): boolean {
  const { channelTokens } = call.platform.state;
  const token = call.form.get("access_token") ?? "";
  const known = channelTokens.get(token);
  if (!known) return false;
  const channelId = withSecret(call, (wrong) => refuseOauth("invalid_client", `invalid ${wrong}`));
  if (known.kind === "v2_1" && known.channelId === channelId) channelTokens.delete(token);
  call.platform.changed();
  return true;
}

async function listKeyIds(call: Call): Promise<Answer> {
  const { channelId } = await checkedAssertion(call, call.query);
  const { channelTokens } = call.platform.state;
  const live = liveTokens(call.platform, channelId, "v2_1");
  return ok({ kids: live.map((token) => channelTokens.get(token)?.keyId) });
}

function verified(platform: Platform, token: ChannelToken): Record<string, unknown> {
  const seconds = Math.floor((token.expiresAtMs - platform.nowMs()) / 1000);
  return { client_id: token.channelId, expires_in: seconds, scope: "profile chat_message.write" };
}

function isOver(platform: Platform, token: ChannelToken): boolean {
  return token.expiresAtMs <= platform.nowMs();
}

function liveTokens(platform: Platform, channelId: string, kind: ChannelToken["kind"]): string[] {
  return [...platform.state.channelTokens]
    .filter(([, token]) => token.kind === kind && token.channelId === channelId)
    .filter(([, token]) => !isOver(platform, token))
    .map(([text]) => text);
}

function keep(platform: Platform, token: Omit<ChannelToken, "expiresAtMs">, seconds: number): string {
  const { channelTokens } = platform.state;
  for (const [text, known] of channelTokens) if (isOver(platform, known)) channelTokens.delete(text);
  const text = randomToken(token.kind === "stateless" ? 128 : 96);
  channelTokens.set(text, { ...token, expiresAtMs: platform.nowMs() + seconds * 1000 });
  platform.changed();
  return text;
}

interface CheckedAssertion {
  readonly channelId: string;
  /** Seconds; only v2.1 asks for it. */
  readonly tokenExp: number | undefined;
}

/** Checks the JWT that proves the channel (LINE docs, Generate JSON Web Token). */
async function checkedAssertion(call: Call, fields = call.form): Promise<CheckedAssertion> {
  const { platform } = call;
  const assertion = fields.get("client_assertion") ?? "";
  if (fields.get("client_assertion_type") !== assertionType || assertion === "") {
    refuseOauth("invalid_client", "Invalid client_assertion_type");
  }
  const { kid } = decoded(() => decodeProtectedHeader(assertion));
  const key = platform.options.messaging.assertionKeys?.find((candidate) => candidate.kid === kid);
  if (!key) refuse(404, "Cannot find channel key that satisfies the conditions");
  const claims = decoded(() => decodeJwt(assertion));
  const { channelId } = platform.options.messaging;
  if (claims.iss !== channelId || claims.sub !== channelId) {
    refuseOauth("invalid_client", "iss and clientId of key do not match");
  }
  const nowSeconds = platform.nowMs() / 1000;
  const { exp = 0 } = claims;
  if (exp <= nowSeconds || exp > nowSeconds + 30 * 60) refuseOauth("invalid_client", "Invalid exp");
  const currentDate = new Date(platform.nowMs());
  await jwtVerify(assertion, await importJWK(key, "RS256"), {
    ...{ algorithms: ["RS256"], audience: "https://api.line.me/", currentDate },
  }).catch(() => refuseOauth("invalid_client", "Invalid client_assertion"));
  return { channelId, tokenExp: typeof claims.token_exp === "number" ? claims.token_exp : undefined };
}

function decoded<T>(read: () => T): T {
  try {
    return read();
  } catch {
    throw new Refusal(400, { error: "invalid_client", error_description: "Invalid client_assertion" });
  }
}
