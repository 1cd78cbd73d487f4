import { afterEach, describe, expect, test } from "vitest";
import { clicked } from "../../server/features/campaigns/click.ts";
import { voidPurchase } from "../../server/features/purchases/index.ts";
import type { Job } from "../../server/jobs.ts";
import { writeOf } from "../../server/platform/http/once.ts";
import type { Listed } from "../../shared/listing.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import type { ResultPerson, ResultsView } from "../../shared/results/console.ts";
import { verdictSentence } from "../../shared/results/sentences.ts";
import * as row from "../databases/rows.ts";
import { crowdOf } from "../support/campaign-shop.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { couponDesk, fileOf } from "../support/coupon-desk.ts";
import { withoutRate } from "../support/outbox.ts";
import { recipientsIn, sellTo, sendSpring, work as workIn } from "../support/results-shop.ts";
import { handler } from "../support/sales.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
afterEach(() => world?.close());

const dayMs = 86_400_000;
const insight = "GET /v2/bot/insight/message/event/aggregation";

const work = (job: Job) => workIn(world, job);
const results = (id: string, query = "days=7") =>
  desk.client.ok<ResultsView>("GET", `/api/console/campaigns/${id}/results?${query}`);
const people = (id: string, who: string) =>
  desk.client.ok<Listed<ResultPerson>>(
    "GET",
    `/api/console/campaigns/${id}/results/people?days=7&who=${who}`,
  );

const sheetAt = async (at: string): Promise<string> =>
  new TextDecoder().decode((await fileOf(world.origin, desk.client, at)).bytes);

async function open(): Promise<void> {
  world = await openWorld({ ticks: false, settings: withoutRate });
  desk = await deskOf(world, await world.owner());
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 500 } });
}

/** A night later and more: visits are summed, and figures counted. */
async function pass(days: number): Promise<void> {
  world.clock.advanceBy(days * dayMs);
  desk = await deskOf(world, await world.owner());
  while ((await work("reports")) > 0);
  await work("results");
}

describe("results of a campaign to 400 members of whom half are held out", () => {
  test("60 of 100 sent to came and 20 of 100 held out: the page says so with its interval, and who they are", async () => {
    await open();
    await crowdOf(world.deps.database, world.emulator, 400);
    const { campaignId, runId } = await sendSpring(world, desk);
    const all = await recipientsIn(world);
    const sent = all.filter(({ reason }) => reason === null);
    const heldOut = all.filter(({ reason }) => reason === "held_out");
    const now = await results(campaignId);
    expect(now.states).toEqual({ sent: sent.length, held_out: heldOut.length });
    expect(now.effect).toMatchObject({ status: "soon", comparison: null });

    world.clock.advanceBy(3_600_000);
    const came = sent.slice(0, Math.round(sent.length * 0.6));
    const cameToo = heldOut.slice(0, Math.round(heldOut.length * 0.2));
    for (const { memberId } of came) await sellTo(world, memberId, 1_000);
    for (const { memberId } of cameToo) await sellTo(world, memberId, 600);
    // One more came, of whom nothing is left.
    const undone = await sellTo(world, sent.at(-1)?.memberId ?? 0, 5_000);
    await voidPurchase(world.deps, handler, undone, {}, writeOf("test", "undo", [1]));
    for (const { memberId, variant } of sent.slice(0, 30)) {
      for (const _ of [1, 2]) await clicked(world.deps, memberId, runId, variant * 2);
    }
    for (const { userId } of sent.slice(-3)) world.emulator.block(userId);
    await world.emulator.webhooksIdle();
    await work("inbox");
    for (const { userId } of sent.slice(0, 40)) world.emulator.messaging.openChat(userId);
    // And comes back: that they went stays.
    world.emulator.follow(sent.at(-1)?.userId ?? "");
    await world.emulator.webhooksIdle();
    await work("inbox");

    await pass(3);
    const open3 = await results(campaignId);
    expect(open3.effect.window).toMatchObject({
      over: false,
      from: "2026-11-21",
      to: "2026-11-27",
      through: "2026-11-23",
    });
    await pass(6);
    const view = await results(campaignId);
    expect(view.effect.window?.over).toBe(true);
    expect(view.effect.sent).toEqual({
      ...{ people: sent.length, visitors: came.length, visits: came.length, yen: came.length * 1_000 },
    });
    expect(view.effect.heldOut).toEqual({
      ...{
        people: heldOut.length,
        visitors: cameToo.length,
        visits: cameToo.length,
        yen: cameToo.length * 600,
      },
    });
    const verdict = view.effect.comparison?.came;
    expect(verdict?.says).toBe("more");
    expect(verdict === undefined ? "" : verdictSentence("came", verdict).ja).toMatch(
      /^来店した人は100人あたり(39|40|41)\.\d人多い\(95%の確かさで[\d.]+〜[\d.]+人\)。$/,
    );
    expect(view.effect.comparison?.yen.says).toBe("more");
    expect(view.effect.variants.reduce((sum, { figures }) => sum + figures.people, 0)).toBe(sent.length);
    expect(view.clicks).toMatchObject({ people: 30, times: 60 });
    expect(view.unfollows).toMatchObject({ sent: { gone: 3 }, heldOut: { gone: 0 }, over: true });
    expect(view.stores).toMatchObject([{ visitors: came.length, heldOutVisitors: cameToo.length }]);
    // All of it took place at 13:00.
    expect(view.hours).toEqual([{ hour: 13, visits: came.length, clicks: 30 }]);

    expect((await people(campaignId, "came")).total).toBe(came.length);
    expect((await people(campaignId, "came")).rows[0]).toMatchObject({ visits: 1, yen: 1_000 });
    for (const [who, total] of [
      ["sent", sent.length],
      ["held_out", heldOut.length],
      ["clicked", 30],
      ["unfollowed", 3],
      ["used", 0],
    ] as const) {
      expect([who, (await people(campaignId, who)).total]).toEqual([who, total]);
    }
    const file = await sheetAt(`/api/console/campaigns/${campaignId}/results/people.csv?days=7&who=clicked`);
    expect(file.trim().split("\n")).toHaveLength(31);
    const sheet = await sheetAt(`/api/console/campaigns/${campaignId}/results.csv?days=7`);
    expect(sheet).toContain(
      `来店と売上,全体,送信した人(来店 ${came.length}人),${sent.length},${came.length},${came.length * 1_000}`,
    );
  }, 120_000);
});

describe("results of a campaign with a coupon", () => {
  test("each of those sent to is given one; of 3 who use theirs and 1 whose use is undone the page counts 3 people and their yen", async () => {
    await open();
    await crowdOf(world.deps.database, world.emulator, 60);
    const { couponId } = await couponDesk(desk).issued({ issue: { to: "given" } });
    const { campaignId, runId } = await sendSpring(world, desk, couponId);
    const sent = (await recipientsIn(world)).filter(({ reason }) => reason === null);
    const wallets = await row.rows(
      world.deps.database,
      "SELECT member_id, member_coupon_id FROM member_coupon",
    );
    const walletOf = (memberId: number) =>
      String(wallets.find((one) => Number(one.member_id) === memberId)?.member_coupon_id);
    world.clock.advanceBy(3_600_000);
    const purchases: string[] = [];
    for (const { memberId } of sent.slice(0, 4)) {
      purchases.push(await sellTo(world, memberId, 3_000, [walletOf(memberId)]));
    }
    await voidPurchase(world.deps, handler, purchases[3] ?? "", {}, writeOf("test", "undo", [1]));
    const tapper = sent[0];
    // A link of the coupon: 8 behind that of the button.
    await clicked(world.deps, tapper?.memberId ?? 0, runId, (tapper?.variant ?? 0) * 2 + 8);
    const view = await results(campaignId);
    const off = await row.value(
      world.deps.database,
      "SELECT sum(coupon_yen) AS n FROM purchase p WHERE NOT EXISTS (SELECT 1 FROM purchase_void v WHERE v.purchase_id = p.purchase_id)",
    );
    expect(Number(off)).toBeGreaterThan(0);
    expect(view.coupon).toMatchObject({
      couponId,
      given: sent.length,
      people: 3,
      times: 3,
      yen: Number(off),
    });
    expect(view.clicks).toMatchObject({ people: 1, times: 1 });
    expect(view.clicks?.links.filter(({ people: n }) => n > 0)).toMatchObject([{ label: "", people: 1 }]);
    expect((await people(campaignId, "used")).total).toBe(3);
  }, 120_000);
});

describe("what LINE tells", () => {
  async function opened(count: number): Promise<string> {
    await open();
    await crowdOf(world.deps.database, world.emulator, 200);
    const { campaignId } = await sendSpring(world, desk);
    const sent = (await recipientsIn(world)).filter(
      ({ reason, variant }) => reason === null && variant === 0,
    );
    for (const { userId } of sent.slice(0, count)) world.emulator.messaging.openChat(userId);
    return campaignId;
  }

  test("25 who opened variant A are told the next morning; nobody is asked the same day, and of a 429 an hour later again", async () => {
    const campaignId = await opened(25);
    await work("insight");
    expect((await results(campaignId)).line).toMatchObject({ status: "soon", opened: null });
    world.clock.advanceBy(dayMs);
    desk = await deskOf(world, await world.owner());
    world.emulator.addFault({ endpoint: insight, kind: "rate_429", times: 1 });
    expect(await work("insight")).toBe(1);
    expect((await results(campaignId)).line.status).toBe("soon");
    expect(await work("insight")).toBe(0);
    world.clock.advanceBy(3_700_000);
    expect(await work("insight")).toBe(2);
    const { line } = await results(campaignId);
    expect(line).toMatchObject({ status: "told", opened: null, isFinal: false });
    expect(line.variants).toEqual([
      { variant: 0, opened: 25, clicked: null },
      { variant: 1, opened: null, clicked: null },
    ]);
    // Not again before the next day.
    world.clock.advanceBy(3_700_000);
    expect(await work("insight")).toBe(0);
    for (let day = 0; day < 18; day++) {
      world.clock.advanceBy(dayMs);
      await work("insight");
    }
    desk = await deskOf(world, await world.owner());
    expect((await results(campaignId)).line).toMatchObject({ isFinal: true, status: "told" });
  }, 120_000);

  test("19 who opened it are not told, and the page says that LINE tells none of fewer than 20", async () => {
    const campaignId = await opened(19);
    world.clock.advanceBy(2 * dayMs);
    desk = await deskOf(world, await world.owner());
    expect(await work("insight")).toBe(2);
    expect((await results(campaignId)).line).toMatchObject({ status: "few", opened: null });
  }, 120_000);
});
