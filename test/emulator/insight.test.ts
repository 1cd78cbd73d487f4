import type { messagingApi } from "@line/bot-sdk";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { hanako, ichiro } from "./testing.ts";
import { addFriends, dayMs, dayOf, hello, type Messaging, png, startMessaging } from "./testing-messaging.ts";
import { refusal } from "./testing-sdk.ts";

/** Messaging API reference, Insight. Values of fewer than 20 people are null; a day is known on the next one. */

let it: Messaging;

beforeEach(async () => {
  it = await startMessaging();
});

afterEach(() => it.emulator.close());

const url = "https://example.com/";

/** What each of `people` does with every message in their chat. */
function look(people: readonly string[], clicks: number): void {
  for (const [index, userId] of people.entries()) {
    it.emulator.messaging.openChat(userId);
    const [bubble] = it.emulator.chat(userId);
    if (bubble && index < clicks) it.emulator.messaging.click(userId, bubble.id, url);
  }
}

describe("user interaction statistics of a broadcast", () => {
  async function broadcast(): Promise<string> {
    const sent = await it.line.broadcastWithHttpInfo({ messages: [hello, hello] });
    it.emulator.advanceClock(1_000);
    return sent.httpResponse.headers.get("x-line-request-id") ?? "";
  }

  test("19 clickers are null, 20 are told, on the next day in Japan", async () => {
    const people = addFriends(it.emulator, 25);
    const requestId = await broadcast();
    look(people, 19);
    const nothing = { overview: { requestId, delivered: null }, messages: [], clicks: [] };
    expect(await it.insight.getMessageEvent(requestId)).toMatchObject(nothing);
    it.emulator.advanceClock(dayMs);
    const first = await it.insight.getMessageEvent(requestId);
    expect(first).toMatchObject({
      overview: {
        requestId,
        delivered: 26,
        uniqueImpression: 25,
        uniqueClick: null,
        uniqueMediaPlayed: null,
      },
      messages: [
        { seq: 1, impression: 25 },
        { seq: 2, impression: 25 },
      ],
      clicks: [{ seq: 1, url, click: null, uniqueClick: null }],
    });
    const [bubble] = it.emulator.chat(people[19] ?? "");
    it.emulator.messaging.click(people[19] ?? "", bubble?.id ?? "", url);
    expect(await it.insight.getMessageEvent(requestId)).toMatchObject({ overview: { uniqueClick: null } });
    it.emulator.advanceClock(dayMs);
    expect(await it.insight.getMessageEvent(requestId)).toMatchObject({
      overview: { uniqueClick: 20 },
      clicks: [{ click: 20, uniqueClick: 20, uniqueClickOfRequest: 20 }],
    });
  });

  test("many impressions of 19 people are null too, and nothing counts after 14 days", async () => {
    const people = addFriends(it.emulator, 25);
    const requestId = await broadcast();
    for (let round = 0; round < 3; round += 1) look(people.slice(0, 19), 0);
    it.emulator.advanceClock(15 * dayMs);
    look(people, 25);
    it.emulator.advanceClock(dayMs);
    expect(await it.insight.getMessageEvent(requestId)).toMatchObject({
      overview: { uniqueImpression: null, uniqueClick: null },
      messages: [{ impression: null }, { impression: null }],
      clicks: [],
    });
  });

  test("an unknown request has nothing to tell; none at all is 400", async () => {
    const none = { overview: { requestId: "x", timestamp: null, delivered: null }, messages: [], clicks: [] };
    expect(await it.insight.getMessageEvent("x")).toMatchObject(none);
    expect((await it.ask("GET", "/v2/bot/insight/message/event")).status).toBe(400);
  });
});

describe("statistics per unit of pushes and multicasts", () => {
  test("add up over the days asked for, at most 31 of them", async () => {
    const people = addFriends(it.emulator, 22);
    const unit = { customAggregationUnits: ["rank_up"] };
    await it.line.multicast({ to: people, messages: [hello], ...unit });
    await it.line.pushMessage({ to: hanako, messages: [hello], customAggregationUnits: ["Rank_up"] });
    look([...people, hanako], 20);
    const from = dayOf(it.emulator);
    it.emulator.advanceClock(dayMs);
    const shown = await it.insight.getStatisticsPerUnit("rank_up", from, dayOf(it.emulator));
    expect(shown).toMatchObject({
      overview: { uniqueImpression: 22, uniqueClick: 20 },
      messages: [{ seq: 1, impression: 22, uniqueImpression: 22 }],
      clicks: [{ seq: 1, url, click: 20 }],
    });
    expect(shown.overview).not.toHaveProperty("delivered");
    const later = await it.insight.getStatisticsPerUnit("rank_up", dayOf(it.emulator), dayOf(it.emulator, 1));
    expect(later).toMatchObject({ overview: { uniqueImpression: null }, messages: [] });
  });

  test("a period of 31 days is too long, and the error has a shape of its own", async () => {
    const { body } = await refusal(it.insight.getStatisticsPerUnit("a", "20260301", "20260401"));
    expect(body).toEqual({ message: null, key: null, stacktrace: null, code: null });
    await it.insight.getStatisticsPerUnit("a", "20260301", "20260331");
  });

  test("of the 1,001st name of a month nothing is kept, though its message arrives", async () => {
    const push = (name: string) =>
      it.line.pushMessage({ to: hanako, messages: [hello], customAggregationUnits: [name] });
    for (let count = 1; count <= 1_001; count += 1) await push(`unit_${count}`);
    expect(it.emulator.deliveries(hanako)).toHaveLength(1_001);
    expect(await it.line.getAggregationUnitUsage()).toEqual({ numOfCustomAggregationUnits: 1_000 });
    const last = await it.line.getAggregationUnitNameList("100", `900.${it.emulator.advanceClock(0)}`);
    expect(last.customAggregationUnits.at(-1)).toBe("unit_1000");
    expect(last.next).toBeUndefined();
    it.emulator.advanceClock(31 * dayMs);
    expect(await it.line.getAggregationUnitUsage()).toEqual({ numOfCustomAggregationUnits: 0 });
  });
});

describe("the account", () => {
  test("followers never fall when someone blocks; reach and blocks do move", async () => {
    it.emulator.follow(ichiro);
    const first = dayOf(it.emulator);
    expect(await it.insight.getNumberOfFollowers(first)).toMatchObject({
      status: "unready",
      followers: null,
    });
    it.emulator.advanceClock(dayMs);
    it.emulator.block(ichiro);
    it.emulator.advanceClock(dayMs);
    const before = { status: "ready", followers: 2, targetedReaches: 2, blocks: 0 };
    expect(await it.insight.getNumberOfFollowers(first)).toEqual(before);
    const after = { status: "ready", followers: 2, targetedReaches: 1, blocks: 1 };
    expect(await it.insight.getNumberOfFollowers(dayOf(it.emulator, -1))).toEqual(after);
    expect(await it.insight.getNumberOfFollowers("20161031")).toMatchObject({ status: "out_of_service" });
    expect((await refusal(it.insight.getNumberOfFollowers("20260231"))).status).toBe(400);
  });

  test("deliveries of a day by method", async () => {
    await it.line.pushMessage({ to: hanako, messages: [hello, hello] });
    await it.line.multicast({ to: [hanako], messages: [hello] });
    const date = dayOf(it.emulator);
    it.emulator.advanceClock(dayMs);
    const counts = { status: "ready", apiPush: 1, apiMulticast: 1, apiBroadcast: 0, apiReply: 0 };
    expect(await it.insight.getNumberOfMessageDeliveries(date)).toMatchObject(counts);
  });

  test("demographics are there from 20 friends on, in percent with Japanese prefectures", async () => {
    expect(await it.insight.getFriendsDemographics()).toEqual({ available: false });
    const people = addFriends(it.emulator, 19);
    for (const userId of people.slice(0, 5)) {
      it.emulator.messaging.setDemographics(userId, { gender: "female", age: 34, area: "jp_13" });
    }
    expect(await it.insight.getFriendsDemographics()).toMatchObject({
      available: true,
      genders: [
        { gender: "unknown", percentage: 75 },
        { gender: "female", percentage: 25 },
      ],
      ages: [{ age: "unknown" }, { age: "from30to34", percentage: 25 }],
      areas: [{ area: "unknown" }, { area: "東京", percentage: 25 }],
    });
  });
});

describe("rich menu insight", () => {
  const size = { width: 2500, height: 843 };
  const area = { x: 0, y: 0, width: 2500, height: 843 };
  const menu: messagingApi.RichMenuRequest = {
    ...{ size, selected: true, name: "会員", chatBarText: "メニュー" },
    areas: [{ bounds: area, action: { type: "postback", label: "残高", data: "balance" } }],
  };

  test("below 20 people only the id; then totals and days", async () => {
    const people = addFriends(it.emulator, 20);
    const { richMenuId } = await it.line.createRichMenu(menu);
    await it.blob.setRichMenuImage(richMenuId, png(2500, 843));
    await it.line.setDefaultRichMenu(richMenuId);
    const tap = (userId: string) => {
      it.emulator.messaging.openChat(userId);
      return it.emulator.messaging.tapMenu(userId, 0);
    };
    expect(people.slice(1).map(tap)).not.toContain(false);
    const day = dayOf(it.emulator);
    it.emulator.advanceClock(dayMs);
    expect(await it.insight.getRichMenuInsightSummary(richMenuId, day, day)).toEqual({ richMenuId });
    tap(people[0] ?? "");
    it.emulator.advanceClock(dayMs);
    const summary = await it.insight.getRichMenuInsightSummary(richMenuId, day, dayOf(it.emulator));
    expect(summary).toMatchObject({
      impression: { metrics: { count: 20, uniqueUsers: 20 } },
      clicks: [{ bounds: area, metrics: { count: 20, uniqueUsers: 20 } }],
    });
    const daily = await it.insight.getRichMenuInsightDaily(richMenuId, day, dayOf(it.emulator));
    expect(daily.clicks).toMatchObject([{ metrics: [{ date: day, count: 19 }, { count: 1 }] }]);
    const far = it.insight.getRichMenuInsightDaily(richMenuId, day, dayOf(it.emulator, 100));
    expect((await refusal(far)).status).toBe(400);
    expect((await refusal(it.insight.getRichMenuInsightSummary("richmenu-0", day, day))).status).toBe(404);
  });
});
