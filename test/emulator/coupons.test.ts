import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako, ichiro } from "./testing.ts";
import { addFriends, dayMs, type Messaging, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

/** Messaging API reference, Coupon; LINE docs, Send coupons to users. */

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

function coupon(changes: Partial<messagingApi.CouponCreateRequest> = {}): messagingApi.CouponCreateRequest {
  const endTimestamp = Math.floor(it.emulator.advanceClock(0) / 1_000) + 86_400;
  return {
    ...{ title: "コーヒー 100 円引き", startTimestamp: 0, endTimestamp, timezone: "ASIA_TOKYO" },
    ...{ visibility: "UNLISTED", maxUseCountPerTicket: 1, acquisitionCondition: { type: "normal" } },
    reward: { type: "discount", priceInfo: { type: "fixed", fixedAmount: 100 } } as never,
    ...changes,
  };
}

async function created(changes: Partial<messagingApi.CouponCreateRequest> = {}): Promise<string> {
  return (await it.line.createCoupon(coupon(changes))).couponId ?? "";
}

async function details(changes: object): Promise<unknown> {
  const { body } = await refusal(it.line.createCoupon({ ...coupon(), ...changes }));
  return body;
}

const detail = (property: string, message: string) => ({
  message: "The request body has 1 error(s)",
  details: [{ property, message }],
});

test("a coupon is RUNNING until its end, then CLOSED, and its id is a ULID", async () => {
  const couponId = await created();
  expect(couponId).toMatch(/^[0-9A-HJKMNP-TV-Z]{26}$/);
  const shown = await it.line.getCouponDetail(couponId);
  expect(shown).toMatchObject({
    couponId,
    status: "RUNNING",
    maxTicketPerUser: 1,
    title: "コーヒー 100 円引き",
  });
  expect(shown.reward).toMatchObject({ type: "discount", priceInfo: { fixedAmount: 100, currency: "JPY" } });
  it.emulator.advanceClock(dayMs);
  expect(await it.line.getCouponDetail(couponId)).toMatchObject({ status: "CLOSED" });
});

test("closed once: 200, twice: 410, unknown: 404", async () => {
  const couponId = await created();
  await it.line.closeCoupon(couponId);
  const again = await refusal(it.line.closeCoupon(couponId));
  expect(again).toMatchObject({ status: 410, body: detail("", "The coupon has already been closed.") });
  const unknown = await refusal(it.line.getCouponDetail("01JYNW8JMQVFBNWF1APF8Z3FS7"));
  expect(unknown).toMatchObject({ status: 404, body: detail("", "coupon not found") });
});

test("each rule of the table has its own words", async () => {
  expect(await details({ title: "" })).toEqual(detail("title", "Size must be between 1 and 60"));
  expect(await details({ title: "字".repeat(61) })).toEqual(detail("title", "Size must be between 1 and 60"));
  const reward = { type: "points" };
  const rewards = "Must be one of the following values: [discount,free,gift,cashBack,others]";
  expect(await details({ reward })).toEqual(detail("reward.type", rewards));
  const both = { type: "discount", priceInfo: { type: "fixed", fixedAmount: 100, percentage: 5 } };
  const path = "reward.priceInfo.percentage";
  expect(await details({ reward: both })).toEqual(detail(path, "Must not be specified"));
  const explicit = { type: "explicit", originalPrice: 500, priceAfterDiscount: 400 };
  const cashBack = { type: "cashBack", priceInfo: explicit };
  expect(await details({ reward: cashBack })).toMatchObject({
    details: [{ property: "reward.priceInfo.type" }],
  });
  const lottery = { type: "lottery", lotteryProbability: 100, maxAcquireCount: -1 };
  const probability = "acquisitionCondition.lotteryProbability";
  expect(await details({ acquisitionCondition: lottery })).toMatchObject({
    details: [{ property: probability }],
  });
  expect(await details({ endTimestamp: 1 })).toMatchObject({ details: [{ property: "endTimestamp" }] });
  expect(await details({ timezone: "JST" })).toMatchObject({ details: [{ property: "timezone" }] });
});

test("reference: a reward is needed and use count is 1 or -1; OpenAPI: neither", async () => {
  const { reward: _none, ...without } = coupon();
  expect((await refusal(it.line.createCoupon(without))).status).toBe(400);
  expect((await refusal(it.line.createCoupon(coupon({ maxUseCountPerTicket: 0 })))).status).toBe(400);
  it.emulator.messaging.changeSwitches({ couponRules: "openapi" });
  await it.line.createCoupon({ ...without, maxUseCountPerTicket: 0 });
});

test("listed by status, comma-joined or repeated, in pages", async () => {
  const ids = [await created(), await created(), await created()];
  await it.line.closeCoupon(ids[1] ?? "");
  const running = await it.line.listCoupon(new Set(["DRAFT", "RUNNING"] as const), undefined, 1);
  expect(running.items?.map((each) => each.couponId)).toEqual([ids[0]]);
  const rest = await it.line.listCoupon(new Set(["DRAFT", "RUNNING"] as const), running.next, 1);
  expect(rest).toEqual({ items: [{ couponId: ids[2], title: "コーヒー 100 円引き" }] });
  const repeated = await it.ask("GET", "/v2/bot/coupon?status=RUNNING&status=CLOSED");
  expect(await repeated.json()).toMatchObject({ items: [{}, {}, {}] });
  const wrong = await it.ask("GET", "/v2/bot/coupon?status=OPEN");
  const words = "Must be one of the following values: [DRAFT,RUNNING,CLOSED]";
  expect(await wrong.json()).toEqual(detail("status", words));
  const many = await refusal(it.line.listCoupon(undefined, undefined, 101));
  expect(many.body).toEqual(detail("limit", "Must be less than or equal to 100"));
  it.emulator.advanceClock(dayMs + 1);
  const late = await refusal(it.line.listCoupon(undefined, running.next, 1));
  expect(late.body).toEqual({ message: "Invalid start param" });
});

describe("a coupon message (INFER where the coupon is not running)", () => {
  const push = (couponId: string) =>
    it.line.pushMessage({ to: hanako, messages: [{ type: "coupon", couponId, deliveryTag: "spring_2026" }] });

  test("arrives while the coupon runs; closed or unknown it is 400, or delivered where a switch says so", async () => {
    const couponId = await created();
    await push(couponId);
    await it.line.closeCoupon(couponId);
    const closed = await refusal(push(couponId));
    expect(closed.body).toEqual(detail("messages[0].couponId", "coupon not found"));
    expect((await refusal(push("01JYNW8JMQVFBNWF1APF8Z3FS7"))).status).toBe(400);
    it.emulator.messaging.changeSwitches({ closedCouponMessage: "deliver" });
    await push(couponId);
    expect(it.emulator.deliveries(hanako)).toHaveLength(2);
  });
});

describe("tickets, which no API of LINE tells of", () => {
  test("one for each person; used once, or without end", async () => {
    const once = await created();
    const endless = await created({ maxUseCountPerTicket: -1 });
    const { messaging } = it.emulator;
    expect(messaging.acquireCoupon(hanako, once, "spring")).toMatchObject({ deliveryTag: "spring" });
    expect(messaging.acquireCoupon(hanako, once)).toBe("already_acquired");
    expect(messaging.useCoupon(hanako, once)).toMatchObject({ usedAtMs: [expect.any(Number)] });
    expect(messaging.useCoupon(hanako, once)).toBe("used_up");
    messaging.acquireCoupon(hanako, endless);
    messaging.useCoupon(hanako, endless);
    expect(messaging.useCoupon(hanako, endless)).toMatchObject({ userId: hanako });
    expect(messaging.useCoupon(ichiro, once)).toBe("unknown");
    await it.line.closeCoupon(once);
    expect(messaging.acquireCoupon(ichiro, once)).toBe("closed");
  });

  test("a lottery draws by its probability and ends at its count", async () => {
    const lottery = { type: "lottery", lotteryProbability: 50, maxAcquireCount: 10 };
    const couponId = await created({ acquisitionCondition: lottery as never });
    const people = addFriends(it.emulator, 60);
    const outcomes = people.map((userId) => it.emulator.messaging.acquireCoupon(userId, couponId));
    expect(outcomes.filter((each) => typeof each !== "string")).toHaveLength(10);
    expect(outcomes).toContain("lost");
    expect(outcomes.at(-1)).toBe("sold_out");
  });
});
