import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { loadAccount, mainProgramme, planDay } from "../../server/features/points/index.ts";
import {
  endGrant,
  grantRank,
  planLadder,
  planRankAfter,
  planRankAtBoundary,
  type RankNow,
  type RankPlan,
  rankEventsAfter,
  rankHistoryOf,
  rankOf,
  ranksDue,
  ranksOf,
} from "../../server/features/ranks/index.ts";
import type { Actor } from "../../server/platform/auth/actor.ts";
import { Conflict } from "../../server/platform/database/failures.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { dateAt, startOfDay } from "../../shared/dates.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import { give, ledgerDeps, openAccounts, openProgramme, timeZone } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";

const rank = (code: string, threshold: number) => ({
  ...{ code, threshold, multiplierPerMille: 1000, colour: "#aaaaaa" },
  name: { ja: code, en: code },
});
const ladder: Ladder = {
  ...noRanks,
  version: 2,
  enabled: true,
  ranks: [rank("bronze", 0), rank("silver", 30_000), rank("gold", 100_000)],
};
const joinedOn = "2026-01-01";
const all = { fromAccountId: 1, toAccountId: 1_000_000 };
const owner: Actor = { kind: "staff", id: "boss", role: "owner" };

/** Ranks on real engines. Each test moves the clock on; each has a member of its own. */
describe.each(engines)("ranks on %s", (name) => {
  let engine: OpenedEngine;
  let clock: TestClock;
  let deps: Deps;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(startOfDay("2026-11-22", timeZone) + 12 * 3_600_000);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openProgramme(deps);
    await openAccounts(deps, 8);
  });
  afterAll(() => engine?.close());

  const today = (): string => dateAt(clock.nowMs(), timeZone);
  const context = () => ({ nowMs: clock.nowMs(), actor: "staff:ann", purchaseId: null });
  const turnTo = (date: string): void => clock.setTo(startOfDay(date, timeZone) + 3_600_000);
  async function rankNow(accountId: number) {
    const account = await loadAccount(deps, accountId, mainProgramme);
    if (account === null) throw new Error("no such account");
    return rankOf(deps, account, joinedOn, today());
  }
  /** Counts yen on a day as a sale or a return does, in one commit with what follows for the rank. */
  async function count(accountId: number, netYen: number, businessDate = today()): Promise<RankPlan> {
    const purchases = Math.sign(netYen);
    const plan = planRankAfter(
      await rankNow(accountId),
      { businessDate, netYen, visits: purchases > 0 ? 1 : -1, points: 0 },
      context(),
    );
    const day = planDay(accountId, businessDate, { purchases, netYen, pointsEarned: 0, pointsUsed: 0 });
    await deps.database.commit(housekeeping("a test", [day, ...plan.statements]));
    return plan;
  }
  async function night(): Promise<readonly number[]> {
    const due = await ranksDue(deps, today(), all);
    for (const accountId of due) {
      const { statements } = planRankAtBoundary(await rankNow(accountId), null, context());
      if (statements.length > 0) await deps.database.commit(housekeeping("a test", statements));
    }
    return due;
  }

  test("a shop that has published no ladder shows no rank and writes nothing about ranks", async () => {
    const plan = await count(1, 500_000);
    expect(plan).toMatchObject({ view: null, change: null, statements: [] });
    expect(await ranksDue(deps, today(), all)).toEqual([]);
  });

  test("the first ladder's night gives gold to who had counted ¥500,000 before it", async () => {
    const madeAtMs = clock.nowMs();
    await deps.database.commit(housekeeping("a test", [planLadder(ladder, madeAtMs, "system:test")]));
    turnTo("2026-11-23");
    expect(await night()).toEqual([1]);
    expect((await rankNow(1)).view).toMatchObject({ code: "gold", untilOn: "2027-12-31", value: 500_000 });
    expect(await rankHistoryOf(deps, 1)).toMatchObject([{ nth: 1, from: "bronze", to: "gold" }]);
  });

  test("¥20,000 and ¥10,000 are silver at once, and near_upgrade was told once on the way", async () => {
    expect((await count(2, 25_000)).view?.next).toMatchObject({ code: "silver", missing: 5_000 });
    await count(2, 1_000);
    expect(await count(2, 4_000)).toMatchObject({ change: { from: "bronze", to: "silver", up: true } });
    const rows = await deps.database.point.selectFrom("rank_event").selectAll().execute();
    expect(rows.map(({ kind, rank: near, missing }) => [kind, near, missing])).toEqual([
      ["near_upgrade", "silver", 5_000],
    ]);
  });

  test("gold by ¥100,000 that are returned stays gold to 31 December, and is bronze on 1 January", async () => {
    await count(3, 100_000);
    expect(await count(3, -100_000)).toMatchObject({ change: null, statements: [] });
    expect((await rankNow(3)).view).toMatchObject({ code: "gold", value: 0 });
    turnTo("2026-12-01");
    await night();
    const told = await deps.database.point
      .selectFrom("rank_event")
      .selectAll()
      .where("account_id", "=", 3)
      .where("kind", "=", "will_downgrade")
      .execute();
    expect(told).toMatchObject([{ rank: "gold", missing: 100_000, business_date: "2026-12-01" }]);
    turnTo("2027-01-01");
    expect((await rankNow(3)).view?.code).toBe("bronze");
    expect(await night()).toEqual([1, 2, 3]);
    expect(await rankHistoryOf(deps, 3)).toMatchObject([
      { nth: 2, reason: "fell", to: "bronze", businessDate: "2027-01-01" },
      { nth: 1, reason: "earned", to: "gold" },
    ]);
    expect(await night()).toEqual([]);
  });

  test("of two sales decided on the same rank, the second is a conflict", async () => {
    const read = await rankNow(4);
    const delta = { businessDate: today(), netYen: 30_000, visits: 1 as const, points: 0 };
    const first = planRankAfter(read, delta, context());
    const second = planRankAfter(read, delta, context());
    await deps.database.commit(housekeeping("a test", first.statements));
    const commit = deps.database.commit(housekeeping("a test", second.statements));
    await expect(commit).rejects.toThrow(Conflict);
  });

  test("gold given by hand to 30 June ends on 1 July, and the same request twice gives it once", async () => {
    const asked = { memberId: 5, rank: "gold", untilOn: "2027-06-30", reason: "台風の被害" };
    const write = writeOf("console:boss", "k1", [asked]);
    const given = await grantRank(deps, owner, asked, write);
    expect(given.rank).toMatchObject({ code: "gold", granted: true, untilOn: "2027-06-30" });
    expect(await grantRank(deps, owner, asked, write)).toEqual(given);
    expect(await rankHistoryOf(deps, 5)).toHaveLength(1);
    turnTo("2027-07-01");
    expect(await night()).toContain(5);
    expect((await rankHistoryOf(deps, 5))[0]).toMatchObject({ reason: "grant_ended", to: "bronze" });
  });

  test("a grant that is ended by hand leaves what was earned, and is refused to staff and where none is", async () => {
    await count(6, 30_000);
    const asked = { memberId: 6, rank: "gold", untilOn: "2028-06-30", reason: "お詫び" };
    const clerk: Actor = { kind: "staff", id: "ann", role: "staff" };
    const key = (text: string) => writeOf("console:boss", text, []);
    expect(() => grantRank(deps, clerk, asked, key("k2"))).toThrow("session.forbidden");
    await expect(endGrant(deps, owner, asked, key("k3"))).rejects.toThrow("rank.not_granted");
    const lower = { ...asked, rank: "bronze" };
    await expect(grantRank(deps, owner, lower, key("k4"))).rejects.toThrow("rank.below_present");
    await grantRank(deps, owner, asked, key("k5"));
    expect((await endGrant(deps, owner, asked, key("k6"))).rank).toMatchObject({
      code: "silver",
      granted: false,
      untilOn: "2028-12-31",
    });
  });

  test("by points: 60 pending ones count when they can be used, not before, without anybody writing it", async () => {
    const byPoints: Ladder = {
      ...ladder,
      version: 3,
      metric: "points",
      ranks: [rank("bronze", 0), rank("silver", 100)],
    };
    await deps.database.commit(housekeeping("a test", [planLadder(byPoints, clock.nowMs(), "system:test")]));
    const gifts = [
      { points: 60, activatesOn: "2027-07-10", expiresOn: "2029-07-10" },
      { points: 50, expiresOn: "2029-07-10" },
    ];
    await give(deps, [7], () => gifts, { purchaseId: "sale-of-7" });
    const day = { purchases: 1, netYen: 0, pointsEarned: 110, pointsUsed: 0 };
    await deps.database.commit(housekeeping("a test", [planDay(7, today(), day)]));
    turnTo("2027-07-09");
    expect((await rankNow(7)).view).toMatchObject({ code: "bronze", value: 50 });
    // Pending points that no sale gave were not counted and are not taken off either.
    await give(deps, [7], () => [{ points: 500, activatesOn: "2028-01-10", expiresOn: "2029-07-10" }]);
    expect((await rankNow(7)).view).toMatchObject({ code: "bronze", value: 50 });
    turnTo("2027-07-10");
    expect((await rankNow(7)).view).toMatchObject({ code: "silver", value: 110 });
  });

  test("by points: 40 pending ones of a sale of 31 December that is told on 1 January are of the old year", async () => {
    turnTo("2028-01-01");
    const sold = { purchaseId: "sale-of-6", businessDate: "2027-12-31" };
    await give(deps, [6], () => [{ points: 40, activatesOn: "2028-01-10", expiresOn: "2029-07-10" }], sold);
    const day = { purchases: 1, netYen: 0, pointsEarned: 40, pointsUsed: 0 };
    await give(deps, [6], () => [{ points: 30, expiresOn: "2029-07-10" }], { purchaseId: "another-of-6" });
    await deps.database.commit(
      housekeeping("a test", [
        planDay(6, "2027-12-31", day),
        planDay(6, "2028-01-01", { ...day, pointsEarned: 30 }),
      ]),
    );
    expect((await rankNow(6)).metricValue).toBe(30);
  });

  test("many at once are as each alone, whichever the window and the metric, in three reads and the ladder", async () => {
    const account = async (accountId: number) => {
      const found = await loadAccount(deps, accountId, mainProgramme);
      if (found === null) throw new Error("no such account");
      return found;
    };
    const ids = [1, 2, 3, 4, 5, 6, 7, 8];
    const days = ["2027-07-09", today()];
    const plain = ({ evidence: _, ...now }: RankNow) => now;
    let version = 3;
    for (const window of ["calendar_year", "rolling_12_months", "lifetime", "anniversary"] as const) {
      for (const metric of ["points", "yen", "visits"] as const) {
        version += 1;
        const other: Ladder = { ...ladder, version, window, metric };
        await deps.database.commit(housekeeping("a test", [planLadder(other, clock.nowMs(), "system:test")]));
        const asked = await Promise.all(
          ids.map(async (id) => ({ account: await account(id), joinedOn: `2026-01-0${id}`, days })),
        );
        const reads = vi.spyOn(deps.database, "all");
        const together = await ranksOf(deps, asked);
        expect(reads.mock.calls.length).toBeLessThanOrEqual(3);
        reads.mockRestore();
        const alone = await Promise.all(
          asked.map((one) => Promise.all(days.map((on) => rankOf(deps, one.account, one.joinedOn, on)))),
        );
        expect(together.map((each) => each.map(plain))).toEqual(alone.map((each) => each.map(plain)));
      }
    }
  });

  test("over a whole life, ¥500,000 of 2026 still count in 2040", async () => {
    const forLife: Ladder = { ...ladder, version: 24, window: "lifetime" };
    await deps.database.commit(housekeeping("a test", [planLadder(forLife, clock.nowMs(), "system:test")]));
    turnTo("2040-01-01");
    expect((await rankNow(1)).metricValue).toBe(500_000);
    expect((await rankNow(8)).metricValue).toBe(0);
  });

  test("with next_period, the night to 1 January looks at whoever counted last year, and at nobody the night after", async () => {
    const waiting: Ladder = { ...ladder, version: 25, upgrade: "next_period" };
    await deps.database.commit(housekeeping("a test", [planLadder(waiting, clock.nowMs(), "system:test")]));
    turnTo("2040-06-01");
    expect(await count(8, 100_000)).toMatchObject({
      change: null,
      view: { code: "bronze", next: { missing: 0 } },
    });
    turnTo("2041-01-01");
    expect(await night()).toContain(8);
    expect(await rankHistoryOf(deps, 8)).toMatchObject([
      { to: "gold", businessDate: "2041-01-01", untilOn: "2041-12-31" },
    ]);
    turnTo("2041-01-02");
    expect(await ranksDue(deps, today(), all)).not.toContain(8);
  });

  test("events come oldest first, by cursor, none twice and none missed", async () => {
    clock.advanceBy(60_000);
    const whole = await rankEventsAfter(deps, "", 1000);
    expect(whole.length).toBeGreaterThan(8);
    expect(whole.map(({ atMs }) => atMs)).toEqual([...whole.map(({ atMs }) => atMs)].sort((a, b) => a - b));
    const paged = [];
    for (let after = ""; ; ) {
      const page = await rankEventsAfter(deps, after, 2);
      if (page.length === 0) break;
      paged.push(...page);
      after = page.at(-1)?.cursor ?? "";
    }
    expect(paged).toEqual(whole);
  });
});
