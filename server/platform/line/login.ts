import { createRemoteJWKSet, errors as joseErrors, jwtVerify } from "jose";
import { Refusal } from "../../../shared/errors.ts";
import type { Clock } from "../clock.ts";
import type { LineSettings } from "../settings.ts";

/** A person as LINE vouches for them. Name and picture are absent where only `openid` was granted. */
export interface LineIdentity {
  readonly userId: string;
  readonly name: string | null;
  readonly pictureUrl: string | null;
}

export interface LineLogin {
  /**
   * Checks an ID token here, by LINE's published keys (LINE Login docs, "Get profile information from ID tokens").
   * @throws Refusal line.token_invalid, line.token_expired, line.audience or line.unavailable.
   */
  identityOfIdToken(idToken: string): Promise<LineIdentity>;
  /**
   * Asks LINE about an access token: the way in when the hour of the ID token is over but the token's twelve are not.
   * @throws Refusal as above.
   */
  identityOfAccessToken(accessToken: string): Promise<LineIdentity>;
  /**
   * Ends LINE's own permission when a member leaves (LINE Login development guidelines, "Deauthorize your app"). The
   * access token must be the leaver's own. Best effort: false when LINE did not confirm.
   */
  deauthorize(lineUserId: string, accessToken: string): Promise<boolean>;
}

const issuer = "https://access.line.me";
const timeoutMs = 8_000;
/** A phone's or LINE's clock may differ from ours by this much. */
const clockToleranceSeconds = 60;

export function openLineLogin(settings: LineSettings, clock: Clock): LineLogin {
  const keys = createRemoteJWKSet(new URL("/oauth2/v2.1/certs", settings.apiBase), {
    timeoutDuration: timeoutMs,
    cooldownDuration: 5_000,
  });

  const identityOfAccessToken = async (accessToken: string): Promise<LineIdentity> => {
    const query = new URLSearchParams({ access_token: accessToken });
    const verified = await ask(`${settings.apiBase}/oauth2/v2.1/verify?${query}`, {});
    const clientId = String(verified.client_id ?? "");
    if (!settings.loginChannelIds.includes(clientId)) throw new Refusal("line.audience");
    if (Number(verified.expires_in ?? 0) <= 0) throw new Refusal("line.token_expired");
    const info = await ask(`${settings.apiBase}/oauth2/v2.1/userinfo`, { headers: bearer(accessToken) });
    return identity(info.sub, info.name, info.picture);
  };

  return {
    identityOfAccessToken,
    async identityOfIdToken(idToken) {
      try {
        const { payload } = await jwtVerify(idToken, keys, {
          algorithms: ["ES256"],
          issuer,
          audience: [...settings.loginChannelIds],
          maxTokenAge: "1h",
          clockTolerance: clockToleranceSeconds,
          currentDate: new Date(clock.nowMs()),
          requiredClaims: ["sub", "exp", "iat"],
        });
        return identity(payload.sub, payload.name, payload.picture);
      } catch (failure) {
        throw refusalOf(failure);
      }
    },

    async deauthorize(lineUserId, accessToken) {
      try {
        if ((await identityOfAccessToken(accessToken)).userId !== lineUserId) return false;
        const channelToken = await loginChannelToken(settings);
        if (channelToken === null) return false;
        await ask(`${settings.apiBase}/user/v1/deauthorize`, {
          method: "POST",
          headers: { ...bearer(channelToken), "content-type": "application/json" },
          body: JSON.stringify({ userAccessToken: accessToken }),
        });
        return true;
      } catch (failure) {
        if (failure instanceof Refusal) return false;
        throw failure;
      }
    },
  };
}

/** A stateless token of the login channel: the Messaging API channel's own is not accepted for deauthorizing. */
async function loginChannelToken(settings: LineSettings): Promise<string | null> {
  const { apiBase, liffIdCard, loginChannelSecret } = settings;
  if (loginChannelSecret === null) return null;
  const issued = await ask(`${apiBase}/oauth2/v3/token`, {
    method: "POST",
    body: new URLSearchParams({
      grant_type: "client_credentials",
      client_id: liffIdCard.split("-")[0] ?? "",
      client_secret: loginChannelSecret,
    }),
  });
  return typeof issued.access_token === "string" ? issued.access_token : null;
}

function bearer(token: string): Record<string, string> {
  return { authorization: `Bearer ${token}` };
}

/** One call of LINE's; 4xx means the token is no good, anything else that LINE is not there. */
async function ask(url: string, request: RequestInit): Promise<Record<string, unknown>> {
  const response = await fetch(url, { ...request, signal: AbortSignal.timeout(timeoutMs) }).catch(
    (failure: unknown) => {
      throw new Refusal("line.unavailable", { reason: failure instanceof Error ? failure.name : "network" });
    },
  );
  if (response.status >= 500 || response.status === 429) throw new Refusal("line.unavailable");
  if (response.status === 204) return {};
  const body: unknown = await response.json().catch(() => null);
  if (!response.ok || typeof body !== "object" || body === null) throw new Refusal("line.token_invalid");
  return { ...body };
}

function identity(sub: unknown, name: unknown, picture: unknown): LineIdentity {
  if (typeof sub !== "string" || !/^U[0-9a-f]{32}$/.test(sub)) throw new Refusal("line.token_invalid");
  return {
    userId: sub,
    name: typeof name === "string" && name !== "" ? name.slice(0, 100) : null,
    pictureUrl: typeof picture === "string" && picture.startsWith("http") ? picture.slice(0, 500) : null,
  };
}

function refusalOf(failure: unknown): Refusal {
  if (failure instanceof Refusal) return failure;
  if (failure instanceof joseErrors.JWTExpired) return new Refusal("line.token_expired");
  if (failure instanceof joseErrors.JWTClaimValidationFailed) {
    if (failure.claim === "aud") return new Refusal("line.audience");
    return new Refusal("line.token_invalid");
  }
  const unreachable =
    failure instanceof joseErrors.JWKSTimeout ||
    (failure instanceof joseErrors.JOSEError && failure.code === "ERR_JOSE_GENERIC") ||
    failure instanceof TypeError;
  return new Refusal(unreachable ? "line.unavailable" : "line.token_invalid");
}
