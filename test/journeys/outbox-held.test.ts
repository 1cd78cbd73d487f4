import { afterEach, beforeEach, describe, expect, test } from "vitest";
import {
  planReserve,
  planResumeSending,
  planStopSending,
  readSending,
  sendDue,
} from "../../server/platform/outbox/index.ts";
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

test("a request does not begin so late that its lease could end before its answer: the row is as it was", async () => {
  const user = world.friend();
  await world.push("r1", { lineUserId: user });
  const { line } = world.deps;
  let asked = 0;
  const send: typeof line.send = (request, mayAsk) => {
    // So long does it take to get a token, and to be refused with it.
    if (asked === 0) world.clock.advanceBy(51_000);
    asked += 1;
    return line.send(request, mayAsk);
  };
  await sendDue({ ...world.deps, line: { ...line, send } }, world.clock.nowMs() + 1000);
  expect(world.texts(user)).toEqual([]);
  expect(await world.row("r1")).toMatchObject({ status: "waiting", in_doubt_since_ms: null });
  await world.send();
  expect(world.texts(user)).toEqual(["r1"]);
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
    await eventually(
      async () => {
        world.clock.advanceBy(2_000);
        return (await world.send()) === 0;
      },
      "everything was sent",
      60_000,
    );
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
