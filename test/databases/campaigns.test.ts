import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import { runJob } from "../../server/jobs.ts";
import type { Database } from "../../server/platform/database/database.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import { type CampaignDesk, campaignDeskOf } from "../support/campaign-desk.ts";
import { type Crowd, campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { couponDesk } from "../support/coupon-desk.ts";
import { withoutRate } from "../support/outbox.ts";
import { openWorld, type World } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";
import { raw, rows } from "./rows.ts";

/** Campaigns on each of the three engines, through the front door. */

const people = 120;

describe.each(engines)("a campaign on %s", (name) => {
  let engine: OpenedEngine;
  let world: World;
  let hands: CampaignDesk;
  let crowd: Crowd;

  beforeAll(async () => {
    engine = await migratedEngine(name);
    const database = { ...engine.database, close: async () => {} };
    world = await openWorld({ database, ticks: false, settings: withoutRate });
    world.emulator.changeSettings({ rateLimitScale: 0 });
    hands = await campaignDeskOf(world);
    crowd = await crowdOf(engine.database, world.emulator, people);
  }, 60_000);
  afterAll(async () => {
    await world.close();
    await engine.close();
  });

  const change = (sql: string) => engine.database.commit(housekeeping("a test", [raw(sql)]));

  test("acceptance test 19: the table before sending says who is left out for each reason, and exactly that is sent", async () => {
    await hands.reach({ caps: { perDay: 1, perWeek: null, perMonth: null }, holdoutPerMille: 100 });
    const { userIds, memberId } = crowd;
    await change(
      `UPDATE line_friend SET following = 0 WHERE line_user_id IN ('${userIds[3]}', '${userIds[4]}')`,
    );
    await change(`UPDATE member SET status = 'suspended' WHERE member_id = ${memberId(5)}`);
    await change(`UPDATE member SET line_user_id = NULL WHERE member_id = ${memberId(6)}`);
    await change(
      `INSERT INTO topic_state (line_user_id, topic, wanted, chosen_at_ms) VALUES ('${userIds[8]}', 'offers', 0, 1)`,
    );
    const english: CampaignDocument["audience"] = {
      ...{ segmentId: null, without: [] },
      tree: { kind: "language", is: ["en"] },
    };
    const first = await hands.make(campaignOf("first", { audience: english }));
    await hands.start(first);
    const capped = (await hands.until(first, "sent")).runs[0]?.states.sent ?? 0;
    expect(capped).toBeGreaterThan(5);

    const { couponId } = await couponDesk(hands.desk).issued({
      ...{ issue: { to: "given" }, stock: { givenMax: 80, usedMax: null } },
    });
    const document = campaignOf("second", { couponId });
    const before = await hands.preview(document);
    expect(before.leftOut).toMatchObject({ no_line: 1, suspended: 1, blocked: 2, opted_out: 1, capped });
    expect(before.leftOut.held_out).toBeGreaterThan(0);
    expect(before.willBeSent).toBe(80);
    const id = await hands.make(document);
    await hands.start(id);
    const { runs } = await hands.until(id, "sent");
    expect(runs[0]?.states).toEqual({ ...before.leftOut, sent: before.willBeSent });
    expect(runs[0]?.matched).toBe(before.matched);
    expect(world.emulator.recorder.byContentKey()).toMatchObject({ second: before.willBeSent });
    const given = await rows(
      engine.database,
      `SELECT member_id FROM member_coupon WHERE coupon_id = '${couponId}'`,
    );
    expect(given).toHaveLength(80);
    expect(await verifyCoupons(world.deps)).toEqual([]);
  }, 300_000);

  test("with blanks and a coupon each is pushed their own words, and has one coupon", async () => {
    await hands.reach({ caps: { perDay: null, perWeek: null, perMonth: null }, holdoutPerMille: 0 });
    const { couponId } = await couponDesk(hands.desk).issued({ issue: { to: "given" } });
    const plain = campaignOf("own", { couponId });
    const text = "#key=own {name}さんに{coupon}";
    const variants = plain.variants.map((one) => ({ ...one, ja: { ...one.ja, text } }));
    const id = await hands.make({ ...plain, variants });
    await hands.start(id);
    const { runs } = await hands.until(id, "sent");
    const sent = people - 5;
    expect(runs[0]?.states.sent).toBe(sent);
    expect(world.emulator.recorder.byContentKey()).toMatchObject({ own: sent });
    const told = JSON.stringify(world.emulator.deliveries(crowd.userIds[20] ?? "").at(-1)?.messages);
    expect(told).toContain(`会員 ${crowd.memberId(20)}さんに`);
    const given = await rows(
      engine.database,
      `SELECT member_id FROM member_coupon WHERE coupon_id = '${couponId}'`,
    );
    expect(given).toHaveLength(sent);
  }, 300_000);
});

/** Holds the first commit that freezes anybody on each side until both sides have come so far, or three seconds are over. */
function meetingAtFreeze(): (database: Database) => Database {
  let come = 0;
  let open: () => void = () => {};
  const both = new Promise<void>((resolve) => {
    open = resolve;
  });
  return (database) => {
    let first = true;
    return {
      ...database,
      commit: async (plan) => {
        const freezes = plan.statements.some(({ prepared }) =>
          /insert into "?campaign_recipient/i.test(prepared.text(database.engine).sql),
        );
        if (freezes && first) {
          first = false;
          come += 1;
          if (come === 2) open();
          await Promise.race([both, new Promise((resolve) => setTimeout(resolve, 3_000))]);
        }
        return database.commit(plan);
      },
    };
  };
}

test("two audiences of 600 that two processes freeze at once on PostgreSQL send to no member twice where one a day is the limit", async () => {
  const engine = await migratedEngine("postgres");
  const world = await openWorld({
    ...{ database: { ...engine.database, close: async () => {} }, ticks: false, settings: withoutRate },
  });
  try {
    const hands = await campaignDeskOf(world);
    await hands.reach({ caps: { perDay: 1, perWeek: null, perMonth: null } });
    await crowdOf(engine.database, world.emulator, 600);
    for (const key of ["one", "other"]) await hands.start(await hands.make(campaignOf(key)));
    await runJob(world.deps, "campaigns", { forMs: 0 });
    const meeting = meetingAtFreeze();
    const sides = [meeting(engine.database), meeting(await engine.another())];
    await Promise.all(
      sides.map((database) => runJob({ ...world.deps, database }, "campaigns", { forMs: 1_000 })),
    );
    const found = await rows(
      engine.database,
      `SELECT coalesce(reason, 'sent') AS state, count(*) AS people FROM campaign_recipient GROUP BY 1 ORDER BY 1`,
    );
    expect(found.map(({ state, people: n }) => [state, Number(n)])).toEqual([
      ["capped", 600],
      ["sent", 600],
    ]);
  } finally {
    await world.close();
    await engine.close();
  }
}, 60_000);
