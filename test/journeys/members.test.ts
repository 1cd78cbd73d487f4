import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { memberOfLineUser, planBirthday } from "../../server/features/members/index.ts";
import { mainProgramme, rulesInForce } from "../../server/features/points/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CardHome } from "../../shared/card/schema.ts";
import type { CardSession } from "../../shared/members/schema.ts";
import { baseRule } from "../../shared/points/programme/defaults.ts";
import type { EarnRule } from "../../shared/points/programme/schema.ts";
import { raw } from "../databases/rows.ts";
import { clientOf } from "../support/browser-like.ts";
import { reading } from "../support/cards.ts";
import { deskOf } from "../support/console.ts";
import { promotionWith } from "../support/earning.ts";
import { outcome, refuses, rowsOf, tablesWith, tally } from "../support/evidence.ts";
import { holdsOfMember } from "../support/ledger.ts";
import type { Phone, Till } from "../support/people.ts";
import { publish } from "../support/programme.ts";
import { accessTokenOf } from "../support/tokens.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const yes = { acceptTerms: true, acceptData: true, language: "ja" };

async function guest(name: string): Promise<{ phone: Phone; version: string }> {
  const phone = world.phone(name);
  const session = await phone.signIn();
  if (session.status !== "guest") throw new Error("a new person is a member already");
  return { phone, version: session.terms.version };
}

describe("joining", () => {
  test("20 times at once is one member with one account, two consents and one entry in the audit", async () => {
    const { phone, version } = await guest("佐藤 花子");
    const body = { ...yes, termsVersion: version };
    const met = await Promise.all(
      Array.from({ length: 20 }, () => outcome(phone.client.ok("POST", "/api/card/join", { body }))),
    );
    expect(tally(met)).toEqual({ ok: 20 });
    expect(await rowsOf(world, "member")).toHaveLength(1);
    expect(await rowsOf(world, "account")).toHaveLength(1);
    expect(await rowsOf(world, "consent")).toMatchObject([
      { kind: "terms", version, granted: 1 },
      { kind: "data", version, granted: 1 },
    ]);
    const joins = (await rowsOf(world, "audit")).filter((row) =>
      JSON.stringify(row).includes("members.join"),
    );
    expect(joins).toHaveLength(1);
  });

  test("from 5 phones with the same LINE account is one member, and each phone sees the same card", async () => {
    const { phone, version } = await guest("佐藤 花子");
    const homes = await Promise.all(
      Array.from({ length: 5 }, async () => {
        const client = clientOf(world.origin);
        await client.ok("POST", "/api/card/session", { body: { idToken: await phone.idToken() } });
        return client.ok<{ member: { publicId: string } }>("POST", "/api/card/join", {
          body: { ...yes, termsVersion: version },
        });
      }),
    );
    expect(new Set(homes.map(({ member }) => member.publicId)).size).toBe(1);
  });

  test("with yesterday's terms is refused with today's version, and nobody is a member", async () => {
    const { phone, version } = await guest("佐藤 花子");
    const body = { ...yes, termsVersion: "2020-01-01" };
    const asked = { client: phone.client, path: "/api/card/join", body };
    const details = await refuses(world, { ...asked, status: 409, code: "member.terms_outdated" });
    expect(details).toEqual({ version });
  });

  test.each([
    ["without a consent", { acceptData: undefined }],
    ["with a consent of false", { acceptTerms: false }],
    ["with a language nobody speaks here", { language: "fr" }],
    ["with a field nobody knows", { memberId: 1 }],
  ])("%s is refused by name", async (_, change) => {
    const { phone, version } = await guest("佐藤 花子");
    const body = { ...yes, termsVersion: version, ...change };
    const asked = { client: phone.client, path: "/api/card/join", body };
    const details = await refuses(world, { ...asked, status: 400, code: "request.invalid" });
    expect(details).toEqual({ fields: [expect.objectContaining({ field: Object.keys(change)[0] })] });
  });

  test("a guest has no card: home, history, heartbeat, enrolling and leaving are refused", async () => {
    const { phone } = await guest("佐藤 花子");
    const { client } = phone;
    const met = { client, status: 403, code: "member.not_joined" } as const;
    await refuses(world, { ...met, method: "GET", path: "/api/card/home" });
    await refuses(world, { ...met, method: "GET", path: "/api/card/history" });
    await refuses(world, { ...met, method: "GET", path: "/api/card/heartbeat" });
    await refuses(world, { ...met, path: "/api/card/leave", body: {} });
    await refuses(world, { ...met, path: "/api/card/enroll", body: {} });
  });

  test("the name and picture of the next session replace the old; a session without them keeps them", async () => {
    const phone = await world.member("佐藤 花子");
    const signInAs = async (overrides: Record<string, unknown>) => {
      const idToken = await world.emulator.issueIdToken({
        userId: phone.userId,
        channelId: "2000000002",
        overrides,
      });
      return phone.client.ok<CardSession>("POST", "/api/card/session", { body: { idToken } });
    };
    await signInAs({ name: "佐藤 花", picture: "https://profile.line-scdn.net/new" });
    const renamed = { name: "佐藤 花", pictureUrl: "https://profile.line-scdn.net/new" };
    expect((await phone.home()).member).toMatchObject(renamed);
    await signInAs({ name: undefined, picture: undefined });
    expect((await phone.home()).member).toMatchObject(renamed);
  });
});

test("a suspended member: the code is read by nobody, a scan from before sells nothing, the card says so", async () => {
  const phone = await world.member("停止 中子");
  const till = await world.staff("糸井 あかり");
  const { scanId } = await till.scan(await phone.code());
  const suspend = raw("UPDATE member SET status = 'suspended'");
  await world.deps.database.commit(housekeeping("only the console will suspend", [suspend]));
  world.clock.advanceBy(15_000);
  const met = { status: 403, code: "member.suspended" } as const;
  const body = { code: await phone.code(), source: "camera" };
  await refuses(world, { client: till.client, path: "/api/till/scans", body, ...met });
  const sale = { scanId, amountYen: 1000, pointsToUse: 0 };
  const asked = { client: till.client, path: "/api/till/purchases", key: "to-suspended" };
  await refuses(world, { ...asked, body: sale, ...met });
  await refuses(world, { client: phone.client, method: "GET", path: "/api/card/home", ...met });
});

describe("leaving", () => {
  let phone: Phone;
  let till: Till;
  beforeEach(async () => {
    till = await world.staff("糸井 あかり");
    phone = world.phone("退会 する子");
    await phone.join();
    await phone.enroll("the-phone-of-a-leaver");
    await till.sell((await till.scan(await phone.code())).scanId, 5000);
    await world.settled();
  });

  async function memberRow() {
    const [row] = await world.deps.database.point.selectFrom("member").selectAll().execute();
    if (row === undefined) throw new Error("the member's row is gone");
    return row;
  }

  test("lets 50 points lapse by an expire entry, and the account's chain still holds", async () => {
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const { account, entries } = await holdsOfMember(world, (await memberRow()).member_id);
    expect(account.balance).toBe(0);
    expect(entries.map(({ kind, points }) => [kind, points])).toEqual([
      ["earn", 50],
      ["expire", -50],
    ]);
  });

  test("leaves no table with the member's name, and their LINE id only where LINE itself speaks", async () => {
    world.emulator.block(phone.userId);
    await world.settled();
    expect(await tablesWith(world, "退会 する子")).toEqual(["member", "session"]);
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    await world.settled();
    expect(await tablesWith(world, "退会 する子")).toEqual([]);
    expect(await tablesWith(world, phone.userId)).toEqual(["line_friend", "line_event"]);
    expect(await memberRow()).toMatchObject({ status: "left", line_user_id: null, name: null });
  });

  test("a message that waits when the member leaves is not sent any more", async () => {
    world.clock.advanceBy(20_000);
    const push = "POST /v2/bot/message/push";
    world.emulator.addFault({ endpoint: push, kind: "error_500" });
    await till.sell((await till.scan(await phone.code())).scanId, 300);
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    world.emulator.clearFaults();
    world.clock.advanceBy(3_600_000);
    await world.settled();
    expect(world.emulator.deliveries(phone.userId).filter(({ via }) => via === "push")).toHaveLength(1);
  });

  test("revokes the key, so that the code on the screen is refused, and ends every session", async () => {
    const second = clientOf(world.origin);
    await second.ok("POST", "/api/card/session", { body: { idToken: await phone.idToken() } });
    world.clock.advanceBy(20_000);
    const code = await phone.code();
    const old = new Map(phone.client.cookies);
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    expect(await reading(till, code)).toBe("card.revoked");
    expect(await rowsOf(world, "device_key")).toMatchObject([{ status: "revoked" }]);
    const missing = { method: "GET", path: "/api/card/home", status: 401 } as const;
    await refuses(world, { ...missing, client: phone.client, code: "session.missing" });
    for (const [name, value] of old) phone.client.cookies.set(name, value);
    await refuses(world, { ...missing, client: phone.client, code: "session.expired" });
    await refuses(world, { ...missing, client: second, code: "session.expired" });
  });

  test("with a scan open ends the scan: nothing is sold to somebody who has left", async () => {
    world.clock.advanceBy(20_000);
    const { scanId } = await till.scan(await phone.code());
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const body = { scanId, amountYen: 1000, pointsToUse: 0 };
    const asked = { client: till.client, path: "/api/till/purchases", key: "to-nobody-1", body };
    await refuses(world, { ...asked, status: 403, code: "member.left" });
  });

  test("in the very moment of a sale leaves no points on an account of nobody", async () => {
    for (let n = 0; n < 6; n++) {
      const other = await world.member(`同時 ${n}`);
      const { scanId } = await till.scan(await other.code());
      const [sold] = await Promise.all([
        outcome(till.sell(scanId, 1000)),
        other.client.ok("POST", "/api/card/leave", { body: {} }),
      ]);
      expect(["ok", "member.left"]).toContain(sold);
    }
    const accounts = await world.deps.database.point
      .selectFrom("account")
      .innerJoin("member", "member.member_id", "account.member_id")
      .select("account.balance")
      .where("member.status", "=", "left")
      .execute();
    expect(accounts.map(({ balance }) => balance)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test("ends LINE's own permission: LINE is asked once, and the access token is dead after it", async () => {
    const accessToken = await accessTokenOf(world.emulator, phone.userId);
    await phone.client.ok("POST", "/api/card/leave", { body: { accessToken } });
    const asked = world.emulator.calls("/user/v1/deauthorize");
    expect(asked.map(({ status, body }) => [status, body])).toEqual([
      [204, { userAccessToken: accessToken }],
    ]);
    const body = { accessToken };
    const again = { client: phone.client, path: "/api/card/session", body };
    await refuses(world, { ...again, status: 401, code: "line.token_invalid" });
  });

  test("while LINE is down still leaves", async () => {
    const accessToken = await accessTokenOf(world.emulator, phone.userId);
    world.emulator.addFault({ endpoint: "*", kind: "drop_before" });
    await phone.client.ok("POST", "/api/card/leave", { body: { accessToken } });
    expect(await memberRow()).toMatchObject({ status: "left" });
  });

  test("with somebody else's access token ends nobody's permission but the leaver's own", async () => {
    const other = await world.member("別の 人");
    const accessToken = await accessTokenOf(world.emulator, other.userId);
    await phone.client.ok("POST", "/api/card/leave", { body: { accessToken } });
    expect(world.emulator.calls("/user/v1/deauthorize")).toEqual([]);
  });

  test("and joining again is a new member with 0 points, whose name is on the card again", async () => {
    const before = (await phone.home()).member.publicId;
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const home = await phone.join();
    expect(home).toMatchObject({ points: { balance: 0 }, recent: [], member: { name: "退会 する子" } });
    expect(home.member.publicId).not.toBe(before);
    world.clock.advanceBy(20_000);
    await phone.enroll();
    expect(await till.scan(await phone.code())).toMatchObject({ points: { balance: 0 } });
    expect(await rowsOf(world, "member")).toHaveLength(2);
  });

  test("a sale of a member who has left can still be undone and looked up, without a name", async () => {
    world.clock.advanceBy(20_000);
    const sold = await till.sell((await till.scan(await phone.code())).scanId, 700, 0, "before-leaving");
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const path = `/api/till/purchases/${sold.purchaseId}`;
    expect(await till.client.ok("GET", path)).toMatchObject({ member: { name: null } });
    expect(await till.undo(sold.purchaseId)).toMatchObject({ status: "voided", points: { balance: 0 } });
    const again = till.client.ok("POST", "/api/till/purchases", {
      key: "before-leaving",
      body: { scanId: await scanOf(sold.purchaseId), amountYen: 700, pointsToUse: 0 },
    });
    expect(await again).toMatchObject({ purchaseId: sold.purchaseId, member: { name: null } });
  });

  async function scanOf(purchaseId: string): Promise<string> {
    const row = await world.deps.database.point
      .selectFrom("purchase")
      .select("scan_id")
      .where("purchase_id", "=", purchaseId)
      .executeTakeFirstOrThrow();
    return row.scan_id ?? "";
  }
});

describe("a birthday", () => {
  const path = "/api/card/birthday";
  const tell = (phone: Phone, birthday: unknown) =>
    phone.client.ok<CardHome>("PUT", path, { body: { birthday } });

  test("is told once: the same day again is fine, another one is refused, and neither is in the audit log", async () => {
    const phone = await world.member("佐藤 花子");
    expect((await phone.home()).member.birthday).toBeNull();
    expect((await tell(phone, "02-29")).member.birthday).toBe("02-29");
    expect((await tell(phone, "02-29")).member.birthday).toBe("02-29");
    const other = await phone.client.refused("PUT", path, { body: { birthday: "03-01" } });
    expect(other).toMatchObject({ status: 409, error: { code: "member.birthday_set" } });
    const audit = (await rowsOf(world, "audit")).filter((row) => JSON.stringify(row).includes("birthday"));
    expect(audit).toHaveLength(1);
    expect(JSON.stringify(audit)).not.toContain("02-29");
  });

  test.each([
    "02-30",
    "04-31",
    "13-01",
    "00-10",
    "05-00",
    "5-10",
    "2000-05-10",
    "",
    null,
  ])("%j is no day, and nothing is kept", async (birthday) => {
    const phone = await world.member("佐藤 花子");
    const answer = await phone.client.refused("PUT", path, { body: { birthday } });
    expect(answer).toMatchObject({ status: 400, error: { code: "request.invalid" } });
    expect((await phone.home()).member.birthday).toBeNull();
  });

  test("told by 8 phones at once with 8 days, one is kept and 7 are refused", async () => {
    const phone = await world.member("佐藤 花子");
    const days = Array.from({ length: 8 }, (_, index) => `05-0${index + 1}`);
    const met = await Promise.all(days.map((day) => outcome(tell(phone, day))));
    expect(tally(met)).toEqual({ ok: 1, "member.birthday_set": 7 });
  });

  test("that was told meanwhile is not written over by a request that did not know of it", async () => {
    const phone = await world.member("佐藤 花子");
    const { deps } = world;
    const before = await memberOfLineUser(deps, phone.userId);
    if (before === null) throw new Error("not joined");
    for (const day of ["05-01", "05-02"]) {
      await deps.database.commit(housekeeping("a test", planBirthday(before, day)));
    }
    expect((await phone.home()).member.birthday).toBe("05-01");
  });

  test("told by mistake is corrected twice by a manager, by cashiers never, and not for who has left", async () => {
    const phone = await world.member("佐藤 花子");
    await tell(phone, "05-10");
    const manager = await deskOf(world, await world.staff("店長 一郎", undefined, "manager"));
    const { member } = await manager.member("佐藤 花子");
    const at = `/api/console/members/${member.publicId}/birthday`;
    const correct = (birthday: string | null) => ({ body: { birthday } });
    expect(await manager.client.ok("GET", at)).toEqual({ birthday: "05-10" });
    expect(await manager.client.ok("PUT", at, correct("10-05"))).toEqual({ birthday: "10-05" });
    expect(await manager.client.ok("PUT", at, correct("10-05"))).toEqual({ birthday: "10-05" });
    expect((await phone.home()).member.birthday).toBe("10-05");
    expect(await manager.client.ok("PUT", at, correct(null))).toEqual({ birthday: null });
    expect((await tell(phone, "10-06")).member.birthday).toBe("10-06");
    const wrong = await manager.client.refused("PUT", at, correct("02-30"));
    expect(wrong).toMatchObject({ status: 400, error: { code: "request.invalid" } });

    const asManager = { actor_kind: "staff", actor_id: manager.state.staff.publicId };
    const corrections = (await rowsOf(world, "audit")).filter((row) =>
      JSON.stringify(row).includes("members.correct_birthday"),
    );
    expect(corrections).toMatchObject([asManager, asManager]);
    expect(JSON.stringify(corrections)).not.toMatch(/10-05|05-10/);

    const cashier = await world.staff("糸井 あかり");
    const met = { client: cashier.client, status: 401, code: "session.missing" } as const;
    await refuses(world, { ...met, method: "PUT", path: at, body: { birthday: "01-01" } });
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const gone = await manager.client.refused("PUT", at, correct("01-01"));
    expect(gone).toMatchObject({ status: 403, error: { code: "member.left" } });
  });

  test("is erased when the member leaves", async () => {
    const phone = await world.member("佐藤 花子");
    await tell(phone, "05-10");
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    expect(await tablesWith(world, "05-10")).toEqual([]);
  });

  test("is asked for points only while a rule that gives them is active and has begun", async () => {
    const phone = await world.member("佐藤 花子");
    const promised = async (): Promise<boolean> => (await phone.home()).birthdayPoints;
    const { rules } = await rulesInForce(world.deps, mainProgramme);
    const put = (change: Partial<EarnRule>) =>
      publish(world, {
        rules: [...rules, promotionWith({ scope: { birthdayMonth: true }, ...change })],
      });
    expect(await promised()).toBe(false);
    await put({ state: "draft" });
    expect(await promised()).toBe(false);
    await put({ state: "active" });
    expect(await promised()).toBe(true);
    await put({ state: "active", window: { ...baseRule.window, from: "2026-12-01" } });
    expect(await promised()).toBe(false);
  });
});
