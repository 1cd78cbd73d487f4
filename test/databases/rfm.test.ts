import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { computeRfm, countOf, thresholdsOf } from "../../server/features/segments/index.ts";
import { ledgerDeps, openAccounts, openProgramme } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** 2026-11-30 01:30 in Tokyo. */
const night = Date.UTC(2026, 10, 29, 16, 30);

describe.each(engines)("thresholds of RFM on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let clock: TestClock;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(night);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openProgramme(deps);
    await openAccounts(deps, 12);
    // Ten have bought: number n has come n times, spent n thousand yen, and was there 10 − n days ago.
    const bought = Array.from({ length: 10 }, (_, nth) => nth + 1);
    await row.commit(
      engine.database,
      ...bought.map((n) =>
        row.raw(
          `update account set last_visit_on = '2026-11-${20 + n}', visits = ${n}, visits_365 = ${n},
           net_yen_365 = ${n * 1000} where account_id = ${n}`,
        ),
      ),
    );
  }, 60_000);
  afterAll(() => engine?.close());

  test("are the ends of fifths of those 10 of 12 who have bought, from 2 in the morning, once a day for 3 workers", async () => {
    expect(await computeRfm(deps)).toBe(0);
    expect(await thresholdsOf(deps)).toBeNull();
    clock.advanceBy(3_600_000);
    const others = [deps, { ...deps, database: await engine.another() }];
    const did = await Promise.all([...others, deps].map((one) => computeRfm(one)));
    expect(did.filter((done) => done > 0).length).toBeGreaterThan(0);
    expect(Number(await row.value(engine.database, "select count(*) from rfm_thresholds"))).toBe(1);
    expect(await thresholdsOf(deps)).toEqual({
      ...{ r: [1, 3, 5, 7], f: [9, 7, 5, 3], m: [9_000, 7_000, 5_000, 3_000] },
    });
    const best = { kind: "rfm", r: [5], f: [5], m: [5] } as const;
    expect((await countOf(deps, { ...best, r: [5], f: [5], m: [5] })).members).toBe(2);
    clock.advanceBy(86_400_000);
    expect(await computeRfm(deps)).toBe(1);
    expect(Number(await row.value(engine.database, "select count(*) from rfm_thresholds"))).toBe(2);
  });
});
