import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Deps } from "../../server/deps.ts";
import { verifyLedger } from "../../server/features/points/index.ts";
import {
  makeHold,
  proveSales,
  recordPurchase,
  refundPurchase,
  releaseHold,
  voidPurchase,
} from "../../server/features/purchases/index.ts";
import { type Write, writeOf } from "../../server/platform/http/once.ts";
import { baseRule, defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import { ledgerDeps, openAccounts } from "../support/accounts.ts";
import { type TestClock, testClock } from "../support/clock.ts";
import { handler, openStore, saleOf, sellerTo } from "../support/sales.ts";
import { silentLog } from "../support/world.ts";
import { migratedEngine, type OpenedEngine } from "./engines.ts";
import * as row from "./rows.ts";

/** Every ¥100 gives 1 point, and a campaign 5 more: 12 a day for each member, 1,000 in all. */
const rules: Programme = {
  ...defaultProgramme,
  rules: [
    baseRule,
    {
      ...{ ...baseRule, ruleId: "five", role: "promotion", value: { kind: "fixed", points: 5 } },
      caps: { ...baseRule.caps, perMemberDay: 12, total: 1_000 },
    },
  ],
};
const members = 30;
const minuteMs = 60_000;
const dayMs = 1_440 * minuteMs;

describe.each(["sqlite", "postgres"] as const)("sales beside the ledger on %s", (name) => {
  let engine: OpenedEngine;
  let deps: Deps;
  let clock: TestClock;
  let writes = 0;
  let memberId = 0;

  beforeAll(async () => {
    engine = await migratedEngine(name);
    clock = testClock(Date.UTC(2026, 10, 19, 3));
    deps = ledgerDeps(engine.database, clock, silentLog);
    await openStore(deps, rules);
    await openAccounts(deps, members);
    for (const table of ["purchase", "refund", "purchase_void"]) {
      const of = name === "postgres" ? ` ON ${table}` : "";
      const drops = name === "postgres" ? ["append_only"] : ["no_update", "no_delete"];
      for (const trigger of drops) {
        await row.commit(deps.database, row.raw(`DROP TRIGGER ${table}_${trigger}${of}`));
      }
    }
  });
  afterAll(() => engine?.close());

  const write = (): Write => {
    writes += 1;
    clock.advanceBy(minuteMs);
    return writeOf("test", `w${writes}`, [writes]);
  };

  /**
   * The next member, with 14 entries: on the 19th ¥3,000, and ¥1,000 with 20 points of which half came back in two
   * parts; on the 20th ¥2,000, of which all came back in one part, and ¥500, undone; a hold given back and one of 7 open.
   */
  async function memberWithSales(): Promise<number> {
    memberId += 1;
    clock.setTo(Date.UTC(2026, 10, 19, 3));
    const sell = (yen: number, used = 0) =>
      recordPurchase(deps, sellerTo(memberId), saleOf(yen, used), write());
    await sell(3_000);
    const used = await sell(1_000, 20);
    await refundPurchase(deps, handler, used.purchaseId, { amountYen: 300 }, write());
    await refundPurchase(deps, handler, used.purchaseId, { amountYen: 200 }, write());
    clock.advanceBy(dayMs);
    const returned = await sell(2_000);
    await refundPurchase(deps, handler, returned.purchaseId, { amountYen: 2_000 }, write());
    await voidPurchase(deps, handler, (await sell(500)).purchaseId, {}, write());
    const hold = (points: number) => makeHold(deps, sellerTo(memberId), { points, minutes: 60 }, write());
    await releaseHold(deps, handler, (await hold(5)).holdId, write());
    await hold(7);
    clock.advanceBy(10 * minuteMs);
    return memberId;
  }

  const verify = async (memberPublicId: string) => {
    const { beside } = await proveSales(deps, clock.nowMs());
    return verifyLedger(deps, { memberPublicId, beside });
  };

  test("of a member with 4 sales, 3 returns, a void and 2 holds hold", async () => {
    const id = await memberWithSales();
    expect(await verify(`m${id}`)).toMatchObject({ accounts: 1, firstBreak: null });
    const seen = `SELECT purchases, visits, spend_yen, last_visit_on, held FROM account WHERE account_id = ${id}`;
    expect((await row.rows(deps.database, seen)).map((one) => Object.values(one).map(String))).toEqual([
      ["2", "1", "3490", "2026-11-19", "7"],
    ]);
  });

  const sale = (id: number, yen: number) =>
    `(SELECT purchase_id FROM purchase WHERE account_id = ${id} AND amount_yen = ${yen})`;
  const plants: readonly (readonly [what: string, plant: (id: number) => string, words: string])[] = [
    [
      "¥10 more spent",
      (id) => `UPDATE account SET spend_yen = spend_yen + 10 WHERE account_id = ${id}`,
      "account.spend_yen is 3500, by its sales 3490",
    ],
    [
      "a later last visit",
      (id) => `UPDATE account SET last_visit_on = '2026-11-20' WHERE account_id = ${id}`,
      "account.last_visit_on is 2026-11-20, by its sales 2026-11-19",
    ],
    [
      "the last sale at another place",
      (id) => `UPDATE account SET last_store_id = 1 WHERE account_id = ${id}`,
      "account.last_store_id is 1, by its sales of that day 2 or 2",
    ],
    [
      "a purchase more on a day",
      (id) =>
        `UPDATE account_day SET purchases = 3 WHERE account_id = ${id} AND business_date = '2026-11-19'`,
      "by its days 3",
    ],
    [
      "points earned more on a day",
      (id) =>
        `UPDATE account_day SET points_earned = points_earned + 1
         WHERE account_id = ${id} AND business_date = '2026-11-20'`,
      "account_day 2026-11-20 has points_earned 1, by its sales 0",
    ],
    [
      "points used less on a day",
      (id) =>
        `UPDATE account_day SET points_used = points_used - 1
         WHERE account_id = ${id} AND business_date = '2026-11-19'`,
      "account_day 2026-11-19 has points_used 9, by its sales 10",
    ],
    [
      "¥1 more on a day",
      (id) =>
        `UPDATE account_day SET net_yen = net_yen + 1
         WHERE account_id = ${id} AND business_date = '2026-11-20'`,
      "account_day 2026-11-20 has net_yen 1, by its sales 0",
    ],
    [
      "a sale that says it earned more",
      (id) => `UPDATE purchase SET points_earned = 99 WHERE purchase_id = ${sale(id, 3_000)}`,
      "has points_earned 99, by its entries 35",
    ],
    [
      "a sale that says it used less",
      (id) => `UPDATE purchase SET points_used = 19 WHERE purchase_id = ${sale(id, 1_000)}`,
      "has points_used 19, by its entries 20",
    ],
    [
      "a sale that is another member's",
      (id) => `UPDATE purchase SET account_id = 1 WHERE purchase_id = ${sale(id, 3_000)}`,
      "has account_id 1, by its entries",
    ],
    [
      "a return that says it gave more back",
      (id) => `UPDATE refund SET points_given_back = 8 WHERE nth = 1 AND purchase_id = ${sale(id, 1_000)}`,
      "has points_given_back 8, by its entries 6",
    ],
    [
      "a return that says it took less back",
      (id) => `UPDATE refund SET points_taken_back = 1 WHERE purchase_id = ${sale(id, 2_000)}`,
      "has points_taken_back 1, by its entries 25",
    ],
    [
      "a return that says 3 are owed",
      (id) => `UPDATE refund SET points_owed = 3 WHERE purchase_id = ${sale(id, 2_000)}`,
      "has points_owed 3, by its entries 0",
    ],
    [
      "a return that says 3 were waived",
      (id) => `UPDATE refund SET points_waived = 3 WHERE purchase_id = ${sale(id, 2_000)}`,
      "has points_waived 3, by its entries 0",
    ],
    [
      "a return that is gone",
      (id) => `DELETE FROM refund WHERE nth = 2 AND purchase_id = ${sale(id, 1_000)}`,
      "refund 2 of purchase",
    ],
    [
      "a return whose lines cannot be read",
      (id) => `UPDATE refund SET draws = '{' WHERE purchase_id = ${sale(id, 2_000)}`,
      "cannot be read",
    ],
    [
      "a void that says it took less back",
      (id) => `UPDATE purchase_void SET points_taken_back = 1 WHERE purchase_id = ${sale(id, 500)}`,
      "has points_taken_back 1, by its entries 10",
    ],
    [
      "a void that is gone",
      (id) => `DELETE FROM purchase_void WHERE purchase_id = ${sale(id, 500)}`,
      "has points_given_back missing",
    ],
    [
      "an open hold that has ended",
      (id) => `UPDATE hold SET status = 'open' WHERE account_id = ${id} AND points = 5`,
      "is open, and its points have come back",
    ],
    [
      "an ended hold that is open",
      (id) => `UPDATE hold SET status = 'released' WHERE account_id = ${id} AND points = 7`,
      "has ended, and its points have not come back",
    ],
    [
      "a hold of more points",
      (id) => `UPDATE hold SET points = 8 WHERE account_id = ${id} AND points = 7`,
      "has 8 points, by its entry 7",
    ],
    [
      "a hold that is gone",
      (id) => `DELETE FROM hold WHERE account_id = ${id} AND points = 7`,
      "puts points aside for no hold",
    ],
    [
      "a limit of the member's day that forgot 4 points",
      (id) => `UPDATE rule_pool SET used = used - 4 WHERE pool = 'five|per_member_day|m${id} 2026-11-19'`,
      "rule_pool five|per_member_day|m",
    ],
  ];

  test.each(plants)("with %s break, and name it", async (_, plant, words) => {
    const id = await memberWithSales();
    await row.commit(deps.database, row.raw(plant(id)));
    const { firstBreak } = await verify(`m${id}`);
    expect(firstBreak?.memberPublicId).toBe(`m${id}`);
    expect(firstBreak?.what).toContain(words);
  });

  test("with a shared limit that counts 3 too many break there, whoever drew on it", async () => {
    await memberWithSales();
    const limits = async () => {
      const proof = await proveSales(deps, clock.nowMs());
      await verifyLedger(deps, proof);
      return proof.limits();
    };
    clock.advanceBy(10 * dayMs);
    const before = Number(
      await row.value(deps.database, "SELECT used FROM rule_pool WHERE pool LIKE '%|total|%'"),
    );
    expect(before).toBeGreaterThan(10);
    await row.commit(
      deps.database,
      row.raw("UPDATE rule_pool SET used = used + 3 WHERE pool = 'five|total|all'"),
    );
    expect((await limits())[0]).toContain(`rule_pool five|total|all has used ${before + 3}, by its sales`);
  });
});
