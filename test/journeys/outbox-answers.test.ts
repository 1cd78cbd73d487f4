import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memberWith } from "../databases/rows.ts";
import { eventually } from "../support/clock.ts";
import { type OutboxWorld, openOutbox } from "../support/outbox.ts";

const minute = 60_000;
const hour = 60 * minute;
const token = "POST /oauth2/v3/token";

let world: OutboxWorld;
beforeEach(async () => {
  world = await openOutbox();
});
afterEach(() => world.close());

describe("LINE asks for less", () => {
  test("a rate limit closes the endpoint for all of its rows: 40 more receipts wait without being asked for", async () => {
    const user = world.friend();
    await world.push("first", { lineUserId: user });
    world.fault("push", "rate_429");
    await world.send();
    for (let n = 0; n < 40; n++) await world.push(`r${n}`, { lineUserId: user });
    await world.multicast("c1", [user]);
    await world.send();
    expect(world.asked("push").map(({ status }) => status)).toEqual([429]);
    expect(world.texts(user)).toEqual(["c1"]);
    world.clock.advanceBy(1_100);
    await world.send();
    expect(world.texts(user)).toHaveLength(42);
    const [first, ...others] = world.asked("push").map(({ retryKey }) => retryKey);
    expect(others.filter((key) => key === first)).toHaveLength(1);
  });

  test.each([
    ["an HTML page", "<html><body><h1>429 Too Many Requests</h1></body></html>"],
    ["nothing", ""],
    ["words nobody knows", "Slow down please"],
  ])("a 429 with %s counts as the rate", async (_, text) => {
    const user = world.friend();
    world.fault("push", "rate_429", { text });
    await world.push("r1", { lineUserId: user });
    await world.send();
    expect(await world.row("r1")).toMatchObject({ status: "waiting", outcome: "rate_limited" });
    world.clock.advanceBy(1_100);
    await world.send();
    expect(world.texts(user)).toEqual(["r1"]);
  });

  test("each limit in a row doubles the pause: 1, 2, 4 seconds; an answer that is fine ends that", async () => {
    const user = world.friend();
    world.fault("push", "rate_429", { times: 3 });
    await world.push("r1", { lineUserId: user });
    const pauses: number[] = [];
    for (let n = 0; n < 3; n++) {
      await world.send();
      const bucket = await world.deps.database.point
        .selectFrom("outbox_bucket")
        .selectAll()
        .where("endpoint", "=", "push")
        .executeTakeFirstOrThrow();
      pauses.push(bucket.closed_until_ms - world.clock.nowMs());
      world.clock.setTo(bucket.closed_until_ms);
    }
    expect(pauses).toEqual([1_000, 2_000, 4_000]);
    await world.send();
    expect(world.texts(user)).toEqual(["r1"]);
    world.fault("push", "rate_429");
    await world.push("r2", { lineUserId: user });
    await world.send();
    world.clock.advanceBy(1_001);
    await world.send();
    expect(world.texts(user)).toEqual(["r1", "r2"]);
  });

  test("too much to one person: only that person's messages wait, a minute", async () => {
    const member = await memberWith(world.deps.database, 0);
    const [flooded, other] = [world.friend(), world.friend()];
    world.fault("push", "error_500", { userId: flooded });
    await world.push("f2", { lineUserId: flooded, memberId: member });
    await world.send();
    world.fault("push", "flood_429", { userId: flooded });
    await world.push("f1", { lineUserId: flooded, memberId: member });
    await world.send();
    // A second later f2 would be tried again, were it not for what LINE has said to f1.
    world.clock.advanceBy(2_000);
    await world.push("o1", { lineUserId: other });
    await world.push("o2", { lineUserId: other });
    await world.send();
    expect(await world.row("f1")).toMatchObject({ status: "waiting", outcome: "user_flooded" });
    expect([world.texts(flooded), world.texts(other).sort()]).toEqual([[], ["o1", "o2"]]);
    world.clock.advanceBy(minute);
    await world.send();
    expect(world.texts(flooded).sort()).toEqual(["f1", "f2"]);
  });

  test("a busy audience is a slow row and nothing more", async () => {
    const [slow, other] = [world.friend(), world.friend()];
    world.fault("push", "audience_429", { userId: slow });
    await world.push("s1", { lineUserId: slow });
    await world.push("o1", { lineUserId: other });
    await world.send();
    await world.send();
    expect([world.texts(slow), world.texts(other)]).toEqual([[], ["o1"]]);
    world.clock.advanceBy(5_000);
    await world.send();
    expect(world.texts(slow)).toEqual(["s1"]);
  });
});

describe("the channel access token", () => {
  test("that LINE refuses to 50 messages at once is renewed once", async () => {
    const users = Array.from({ length: 50 }, () => world.friend());
    await world.push("warm", { lineUserId: users[0] ?? "" });
    await world.send();
    const before = world.emulator.calls("/oauth2/v3/token").length;
    for (const user of users) await world.push(`to ${user}`, { lineUserId: user });
    world.emulator.addFault({ endpoint: "POST /v2/bot/message/push", kind: "unauthorized_401", times: 50 });
    await world.send();
    expect(world.emulator.calls("/oauth2/v3/token").length).toBe(before + 1);
    expect(world.emulator.deliveries()).toHaveLength(51);
  });

  test("is kept while it lives when no new one is to be had, and nobody waits for that", async () => {
    const user = world.friend();
    await world.push("r1", { lineUserId: user });
    await world.send();
    world.emulator.addFault({ endpoint: token, kind: "error_500" });
    // Past four fifths of its quarter of an hour.
    world.clock.advanceBy(13 * minute);
    await world.push("r2", { lineUserId: user });
    await world.send();
    expect(world.texts(user)).toEqual(["r1", "r2"]);
  });

  test("that is not to be had at all closes every endpoint, for 5 seconds at first, and no message's 23 hours run", async () => {
    world.emulator.addFault({ endpoint: token, kind: "error_500", times: 1 });
    const user = world.friend();
    await world.push("r1", { lineUserId: user });
    await world.send();
    expect(await world.row("r1")).toMatchObject({ outcome: "no_token", in_doubt_since_ms: null });
    expect(await world.send()).toBe(0);
    world.clock.advanceBy(5_001);
    await world.send();
    expect(world.texts(user)).toEqual(["r1"]);
  });
});

describe("spoilt answers", () => {
  test.each([
    "html_200_after",
    "half_json_after",
    "cut_body_after",
    "extra_fields_after",
  ] as const)("a 200 with a spoilt body (%s) was accepted, and is not asked for again", async (kind) => {
    const user = world.friend();
    world.fault("push", kind);
    await world.push("r1", { lineUserId: user });
    await world.send();
    world.clock.advanceBy(hour);
    await world.send();
    expect(world.asked("push")).toHaveLength(1);
    expect(await world.row("r1")).toMatchObject({ status: "sent", outcome: "accepted", line_status: 200 });
  });

  test.each([
    "error_502",
    "error_503_after",
  ] as const)("an error page (%s) is kept in words a person can read", async (kind) => {
    const user = world.friend();
    world.fault("push", kind);
    await world.push("r1", { lineUserId: user });
    await world.send();
    const row = await world.row("r1");
    expect(row).toMatchObject({ status: "waiting", outcome: "server_error" });
    expect(row.line_answer).toMatch(/^50[23]|Bad Gateway|Unavailable/);
    expect(row.line_answer).not.toContain("<");
    world.clock.advanceBy(2_000);
    await world.send();
    expect(world.texts(user)).toEqual(["r1"]);
  });
});

describe("LINE's rate", () => {
  test("at a fiftieth of it (40 pushes a second) 60 messages take no 429, and a second at least", async () => {
    await world.close();
    world = await openOutbox({
      real: true,
      settings: (usual) => ({ ...usual, line: { ...usual.line, sendRatePermille: 20 } }),
    });
    world.emulator.changeSettings({ rateLimitScale: 1 / 50 });
    const user = world.friend();
    for (let n = 0; n < 60; n++) await world.push(`r${n}`, { lineUserId: user });
    const startedMs = performance.now();
    await eventually(async () => {
      await world.send();
      return world.texts(user).length === 60;
    }, "all were sent");
    expect(performance.now() - startedMs).toBeGreaterThan(1_000);
    expect(world.asked("push").map(({ status }) => status)).toEqual(Array(60).fill(200));
  }, 30_000);
});
