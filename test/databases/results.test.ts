import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { recordPurchase, refundPurchase, voidPurchase } from "../../server/features/purchases/index.ts";
import { countReports } from "../../server/features/reports/index.ts";
import { automationResults, campaignResults, countResults } from "../../server/features/results/index.ts";
import type { Engine } from "../../server/platform/database/database.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import type { Automation } from "../../shared/automations/schema.ts";
import { addDays, dateAt } from "../../shared/dates.ts";
import { defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { GroupFigures, WindowDays } from "../../shared/results/console.ts";
import { meanDifference, shareDifference } from "../../shared/results/intervals.ts";
import { fuzz, randomFrom } from "../model/random.ts";
import { ledgerDeps, openAccounts, timeZone } from "../support/accounts.ts";
import { campaignOf } from "../support/campaign-shop.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { handler, openStore, saleOf, sellerTo } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

const dayMs = 86_400_000;
/** 2028-02-24 12:00 in Tokyo: a window of 7 days has 29 February in it. */
const startMs = Date.UTC(2028, 1, 24, 3);
const from = "2028-02-24";
/** Members 1 to 80; of them 41 to 80 are held out, and 5 that were sent to have blocked. */
const people = 80;
const sales: Readonly<Record<Engine, number>> = { sqlite: 220, postgres: 150, d1: 70 };

const offer: Automation = {
  ...{ name: "誕生日", trigger: { kind: "birthday", daysBefore: 0 }, segmentId: null, topic: "offers" },
  ...{ sendAt: "10:00", capped: true, couponId: null },
  words: { ja: { title: "お誕生日", text: "" }, en: { title: "Birthday", text: "" } },
};

describe.each(engines)("results on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let clock: TestClock;
  const random = randomFrom(fuzz.seed);
  const document = JSON.stringify({ ...campaignOf("spring"), couponId: null });
  const automationId = "01K0000000000000000000000A";

  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(startMs);
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openStore(deps, defaultProgramme);
    await openAccounts(deps, people);
    await openRun();
    for (let nth = 0; nth < sales[name]; nth++) await sell(nth);
    clock.setTo(startMs + 40 * dayMs);
    while ((await countReports(deps, clock.nowMs() + dayMs)) > 0);
  }, 300_000);
  afterAll(() => engine?.close());

  /** A run as it lies there when it was sent: 40 in a batch of variant 0 and 1, 40 held out. */
  async function openRun(): Promise<void> {
    const made = { made_at_ms: startMs, made_by: "staff:1" };
    const ofRun = { run_id: 1, public_id: "run", campaign_id: "c", nth: 1, version: 1, due_at_ms: startMs };
    const times = { frozen_at_ms: startMs, started_at_ms: startMs, ended_at_ms: startMs + 60_000 };
    await row.commit(
      deps.database,
      row.insert("campaign", {
        ...{
          campaign_id: "c",
          name: "春",
          status: "sent",
          version: 1,
          runs: 1,
          changed_at_ms: startMs,
          ...made,
        },
      }),
      row.insert("campaign_version", { campaign_id: "c", version: 1, document, ...made }),
      row.insert("campaign_run", {
        ...ofRun,
        ...times,
        ...{ status: "sent", until_member_id: people, frozen_through: people, freezing_over: 1 },
        ...{ matched: people, planned: 40 },
      }),
      ...[0, 1].map((variant) =>
        row.insert("campaign_batch", {
          ...{ run_id: 1, batch: variant, variant, language: "ja", people: 20, status: "sent" },
          ...{ first_member_id: 1, last_member_id: 40, queued_at_ms: startMs, settled_at_ms: startMs },
        }),
      ),
      ...Array.from({ length: people }, (_, at) =>
        row.insert("campaign_recipient", {
          ...{ run_id: 1, member_id: at + 1, variant: at % 2 },
          ...(at < 40
            ? { reason: at < 5 ? "blocked" : null, batch: at % 2 }
            : { reason: "held_out", batch: null }),
        }),
      ),
      row.insert("automation", {
        automation_id: automationId,
        status: "on",
        version: 1,
        on_since_ms: 1,
        ...made,
      }),
      row.insert("automation_version", {
        ...{
          automation_id: automationId,
          version: 1,
          automation: JSON.stringify(offer),
          ...made,
        },
      }),
      ...Array.from({ length: people }, (_, at) =>
        row.insert("automation_send", {
          ...{ member_id: at + 1, automation_id: automationId, occasion: "o", version: 1, counts: 0 },
          // Each on a day of their own, some too late for their window to be over.
          ...{ sent_on: sentOn(at + 1), at_ms: startMs },
          ...(at < 40
            ? { left_out: null, message_key: `k${at}` }
            : { left_out: "held_out", message_key: null }),
        }),
      ),
    );
  }

  const sentOn = (memberId: number): string => addDays(from, memberId % 30);

  async function sell(nth: number): Promise<void> {
    clock.advanceBy(Math.floor((16 * dayMs) / sales[name]));
    // Those sent to come oftener, so that there is something to find.
    const memberId = random.chance(60) ? 1 + random.below(40) : 41 + random.below(40);
    const write = (what: string) => writeOf("test", `${what}${nth}`, [nth]);
    const yen = 100 + random.below(5_000);
    const { purchaseId } = await recordPurchase(deps, sellerTo(memberId), saleOf(yen), write("s"));
    if (random.chance(15)) await voidPurchase(deps, handler, purchaseId, {}, write("v"));
    else if (random.chance(20)) {
      await refundPurchase(deps, handler, purchaseId, { amountYen: 1 + random.below(99) }, write("r"));
    }
  }

  /** The same from the rows of days themselves, one member after the other. */
  async function byHand(members: readonly number[], fromOf: (id: number) => string, days: number) {
    const all = await row.rows(
      deps.database,
      "SELECT account_id, business_date, net_yen FROM account_day WHERE purchases > 0",
    );
    const each = members.map((id) => {
      const [first, last] = [fromOf(id), addDays(fromOf(id), days - 1)];
      const own = all.filter(
        (day) =>
          Number(day.account_id) === id &&
          String(day.business_date) >= first &&
          String(day.business_date) <= last,
      );
      return { visits: own.length, yen: own.reduce((sum, { net_yen }) => sum + Number(net_yen), 0) };
    });
    const yen = each.reduce((sum, one) => sum + one.yen, 0);
    const figures: GroupFigures = {
      ...{ people: members.length, visitors: each.filter(({ visits }) => visits > 0).length },
      ...{ visits: each.reduce((sum, one) => sum + one.visits, 0), yen },
    };
    const squares = each.reduce((sum, one) => sum + BigInt(one.yen) ** 2n, 0n);
    return { figures, sums: { people: members.length, sum: BigInt(yen), squares } };
  }

  const range = (first: number, last: number) =>
    Array.from({ length: last - first + 1 }, (_, at) => first + at);
  const sent = range(6, 40);
  const heldOut = range(41, 80);

  test.each([
    7, 14, 30,
  ] as const)("of %i days are those of each member added up, and so is the interval", async (days) => {
    const view = await campaignResults(deps, "c", { days });
    const [one, other] = [await byHand(sent, () => from, days), await byHand(heldOut, () => from, days)];
    expect(view.effect.window).toMatchObject({ from, to: addDays(from, days - 1), over: true });
    expect(view.effect.sent).toEqual(one.figures);
    expect(view.effect.heldOut).toEqual(other.figures);
    expect(other.figures.visitors).toBeGreaterThan(5);
    const shares = [one, other].map(({ figures }) => ({ of: figures.people, count: figures.visitors }));
    const [group, against] = shares;
    if (group === undefined || against === undefined) throw new Error("no groups");
    expect(view.effect.comparison?.came.difference).toEqual(shareDifference(group, against));
    // D1 has time for fewer sales: of fewer than 30 buyers nothing is said.
    const buyers = one.figures.visitors + other.figures.visitors;
    const told = buyers < 30 ? null : meanDifference(one.sums, other.sums);
    expect(view.effect.comparison?.yen.difference).toEqual(told);
    const ranks = view.ranks.reduce((sum, rank) => sum + rank.sent.visitors, 0);
    expect(ranks).toBe(one.figures.visitors);
    expect(view.stores.map(({ name: store, visits }) => [store, visits])).toEqual([
      ["銀座店", one.figures.visits],
    ]);
  });

  test("two variants are dealt 17 and 18 of the 35 that were sent to, and are compared with each other", async () => {
    const { effect } = await campaignResults(deps, "c", { days: 14 });
    const [a, b] = [
      await byHand(
        sent.filter((id) => id % 2 === 1),
        () => from,
        14,
      ),
      await byHand(
        sent.filter((id) => id % 2 === 0),
        () => from,
        14,
      ),
    ];
    expect(effect.variants.map(({ figures }) => figures)).toEqual([a.figures, b.figures]);
    // 17 and 18 people are too few to say anything.
    expect(effect.variants[1]?.againstFirst?.came).toEqual({ says: "few", difference: null });
  });

  test("a rank counts as it was when it was sent: who has risen since is still without one", async () => {
    await row.commit(
      deps.database,
      row.raw("UPDATE account SET rank = 'gold' WHERE account_id IN (6, 7)"),
      row.insert("rank_change", {
        ...{ account_id: 6, nth: 1, from_rank: null, to_rank: "gold", reason: "earned", metric_value: 0 },
        ...{
          ladder_version: 1,
          business_date: addDays(from, 3),
          at_ms: startMs + 3 * dayMs,
          actor: "system:x",
        },
      }),
      row.insert("rank_change", {
        ...{ account_id: 7, nth: 1, from_rank: null, to_rank: "gold", reason: "earned", metric_value: 0 },
        ...{
          ladder_version: 1,
          business_date: addDays(from, -3),
          at_ms: startMs - 3 * dayMs,
          actor: "system:x",
        },
      }),
      row.raw("DELETE FROM result_kept"),
    );
    const { ranks } = await campaignResults(deps, "c", { days: 7 });
    expect(ranks.map(({ rank, sent: group }) => [rank, group.people])).toEqual([
      [null, 34],
      ["gold", 1],
    ]);
  });

  test("the night keeps 3 windows and 30 days of hours; a return in the window moves them the next night", async () => {
    await row.commit(deps.database, row.raw("DELETE FROM result_kept"));
    while ((await countResults(deps, clock.nowMs() + dayMs)) > 0);
    expect(Number(await row.value(deps.database, "SELECT count(*) AS n FROM result_kept"))).toBe(3);
    expect(
      Number(await row.value(deps.database, "SELECT count(*) AS n FROM result_hour WHERE half_hour = -1")),
    ).toBe(30);
    const before = await campaignResults(deps, "c", { days: 30 });
    const hours = before.hours.reduce((sum, { visits }) => sum + visits, 0);
    const standing = await row.value(
      deps.database,
      `SELECT count(*) AS n FROM purchase p WHERE p.member_id BETWEEN 6 AND 40
        AND NOT EXISTS (SELECT 1 FROM purchase_void v WHERE v.purchase_id = p.purchase_id)`,
    );
    expect(hours).toBe(Number(standing));
    const [sale] = await row.rows(
      deps.database,
      `SELECT p.purchase_id, p.amount_yen FROM purchase p WHERE p.member_id BETWEEN 6 AND 40 AND p.amount_yen > 1000
        AND NOT EXISTS (SELECT 1 FROM purchase_void v WHERE v.purchase_id = p.purchase_id)
        AND NOT EXISTS (SELECT 1 FROM refund r WHERE r.purchase_id = p.purchase_id) LIMIT 1`,
    );
    const back = { amountYen: 700 };
    await refundPurchase(deps, handler, String(sale?.purchase_id), back, writeOf("test", "late", [1]));
    clock.advanceBy(dayMs);
    while ((await countReports(deps, clock.nowMs() + dayMs)) > 0);
    expect((await campaignResults(deps, "c", { days: 30 })).effect.sent?.yen).toBe(before.effect.sent?.yen);
    while ((await countResults(deps, clock.nowMs() + dayMs)) > 0);
    const after = await campaignResults(deps, "c", { days: 30 });
    expect(after.effect.sent?.yen).toBe((before.effect.sent?.yen ?? 0) - 700);
  });

  test.each([
    7, 30,
  ] as const)("of an automation, each member's %i days begin when they were told, and only whole ones count", async (days: WindowDays) => {
    const to = dateAt(clock.nowMs(), timeZone);
    const view = await automationResults(deps, automationId, { days, from, to });
    const last = addDays(to, -days);
    const isOver = (id: number) => sentOn(id) <= last;
    const [one, other] = [
      await byHand(range(1, 40).filter(isOver), sentOn, days),
      await byHand(heldOut.filter(isOver), sentOn, days),
    ];
    expect(view.effect.sent).toEqual(one.figures);
    expect(view.effect.heldOut).toEqual(other.figures);
    expect(one.figures.people).toBe(days === 7 ? 40 : range(1, 40).filter(isOver).length);
    expect(view.stores.reduce((sum, { visits }) => sum + visits, 0)).toBe(one.figures.visits);
    expect(view.states).toEqual({ sent: 40, held_out: 40 });
  });
});
