import { afterEach, beforeEach, expect, test } from "vitest";
import type { CampaignListed } from "../../shared/campaigns/console.ts";
import type { CampaignSchedule } from "../../shared/campaigns/schema.ts";
import type { QuotaView } from "../../shared/outbox/console.ts";
import { type CampaignDesk, campaignDeskOf } from "../support/campaign-desk.ts";
import { campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { couponDesk } from "../support/coupon-desk.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** What the table says before a campaign is sent, at 01:50 on Tuesday, 1 December 2026, when nothing leaves until 09:00. */

let world: World;
let hands: CampaignDesk;
const night = Date.parse("2026-12-01T01:50:00+09:00");
const morning = Date.parse("2026-12-01T09:00:00+09:00");

beforeEach(async () => {
  world = await openWorld({ ticks: false, startMs: night });
  hands = await campaignDeskOf(world);
  await hands.reach();
});
afterEach(() => world.close());

test("started at 01:50 it says 09:00 everywhere: in the table, on its page and in the list", async () => {
  await crowdOf(world.deps.database, world.emulator, 2);
  const document = campaignOf("night");
  expect(await hands.preview(document)).toMatchObject({ dueAtMs: night, leavesAtMs: morning });
  const id = await hands.make(document);
  expect(await hands.start(id)).toMatchObject({ nextDueAtMs: night, leavesAtMs: morning });
  const path = "/api/console/campaigns";
  const { campaigns } = await hands.desk.client.ok<{ campaigns: readonly CampaignListed[] }>("GET", path);
  expect(campaigns).toMatchObject([{ nextDueAtMs: night, leavesAtMs: morning }]);
  const late = { kind: "at", on: "2026-12-01", time: "22:00" } as const;
  expect(await hands.preview(campaignOf("late", { schedule: late }))).toMatchObject({
    dueAtMs: Date.parse("2026-12-01T22:00:00+09:00"),
    leavesAtMs: Date.parse("2026-12-02T09:00:00+09:00"),
  });
});

test("each Friday at 10:00 it asks 4 times 3 messages of December, and nothing is said of one that goes once", async () => {
  await crowdOf(world.deps.database, world.emulator, 3);
  const schedule: CampaignSchedule = { kind: "weekly", weekdays: [5], time: "10:00", until: "2027-01-31" };
  const { monthAhead } = await hands.preview(campaignOf("weekly", { schedule }));
  expect(monthAhead).toMatchObject({ times: 4, cost: { messages: 12, included: 12, yen: 0 } });
  expect((await hands.preview(campaignOf("once"))).monthAhead).toBeNull();
});

test("of 6 people LINE takes 4 of its 5 a month, as 1 is kept; without a limit all go, and the table and the screen Sending say why", async () => {
  await crowdOf(world.deps.database, world.emulator, 6);
  const screen = async () => {
    await hands.desk.client.ok("POST", "/api/console/messages/quota/read", { body: {} });
    return hands.desk.client.ok<QuotaView>("GET", "/api/console/messages/quota");
  };
  world.emulator.changeSettings({ monthlyLimit: 5 });
  world.clock.advanceBy(120_000);
  const { cost } = await hands.preview(campaignOf("many"));
  expect(cost).toMatchObject({
    ...{ short: 2, monthly: 5, reserve: 1, campaignLeft: 4, differs: "line_allows_less" },
  });
  expect(await screen()).toMatchObject({
    ...{ plan: { kind: "limited", perMonth: 5 }, reserve: 1, campaignLeft: 4 },
    typed: { included: 200, differs: cost.differs },
  });
  world.emulator.changeSettings({ monthlyLimit: null });
  world.clock.advanceBy(120_000);
  const limitless = (await hands.preview(campaignOf("many"))).cost;
  expect(limitless).toMatchObject({ short: 0, monthly: null, differs: "line_has_no_limit" });
  expect(await screen()).toMatchObject({
    ...{ plan: { kind: "none" }, campaignLeft: null, typed: { differs: limitless.differs } },
  });
});

test("each of 2 variants can be tried, with the coupon's name and the own name in its words", async () => {
  const { couponId } = await couponDesk(hands.desk).issued({ issue: { to: "given" } });
  const [one] = campaignOf("ab").variants;
  if (one === undefined) throw new Error("the sample has no variant");
  const variants = ["甲", "乙"].map((letter) => ({
    ...one,
    share: 50,
    ja: { ...one.ja, text: `${letter} {name|お客さま}さん、{coupon}です` },
  }));
  const document = campaignOf("ab", { couponId, variants });
  for (const variant of [0, 1]) {
    const body = { document, variant, language: "ja" };
    await hands.desk.client.ok("POST", "/api/console/campaigns/test-send", { key: newKey(), body });
  }
  const sent = await world.deps.database.point
    .selectFrom("outbox")
    .select("messages")
    .where("reason", "=", "test")
    .orderBy("message_id")
    .execute();
  expect(sent.map(({ messages }) => /[甲乙] お客さまさん、/.exec(messages)?.[0])).toEqual([
    ...["甲 お客さまさん、", "乙 お客さまさん、"],
  ]);
  expect(sent.some(({ messages }) => /\{(coupon|name)/.test(messages))).toBe(false);
});
