import { afterEach, beforeEach, expect, test } from "vitest";
import type { ReachPreview } from "../../shared/reach/console.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { linePlans } from "../../shared/reach/plans.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { newKey, type Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** The one honest table before sending, at the console's door. */

let world: World;
let desk: Desk;
beforeEach(async () => {
  world = await openWorld();
  desk = await deskOf(world, await world.owner());
});
afterEach(() => world.close());

const everybody = { all: [] };
const preview = (body: object, by = desk) =>
  by.client.ok<ReachPreview>("POST", "/api/console/reach/preview", { body });
const settle = (change: object) =>
  desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0, ...change } });

async function stop(phone: Phone): Promise<void> {
  const body = { textVersion: "2026-12-01.1", wanted: { offers: false } };
  await phone.client.ok("PUT", "/api/card/topics", { key: newKey(), body });
}

test("of 5 members 1 has blocked and 1 stopped offers: 3 get offers, 4 news, and the table adds up", async () => {
  await settle({});
  const phones = await Promise.all(["一", "二", "三", "四", "五"].map((name) => world.member(name)));
  const [first, second] = phones;
  if (first === undefined || second === undefined) throw new Error("there are five");
  world.clock.advanceBy(1_000);
  world.emulator.block(first.userId);
  await world.settled();
  await stop(second);
  const offers = await preview({ segment: everybody, topic: "offers" });
  expect(offers.funnel).toEqual({
    matched: 5,
    leftOut: { no_line: 0, suspended: 0, blocked: 1, opted_out: 1, capped: 0, held_out: 0 },
    willBeSent: 3,
  });
  expect(offers).toMatchObject({ needsApproval: false, mayLeaveAtMs: world.clock.nowMs() });
  const news = await preview({ segment: everybody, topic: "news", without: [{ not: everybody }] });
  expect(news.funnel.willBeSent).toBe(4);
  expect((await preview({ segment: everybody, topic: "news", without: [everybody] })).funnel.matched).toBe(0);
});

test("2 messages each to 3 members are 6; the month's use and reserve are LINE's, the yen the plan's", async () => {
  const plan = { ...linePlans.standard, included: 2 };
  await settle({ plan, budgetYen: 10, approvalAbove: 2, quietHours: { from: "11:00", until: "13:00" } });
  await Promise.all(["一", "二", "三"].map((name) => world.member(name)));
  await world.settled();
  const { cost, ...found } = await preview({ segment: everybody, topic: "offers", messages: 2 });
  const used = cost.used ?? -1;
  expect(used).toBeGreaterThanOrEqual(0);
  expect(cost).toMatchObject({ messages: 6, included: Math.max(0, 2 - used), short: 0, budgetYen: 10 });
  expect(cost.yen).toBe(cost.extra * 3);
  expect(cost.overBudgetYen).toBe(Math.max(0, cost.spentYen + cost.yen - 10));
  expect(found.needsApproval).toBe(true);
  // It is noon: the quiet hours end at 13:00.
  expect(found.mayLeaveAtMs - world.clock.nowMs()).toBeGreaterThan(3_500_000);
});

test("needs a tree or an id of a saved segment, not both, and a marketer or a reader of the console", async () => {
  const refused = (body: object) =>
    desk.client.refused("POST", "/api/console/reach/preview", { body }).then(({ error }) => error);
  expect(await refused({ topic: "offers" })).toMatchObject({ details: { fields: [{ field: "segment" }] } });
  expect(await refused({ segmentId: "NOTHING", topic: "offers" })).toMatchObject({
    details: { fields: [{ field: "segmentId" }] },
  });
  expect(await refused({ segment: everybody, topic: "receipts" })).toMatchObject({
    details: { fields: [{ field: "topic" }] },
  });
  const reader = world.emulator.addUser({ displayName: "auditor" });
  await withRole(world, reader.userId, "auditor");
  const auditor = await deskOf(world, reader);
  expect((await preview({ segment: everybody, topic: "offers" }, auditor)).funnel.matched).toBe(0);
});
