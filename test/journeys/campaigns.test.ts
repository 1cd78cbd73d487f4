import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CampaignPreview, CampaignState, RecipientView } from "../../shared/campaigns/console.ts";
import type { CampaignDocument } from "../../shared/campaigns/schema.ts";
import type { Listed } from "../../shared/listing.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { raw } from "../databases/rows.ts";
import { campaignOf, crowdOf } from "../support/campaign-shop.ts";
import { eventually } from "../support/clock.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { withoutRate } from "../support/outbox.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let desk: Desk;

const hour = 3_600_000;

async function open(ticks: boolean): Promise<void> {
  world = await openWorld({ ticks, settings: withoutRate });
  desk = await deskOf(world, await world.owner());
}

afterEach(() => world.close());

async function make(document: CampaignDocument): Promise<string> {
  const body = { document };
  const made = await desk.client.ok<{ campaignId: string }>("POST", "/api/console/campaigns", {
    key: newKey(),
    body,
  });
  return made.campaignId;
}

const state = (id: string) => desk.client.ok<CampaignState>("GET", `/api/console/campaigns/${id}`);
const does = (id: string, verb: string, body: object = {}) =>
  desk.client.ok<CampaignState>("POST", `/api/console/campaigns/${id}/${verb}`, { body });
const start = (id: string) => does(id, "start", { seenVersion: 1 });
const isIn = (id: string, status: string) =>
  eventually(
    async () => ((await state(id)).status === status ? true : null),
    `the campaign is ${status}`,
    30_000,
  );

/** What a process does in a turn, without a clock that ticks. */
async function turn(): Promise<void> {
  await runJob(world.deps, "campaigns", { forMs: 1_000 });
  await runJob(world.deps, "outbox", { forMs: 1_000 });
}

async function until(id: string, status: string): Promise<CampaignState> {
  for (let turns = 0; turns < 20; turns++) {
    const now = await state(id);
    if (now.status === status) return now;
    await turn();
  }
  throw new Error(`the campaign is ${(await state(id)).status} and not ${status}`);
}

describe("a campaign to 1,230 members, by turns", () => {
  beforeEach(() => open(false));

  test("with a blank in its words that nothing would fill is refused, and names it", async () => {
    const document = campaignOf("spring");
    const variants = document.variants.map((one) => ({ ...one, ja: { ...one.ja, text: "{nmae}さん" } }));
    await expect(make({ ...document, variants })).rejects.toThrow("{nmae} stands for nothing here");
  });

  test("is sent once to each of them, and the table before sending says how many", async () => {
    const { userIds, memberId } = await crowdOf(world.deps.database, world.emulator, 1_230);
    await world.deps.database.commit(
      housekeeping("a test", [
        raw(`UPDATE line_friend SET following = 0 WHERE line_user_id IN ('${userIds[3]}', '${userIds[4]}')`),
        raw(`UPDATE member SET status = 'suspended' WHERE member_id = ${memberId(5)}`),
      ]),
    );
    const id = await make(campaignOf("spring"));
    const before = await desk.client.ok<CampaignPreview>("GET", `/api/console/campaigns/${id}/preview`);
    await start(id);
    const { runs } = await until(id, "sent");
    expect(runs[0]?.states.sent).toBe(before.willBeSent);
    expect(runs[0]?.matched).toBe(before.matched);
    expect(runs[0]?.states).toMatchObject({ blocked: 2, suspended: 1 });
    const { recorder } = world.emulator;
    expect(recorder.byContentKey()).toEqual({ spring: before.willBeSent });
    expect(recorder.duplicates()).toEqual([]);
    const page = await desk.client.ok<Listed<RecipientView>>(
      "GET",
      `/api/console/campaigns/runs/${runs[0]?.runId}/recipients?reason=blocked`,
    );
    expect(page.total).toBe(2);
  });

  test("deals two variants of 30 and 70 by hash, and tells each member one of them", async () => {
    await crowdOf(world.deps.database, world.emulator, 1_230);
    const [one] = campaignOf("a").variants;
    const [other] = campaignOf("b").variants;
    if (one === undefined || other === undefined) throw new Error("no variants");
    const id = await make(
      campaignOf("ab", {
        variants: [
          { ...one, share: 30 },
          { ...other, share: 70 },
        ],
      }),
    );
    await start(id);
    const { runs } = await until(id, "sent");
    const counts = world.emulator.recorder.byContentKey() ?? {};
    const { a = 0, b = 0 } = counts;
    expect(a + b).toBe(runs[0]?.states.sent);
    expect(Math.max(...Object.values(world.emulator.recorder.byUser()))).toBe(1);
    expect(a / (a + b)).toBeGreaterThan(0.24);
    expect(a / (a + b)).toBeLessThan(0.36);
  });

  test("leaves out who blocks, leaves or is frozen too late while it is sent, each with the reason", async () => {
    await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0 } });
    const { userIds } = await crowdOf(world.deps.database, world.emulator, 1_230);
    const phone = await world.member("去る人");
    const id = await make(campaignOf("during"));
    await start(id);
    // Frozen, and nothing of it asked of LINE yet.
    await runJob(world.deps, "campaigns", { forMs: 1 });
    await does(id, "pause");
    for (const nth of [7, 8]) world.emulator.block(userIds[nth] ?? "");
    await world.emulator.webhooksIdle();
    await runJob(world.deps, "inbox", { forMs: 1_000 });
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    await crowdOf(world.deps.database, world.emulator, 20, 2_000);
    await does(id, "resume");
    const { runs } = await until(id, "sent");
    expect(runs[0]?.states).toEqual({ sent: 1_228, left: 1, blocked: 2 });
    expect(world.emulator.recorder.byContentKey()).toEqual({ during: 1_228 });
  });

  test("waits through the night from 21:00 to 9:00, and is sent in the morning", async () => {
    await crowdOf(world.deps.database, world.emulator, 600);
    world.clock.advanceBy(9 * hour);
    const id = await make(campaignOf("night"));
    await start(id);
    await turn();
    expect((await state(id)).status).toBe("scheduled");
    expect(world.emulator.recorder.byContentKey()).toEqual({});
    world.clock.advanceBy(12 * hour);
    desk = await deskOf(world, await world.owner());
    expect((await until(id, "sent")).runs[0]?.states.sent).toBeGreaterThan(500);
  });

  test("more than may be decided alone waits for another person, who cannot be the same", async () => {
    await crowdOf(world.deps.database, world.emulator, 30);
    const reach = await desk.client.ok<{ settings: object }>("GET", "/api/console/reach");
    await desk.client.ok("PUT", "/api/console/reach", { body: { ...reach.settings, approvalAbove: 10 } });
    const id = await make(campaignOf("many"));
    expect((await start(id)).status).toBe("awaiting_approval");
    const refused = await desk.client.refused("POST", `/api/console/campaigns/${id}/approve`, { body: {} });
    expect(refused.status).toBe(403);
    const marketer = world.phone("販促 花子");
    await withRole(world, marketer.userId, "marketer");
    const other = await deskOf(world, marketer);
    await other.client.ok("POST", `/api/console/campaigns/${id}/approve`, { body: {} });
    await start(id);
    expect((await until(id, "sent")).runs[0]?.states.sent).toBeGreaterThan(20);
  });

  test("every Friday and Monday at 10:00 it is a run of its own, until its last day", async () => {
    await crowdOf(world.deps.database, world.emulator, 5);
    // 2026-11-21 is a Saturday.
    const schedule: CampaignDocument["schedule"] = {
      kind: "weekly",
      weekdays: [1, 5],
      time: "10:00",
      until: "2026-11-27",
    };
    const id = await make(campaignOf("weekly", { schedule }));
    expect((await start(id)).nextDueAtMs).toBe(Date.UTC(2026, 10, 23, 1));
    world.clock.setTo(Date.UTC(2026, 10, 23, 1));
    desk = await deskOf(world, await world.owner());
    for (let turns = 0; turns < 4; turns++) await turn();
    expect((await state(id)).nextDueAtMs).toBe(Date.UTC(2026, 10, 27, 1));
    world.clock.setTo(Date.UTC(2026, 10, 27, 1));
    desk = await deskOf(world, await world.owner());
    expect((await until(id, "sent")).runs.map(({ nth }) => nth)).toEqual([2, 1]);
  });
});

describe("a campaign that is under way", () => {
  beforeEach(() => open(true));

  test("stops with what LINE was being asked when it is paused, goes on after resume, and is sent once to each of 40,000", async () => {
    await crowdOf(world.deps.database, world.emulator, 40_000);
    world.emulator.addFault({ endpoint: "POST /v2/bot/message/multicast", kind: "delay", delayMs: 300 });
    const id = await make(campaignOf("pause", {}));
    await desk.client.ok("PUT", "/api/console/reach", {
      body: {
        ...(await desk.client.ok<{ settings: object }>("GET", "/api/console/reach")).settings,
        approvalAbove: null,
      },
    });
    await start(id);
    const { recorder } = world.emulator;
    await eventually(() => recorder.summary().deliveries > 0, "something was sent", 30_000);
    await does(id, "pause");
    const atPause = recorder.summary().deliveries;
    // What LINE was being asked ends: 32 requests of 500 at the most.
    let last = -1;
    await eventually(async () => {
      const before = last;
      last = recorder.summary().deliveries;
      await new Promise((resolve) => setTimeout(resolve, 400));
      return before === last;
    }, "nothing leaves any more");
    expect(last).toBeLessThanOrEqual(atPause + 32 * 500);
    expect(last).toBeLessThan(37_000);
    await does(id, "resume");
    await isIn(id, "sent");
    expect(recorder.duplicates()).toEqual([]);
    const [run] = (await state(id)).runs;
    expect(recorder.summary().deliveries).toBe(run?.states.sent);
  }, 90_000);

  test("is cancelled for good: whoever was not sent to says so", async () => {
    await crowdOf(world.deps.database, world.emulator, 9_000);
    world.emulator.addFault({ endpoint: "POST /v2/bot/message/multicast", kind: "delay", delayMs: 800 });
    const id = await make(campaignOf("cancel"));
    await start(id);
    await isIn(id, "sending");
    await does(id, "cancel");
    await eventually(async () => (await state(id)).runs[0]?.endedAtMs ?? null, "the run has ended", 30_000);
    const [run] = (await state(id)).runs;
    expect(run?.status).toBe("cancelled");
    expect(world.emulator.recorder.summary().deliveries).toBe(run?.states.sent ?? 0);
  }, 60_000);
});
