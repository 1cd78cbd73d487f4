import { afterAll, beforeAll, expect, test } from "vitest";
import type { ReachState } from "../../shared/reach/console.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import { linePlans } from "../../shared/reach/plans.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { outcome } from "../support/evidence.ts";
import { openWorld, type World } from "../support/world.ts";

/** The rules of sending at the console's door. */

let world: World;
let desk: Desk;
let auditor: Desk;

beforeAll(async () => {
  world = await openWorld();
  desk = await deskOf(world, await world.owner());
  const reader = world.emulator.addUser({ displayName: "auditor" });
  await withRole(world, reader.userId, "auditor");
  auditor = await deskOf(world, reader);
});
afterAll(() => world.close());

const path = "/api/console/reach";
const put = (body: object, by = desk) => by.client.ok<ReachState>("PUT", path, { body });

test("are those of every shop until others are published, as version 1, with who did it in the audit log", async () => {
  expect(await desk.client.ok("GET", path)).toEqual({
    settings: defaultReach,
    madeAtMs: null,
    madeBy: null,
  });
  const draft = { ...defaultReach, plan: linePlans.standard, budgetYen: 30_000, quietHours: null };
  const state = await put(draft);
  expect(state).toEqual({
    settings: { ...draft, version: 1 },
    madeAtMs: world.clock.nowMs(),
    madeBy: "縁田 結",
  });
  expect(await auditor.client.ok("GET", path)).toEqual(state);
  const audits = await world.deps.database.point
    .selectFrom("audit")
    .select(["actor_kind", "subject"])
    .where("action", "=", "reach.publish")
    .execute();
  expect(audits).toEqual([{ actor_kind: "staff", subject: "reach:1" }]);
});

test("published again as they are make no version; of two who change them the second is refused, and loses nothing", async () => {
  const { settings } = await desk.client.ok<ReachState>("GET", path);
  expect((await put(settings)).settings.version).toBe(settings.version);
  const changes = [40, 60].map((holdoutPerMille) => outcome(put({ ...settings, holdoutPerMille })));
  expect((await Promise.all(changes)).sort()).toEqual(["ok", "programme.stale"]);
  const after = await desk.client.ok<ReachState>("GET", path);
  expect(after.settings.version).toBe(settings.version + 1);
  expect([40, 60]).toContain(after.settings.holdoutPerMille);
});

test.each([
  ["caps.perDay", { caps: { perDay: 0, perWeek: 2, perMonth: 6 } }],
  ["caps.perWeek", { caps: { perDay: 3, perWeek: 2, perMonth: 6 } }],
  ["caps.perMonth", { caps: { perDay: 3, perWeek: null, perMonth: 2 } }],
  ["quietHours.from", { quietHours: { from: "24:00", until: "09:00" } }],
  ["quietHours.until", { quietHours: { from: "09:00", until: "09:00" } }],
  ["holdoutPerMille", { holdoutPerMille: 501 }],
  ["holdoutPerMille", { holdoutPerMille: 0.5 }],
  ["budgetYen", { budgetYen: -1 }],
  ["plan.tiers", { plan: { ...linePlans.standard, tiers: [{ upTo: 50_000, senEach: 300 }] } }],
  ["more", { more: true }],
])("with a wrong %s are refused, and the field is named", async (field, change) => {
  const { settings } = await desk.client.ok<ReachState>("GET", path);
  const refused = await desk.client.refused("PUT", path, { body: { ...settings, ...change } });
  expect(refused.status).toBe(400);
  expect(refused.error).toMatchObject({ code: "request.invalid", details: { fields: [{ field }] } });
});

test("may be read by an auditor and changed by none, and not be seen without a session", async () => {
  const { settings } = await auditor.client.ok<ReachState>("GET", path);
  const body = { ...settings, budgetYen: 1 };
  expect((await auditor.client.refused("PUT", path, { body })).status).toBe(403);
  expect((await fetch(`${world.origin}${path}`)).status).toBe(401);
});
