import { type messagingApi, validateSignature } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import {
  channelSecret,
  hanako,
  ichiro,
  receiveWebhooks,
  startSample,
  type WebhookReceiver,
} from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

/** A busy machine takes its time. */
const patient = { timeout: 10_000 };

/** LINE's pages behind each of these stand in the name of its group. */

let emulator: Emulator;
let hook: WebhookReceiver;

beforeEach(async () => {
  [emulator, hook] = await Promise.all([startSample(), receiveWebhooks()]);
  emulator.setWebhookUrl(hook.url);
});

afterEach(async () => {
  await emulator.close();
  await hook.close();
});

interface Event {
  readonly type: string;
  readonly mode: string;
  readonly timestamp: number;
  readonly webhookEventId: string;
  readonly replyToken?: string;
  readonly source?: { readonly userId: string };
  readonly deliveryContext: { readonly isRedelivery: boolean };
}

function requests(): Event[][] {
  return hook.received.map(({ body }) => {
    const { events }: { events: Event[] } = JSON.parse(body);
    return events;
  });
}

const events = () => requests().flat();

/** `count` postbacks that wait for the sender to be let go. */
function muddle(count: number): string[] {
  emulator.changeWebhookFaults({ paused: true });
  const made = [...Array(count).keys()].map((n) => {
    return {
      type: "postback",
      userId: n % 2 === 0 ? hanako : ichiro,
      fields: { postback: { data: `${n}` } },
    };
  });
  return emulator.enqueueEvents(made);
}

async function letGo(): Promise<void> {
  emulator.changeWebhookFaults({ paused: false });
  await emulator.webhooksIdle();
}

const signedRight = ({ headers, body }: WebhookReceiver["received"][number]) =>
  validateSignature(body, channelSecret, String(headers["x-line-signature"]));

describe("copies and order (Receiving messages: webhook redelivery; order is not guaranteed)", () => {
  test("40 events come one to three times each in another order, and the same way in every run", async () => {
    const chaos = { duplicate: 0.5, mostCopies: 3, reorder: 1, reorderWindow: 40, reorderMs: 0 };
    emulator.changeWebhookFaults(chaos);
    const ids = muddle(40);
    await letGo();
    const order = events().map(({ webhookEventId }) => ids.indexOf(webhookEventId));
    expect(new Set(order).size).toBe(40);
    expect(order).not.toEqual([...order].sort((one, other) => one - other));
    const times = ids.map((_, n) => order.filter((each) => each === n).length);
    expect(new Set(times)).toEqual(new Set([1, 2, 3]));
    expect(events().some(({ deliveryContext }) => deliveryContext.isRedelivery)).toBe(false);

    await emulator.close();
    emulator = await startSample();
    emulator.setWebhookUrl(hook.url);
    hook.received.length = 0;
    emulator.changeWebhookFaults(chaos);
    const again = muddle(40);
    await letGo();
    expect(events().map(({ webhookEventId }) => again.indexOf(webhookEventId))).toEqual(order);
  });

  test("7 doubled events of two people travel three by three, and never twice in one request", async () => {
    emulator.changeSettings({ webhookBatch: 3 });
    emulator.changeWebhookFaults({ duplicate: 1 });
    muddle(7);
    await letGo();
    expect(requests().map((batch) => batch.length)).toEqual([3, 3, 3, 3, 1, 1]);
    expect(new Set(requests()[0]?.map(({ source }) => source?.userId))).toEqual(new Set([hanako, ichiro]));
    for (const batch of requests()) {
      expect(new Set(batch.map(({ webhookEventId }) => webhookEventId)).size).toBe(batch.length);
    }
  });

  test("4 requests are under way at once where 4 may be", async () => {
    hook.status = "never";
    emulator.changeWebhookFaults({ parallel: 4 });
    muddle(9);
    emulator.changeWebhookFaults({ paused: false });
    await expect.poll(() => hook.received.length, patient).toBe(4);
    expect(emulator.webhooks()).toEqual([]);
  });

  test("an unfollow can arrive before the follow it came after", async () => {
    const [late, early] = [Date.now(), Date.now() - 5_000];
    await emulator.sendEvents({
      requests: [
        [{ type: "unfollow", userId: ichiro, timestamp: late }],
        [{ type: "follow", userId: ichiro, timestamp: early, fields: { follow: { isUnblocked: false } } }],
      ],
    });
    expect(events().map(({ type, timestamp }) => [type, timestamp])).toEqual([
      ["unfollow", late],
      ["follow", early],
    ]);
  });

  test("a delayed event leaves after its 150 ms, and idle waits for it", async () => {
    emulator.changeWebhookFaults({ delayMs: 150 });
    const startedMs = performance.now();
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    expect(hook.received).toHaveLength(1);
    expect(performance.now() - startedMs).toBeGreaterThan(140);
  });
});

describe("redelivery (Receiving messages: the same but for isRedelivery, schedule secret)", () => {
  test("an answer that is lost on the way brings the event again, marked, with a reply token that works", async () => {
    emulator.changeSettings({ redelivery: true });
    emulator.changeWebhookFaults({ lostAnswer: 1, redeliveryDelaysMs: [20, 20] });
    emulator.say(hanako, "残高");
    await expect.poll(() => hook.received.length, patient).toBe(3);
    await emulator.webhooksIdle();
    expect(events().map(({ deliveryContext }) => deliveryContext.isRedelivery)).toEqual([false, true, true]);
    expect(new Set(events().map(({ webhookEventId }) => webhookEventId)).size).toBe(1);
    const { line } = clientsOf(emulator, await statelessToken(emulator));
    const replyToken = events()[2]?.replyToken ?? "";
    await line.replyMessage({ replyToken, messages: [{ type: "text", text: "120 ポイント" }] });
  });

  test("a server that was down gets the event by a later try", async () => {
    emulator.changeSettings({ redelivery: true });
    emulator.changeWebhookFaults({ redeliveryDelaysMs: Array(200).fill(20) });
    hook.status = 500;
    emulator.say(hanako, "残高");
    await expect.poll(() => hook.received.length, patient).toBeGreaterThan(1);
    hook.status = 200;
    await expect.poll(() => emulator.webhooks().at(-1)?.reason, patient).toBeNull();
    await emulator.webhooksIdle();
    expect(new Set(events().map(({ webhookEventId }) => webhookEventId)).size).toBe(1);
  });
});

describe("what a receiver must refuse or let pass (Verify webhook signature; development guidelines)", () => {
  test("each forgery comes beside the true request, which is signed right", async () => {
    const forged = {
      empty_events: 1,
      tampered_body: 1,
      wrong_signature: 1,
      missing_signature: 1,
      old_secret: 1,
    };
    emulator.changeWebhookFaults({ forged, oldSecret: "last year's" });
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    expect(emulator.webhooks().map(({ what }) => what)).toEqual(["events", ...Object.keys(forged)]);
    expect(hook.received.map(signedRight)).toEqual([true, true, false, false, false, false]);
    expect(requests()[1]).toEqual([]);
    expect(hook.received[2]?.body).not.toBe(hook.received[0]?.body);
    expect(JSON.parse(hook.received[2]?.body ?? "")).toEqual(JSON.parse(hook.received[0]?.body ?? ""));
    expect(hook.received[4]?.headers).not.toHaveProperty("x-line-signature");
    const old = String(hook.received[5]?.headers["x-line-signature"]);
    expect(validateSignature(hook.received[5]?.body ?? "", "last year's", old)).toBe(true);
  });

  test("three poison events ride with a good one", async () => {
    emulator.changeWebhookFaults({ poison: { unknown_type: 1, no_source: 1, unknown_message: 1 } });
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    expect(requests()).toHaveLength(1);
    expect(new Set(events().map(({ type }) => type))).toEqual(
      new Set(["fromTheFuture", "accountLink", "message"]),
    );
    expect(events().filter(({ source }) => source === undefined)).toHaveLength(1);
  });

  test("the secret LINE signs with can be another than ours, while a new one is being put in place", async () => {
    emulator.changeWebhookFaults({ signingSecret: "issued this morning" });
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    const [webhook] = hook.received;
    const signature = String(webhook?.headers["x-line-signature"]);
    expect(validateSignature(webhook?.body ?? "", channelSecret, signature)).toBe(false);
    expect(validateSignature(webhook?.body ?? "", "issued this morning", signature)).toBe(true);
  });

  test.each([
    ["lower", "x-line-signature"],
    ["title", "X-Line-Signature"],
    ["upper", "X-LINE-SIGNATURE"],
    ["mixed", "x-LINE-Signature"],
  ] as const)("the header's name in %s case is %s on the wire", async (headerCase, name) => {
    emulator.changeWebhookFaults({ headerCase });
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    expect(hook.received[0]?.rawHeaders).toContain(name);
  });

  test("an emoji comes unescaped when that is turned off", async () => {
    emulator.changeWebhookFaults({ escapeEmoji: false });
    emulator.say(hanako, "ありがとう🤨");
    await emulator.webhooksIdle();
    expect(hook.received[0]?.body).toContain("ありがとう🤨");
    expect(hook.received.map(signedRight)).toEqual([true]);
  });

  test("properties in another order and unknown ones everywhere say the same, under a right signature", async () => {
    emulator.say(hanako, "残高");
    emulator.changeWebhookFaults({ shuffleProperties: true, extraFields: true });
    await emulator.webhooksIdle();
    const [{ body } = { body: "" }] = hook.received;
    expect(hook.received.map(signedRight)).toEqual([true]);
    expect(JSON.parse(body)).toMatchObject({
      xNewText: "新しい項目",
      events: [{ xNewNumber: 4.5, type: "message" }],
    });
    const named = () => Object.keys(events().at(-1) ?? {}).filter((name) => !name.startsWith("xNew"));
    const muddled = named();
    emulator.changeWebhookFaults({ shuffleProperties: false });
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    expect(muddled).not.toEqual(named());
    expect(new Set(muddled)).toEqual(new Set(named()));
  });

  test("on standby an event has no reply token", async () => {
    emulator.changeWebhookFaults({ standby: true });
    emulator.say(hanako, "残高");
    await emulator.webhooksIdle();
    expect(events()).toMatchObject([{ mode: "standby", type: "message" }]);
    expect(events()[0]).not.toHaveProperty("replyToken");
  });
});

test("a new URL receives nothing for up to a minute, the old one does (Set webhook endpoint URL)", async () => {
  const next = await receiveWebhooks();
  const { line } = clientsOf(emulator, await statelessToken(emulator));
  emulator.changeWebhookFaults({ urlLagMs: 60_000 });
  await line.setWebhookEndpoint({ endpoint: next.url });
  expect(await line.getWebhookEndpoint()).toMatchObject({ endpoint: next.url });
  emulator.say(hanako, "一");
  await emulator.webhooksIdle();
  expect([hook.received.length, next.received.length]).toEqual([1, 0]);
  emulator.advanceClock(60_000);
  emulator.say(hanako, "二");
  await emulator.webhooksIdle();
  expect([hook.received.length, next.received.length]).toEqual([1, 1]);
  await next.close();
});

test("a person who blocks after the 2nd delivery gets no 3rd, and LINE still answers 200 (Send push message)", async () => {
  const { line } = clientsOf(emulator, await statelessToken(emulator));
  emulator.blockAfter(hanako, { deliveries: 2 });
  const push = (): Promise<messagingApi.PushMessageResponse> =>
    line.pushMessage({ to: hanako, messages: [{ type: "text", text: "お知らせ" }] });
  for (let n = 0; n < 4; n += 1) expect((await push()).sentMessages).toHaveLength(1);
  expect(emulator.deliveries(hanako)).toHaveLength(2);
  await emulator.webhooksIdle();
  expect(events().map(({ type }) => type)).toEqual(["unfollow"]);
  expect((await refusal(line.getProfile(hanako))).status).toBe(404);
});

test("the doors do all of it from another process", async () => {
  const door = async (method: string, path: string, body: unknown) => {
    const init = { method, body: JSON.stringify(body) };
    const response = await fetch(`${emulator.origin}/_/${path}`, init);
    return { status: response.status, json: await response.json() };
  };
  const faults = await door("PATCH", "webhooks/faults", { duplicate: 1, poison: { no_source: 0.5 } });
  expect(faults.json).toEqual(emulator.webhookFaults());
  expect((await door("PATCH", "webhooks/faults", { duplicate: 2 })).status).toBe(400);
  await door("PATCH", "webhooks/faults", { poison: {} });
  const queued = await door("POST", "webhooks/queue", [{ type: "unfollow", userId: hanako }]);
  await door("POST", "webhooks/idle", {});
  expect(events().map(({ webhookEventId }) => ({ eventIds: [webhookEventId] }))).toEqual([
    ...[queued.json, queued.json],
  ]);
  const sent = await door("POST", "webhooks/events", {
    requests: [[], [{ type: "follow", userId: ichiro }]],
  });
  expect(sent.json).toMatchObject([
    { types: [], status: 200 },
    { types: ["follow"], status: 200 },
  ]);
  expect((await door("POST", `phone/${hanako}/block-after`, { deliveries: 1 })).status).toBe(200);
  expect((await door("PUT", "webhooks/url", { url: null })).status).toBe(200);
  expect((await door("POST", "webhooks/send", { body: "{}" })).json).toMatchObject({ reason: "no_endpoint" });
});
