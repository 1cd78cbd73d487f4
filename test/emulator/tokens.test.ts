import { channelAccessToken, type messagingApi } from "@line/bot-sdk";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import { channelId, channelSecret, sample, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

let emulator: Emulator;
let line: messagingApi.MessagingApiClient;

beforeEach(async () => {
  emulator = await startSample();
  useToken(await statelessToken(emulator));
});

afterEach(() => emulator.close());

function useToken(token: string): void {
  ({ line } = clientsOf(emulator, token));
}

describe("tokens", () => {
  test("an unknown token gets 401", async () => {
    useToken("wrong");
    const { status, body } = await refusal(line.getBotInfo());
    expect(status).toBe(401);
    expect(body).toMatchObject({ message: expect.stringContaining("Authentication failed") });
  });

  test("a stateless token is over after 15 minutes", async () => {
    emulator.advanceClock(14 * 60_000);
    await line.getBotInfo();
    emulator.advanceClock(60_000);
    expect((await refusal(line.getBotInfo())).status).toBe(401);
  });

  test("a wrong secret gets no token", async () => {
    const { status, body } = await refusal(statelessToken(emulator, "wrong"));
    expect(status).toBe(400);
    expect(body).toMatchObject({ error_description: "Invalid 'client_credentials'." });
  });

  test("a short-lived token works until it is revoked", async () => {
    const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: emulator.origin });
    const issued = await tokens.issueChannelToken("client_credentials", channelId, channelSecret);
    useToken(issued.access_token);
    await line.getBotInfo();
    await tokens.revokeChannelToken(issued.access_token);
    expect((await refusal(line.getBotInfo())).status).toBe(401);
  });
});

describe("tokens for a signed assertion", () => {
  let assertion: (claims: JWTPayload) => Promise<string>;

  beforeEach(async () => {
    const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
    const assertionKeys = [{ ...(await exportJWK(publicKey)), kid: "key-1" }];
    await emulator.close();
    emulator = await startSample({ messaging: { ...sample.messaging, assertionKeys } });
    const header = { alg: "RS256", typ: "JWT", kid: "key-1" };
    assertion = (claims) => new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
  });

  function claims(changes: JWTPayload = {}): JWTPayload {
    const exp = Math.floor(Date.now() / 1000) + 1_800;
    return {
      iss: channelId,
      sub: channelId,
      aud: "https://api.line.me/",
      exp,
      token_exp: 86_400,
      ...changes,
    };
  }

  const type = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  async function issue(changes?: JWTPayload): Promise<channelAccessToken.IssueChannelAccessTokenResponse> {
    const tokens = new channelAccessToken.ChannelAccessTokenClient({ baseURL: emulator.origin });
    return tokens.issueChannelTokenByJWT("client_credentials", type, await assertion(claims(changes)));
  }

  test("work as long as the assertion asked, and the 31st is refused", async () => {
    const first = await issue();
    expect(first).toMatchObject({ expires_in: 86_400, token_type: "Bearer", key_id: expect.any(String) });
    useToken(first.access_token);
    await line.getBotInfo();
    for (let count = 1; count < 30; count += 1) await issue();
    expect((await refusal(issue())).body).toMatchObject({
      error_description: "The maximum number of access tokens has already been issued",
    });
    emulator.advanceClock(86_400_000);
    expect((await refusal(line.getBotInfo())).status).toBe(401);
  });

  test("an assertion for longer than 30 minutes, or of another channel, gets none", async () => {
    const exp = Math.floor(Date.now() / 1000) + 1_900;
    expect((await refusal(issue({ exp }))).body).toMatchObject({ error_description: "Invalid exp" });
    expect((await refusal(issue({ iss: "1", sub: "1" }))).body).toMatchObject({
      error_description: "iss and clientId of key do not match",
    });
  });
});
