import { exportJWK, generateKeyPair, importJWK, type JWK, type JWTPayload, SignJWT } from "jose";
import type { EmulatedUser } from "../control.ts";
import { randomHex } from "../ids.ts";
import type { Platform } from "../platform.ts";
import type { State } from "../state.ts";

/** The pair that signs ID tokens; `publicJwk` is what `GET /oauth2/v2.1/certs` shows. */
export interface SigningKey {
  readonly kid: string;
  readonly publicJwk: JWK;
  readonly sign: (claims: JWTPayload) => Promise<string>;
}

/** The key that `state` keeps, or a new one that it keeps from now on. */
export async function loadSigningKey(state: State): Promise<SigningKey> {
  state.signingKey ??= await newPrivateJwk();
  const privateJwk = state.signingKey;
  const key = await importJWK(privateJwk, "ES256");
  const { d: _secret, kid = "", ...shared } = privateJwk;
  const publicJwk: JWK = { ...shared, kid, use: "sig", alg: "ES256" };
  const header = { typ: "JWT", alg: "ES256", kid };
  return { kid, publicJwk, sign: (claims) => new SignJWT(claims).setProtectedHeader(header).sign(key) };
}

async function newPrivateJwk(): Promise<JWK> {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomHex(64) };
}

export interface IdTokenFor {
  readonly user: EmulatedUser;
  /** The login channel: `aud`. */
  readonly channelId: string;
  readonly scopes: readonly string[];
  readonly overrides?: Readonly<Record<string, unknown>>;
}

/**
 * An ID token as LINE signs it for LIFF (LINE Login docs, Get profile information from ID tokens): ES256,
 * an hour long, with name and picture only where `profile` was granted.
 */
export async function signIdToken(platform: Platform, wanted: IdTokenFor): Promise<string> {
  const { user, channelId, scopes, overrides = {} } = wanted;
  const { idTokenTtlSeconds } = platform.live.settings;
  const nowSeconds = Math.floor(platform.nowMs() / 1000);
  // An ID token that arrives expired was issued the usual hour before its end.
  const iat = idTokenTtlSeconds < 0 ? nowSeconds + idTokenTtlSeconds - 3600 : nowSeconds;
  const exp = nowSeconds + idTokenTtlSeconds;
  const picture = user.pictureUrl === undefined ? {} : { picture: user.pictureUrl };
  const profile = scopes.includes("profile") ? { name: user.displayName, ...picture } : {};
  const claims = {
    iss: "https://access.line.me",
    sub: user.userId,
    aud: channelId,
    exp,
    iat,
    amr: ["linesso"],
  };
  return platform.signingKey.sign({ ...claims, ...profile, ...overrides });
}
