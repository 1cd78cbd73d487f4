import { afterAll, beforeAll, expect, test } from "vitest";
import { planJoin, termsOf } from "../../server/features/members/index.ts";
import { mainProgramme, planOpenAccount } from "../../server/features/points/index.ts";
import { newSession } from "../../server/platform/auth/sessions.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { EarnRule, Programme } from "../../shared/points/programme/schema.ts";
import type { HistoryPage } from "../../shared/points/schema.ts";
import { ruleWith } from "../support/earning.ts";
import { rowsOf } from "../support/evidence.ts";
import { holds } from "../support/ledger.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let early: Phone;
beforeAll(async () => {
  world = await openWorld();
  early = await world.member("早い人");
});
afterAll(() => world.close());

test("joining gives 300 points once to each of the first two, 100 to the third, and none after", async () => {
  const join = ruleWith({
    ...{ ruleId: "welcome", trigger: "join", value: { kind: "fixed", points: 300 }, origin: "promotion" },
    caps: { total: 700 },
  });
  world.clock.advanceBy(60_000);
  await publish((programme) => ({ ...programme, rules: [...programme.rules, join] }));
  world.clock.advanceBy(60_000);

  for (const points of [300, 300, 100, 0]) {
    const phone = world.phone(`新しい人 ${points}`);
    const home = await phone.join();
    expect(home.points.balance).toBe(points);
    expect((await phone.home()).points.balance).toBe(points);
    if (points === 0) continue;
    const { items } = await phone.client.ok<HistoryPage>("GET", "/api/card/history");
    expect(items).toMatchObject([{ kind: "earn", points, expiresOn: "2027-11-30", amountYen: null }]);
  }
  expect(await rowsOf(world, "rule_pool")).toMatchObject([{ pool: "welcome|total|all", used: 700 }]);
});

test("what was lost between joining and its points is given once at the next sign-in, however many there are", async () => {
  const phone = world.phone("途中の人");
  const { deps } = world;
  const { session } = newSession(
    deps,
    "card",
    { userId: phone.userId, name: "途中の人", pictureUrl: null },
    null,
  );
  const { version: termsVersion } = termsOf(deps.settings.shopName);
  const input = { termsVersion, acceptTerms: true, acceptData: true, language: "ja" } as const;
  const { publicId, statements } = planJoin(deps, session, input);
  await publish((programme) => ({ ...programme, rules: programme.rules.map(unlimited) }));
  world.clock.advanceBy(60_000);
  const plan = housekeeping("joining, as far as it came", [
    ...statements,
    planOpenAccount(publicId, mainProgramme),
  ]);
  await deps.database.commit(plan);
  await Promise.all([phone.signIn(), phone.signIn(), phone.signIn()]);
  const { account, entries } = await holds(world, phone.userId);
  expect([account.balance, entries.length]).toEqual([300, 1]);
  await phone.join();
  expect((await phone.home()).points.balance).toBe(300);
  // Who joined before there was such a rule is given nothing for it by signing in again.
  await early.signIn();
  expect((await early.home()).points.balance).toBe(0);
});

function unlimited(rule: EarnRule): EarnRule {
  return { ...rule, caps: { ...rule.caps, total: null } };
}

/** Puts a changed programme into force, as the owner at the console. */
async function publish(change: (programme: Programme) => Programme): Promise<void> {
  const owner = await world.owner();
  const [channelId = ""] = world.deps.settings.line.loginChannelIds;
  const idToken = await world.emulator.issueIdToken({ userId: owner.userId, channelId });
  await owner.client.ok("POST", "/api/console/session", { body: { idToken } });
  const { programme } = await owner.client.ok<{ programme: Programme }>("GET", "/api/console/programme");
  await owner.client.ok("POST", "/api/console/programme", { body: change(programme) });
}
