import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Fault } from "./control.ts";
import type { Emulator } from "./index.ts";
import { hanako, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

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
  ["unauthorized_401", 401, "Authentication failed."],
];

test.each(refused)("%s answers %i, and the retry is accepted", async (kind, status, words) => {
  emulator.addFault({ endpoint, kind, times: 1 });
  expect(await refusal(push())).toMatchObject({ status, body: { message: expect.stringContaining(words) } });
  expect(emulator.chat(hanako)).toHaveLength(0);
  await push();
  expect(emulator.chat(hanako)).toHaveLength(1);
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
  await expect.poll(() => emulator.chat(hanako).length).toBe(1);
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
