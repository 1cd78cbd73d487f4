import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { noProfile, type Tag } from "../../shared/members/profile.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { giveCoupon, publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import type { Phone, Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { engines, migratedEngine } from "./engines.ts";

/** What the file holds, as far as it is looked at here. */
type Exported = Readonly<Record<string, unknown>> & {
  readonly member: Readonly<Record<string, unknown>>;
};

const count = (file: Exported, part: string): number => {
  const rows = file[part];
  return Array.isArray(rows) ? rows.length : -1;
};

describe.each(engines)("the data of one member as a file, on %s", (name) => {
  let world: World;
  let desk: Desk;
  let till: Till;
  let phone: Phone;
  let at = "";

  beforeAll(async () => {
    const { database } = await migratedEngine(name);
    world = await openWorld({ database });
    till = await world.owner();
    desk = await deskOf(world, till);
    await publishCoupon(world.deps, "COFFEE", { issue: { to: "given" } });
    await publishStampCard(world.deps, "CARD");
    phone = await world.member("佐藤 花子");
    await world.member("別の 人");
    at = `/api/console/members/${(await phone.home()).member.publicId}`;
    const { member_id: memberId } = await world.deps.database.point
      .selectFrom("member")
      .select("member_id")
      .where("line_user_id", "=", phone.userId)
      .executeTakeFirstOrThrow();
    await giveCoupon(world.deps, "COFFEE", memberId);
    await till.sell((await till.scan(await phone.code())).scanId, 1_280);
    await desk.client.ok("PUT", `${at}/profile`, { body: { ...noProfile, phone: "090-1234-5678" } });
    const tag = await desk.client.ok<Tag>("POST", "/api/console/tags", {
      body: { name: "常連", colour: "green" },
    });
    await desk.client.ok("PUT", `${at}/tags/${tag.tagId}`, { body: {} });
    await desk.client.ok("POST", `${at}/notes`, { body: { words: "窓ぎわが好き" } });
    await desk.adjust(at.split("/").at(-1) ?? "", 50);
    await world.settled();
  });
  afterAll(() => world?.close());

  test("staff get 1 sale, 2 entries, 1 coupon, a card with 1 stamp, 1 note and each message, and the audit log says so", async () => {
    const file = await desk.client.ok<Exported>("GET", `${at}/export`);
    expect(file).toMatchObject({
      ...{ format: "goen-member-1", timeZone: "Asia/Tokyo", line: "friend" },
      member: { name: "佐藤 花子", lineUserId: phone.userId, status: "active" },
      profile: { phone: "09012345678" },
      tags: [{ name: "常連" }],
      notes: [{ kind: "note", words: "窓ぎわが好き" }],
      purchases: [{ amountYen: 1_280, pointsEarned: 12, voidedAtMs: null }],
      adjustments: [{ points: 50, reason: "お詫び" }],
      coupons: [{ status: "held", coupon: { issue: { to: "given" } } }],
      couponChanges: [{ kind: "issued" }],
      stampCards: [{ stamps: 1 }],
    });
    const counts = ["consents", "entries", "purchases", "stampEntries", "devices", "scans"];
    expect(counts.map((part) => count(file, part))).toEqual([2, 2, 1, 2, 1, 1]);
    expect(JSON.stringify(file.messages)).toContain("1,280");
    const { database } = world.deps;
    const logged = await database.point
      .selectFrom("audit")
      .select(["actor_kind", "subject"])
      .where("action", "=", "members.export")
      .execute();
    expect(logged).toEqual([{ actor_kind: "staff", subject: `member:${at.split("/").at(-1)}` }]);
  });

  test("no key, hash, code or handle of a phone is in it, and nothing of another member", async () => {
    const text = JSON.stringify(await desk.client.ok<Exported>("GET", `${at}/export`));
    const [key] = await world.deps.database.point
      .selectFrom("device_key")
      .select(["pub", "handle", "device_id"])
      .execute();
    for (const secret of [key?.pub, key?.handle, key?.device_id]) {
      expect([secret, text.includes(secret ?? "no key")]).toEqual([secret, false]);
    }
    expect(text).not.toMatch(/hash|retryKey|別の 人/i);
  });

  test("the member's own file has the sale and none of what staff wrote for each other", async () => {
    const own = await phone.client.ok<Exported>("GET", "/api/card/export");
    expect([count(own, "purchases"), count(own, "notes"), count(own, "tags")]).toEqual([1, -1, -1]);
    expect(JSON.stringify(own)).not.toContain("お詫び");
    const stranger = world.phone("会員でない人");
    await stranger.signIn();
    expect((await stranger.client.refused("GET", "/api/card/export")).error.code).toBe("member.not_joined");
  });

  test("an auditor, who may not write about members, is refused the file", async () => {
    const { userId } = world.emulator.addUser({ displayName: "auditor" });
    await withRole(world, userId, "auditor");
    const auditor = await deskOf(world, { userId });
    expect((await auditor.client.refused("GET", `${at}/export`)).error.code).toBe("session.forbidden");
  });
});
