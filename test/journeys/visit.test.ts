import { afterAll, beforeAll, expect, test } from "vitest";
import type { HistoryPage } from "../../shared/points/schema.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

test("a sale of ¥1,280 gives 12 points, 10 of them are used on the next, and undoing it gives them back", async () => {
  const phone = await world.member("佐藤 花子");
  const till = await world.staff("糸井 あかり");

  const first = await till.scan(await phone.code());
  expect(first).toMatchObject({ scopes: ["earn"], member: { name: "佐藤 花子" }, points: { balance: 0 } });
  expect(await till.quote(first.scanId, 1280)).toMatchObject({
    pointsEarned: 12,
    payYen: 1280,
    balanceAfter: 12,
  });
  const sold = await till.sell(first.scanId, 1280);
  expect(sold).toMatchObject({
    status: "completed",
    pointsEarned: 12,
    points: { balance: 12, nextExpiry: { points: 12, expiresOn: "2027-11-30" } },
  });
  expect((await phone.home()).points.balance).toBe(12);

  await world.settled();
  const [receipt] = world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push");
  expect(receipt?.messages[0]).toMatchObject({
    type: "flex",
    altText: expect.stringContaining("12ポイント"),
  });

  world.clock.advanceBy(20_000);
  const second = await till.scan(await phone.code(8), "spend");
  expect(second.scopes).toEqual(["earn", "spend"]);
  const used = await till.sell(second.scanId, 1280, 10);
  expect(used).toMatchObject({ pointsUsed: 10, payYen: 1270, pointsEarned: 12, points: { balance: 14 } });

  const undone = await till.undo(used.purchaseId);
  expect(undone).toMatchObject({ status: "voided", points: { balance: 12 } });
  const { items } = await phone.client.ok<HistoryPage>("GET", "/api/card/history");
  expect(items.map(({ kind, points }) => [kind, points])).toEqual([
    ["void", -12],
    ["void", 10],
    ["earn", 12],
    ["spend", -10],
    ["earn", 12],
  ]);
});
