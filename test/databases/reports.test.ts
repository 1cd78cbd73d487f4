import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { runNightly } from "../../server/features/nightly/index.ts";
import { adjust } from "../../server/features/points/index.ts";
import {
  makeHold,
  recordPurchase,
  refundPurchase,
  releaseExpiredHolds,
  voidPurchase,
} from "../../server/features/purchases/index.ts";
import {
  countReports,
  dashboard,
  decileReport,
  entriesBehind,
  forgetReports,
  liability,
  membersBehind,
  monthly,
  retention,
  rfmReport,
  salesBehind,
  verifyReports,
} from "../../server/features/reports/index.ts";
import { liabilityOf } from "../../server/features/reports/liability.ts";
import { countLots, keptLots } from "../../server/features/reports/rollup/lots.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import { addDays, dateAt } from "../../shared/dates.ts";
import type { PeriodFigures } from "../../shared/reports/dashboard.ts";
import { dayCount } from "../../shared/reports/periods.ts";
import { fuzz, type Random, randomFrom } from "../model/random.ts";
import { ledgerDeps, openAccounts, timeZone } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { figuresByHand } from "../support/report-figures.ts";
import { handler, openStore, owner, saleOf, sellerTo } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { doings, members, minuteMs, rules, startMs, type Unpaged } from "./report-history.ts";
import * as row from "./rows.ts";

describe.each(engines)("reports of a random history on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let clock: TestClock;
  let writes = 0;
  const random = randomFrom(fuzz.seed);
  const sold: string[] = [];

  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(startMs);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openStore(deps, rules);
    const second = { node_id: 3, public_id: "ueno", parent_id: 1, code: "2", path: "/1/3/" };
    await row.commit(
      deps.database,
      row.insert("node", { ...second, kind: "store", name: "上野店", amount_yen_max: 100_000 }),
    );
    await openAccounts(deps, members);
    for (let done = 0; done < doings[name]; done++) await something(random);
  }, 300_000);
  afterAll(() => engine?.close());

  const write = () => {
    writes += 1;
    return writeOf("test", `w${writes}`, [writes]);
  };

  async function something({ below, chance, oneOf }: Random): Promise<void> {
    clock.advanceBy((1 + below(chance(10) ? 1_000 : 40)) * minuteMs);
    if (chance(15)) await countReports(deps, clock.nowMs() + minuteMs);
    const memberId = 1 + below(members);
    const seller = async () => {
      const usual = await sellerTo(memberId)();
      const ueno = { ...usual.storeNode, nodeId: 3, publicId: "ueno", name: "上野店", path: "/1/3/" };
      return memberId % 2 === 0 ? { ...usual, storeNode: ueno } : usual;
    };
    const purchaseId = oneOf(sold) ?? "";
    // A refusal is as good a random history as a sale.
    const verbs = [
      async () =>
        sold.push((await recordPurchase(deps, seller, saleOf(100 + below(3_000)), write())).purchaseId),
      async () =>
        sold.push((await recordPurchase(deps, seller, saleOf(900, 1 + below(5)), write())).purchaseId),
      () => voidPurchase(deps, handler, purchaseId, {}, write()),
      () => refundPurchase(deps, handler, purchaseId, { amountYen: 1 + below(400) }, write()),
      () => makeHold(deps, seller, { points: 1 + below(5), minutes: 30 }, write()),
      () => releaseExpiredHolds(deps, clock.nowMs() + minuteMs),
      () =>
        adjust(
          deps,
          owner,
          { memberId, points: below(30) - 10, reasonCode: "apology", reason: null },
          write(),
        ),
      () => runNightly(deps, clock.nowMs() + minuteMs),
    ];
    await (oneOf([...verbs.slice(0, 2), ...verbs]) ?? verbs[0])?.().catch(() => null);
  }

  const figures = async (from: string, to: string, place?: string): Promise<PeriodFigures> =>
    (await dashboard(deps, { period: "custom", from, to, place })).now.figures;

  const byHand = (from: string, to: string, storeId?: number) =>
    figuresByHand(deps.database, from, to, storeId);
  const moved = ({ earned, adjusted, used, lapsed }: PeriodFigures): number =>
    earned + adjusted - used - lapsed;

  async function compare(from: string, to: string): Promise<void> {
    const [shown, counted] = [await figures(from, to), await byHand(from, to)];
    const { pointsMoved, ...same } = counted;
    expect(shown).toMatchObject(same);
    expect(moved(shown)).toBe(pointsMoved);
    for (const [place, storeId] of [
      ["ginza", 2],
      ["ueno", 3],
    ] as const) {
      const { outstanding: _, pointsMoved: points, ...here } = await byHand(from, to, storeId);
      const there = await figures(from, to, place);
      expect(there).toMatchObject(here);
      expect(moved(there)).toBe(points);
    }
  }

  test("all of it, 29 February alone and March come to what ledger, sales and returns come to", async () => {
    const last = dateAt(clock.nowMs(), timeZone);
    // What stood undone since the last count is taken off the visits by the next.
    clock.advanceBy(11 * minuteMs);
    await countReports(deps, clock.nowMs() + minuteMs);
    await compare("2028-02-01", last);
    await compare("2028-02-29", "2028-02-29");
    await compare("2028-03-01", last);
    await compare("2028-02-26", "2028-03-02");
    await compare("2028-02-28", addDays(last, -1));
    // Yesterday and before are counted, today is not: both ways have been gone.
    const through = "SELECT max(business_date) FROM report_came_day WHERE stale = 0";
    expect(await row.value(deps.database, through)).toBe(addDays(last, -1));
    const whole = await figures("2028-02-01", last);
    for (const part of ["sales", "returnedYen", "earned", "used", "lapsed", "visits"] as const) {
      expect(whole[part], part).toBeGreaterThan(0);
    }
  });

  test("the months come to the same as their days, and each rank, sex and age together to the months", async () => {
    // Born in 1989, so 39 in 2028 by the year alone.
    const female = "UPDATE account SET sex = 'female', birth_year = 1989 WHERE member_id = 1";
    await row.commit(deps.database, row.raw(female));
    const report = await monthly(deps, { from: "2028-02", to: "2028-03" });
    for (const [nth, days] of [
      ["2028-02-01", "2028-02-29"],
      ["2028-03-01", "2028-03-31"],
    ].entries()) {
      const [from = "", to = ""] = days;
      const { sales, yen, earned, used, lapsed, visits, visitors, outstanding } = await figures(from, to);
      expect(report.months[nth]).toMatchObject({
        ...{ month: from.slice(0, 7), visits, visitors, outstanding },
        sums: { sales, yen, earned, used, lapsed },
      });
    }
    const whole = await figures("2028-02-01", "2028-03-31");
    for (const rows of [report.byStore, report.byRank, report.bySex, report.byAge]) {
      expect(rows.reduce((sum, { sums }) => sum + sums.yen, 0)).toBe(whole.yen);
    }
    const people = (rows: typeof report.byRank) => rows.map(({ value, members: count }) => [value, count]);
    expect(people(report.bySex)).toContainEqual(["female", 1]);
    expect(people(report.bySex)).toContainEqual(["", members - 1]);
    expect(people(report.byAge)).toContainEqual(["30", 1]);
    expect(report.byRank.reduce((sum, rank) => sum + (rank.members ?? 0), 0)).toBe(members);
  });

  test("the points that members hold are the sum of their balances, by age, by month and by origin", async () => {
    const held = await liability(deps);
    const balances = Number(await row.value(deps.database, "SELECT sum(balance) FROM account"));
    const sum = (rows: readonly { points: number }[]) =>
      rows.reduce((total, { points }) => total + points, 0);
    expect([
      held.points,
      sum(held.byAge),
      sum(held.byExpiry),
      sum(held.byOrigin),
      sum(held.balances),
    ]).toEqual(Array(5).fill(balances));
    expect(held.byAge[0]).toMatchObject({ fromMonths: 0, toMonths: 1, points: balances });
    const ended = `SELECT sum(lapsed) FROM lot WHERE expires_on < '${held.asOf}'`;
    expect(held.ended.lapsed).toBe(Number(await row.value(deps.database, ended)));
    expect(held.ended.lapsed).toBeGreaterThan(0);
  });

  test("counted in the night, 2 accounts in a commit, lots come to what they come to at once; the day after, as of that night", async () => {
    clock.advanceBy(120 * minuteMs);
    const now = await liability(deps);
    expect(now.countedAtMs).toBeNull();
    expect(await keptLots(deps, 1)).toBeNull();
    const stretches = await countLots(deps, clock.nowMs() + minuteMs, 1, 2);
    expect(stretches).toBe(members / 2);
    const kept = await keptLots(deps, 1);
    if (kept === null) throw new Error("nothing was counted");
    const view = await liabilityOf(deps, kept.figures, kept.countedOn, kept.countedAtMs);
    expect(view).toMatchObject({ ...now, countedAtMs: clock.nowMs(), byOrigin: expect.anything() });
    expect(new Set(view.byOrigin)).toEqual(new Set(now.byOrigin));
    expect(await countLots(deps, clock.nowMs() + minuteMs, 1, 2)).toBe(0);
    expect(await row.value(deps.database, "SELECT count(*) FROM report_lots")).toBe(1);
    // In a shop of this size the screen reads the lots themselves.
    expect(await keptLots(deps)).toBeNull();
  });

  test("deciles hold what the members spent, and the list behind a number adds up to it", async () => {
    const today = dateAt(clock.nowMs(), timeZone);
    const spent = await decileReport(deps);
    expect(spent.yen).toBe(Number(await row.value(deps.database, "SELECT sum(net_yen) FROM account_day")));
    expect(spent.rows.map(({ members: count }) => count)).toEqual(Array(members).fill(1));
    const days = { page: 1, from: "2028-02-24", to: today };
    const sales = await salesBehind(deps, days);
    expect(sales.total).toBe(Number(await row.value(deps.database, "SELECT count(*) FROM purchase")));
    const whole = await figures(days.from, days.to);
    for (const of of ["lapsed", "adjusted"] as const) {
      const { rows, total } = await entriesBehind(deps, { ...days, of });
      if (total > rows.length) continue;
      const points = rows.reduce((sum, entry) => sum + entry.points, 0);
      expect(of === "lapsed" ? -points : points, of).toBe(whole[of]);
    }
  });

  test("of the members who joined in 1970 none is in the twelve months' retention; of 4 who join now and 1 who buys, 1", async () => {
    const joinedMs = clock.nowMs();
    await row.commit(
      deps.database,
      ...[91, 92, 93, 94].flatMap((id) => [
        row.member({ member_id: id, public_id: `m${id}`, joined_at_ms: joinedMs }),
        row.account(id, { joined_on: dateAt(joinedMs, timeZone) }),
      ]),
    );
    const before = await retention(deps);
    expect(before.cohorts).toHaveLength(13);
    expect(before.cohorts.at(-1)).toMatchObject({ month: "2028-03", members: 4, came: [0] });
    await recordPurchase(deps, sellerTo(91), saleOf(500), write());
    clock.advanceBy(11 * minuteMs);
    await countReports(deps, clock.nowMs() + minuteMs);
    expect((await retention(deps)).cohorts.at(-1)).toMatchObject({ members: 4, came: [1] });
  });

  test("with steps of 1, 3, 5 and 9 days, 2 visits and ¥1 all 6 members and the one who just joined are in the grid", async () => {
    expect((await rfmReport(deps)).thresholds).toBeNull();
    const thresholds = JSON.stringify({ r: [1, 3, 5, 9], f: [4, 3, 2, 1], m: [9_000, 6_000, 3_000, 1] });
    const made = { programme_id: 1, version: 1, members: 6, computed_on: "2028-03-01", made_at_ms: 1 };
    await row.commit(deps.database, row.insert("rfm_thresholds", { ...made, thresholds }));
    const { cells } = await rfmReport(deps);
    expect(cells).toHaveLength(25);
    const came = "SELECT count(*) FROM account WHERE last_visit_on IS NOT NULL";
    expect(cells.reduce((sum, { members: count }) => sum + count, 0)).toBe(
      Number(await row.value(deps.database, came)),
    );
    const today = dateAt(clock.nowMs(), timeZone);
    const best = `${came} AND last_visit_on >= '${addDays(today, -1)}' AND visits_365 >= 4`;
    const cell = cells.find(({ r, f }) => r === 5 && f === 5);
    expect(cell?.members).toBe(Number(await row.value(deps.database, best)));
    expect(cell?.byMoney.reduce((sum, count) => sum + count, 0)).toBe(cell?.members);
  });

  test("the members behind each band, month, origin, tenth, cell and cohort come to what the report says of it", async () => {
    const sum = (rows: readonly { counted: number }[]) =>
      rows.reduce((total, { counted }) => total + counted, 0);
    const behind = async (asked: Unpaged) => membersBehind(deps, { ...asked, page: 1 });
    const points = async (asked: Unpaged) => sum((await behind(asked)).rows);
    const owed = await liability(deps);
    for (const { fromMonths, points: held } of owed.byAge) {
      expect(await points({ of: "age", months: fromMonths })).toBe(held);
    }
    for (const { month, points: held, members: count } of owed.byExpiry) {
      const found = await behind({ of: "lapses", month });
      expect([sum(found.rows), found.total]).toEqual([held, count]);
    }
    for (const { origin, points: held } of owed.byOrigin) {
      expect(await points({ of: "origin", origin })).toBe(held);
    }
    for (const { from, to, members: count, points: held } of owed.balances) {
      const found = await behind({ of: "balance", from, ...(to === null ? {} : { to }) });
      expect([sum(found.rows), found.total]).toEqual([held, count]);
    }
    for (const { nth, yen, members: count } of (await decileReport(deps)).rows) {
      const found = await behind({ of: "decile", nth });
      expect([sum(found.rows), found.total]).toEqual([yen, count]);
    }
    for (const { r, f, yen, members: count } of (await rfmReport(deps)).cells) {
      const found = await behind({ of: "rfm", r, f });
      expect([sum(found.rows), found.total]).toEqual([yen, count]);
    }
    const joined = "2028-03";
    expect(
      (await behind({ of: "came", joined, month: joined })).rows.map(({ memberId }) => memberId),
    ).toEqual(["m91"]);
  });

  test("what is kept agrees with its rows; ¥1 more in one day is found and named", async () => {
    expect(await verifyReports(deps)).toEqual([]);
    const on = "business_date = '2028-02-25' AND store_id = 2";
    const changed = (by: string) => row.raw(`UPDATE report_day SET yen = yen ${by} WHERE ${on}`);
    await row.commit(deps.database, changed("+ 1"));
    expect((await verifyReports(deps)).map(({ subject }) => subject)).toEqual([
      "report 2028-02-25 of store 2",
    ]);
    await row.commit(deps.database, changed("- 1"));
    expect(await verifyReports(deps)).toEqual([]);
  });

  test("counted by four processes at once from nothing, each row is in the sums once", async () => {
    const last = addDays(dateAt(clock.nowMs(), timeZone), 1);
    const before = await figures("2028-02-01", last);
    await forgetReports(deps);
    clock.advanceBy(2 * minuteMs);
    const processes = await Promise.all([1, 2, 3, 4].map(() => engine.another()));
    const counting = () =>
      Promise.all(processes.map((database) => countReports({ ...deps, database }, clock.nowMs() + minuteMs)));
    while ((await counting()).some((rows) => rows > 0));
    expect(await figures("2028-02-01", last)).toEqual(before);
    const kept = Number(await row.value(deps.database, "SELECT sum(yen) FROM report_day"));
    for (const part of ["rank", "sex", "age"]) {
      const sum = `SELECT sum(yen) FROM report_part WHERE part = '${part}'`;
      expect(Number(await row.value(deps.database, sum)), part).toBe(kept);
    }
  });

  test("80 days later every day since is counted, and the months come to what they came to live", async () => {
    const range = { from: "2028-02", to: "2028-03" };
    const before = await monthly(deps, range);
    clock.advanceBy(80 * 24 * 60 * minuteMs);
    while ((await countReports(deps, clock.nowMs() + minuteMs)) > 0);
    const kept = await row.rows(deps.database, "SELECT business_date, stale FROM report_came_day ORDER BY 1");
    const yesterday = addDays(dateAt(clock.nowMs(), timeZone), -1);
    expect([kept[0]?.business_date, kept.at(-1)?.business_date]).toEqual(["2028-02-24", yesterday]);
    expect(kept.length).toBe(dayCount({ from: "2028-02-24", to: yesterday }));
    expect(kept.every(({ stale }) => Number(stale) === 0)).toBe(true);
    expect((await monthly(deps, range)).months).toEqual(before.months);
  });
});
