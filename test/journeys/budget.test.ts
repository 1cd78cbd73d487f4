import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { baseRule } from "../../shared/points/programme/defaults.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { promotionWith } from "../support/earning.ts";
import { tally } from "../support/evidence.ts";
import type { Till } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { openWorld, type World } from "../support/world.ts";

/** A campaign's budget under many tills at once: what two of them decided on together, only one of them gets. */
describe.each(["sqlite", "postgres"] as const)("a campaign with a budget, on %s", (engineName) => {
  let engine: OpenedEngine;
  let world: World;
  let till: Till;
  beforeAll(async () => {
    engine = await migratedEngine(engineName);
    // The engine closes what it opened.
    world = await openWorld({ database: { ...engine.database, close: async () => {} } });
    till = await world.staff("糸井 あかり");
  });
  afterAll(async () => {
    await world.close();
    await engine.close();
  });

  test("of 105 points, 10 a sale, gives 20 sales at once 10 in full, one of 5, and 9 nothing", async () => {
    const promo = promotionWith({ value: { kind: "fixed", points: 10 }, caps: { total: 105 } });
    await publish(world, { rules: [baseRule, promo] });
    const phones = await Promise.all(Array.from({ length: 20 }, (_, n) => world.member(`会員 ${n}`)));
    const scans = await Promise.all(phones.map(async (phone) => till.scan(await phone.code())));
    const sold = await Promise.all(scans.map(({ scanId }) => till.sell(scanId, 50)));
    const given = sold.map(({ pointsEarned }) => String(pointsEarned));
    expect(tally(given)).toEqual({ "10": 10, "5": 1, "0": 9 });
    const pools = await world.deps.database.point.selectFrom("rule_pool").selectAll().execute();
    expect(pools).toEqual([{ pool: "promo|total|all", points_max: 105, used: 105 }]);
  });
});
