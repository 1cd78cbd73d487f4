import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MessagingSwitches } from "./messaging/switches.ts";
import { hanako, ichiro } from "./testing.ts";
import {
  addFriends,
  dayMs,
  dayOf,
  hello,
  hourMs,
  type Messaging,
  startMessaging,
} from "./testing-messaging.ts";
import { refusal, statelessToken } from "./testing-sdk.ts";

/** Where LINE's documents disagree or are silent, both settings. Each test names the two readings. */

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

const stranger = `U${"0".repeat(32)}`;
const set = (changes: Partial<MessagingSwitches>) => it.emulator.messaging.changeSwitches(changes);
const push = (message: messagingApi.Message = hello) =>
  it.line.pushMessage({ to: hanako, messages: [message] });

describe("multicast", () => {
  const multicast = (...to: string[]) => it.line.multicast({ to, messages: [hello] });

  test("unknown ids: passed over (reference, conditions), or 400 (reference, errors)", async () => {
    await multicast(hanako, stranger);
    expect(it.emulator.deliveries()).toHaveLength(1);
    set({ multicastUnknownUser: "refuse" });
    const { status, body } = await refusal(multicast(hanako, stranger));
    expect({ status, body }).toEqual({ status: 400, body: { message: "Failed to send messages" } });
    expect(it.emulator.deliveries()).toHaveLength(1);
  });

  test("an id twice: reached once, or each time (silent)", async () => {
    await multicast(hanako, hanako);
    expect(it.emulator.deliveries()).toHaveLength(1);
    set({ multicastRepeatedUser: "each" });
    await multicast(hanako, hanako);
    expect(it.emulator.deliveries()).toHaveLength(3);
  });

  test("the monthly limit: held against those reached, or those named (silent)", async () => {
    it.emulator.changeSettings({ monthlyLimit: 1 });
    set({ quotaCounts: "named" });
    expect((await refusal(multicast(hanako, ichiro))).status).toBe(429);
    set({ quotaCounts: "reached" });
    await multicast(hanako, ichiro);
    expect(await it.line.getMessageQuotaConsumption()).toEqual({ totalUsage: 1 });
  });
});

describe("answers", () => {
  test("ids of sent messages: text (examples), or a number (the table)", async () => {
    const ids = async () => {
      const body = JSON.stringify({ to: hanako, messages: [hello] });
      const headers = { "content-type": "application/json" };
      return (await it.ask("POST", "/v2/bot/message/push", { headers, body })).text();
    };
    expect(await ids()).toMatch(/"id":"\d{18}"/);
    set({ sentMessageIds: "number" });
    expect(await ids()).toMatch(/"id":\d{18}[,}]/);
  });

  test("a deleted audience: 202 (reference), or 200 (OpenAPI)", async () => {
    const remove = async () => {
      const { audienceGroupId = 0 } = await it.audience.createAudienceGroup({ description: "人" });
      return (await it.audience.deleteAudienceGroupWithHttpInfo(audienceGroupId)).httpResponse.status;
    };
    expect(await remove()).toBe(202);
    set({ deletedAudienceStatus: 200 });
    expect(await remove()).toBe(200);
  });

  test("an audience's name: needed (reference), or not (OpenAPI)", async () => {
    expect((await refusal(it.audience.createAudienceGroup({}))).status).toBe(400);
    set({ audienceDescription: "optional" });
    await it.audience.createAudienceGroup({});
  });

  test("a stateless token lives 900 seconds (reference), or 899 (OpenAPI)", async () => {
    const life = async () => {
      const form = { grant_type: "client_credentials", client_id: "2000000001" };
      const client_secret = "8c570fa6dd201bb328f1c1eac23a96d8";
      const body = new URLSearchParams({ ...form, client_secret });
      const answer = await fetch(`${it.emulator.origin}/oauth2/v3/token`, { method: "POST", body });
      return (await answer.json()).expires_in;
    };
    expect(await life()).toBe(900);
    set({ statelessExpiresIn: 899 });
    expect(await life()).toBe(899);
  });

  test("small counts of a day: shown (reference), or unavailable_for_privacy (OpenAPI)", async () => {
    await push();
    const date = dayOf(it.emulator);
    it.emulator.advanceClock(dayMs);
    expect(await it.line.getNumberOfSentPushMessages(date)).toEqual({ status: "ready", success: 1 });
    set({ smallDeliveryCounts: "private" });
    const hidden = { status: "unavailable_for_privacy" };
    expect(await it.line.getNumberOfSentPushMessages(date)).toEqual(hidden);
  });

  test("consumption tells the number of this moment, or one of a while ago (approximate)", async () => {
    set({ consumptionLagMs: 60_000 });
    const used = async () => (await it.line.getMessageQuotaConsumption()).totalUsage;
    expect(await used()).toBe(0);
    await push();
    expect(await used()).toBe(0);
    it.emulator.advanceClock(60_000);
    expect(await used()).toBe(1);
  });
});

describe("bodies", () => {
  const odd = { ...hello, colour: "red" } as messagingApi.Message;

  test("an unknown field: 400, or passed over (silent)", async () => {
    const { body } = await refusal(push(odd));
    expect(body).toMatchObject({ details: [{ message: "unknown field", property: "messages[0].colour" }] });
    set({ unknownFields: "ignore" });
    await push(odd);
  });

  test("30 KB of Flex: 1,024 or 1,000 bytes each (silent)", async () => {
    const text = { type: "text", text: "x".repeat(1_900) };
    const contents = Array(15).fill(text);
    const bubble = { type: "bubble", body: { type: "box", layout: "vertical", contents } };
    const spare = 30_500 - JSON.stringify(bubble).length;
    const last = { type: "text", text: "x".repeat(spare - '{"type":"text","text":""},'.length) };
    bubble.body.contents = [...contents, last];
    expect(JSON.stringify(bubble)).toHaveLength(30_500);
    const flex = { type: "flex", altText: "大", contents: bubble } as messagingApi.Message;
    await push(flex);
    set({ flexKilobyte: 1000 });
    expect((await refusal(push(flex))).status).toBe(400);
  });
});

describe("rates", () => {
  const tokens = async (count: number) => {
    for (let asked = 0; asked < count; asked += 1) await statelessToken(it.emulator);
  };

  test("370 a second is the short-lived token's (reference), or the stateless one's (third parties)", async () => {
    it.emulator.changeSettings({ rateLimitScale: 0.01 });
    await tokens(10);
    set({ tokenRate: "stateless" });
    it.emulator.advanceClock(10_000);
    await expect(tokens(10)).rejects.toThrow("429");
  });

  test("a bucket holds the documented number, or a multiple; it fills no faster (silent)", async () => {
    const batch = () => it.line.richMenuBatch({ operations: [{ type: "unlinkAll" }] as never });
    for (let count = 0; count < 3; count += 1) await batch();
    expect((await refusal(batch())).status).toBe(429);
    set({ rateBurst: 2 });
    it.emulator.advanceClock(dayMs);
    for (let count = 0; count < 6; count += 1) await batch();
    expect((await refusal(batch())).status).toBe(429);
    it.emulator.advanceClock(hourMs);
    for (let count = 0; count < 3; count += 1) await batch();
    expect((await refusal(batch())).status).toBe(429);
  });

  test("pushes to one person: without limit, or 429 with words of its own (threshold not told)", async () => {
    set({ pushesToOnePerMinute: 2 });
    await push();
    await push();
    const { status, body } = await refusal(push());
    expect({ status, body }).toEqual({
      status: 429,
      body: { message: "Too many messages were sent to the same user." },
    });
    const [other = ""] = addFriends(it.emulator, 1);
    await it.line.pushMessage({ to: other, messages: [hello] });
    it.emulator.advanceClock(60_000);
    await push();
  });
});

/** Messaging API reference, Membership. */
describe("memberships", () => {
  const plan = {
    ...{ membershipId: 3189, title: "珈琲の会", description: "毎月一杯", benefits: ["一杯無料"] },
    ...{ price: 500, currency: "JPY", memberLimit: null },
  };

  test("plans, their people and one person's subscription; without a plan 404", async () => {
    expect((await refusal(it.line.getMembershipList())).body).toEqual({
      message: "Membership plan not found",
    });
    await it.emulator.close();
    const joinedAtMs = Date.now() - 40 * dayMs;
    const subscriptions = [{ membershipId: 3189, userId: hanako, membershipNo: 1, joinedAtMs }];
    it = await startMessaging({ membershipPlans: [plan], subscriptions });
    expect(await it.line.getMembershipList()).toMatchObject({ memberships: [{ ...plan, memberCount: 1 }] });
    expect(await it.line.getJoinedMembershipUsers(3189)).toEqual({ userIds: [hanako] });
    const months = { user: { membershipNo: 1, totalSubscriptionMonths: 2 } };
    expect(await it.line.getMembershipSubscription(hanako)).toMatchObject({ subscriptions: [months] });
    expect((await refusal(it.line.getMembershipSubscription(ichiro))).status).toBe(404);
    expect((await refusal(it.line.getJoinedMembershipUsers(1))).status).toBe(404);
  });

  test("200 a second for the list of people (its own section), or 2,000 (the table)", async () => {
    await it.emulator.close();
    it = await startMessaging({ membershipPlans: [plan] });
    it.emulator.changeSettings({ rateLimitScale: 0.005 });
    const ask = async () => (await it.ask("GET", "/v2/bot/membership/3189/users/ids")).status;
    expect([await ask(), await ask()]).toEqual([200, 429]);
    set({ membershipUsersRate: "table" });
    it.emulator.advanceClock(1_000);
    expect([await ask(), await ask()]).toEqual([200, 200]);
  });
});

test("switches are turned over HTTP, and a wrong one is 400", async () => {
  const path = `${it.emulator.origin}/_/switches`;
  const patch = (body: object) => fetch(path, { method: "PATCH", body: JSON.stringify(body) });
  expect(await (await patch({ quotaCounts: "named" })).json()).toMatchObject({ quotaCounts: "named" });
  expect((await patch({ quotaCounts: "all" })).status).toBe(400);
  expect((await patch({ unknown: 1 })).status).toBe(400);
});
