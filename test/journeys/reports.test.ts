import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { Listed } from "../../shared/listing.ts";
import type { BehindRow } from "../../shared/reports/behind.ts";
import type { Dashboard } from "../../shared/reports/dashboard.ts";
import type { EntryRow, SaleRow, SalesList } from "../../shared/reports/lists.ts";
import type { TodayView } from "../../shared/today.ts";
import { migratedEngine, type OpenedEngine } from "../databases/engines.ts";
import { shop } from "../demo/shop.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { fileOf } from "../support/coupon-desk.ts";
import type { Phone, Till } from "../support/people.ts";
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

  const phones = new Map<string, Phone>();

  async function sell(till: Till, member: string, amountYen: number, pointsToUse = 0) {
    const phone = phones.get(member) ?? (await world.member(member));
    phones.set(member, phone);
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

  const dashboard = (desk: Desk, query: string) =>
    desk.client.ok<Dashboard>("GET", `/api/console/reports/dashboard?${query}`);

  test("the month has ¥2,780 of 3 members in 2 stores, 27 points given, and one of three came on two days", async () => {
    const owner = await world.owner();
    const desk = await deskOf(world, owner);
    await sell(owner, "糸井 あかり", 100);
    const month = await dashboard(desk, "");
    expect(month.now).toMatchObject({ from: "2026-11-01", to: "2026-11-28" });
    expect(month.now.figures).toMatchObject({
      // ¥1,280, 500, 900 and 100; of the ¥2,000 that were undone nothing is left but that they were.
      ...{ sales: 4, yen: 2_780, returnedYen: 2_000, earned: 27, used: 0, outstanding: 27 },
      ...{ visits: 4, visitors: 3, repeaters: 1, joined: 4, left: 0, members: 4 },
      ...{ active30: 3, active90: 3, couponsGiven: 0, couponsUsed: 0 },
    });
    expect(month.yearBefore).toMatchObject({ from: "2025-11-01", to: "2025-11-28" });
    expect(month.yearBefore.figures).toMatchObject({ sales: 0, members: 0, outstanding: 0 });
    expect(month.series.map(({ sums }) => sums.yen).filter((yen) => yen > 0)).toEqual([1_280, 1_500]);
    expect(month.stores.map(({ name, sums, visitors }) => [name, sums.yen, visitors])).toEqual([
      [shop.stores[0].name, 1_880, 2],
      [shop.stores[1].name, 900, 1],
    ]);
  }, 60_000);

  test("today stands beside 1,280 yen of the week before; one store alone knows of no members and no balance", async () => {
    const desk = await deskOf(world, await world.owner());
    const place = desk.state.stores.find(({ name }) => name === shop.stores[1].name)?.publicId;
    const today = await dashboard(desk, "period=today");
    expect(today.weekBefore).toMatchObject({ from: "2026-11-21", figures: { yen: 1_280, joined: 2 } });
    expect(today.yearBefore).toMatchObject({ from: "2025-11-29", to: "2025-11-29" });
    const one = await dashboard(desk, `period=today&place=${place}`);
    expect(one.now.figures).toMatchObject({
      yen: 900,
      visitors: 1,
      members: null,
      outstanding: null,
      messages: null,
    });
  });

  test("behind the month stand 5 sales, one of them voided; behind the points given 6 lines that add up to 27", async () => {
    const desk = await deskOf(world, await world.owner());
    const days = "from=2026-11-01&to=2026-11-30";
    const sales = await desk.client.ok<SalesList>("GET", `/api/console/reports/sales?${days}`);
    expect(sales.rows.map(({ yen, status }) => [yen, status])).toEqual([
      ...[100, 900, 500].map((yen) => [yen, "completed"]),
      ...[
        [2_000, "voided"],
        [1_280, "completed"],
      ],
    ]);
    const back = await desk.client.ok<Listed<SaleRow>>("GET", `/api/console/reports/sales?only=back&${days}`);
    expect(back.rows.map(({ yen }) => yen)).toEqual([2_000]);
    const given = await desk.client.ok<Listed<EntryRow>>(
      "GET",
      `/api/console/reports/entries?of=earned&${days}`,
    );
    expect(given.rows.map(({ points }) => points)).toEqual([12, 20, -20, 5, 9, 1]);
    expect(sales.sums).toEqual({ yen: 4_780, returnedYen: 2_000, couponYen: 0 });
    const { bytes } = await fileOf(world.origin, desk.client, `/api/console/reports/sales.csv?${days}`);
    const lines = new TextDecoder().decode(bytes).trim().split("\r\n");
    expect([lines.length, lines[0]?.startsWith("営業日,会計ID,お店")]).toEqual([6, true]);
  });

  test("behind 4 visits of 3 members stand these 3 with 2, 1 and 1; 4 joined, nobody left, no coupon was given or used", async () => {
    const desk = await deskOf(world, await world.owner());
    const behind = async (of: string) => {
      const path = `/api/console/reports/people?of=${of}&from=2026-11-01&to=2026-11-28`;
      return (await desk.client.ok<Listed<BehindRow>>("GET", path)).rows.map(({ counted }) => counted);
    };
    const { now, running } = await dashboard(desk, "");
    expect(running).toBe(true);
    expect(await behind("visited")).toEqual([2, 1, 1]);
    expect(await behind("joined")).toHaveLength(now.figures.joined ?? -1);
    expect(await behind("left")).toHaveLength(now.figures.left ?? -1);
    expect([await behind("coupons_given"), await behind("coupons_used")]).toEqual([[], []]);
    const place = desk.state.stores.find(({ name }) => name === shop.stores[1].name)?.publicId;
    expect(await behind(`visited&place=${place}`)).toEqual([1]);
    const yesterday = await dashboard(desk, "period=yesterday");
    expect(yesterday).toMatchObject({ running: false, now: { from: "2026-11-27", to: "2026-11-27" } });
  });

  test("days that are missing, the wrong way round or too many are refused, and so is a place that is none", async () => {
    const desk = await deskOf(world, await world.owner());
    const refused = (query: string) => desk.client.refused("GET", `/api/console/reports/dashboard?${query}`);
    for (const query of [
      "from=2026-11-01",
      "from=2026-11-02&to=2026-11-01",
      "from=2020-01-01&to=2026-11-01",
    ]) {
      expect(await refused(`period=custom&${query}`), query).toMatchObject({ status: 400 });
    }
    expect(await refused("place=nowhere")).toMatchObject({ status: 404 });
    const member = await world.member("別の ひと");
    expect((await member.client.refused("GET", "/api/console/reports/dashboard")).status).toBe(401);
  });

  test("nobody who is not at the console sees them", async () => {
    const member = await world.member("外野 ひと");
    expect((await member.client.refused("GET", "/api/console/today")).status).toBe(401);
  });
});
