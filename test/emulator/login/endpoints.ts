import { decodeJwt, importJWK, type JWTPayload, jwtVerify } from "jose";
import { type Answer, type Call, type Endpoint, ok, Refusal, refuse, refuseOauth } from "../http/call.ts";
import { randomToken } from "../ids.ts";
import { findLiffApp } from "../options.ts";
import { userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import type { UserToken } from "../state.ts";
import {
  channelOf,
  isChannelTokenRequest,
  issueV21,
  revokeChannelToken,
  verifyChannelToken,
} from "../tokens.ts";
import type { AuthorizationCodes } from "./codes.ts";
import { issueTokens } from "./grants.ts";

/** LINE Login API reference: the endpoints a LIFF app and its server call. */
export function loginEndpoints(codes: AuthorizationCodes): readonly Endpoint[] {
  const open = { auth: "none", body: "none" } as const;
  const form = { auth: "none", body: "form" } as const;
  const person = { auth: "user", body: "none" } as const;
  return [
    { route: "POST /oauth2/v2.1/token", ...form, handle: (call) => token(call, codes) },
    { route: "GET /oauth2/v2.1/certs", ...open, handle: certs },
    { route: "GET /oauth2/v2.1/verify", ...open, handle: verifyAccessToken },
    { route: "POST /oauth2/v2.1/verify", ...form, handle: verifyIdToken },
    { route: "POST /oauth2/v2.1/revoke", ...form, handle: revoke },
    { route: "GET /v2/profile", ...person, handle: profile },
    { route: "GET /oauth2/v2.1/userinfo", ...person, handle: userinfo },
    { route: "POST /oauth2/v2.1/userinfo", ...person, handle: userinfo },
    { route: "GET /friendship/v1/status", ...person, handle: friendship },
    { route: "POST /user/v1/deauthorize", auth: "login_channel", body: "json", handle: deauthorize },
  ];
}

async function token(call: Call, codes: AuthorizationCodes): Promise<Answer> {
  if (isChannelTokenRequest(call.form)) return issueV21(call);
  const { platform, form } = call;
  if (form.get("grant_type") !== "authorization_code") {
    refuseOauth("unsupported_grant_type", "unsupported grant type");
  }
  const channel = channelOf(platform, form);
  const login = platform.options.loginChannels.find((each) => each.channelId === channel?.channelId);
  if (!login) refuseOauth("invalid_client", "invalid client_id");
  const appId = form.get("appId");
  const isLiff = appId !== null && findLiffApp(platform.options, appId)?.channel === login;
  if (!isLiff && form.get("client_secret") !== login.channelSecret) {
    refuseOauth("invalid_client", "invalid client_secret");
  }
  const code = codes.redeem(form, platform.nowMs());
  if (!code) refuseOauth("invalid_grant", "invalid authorization code");
  const user = userById(platform, code.userId);
  const issued = await issueTokens(platform, user, login, code.scopes);
  return ok({
    access_token: issued.accessToken,
    token_type: "Bearer",
    refresh_token: randomToken(15),
    expires_in: issued.expiresIn,
    scope: issued.scopes.join(" "),
    ...(issued.idToken === null ? {} : { id_token: issued.idToken }),
  });
}

function certs(call: Call): Answer {
  return ok({ keys: [call.platform.signingKey.publicJwk] });
}

function verifyAccessToken(call: Call): Answer {
  const text = call.query.get("access_token") ?? "";
  const ofChannel = verifyChannelToken(call.platform, text);
  if (ofChannel) return ofChannel;
  const known = call.platform.state.userTokens.get(text);
  if (!known) refuseOauth("invalid_request", "The access token not JWS");
  if (known.revoked) refuseOauth("invalid_request", "The access token revoked");
  const expires_in = Math.floor((known.expiresAtMs - call.platform.nowMs()) / 1000);
  if (expires_in <= 0) refuseOauth("invalid_request", "The access token expired");
  // An e-mail permission is never listed here.
  const scope = known.scopes.filter((each) => each !== "email").join(" ");
  return ok({ scope, client_id: known.channelId, expires_in });
}

async function verifyIdToken(call: Call): Promise<Answer> {
  const refused = (description: string): never => refuseOauth("invalid_request", description);
  const { platform, form } = call;
  const idToken = form.get("id_token") ?? "";
  const { payload } = await signedByUs(platform, idToken).catch(() => refused("Invalid IdToken."));
  if (payload.iss !== "https://access.line.me") refused("Invalid IdToken Issuer.");
  if ((payload.exp ?? 0) * 1000 <= platform.nowMs()) refused("IdToken expired.");
  if (payload.aud !== form.get("client_id")) refused("Invalid IdToken Audience.");
  const nonce = form.get("nonce");
  if (nonce !== null && payload.nonce !== nonce) refused("Invalid IdToken Nonce.");
  const userId = form.get("user_id");
  if (userId !== null && payload.sub !== userId) refused("Invalid IdToken Subject Identifier.");
  return ok(payload);
}

/** Checks the signature alone: dates are judged by the emulator's own clock. */
async function signedByUs(platform: Platform, idToken: string): Promise<{ payload: JWTPayload }> {
  const key = await importJWK(platform.signingKey.publicJwk, "ES256");
  const { iat = 0, exp = 0 } = decodeJwt(idToken);
  const insideItsLife = new Date(Math.min(iat, exp - 1) * 1000);
  return jwtVerify(idToken, key, { algorithms: ["ES256"], currentDate: insideItsLife });
}

function revoke(call: Call): Answer {
  if (revokeChannelToken(call)) return { status: 200 };
  const { platform, form } = call;
  const channel = channelOf(platform, form);
  if (!channel) refuseOauth("invalid_request", "invalid client_id");
  const secret = form.get("client_secret");
  if (secret !== null && secret !== channel.channelSecret)
    refuseOauth("invalid_request", "invalid client_secret");
  const text = form.get("access_token") ?? "";
  const known = platform.state.userTokens.get(text);
  if (known?.channelId === channel.channelId) {
    platform.state.userTokens.set(text, { ...known, revoked: true });
    platform.changed();
  }
  return { status: 200 };
}

export function bearer(call: Call): UserToken {
  if (!call.userToken) throw new Error(`${call.path} asks for no person's token`);
  return call.userToken;
}

export function bearerWith(call: Call, scope: string): UserToken {
  const token = bearer(call);
  if (!token.scopes.includes(scope)) {
    refuse(403, "This LIFF app doesn't have the permission required or the user has not granted it");
  }
  return token;
}

function profile(call: Call): Answer {
  const user = userById(call.platform, bearerWith(call, "profile").userId);
  const { userId, displayName, pictureUrl, statusMessage } = user;
  return ok({ userId, displayName, pictureUrl, statusMessage });
}

function userinfo(call: Call): Answer {
  const { userId, scopes } = bearerWith(call, "openid");
  const user = userById(call.platform, userId);
  const known = scopes.includes("profile") ? { name: user.displayName, picture: user.pictureUrl } : {};
  return ok({ sub: userId, ...known });
}

function friendship(call: Call): Answer {
  const { userId, channelId } = bearerWith(call, "profile");
  const channel = call.platform.options.loginChannels.find((each) => each.channelId === channelId);
  if (!channel?.linkedBot) refuse(400, "There is no login bot linked to this channel.");
  const asked = call.query.get("officialAccountId");
  if (asked !== null && asked !== call.platform.options.messaging.basicId) refuse(400, "Bot not found");
  return ok({ friendFlag: userById(call.platform, userId).friend === "friend" });
}

/** Takes back everything the person granted the channel (LINE Login API reference, Deauthorize). */
function deauthorize(call: Call): Answer {
  const { state } = call.platform;
  const text = call.json.userAccessToken;
  const known = typeof text === "string" ? state.userTokens.get(text) : undefined;
  if (!known || known.revoked || known.expiresAtMs <= call.platform.nowMs()) {
    throw new Refusal(400, { message: "Invalid user access token" });
  }
  state.consents.delete(`${known.channelId}:${known.userId}`);
  for (const [each, token] of state.userTokens) {
    if (token.userId === known.userId && token.channelId === known.channelId) {
      state.userTokens.set(each, { ...token, revoked: true });
    }
  }
  call.platform.changed();
  return { status: 204 };
}
