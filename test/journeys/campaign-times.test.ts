import { afterEach, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import { raw } from "../databases/rows.ts";
import { type CampaignDesk, campaignDeskOf } from "../support/campaign-desk.ts";
import { type Crowd, campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { eventually } from "../support/clock.ts";
import { withoutRate } from "../support/outbox.ts";
import { openWorld, type World } from "../support/world.ts";

/** Campaigns while the world goes on: days, months and leap years turn, quotas run out, people change. */

let world: World;
let hands: CampaignDesk;
afterEach(() => world.close());

const tokyo = (year: number, month: number, day: number, atHour: number, minute = 0): number =>
  Date.UTC(year, month - 1, day, atHour - 9, minute);

async function open(startMs: number, count: number, ticks = false): Promise<Crowd> {
  world = await openWorld({ ticks, startMs, settings: withoutRate });
  world.emulator.changeSettings({ rateLimitScale: 0 });
  hands = await campaignDeskOf(world);
  await hands.reach();
  return crowdOf(world.deps.database, world.emulator, count);
}

/** Sessions end while clocks are turned. */
async function turnTo(atMs: number): Promise<void> {
  world.clock.setTo(atMs);
  hands = await campaignDeskOf(world);
}

/** So many variants of one message, so that a small crowd has several batches. */
function inParts(key: string, given: Partial<CampaignDocument> = {}): CampaignDocument {
  const document = campaignOf(key, given);
  const [one] = document.variants;
  if (one === undefined) throw new Error("the sample has no variant");
  return { ...document, variants: [25, 25, 25, 25].map((share) => ({ ...one, share })) };
}

const sentOf = (key: string): number => world.emulator.recorder.byContentKey()?.[key] ?? 0;

test("the month's messages run out in the middle: what was sent stays sent, the rest goes when the month turns, once each", async () => {
  await open(tokyo(2026, 11, 30, 12), 60);
  await hands.desk.client.ok("PUT", "/api/console/messages/quota/reserve", { body: { reserve: 0 } });
  world.emulator.changeSettings({ monthlyLimit: 40 });
  const document = inParts("month");
  const before = await hands.preview(document);
  expect([before.willBeSent, before.cost.short]).toEqual([60, 20]);
  const id = await hands.make(document);
  await hands.start(id);
  for (let turns = 0; turns < 6; turns++) await hands.turn();
  const sent = sentOf("month");
  expect(sent).toBeGreaterThan(0);
  expect(sent).toBeLessThanOrEqual(40);
  expect((await hands.state(id)).runs[0]?.states).toEqual({ sent, waiting: 60 - sent });
  await turnTo(tokyo(2026, 12, 1, 0, 30));
  world.emulator.changeSettings({ monthlyLimit: 200 });
  for (let turns = 0; turns < 3; turns++) await hands.turn();
  // The month has turned and it is night.
  expect(sentOf("month")).toBe(sent);
  await turnTo(tokyo(2026, 12, 1, 9, 30));
  expect((await hands.until(id, "sent")).runs[0]?.states).toEqual({ sent: 60 });
  expect(sentOf("month")).toBe(60);
  expect(world.emulator.recorder.duplicates()).toEqual([]);
}, 60_000);

test("on 29 February at 10:00 it is sent that day, and every Monday goes on over the end of the month", async () => {
  await open(tokyo(2028, 2, 28, 12), 5);
  const leap = await hands.make(
    campaignOf("leap", { schedule: { kind: "at", on: "2028-02-29", time: "10:00" } }),
  );
  // 28 February 2028 is a Monday, whose 10:00 has gone by.
  const weekly = await hands.make(
    campaignOf("weekly", { schedule: { kind: "weekly", weekdays: [1], time: "10:00", until: "2028-03-06" } }),
  );
  expect((await hands.start(leap)).nextDueAtMs).toBe(tokyo(2028, 2, 29, 10));
  expect((await hands.start(weekly)).nextDueAtMs).toBe(tokyo(2028, 3, 6, 10));
  await turnTo(tokyo(2028, 2, 29, 9, 59));
  await hands.turn();
  expect(sentOf("leap")).toBe(0);
  await turnTo(tokyo(2028, 2, 29, 10));
  expect((await hands.until(leap, "sent")).runs[0]?.states).toEqual({ sent: 5 });
  await turnTo(tokyo(2028, 3, 6, 10));
  expect((await hands.until(weekly, "sent")).runs[0]?.states).toEqual({ sent: 5 });
}, 60_000);

test("one that runs over midnight counts for both days: on 1 March nobody gets a second, on 2 March they do", async () => {
  await open(tokyo(2028, 2, 29, 23, 59), 20);
  await hands.reach({ quietHours: null, caps: { perDay: 1, perWeek: null, perMonth: null } });
  const late = await hands.make(campaignOf("late"));
  await hands.start(late);
  await runJob(world.deps, "campaigns", { forMs: 1_000 });
  await turnTo(tokyo(2028, 3, 1, 0, 1));
  expect((await hands.until(late, "sent")).runs[0]?.states).toEqual({ sent: 20 });
  const next = await hands.make(campaignOf("next"));
  await hands.start(next);
  expect((await hands.until(next, "sent")).runs[0]?.states).toEqual({ capped: 20 });
  await turnTo(tokyo(2028, 3, 2, 0));
  const free = await hands.make(campaignOf("free"));
  await hands.start(free);
  expect((await hands.until(free, "sent")).runs[0]?.states).toEqual({ sent: 20 });
}, 60_000);

test("who changes segment after the audience was frozen is sent to, and who comes into it is not", async () => {
  await open(tokyo(2026, 11, 21, 12), 60);
  const audience = {
    ...{ segmentId: null, without: [] },
    tree: { kind: "language" as const, is: ["en" as const] },
  };
  const id = await hands.make(campaignOf("english", { audience }));
  await hands.start(id);
  await runJob(world.deps, "campaigns", { forMs: 1 });
  expect((await hands.state(id)).runs[0]?.matched).toBe(6);
  const swapped = ["member", "account"].map((table) =>
    raw(`UPDATE ${table} SET language = CASE language WHEN 'en' THEN 'ja' ELSE 'en' END`),
  );
  await world.deps.database.commit(housekeeping("a test", swapped));
  expect((await hands.until(id, "sent")).runs[0]?.states).toEqual({ sent: 6 });
  expect(sentOf("english")).toBe(6);
}, 60_000);

test("the switch that stops everything stops a campaign within what LINE was being asked, and it goes on after it, once each", async () => {
  await open(tokyo(2026, 11, 21, 12), 1_500, true);
  world.emulator.addFault({ endpoint: "POST /v2/bot/message/push", kind: "delay", delayMs: 600 });
  const plain = campaignOf("switch");
  const text = "#key=switch {name}さん";
  const variants = plain.variants.map((one) => ({ ...one, ja: { ...one.ja, text } }));
  const id = await hands.make({ ...plain, variants });
  await hands.start(id);
  await eventually(() => sentOf("switch") > 0, "something was sent", 30_000);
  const { client } = hands.desk;
  await client.ok("POST", "/api/console/messages/sending/stop", { body: { reason: "文面の誤り" } });
  let last = -1;
  await eventually(async () => {
    const before = last;
    last = sentOf("switch");
    await new Promise((resolve) => setTimeout(resolve, 900));
    return before === last;
  }, "nothing leaves any more");
  expect((await hands.state(id)).status).toBe("sending");
  await client.ok("POST", "/api/console/messages/sending/resume", { body: {} });
  await eventually(async () => (await hands.state(id)).status === "sent" || null, "it is sent", 60_000);
  expect((await hands.state(id)).runs[0]?.states).toEqual({ sent: 1_500 });
  expect(sentOf("switch")).toBe(1_500);
  expect(world.emulator.recorder.duplicates()).toEqual([]);
}, 120_000);
