import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fault } from "./control.ts";
import type { Emulator } from "./index.ts";
import { hanako, ichiro, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

/** A busy machine takes its time. */
const patient = { timeout: 10_000 };

const endpoint = "POST /v2/bot/message/push";
const key = "123e4567-e89b-12d3-a456-426655440000";
let emulator: Emulator;
let line: messagingApi.MessagingApiClient;

beforeEach(async () => {
  emulator = await startSample();
  ({ line } = clientsOf(emulator, await statelessToken(emulator)));
});

afterEach(() => emulator.close());

function push(): Promise<unknown> {
  return line.pushMessage({ to: hanako, messages: [{ type: "text", text: "こんにちは" }] }, key);
}

const refused: readonly [Fault["kind"], number, string][] = [
  ["error_500", 500, "Internal Server Error"],
  ["rate_429", 429, "The API rate limit has been exceeded. Try again later."],
  ["monthly_429", 429, "You have reached your monthly limit."],
  ["audience_429", 429, "audience"],
  ["flood_429", 429, "same user"],
  ["unauthorized_401", 401, "Authentication failed."],
];

test.each(refused)("%s answers %i, and the retry is accepted", async (kind, status, words) => {
  emulator.addFault({ endpoint, kind, times: 1 });
  expect(await refusal(push())).toMatchObject({ status, body: { message: expect.stringContaining(words) } });
  expect(emulator.chat(hanako)).toHaveLength(0);
  await push();
  expect(emulator.chat(hanako)).toHaveLength(1);
});

test.each([
  ["error_502", "502 Bad Gateway"],
  ["error_503", "503 Service Temporarily Unavailable"],
] as const)("%s answers a proxy's HTML, and nothing is delivered", async (kind, title) => {
  emulator.addFault({ endpoint, kind, times: 1 });
  const error = await push().catch((reason: unknown) => reason);
  expect(error).toMatchObject({ status: Number(title.slice(0, 3)), body: expect.stringContaining(title) });
  expect(emulator.chat(hanako)).toHaveLength(0);
});

/** What a caller that reads the answer itself sees of it. */
async function bareAnswer(): Promise<{ status: number; text: string }> {
  const { access_token } = await tokenJson();
  const response = await fetch(`${emulator.origin}/v2/bot/message/push`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({ to: hanako, messages: [{ type: "text", text: "こんにちは" }] }),
  });
  return { status: response.status, text: await response.text() };
}

async function tokenJson(): Promise<{ access_token: string }> {
  return { access_token: await statelessToken(emulator) };
}

test.each([
  "html_200_after",
  "half_json_after",
] as const)("%s is a 200 whose body is no JSON, for a message that was delivered", async (kind) => {
  emulator.addFault({ endpoint, kind, times: 1 });
  const { status, text } = await bareAnswer();
  expect(status).toBe(200);
  expect(() => JSON.parse(text)).toThrow(SyntaxError);
  expect(emulator.chat(hanako)).toHaveLength(1);
});

test("cut_body_after ends the connection in the middle of an accepted answer", async () => {
  emulator.addFault({ endpoint, kind: "cut_body_after", times: 1 });
  await expect(bareAnswer()).rejects.toThrow("terminated");
  expect(emulator.chat(hanako)).toHaveLength(1);
});

test("extra_fields_after adds what no documentation knows to every object of the answer", async () => {
  emulator.addFault({ endpoint, kind: "extra_fields_after", times: 1 });
  const { text } = await bareAnswer();
  const sent = expect.objectContaining({ id: expect.stringMatching(/^\d{18}$/), xNewNumber: 4.5 });
  expect(JSON.parse(text)).toMatchObject({ xNewText: "新しい項目", sentMessages: [sent] });
});

test("conflict_409_after has delivered, and names another request as the accepted one", async () => {
  emulator.addFault({ endpoint, kind: "conflict_409_after", times: 1 });
  const { status, headers, body } = await refusal(push());
  expect(status).toBe(409);
  expect(body).toMatchObject({ sentMessages: [{ id: emulator.chat(hanako)[0]?.id }] });
  expect(headers.get("x-line-accepted-request-id")).not.toBe(headers.get("x-line-request-id"));
});

test("calls 3 to 5 fail, and no others", async () => {
  emulator.addFault({ endpoint, kind: "rate_429", skip: 2, times: 3 });
  const statuses: number[] = [];
  for (let call = 1; call <= 6; call += 1) {
    await bareAnswer().then(({ status }) => statuses.push(status));
  }
  expect(statuses).toEqual([200, 200, 429, 429, 429, 200]);
});

test("a sequence gives each call its own fate, and then it is over", async () => {
  emulator.addFault({ endpoint, kind: "error_500", steps: ["error_500", "pass", "unauthorized_401"] });
  const statuses: number[] = [];
  for (let call = 1; call <= 4; call += 1) {
    await bareAnswer().then(({ status }) => statuses.push(status));
  }
  expect(statuses).toEqual([500, 200, 401, 200]);
  expect(emulator.faults()).toMatchObject([{ matched: 3, struck: 2, spent: true }]);
});

test("a fault for one person leaves the others alone, in push and in a profile's path", async () => {
  emulator.addFault({ endpoint: "*", userId: hanako, kind: "error_500" });
  expect((await refusal(push())).status).toBe(500);
  expect((await refusal(line.getProfile(hanako))).status).toBe(500);
  emulator.follow(ichiro);
  expect(await line.getProfile(ichiro)).toMatchObject({ userId: ichiro });
  await line.pushMessage({ to: ichiro, messages: [{ type: "text", text: "こんにちは" }] });
  const together = { to: [ichiro, hanako], messages: [{ type: "text" as const, text: "みなさん" }] };
  expect((await refusal(line.multicast(together))).status).toBe(500);
});

test("a reservation of the month's quota is over after its 30 seconds", async () => {
  emulator.addFault({ endpoint, kind: "monthly_429", forMs: 30_000 });
  expect((await refusal(push())).status).toBe(429);
  emulator.advanceClock(30_000);
  await push();
});

test("with the token endpoint down, no token is to be had until it is up again", async () => {
  const { id } = emulator.addFault({ endpoint: "POST /oauth2/v3/token", kind: "error_503" });
  await expect(statelessToken(emulator)).rejects.toThrow("503");
  emulator.removeFault(id);
  expect(await statelessToken(emulator)).toBeTypeOf("string");
});

test("a request held before it takes effect is accepted although its caller has given up", async () => {
  emulator.addFault({ endpoint, kind: "delay_before", delayMs: 300, times: 1 });
  const { access_token } = await tokenJson();
  const asked = fetch(`${emulator.origin}/v2/bot/message/push`, {
    method: "POST",
    headers: { authorization: `Bearer ${access_token}`, "content-type": "application/json" },
    body: JSON.stringify({ to: hanako, messages: [{ type: "text", text: "こんにちは" }] }),
    signal: AbortSignal.timeout(100),
  });
  await expect(asked).rejects.toThrow("timeout");
  expect(emulator.chat(hanako)).toHaveLength(0);
  await expect.poll(() => emulator.chat(hanako).length, patient).toBe(1);
});

test("the doors add, list and remove faults, and refuse a kind nobody knows", async () => {
  const door = async (method: string, path = "", body?: unknown) => {
    const init = { method, body: body === undefined ? null : JSON.stringify(body) };
    const response = await fetch(`${emulator.origin}/_/faults${path}`, init);
    return { status: response.status, json: await response.json() };
  };
  const added = await door("POST", "", { endpoint, kind: "flood_429", times: 1, text: "slow down" });
  expect(added.json).toMatchObject({ id: "1", matched: 0, struck: 0, spent: false });
  expect((await refusal(push())).body).toEqual({ message: "slow down" });
  expect((await door("GET")).json).toMatchObject([{ id: "1", struck: 1, spent: true }]);
  expect((await door("DELETE", "/1")).status).toBe(200);
  expect((await door("DELETE", "/1")).status).toBe(404);
  expect((await door("POST", "", { endpoint, kind: "earthquake" })).status).toBe(400);
});

test("a connection dropped before acceptance delivers nothing; the retry does", async () => {
  emulator.addFault({ endpoint, kind: "drop_before", times: 1 });
  await expect(push()).rejects.toThrow(TypeError);
  expect(emulator.chat(hanako)).toHaveLength(0);
  await push();
});

test.each([
  "drop_after",
  "error_500_after",
] as const)("%s has delivered: the retry gets 409", async (kind) => {
  emulator.addFault({ endpoint, kind, times: 1 });
  await expect(push()).rejects.toThrow();
  expect(emulator.chat(hanako)).toHaveLength(1);
  const { status, body } = await refusal(push());
  expect(status).toBe(409);
  expect(body).toMatchObject({ sentMessages: [{ id: emulator.chat(hanako)[0]?.id }] });
  expect(emulator.chat(hanako)).toHaveLength(1);
});

test("a delayed answer has been accepted when the caller gives up", async () => {
  emulator.addFault({ endpoint, kind: "delay", delayMs: 60_000, times: 1 });
  let answered = false;
  const slow = push()
    .catch(() => "cut off")
    .finally(() => {
      answered = true;
    });
  await expect.poll(() => emulator.chat(hanako).length, patient).toBe(1);
  expect((await refusal(push())).status).toBe(409);
  expect(answered).toBe(false);
  await emulator.close();
  await slow;
  emulator = await startSample();
});

test("a fault strikes its own endpoint, as often as it says, until cleared", async () => {
  emulator.addFault({ endpoint, kind: "error_500", times: 2 });
  emulator.addFault({ endpoint: "*", kind: "rate_429" });
  expect((await refusal(push())).status).toBe(500);
  expect((await refusal(line.getBotInfo())).status).toBe(429);
  expect((await refusal(push())).status).toBe(500);
  expect((await refusal(push())).status).toBe(429);
  emulator.clearFaults();
  await push();
});

test("a probability is drawn from the seed: the same calls fail in every run", async () => {
  async function outcomes(): Promise<boolean[]> {
    const other = await startSample();
    other.addFault({ endpoint: "POST /oauth2/v3/token", kind: "error_500", probability: 0.5 });
    const drawn: boolean[] = [];
    for (let count = 0; count < 20; count += 1) {
      drawn.push(
        await statelessToken(other).then(
          () => true,
          () => false,
        ),
      );
    }
    await other.close();
    return drawn;
  }
  const first = await outcomes();
  expect(await outcomes()).toEqual(first);
  expect(new Set(first).size).toBe(2);
});

test("every call is on record with its status, request id and retry key", async () => {
  emulator.addFault({ endpoint, kind: "error_500", times: 1 });
  await refusal(push());
  await push();
  const calls = emulator.calls("/v2/bot/message/push");
  expect(calls).toMatchObject([
    { method: "POST", host: "api.line.me", status: 500, retryKey: key },
    { status: 200, retryKey: key, body: { to: hanako } },
  ]);
  expect(new Set(calls.map((call) => call.requestId)).size).toBe(2);
});
