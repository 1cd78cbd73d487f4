import { afterEach, beforeEach, expect, test } from "vitest";
import type { GivenByHand } from "../../shared/coupons/console.ts";
import { noProfile } from "../../shared/members/profile.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** What is left of a person when their membership has been erased: every table is looked through. */

let world: World;
let desk: Desk;
beforeEach(async () => {
  world = await openWorld();
  desk = await deskOf(world, await world.owner());
});
afterEach(() => world.close());

/** Facts of LINE's and choices about messages stand under a LINE id, tied to no member; events go after some days. */
const underTheLineId = new Set(["line_friend", "topic_choice", "topic_state", "line_event", "menu_due"]);

/** Every table, with all its rows as one text. */
async function everything(): Promise<ReadonlyMap<string, string>> {
  const { point } = world.deps.database;
  const tables = await point.introspection.getTables();
  const texts = tables.map(async ({ name }) => {
    const rows = await point.selectFrom(nameIn(name)).selectAll().execute();
    return [name, JSON.stringify(rows)] as const;
  });
  return new Map(await Promise.all(texts));
}

/** The schema's own tables are what introspection lists. */
function nameIn(name: string): "member" {
  return name as "member";
}

/** A coupon withdrawn and a stamp corrected, each with words about why. */
async function withCouponAndStamps(publicId: string): Promise<void> {
  await publishCoupon(world.deps, "COFFEE", { issue: { to: "given" } });
  await publishStampCard(world.deps, "CARD");
  const given = await desk.client.ok<GivenByHand>("POST", "/api/console/coupons/COFFEE/members", {
    key: newKey(),
    body: { memberId: publicId, reason: "記念日" },
  });
  await desk.client.ok("POST", `/api/console/coupons/COFFEE/held/${given.walletId}/revoke`, {
    body: { reason: "渡し間違えました" },
  });
  await desk.client.ok("POST", `/api/console/members/${publicId}/stamps/corrections`, {
    key: newKey(),
    body: { cardId: "CARD", stamps: 1, reason: "押し忘れでした" },
  });
}

const tablesWith = async (words: string): Promise<readonly string[]> =>
  [...(await everything())].filter(([, text]) => text.includes(words)).map(([name]) => name);

test("after an erase no table holds the name, LINE id, profile, note or message of who was erased", async () => {
  const phone = world.phone("東雲 つばき");
  // Before they were a member the chat greeted and answered them, too.
  world.emulator.say(phone.userId, "ポイント");
  await world.settled();
  await phone.join();
  await phone.enroll("the-phone-in-this-hand");
  const { publicId } = (await phone.home()).member;
  const at = `/api/console/members/${publicId}`;
  await desk.client.ok("PUT", `${at}/profile`, {
    body: { ...noProfile, fullName: "東雲椿", phone: "08011112222", address: "奈良市三条町" },
  });
  await desk.client.ok("POST", `${at}/notes`, { body: { words: "猫を二匹飼っている" } });
  await desk.client.ok("POST", `${at}/suspend`, { body: { reason: "紛失の連絡あり" } });
  await desk.client.ok("POST", `${at}/resume`, { body: { reason: "見つかったとのこと" } });
  await desk.adjust(publicId, 70);
  await withCouponAndStamps(publicId);
  const till = await world.owner();
  world.clock.advanceBy(20_000);
  await till.sell((await till.scan(await phone.code())).scanId, 8_765);
  world.emulator.say(phone.userId, "ポイント");
  await world.settled();

  const personal = [
    ...["東雲 つばき", phone.userId, "東雲椿", "08011112222", "奈良市三条町"],
    ...["猫を二匹飼っている", "紛失の連絡あり", "見つかったとのこと", "お詫び", "¥8,765"],
    ...["渡し間違えました", "押し忘れでした"],
  ];
  for (const words of personal) expect([words, (await tablesWith(words)).length > 0]).toEqual([words, true]);

  await desk.client.ok("POST", `${at}/erase`, { body: { number: publicId } });
  await world.settled();
  for (const words of personal) {
    const left = (await tablesWith(words)).filter((table) => !underTheLineId.has(table));
    expect.soft([words, left]).toEqual([words, []]);
  }
  const sent = await world.deps.database.point
    .selectFrom("outbox")
    .select(["reason", "status", "messages", "line_user_id"])
    .execute();
  expect(sent.length).toBeGreaterThan(2);
  expect(sent.map((row) => [row.messages, row.line_user_id])).toEqual(sent.map(() => ["[]", ""]));
  expect(sent.map(({ status }) => status)).toContain("sent");
});
