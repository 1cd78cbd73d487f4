import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import { hanako, ichiro, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

let emulator: Emulator;
let line: messagingApi.MessagingApiClient;

const greeting: messagingApi.TextMessage = { type: "text", text: "こんにちは" };
const key = "123e4567-e89b-12d3-a456-426655440000";

beforeEach(async () => {
  emulator = await startSample();
  useToken(await statelessToken(emulator));
});

afterEach(() => emulator.close());

function useToken(token: string): void {
  ({ line } = clientsOf(emulator, token));
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

  test("of ten requests at once with one key, one is delivered and nine get 409", async () => {
    const asked = Array.from({ length: 10 }, () =>
      line.pushMessage({ to: hanako, messages: [greeting] }, key),
    );
    const outcomes = await Promise.allSettled(asked);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
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

  test("broadcast reaches every friend, some moments after it was accepted", async () => {
    emulator.follow(ichiro);
    await line.broadcast({ messages: [greeting] });
    expect(emulator.deliveries()).toEqual([]);
    emulator.advanceClock(1_000);
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
