import { afterAll, beforeAll, expect, test } from "vitest";
import { planJoin, termsOf } from "../../server/features/members/index.ts";
import { mainProgramme, planOpenAccount } from "../../server/features/points/index.ts";
import { sweep } from "../../server/jobs.ts";
import { newSession } from "../../server/platform/auth/sessions.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CardHome } from "../../shared/card/schema.ts";
import { dateAt } from "../../shared/dates.ts";
import type { EarnRule, Programme } from "../../shared/points/programme/schema.ts";
import type { HistoryPage } from "../../shared/points/schema.ts";
import { posOf, storeIds } from "../support/api.ts";
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

test.each([
  ["", 0],
  [", also after a POS has sold for ¥1,100 by the member's number", 1100],
])("what was lost between joining and its points is given once at the next sign-in, however many there are%s", async (_, amountYen) => {
  const phone = world.phone(`途中の人 ${amountYen}`);
  const { deps } = world;
  const { session } = newSession(
    deps,
    "card",
    { userId: phone.userId, name: `途中の人 ${amountYen}`, pictureUrl: null },
    null,
  );
  const { version: termsVersion } = termsOf(deps.settings.shopName);
  const input = { termsVersion, acceptTerms: true, acceptData: true, language: "ja" } as const;
  const { publicId, statements } = planJoin(deps, session, input, deps.clock.nowMs());
  await publish((programme) => ({ ...programme, rules: programme.rules.map(unlimited) }));
  world.clock.advanceBy(60_000);
  const plan = housekeeping("joining, as far as it came", [
    ...statements,
    planOpenAccount(publicId, mainProgramme, dateAt(deps.clock.nowMs(), deps.settings.timeZone)),
  ]);
  await deps.database.commit(plan);
  const sales = amountYen === 0 ? 0 : 1;
  const balance = 300 + amountYen / 110; // One for each ¥100 without tax.
  if (sales > 0) {
    const pos = await posOf(world);
    const [storeId] = await storeIds(world);
    await pos.sell(publicId, storeId, amountYen);
  }
  await Promise.all([phone.signIn(), phone.signIn(), phone.signIn()]);
  const { account, entries } = await holds(world, phone.userId);
  expect([account.balance, entries.length]).toEqual([balance, 1 + sales]);
  await phone.join();
  expect((await phone.home()).points.balance).toBe(balance);
  // Who joined before there was such a rule is given nothing for it by signing in again.
  await early.signIn();
  expect((await early.home()).points.balance).toBe(0);
});

test("leaving and joining 3 times gives the 300 points once, and the 156 points owed come along each time", async () => {
  const phone = await world.member("出入り 巡");
  const till = await world.staff("糸井 あかり");
  world.clock.advanceBy(20_000);
  const big = await till.sell((await till.scan(await phone.code())).scanId, 25_000);
  world.clock.advanceBy(20_000);
  const balance = (await phone.home()).points.balance;
  expect(balance).toBe(300 + 250);
  await till.sell((await till.scan(await phone.code(8))).scanId, 10_000, 550);
  await till.undo(big.purchaseId);
  const owes = await debtOf(phone);
  expect(owes).toBe(156);
  for (let time = 0; time < 3; time++) {
    await phone.client.ok<CardHome>("POST", "/api/card/leave", { body: {} });
    const kept = await rowsOf(world, "departed");
    expect(kept).toMatchObject([{ rules: '["welcome"]', debt: owes }]);
    expect(JSON.stringify(kept)).not.toContain(phone.userId);
    await phone.signIn();
    await phone.join();
    await Promise.all([phone.signIn(), phone.signIn()]);
    expect(await debtOf(phone)).toBe(owes);
    expect((await phone.home()).points.balance).toBe(0);
    const { entries } = await holds(world, phone.userId);
    expect(entries).toMatchObject([{ kind: "adjust", points: -owes, balanceAfter: 0, debtAfter: owes }]);
  }
});

test("366 days after leaving nothing is known of it any more, and joining gives its 300 points again", async () => {
  const phone = await world.member("一年 後");
  await phone.client.ok("POST", "/api/card/leave", { body: {} });
  const before = (await rowsOf(world, "departed")).length;
  expect(before).toBeGreaterThan(0);
  world.clock.advanceBy(366 * 24 * 3_600_000 + 60_000);
  await sweep(world.deps);
  expect(await rowsOf(world, "departed")).toEqual([]);
  await phone.signIn();
  expect((await phone.join()).points.balance).toBe(300);
});

async function debtOf(phone: Phone): Promise<number> {
  return (await holds(world, phone.userId)).account.debt;
}

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
