import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { workInbox } from "../../server/features/inbox/index.ts";
import { receive } from "../../server/features/inbox/webhook.ts";
import { mayReceive } from "../../server/features/members/index.ts";
import { Overloaded, TooSlow } from "../../server/platform/database/failures.ts";
import { markUnknown } from "../../server/platform/outbox/store.ts";
import { benchDeps } from "../bench/ledger-shop.ts";
import { seededRandom } from "../emulator/ids.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { tally } from "../support/evidence.ts";
import { eventId, lineEvent, lineUser, signatureOf, webhookBody } from "../support/line-events.ts";
import { noon } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { commit, raw, rows, value } from "./rows.ts";

const longMs = 600_000;

describe.each(engines)("LINE's events on %s", (name) => {
  let engine: OpenedEngine;
  let clock: TestClock;
  let deps: Deps;
  beforeAll(async () => {
    engine = await migratedEngine(name);
  });
  afterAll(() => engine?.close());
  beforeEach(async () => {
    clock = testClock(noon);
    deps = benchDeps(engine.database, clock);
    await commit(engine.database, raw("DELETE FROM line_event"), raw("DELETE FROM line_friend"));
  });

  async function deliver(...events: object[]): Promise<void> {
    const body = webhookBody(...events);
    await receive(deps, new Uint8Array(Buffer.from(body)), signatureOf(body));
  }
  const statuses = async () =>
    tally((await rows(engine.database, "SELECT status FROM line_event")).map((row) => String(row.status)));
  const work = (by: Deps = deps) => workInbox(by, clock.nowMs() + longMs);

  test("500 in one body, some of them twice in it, are kept once and worked on once", async () => {
    const follows = Array.from({ length: 500 }, (_, n) =>
      lineEvent({ n, type: "follow", userId: lineUser(n % 50) }),
    );
    await deliver(...follows, ...follows.slice(0, 100));
    expect(await work()).toBe(500);
    expect(await statuses()).toEqual({ done: 500 });
    expect(Number(await value(engine.database, "SELECT count(*) FROM line_friend"))).toBe(50);
    expect(await work()).toBe(0);
  });

  test("somebody whom LINE did not know may be sent to again once they follow", async () => {
    const someone = lineUser(5);
    await commit(engine.database, markUnknown.with({ lineUserId: someone, nowMs: clock.nowMs() }));
    expect(await mayReceive(deps, someone)).toBe(false);
    await deliver(lineEvent({ n: 5, type: "follow", userId: someone }));
    await work();
    expect(await mayReceive(deps, someone)).toBe(true);
  });

  test("one that the database refuses takes none of its 149 neighbours with it", async () => {
    const poison = lineUser(77);
    await refuseFriend(poison);
    try {
      const events = Array.from({ length: 150 }, (_, n) =>
        lineEvent({ n, type: "follow", userId: lineUser(n) }),
      );
      await deliver(...events);
      await work();
      expect(await statuses()).toEqual({ done: 149, waiting: 1 });
      const [left] = await rows(engine.database, "SELECT * FROM line_event WHERE status = 'waiting'");
      expect(left).toMatchObject({ webhook_event_id: eventId(77), leased_by: null });
      expect(Number(left?.attempts)).toBe(1);
      expect(String(left?.failure)).toMatch(/no_such_friend/);
    } finally {
      await letFriend();
    }
    clock.advanceBy(60_000);
    await work();
    expect(await statuses()).toEqual({ done: 150 });
  });

  test.each([
    new Overloaded("away"),
    new TooSlow("slow"),
  ])("are nobody's fault where the database cannot answer (%s): 20 wait as they were, and are done when it can", async (failure) => {
    await deliver(
      ...Array.from({ length: 20 }, (_, n) => lineEvent({ n, type: "follow", userId: lineUser(n) })),
    );
    const { database } = deps;
    // Who follows is asked by ids alone.
    const all: typeof database.all = (query, params) =>
      "ids" in params && !("worker" in params) ? Promise.reject(failure) : database.all(query, params);
    await expect(work({ ...deps, database: { ...database, all } })).rejects.toBe(failure);
    const left = await rows(engine.database, "SELECT status, attempts, leased_by FROM line_event");
    expect(left.map((row) => ({ ...row, attempts: Number(row.attempts) }))).toEqual(
      Array(20).fill({ status: "waiting", attempts: 0, leased_by: null }),
    );
    expect(await work()).toBe(20);
  });

  test("that were leased to somebody who took too long are done by the next, and change nothing a second time", async () => {
    await deliver(
      ...Array.from({ length: 20 }, (_, n) => lineEvent({ n, type: "follow", userId: lineUser(n) })),
    );
    // Between deciding and committing, a minute passes and another worker does the work.
    let held = true;
    const slow: Deps = {
      ...deps,
      database: {
        ...deps.database,
        async commit(plan, inTime) {
          const settles = plan.statements.some(({ prepared }) =>
            /given\.attempts/.test(prepared.text(name).sql),
          );
          if (settles && held) {
            held = false;
            clock.advanceBy(61_000);
            expect(await work()).toBe(20);
            await commit(engine.database, raw("DELETE FROM line_friend"));
          }
          await deps.database.commit(plan, inTime);
        },
      },
    };
    await work(slow);
    expect(await statuses()).toEqual({ done: 20 });
    expect(Number(await value(engine.database, "SELECT count(*) FROM line_friend"))).toBe(0);
    expect(Number(await value(engine.database, "SELECT max(attempts) FROM line_event"))).toBe(1);
  });

  test("worked on by two at once, 400 in random order end as one after the other", async () => {
    const random = seededRandom(4);
    const events = Array.from({ length: 400 }, (_, n) =>
      lineEvent({
        ...{ n, userId: lineUser(n % 40), atMs: 1000 + Math.floor(random() * 30) },
        type: random() < 0.5 ? "follow" : "unfollow",
      }),
    );
    const friends = "SELECT line_user_id, following, changed_at_ms FROM line_friend ORDER BY line_user_id";
    await deliver(...events);
    await work();
    const sequential = JSON.stringify(await rows(engine.database, friends));
    await commit(engine.database, raw("DELETE FROM line_event"), raw("DELETE FROM line_friend"));
    const shuffled = [...events].sort(() => random() - 0.5);
    const other = benchDeps(await engine.another(), clock);
    await Promise.all(
      Array.from({ length: 20 }, (_, at) => deliver(...shuffled.slice(at * 20, at * 20 + 20))),
    );
    await Promise.all([work(), work(other)]);
    await work();
    expect(JSON.stringify(await rows(engine.database, friends))).toBe(sequential);
    expect(await statuses()).toEqual({ done: 400 });
  });

  test("with a text: it is stored until it was looked at, and not at all where it is no word or was taken back", async () => {
    const say = (n: number, text: string) =>
      lineEvent({
        ...{ n, type: "message", userId: lineUser(1) },
        more: { message: { type: "text", id: `50000${n}`, quoteToken: "q", text } },
      });
    const place = { type: "location", id: "600001", title: "自宅", latitude: 35.6, longitude: 139.7 };
    await deliver(
      say(1, "秘密"),
      say(2, `とても長い秘密${"。".repeat(60)}`),
      lineEvent({ n: 3, type: "message", userId: lineUser(1), more: { message: place } }),
      lineEvent({ n: 4, type: "unsend", userId: lineUser(1), more: { unsend: { messageId: "500001" } } }),
    );
    const stored = async () =>
      JSON.stringify(await rows(engine.database, "SELECT body FROM line_event ORDER BY webhook_event_id"));
    expect(await stored()).toContain("秘密");
    expect(await stored()).not.toMatch(/長い|自宅|35\.6|quoteToken/);
    await work();
    expect(await stored()).not.toContain("秘密");
    expect(await stored()).toContain("500001");
    expect(await statuses()).toEqual({ done: 4 });
  });

  test("that lie dead lose the text that its writer takes back", async () => {
    const message = { type: "text", id: "500001", text: "秘密" };
    await deliver(lineEvent({ n: 1, type: "message", userId: lineUser(1), more: { message } }));
    await commit(engine.database, raw("UPDATE line_event SET status = 'dead'"));
    const unsend = { unsend: { messageId: "500001" } };
    await deliver(lineEvent({ n: 2, type: "unsend", userId: lineUser(1), more: unsend }));
    await work();
    expect(await value(engine.database, "SELECT body FROM line_event WHERE status = 'dead'")).not.toContain(
      "秘密",
    );
  });

  /** Makes the schema refuse one person, as a bug of ours would. */
  async function refuseFriend(userId: string): Promise<void> {
    const text =
      name === "postgres"
        ? `ALTER TABLE line_friend ADD CONSTRAINT no_such_friend CHECK (line_user_id <> '${userId}')`
        : "CREATE TRIGGER no_such_friend BEFORE INSERT ON line_friend " +
          `WHEN NEW.line_user_id = '${userId}' BEGIN SELECT RAISE(ABORT, 'no_such_friend'); END`;
    await commit(engine.database, raw(text));
  }

  async function letFriend(): Promise<void> {
    const dropped = name === "postgres" ? "ALTER TABLE line_friend DROP CONSTRAINT" : "DROP TRIGGER";
    await commit(engine.database, raw(`${dropped} no_such_friend`));
  }
});
