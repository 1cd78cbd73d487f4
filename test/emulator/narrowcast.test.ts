import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako } from "./testing.ts";
import { addFriends, dayMs, hello, type Messaging, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

/** Messaging API reference, Send narrowcast message, and Get narrowcast message status. */

let it: Messaging;
const key = "123e4567-e89b-12d3-a456-426655440000";

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

type Wishes = Omit<Parameters<Messaging["line"]["narrowcast"]>[0], "messages">;

/** Sends one and gives its request id. */
async function narrowcast(wishes: Wishes = {}, retryKey?: string): Promise<string> {
  const sent = await it.line.narrowcastWithHttpInfo({ messages: [hello], ...wishes }, retryKey);
  expect(sent.httpResponse.status).toBe(202);
  return sent.httpResponse.headers.get("x-line-request-id") ?? "";
}

const progress = (requestId: string) => it.line.getNarrowcastProgress(requestId);

async function uploaded(userIds: readonly string[]): Promise<number> {
  const description = `${userIds.length} 人`;
  const audiences = userIds.map((id) => ({ id }));
  const { audienceGroupId = 0 } = await it.audience.createAudienceGroup({ description, audiences });
  it.emulator.advanceClock(1_000);
  return audienceGroupId;
}

describe("a narrowcast", () => {
  test("waits, sends and succeeds on LINE's clock, and then has reached every friend", async () => {
    const friends = addFriends(it.emulator, 2);
    const requestId = await narrowcast();
    expect(await progress(requestId)).toEqual({ phase: "waiting", acceptedTime: expect.any(String) });
    it.emulator.advanceClock(1_000);
    expect(await progress(requestId)).toMatchObject({ phase: "sending", targetCount: 3 });
    expect(it.emulator.deliveries()).toEqual([]);
    it.emulator.advanceClock(1_000);
    const counts = { successCount: 3, failureCount: 0, targetCount: 3 };
    expect(await progress(requestId)).toMatchObject({ phase: "succeeded", ...counts });
    const reached = it.emulator.deliveries().map((each) => [each.via, each.userId]);
    expect(reached).toEqual([hanako, ...friends].map((userId) => ["narrowcast", userId]));
    expect(await it.line.getMessageQuotaConsumption()).toEqual({ totalUsage: 3 });
  });

  test("who blocks while it is being sent is a failure, and is not counted", async () => {
    const requestId = await narrowcast();
    it.emulator.advanceClock(1_000);
    it.emulator.block(hanako);
    it.emulator.advanceClock(1_000);
    expect(await progress(requestId)).toMatchObject({ phase: "succeeded", successCount: 0, failureCount: 1 });
    expect(await it.line.getMessageQuotaConsumption()).toEqual({ totalUsage: 0 });
  });

  test("its status is told for 14 days, and never for a request that was none", async () => {
    const requestId = await narrowcast();
    it.emulator.advanceClock(14 * dayMs - 60_000);
    expect(await progress(requestId)).toMatchObject({ phase: "succeeded" });
    it.emulator.advanceClock(60_000);
    expect(await refusal(progress(requestId))).toMatchObject({ status: 404, body: { message: "Not found" } });
    expect((await refusal(progress(key))).status).toBe(404);
    expect((await refusal(progress("x"))).status).toBe(400);
  });

  test("a key accepted before gets 409, and the repeat's own id says conflict (errorCode 3)", async () => {
    await narrowcast({}, key);
    const { status, headers, body } = await refusal(it.line.narrowcast({ messages: [hello] }, key));
    expect({ status, body }).toEqual({ status: 409, body: { message: "The retry key is already accepted" } });
    const repeated = headers.get("x-line-request-id") ?? "";
    expect(await progress(repeated)).toMatchObject({ phase: "failed", errorCode: 3 });
  });

  test("an internal error can be wished for: errorCode 1", async () => {
    it.emulator.messaging.changeSwitches({ narrowcastBreaks: true });
    const requestId = await narrowcast();
    it.emulator.advanceClock(1_000);
    expect(await progress(requestId)).toMatchObject({ phase: "failed", errorCode: 1, successCount: 0 });
  });
});

describe("the monthly limit (Send narrowcast message, Cautions; FAQ)", () => {
  test("is held for the whole reach until the end, so that a push meets 429 although 5 are left", async () => {
    addFriends(it.emulator, 4);
    it.emulator.changeSettings({ monthlyLimit: 5 });
    const audienceGroupId = await uploaded([hanako]);
    await narrowcast({ recipient: { type: "audience", audienceGroupId } as Wishes["recipient"] & object });
    const { body } = await refusal(it.line.pushMessage({ to: hanako, messages: [hello] }));
    expect(body).toEqual({ message: "You have reached your monthly limit." });
    it.emulator.advanceClock(2_000);
    await it.line.pushMessage({ to: hanako, messages: [hello] });
    expect(await it.line.getMessageQuotaConsumption()).toEqual({ totalUsage: 2 });
  });

  test("limit.max holds no more than it says, and draws that many people", async () => {
    addFriends(it.emulator, 9);
    it.emulator.changeSettings({ monthlyLimit: 5 });
    expect((await refusal(it.line.narrowcast({ messages: [hello] }))).status).toBe(429);
    const requestId = await narrowcast({ limit: { max: 4 } });
    await it.line.pushMessage({ to: hanako, messages: [hello] });
    it.emulator.advanceClock(2_000);
    expect(await progress(requestId)).toMatchObject({ phase: "succeeded", successCount: 4 });
  });

  test("upToRemainingQuota takes what is left; forbidPartialDelivery then fails with errorCode 5", async () => {
    addFriends(it.emulator, 9);
    it.emulator.changeSettings({ monthlyLimit: 3 });
    const strict = await narrowcast({ limit: { upToRemainingQuota: true, forbidPartialDelivery: true } });
    it.emulator.advanceClock(1_000);
    expect(await progress(strict)).toMatchObject({ phase: "failed", errorCode: 5 });
    const partial = await narrowcast({ limit: { upToRemainingQuota: true } });
    it.emulator.advanceClock(2_000);
    expect(await progress(partial)).toMatchObject({ phase: "succeeded", successCount: 3 });
    const { body } = await refusal(narrowcast({ limit: { forbidPartialDelivery: true } }));
    expect(body).toEqual({
      message: "The option forbidPartialDelivery must be used with upToRemainingQuota.",
    });
  });
});
