import { ulid } from "ulid";
import { afterEach, expect, test } from "vitest";
import { tick } from "../../server/jobs.ts";
import type { Automation } from "../../shared/automations/schema.ts";
import { addDays, startOfDay } from "../../shared/dates.ts";
import { defaultReach } from "../../shared/reach/defaults.ts";
import type { ResultsView } from "../../shared/results/console.ts";
import * as row from "../databases/rows.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { withoutRate } from "../support/outbox.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let desk: Desk;
afterEach(() => world?.close());

const joinedOn = "2026-11-21";

async function on(topic: Automation["topic"], sendAt: string): Promise<string> {
  const automationId = ulid();
  const words = { title: "ようこそ", text: "" };
  const automation: Automation = {
    ...{ name: topic, trigger: { kind: "welcome", delayDays: 1 }, segmentId: null, topic, sendAt },
    ...{ capped: false, couponId: null, words: { ja: words, en: words } },
  };
  await desk.client.ok("POST", "/api/console/automations", { body: { automationId, automation } });
  await desk.client.ok("POST", `/api/console/automations/${automationId}/switch`, { body: { on: true } });
  return automationId;
}

/** The clock stands at a time of a date, and everything due is done. */
async function at(date: string, hours: number): Promise<void> {
  world.clock.setTo(startOfDay(date, "Asia/Tokyo") + hours * 3_600_000);
  for (let rounds = 0; rounds < 50; rounds++) if ((await tick(world.deps, { forMs: 5_000 })) === 0) break;
  desk = await deskOf(world, await world.owner());
}

const results = (id: string, query: string) =>
  desk.client.ok<ResultsView>("GET", `/api/console/automations/${id}/results?${query}`);

test("an offer and a reminder to 3 members: each push has the automation's name for LINE, windows count when 7 days are over, and a reminder is compared with nobody", async () => {
  world = await openWorld({ ticks: false, settings: withoutRate });
  desk = await deskOf(world, await world.owner());
  await desk.client.ok("PUT", "/api/console/reach", { body: { ...defaultReach, holdoutPerMille: 0 } });
  const offer = await on("offers", "10:00");
  const reminder = await on("reminders", "11:00");
  for (const name of ["一", "二", "三"]) await world.member(name);
  await at(addDays(joinedOn, 1), 12);

  const units = await row.rows(
    world.deps.database,
    "SELECT unit, count(*) AS n FROM outbox WHERE dedupe_key LIKE 'automation:%' GROUP BY unit",
  );
  expect(Object.fromEntries(units.map(({ unit, n }) => [String(unit), Number(n)]))).toEqual({
    [`a_${offer}`]: 3,
    [`a_${reminder}`]: 3,
  });
  const early = await results(offer, "days=7");
  expect(early).toMatchObject({ states: { sent: 3 }, effect: { status: "soon", window: { through: null } } });

  await at(addDays(joinedOn, 8), 12);
  const late = await results(offer, "days=7");
  expect(late.effect).toMatchObject({
    status: "no_holdout",
    sent: { people: 3, visitors: 0 },
    comparison: null,
  });
  expect((await results(reminder, "days=7")).effect).toMatchObject({
    status: "all_are_told",
    comparison: null,
  });
  expect(late.line).toMatchObject({ status: "few", opened: null });
  const asked = await row.rows(world.deps.database, "SELECT from_on, to_on FROM line_unit ORDER BY unit");
  expect(asked).toEqual([
    { from_on: "2026-11-01", to_on: "2026-11-30" },
    { from_on: "2026-11-01", to_on: "2026-11-30" },
  ]);
  const before = await results(offer, "days=7&from=2026-10-01&to=2026-10-31");
  expect(before).toMatchObject({ states: {}, period: { from: "2026-10-01", to: "2026-10-31" } });
  const wrong = await desk.client.refused(
    "GET",
    `/api/console/automations/${offer}/results?from=2026-10-02&to=2026-10-01`,
  );
  expect(wrong.error.code).toBe("request.invalid");
}, 60_000);
