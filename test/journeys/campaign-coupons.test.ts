import { afterEach, beforeEach, expect, test } from "vitest";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import { runJob } from "../../server/jobs.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";
import { rows } from "../databases/rows.ts";
import { type CampaignDesk, campaignDeskOf } from "../support/campaign-desk.ts";
import { campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { couponDesk } from "../support/coupon-desk.ts";
import { withoutRate } from "../support/outbox.ts";
import { openWorld, type World } from "../support/world.ts";

/** A coupon that comes with a campaign: each who is sent to has one, and nobody else. */

let world: World;
let hands: CampaignDesk;

beforeEach(async () => {
  world = await openWorld({ ticks: false, settings: withoutRate });
  hands = await campaignDeskOf(world);
  await hands.reach();
});
afterEach(() => world.close());

const given = (change: Partial<Coupon> = {}) =>
  couponDesk(hands.desk).issued({ issue: { to: "given" }, ...change });

const withCoupon = (key: string, couponId: string): CampaignDocument => campaignOf(key, { couponId });

/** Members by what they have of a coupon. */
async function held(couponId: string): Promise<Map<number, string>> {
  const rows = await world.deps.database.point
    .selectFrom("member_coupon")
    .select(["member_id", "status"])
    .where("coupon_id", "=", couponId)
    .execute();
  const found = new Map(rows.map((row) => [row.member_id, row.status]));
  expect(found.size).toBe(rows.length);
  return found;
}

async function fates(): Promise<Map<number, string>> {
  const found = await rows(
    world.deps.database,
    `SELECT r.member_id AS id, coalesce(r.reason, b.status) AS state FROM campaign_recipient r
      LEFT JOIN campaign_batch b ON b.run_id = r.run_id AND b.batch = r.batch`,
  );
  return new Map(found.map(({ id, state }) => [Number(id), String(state)]));
}

async function eachHasOneIffSent(couponId: string): Promise<void> {
  const [coupons, states] = [await held(couponId), await fates()];
  const wrong = [...states].filter(([id, state]) => (coupons.get(id) === "held") !== (state === "sent"));
  expect(wrong).toEqual([]);
  expect(await verifyCoupons(world.deps)).toEqual([]);
}

test("1,230 members are each given one coupon with the message, which opens it in the card, and its taps are counted", async () => {
  await crowdOf(world.deps.database, world.emulator, 1_229);
  const phone = await world.member("糸井 あかり");
  const { couponId } = await given({ validity: { from: null, to: null, daysFromIssue: 7 } });
  const document = withCoupon("gift", couponId);
  const before = await hands.preview(document);
  expect(before.willBeSent).toBe(1_230);
  expect(before.coupon).toMatchObject({ people: 1_230, yenMost: 123_000, left: null, untilOn: "2026-11-27" });
  const id = await hands.make(document);
  await hands.start(id);
  const { runs } = await hands.until(id, "sent");
  expect(runs[0]?.states).toEqual({ sent: 1_230 });
  await eachHasOneIffSent(couponId);
  const sent = JSON.stringify(world.emulator.deliveries(phone.userId).at(-1)?.messages ?? []);
  expect(sent).toContain("2026/11/27まで");
  const go = /\?go=([0-9a-z]{20})\.(\d+)"/.exec(sent);
  expect(await phone.client.ok("POST", `/api/card/go/${go?.[1]}/${go?.[2]}`, { body: {} })).toMatchObject({
    view: "coupons",
  });
  const clicks = await world.deps.database.point.selectFrom("campaign_click").select("link").execute();
  expect(clicks.map(({ link }) => Number(link))).toEqual([8]);
});

test("of 700 coupons for 1,000 members 300 are left out before LINE is asked, and the table says so before", async () => {
  await crowdOf(world.deps.database, world.emulator, 1_000);
  const { couponId } = await given({ stock: { givenMax: 700, usedMax: null } });
  const document = withCoupon("few", couponId);
  const before = await hands.preview(document);
  expect([before.willBeSent, before.leftOut.no_coupon]).toEqual([700, 300]);
  const id = await hands.make(document);
  await hands.start(id);
  const { runs } = await hands.until(id, "sent");
  expect(runs[0]?.states).toEqual({ sent: 700, no_coupon: 300 });
  expect(world.emulator.recorder.byContentKey()).toEqual({ few: 700 });
  await eachHasOneIffSent(couponId);
});

test("a coupon that is stopped goes to nobody, nor does the message that speaks of it", async () => {
  await crowdOf(world.deps.database, world.emulator, 30);
  const { couponId } = await given();
  const id = await hands.make(withCoupon("stopped", couponId));
  await hands.desk.client.ok("POST", `/api/console/coupons/${couponId}/stop`, { body: {} });
  await hands.start(id);
  expect((await hands.until(id, "sent")).runs[0]?.states).toEqual({ no_coupon: 30 });
  expect(world.emulator.recorder.summary().deliveries).toBe(0);
  expect(await held(couponId)).toEqual(new Map());
});

test("who blocks or leaves while it waits has none in the end, and a pause gives nobody two", async () => {
  const { userIds } = await crowdOf(world.deps.database, world.emulator, 1_230);
  const phone = await world.member("去る人");
  const { couponId } = await given();
  const id = await hands.make(withCoupon("during", couponId));
  await hands.start(id);
  // Frozen and handed over, and nothing of it asked of LINE yet.
  for (let turns = 0; turns < 3; turns++) await runJob(world.deps, "campaigns", { forMs: 100 });
  expect((await held(couponId)).size).toBe(1_231);
  await hands.does(id, "pause");
  for (const nth of [7, 700]) world.emulator.block(userIds[nth] ?? "");
  await world.emulator.webhooksIdle();
  await runJob(world.deps, "inbox", { forMs: 1_000 });
  await phone.client.ok("POST", "/api/card/leave", { body: {} });
  await hands.does(id, "resume");
  const { runs } = await hands.until(id, "sent");
  expect(runs[0]?.states).toEqual({ sent: 1_228, blocked: 2, left: 1 });
  await eachHasOneIffSent(couponId);
});

test("cancelled before LINE was asked, nobody has one", async () => {
  await crowdOf(world.deps.database, world.emulator, 1_230);
  const { couponId } = await given();
  const id = await hands.make(withCoupon("cancel", couponId));
  await hands.start(id);
  for (let turns = 0; turns < 3; turns++) await runJob(world.deps, "campaigns", { forMs: 100 });
  expect((await held(couponId)).size).toBe(1_230);
  await hands.does(id, "cancel");
  for (let turns = 0; turns < 3; turns++) await hands.turn();
  expect((await hands.state(id)).runs[0]?.status).toBe("cancelled");
  expect(new Set((await held(couponId)).values())).toEqual(new Set(["revoked"]));
  expect(await verifyCoupons(world.deps)).toEqual([]);
});

test("a coupon that everybody has cannot come with it", async () => {
  const { couponId } = await couponDesk(hands.desk).issued({ issue: { to: "everyone" } });
  await expect(hands.make(withCoupon("all", couponId))).rejects.toThrow("campaign.coupon_not_given");
});
