import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  planReserve,
  planResumeSending,
  planStopSending,
  readSending,
} from "../../server/platform/outbox/index.ts";
import { memberWith } from "../databases/rows.ts";
import { eventually } from "../support/clock.ts";
import { type OutboxWorld, openOutbox, withoutRate } from "../support/outbox.ts";

const minute = 60_000;
const hour = 60 * minute;
const token = "POST /oauth2/v3/token";

let world: OutboxWorld;
beforeEach(async () => {
  world = await openOutbox();
});
afterEach(() => world.close());

const told = (event: string) => world.told.filter((line) => line.event === event);
const state = () => readSending(world.deps);
const campaign = { reason: "campaign" } as const;

describe("the month's messages are used up", () => {
  test("a month that is over holds receipts and campaigns, says so once, and lets both go when it turns in Japan", async () => {
    world.emulator.changeSettings({ monthlyLimit: 2 });
    await world.commit(...planReserve(0));
    const user = world.friend();
    for (const text of ["r1", "r2", "r3", "r4"]) {
      await world.push(text, { lineUserId: user });
      world.clock.advanceBy(1000);
      await world.send();
    }
    await world.push("c1", { lineUserId: user, ...campaign });
    await world.send();
    expect(world.texts(user)).toEqual(["r1", "r2"]);
    expect((await state()).held).toMatchObject({ why: "month_over" });
    expect(await world.row("r3")).toMatchObject({
      status: "waiting",
      outcome: "month_used_up",
      line_status: 429,
    });
    expect((await state()).quota).toMatchObject({ kind: "limited", value: 2, used: 2 });

    // Ten days in which it is looked at every ten minutes: LINE's figures are read, and no message is tried.
    const askedBefore = world.asked("push").length;
    for (let n = 0; n < 20; n++) {
      world.clock.advanceBy(11 * minute);
      await world.send();
    }
    expect(world.asked("push")).toHaveLength(askedBefore);
    expect(told("outbox.held")).toHaveLength(1);

    world.clock.setTo(Date.UTC(2026, 10, 30, 14, 59));
    await world.send();
    expect(world.texts(user)).toHaveLength(2);
    // The first of December in Tokyo.
    world.clock.setTo(Date.UTC(2026, 10, 30, 15, 0, 1));
    world.emulator.changeSettings({ monthlyLimit: 10 });
    await world.send();
    expect(world.texts(user)).toEqual(["r1", "r2", "r3", "r4", "c1"]);
    expect((await state()).held).toBeNull();
    expect(told("outbox.released")).toHaveLength(1);
  });

  test("a greater plan is found within 11 minutes, and what waited longer than 23 hours is sent all the same", async () => {
    world.emulator.changeSettings({ monthlyLimit: 0 });
    const user = world.friend();
    await world.push("r1", { lineUserId: user });
    await world.send();
    for (let n = 0; n < 3; n++) {
      world.clock.advanceBy(20 * hour);
      await world.send();
    }
    expect(await world.row("r1")).toMatchObject({ status: "waiting", in_doubt_since_ms: null });
    world.emulator.changeSettings({ monthlyLimit: 10 });
    world.clock.advanceBy(11 * minute);
    await world.send();
    expect(world.texts(user)).toEqual(["r1"]);
  });

  test("a limit with messages left is somebody's reservation: one message a time finds out when it is over", async () => {
    world.emulator.changeSettings({ monthlyLimit: 1_000 });
    const user = world.friend();
    world.fault("push", "monthly_429", { times: 3 });
    await world.push("r1", { lineUserId: user });
    await world.send();
    for (let n = 2; n <= 5; n++) await world.push(`r${n}`, { lineUserId: user });
    expect((await state()).held).toMatchObject({ why: "reserved_by_other" });
    expect(await world.send()).toBe(0);
    world.clock.advanceBy(31_000);
    expect(await world.send()).toBe(1);
    world.clock.advanceBy(40_000);
    expect(await world.send()).toBe(1);
    expect(world.texts(user)).toEqual([]);
    world.clock.advanceBy(2 * minute);
    await world.send();
    expect(world.texts(user).sort()).toEqual(["r1", "r2", "r3", "r4", "r5"]);
    expect((await state()).held).toBeNull();
    expect(told("outbox.held")).toHaveLength(1);
  });
});

describe("the reserve", () => {
  test("of a plan of 100 with 20 kept, a campaign of 100 gets 80, says why the rest waits, and 20 receipts still go", async () => {
    world.emulator.changeSettings({ monthlyLimit: 100 });
    const people = Array.from({ length: 100 }, () => world.friend());
    for (const [n, user] of people.entries()) await world.push(`c${n}`, { lineUserId: user, ...campaign });
    for (let n = 0; n < 3; n++) await world.send();
    expect(world.emulator.deliveries()).toHaveLength(80);
    expect((await state()).campaignHeld).toMatchObject({ why: "reserve" });
    expect(await state()).toMatchObject({ reserve: 20, reserveSet: null });
    expect(told("outbox.campaigns_held")).toHaveLength(1);
    for (let n = 0; n < 20; n++) await world.push(`r${n}`, { lineUserId: people[n] ?? "" });
    await world.send();
    expect(world.emulator.deliveries()).toHaveLength(100);
    expect(world.asked("push").every(({ status }) => status === 200)).toBe(true);
  });

  test("a multicast that would touch it waits whole; a smaller reserve lets it go", async () => {
    world.emulator.changeSettings({ monthlyLimit: 100 });
    await world.commit(...planReserve(60));
    const people = Array.from({ length: 50 }, () => world.friend());
    await world.multicast("sale", people);
    await world.send();
    expect(world.emulator.deliveries()).toHaveLength(0);
    expect((await state()).campaignHeld).toMatchObject({ why: "reserve" });
    await world.commit(...planReserve(50));
    await world.send();
    expect(world.emulator.deliveries()).toHaveLength(50);
    expect((await state()).campaignHeld).toBeNull();
  });

  test("what LINE does not say holds campaigns and not receipts, and is asked for again", async () => {
    world.emulator.addFault({ endpoint: "GET /v2/bot/message/quota", kind: "error_500", times: 1 });
    const user = world.friend();
    await world.push("c1", { lineUserId: user, ...campaign });
    await world.push("r1", { lineUserId: user });
    await world.send();
    expect(world.texts(user)).toEqual(["r1"]);
    expect((await state()).campaignHeld).toMatchObject({ why: "quota_unknown" });
    world.clock.advanceBy(11_000);
    await world.send();
    expect(world.texts(user)).toEqual(["r1", "c1"]);
    expect((await state()).campaignHeld).toBeNull();
  });

  test("LINE is asked for its figures once a minute at the most, however long a campaign lasts", async () => {
    world.emulator.changeSettings({ monthlyLimit: 100_000 });
    const user = world.friend();
    for (let n = 0; n < 10; n++) {
      await world.push(`c${n}`, { lineUserId: user, ...campaign });
      await world.send();
      world.clock.advanceBy(11_000);
    }
    expect(world.texts(user)).toHaveLength(10);
    expect(world.emulator.calls("/v2/bot/message/quota").length).toBe(2);
  });
});

describe("the switch", () => {
  const stop = () => world.commit(...planStopSending(world.deps, { by: "staff:1", note: "wrong words" }));

  test("stops everything, replies too, and what was due goes when it is released", async () => {
    const user = world.friend();
    await stop();
    await world.push("r1", { lineUserId: user });
    await world.multicast("c1", [user]);
    await world.reply("a1", user);
    expect(await world.send()).toBe(0);
    expect((await state()).stopped).toMatchObject({ by: "staff:1", note: "wrong words" });
    await world.commit(...planResumeSending());
    await world.send();
    expect(world.texts(user).sort()).toEqual(["a1", "c1", "r1"]);
  });

  test("set in the middle of 1,000 messages, nothing begins a second later; released, each arrives once", async () => {
    await world.close();
    world = await openOutbox({ settings: withoutRate });
    const people = Array.from({ length: 100 }, () => world.friend());
    for (let n = 0; n < 1_000; n += 100) {
      await Promise.all(people.map((lineUserId, at) => world.push(`${n + at}`, { lineUserId })));
    }
    world.emulator.changeSettings({ rateLimitScale: 0 });
    const sending = world.send();
    await eventually(() => world.emulator.deliveries().length > 100, "some were sent");
    await stop();
    await sending;
    const after = world.emulator.deliveries().length;
    expect(after).toBeLessThan(1_000);
    expect(await world.send()).toBe(0);
    expect(world.emulator.deliveries()).toHaveLength(after);
    const untried = (await world.rows()).filter(({ attempts }) => attempts === 0);
    expect(untried.filter(({ in_doubt_since_ms: doubt }) => doubt !== null)).toEqual([]);
    await world.commit(...planResumeSending());
    // What the stop met on its way may have to come back in a second.
    await eventually(async () => {
      world.clock.advanceBy(2_000);
      return (await world.send()) === 0;
    }, "everything was sent");
    expect(world.emulator.deliveries()).toHaveLength(1_000);
    expect(world.emulator.recorder.duplicates()).toEqual([]);
  }, 60_000);

  test("set while a request waits for its token, the request is not made, and the row is as it was", async () => {
    world.emulator.addFault({ endpoint: token, kind: "delay", delayMs: 400, times: 1 });
    const user = world.friend();
    await world.push("r1", { lineUserId: user });
    const sending = world.send();
    await eventually(async () => (await world.row("r1")).leased_by !== null, "it was leased");
    await stop();
    await sending;
    expect(world.asked("push")).toEqual([]);
    expect(await world.row("r1")).toMatchObject({
      ...{ status: "waiting", attempts: 0, in_doubt_since_ms: null, leased_until_ms: 0 },
    });
  });
});

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
    world.fault("push", "flood_429", { userId: flooded });
    await world.push("f1", { lineUserId: flooded, memberId: member });
    await world.send();
    await world.push("o1", { lineUserId: other });
    await world.push("o2", { lineUserId: other });
    await world.send();
    expect(await world.row("f1")).toMatchObject({ status: "waiting", outcome: "user_flooded" });
    expect([world.texts(flooded), world.texts(other).sort()]).toEqual([[], ["o1", "o2"]]);
    world.clock.advanceBy(minute);
    await world.send();
    expect(world.texts(flooded)).toEqual(["f1"]);
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
