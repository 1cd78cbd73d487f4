import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CampaignRendered } from "../../shared/campaigns/console.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import { raw } from "../databases/rows.ts";
import { type CampaignDesk, campaignDeskOf } from "../support/campaign-desk.ts";
import { campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { eventually } from "../support/clock.ts";
import { couponDesk } from "../support/coupon-desk.ts";
import { withoutRate } from "../support/outbox.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** Words in which each member's own facts stand: a push for each. */

const textVersion = "2026-12-01.1";
let world: World;
let hands: CampaignDesk;

async function open(ticks: boolean): Promise<void> {
  world = await openWorld({ ticks, settings: withoutRate });
  // Its clock stands, and with it LINE's seconds.
  world.emulator.changeSettings({ rateLimitScale: 0 });
  hands = await campaignDeskOf(world);
  await hands.reach();
}
afterEach(() => world.close());

function saying(key: string, text: string, given: Partial<CampaignDocument> = {}): CampaignDocument {
  const document = campaignOf(key, given);
  const variants = document.variants.map((one) => ({ ...one, ja: { ...one.ja, text } }));
  return { ...document, variants };
}

const change = (sql: string) => world.deps.database.commit(housekeeping("a test", [raw(sql)]));
const textTo = (userId: string): string =>
  JSON.stringify(world.emulator.deliveries(userId).at(-1)?.messages ?? []);

describe("a campaign with blanks, by turns", () => {
  beforeEach(() => open(false));

  test("tells each of 620 their own name and points, 1,480 with a comma, and お客さま where there is no name", async () => {
    const { userIds, memberId } = await crowdOf(world.deps.database, world.emulator, 620);
    await change(`UPDATE account SET balance = 1480, lot_balance = 1480 WHERE member_id = ${memberId(3)}`);
    await change(`UPDATE member SET name = NULL WHERE member_id = ${memberId(4)}`);
    const document = saying("own", "#key=own {name|お客さま}さん、{points}ポイントあります");
    const before = await hands.preview(document);
    expect([before.personal, before.willBeSent]).toEqual([true, 620]);
    const id = await hands.make(document);
    await hands.start(id);
    const { runs } = await hands.until(id, "sent");
    expect(runs[0]?.states).toEqual({ sent: 620 });
    expect(world.emulator.recorder.byContentKey()).toEqual({ own: 620 });
    expect(world.emulator.recorder.duplicates()).toEqual([]);
    expect(textTo(userIds[3] ?? "")).toContain(`会員 ${memberId(3)}さん、1,480ポイントあります`);
    expect(textTo(userIds[4] ?? "")).toContain("お客さまさん、0ポイントあります");
  }, 60_000);

  test("with a coupon, its name and last day stand in the words, and each who is sent to has one", async () => {
    await crowdOf(world.deps.database, world.emulator, 600);
    const validity = { from: null, to: null, daysFromIssue: 7 };
    const { couponId } = await couponDesk(hands.desk).issued({
      ...{ issue: { to: "given" }, validity, stock: { givenMax: 500, usedMax: null } },
    });
    const text = "#key=both {name}さんに{coupon}を{couponUntil}まで";
    const id = await hands.make(saying("both", text, { couponId }));
    await hands.start(id);
    const { runs } = await hands.until(id, "sent");
    expect(runs[0]?.states).toEqual({ sent: 500, no_coupon: 100 });
    expect(world.emulator.recorder.byContentKey()).toEqual({ both: 500 });
    const held = await world.deps.database.point.selectFrom("member_coupon").select("status").execute();
    expect(held).toHaveLength(500);
  });

  test("a coupon's name alone is the same for all, so it goes to 500 at once", async () => {
    await crowdOf(world.deps.database, world.emulator, 10);
    const { couponId } = await couponDesk(hands.desk).issued({ issue: { to: "given" } });
    expect((await hands.preview(saying("one", "{coupon}を差し上げます", { couponId }))).personal).toBe(false);
  });

  test("words about a coupon without one are refused", async () => {
    await expect(hands.make(saying("none", "{coupon}を差し上げます"))).rejects.toThrow(
      "the words speak of a coupon and there is none",
    );
  });

  test("shows what one of the audience would be told, and sends it marked to who asks, which no cap counts", async () => {
    const { memberId } = await crowdOf(world.deps.database, world.emulator, 1);
    const document = saying("trial", "{name|お客さま}さん、{points}ポイントあります");
    const asked = { document, variant: 0, language: "ja" };
    const shown = await hands.desk.client.ok<CampaignRendered>("POST", "/api/console/campaigns/rendered", {
      body: asked,
    });
    expect(shown.member?.name).toBe(`会員 ${memberId(0)}`);
    expect(JSON.stringify(shown.messages)).toContain(`会員 ${memberId(0)}さん、0ポイントあります`);
    const owner = await world.owner();
    for (const key of [newKey(), newKey()]) {
      await hands.desk.client.ok("POST", "/api/console/campaigns/test-send", { key, body: asked });
    }
    const trials = await world.deps.database.point
      .selectFrom("outbox")
      .select("messages")
      .where("line_user_id", "=", owner.userId)
      .where("reason", "=", "test")
      .execute();
    expect(trials).toHaveLength(2);
    expect(trials[0]?.messages).toContain("【テスト】");
    expect(trials[0]?.messages).toContain("お客さまさん");
    expect(await world.deps.database.point.selectFrom("campaign_recipient").selectAll().execute()).toEqual(
      [],
    );
  });

  test("leaves out who blocks, opts out, is suspended or leaves while their push waits", async () => {
    const { userIds, memberId } = await crowdOf(world.deps.database, world.emulator, 620);
    const phone = await world.member("去る人");
    const stopper = await world.member("止める人");
    const id = await hands.make(saying("during", "#key=during {name}さん"));
    await hands.start(id);
    for (let turns = 0; turns < 3; turns++) await runJob(world.deps, "campaigns", { forMs: 100 });
    await hands.does(id, "pause");
    world.emulator.block(userIds[7] ?? "");
    const wanted = { textVersion, wanted: { offers: false } };
    await stopper.client.ok("PUT", "/api/card/topics", { key: newKey(), body: wanted });
    await world.emulator.webhooksIdle();
    await runJob(world.deps, "inbox", { forMs: 1_000 });
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const publicId = `m${String(memberId(9)).padStart(19, "0")}`;
    await hands.desk.client.ok("POST", `/api/console/members/${publicId}/suspend`, {
      body: { reason: "確認中" },
    });
    await hands.does(id, "resume");
    const { runs } = await hands.until(id, "sent");
    expect(runs[0]?.states).toEqual({ sent: 618, blocked: 1, opted_out: 1, left: 1, suspended: 1 });
    expect(world.emulator.recorder.byContentKey()).toEqual({ during: 618 });
  }, 60_000);
});

describe("a campaign with blanks that is under way", () => {
  beforeEach(() => open(true));

  test("stops within a second of a pause and goes on after it, once to each of 3,000", async () => {
    await crowdOf(world.deps.database, world.emulator, 3_000);
    world.emulator.addFault({ endpoint: "POST /v2/bot/message/push", kind: "delay", delayMs: 100 });
    const id = await hands.make(saying("pause", "#key=pause {name}さん"));
    await hands.start(id);
    const { recorder } = world.emulator;
    await eventually(() => recorder.summary().deliveries > 0, "something was sent", 30_000);
    await hands.does(id, "pause");
    const atPause = recorder.summary().deliveries;
    let last = -1;
    await eventually(async () => {
      const before = last;
      last = recorder.summary().deliveries;
      await new Promise((resolve) => setTimeout(resolve, 400));
      return before === last;
    }, "nothing leaves any more");
    // What LINE was being asked ends: 128 requests at the most.
    expect(last).toBeLessThanOrEqual(atPause + 128);
    await hands.does(id, "resume");
    await eventually(async () => (await hands.state(id)).status === "sent" || null, "it is sent", 60_000);
    expect(recorder.duplicates()).toEqual([]);
    expect((await hands.state(id)).runs[0]?.states).toEqual({ sent: 3_000 });
    expect(recorder.summary().deliveries).toBe(3_000);
  }, 120_000);
});
