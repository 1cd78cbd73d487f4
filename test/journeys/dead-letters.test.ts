import { afterEach, beforeEach, expect, test } from "vitest";
import { attemptsMax } from "../../server/features/inbox/work.ts";
import type { EventDetails, EventPage, InboxCounts, Replayed } from "../../shared/inbox/console.ts";
import { commit, raw } from "../databases/rows.ts";
import { eventually } from "../support/clock.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { eventId, lineEvent, lineUser, webhookBody } from "../support/line-events.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
beforeEach(async () => {
  world = await openWorld();
  desk = await deskOf(world, await world.owner());
});
afterEach(() => world.close());

const page = (query = "") => desk.client.ok<EventPage>("GET", `/api/console/inbox${query}`);
const counts = async () => (await desk.client.ok<InboxCounts>("GET", "/api/console/inbox/counts")).counts;

/** Follows of people whom the database refuses, as if a bug of ours did, until they lie dead. */
async function dead(count: number): Promise<void> {
  await commit(
    world.deps.database,
    raw(
      "CREATE TRIGGER broken BEFORE INSERT ON line_friend WHEN NEW.line_user_id LIKE 'U000%' " +
        "BEGIN SELECT RAISE(ABORT, 'broken'); END",
    ),
  );
  const more = { replyToken: "0f3779fba3b349968c5d07db31eabf65", follow: { isUnblocked: false } };
  const told = Array.from({ length: count }, (_, n) =>
    lineEvent({ n, type: "follow", userId: lineUser(n), atMs: world.clock.nowMs(), more }),
  );
  await world.emulator.sendRawWebhook({ body: webhookBody(...told) });
  for (let tries = 1; tries <= attemptsMax; tries++) {
    await eventually(async () => {
      const rows = await world.deps.database.point
        .selectFrom("line_event")
        .select("attempts")
        .where("webhook_event_id", "like", "01HMQGW40RZJPJM3RAJ%")
        .execute();
      return rows.every(({ attempts }) => attempts === tries);
    }, `all were tried ${tries} times`);
    world.clock.advanceBy(200_000);
  }
}

async function repaired(): Promise<void> {
  await commit(world.deps.database, raw("DROP TRIGGER broken"));
}

test("120 that nobody could work on are listed newest first, 50 a page, with why, and without a LINE id", async () => {
  await dead(120);
  expect(await counts()).toMatchObject({ dead: 120, waiting: 0 });
  const seen: string[] = [];
  for (let before: string | null = "", pages = 1; before !== null; pages++) {
    const { events, before: next }: EventPage = await page(
      before === "" ? "" : `?status=dead&before=${before}`,
    );
    expect(events.length).toBe(pages < 3 ? 50 : 20);
    for (const { failure, attempts } of events)
      expect([failure, attempts]).toEqual([expect.stringContaining("broken"), 8]);
    seen.push(...events.map((event) => event.eventId));
    before = next;
  }
  expect(seen).toEqual(Array.from({ length: 120 }, (_, n) => eventId(119 - n)));
  const one = await desk.client.ok<EventDetails>("GET", `/api/console/inbox/${eventId(7)}`);
  expect(one).toMatchObject({ type: "follow", status: "dead", memberId: null });
  expect(one.body).toMatchObject({ source: { type: "user", userId: "U…" }, replyToken: "…" });
  expect(JSON.stringify(one)).not.toMatch(/U[0-9a-f]{32}|0f3779/);
});

test("replayed, one and then all, they are worked on as if they came now, each replay with its audit row", async () => {
  await dead(30);
  await repaired();
  const one = await desk.client.ok<Replayed>("POST", `/api/console/inbox/${eventId(3)}/replay`, { body: {} });
  expect(one).toEqual({ replayed: 1 });
  await world.settled();
  expect(await counts()).toMatchObject({ dead: 29 });
  const again = await desk.client.refused("POST", `/api/console/inbox/${eventId(3)}/replay`, { body: {} });
  expect(again).toMatchObject({ status: 409, error: { code: "event.not_dead" } });
  const all = await desk.client.ok<Replayed>("POST", "/api/console/inbox/replay", { body: {} });
  expect(all).toEqual({ replayed: 29 });
  await world.settled();
  expect(await counts()).toMatchObject({ dead: 0, waiting: 0 });
  const friends = await world.deps.database.point
    .selectFrom("line_friend")
    .select("line_user_id")
    .where("line_user_id", "like", "U000%")
    .execute();
  expect(friends).toHaveLength(30);
  const audits = await world.deps.database.point
    .selectFrom("audit")
    .select(["subject", "details"])
    .where("action", "=", "inbox.replay")
    .execute();
  expect(audits).toEqual([
    { subject: `event:${eventId(3)}`, details: '{"events":1}' },
    { subject: "events:dead", details: '{"events":29}' },
  ]);
});

test("whoever only reads sees them and replays none; what is not there is not found", async () => {
  await dead(1);
  const { userId } = world.emulator.addUser({ displayName: "auditor" });
  await withRole(world, userId, "auditor");
  const reader = await deskOf(world, { userId });
  expect((await reader.client.ok<EventPage>("GET", "/api/console/inbox")).events).toHaveLength(1);
  for (const path of [`/api/console/inbox/${eventId(0)}/replay`, "/api/console/inbox/replay"]) {
    expect((await reader.client.refused("POST", path, { body: {} })).status).toBe(403);
  }
  expect((await desk.client.refused("GET", "/api/console/inbox/NOTHING")).status).toBe(404);
  expect((await desk.client.refused("GET", "/api/console/inbox?status=lost")).status).toBe(400);
  expect(await counts()).toMatchObject({ dead: 1 });
});
