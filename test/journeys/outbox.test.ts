import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Serving, serveNode } from "../../server/entry/serve.ts";
import { workInbox } from "../../server/features/inbox/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { sendDue } from "../../server/platform/outbox/index.ts";
import { migratedEngine } from "../databases/engines.ts";
import { raw } from "../databases/rows.ts";
import { demoSettings } from "../demo/settings.ts";
import type { Fault } from "../emulator/control.ts";
import { eventually } from "../support/clock.ts";
import { tally } from "../support/evidence.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, silentLog, testCardKeys, type World } from "../support/world.ts";

const push = "POST /v2/bot/message/push";
const hour = 3_600_000;

let world: World;
let phone: Phone;
let till: Till;

async function openShop(options: Parameters<typeof openWorld>[0] = {}): Promise<void> {
  world = await openWorld({ ticks: false, ...options });
  phone = await world.member("佐藤 花子");
  till = await world.staff("糸井 あかり");
  await world.emulator.webhooksIdle();
}

/** A sale, and with it a receipt in the outbox. */
async function sell(): Promise<void> {
  world.clock.advanceBy(15_000);
  await till.sell((await till.scan(await phone.code())).scanId, 1280);
}

const send = (): Promise<number> => sendDue(world.deps, world.clock.nowMs() + 1000);
const fail = (kind: Fault["kind"], times = 1) => world.emulator.addFault({ endpoint: push, kind, times });

function rows() {
  return world.deps.database.point.selectFrom("outbox").selectAll().orderBy("message_id").execute();
}

async function row() {
  const [only] = await rows();
  if (only === undefined) throw new Error("the outbox is empty");
  return only;
}

const received = () => world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");
/** Status and retry key of every push that LINE was asked for. */
const asked = () =>
  world.emulator.calls("/v2/bot/message/push").map(({ status, retryKey }) => ({ status, retryKey }));

describe("a receipt", () => {
  beforeEach(async () => {
    await openShop();
    await sell();
  });
  afterEach(() => world.close());

  test("is sent once, however often there is work to do", async () => {
    for (let n = 0; n < 3; n++) await send();
    expect(received()).toHaveLength(1);
    expect(await row()).toMatchObject({ status: "sent", attempts: 1, line_status: 200 });
  });

  test.each([
    "error_500",
    "drop_before",
    "rate_429",
  ] as const)("that LINE did not take (%s) is sent again with the same key, and arrives once", async (kind) => {
    fail(kind);
    await send();
    expect(received()).toHaveLength(0);
    expect(await row()).toMatchObject({ status: "waiting", attempts: 1 });
    expect(await send()).toBe(0);
    world.clock.advanceBy(10_000);
    await send();
    expect(received()).toHaveLength(1);
    expect(await row()).toMatchObject({ status: "sent", attempts: 2 });
    const keys = asked().map(({ retryKey }) => retryKey);
    expect(new Set(keys)).toEqual(new Set([(await row()).retry_key]));
  });

  test.each([
    "drop_after",
    "error_500_after",
  ] as const)("that LINE took without saying so (%s) meets 409 and was sent once", async (kind) => {
    fail(kind);
    await send();
    expect(await row()).toMatchObject({ status: "waiting" });
    world.clock.advanceBy(10_000);
    await send();
    expect(received()).toHaveLength(1);
    expect(asked().at(-1)?.status).toBe(409);
    expect(await row()).toMatchObject({ status: "sent", line_status: 409 });
    expect((await row()).line_accepted_request_id).toBe(received()[0]?.requestId);
  });

  test("that LINE took and nobody remembers is not sent again when LINE has forgotten its key", async () => {
    fail("drop_after");
    await send();
    expect(received()).toHaveLength(1);
    world.clock.advanceBy(25 * hour);
    await send();
    expect(received()).toHaveLength(1);
    expect(await row()).toMatchObject({ status: "unknown", attempts: 1 });
  });

  test("whose sender died before it could say how it went is not sent again a day later either", async () => {
    const dying = {
      ...world.deps,
      line: {
        ...world.deps.line,
        send: async (...args: Parameters<typeof world.deps.line.send>) => {
          await world.deps.line.send(...args);
          throw new Error("killed");
        },
      },
    };
    await sendDue({ ...dying, log: silentLog }, world.clock.nowMs() + 1000);
    expect(received()).toHaveLength(1);
    world.clock.advanceBy(25 * hour);
    await send();
    expect(received()).toHaveLength(1);
    expect(await row()).toMatchObject({ status: "unknown" });
  });

  test("whose sender died is taken over a minute later with the same key", async () => {
    const dead = {
      ...world.deps,
      ...{ log: silentLog, line: { ...world.deps.line, send: () => Promise.reject(new Error("killed")) } },
    };
    await sendDue(dead, world.clock.nowMs() + 1000);
    expect(await send()).toBe(0);
    world.clock.advanceBy(61_000);
    await send();
    expect(received()).toHaveLength(1);
  });

  test("with a token that LINE refuses once is sent with a new one at once: one refresh, one attempt", async () => {
    await send();
    await sell();
    const tokens = () => world.emulator.calls("/oauth2/v3/token").length;
    const before = tokens();
    fail("unauthorized_401");
    await send();
    expect(tokens()).toBe(before + 1);
    expect(received()).toHaveLength(2);
    expect((await rows()).map(({ status, attempts }) => [status, attempts])).toEqual([
      ["sent", 1],
      ["sent", 1],
    ]);
  });

  test("with a token that LINE never accepts waits, and LINE is asked twice, not for ever", async () => {
    fail("unauthorized_401", 100);
    await send();
    expect(asked()).toHaveLength(2);
    expect(await row()).toMatchObject({ status: "waiting", line_status: 401, attempts: 1 });
  });

  test("is tried for 23 h at the most, then lies as unknown, still to be seen", async () => {
    fail("error_500", 100_000);
    for (let n = 0; n < 400 && (await row()).status === "waiting"; n++) {
      world.clock.advanceBy(300_000);
      await send();
    }
    expect(await row()).toMatchObject({ status: "unknown", line_status: 500 });
    const { in_doubt_since_ms: firstMs, settled_at_ms: lastMs } = await row();
    expect((lastMs ?? 0) - (firstMs ?? 0)).toBeLessThanOrEqual(23 * hour);
    expect((lastMs ?? 0) - (firstMs ?? 0)).toBeGreaterThan(22 * hour);
  });
});

describe("nobody to send to", () => {
  beforeEach(() => openShop());
  afterEach(() => world.close());

  test("a LINE user that LINE does not know is refused with 400, once, and not tried again", async () => {
    await sell();
    const nobody = `UPDATE outbox SET line_user_id = 'U${"f".repeat(32)}'`;
    await world.deps.database.commit(housekeeping("a test", [raw(nobody)]));
    await send();
    world.clock.advanceBy(hour);
    await send();
    expect(asked()).toHaveLength(1);
    expect(await row()).toMatchObject({ status: "refused", line_status: 400, attempts: 1 });
  });

  test("who has blocked us, and whose unfollow we know, gets no row; unblocked, the next receipt arrives", async () => {
    world.clock.advanceBy(1000);
    world.emulator.block(phone.userId);
    await world.emulator.webhooksIdle();
    await workInbox(world.deps, world.clock.nowMs() + 1000);
    await sell();
    expect(await rows()).toEqual([]);
    world.clock.advanceBy(1000);
    world.emulator.unblock(phone.userId);
    await world.emulator.webhooksIdle();
    await workInbox(world.deps, world.clock.nowMs() + 1000);
    await sell();
    await send();
    expect(received()).toHaveLength(1);
  });
});

describe("several workers on one database", () => {
  test.each([
    "sqlite",
    "postgres",
  ] as const)("(%s) send 60 receipts once each, while LINE fails a third of the time", async (name) => {
    const engine = await migratedEngine(name);
    const second = name === "sqlite" ? engine.database : await engine.another();
    await openShop({ database: { ...engine.database, close: async () => {} } });
    const { emulator, clock } = world;
    const settings = demoSettings(world.origin, emulator.origin, testCardKeys);
    const other: Serving = await serveNode({
      settings,
      database: { ...second, close: async () => {} },
      port: 0,
      hostname: "127.0.0.1",
      assetsDir: "dist/demo",
      log: silentLog,
      clock,
      ticks: false,
    });
    const workers = [world.deps, other.deps, world.deps, other.deps];
    const sendAll = () => Promise.all(workers.map((deps) => sendDue(deps, clock.nowMs() + 1000)));
    for (let n = 0; n < 30; n++) await sell();
    await sendAll();
    // Nobody was even asked twice: the leases keep the workers apart, and not only LINE's memory of the keys.
    expect(asked().map(({ status }) => status)).toEqual(Array(30).fill(200));
    for (let n = 0; n < 30; n++) await sell();
    emulator.addFault({ endpoint: push, kind: "error_500_after", probability: 0.2 });
    emulator.addFault({ endpoint: push, kind: "drop_before", probability: 0.2 });
    await eventually(async () => {
      await sendAll();
      clock.advanceBy(61_000);
      return (await rows()).every(({ status }) => status === "sent");
    }, "every receipt was sent");
    expect(received()).toHaveLength(60);
    expect(new Set(received().map(({ retryKey }) => retryKey)).size).toBe(60);
    const accepted = asked().filter(({ status }) => status === 200);
    expect(tally(accepted.map(({ retryKey }) => String(retryKey)))).toEqual(
      Object.fromEntries(accepted.map(({ retryKey }) => [String(retryKey), 1])),
    );
    await other.close();
    await world.close();
    await engine.close();
  });
});
