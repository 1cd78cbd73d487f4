import { afterAll, beforeAll, expect, test } from "vitest";
import type { CampaignsToMember, MessageCounts } from "../../shared/outbox/console.ts";
import type { Dashboard } from "../../shared/reports/dashboard.ts";
import { commit, raw } from "../databases/rows.ts";
import { campaignDeskOf } from "../support/campaign-desk.ts";
import { campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { openWorld, type World } from "../support/world.ts";

const messages = "/api/console/messages";

let world: World;
beforeAll(async () => {
  world = await openWorld({ ticks: false });
});
afterAll(() => world.close());

test("a campaign is found for who was sent it and for who had blocked, and LINE's count of today is the dashboard's", async () => {
  const { database } = world.deps;
  const { userIds, memberId: nth } = await crowdOf(database, world.emulator, 3);
  await commit(database, raw(`UPDATE line_friend SET following = 0 WHERE line_user_id = '${userIds[2]}'`));
  const hands = await campaignDeskOf(world);
  await hands.reach();
  const before = await hands.desk.client.ok<MessageCounts>("GET", `${messages}/counts`);
  const id = await hands.make(campaignOf("autumn"));
  await hands.start(id);
  const { runs } = await hands.until(id, "sent");
  const sent = runs[0]?.states.sent ?? 0;
  const of = (n: number) => `m${String(nth(n)).padStart(19, "0")}`;
  const campaigns = async (n: number) =>
    (await hands.desk.client.ok<CampaignsToMember>("GET", `${messages}/campaigns?member=${of(n)}`)).campaigns;
  expect(await campaigns(0)).toMatchObject([{ campaignId: id, state: "sent", runId: runs[0]?.runId }]);
  expect(await campaigns(2)).toMatchObject([{ campaignId: id, state: "blocked", settledAtMs: null }]);
  const after = await hands.desk.client.ok<MessageCounts>("GET", `${messages}/counts`);
  expect(after.unitsToday - before.unitsToday).toBe(sent);
  const board = await hands.desk.client.ok<Dashboard>("GET", "/api/console/reports/dashboard?period=today");
  expect(board.now.figures.messages).toBe(after.unitsToday);
});
