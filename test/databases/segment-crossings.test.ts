import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import {
  changeSegment,
  makeSegment,
  purgeCrossings,
  removeSegment,
  setWatched,
  watchSegments,
} from "../../server/features/segments/index.ts";
import type { Database } from "../../server/platform/database/database.ts";
import type { Segment } from "../../shared/segments/schema.ts";
import { ledgerDeps, openAccounts, openProgramme } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** 2026-11-30 12:00 in Tokyo. */
const noon = Date.UTC(2026, 10, 30, 3);
const hour = 3_600_000;
const actor = { kind: "staff", id: "owner", role: "owner" } as const;
const came: Segment = { kind: "visits", in: { over: "ever" }, min: 1, max: null };
/** More than two stretches of the smallest engine's. */
const accounts = 5_000;

describe.each(engines)("who enters and leaves a watched segment on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let clock: TestClock;
  let segmentId: string;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(noon);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openProgramme(deps);
    await openAccounts(deps, accounts);
    await visits(1, 3_000, 1);
    segmentId = (await makeSegment(deps, actor, { name: "来店あり", tree: came })).segmentId;
  }, 120_000);
  afterAll(() => engine?.close());

  const visits = (from: number, to: number, count: number) =>
    row.commit(
      engine.database,
      row.raw(`update account set visits = ${count} where account_id between ${from} and ${to}`),
    );
  const watch = async (by: Deps = deps) => {
    while ((await watchSegments(by, clock.nowMs() + hour)) > 0);
  };
  const number = async (query: string) => Number(await row.value(engine.database, query));
  const inside = () => number("select count(*) from segment_member");
  const events = async () => [
    await number("select count(*) from segment_event where kind = 'entered'"),
    await number("select count(*) from segment_event where kind = 'left'"),
  ];

  test("the first time all 3,000 are in it and nobody has entered; the next hour 10 have, and 5 have left", async () => {
    await watch();
    expect(await inside()).toBe(0);
    await setWatched(deps, actor, segmentId, true);
    await watch();
    expect([await inside(), ...(await events())]).toEqual([3_000, 0, 0]);
    await visits(4_001, 4_010, 1);
    await visits(1, 5, 0);
    await watch();
    expect(await events()).toEqual([0, 0]);
    clock.advanceBy(hour);
    await watch();
    expect([await inside(), ...(await events())]).toEqual([3_005, 10, 5]);
  });

  test("of 3 workers at once, whose every third commit of a stretch is lost after it was written, each crossing is told once", async () => {
    await visits(4_001, 5_000, 2);
    await visits(1_001, 2_000, 0);
    clock.advanceBy(hour);
    const workers = await Promise.all(
      [1, 2, 3].map(async () => ({ ...deps, database: failing(await engine.another(), 3) })),
    );
    for (let tries = 0; tries < 60; tries++) {
      await Promise.allSettled(workers.map((worker) => watchSegments(worker, clock.nowMs() + hour)));
      // A lease of one that was killed is over after two minutes.
      clock.advanceBy(121_000);
      if ((await inside()) === 2_995 && (await number("select watched_through from segment")) === 0) break;
    }
    expect([await inside(), ...(await events())]).toEqual([2_995, 1_000, 1_005]);
    const twice = await number(
      "select count(*) from (select member_id from segment_event group by member_id having count(*) > 1) as twice",
    );
    expect(twice).toBe(0);
  });

  test("a worker that slept through its lease tells nothing of the 7 it had found, who were gone again before another looked", async () => {
    const before = await events();
    await visits(3_501, 3_507, 1);
    clock.advanceBy(hour);
    const sleeper = sleeping(await engine.another());
    const slept = watchSegments({ ...deps, database: sleeper.database }, clock.nowMs() + hour);
    await sleeper.asleep;
    await visits(3_501, 3_507, 0);
    clock.advanceBy(121_000);
    await watch();
    sleeper.wake();
    await slept;
    expect([await inside(), ...(await events())]).toEqual([2_995, ...before]);
  });

  test("another tree begins quietly, a new name does not; switched off it forgets whom it had, and what happened stays 400 days", async () => {
    const before = await events();
    const atLeast: Segment = { kind: "visits", in: { over: "ever" }, min: 2, max: null };
    await changeSegment(deps, actor, segmentId, { name: "2回来店", tree: atLeast, version: 1 });
    clock.advanceBy(hour);
    await watch();
    expect([await inside(), ...(await events())]).toEqual([1_000, ...before]);
    await changeSegment(deps, actor, segmentId, { name: "2回以上", tree: atLeast, version: 2 });
    await visits(4_001, 4_003, 1);
    clock.advanceBy(hour);
    await watch();
    expect(await events()).toEqual([before[0], (before[1] ?? 0) + 3]);
    await setWatched(deps, actor, segmentId, false);
    await purgeCrossings(deps);
    expect([await inside(), (await events())[0]]).toEqual([0, before[0]]);
    clock.advanceBy(401 * 24 * hour);
    await purgeCrossings(deps);
    expect(await events()).toEqual([0, 0]);
  });

  test("of a segment that is removed nothing stays", async () => {
    await setWatched(deps, actor, segmentId, true);
    await watch();
    expect(await inside()).toBe(997);
    await removeSegment(deps, actor, segmentId);
    await purgeCrossings(deps);
    expect(await inside()).toBe(0);
  });
});

/** Its first commit of a stretch in which somebody crossed waits until it is woken. */
function sleeping(database: Database) {
  const [asleep, woken] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const commit: Database["commit"] = async (plan) => {
    if (plan.statements.length > 1) {
      asleep.resolve();
      await woken.promise;
    }
    await database.commit(plan);
  };
  return { database: withCommit(database, commit), asleep: asleep.promise, wake: woken.resolve };
}

function withCommit(database: Database, commit: Database["commit"]): Database {
  return new Proxy(database, {
    get: (target, name) => {
      if (name === "commit") return commit;
      const own: unknown = Reflect.get(target, name);
      return typeof own === "function" ? own.bind(target) : own;
    },
  });
}

/** Its process is killed after every so many commits of a stretch, before it hears of them or can give its lease back. */
function failing(database: Database, every: number): Database {
  let commits = 0;
  let isDead = false;
  return withCommit(database, async (plan) => {
    const wasDead = isDead;
    isDead = false;
    if (wasDead) throw new Error("killed");
    await database.commit(plan);
    isDead = plan.statements.length > 1 && ++commits % every === 0;
    if (isDead) throw new Error("killed");
  });
}
