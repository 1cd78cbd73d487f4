import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako } from "./testing.ts";
import { addFriends, dayMs, hello, type Messaging, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

/** Messaging API reference, Narrowcast recipient objects, demographic filter objects, minimum recipients. */

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

type Recipient = messagingApi.Recipient;
type Demographic = messagingApi.DemographicFilter;

async function sent(recipient?: Recipient, demographic?: Demographic): Promise<string> {
  const wishes = { ...(recipient ? { recipient } : {}), ...(demographic ? { filter: { demographic } } : {}) };
  const answer = await it.line.narrowcastWithHttpInfo({ messages: [hello], ...wishes });
  it.emulator.advanceClock(2_000);
  return answer.httpResponse.headers.get("x-line-request-id") ?? "";
}

/** Who was reached by the newest narrowcast. */
async function reached(recipient?: Recipient, demographic?: Demographic): Promise<string[]> {
  const requestId = await sent(recipient, demographic);
  return it.emulator
    .deliveries()
    .filter((each) => each.requestId === requestId)
    .map((each) => each.userId);
}

async function audience(...userIds: string[]): Promise<messagingApi.AudienceRecipient> {
  const audiences = userIds.map((id) => ({ id }));
  const { audienceGroupId = 0 } = await it.audience.createAudienceGroup({ description: "人", audiences });
  it.emulator.advanceClock(1_000);
  return { type: "audience", audienceGroupId };
}

const operator = (part: Omit<messagingApi.OperatorRecipient, "type">): Recipient => ({
  type: "operator",
  ...part,
});

describe("recipients", () => {
  test("uploaded audiences may be of any size, and combine by and, or, not", async () => {
    const [one = "", other = ""] = addFriends(it.emulator, 2);
    const both = await audience(one, other);
    const second = await audience(other, hanako);
    expect(await reached(both)).toEqual([one, other]);
    expect(await reached(operator({ and: [both, second] }))).toEqual([other]);
    expect(await reached(operator({ or: [both, second] }))).toEqual([hanako, one, other]);
    expect(await reached(operator({ not: both }))).toEqual([hanako]);
  });

  test("a redelivery reaches those of a narrowcast of the last 14 days", async () => {
    const [one = ""] = addFriends(it.emulator, 2);
    const requestId = await sent(await audience(one));
    expect(await reached({ type: "redelivery", requestId } as Recipient)).toEqual([one]);
    it.emulator.advanceClock(14 * dayMs);
    const late = await refusal(sent({ type: "redelivery", requestId } as Recipient));
    expect(late.body).toEqual({ message: `Invalid request id: ${requestId}` });
  });

  test("an audience that is not there, or not READY, is 400", async () => {
    const gone = await refusal(sent({ type: "audience", audienceGroupId: 7 } as Recipient));
    expect(gone).toMatchObject({ status: 400, body: { message: "Invalid audience group id: 7" } });
    const empty = await it.audience.createAudienceGroup({ description: "空", audiences: [] });
    const notReady = { type: "audience", audienceGroupId: empty.audienceGroupId } as Recipient;
    expect((await refusal(sent(notReady))).status).toBe(400);
  });

  test("exactly one of and, or, not; ten objects at most", async () => {
    const one = await audience(hanako);
    const two = await refusal(sent(operator({ and: [one], or: [one] })));
    expect(two.body).toMatchObject({ details: [{ property: "recipient" }] });
    const eleven = await refusal(sent(operator({ or: Array(11).fill(one) })));
    expect(eleven.body).toMatchObject({ details: [{ property: "recipient" }] });
    expect(await reached(operator({ or: Array(10).fill(one) }))).toEqual([hanako]);
  });
});

describe("demographics", () => {
  const women: Demographic = { type: "gender", oneOf: ["female"] } as Demographic;

  test("fewer than 100 friends: 403", async () => {
    addFriends(it.emulator, 98);
    expect(await refusal(sent(undefined, women))).toMatchObject({
      status: 403,
      body: { message: "Your account does not have enough friends" },
    });
  });

  test("with 100 friends and 49 that fit it is accepted and fails with errorCode 2; with 50 it is sent", async () => {
    const friends = addFriends(it.emulator, 99);
    for (const userId of friends.slice(0, 49)) {
      it.emulator.messaging.setDemographics(userId, { gender: "female", age: 30, area: "jp_13" });
    }
    const few = await sent(undefined, women);
    expect(await it.line.getNarrowcastProgress(few)).toMatchObject({ phase: "failed", errorCode: 2 });
    it.emulator.messaging.setDemographics(hanako, { gender: "female", age: 34, area: "jp_13" });
    expect(await reached(undefined, women)).toHaveLength(50);
    const both = {
      type: "operator",
      and: [women, { type: "age", gte: "age_30", lt: "age_35" }, { type: "area", oneOf: ["jp_13"] }],
    } as Demographic;
    expect(await reached(undefined, both)).toHaveLength(50);
    const others = { type: "operator", not: women } as Demographic;
    expect(await reached(undefined, others)).toHaveLength(50);
  });

  test("an age LINE does not know is 400", async () => {
    addFriends(it.emulator, 99);
    const wrong = { type: "age", gte: "age_31" } as unknown as Demographic;
    const { body } = await refusal(sent(undefined, wrong));
    expect(body).toMatchObject({ details: [{ property: "filter.demographic.gte" }] });
  });
});
