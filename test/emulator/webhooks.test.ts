import { type messagingApi, validateSignature } from "@line/bot-sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import {
  channelSecret,
  hanako,
  ichiro,
  receiveWebhooks,
  sample,
  startSample,
  type WebhookReceiver,
} from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

let emulator: Emulator;
let hook: WebhookReceiver;
let line: messagingApi.MessagingApiClient;

const greeting: messagingApi.TextMessage = { type: "text", text: "こんにちは" };

beforeEach(async () => {
  [emulator, hook] = await Promise.all([startSample(), receiveWebhooks()]);
  emulator.setWebhookUrl(hook.url);
  ({ line } = clientsOf(emulator, await statelessToken(emulator)));
});

afterEach(async () => {
  await emulator.close();
  await hook.close();
});

test("a message with an emoji arrives escaped, and the SDK accepts its signature", async () => {
  emulator.say(hanako, "ありがとう🤨");
  await emulator.webhooksIdle();
  const [webhook] = hook.received;
  const signature = String(webhook?.headers["x-line-signature"]);
  expect(webhook?.body).toContain("ありがとう\\uD83E\\uDD28");
  expect(validateSignature(webhook?.body ?? "", channelSecret, signature)).toBe(true);
  const written = JSON.stringify(JSON.parse(webhook?.body ?? ""));
  expect(validateSignature(written, channelSecret, signature)).toBe(false);
  expect(webhook?.headers["user-agent"]).toBe("LineBotWebhook/2.0");
  expect(eventsOf(webhook?.body)).toMatchObject([
    { type: "message", message: { type: "text", text: "ありがとう🤨" }, source: { userId: hanako } },
  ]);
});

test("a reply token works once", async () => {
  const replyToken = await replyTokenOf(() => emulator.say(hanako, "残高"));
  await line.replyMessage({ replyToken, messages: [greeting] });
  expect(emulator.chat(hanako)).toHaveLength(2);
  const { status, body } = await refusal(line.replyMessage({ replyToken, messages: [greeting] }));
  expect({ status, body }).toEqual({ status: 400, body: { message: "Invalid reply token" } });
  expect(await line.getMessageQuotaConsumption()).toEqual({ totalUsage: 0 });
});

test("a reply token is over after a minute", async () => {
  const replyToken = await replyTokenOf(() => emulator.say(hanako, "残高"));
  emulator.advanceClock(60_001);
  expect((await refusal(line.replyMessage({ replyToken, messages: [greeting] }))).status).toBe(400);
});

test("follow, block, unblock and postback each say so", async () => {
  emulator.follow(ichiro);
  emulator.block(ichiro);
  emulator.unblock(ichiro);
  emulator.postback(ichiro, { data: "card=show", displayText: "会員証" });
  await emulator.webhooksIdle();
  expect(hook.received.flatMap(({ body }) => eventsOf(body))).toMatchObject([
    { type: "follow", follow: { isUnblocked: false }, replyToken: expect.stringMatching(/^[0-9a-f]{32}$/) },
    { type: "unfollow" },
    { type: "follow", follow: { isUnblocked: true } },
    { type: "postback", postback: { data: "card=show" } },
  ]);
});

test("what was not answered with 2xx comes again, marked, when redelivery is on", async () => {
  await emulator.close();
  emulator = await startSample({
    messaging: {
      ...sample.messaging,
      webhookUrl: hook.url,
      redelivery: true,
      redeliveryDelaysMs: [10, 10],
    },
  });
  hook.status = 500;
  emulator.say(hanako, "残高");
  await expect.poll(() => hook.received.length).toBe(3);
  await emulator.webhooksIdle();
  const events = hook.received.flatMap(({ body }) => eventsOf(body));
  const [first, second, third] = events;
  expect(events.map((event) => event.deliveryContext)).toEqual([
    ...[{ isRedelivery: false }, { isRedelivery: true }, { isRedelivery: true }],
  ]);
  expect({ ...second, deliveryContext: null }).toEqual({ ...first, deliveryContext: null });
  expect(third?.webhookEventId).toBe(first?.webhookEventId);
  expect(emulator.webhooks().map(({ reason }) => reason)).toEqual(Array(3).fill("error_status_code"));
});

test("no answer within two seconds is a timeout", async () => {
  hook.status = "never";
  emulator.say(hanako, "残高");
  await emulator.webhooksIdle();
  expect(emulator.webhooks()).toMatchObject([{ reason: "request_timeout", status: null }]);
});

test("the webhook test sends no events, and says what came back", async () => {
  expect(await line.testWebhookEndpoint({})).toMatchObject({
    success: true,
    statusCode: 200,
    reason: "OK",
  });
  expect(JSON.parse(hook.received[0]?.body ?? "")).toMatchObject({ events: [] });
  hook.status = 503;
  expect(await line.testWebhookEndpoint({})).toMatchObject({ success: false, reason: "ERROR_STATUS_CODE" });
});
function eventsOf(body = '{"events":[]}'): Record<string, unknown>[] {
  const parsed: { events: Record<string, unknown>[] } = JSON.parse(body);
  return parsed.events;
}

async function replyTokenOf(act: () => void): Promise<string> {
  act();
  await emulator.webhooksIdle();
  return String(eventsOf(hook.received.at(-1)?.body)[0]?.replyToken);
}

test("several waiting events travel in one request when a batch may hold them", async () => {
  emulator.changeSettings({ webhookBatch: 3 });
  for (const words of ["一", "二", "三", "四"]) emulator.say(hanako, words);
  await emulator.webhooksIdle();
  expect(hook.received.map(({ body }) => eventsOf(body).length)).toEqual([3, 1]);
});

test("a doubled webhook carries the same event id, and neither copy is marked", async () => {
  emulator.changeSettings({ duplicateWebhooks: true });
  emulator.say(hanako, "残高");
  await emulator.webhooksIdle();
  const [first, second] = hook.received.flatMap(({ body }) => eventsOf(body));
  expect(second).toEqual(first);
  expect(first?.deliveryContext).toEqual({ isRedelivery: false });
});

test("an unsent message leaves the chat and says which it was", async () => {
  const { id } = emulator.say(hanako, "まちがい");
  expect(emulator.unsend(hanako, id)).toBe(true);
  await emulator.webhooksIdle();
  expect(emulator.chat(hanako)).toEqual([]);
  expect(eventsOf(hook.received[1]?.body)).toMatchObject([{ type: "unsend", unsend: { messageId: id } }]);
});

test("a raw webhook is sent as it stands, with the signature that was asked for", async () => {
  const body = '{"destination":"U","events":[{"type":"from the future"}]}';
  for (const signature of ["valid", "wrong", "missing"] as const) {
    await emulator.sendRawWebhook({ body, signature });
  }
  expect(hook.received.map((each) => each.body)).toEqual([body, body, body]);
  const signed = hook.received.map(({ headers }) => headers["x-line-signature"]);
  expect(
    signed.map((given) => given !== undefined && validateSignature(body, channelSecret, String(given))),
  ).toEqual([...[true, false, false]]);
  expect(signed[2]).toBeUndefined();
});

test("with nobody listening the attempt says it could not connect", async () => {
  await hook.close();
  emulator.say(hanako, "残高");
  await emulator.webhooksIdle();
  expect(emulator.webhooks()).toMatchObject([{ reason: "could_not_connect", status: null }]);
  hook = await receiveWebhooks();
});
