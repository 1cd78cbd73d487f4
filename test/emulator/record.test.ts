import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { Emulator } from "./index.ts";
import { FingerprintCounts } from "./record/tally.ts";
import { hanako, ichiro, startSample } from "./testing.ts";
import { clientsOf, refusal, statelessToken } from "./testing-sdk.ts";

/** LINE keeps no such record for us (development guidelines): this is the emulator's own. */

const endpoint = "POST /v2/bot/message/push";
const key = (n: number) => `123e4567-e89b-12d3-a456-42665544${String(n).padStart(4, "0")}`;
let emulator: Emulator;
let line: messagingApi.MessagingApiClient;

beforeEach(async () => {
  emulator = await startSample();
  ({ line } = clientsOf(emulator, await statelessToken(emulator)));
  emulator.recorder.reset();
});

afterEach(() => emulator.close());

function push(text: string, retryKey?: string, to = hanako): Promise<unknown> {
  return line.pushMessage({ to, messages: [{ type: "text", text }] }, retryKey);
}

async function door(path: string, body?: unknown): Promise<{ status: number; json: unknown }> {
  const init = body === undefined ? {} : { method: "POST", body: JSON.stringify(body) };
  const response = await fetch(`${emulator.origin}/_/record${path}`, init);
  return { status: response.status, json: await response.json() };
}

test("a retry after a lost answer is 2 requests, 1 accepted, 1 delivery", async () => {
  emulator.addFault({ endpoint, kind: "drop_after", times: 1 });
  await expect(push("レシート #key=receipt-1", key(1))).rejects.toThrow();
  expect((await refusal(push("レシート #key=receipt-1", key(1)))).status).toBe(409);
  expect(emulator.recorder.summary()).toMatchObject({
    ...{ calls: 2, deliveries: 1, people: 1, duplicates: 0, withoutRetryKey: {} },
    byEndpoint: { [endpoint]: { dropped: 1, 409: 1 } },
    byFault: { drop_after: 1 },
    requestsByRetryKey: { distinct: 1, byCount: { 2: 1 } },
    acceptedByRetryKey: { distinct: 1, byCount: { 1: 1 } },
  });
  expect(emulator.recorder.byContentKey()).toEqual({ "receipt-1": 1 });
});

test("the same text to one person twice is 1 duplicate, however its key is called", async () => {
  await push("ポイント #key=a", key(1));
  await push("ポイント #key=a", key(2));
  emulator.follow(ichiro);
  await push("ポイント #key=a", key(3), ichiro);
  expect(emulator.recorder.summary()).toMatchObject({
    ...{ deliveries: 3, duplicates: 1 },
    deliveriesByContentKey: { byCount: { 3: 1 } },
    deliveriesByPersonAndContentKey: { byCount: { 1: 1, 2: 1 } },
  });
  expect(emulator.recorder.duplicates()).toMatchObject([
    { userId: hanako, contentKey: "a", retryKey: key(2), nth: 2 },
  ]);
});

test("a send without a retry key is counted, a reply and a profile are not", async () => {
  await push("一");
  await line.getProfile(hanako);
  expect(emulator.recorder.summary().withoutRetryKey).toEqual({ [endpoint]: 1 });
});

test("one multicast to 2 people is 2 deliveries and 1 accepted request", async () => {
  emulator.follow(ichiro);
  await line.multicast({ to: [hanako, ichiro], messages: [{ type: "text", text: "#key=m" }] }, key(1));
  expect(emulator.recorder.summary()).toMatchObject({
    ...{ deliveries: 2, people: 2, duplicates: 0 },
    acceptedByRetryKey: { byCount: { 1: 1 } },
    deliveriesByContentKey: { byCount: { 2: 1 } },
  });
});

test("the doors say the same to another process", async () => {
  await push("#key=a", key(1));
  expect((await door("")).json).toEqual(emulator.recorder.summary());
  expect((await door("/users")).json).toEqual({ [hanako]: 1 });
  expect((await door("/content-keys")).json).toEqual({ a: 1 });
  expect((await door("/retry-keys")).json).toEqual({ [key(1)]: 1 });
  const wanted = { userIds: [ichiro, hanako], retryKeys: [key(1), key(2)], contentKeys: ["a", "b"] };
  expect((await door("/counts", wanted)).json).toEqual({
    userIds: [0, 1],
    retryKeys: [
      { requests: 1, accepted: 1 },
      { requests: 0, accepted: 0 },
    ],
    contentKeys: [1, 0],
  });
  expect((await door("/reset", { contentKey: "(" })).status).toBe(400);
});

test("keeping counts alone, keys can be asked for but not listed, and no body stays", async () => {
  await door("/reset", { keep: "counts", contentKey: "order (\\d+)" });
  for (const n of [1, 2]) await push(`order ${n}`, key(n));
  expect((await refusal(push("order 2", key(2)))).status).toBe(409);
  expect((await door("/content-keys")).status).toBe(409);
  expect(emulator.recorder.counts({ contentKeys: ["1", "2", "3"] }).contentKeys).toEqual([1, 1, 0]);
  expect(emulator.deliveries()).toEqual([]);
  expect(emulator.calls()).toEqual([]);
  expect(emulator.recorder.summary()).toMatchObject({
    requestsByRetryKey: { byCount: { 1: 1, 2: 1 } },
    byEndpoint: { [endpoint]: { 200: 2, 409: 1 } },
  });
});

test("200,000 keys counted by fingerprint: each is found as often as it came", () => {
  const counts = new FingerprintCounts();
  for (let n = 0; n < 200_000; n += 1) counts.add(`key ${n % 150_000}`);
  expect([counts.count("key 0"), counts.count("key 149999"), counts.count("key 150000")]).toEqual([2, 1, 0]);
  expect([...counts.counts()].filter((count) => count === 2)).toHaveLength(50_000);
});
