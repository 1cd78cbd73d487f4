import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { TodayView } from "../../shared/today.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { shop } from "../demo/shop.ts";
import { type Desk, deskOf } from "../support/console.ts";
import type { Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

const weekMs = 7 * 86_400_000;

describe.each(["sqlite", "postgres"] as const)("the day's figures on %s", (name) => {
  let engine: OpenedEngine;
  let world: World;
  beforeAll(async () => {
    engine = await migratedEngine(name);
    world = await openWorld({ database: { ...engine.database, close: async () => {} } });
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await engine?.close();
  });

  const today = (desk: Desk) => desk.client.ok<TodayView>("GET", "/api/console/today");

  async function sell(till: Till, member: string, amountYen: number, pointsToUse = 0) {
    const phone = await world.member(member);
    const { scanId } = await till.scan(await phone.code());
    return till.sell(scanId, amountYen, pointsToUse);
  }

  test("a week ago ¥1,280 stands and a voided ¥2,000 does not; today a store sold ¥500 and another ¥900", async () => {
    const owner = await world.owner();
    await sell(owner, "糸井 あかり", 1_280);
    await owner.undo((await sell(owner, "結城 みどり", 2_000)).purchaseId);
    world.clock.advanceBy(weekMs);
    const desk = await deskOf(world, owner);
    await owner.signIn();
    await owner.choose(shop.stores[0].name);
    await sell(owner, "髙橋 そら", 500);
    const other = await world.staff("二号 店子", shop.stores[1].name);
    await sell(other, "新井 うみ", 900);
    const view = await today(desk);
    expect(view.before).toMatchObject({
      businessDate: "2026-11-21",
      sales: 1,
      yen: 1_280,
      pointsEarned: 12,
      joined: 2,
    });
    expect(view).toMatchObject({
      businessDate: "2026-11-28",
      today: { sales: 2, yen: 1_400, couponYen: 0, joined: 2 },
    });
    expect(view.stores.map((store) => [store.name, store.yen])).toEqual([
      [shop.stores[1].name, 900],
      [shop.stores[0].name, 500],
    ]);
  }, 60_000);

  test("nobody who is not at the console sees them", async () => {
    const member = await world.member("外野 ひと");
    expect((await member.client.refused("GET", "/api/console/today")).status).toBe(401);
  });
});
