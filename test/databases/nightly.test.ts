import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { nextTurn } from "../../server/features/nightly/chunks.ts";
import { runNightly } from "../../server/features/nightly/index.ts";
import { emptyDay, mainProgramme, planDay } from "../../server/features/points/index.ts";
import { accountsDueOn, nextDueDay } from "../../server/features/points/store-many.ts";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { LogFields } from "../../server/platform/log.ts";
import { addDays, startOfDay } from "../../shared/dates.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import { give, ledgerDeps, ledgers, openAccounts, openProgramme, timeZone } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { commit, entry, insert, raw, rows } from "./rows.ts";

const rank = (code: string, threshold: number) => ({
  ...{ code, threshold, multiplierPerMille: 1000, colour: "#aaaaaa" },
  name: { ja: code, en: code },
});
const ladder: Ladder = {
  ...{ version: 1, enabled: true, metric: "points", window: "calendar_year", fiscalYearStartsIn: 4 },
  ...{ upgrade: "immediate", downgrade: "one_step", graceDays: 0, nearPerMille: 999, warnDays: 30 },
  ranks: [rank("member", 0), rank("silver", 60), rank("gold", 120)],
};

const joined = "2026-11-21";
const tokyo = (date: string): number => startOfDay(date, timeZone);

/** The day-boundary run on real engines. Each test moves the clock on; the accounts are those of the test before. */
describe.each(engines)("the day-boundary run on %s", (name) => {
  let engine: OpenedEngine;
  let clock: TestClock;
  let deps: Deps;
  const said: [string, LogFields | undefined][] = [];
  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(tokyo(joined) + 12 * 3_600_000);
    const log = { ...silentLog, info: (event: string, fields?: LogFields) => said.push([event, fields]) };
    deps = ledgerDeps(engine.database, clock, { ...log, error: log.info });
    await openProgramme(deps);
  });
  afterAll(() => engine?.close());

  /** Ticks until the date is finished, as the server does. */
  async function night(): Promise<number> {
    let accounts = 0;
    for (let more = 1; more > 0; accounts += more) more = await runNightly(deps, clock.nowMs() + 60_000);
    return accounts;
  }
  const count = async (table: "entry" | "audit" | "nightly_chunk"): Promise<number> => {
    const rows = deps.database.point.selectFrom(table).select((eb) => eb.fn.countAll<number>().as("n"));
    return Number((await rows.executeTakeFirstOrThrow()).n);
  };

  test("of 300 accounts, lets 150 points of 100 lapse at midnight, and writes nothing at 23:59", async () => {
    const ids = await openAccounts(deps, 300);
    await give(deps, ids, (id) => [
      { points: 100, expiresOn: id % 3 === 0 ? "2026-11-30" : "2027-11-30" },
      ...(id % 3 === 0 ? [{ points: 50, expiresOn: "2026-11-30", origin: "promotion" as const }] : []),
    ]);
    clock.setTo(tokyo("2026-12-01") - 1);
    expect(await night()).toBe(0);
    clock.setTo(tokyo("2026-12-01"));
    expect(await night()).toBe(100);

    const all = await ledgers(deps);
    for (const [id, { entries, figures, unbroken }] of all) {
      expect(unbroken).toBe(true);
      expect(figures.balance).toBe(id % 3 === 0 ? 0 : 100);
      expect(figures.due_on).toBe(id % 3 === 0 ? null : "2027-12-01");
      expect(entries.map(({ kind, points }) => `${kind} ${points}`)).toEqual(
        id % 3 === 0 ? ["earn 150", "expire -150"] : ["earn 100"],
      );
    }
    expect(all.get(3)?.entries[1]).toMatchObject({
      ...{ occurredAtMs: tokyo("2026-12-01"), businessDate: "2026-12-01" },
      ...{ actor: "system:nightly", clientId: "nightly:2026-12-01", balanceAfter: 0 },
    });
    expect(said.at(-1)).toEqual([
      "nightly.finished",
      { date: "2026-12-01", accounts: 100, pointsActivated: 0, pointsLapsed: 15_000, ranksChanged: 0 },
    ]);
  });

  test("does nothing when it is called again that day, by this process or by one that was just started", async () => {
    const before = [await count("entry"), await count("audit")];
    expect(await night()).toBe(0);
    const started = ledgerDeps(await engine.another(), clock, deps.log);
    expect(await runNightly(started, clock.nowMs() + 60_000)).toBe(0);
    expect([await count("entry"), await count("audit"), await count("nightly_chunk")]).toEqual([
      ...before,
      0,
    ]);
  });

  test("makes 70 waiting points usable on their day, by an entry that moves none", async () => {
    await give(deps, [1, 2], () => [{ points: 70, activatesOn: "2026-12-15", expiresOn: "2027-12-31" }]);
    clock.setTo(tokyo("2026-12-15") + 3_600_000);
    expect(await night()).toBe(2);
    const one = (await ledgers(deps)).get(1);
    expect(one?.entries.at(-1)).toMatchObject({
      kind: "activate",
      points: 0,
      occurredAtMs: tokyo("2026-12-15"),
    });
    expect(one?.figures).toMatchObject({ balance: 170, pending: 0, due_on: "2027-12-01" });
  });

  test("a chunk whose process has died is left alone for 60 seconds, and then taken by another", async () => {
    clock.setTo(tokyo("2027-12-01"));
    const turn = await nextTurn(deps, mainProgramme, "2027-12-01");
    expect(turn.kind).toBe("chunk");
    expect(await night()).toBe(0);
    clock.advanceBy(60_000);
    expect(await night()).toBe(0);
    clock.advanceBy(1);
    expect(await night()).toBe(200);
    const left = [...(await ledgers(deps)).values()].map(({ figures }) => Number(figures.balance));
    expect(left.reduce((sum, balance) => sum + balance, 0)).toBe(140);
  });

  test("a run that comes 40 days late writes what runs in time would have: 4 entries, each dated its own midnight", async () => {
    await give(deps, [5], () => [
      { points: 10, expiresOn: "2027-12-10" },
      { points: 20, activatesOn: "2027-12-05", expiresOn: "2027-12-20" },
      { points: 30, activatesOn: "2027-12-21", expiresOn: "2030-12-31" },
      { points: 40, expiresOn: "2027-12-20" },
    ]);
    const seq = (await ledgers(deps)).get(5)?.entries.length ?? 0;
    clock.setTo(tokyo("2028-01-10") + 5 * 3_600_000);
    await night();
    const late = (await ledgers(deps)).get(5)?.entries.slice(seq) ?? [];
    const lines = late.map(({ kind, points, businessDate }) => `${businessDate} ${kind} ${points}`);
    expect(lines).toEqual([
      "2027-12-05 activate 0",
      "2027-12-11 expire -10",
      "2027-12-21 activate 0",
      "2027-12-21 expire -60",
    ]);
    for (const entry of late) expect(entry.occurredAtMs).toBe(tokyo(entry.businessDate));
  });

  test("points of a member who has left lapse like others', and a suspended member's too", async () => {
    await give(deps, [6, 7], () => [{ points: 9, expiresOn: addDays("2028-01-10", 1) }]);
    await commit(
      deps.database,
      raw("UPDATE member SET status = 'left', left_at_ms = 1 WHERE member_id = 6"),
      raw("UPDATE member SET status = 'suspended' WHERE member_id = 7"),
    );
    clock.setTo(tokyo("2028-01-12"));
    expect(await night()).toBe(2);
    const all = await ledgers(deps);
    expect([all.get(6)?.entries.at(-1)?.points, all.get(7)?.entries.at(-1)?.points]).toEqual([-9, -9]);
  });

  test("acceptance test 13: 50 points become usable, which keep gold at 130 of 120, and then 80 lapse; without them gold falls", async () => {
    clock.setTo(tokyo("2028-12-20"));
    await night();
    await deps.database.commit(
      housekeeping("a test", [
        planLadder(ladder, tokyo("2028-01-01"), "system:test"),
        ...[8, 9].flatMap((id) => [
          insert("account_rank", {
            ...{ account_id: id, rank: "gold", nth: 1, since_on: "2028-01-01", until_on: "2028-12-31" },
            ...{ granted: 0, warned_for_on: "2028-12-31" },
          }),
          planDay(id, "2028-12-20", { ...emptyDay, purchases: 1, pointsEarned: id === 8 ? 130 : 80 }),
        ]),
      ]),
    );
    const lapsing = { points: 80, expiresOn: "2028-12-31" };
    await give(deps, [8], () => [
      lapsing,
      { points: 50, activatesOn: "2029-01-01", expiresOn: "2029-12-31" },
    ]);
    await give(deps, [9], () => [lapsing]);
    clock.setTo(tokyo("2029-01-01") + 60_000);
    expect(await night()).toBe(2);

    const { entries, figures } = (await ledgers(deps)).get(8) ?? { entries: [], figures: {} };
    const lines = entries.slice(-2).map((e) => `${e.businessDate} ${e.kind} ${e.points} = ${e.balanceAfter}`);
    expect(lines).toEqual(["2029-01-01 activate 0 = 130", "2029-01-01 expire -80 = 50"]);
    expect(figures).toMatchObject({ balance: 50, pending: 0, due_on: "2030-01-01" });
    const changes = await deps.database.point
      .selectFrom("rank_change")
      .select(["account_id", "nth", "to_rank", "reason", "metric_value", "business_date", "until_on"])
      .orderBy("account_id")
      .execute();
    expect(changes.map((change) => Object.values(change).join(" "))).toEqual([
      "8 2 gold kept 130 2029-01-01 2029-12-31",
      "9 2 silver fell 80 2029-01-01 2029-12-31",
    ]);
    expect(said.at(-1)?.[1]).toEqual({
      ...{ date: "2029-01-01", accounts: 2, pointsActivated: 50, pointsLapsed: 160, ranksChanged: 1 },
    });
    expect(await night()).toBe(0);
  });

  test("an account that cannot be written is told of and left for the next night; the 2 beside it are done", async () => {
    await give(deps, [10, 11, 12], () => [{ points: 5, expiresOn: "2029-01-31" }]);
    const seq = (await ledgers(deps)).get(11)?.entries.length ?? 0;
    // Somebody's entry that the account's row knows nothing of: whoever writes next always comes too late.
    await commit(deps.database, entry(11, seq + 1));
    clock.setTo(tokyo("2029-02-01"));
    expect(await night()).toBe(2);
    const [failed, finished] = said.slice(-2);
    expect(failed).toEqual([
      "nightly.account_failed",
      { accountId: 11, failure: "Conflict: conflict on entry_stream" },
    ]);
    expect(finished).toMatchObject(["nightly.finished", { accounts: 2, pointsLapsed: 10 }]);
    const { due_on: dueOn } = (await ledgers(deps)).get(11)?.figures ?? {};
    expect(dueOn).toBe("2029-02-01");
  });
});

test("SQLite finds who is due, and the next day on which anybody is, by the index over accounts, without sorting", async () => {
  const engine = await migratedEngine("sqlite");
  for (const query of [accountsDueOn, nextDueDay]) {
    const { sql: text } = query.text("sqlite");
    const plan = await rows(engine.database, `EXPLAIN QUERY PLAN ${text.replaceAll("?", "1")}`);
    expect(plan.map(({ detail }) => detail)).toEqual([
      expect.stringMatching(/^SEARCH account USING .*INDEX account_due/),
    ]);
  }
  await engine.close();
});
