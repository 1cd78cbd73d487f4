import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { type Due, dueIn } from "../../server/features/automations/due.ts";
import { runAutomations } from "../../server/features/automations/index.ts";
import { makeAutomation, switchAutomation } from "../../server/features/automations/publish.ts";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Automation, Trigger } from "../../shared/automations/schema.ts";
import { addDays } from "../../shared/dates.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import { give, ledgerDeps, openAccounts } from "../support/accounts.ts";
import { testClock } from "../support/clock.ts";
import { giveCoupon, publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { openStore } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** 2028-02-29 10:30 in Tokyo. */
const now = Date.UTC(2028, 1, 29, 1, 30);
const today = "2028-02-29";
const owner = { kind: "staff", id: "boss", role: "owner" } as const;

const rank = (code: string, threshold: number) => ({
  ...{ code, threshold, multiplierPerMille: 1000, colour: "#aaaaaa" },
  name: { ja: code, en: code },
});
const ladder: Ladder = { ...noRanks, version: 2, enabled: true, ranks: [rank("member", 0), rank("gold", 9)] };

describe.each(engines)("automations on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  const clock = testClock(now);
  const depsWith = (database: Deps["database"]): Deps => {
    const plain = ledgerDeps(database, clock, silentLog);
    const line = { liffIdCard: "1234567890-AbcdEfgh" } as Deps["settings"]["line"];
    return { ...plain, settings: { ...plain.settings, shopName: "店", line } };
  };
  beforeAll(async () => {
    engine = await migratedEngine(name);
    deps = depsWith(engine.database);
    clock.setTo(Date.UTC(2028, 1, 1));
    await openStore(deps, defaultProgramme);
    await openAccounts(deps, 40);
    await engine.database.commit(housekeeping("a test", [planLadder(ladder, clock.nowMs(), "system:test")]));
    await fill(deps);
    clock.setTo(now);
  }, 60_000);
  afterAll(() => engine?.close());

  const due = async (trigger: Trigger): Promise<readonly Due[]> => {
    const range = { programmeId: 1, fromId: 1, toId: 40 };
    return dueIn(deps, { trigger }, range, { from: addDays(today, -2), to: today });
  };
  const occasions = async (trigger: Trigger) =>
    (await due(trigger)).map(({ memberId, occasion }) => `${memberId} ${occasion}`).sort();

  test("each trigger finds whom it concerns, and 29 February finds its own", async () => {
    expect(await occasions({ kind: "birthday", daysBefore: 0 })).toEqual([
      "1 birthday:2028",
      "2 birthday:2028",
    ]);
    expect(await occasions({ kind: "anniversary", daysBefore: 0 })).toEqual(["3 anniversary:2028"]);
    expect((await due({ kind: "anniversary", daysBefore: 0 }))[0]?.facts.years).toBe(2);
    expect(await occasions({ kind: "nth_visit", nth: 2, delayDays: 1 })).toEqual(["3 visit:2"]);
    expect(await occasions({ kind: "nth_visit", nth: 1, delayDays: 1 })).toEqual(["4 visit:1"]);
    expect(await occasions({ kind: "dormant", days: 30 })).toEqual(["5 since:2028-01-29"]);
    const points: Trigger = { kind: "points_expiring", daysBefore: [30, 7], pointsMin: 100 };
    expect(await occasions(points)).toEqual([
      "6 points:2028-03-06:7",
      "7 points:2028-03-07:7",
      "7 points:2028-03-30:30",
    ]);
    expect(await occasions({ kind: "coupon_expiring", daysBefore: [3] })).toEqual([
      expect.stringMatching(/^8 coupon:.+:3$/),
    ]);
    expect(await occasions({ kind: "stamp_near", missingMax: 2, delayDays: 1 })).toEqual(["9 stamp:S:1"]);
    expect(await occasions({ kind: "rank_near", delayDays: 0 })).toEqual(["10 near_upgrade:gold"]);
    expect(await occasions({ kind: "rank_will_fall", delayDays: 0 })).toEqual([]);
    expect(await occasions({ kind: "rank_changed", direction: "up", delayDays: 0 })).toEqual(["10 rank:1"]);
    expect(await occasions({ kind: "rank_changed", direction: "down", delayDays: 0 })).toEqual(["11 rank:1"]);
    expect(await occasions({ kind: "refund", delayDays: 1 })).toEqual(["12 refund:R1"]);
    expect(await occasions({ kind: "welcome", delayDays: 0 })).toEqual(["13 welcome"]);
  });

  test("3 workers at once tell 20 members once each, and the next day nobody again", async () => {
    const words = { title: "お知らせ", text: "" };
    const automation: Automation = {
      ...{ name: "再来店", trigger: { kind: "dormant", days: 40 }, segmentId: null, topic: "offers" },
      ...{ sendAt: "10:00", capped: false, couponId: null, words: { ja: words, en: words } },
    };
    const id = deps.ids.ulid();
    clock.setTo(now - 86_400_000);
    await makeAutomation(deps, owner, id, automation);
    await switchAutomation(deps, owner, id, true);
    const others = [deps, depsWith(await engine.another()), depsWith(await engine.another())];
    for (const atMs of [now, now, now + 86_400_000]) {
      clock.setTo(atMs);
      await Promise.all(others.map((one) => runAutomations(one, clock.nowMs() + 10_000)));
    }
    const told = await row.rows(
      engine.database,
      "select member_id, count(*) as n from outbox where dedupe_key like 'automation:%' group by member_id",
    );
    expect(told.map(({ n }) => Number(n))).toEqual(Array.from({ length: 20 }, () => 1));
    expect(Number(await row.value(engine.database, "select count(*) from automation_send"))).toBe(20);
  });

  test("of 20 that a worker was about to tell when another process switched it off, none is told", async () => {
    const words = { title: "お知らせ", text: "" };
    const automation: Automation = {
      ...{ name: "呼び戻し", trigger: { kind: "dormant", days: 42 }, segmentId: null, topic: "offers" },
      ...{ sendAt: "10:00", capped: false, couponId: null, words: { ja: words, en: words } },
    };
    const id = deps.ids.ulid();
    clock.setTo(now + 86_400_000);
    await makeAutomation(deps, owner, id, automation);
    await switchAutomation(deps, owner, id, true);
    clock.setTo(now + 2 * 86_400_000);
    const { database } = deps;
    let commits = 0;
    const late: Deps["database"] = {
      ...database,
      commit: async (plan) => {
        // The first is the lease, the second what was decided meanwhile.
        if (++commits === 2) await switchAutomation(deps, owner, id, false);
        return database.commit(plan);
      },
    };
    await runAutomations({ ...deps, database: late }, clock.nowMs() + 10_000);
    expect(commits).toBeGreaterThan(2);
    const sends = `select count(*) from automation_send where automation_id = '${id}'`;
    expect(Number(await row.value(engine.database, sends))).toBe(0);
    expect(
      await row.rows(engine.database, "select sent_on from automation_pass where done_at_ms is null"),
    ).toEqual([]);
  });
});

/** One member for each trigger, with neighbours a day too early or too late. */
async function fill(deps: Deps): Promise<void> {
  const { database } = deps;
  const set = (table: string, values: string, id: number) =>
    row.raw(
      `update ${table} set ${values} where ${table === "account" ? "account_id" : "member_id"} = ${id}`,
    );
  const day = (accountId: number, date: string) =>
    row.insert("account_day", {
      ...{ account_id: accountId, business_date: date, purchases: 1 },
      ...{ net_yen: 0, points_earned: 0, points_used: 0 },
    });
  const ids = Array.from({ length: 40 }, (_, nth) => nth + 1);
  await row.commit(database, ...ids.map((id) => set("member", `line_user_id = 'U${id}'`, id)));
  await row.commit(
    database,
    ...[set("member", "birthday = '02-29'", 1), set("member", "birthday = '02-28'", 2)],
    ...[set("member", "birthday = '03-01'", 3), set("member", `joined_at_ms = ${now - 3_600_000}`, 13)],
    ...[
      day(3, "2026-02-28"),
      day(3, "2028-02-27"),
      set("account", "visits = 2, last_visit_on = '2028-02-27'", 3),
    ],
    ...[day(4, "2028-02-28"), set("account", "visits = 1, last_visit_on = '2028-02-28'", 4)],
    ...[set("account", "last_visit_on = '2028-01-29'", 5), set("account", "last_visit_on = '2028-01-26'", 6)],
    ...ids.slice(20).map((id) => set("account", "visits = 1, last_visit_on = '2028-01-20'", id)),
    row.insert("rank_event", {
      ...{ account_id: 10, kind: "near_upgrade", occasion: "gold", rank: "gold", missing: 1 },
      ...{ business_date: today, at_ms: now },
    }),
    ...[
      { account_id: 10, from_rank: "member", to_rank: "gold" },
      { account_id: 11, from_rank: "gold", to_rank: "member" },
    ].map((change) =>
      row.insert("rank_change", {
        ...{ ...change, nth: 1, reason: "earned", metric_value: 9, ladder_version: 2 },
        ...{ business_date: today, at_ms: now, actor: "system:test" },
      }),
    ),
    row.purchase(12, { purchase_id: "P1" }),
    row.refund(12, "P1", 1, { refund_id: "R1", business_date: "2028-02-28" }),
  );
  await give(deps, [6], () => [{ points: 100, expiresOn: "2028-03-06" }]);
  await give(deps, [7], () => [
    { points: 60, expiresOn: "2028-03-07" },
    { points: 60, expiresOn: "2028-03-07" },
    { points: 100, expiresOn: "2028-03-30" },
    { points: 99, expiresOn: "2028-03-29" },
  ]);
  await publishCoupon(deps, "C", { validity: { from: null, to: "2028-03-03", daysFromIssue: null } });
  await giveCoupon(deps, "C", 8);
  await publishStampCard(deps, "S");
  const stamped = { card_id: "S", seq: 1, round: 1, version: 1, reached: 0, status: "open" } as const;
  await row.commit(
    database,
    row.insert("member_stamp", {
      ...stamped,
      member_id: 9,
      stamps: 9,
      first_on: today,
      last_on: "2028-02-28",
    }),
    row.insert("member_stamp", {
      ...stamped,
      member_id: 14,
      stamps: 2,
      first_on: today,
      last_on: "2028-02-28",
    }),
  );
}
