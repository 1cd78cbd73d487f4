import { afterAll, beforeAll, expect, test } from "vitest";
import type { Programme } from "../../shared/points/programme/schema.ts";
import type { Simulation } from "../../shared/points/simulation/schema.ts";
import { promotionWith, ruleWith } from "../support/earning.ts";
import { everything } from "../support/evidence.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let owner: Till;
let till: Till;
let programme: Programme;
const memberIds: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld();
  owner = await world.owner();
  till = await world.staff("糸井 あかり");
  const [channelId = ""] = world.deps.settings.line.loginChannelIds;
  const idToken = await world.emulator.issueIdToken({ userId: owner.userId, channelId });
  await owner.client.ok("POST", "/api/console/session", { body: { idToken } });
  ({ programme } = await owner.client.ok<{ programme: Programme }>("GET", "/api/console/programme"));
  const [aoi, ren] = [await world.member("あおい"), await world.member("れん")];
  for (const [name, phone] of Object.entries({ aoi, ren })) memberIds[name] = await idOf(phone);
  await sell(aoi, 1280);
  await sell(ren, 250);
  await till.undo((await sell(ren, 9000)).purchaseId);
  await sell(aoi, 720, 10);
});
afterAll(() => world.close());

async function idOf(phone: Phone): Promise<string> {
  const row = await world.deps.database.point
    .selectFrom("member")
    .select("public_id")
    .where("line_user_id", "=", phone.userId)
    .executeTakeFirstOrThrow();
  return row.public_id;
}

async function sell(phone: Phone, amountYen: number, points = 0) {
  const { scanId } = await till.scan(await phone.code(points > 0 ? 8 : 7));
  world.clock.advanceBy(61_000);
  return till.sell(scanId, amountYen, points);
}

const simulate = (draft: Programme, more = {}) =>
  owner.client.ok<Simulation>("POST", "/api/console/simulate", {
    body: { programme: draft, from: "2026-11-01", to: "2026-11-30", ...more },
  });

test("a draft is replayed over what was sold: 21 points become 44, and nothing is written", async () => {
  const before = await everything(world);
  const base = ruleWith({ value: { kind: "per_yen", everyYen: 100, givesPoints: 2 } });
  const first = promotionWith({
    ...{ ruleId: "first", state: "draft", value: { kind: "fixed", points: 2 } },
    match: { nthPurchase: { from: 2, to: 2 } },
  });
  const answer = await simulate({ ...programme, rules: [base, first] });
  expect(answer).toEqual({
    ...{ from: "2026-11-01", to: "2026-11-30", sales: 3, complete: true, datesLifted: [] },
    ...{ points: { before: 21, after: 44 }, yen: { before: 21, after: 44 } },
    members: { win: 2, lose: 0, same: 0 },
    winners: [
      { memberId: memberIds.aoi, before: 19, after: 40 },
      { memberId: memberIds.ren, before: 2, after: 4 },
    ],
    losers: [],
    byRule: [
      {
        ...{ ruleId: "base", name: base.name },
        ...{ points: { before: 21, after: 42 }, sales: { before: 3, after: 3 } },
      },
      {
        ...{ ruleId: "first", name: first.name },
        ...{ points: { before: 0, after: 2 }, sales: { before: 0, after: 1 } },
      },
    ],
  });
  expect(await everything(world)).toEqual(before);
});

test("the programme in force gives what was given, on the days asked for and up to so many sales", async () => {
  expect(await simulate(programme)).toMatchObject({ sales: 3, points: { before: 21, after: 21 } });
  expect(await simulate(programme, { from: "2026-11-22" })).toMatchObject({ sales: 0, complete: true });
  expect(await simulate(programme, { salesMax: 2 })).toMatchObject({ sales: 2, complete: false });
  expect(await simulate(programme, { salesMax: 3 })).toMatchObject({ sales: 3, complete: true });
});

test("a draft that cannot be published is not replayed, and who may not see the console asks in vain", async () => {
  const body = {
    programme: { ...programme, rules: [promotionWith({})] },
    from: "2026-11-01",
    to: "2026-11-30",
  };
  const path = "/api/console/simulate";
  expect((await owner.client.ask("POST", path, { body })).status).toBe(400);
  expect((await owner.client.ask("POST", path, { body: { ...body, to: "2026-10-31" } })).status).toBe(400);
  expect((await till.client.ask("POST", path, { body })).status).toBe(401);
});
