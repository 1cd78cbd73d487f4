import { channelAccessToken, type messagingApi } from "@line/bot-sdk";
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from "jose";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import { channelId, channelSecret, hanako, ichiro, sakura, sample, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

let emulator: Emulator;
let line: messagingApi.MessagingApiClient;
let blob: messagingApi.MessagingApiBlobClient;

const greeting: messagingApi.TextMessage = { type: "text", text: "こんにちは" };
const key = "123e4567-e89b-12d3-a456-426655440000";

beforeEach(async () => {
  emulator = await startSample();
  useToken(await statelessToken(emulator));
});

afterEach(() => emulator.close());

function useToken(token: string): void {
  ({ line, blob } = clientsOf(emulator, token));
}

describe("push", () => {
  test("puts the message into the chat and answers with its id", async () => {
    const { httpResponse, body } = await line.pushMessageWithHttpInfo({ to: hanako, messages: [greeting] });
    const [bubble] = emulator.chat(hanako);
    expect(bubble).toMatchObject({ message: greeting, via: "push", id: body.sentMessages[0]?.id });
    expect(bubble?.id).toMatch(/^\d{18}$/);
    expect(httpResponse.headers.get("x-line-request-id")).toBe(emulator.deliveries(hanako)[0]?.requestId);
  });

  test("a retry key is accepted once; again it is 409 with the first request's id and messages", async () => {
    const first = await line.pushMessageWithHttpInfo({ to: hanako, messages: [greeting] }, key);
    const { status, headers, body } = await refusal(
      line.pushMessage({ to: hanako, messages: [greeting] }, key),
    );
    expect(status).toBe(409);
    expect(headers.get("x-line-accepted-request-id")).toBe(
      first.httpResponse.headers.get("x-line-request-id"),
    );
    expect(headers.get("x-line-request-id")).not.toBe(headers.get("x-line-accepted-request-id"));
    const message = "The retry key is already accepted";
    expect(body).toEqual({ message, sentMessages: first.body.sentMessages });
    expect(emulator.chat(hanako)).toHaveLength(1);
  });

  test("after 24 hours the same key is a new request", async () => {
    await line.pushMessage({ to: hanako, messages: [greeting] }, key);
    emulator.advanceClock(24 * 3_600_000);
    useToken(await statelessToken(emulator));
    await line.pushMessage({ to: hanako, messages: [greeting] }, key);
    expect(emulator.chat(hanako)).toHaveLength(2);
  });

  test("a key that was refused is not used up", async () => {
    await refusal(line.pushMessage({ to: hanako, messages: [] }, key));
    await line.pushMessage({ to: hanako, messages: [greeting] }, key);
    expect(emulator.chat(hanako)).toHaveLength(1);
  });

  test("to someone who blocked: 200, nothing arrives, nothing is counted", async () => {
    emulator.block(hanako);
    await line.pushMessage({ to: hanako, messages: [greeting] });
    expect(emulator.chat(hanako)).toEqual([]);
    expect(await line.getMessageQuotaConsumption()).toEqual({ totalUsage: 0 });
  });

  test("to a stranger's id: 400, Failed to send messages", async () => {
    const to = `U${"0".repeat(32)}`;
    const { status, body } = await refusal(line.pushMessage({ to, messages: [greeting] }));
    expect({ status, body }).toEqual({ status: 400, body: { message: "Failed to send messages" } });
  });

  test("to something that is no id: 400, the property 'to'", async () => {
    const { body } = await refusal(line.pushMessage({ to: "hanako", messages: [greeting] }));
    const message = "The property, 'to', in the request body is invalid (line: -, column: -)";
    expect(body).toEqual({ message });
  });

  test("someone who is no friend is reached within seven days of writing", async () => {
    await line.pushMessage({ to: ichiro, messages: [greeting] });
    expect(emulator.deliveries(ichiro)).toHaveLength(0);
    emulator.say(ichiro, "営業時間は？");
    await line.pushMessage({ to: ichiro, messages: [greeting] });
    expect(emulator.deliveries(ichiro)).toHaveLength(1);
  });
});

describe("multicast and broadcast", () => {
  test("multicast reaches friends once each, and counts them", async () => {
    await line.multicast({ to: [hanako, hanako, ichiro], messages: [greeting] });
    expect(emulator.deliveries().map((delivery) => delivery.userId)).toEqual([hanako]);
    expect(await line.getMessageQuotaConsumption()).toEqual({ totalUsage: 1 });
  });

  test("a multicast's repeated key gets 409 without messages", async () => {
    await line.multicast({ to: [hanako], messages: [greeting] }, key);
    const { status, body } = await refusal(line.multicast({ to: [hanako], messages: [greeting] }, key));
    expect({ status, body }).toEqual({ status: 409, body: { message: "The retry key is already accepted" } });
  });

  test("a malformed id is named by its place, and nobody gets anything", async () => {
    const { body } = await refusal(line.multicast({ to: [hanako, "x"], messages: [greeting] }));
    expect(body).toEqual({
      message: "The property, to[1], in the request body is invalid (line: -, column: -)",
    });
    expect(emulator.deliveries()).toEqual([]);
  });

  test("501 people are too many", async () => {
    const to = Array.from({ length: 501 }, () => hanako);
    const { body } = await refusal(line.multicast({ to, messages: [greeting] }));
    expect(body).toMatchObject({ details: [{ message: "Size must be between 1 and 500", property: "to" }] });
  });

  test("broadcast reaches every friend", async () => {
    emulator.follow(ichiro);
    await line.broadcast({ messages: [greeting] });
    expect(emulator.deliveries().map((delivery) => delivery.userId)).toEqual([hanako, ichiro]);
  });
});

describe("counts", () => {
  test("the units of this month's sends are listed", async () => {
    const customAggregationUnits = ["spring_2026"];
    await line.pushMessage({ to: hanako, messages: [greeting], customAggregationUnits });
    expect(await line.getAggregationUnitUsage()).toEqual({ numOfCustomAggregationUnits: 1 });
    expect(await line.getAggregationUnitNameList()).toEqual({ customAggregationUnits });
  });

  test("a day's sends are known on the next day", async () => {
    await line.pushMessage({ to: hanako, messages: [greeting] });
    const today = new Date(Date.now() + 9 * 3_600_000).toISOString().slice(0, 10).replaceAll("-", "");
    expect(await line.getNumberOfSentPushMessages(today)).toEqual({ status: "unready" });
    emulator.advanceClock(24 * 3_600_000);
    useToken(await statelessToken(emulator));
    expect(await line.getNumberOfSentPushMessages(today)).toEqual({ status: "ready", success: 1 });
  });

  test("validating sends nothing", async () => {
    await line.validatePush({ messages: [greeting] });
    expect((await refusal(line.validatePush({ messages: [] }))).status).toBe(400);
    expect(emulator.deliveries()).toEqual([]);
  });
});

describe("limits", () => {
  test("the message that would pass the monthly limit gets 429, and a new month begins at zero", async () => {
    emulator.changeSettings({ monthlyLimit: 1 });
    await line.pushMessage({ to: hanako, messages: [greeting] });
    const { status, body } = await refusal(line.pushMessage({ to: hanako, messages: [greeting] }, key));
    expect({ status, body }).toEqual({
      status: 429,
      body: { message: "You have reached your monthly limit." },
    });
    expect(await line.getMessageQuota()).toEqual({ type: "limited", value: 1 });
    emulator.advanceClock(31 * 24 * 3_600_000);
    useToken(await statelessToken(emulator));
    await line.pushMessage({ to: hanako, messages: [greeting] }, key);
  });

  test("the 61st broadcast within an hour gets 429; a minute later one more passes", async () => {
    for (let count = 0; count < 60; count += 1) await line.broadcast({ messages: [greeting] });
    const { status, body } = await refusal(line.broadcast({ messages: [greeting] }));
    expect(status).toBe(429);
    expect(body).toEqual({ message: "The API rate limit has been exceeded. Try again later." });
    emulator.advanceClock(60_000);
    await line.broadcast({ messages: [greeting] });
  });
});

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

describe("people", () => {
  test("a friend's profile is given, a blocker's is 404", async () => {
    expect(await line.getProfile(hanako)).toEqual({
      userId: hanako,
      displayName: "佐藤 花子",
      language: "ja",
    });
    emulator.block(hanako);
    expect(await refusal(line.getProfile(hanako))).toMatchObject({
      status: 404,
      body: { message: "Not found" },
    });
  });

  test("someone who never wrote and is no friend has no profile for us", async () => {
    expect((await refusal(line.getProfile(sakura))).status).toBe(404);
    emulator.say(sakura, "こんにちは");
    expect(await line.getProfile(sakura)).toMatchObject({ displayName: "田中 🌸 さくら" });
  });

  test("followers come in pages that may be short", async () => {
    emulator.follow(ichiro);
    emulator.follow(sakura);
    const found: string[] = [];
    let start: string | undefined;
    do {
      const page = await line.getFollowers(start, 2);
      found.push(...page.userIds);
      start = page.next;
    } while (start !== undefined);
    expect(found).toEqual([hanako, ichiro, sakura]);
  });

  test("the loading animation lasts 5 to 60 seconds in steps of five", async () => {
    const shown = await line.showLoadingAnimationWithHttpInfo({ chatId: hanako, loadingSeconds: 60 });
    expect(shown.httpResponse.status).toBe(202);
    const details = async (loadingSeconds: number) =>
      (await refusal(line.showLoadingAnimation({ chatId: hanako, loadingSeconds }))).body;
    expect(await details(61)).toMatchObject({ details: [{ message: "Must be between 5 and 60" }] });
    expect(await details(7)).toMatchObject({ details: [{ message: "must be a multiple of five" }] });
  });

  test("an endpoint LINE does not have is 404", async () => {
    const token = await statelessToken(emulator);
    const headers = { authorization: `Bearer ${token}` };
    const response = await fetch(`${emulator.origin}/v2/bot/nothing`, { headers });
    expect(response.status).toBe(404);
    expect(await response.json()).toEqual({ message: "Not found" });
  });
});

describe("rich menus", () => {
  const menu: messagingApi.RichMenuRequest = {
    size: { width: 2500, height: 1686 },
    ...{ selected: true, name: "会員", chatBarText: "メニュー" },
    areas: [
      {
        bounds: { x: 0, y: 0, width: 2500, height: 1686 },
        action: { type: "uri", label: "会員証", uri: "https://liff.line.me/2000000002-Card0001" },
      },
    ],
  };

  test("made, pictured and linked, a menu is what the phone shows", async () => {
    const { richMenuId } = await line.createRichMenu(menu);
    expect((await refusal(line.linkRichMenuIdToUser(hanako, richMenuId))).body).toEqual({
      message: "must upload richmenu image before applying it to user",
    });
    await blob.setRichMenuImage(richMenuId, png(2500, 1686));
    await line.linkRichMenuIdToUser(hanako, richMenuId);
    expect(await line.getRichMenuIdOfUser(hanako)).toEqual({ richMenuId });
    const phone = await (await fetch(`${emulator.origin}/_/phone/${hanako}`)).json();
    expect(phone).toMatchObject({ richMenu: { chatBarText: "メニュー", areas: [{ label: "会員証" }] } });
    await line.unlinkRichMenuIdFromUser(hanako);
    expect((await refusal(line.getRichMenuIdOfUser(hanako))).body).toMatchObject({
      message: "the user has no richmenu",
    });
  });

  test("a picture is checked by its header, and never replaced", async () => {
    const { richMenuId } = await line.createRichMenu(menu);
    const small = await refusal(blob.setRichMenuImage(richMenuId, png(100, 50)));
    expect(small.body).toEqual({ message: "The image size is not allowed for richmenu" });
    expect((await refusal(blob.setRichMenuImage(richMenuId, new Blob(["x"])))).status).toBe(415);
    await blob.setRichMenuImage(richMenuId, png(2500, 1686));
    const again = await refusal(blob.setRichMenuImage(richMenuId, png(2500, 1686)));
    expect(again.body).toEqual({ message: "An image has already been uploaded to the richmenu" });
  });

  /** The header of a PNG, which is all that is looked at. */
  function png(width: number, height: number): Blob {
    const bytes = new DataView(new ArrayBuffer(24));
    bytes.setUint32(0, 0x89504e47);
    bytes.setUint32(16, width);
    bytes.setUint32(20, height);
    return new Blob([bytes.buffer], { type: "image/png" });
  }
});
