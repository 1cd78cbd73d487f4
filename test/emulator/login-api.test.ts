import { createRemoteJWKSet, jwtVerify } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import { hanako, ichiro, liffId, loginChannelId, sample, startSample } from "./testing.ts";

let emulator: Emulator;

beforeEach(async () => {
  emulator = await startSample();
});

afterEach(() => emulator.close());

async function asked(path: string, init: RequestInit = {}): Promise<{ status: number; json: unknown }> {
  const response = await fetch(emulator.origin + path, init);
  const text = await response.text();
  return { status: response.status, json: text === "" ? null : JSON.parse(text) };
}

function form(fields: Record<string, string>): RequestInit {
  return { method: "POST", body: new URLSearchParams(fields) };
}

/** The credentials a LIFF app finds in its address, by the page that opens it. */
async function credentials(userId: string): Promise<URLSearchParams> {
  const url = emulator.openLiff({ userId, liffUrl: `https://liff.line.me/${liffId}`, in: "liff" });
  const html = await (await fetch(url ?? "")).text();
  const [, given = "{}"] = /const given = (.*);/.exec(html) ?? [];
  const { credentials: hash }: { credentials: string } = JSON.parse(given);
  return new URLSearchParams(hash);
}

async function accessToken(userId: string): Promise<string> {
  return (await credentials(userId)).get("access_token") ?? "";
}

function bearer(token: string): RequestInit {
  return { headers: { authorization: `Bearer ${token}` } };
}

describe("ID tokens", () => {
  test("verify against the published key, as ES256 and for the login channel", async () => {
    const idToken = await emulator.issueIdToken({ userId: hanako, channelId: loginChannelId });
    const keys = createRemoteJWKSet(new URL(`${emulator.origin}/api.line.me/oauth2/v2.1/certs`));
    const { payload, protectedHeader } = await jwtVerify(idToken, keys, {
      ...{ algorithms: ["ES256"], issuer: "https://access.line.me", audience: loginChannelId },
    });
    expect(payload).toMatchObject({ sub: hanako, name: "佐藤 花子", amr: ["linesso"] });
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(3600);
    expect(protectedHeader).toMatchObject({ alg: "ES256", typ: "JWT" });
  });

  const wrong: readonly [string, Record<string, unknown>, Record<string, string>, string][] = [
    ["issuer", { iss: "https://example.com" }, {}, "Invalid IdToken Issuer."],
    ["date", { exp: 1 }, {}, "IdToken expired."],
    ["audience", { aud: "1" }, {}, "Invalid IdToken Audience."],
    ["nonce", {}, { nonce: "n" }, "Invalid IdToken Nonce."],
    ["subject", {}, { user_id: "U0" }, "Invalid IdToken Subject Identifier."],
  ];
  test.each(wrong)("a wrong %s is refused by name", async (_what, overrides, fields, error_description) => {
    const id_token = await emulator.issueIdToken({ userId: hanako, channelId: loginChannelId, overrides });
    const answer = await asked(
      "/oauth2/v2.1/verify",
      form({ id_token, client_id: loginChannelId, ...fields }),
    );
    expect(answer).toEqual({ status: 400, json: { error: "invalid_request", error_description } });
  });

  test("a good one is answered with its claims, another's signature is not", async () => {
    const id_token = await emulator.issueIdToken({ userId: hanako, channelId: loginChannelId });
    const good = await asked("/oauth2/v2.1/verify", form({ id_token, client_id: loginChannelId }));
    expect(good).toMatchObject({ status: 200, json: { sub: hanako, aud: loginChannelId } });
    const stranger = await startSample();
    const foreign = await stranger.issueIdToken({ userId: hanako, channelId: loginChannelId });
    await stranger.close();
    const bad = await asked("/oauth2/v2.1/verify", form({ id_token: foreign, client_id: loginChannelId }));
    expect(bad.json).toMatchObject({ error_description: "Invalid IdToken." });
  });
});

describe("access tokens", () => {
  test("name their channel, scopes and the 12 hours they have", async () => {
    const token = await accessToken(hanako);
    expect(await asked(`/oauth2/v2.1/verify?access_token=${token}`)).toMatchObject({
      json: { client_id: loginChannelId, scope: "openid profile" },
    });
    emulator.advanceClock(12 * 3_600_000);
    expect(await asked(`/oauth2/v2.1/verify?access_token=${token}`)).toEqual({
      status: 400,
      json: { error: "invalid_request", error_description: "The access token expired" },
    });
  });

  test("give the profile, the person and whether they are a friend", async () => {
    const token = await accessToken(ichiro);
    expect(await asked("/v2/profile", bearer(token))).toMatchObject({ json: { userId: ichiro } });
    expect(await asked("/oauth2/v2.1/userinfo", bearer(token))).toMatchObject({ json: { sub: ichiro } });
    expect(await asked("/friendship/v1/status", bearer(token))).toMatchObject({
      json: { friendFlag: false },
    });
    expect((await asked("/v2/profile", bearer("x"))).status).toBe(401);
  });

  test("can be revoked with the channel's secret", async () => {
    const access_token = await accessToken(hanako);
    const { channelSecret = "" } = sample.loginChannels[0] ?? {};
    const fields = { access_token, client_id: loginChannelId, client_secret: channelSecret };
    expect((await asked("/oauth2/v2.1/revoke", form(fields))).status).toBe(200);
    expect(await asked(`/oauth2/v2.1/verify?access_token=${access_token}`)).toMatchObject({
      json: { error_description: "The access token revoked" },
    });
  });

  test("deauthorizing with a token of the login channel ends all of the person's tokens", async () => {
    const [first, second] = [await accessToken(hanako), await accessToken(hanako)];
    const { channelSecret = "" } = sample.loginChannels[0] ?? {};
    const credentialsForm = { client_id: loginChannelId, client_secret: channelSecret };
    const issued = await asked(
      "/oauth2/v3/token",
      form({ grant_type: "client_credentials", ...credentialsForm }),
    );
    const { access_token }: { access_token: string } = JSON.parse(JSON.stringify(issued.json));
    const answer = await asked("/user/v1/deauthorize", {
      method: "POST",
      headers: { ...bearer(access_token).headers, "content-type": "application/json" },
      body: JSON.stringify({ userAccessToken: first }),
    });
    expect(answer.status).toBe(204);
    expect((await asked("/v2/profile", bearer(second))).status).toBe(401);
    expect((await asked("/v2/bot/info", bearer(access_token))).status).toBe(401);
  });
});

describe("the consent page", () => {
  const query = new URLSearchParams({
    ...{ app_id: liffId, response_type: "code", state: "s" },
    ...{ code_challenge: "c", code_challenge_method: "S256" },
  });

  test("escapes the names it shows", async () => {
    emulator.addUser({ displayName: "<img src=x onerror=alert(1)>" });
    const html = await (await fetch(`${emulator.origin}/access.line.me/liff/v1/authorize?${query}`)).text();
    expect(html).toContain("&lt;img src=x");
    expect(html).not.toContain("<img src=x");
  });

  test("is refused without PKCE", async () => {
    const without = new URLSearchParams(query);
    without.delete("code_challenge");
    const response = await fetch(`${emulator.origin}/access.line.me/liff/v1/authorize?${without}`);
    expect(response.status).toBe(400);
  });
});

test("a code with the wrong verifier is refused, and spent", async () => {
  const authorize = new URL(`${emulator.origin}/access.line.me/liff/v1/authorize`);
  authorize.search = new URLSearchParams({
    ...{ app_id: liffId, response_type: "code", state: "s" },
    ...{ code_challenge: "challenge", code_challenge_method: "S256" },
  }).toString();
  const body = new FormData();
  body.set("decision", "allow");
  body.set("userId", hanako);
  const back = await fetch(authorize, { method: "POST", body, redirect: "manual" });
  const parameters = new URL(back.headers.get("location") ?? "").searchParams;
  const answer = await asked(
    "/oauth2/v2.1/token",
    form({
      ...{ grant_type: "authorization_code", client_id: loginChannelId, appId: liffId },
      code: parameters.get("code") ?? "",
      code_verifier: "another",
      redirect_uri: parameters.get("liffRedirectUri") ?? "",
    }),
  );
  expect(answer).toMatchObject({ status: 400, json: { error: "invalid_grant" } });
});
