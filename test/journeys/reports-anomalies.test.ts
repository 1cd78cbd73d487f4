import { afterAll, beforeAll, expect, test } from "vitest";
import type { Listed } from "../../shared/listing.ts";
import type { Anomalies } from "../../shared/reports/anomalies.ts";
import type { EntryRow, SaleRow } from "../../shared/reports/lists.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
let staff: Till;
beforeAll(async () => {
  world = await openWorld({ ticks: false });
  desk = await deskOf(world, await world.owner());
  staff = await world.staff("店野 員子");
}, 60_000);
afterAll(() => world?.close());

const days = "from=2026-11-21&to=2026-11-22";
const look = (query = "") =>
  desk.client.ok<Anomalies>("GET", `/api/console/reports/anomalies?${days}${query}`);
const kinds = async (query = "") => (await look(query)).found.map(({ kind, times }) => `${kind} ${times}`);

async function sell(phone: Phone, yen = 1_000) {
  world.clock.advanceBy(60_000);
  return staff.sell((await staff.scan(await phone.code())).scanId, yen);
}

test("3 sales of one member by one person on a day are told, 2 are not, and lead to those 3 sales", async () => {
  const phone = await world.member("糸井 あかり");
  await sell(phone);
  await sell(phone);
  expect(await kinds()).toEqual([]);
  await sell(phone);
  const { found } = await look();
  expect(found).toMatchObject([
    {
      kind: "same_member",
      staffName: "店野 員子",
      memberName: "糸井 あかり",
      times: 3,
      mostADay: 3,
      points: 30,
    },
  ]);
  const { staffId, memberId } = found[0] ?? {};
  const behind = await desk.client.ok<Listed<SaleRow>>(
    "GET",
    `/api/console/reports/sales?${days}&staff=${staffId}&member=${memberId}`,
  );
  expect(behind.total).toBe(3);
  expect(await kinds("&pairsADay=4")).toEqual([]);
});

test("5,000 points by hand are told and lead to their line; 4,999 are not", async () => {
  const phone = await world.member("結城 みどり");
  const memberId = (await phone.home()).member.publicId;
  const give = (points: number) =>
    desk.client.ok("POST", `/api/console/members/${memberId}/adjustments`, {
      body: { points, reasonCode: "gift", reason: null },
      key: newKey(),
    });
  await give(4_999);
  expect(await kinds("&pairsADay=9")).toEqual([]);
  await give(1);
  const { found } = await look("&pairsADay=9");
  expect(found).toMatchObject([{ kind: "by_hand", times: 2, points: 5_000, memberId: null }]);
  const lines = await desk.client.ok<Listed<EntryRow>>(
    "GET",
    `/api/console/reports/entries?${days}&of=adjusted&staff=${found[0]?.staffId}`,
  );
  expect(lines.rows.map(({ points }) => points).sort()).toEqual([1, 4_999]);
});
