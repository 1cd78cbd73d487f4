import { afterAll, beforeAll, expect, test } from "vitest";
import type { Adjusted } from "../../shared/points/adjustments/schema.ts";
import type {
  ConsoleHistory,
  MemberBalance,
  ProgrammeVersions,
} from "../../shared/points/programme/console.ts";
import { baseRule } from "../../shared/points/programme/defaults.ts";
import type { EarnRule } from "../../shared/points/programme/schema.ts";
import type { SaleExplained } from "../../shared/purchases/schema.ts";
import type { LadderState } from "../../shared/ranks/console.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
});
afterAll(() => world.close());

/** A new person at LINE with a role that invitations do not give. */
async function deskWith(role: "marketer" | "auditor"): Promise<Desk> {
  const { userId } = world.emulator.addUser({ displayName: role });
  await withRole(world, userId, role);
  return deskOf(world, { userId });
}

const saturday: EarnRule = {
  ...baseRule,
  ruleId: "saturday",
  name: { ja: "土曜2倍", en: "Saturday ×2" },
  role: "promotion",
  origin: "promotion",
  value: { kind: "multiplier", perMille: 2000 },
  window: { ...baseRule.window, weekdays: [6] },
};

test("a promotion that is published doubles the next sale's 12 points, and not the one before", async () => {
  const till = await world.owner();
  const member = await world.member("糸井 あかり");
  const earned = async () => {
    world.clock.advanceBy(60_000);
    const scan = await till.scan(await member.code());
    return (await till.sell(scan.scanId, 1280)).pointsEarned;
  };
  expect(await earned()).toBe(12);
  const before = await owner.programme();
  const after = await owner.publish({ rules: [baseRule, saturday] });
  expect(after.version).toBe(before.version + 1);
  expect(await earned()).toBe(24);
  const { versions } = await owner.client.ok<ProgrammeVersions>("GET", "/api/console/programme/versions");
  expect(versions[0]).toMatchObject({
    version: after.version,
    madeBy: "縁田 結",
    changes: ["「土曜2倍」を追加(実施中): 毎週土曜、ポイント2倍"],
  });
  const audit = await world.deps.database.point
    .selectFrom("audit")
    .select(["actor_id", "details"])
    .where("action", "=", "points.publish")
    .executeTakeFirstOrThrow();
  expect(audit.actor_id).toBe(owner.state.staff.publicId);
  expect(audit.details).toContain("毎週土曜、ポイント2倍");
});

test("a rule that changes counts its version up by 1, one that does not keeps it", async () => {
  const before = await owner.programme();
  const rules = before.rules.map((rule) =>
    rule.ruleId === "saturday" ? { ...rule, caps: { ...rule.caps, perMemberDay: 50 } } : rule,
  );
  const after = await owner.publish({ rules });
  const versionIn = (programme: typeof before, id: string) =>
    programme.rules.find((rule) => rule.ruleId === id)?.version;
  expect(versionIn(after, "saturday")).toBe((versionIn(before, "saturday") ?? 0) + 1);
  expect(versionIn(after, "base")).toBe(versionIn(before, "base"));
});

test("who publishes from an older version is refused with programme.stale and loses nobody's change", async () => {
  const old = await owner.programme();
  await owner.publish({ taxPerMille: 80 });
  const { status, error } = await owner.client.refused("POST", "/api/console/programme", {
    body: { ...old, fiscalYearStartsIn: 1 },
  });
  expect([status, error.code]).toEqual([409, "programme.stale"]);
  expect(await owner.programme()).toMatchObject({ taxPerMille: 80, fiscalYearStartsIn: 4 });
});

test("of 5 who publish from the same version at once, 1 does", async () => {
  const current = await owner.programme();
  const answers = await Promise.all(
    [1, 2, 3, 5, 6].map((month) =>
      owner.client.ask("POST", "/api/console/programme", {
        body: { ...current, fiscalYearStartsIn: month },
      }),
    ),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409, 409, 409]);
});

test("a programme that makes no sense is refused with the fields, and one without changes is no version", async () => {
  const current = await owner.programme();
  const wrong = {
    ...saturday,
    ruleId: "wrong",
    window: { ...saturday.window, from: "2027-01-02", to: "2027-01-01" },
  };
  const { error } = await owner.client.refused("POST", "/api/console/programme", {
    body: { ...current, rules: [...current.rules, wrong] },
  });
  expect(error).toMatchObject({
    code: "request.invalid",
    details: { fields: [{ field: `rules.${current.rules.length}.window.to`, problem: "ends_before_start" }] },
  });
  expect((await owner.publish({})).version).toBe(current.version);
});

test("an auditor reads and writes nothing; a marketer publishes and moves no points; staff have no console", async () => {
  const auditor = await deskWith("auditor");
  const marketer = await deskWith("marketer");
  const programme = await auditor.programme();
  const { member } = await owner.member("糸井 あかり");
  const writes = async (desk: Desk) => {
    const body = { points: 10, reasonCode: "gift", reason: null };
    const adjustment = await desk.client.ask("POST", `/api/console/members/${member.publicId}/adjustments`, {
      key: newKey(),
      body,
    });
    const published = await desk.client.ask("POST", "/api/console/programme", { body: programme });
    const ladder = await desk.client.ok<LadderState>("GET", "/api/console/ladder");
    const ranked = await desk.client.ask("POST", "/api/console/ladder", { body: ladder.ladder });
    return [adjustment.status, published.status, ranked.status];
  };
  expect(await writes(auditor)).toEqual([403, 403, 403]);
  expect(await writes(marketer)).toEqual([403, 201, 201]);
  expect((await auditor.member("糸井 あかり")).adjustPointsMax).toBeNull();
  const staff = await world.staff("結城 まこと");
  await expect(deskOf(world, staff)).rejects.toThrow("session.forbidden");
});

test("the till's session does not open the console, nor the console's the till", async () => {
  const till = await world.owner();
  expect((await till.client.refused("GET", "/api/console/me")).error.code).toBe("session.missing");
  expect((await owner.client.refused("GET", "/api/till/me")).error.code).toBe("session.missing");
});

test("an owner gives 500 points and takes 200; the same key twice moves them once", async () => {
  await world.member("森 さくら");
  const { member } = await owner.member("森 さくら");
  const key = newKey();
  const first = await owner.adjust(member.publicId, 500, key);
  expect(await owner.adjust(member.publicId, 500, key)).toEqual(first);
  await owner.adjust(member.publicId, -200);
  const now = await owner.member("森 さくら");
  expect(now.points.balance).toBe(300);
  expect(now.lots).toMatchObject([{ points: 500, remaining: 300, origin: "adjustment" }]);
  const kept = await world.deps.database.point
    .selectFrom("adjustment")
    .select(["points", "reason_code", "reason", "actor"])
    .orderBy("adjustment_id")
    .execute();
  expect(kept.map((row) => row.points)).toEqual([500, -200]);
  expect(kept[0]).toMatchObject({ reason_code: "apology", reason: "お詫び" });
});

test("301 of 300 points cannot be taken, and the answer says how many there are", async () => {
  const { member } = await owner.member("森 さくら");
  const { status, error } = await owner.client.refused(
    "POST",
    `/api/console/members/${member.publicId}/adjustments`,
    { key: newKey(), body: { points: -301, reasonCode: "correction", reason: null } },
  );
  expect([status, error.code, error.details]).toEqual([409, "points.not_enough", { balance: 300 }]);
});

test("a manager moves 5,000 points at once and not 5,001, an owner may", async () => {
  const manager = await deskOf(world, await world.staff("店長 一郎", undefined, "manager"));
  const { member } = await owner.member("森 さくら");
  const path = `/api/console/members/${member.publicId}/adjustments`;
  const body = { points: 5_001, reasonCode: "gift", reason: null };
  const { error } = await manager.client.refused("POST", path, { key: newKey(), body });
  expect([error.code, error.details]).toEqual(["adjustment.above_limit", { pointsMax: 5_000 }]);
  await manager.adjust(member.publicId, 5_000);
  await owner.adjust(member.publicId, 5_001);
  const { error: publishing } = await manager.client.refused("POST", "/api/console/programme", {
    body: await manager.programme(),
  });
  expect(publishing.code).toBe("session.forbidden");
});

test("points that are given until a day end on it; a day that has passed is refused", async () => {
  await world.member("期限 花子");
  const { member } = await owner.member("期限 花子");
  const path = `/api/console/members/${member.publicId}/adjustments`;
  const given = (expiresOn: string) => ({
    key: newKey(),
    body: { points: 10, reasonCode: "gift", reason: null, expiresOn },
  });
  expect((await owner.client.refused("POST", path, given("2026-11-20"))).error.code).toBe("request.invalid");
  expect(await owner.client.ok<Adjusted>("POST", path, given("2026-12-24"))).toMatchObject({
    balance: 10,
    expiresOn: "2026-12-24",
  });
});

test("20 takings of 100 points at once from 1,000 leave 0, and 10 are refused", async () => {
  await world.member("同時 太郎");
  const { member } = await owner.member("同時 太郎");
  await owner.adjust(member.publicId, 1_000);
  const path = `/api/console/members/${member.publicId}/adjustments`;
  let done = 0;
  let refused = 0;
  const take = async () => {
    const key = newKey();
    const body = { points: -100, reasonCode: "correction", reason: null };
    for (;;) {
      const answer = await owner.client.ask<{ error?: { code: string } }>("POST", path, { key, body });
      // Who lost too many races asks again with the same key, as the page does.
      if (answer.body.error?.code === "points.conflict") continue;
      if (answer.status === 201) done += 1;
      else if (answer.body.error?.code === "points.not_enough") refused += 1;
      return;
    }
  };
  await Promise.all(Array.from({ length: 20 }, take));
  expect([done, refused]).toEqual([10, 10]);
  expect((await owner.member("同時 太郎")).points.balance).toBe(0);
});

test("ranks are set up in the console and the member's card says what is missing", async () => {
  const { ladder } = await owner.client.ok<LadderState>("GET", "/api/console/ladder");
  const gold = {
    code: "gold",
    name: { ja: "ゴールド", en: "Gold" },
    threshold: 50_000,
    multiplierPerMille: 1500,
    colour: "#b08d2e",
  };
  const body = { ...ladder, enabled: true, ranks: [...ladder.ranks.slice(0, 1), gold] };
  await owner.client.ok("POST", "/api/console/ladder", { body });
  expect((await owner.client.refused("POST", "/api/console/ladder", { body })).error.code).toBe(
    "programme.stale",
  );
  const { member } = await owner.member("森 さくら");
  const rank = await owner.client.ok("GET", `/api/console/members/${member.publicId}/rank`);
  expect(rank).toMatchObject({ rank: { next: { code: "gold", missing: 50_000 } } });
  await owner.client.ok("POST", `/api/console/members/${member.publicId}/rank`, {
    key: newKey(),
    body: { rank: "gold", untilOn: "2027-03-31", reason: "開店記念" },
  });
  expect(await owner.client.ok("GET", `/api/console/members/${member.publicId}/rank`)).toMatchObject({
    rank: { code: "gold", granted: true, untilOn: "2027-03-31" },
  });
  const state = await owner.client.ok<LadderState>("GET", "/api/console/ladder");
  expect(state.members.gold).toBe(1);
});

test("members are found by the beginning of their number, in capitals and groups of four, or by a part of the name", async () => {
  const { member } = await owner.member("さくら");
  expect(member.name).toBe("森 さくら");
  const shown = member.publicId
    .toUpperCase()
    .slice(0, 8)
    .replace(/(.{4})/, "$1 ");
  expect((await owner.member(shown)).member.publicId).toBe(member.publicId);
});

test("a member who leaves takes along the words of their 1 adjustment; the points of it stay in the ledger", async () => {
  const phone = await world.member("去る 人");
  const { member } = await owner.member("去る 人");
  await owner.adjust(member.publicId, 70);
  await phone.client.ok("POST", "/api/card/leave", { body: {} });
  const rows = await world.deps.database.point
    .selectFrom("adjustment")
    .innerJoin("account", "account.account_id", "adjustment.account_id")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["adjustment.points", "adjustment.reason"])
    .where("member.public_id", "=", member.publicId)
    .execute();
  expect(rows).toEqual([{ points: 70, reason: null }]);
  const answer = await owner.client.refused("POST", `/api/console/members/${member.publicId}/adjustments`, {
    key: newKey(),
    body: { points: 1, reasonCode: "gift", reason: null },
  });
  expect(answer.error.code).toBe("member.left");
});

test("a member's history says who moved 500 points and why, pages on, and explains the sale of 12", async () => {
  const till = await world.owner();
  const card = await world.member("波多野 うた");
  const scan = await till.scan(await card.code());
  const { pointsEarned } = await till.sell(scan.scanId, 1280);
  const { member } = await owner.member("波多野 うた");
  const path = `/api/console/members/${member.publicId}`;
  for (let nth = 1; nth <= 25; nth += 1) await owner.adjust(member.publicId, 500);
  const first = await owner.client.ok<ConsoleHistory>("GET", `${path}/history`);
  expect(first.items).toHaveLength(20);
  expect(first.items[0]).toMatchObject({
    kind: "adjust",
    points: 500,
    balanceAfter: pointsEarned + 12_500,
    by: { kind: "staff", name: "縁田 結" },
    reasonCode: "apology",
    reason: "お詫び",
  });
  const second = await owner.client.ok<ConsoleHistory>("GET", `${path}/history?before=${first.before}`);
  expect(second).toMatchObject({ before: null });
  const sale = second.items.find((item) => item.kind === "earn");
  expect(sale).toMatchObject({ points: pointsEarned, amountYen: 1280 });
  const why = await owner.client.ok<SaleExplained>("GET", `/api/console/purchases/${sale?.purchaseId}`);
  expect(why.pointsEarned).toBe(pointsEarned);
  expect(why.award.lines[0]).toMatchObject({ baseYen: 1280, points: 12 });
});

test("the balance on a day is 0 before the member came, 12,500 and more today, and none for a day to come", async () => {
  const found = await owner.member("波多野 うた");
  const path = `/api/console/members/${found.member.publicId}/balance`;
  expect(await owner.client.ok("GET", `${path}?on=2020-01-01`)).toMatchObject({ usable: 0, pending: 0 });
  const { businessDate } = owner.state;
  const today = await owner.client.ok<MemberBalance>("GET", `${path}?on=${businessDate}`);
  expect(today.usable).toBe(found.points.balance);
  const late = await owner.client.refused("GET", `${path}?on=2099-01-01`);
  expect([late.status, late.error.code]).toEqual([400, "request.invalid"]);
});
