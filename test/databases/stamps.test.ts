import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { expireStampCards, verifyStamps } from "../../server/features/stamps/index.ts";
import type { SaleDetails } from "../../shared/purchases/schema.ts";
import type { StampCardList, StampCardResults, StampCardState } from "../../shared/stamps/console.ts";
import type { StampCard } from "../../shared/stamps/schema.ts";
import { cardForTests } from "../../shared/stamps/testing.ts";
import type { MemberStampCard, MemberStamps, StampsGained, StampWallet } from "../../shared/stamps/views.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { engines, migratedEngine } from "./engines.ts";

const words = (ja: string) => ({ ja, en: "" });
const cake = { kind: "reward" as const, name: words("ケーキ") };

describe.each(engines)("stamp cards on %s", (name) => {
  let world: World;
  let tills: readonly [Till, Till];
  let desk: Desk;

  beforeAll(async () => {
    const { database } = await migratedEngine(name);
    world = await openWorld({ database });
    tills = [await world.staff("糸井 あかり"), await world.staff("小川 誠")];
    desk = await deskOf(world, await world.owner());
    await publishCoupon(world.deps, "COFFEE", { issue: { to: "given" } });
  });
  afterAll(async () => {
    // Closes the database, too.
    await world?.close();
  });

  /** A card made and issued at the console; the one before it is stopped. */
  async function issued(change: Partial<StampCard>): Promise<StampCardState> {
    const { cards } = await desk.client.ok<StampCardList>("GET", "/api/console/stamp-cards");
    for (const { cardId, status } of cards) {
      if (status === "issued")
        await desk.client.ok("POST", `/api/console/stamp-cards/${cardId}/stop`, { body: {} });
    }
    return another(change);
  }
  async function another(change: Partial<StampCard>): Promise<StampCardState> {
    const body = { card: cardForTests(change) };
    const made = await desk.client.ok<StampCardState>("POST", "/api/console/stamp-cards", {
      key: newKey(),
      body,
    });
    return desk.client.ok("POST", `/api/console/stamp-cards/${made.cardId}/issue`, {
      body: { seenAtMs: made.draftAtMs },
    });
  }
  const wallet = (phone: Phone) => phone.client.ok<StampWallet>("GET", "/api/card/stamps");
  async function card(phone: Phone, cardId: string): Promise<MemberStampCard | undefined> {
    return (await wallet(phone)).cards.find((one) => one.cardId === cardId);
  }
  async function scanned(phone: Phone, till: Till = tills[0]): Promise<string> {
    world.clock.advanceBy(15_000);
    return (await till.scan(await phone.code())).scanId;
  }
  const stamp = (till: Till, scanId: string, cardId: string, stamps = 1, key = newKey()) =>
    till.client.ask("POST", `/api/till/scans/${scanId}/stamps`, { key, body: { cardId, stamps } });

  test("two sales of one member at once, on a card of once a day, are one stamp; undoing both leaves none", async () => {
    const { cardId } = await issued({ oncePerDay: true });
    const phone = await world.member("佐藤 花子");
    const scans = [await scanned(phone, tills[0]), await scanned(phone, tills[1])] as const;
    const sold = await Promise.all([tills[0].sell(scans[0], 500), tills[1].sell(scans[1], 700)]);
    expect((await card(phone, cardId))?.count).toBe(1);
    for (const { purchaseId } of sold) await tills[0].undo(purchaseId);
    expect((await card(phone, cardId))?.count).toBe(0);
    await tills[0].sell(await scanned(phone), 500);
    expect(await card(phone, cardId)).toMatchObject({ count: 1, stampedOn: ["2026-11-21"] });
  });

  test("8 stamps by hand at once on a card of 3 are two cakes, three coupons, three times 50 points, and 2 stamps over", async () => {
    const { cardId } = await issued({
      goal: 3,
      earn: { kind: "staff" },
      milestones: [
        { at: 1, benefit: { kind: "points", points: 50 } },
        { at: 2, benefit: { kind: "coupon", couponId: "COFFEE", name: words("コーヒー") } },
        { at: 3, benefit: cake },
      ],
    });
    const phone = await world.member("田中 太郎");
    const scanId = await scanned(phone);
    const keys = Array.from({ length: 8 }, newKey);
    const answers = await Promise.all(keys.map((key) => stamp(tills[0], scanId, cardId, 1, key)));
    for (const [nth, key] of keys.entries()) {
      if (answers[nth]?.status !== 201) await stamp(tills[0], scanId, cardId, 1, key);
    }
    expect(await card(phone, cardId)).toMatchObject({ round: 3, count: 2 });
    const { rewards, past } = await wallet(phone);
    expect(rewards).toHaveLength(2);
    expect(past.filter((one) => one.cardId === cardId)).toHaveLength(2);
    expect((await phone.home()).points.balance).toBe(150);
    const { database } = world.deps;
    const coupons = await database.point.selectFrom("member_coupon").selectAll().execute();
    expect(coupons.filter(({ coupon_id: id }) => id === "COFFEE")).toHaveLength(3);
  });

  test("one hand stamp that is sent twice with its key is one stamp; once a day, staff hear so and a manager may", async () => {
    const { cardId } = await issued({ earn: { kind: "staff" }, oncePerDay: true });
    const phone = await world.member("高橋 三郎");
    const scanId = await scanned(phone);
    const key = newKey();
    expect((await stamp(tills[0], scanId, cardId, 1, key)).status).toBe(201);
    expect((await stamp(tills[0], scanId, cardId, 1, key)).status).toBe(201);
    expect((await card(phone, cardId))?.count).toBe(1);
    const again = await stamp(tills[0], scanId, cardId);
    expect([again.status, again.body]).toMatchObject([409, { error: { code: "stamps.once_a_day" } }]);
    const owner = await world.owner();
    const body = { cardId, stamps: 1, reason: "押し忘れ" };
    await owner.client.ok("POST", `/api/till/scans/${await scanned(phone, owner)}/stamps`, {
      key: newKey(),
      body,
    });
    expect((await card(phone, cardId))?.count).toBe(2);
  });

  test("7 stamps of a paper card are brought over once, without what paper gave", async () => {
    const { cardId } = await issued({});
    const phone = await world.member("鈴木 次郎");
    const scanId = await scanned(phone);
    const bring = (stamps: number) =>
      tills[0].client.ask("POST", "/api/till/members-stamps/import", {
        key: newKey(),
        body: { scanId, cardId, stamps },
      });
    expect((await bring(10)).body).toMatchObject({ error: { code: "stamps.too_many" } });
    expect((await bring(7)).status).toBe(201);
    expect((await bring(1)).body).toMatchObject({ error: { code: "stamps.imported" } });
    expect(await wallet(phone)).toMatchObject({ cards: [{ count: 7 }], rewards: [] });
  });

  test("three cards at once: one sale stamps each, and the receipt says all three", async () => {
    const first = await issued({});
    const others = [await another({ goal: 5 }), await another({ goal: 20 })];
    const phone = await world.member("伊藤 四郎");
    const receipt = await tills[0].sell(await scanned(phone), 500);
    const ids = [first, ...others].map(({ cardId }) => cardId).sort();
    expect(receipt.stamps.map(({ cardId }: StampsGained) => cardId).sort()).toEqual(ids);
    expect((await wallet(phone)).cards.map(({ count }) => count)).toEqual([1, 1, 1]);
  });

  test("3 stamps by ¥500 at ¥1,999 fill a card of 2, and 1 goes on; undone, it is as if it had not been", async () => {
    const { cardId } = await issued({
      goal: 2,
      earn: { kind: "per_yen", yen: 500, perSaleMax: null },
      milestones: [{ at: 2, benefit: { kind: "points", points: 30 } }],
    });
    const phone = await world.member("渡辺 五郎");
    const { purchaseId, pointsEarned } = await tills[0].sell(await scanned(phone), 1999);
    expect(pointsEarned).toBe(19 + 30);
    expect(await card(phone, cardId)).toMatchObject({ round: 2, count: 1 });
    await tills[0].undo(purchaseId);
    expect(await card(phone, cardId)).toMatchObject({ round: 1, count: 0 });
    expect((await phone.home()).points.balance).toBe(0);
  });

  test("a cake goes over the counter once, comes back the same day, and an undone sale leaves an eaten one given", async () => {
    const { cardId } = await issued({ goal: 1, milestones: [{ at: 1, benefit: cake }] });
    const phone = await world.member("山本 六子");
    const scanId = await scanned(phone);
    const { purchaseId } = await tills[0].sell(scanId, 500);
    const rewardId = (await wallet(phone)).rewards[0]?.rewardId ?? "";
    const hand = (verb: string) =>
      tills[0].client.ask("POST", `/api/till/scans/${scanId}/rewards/${rewardId}/${verb}`, {
        key: newKey(),
        body: {},
      });
    const given = async () =>
      (await tills[0].client.ok<SaleDetails>("GET", `/api/till/purchases/${purchaseId}`)).rewardsHandedOver;
    expect(await given()).toEqual([]);
    const both = await Promise.all([hand("hand-over"), hand("hand-over")]);
    expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
    expect((await hand("undo")).status).toBe(200);
    expect((await hand("hand-over")).status).toBe(200);
    expect(await given()).toEqual([cake.name]);
    await tills[0].undo(purchaseId);
    expect((await wallet(phone)).rewards).toMatchObject([{ rewardId, handedOverAtMs: world.clock.nowMs() }]);
    expect((await card(phone, cardId))?.count).toBeLessThanOrEqual(0);
  });

  test("the console corrects a card with a reason, sees what became of it, and cannot move its goal", async () => {
    const { cardId, published } = await issued({});
    const phone = await world.member("小林 八重");
    await tills[0].sell(await scanned(phone), 500);
    const { member } = await desk.member("小林 八重");
    const correct = (stamps: number) =>
      desk.client.ask("POST", `/api/console/members/${member.publicId}/stamps/corrections`, {
        key: newKey(),
        body: { cardId, stamps, reason: "紙のカードと合わせる" },
      });
    expect((await correct(-2)).body).toMatchObject({ error: { code: "stamps.too_few" } });
    expect((await correct(4)).status).toBe(201);
    const seen = await desk.client.ok<MemberStamps>("GET", `/api/console/members/${member.publicId}/stamps`);
    expect(seen.entries.map(({ kind, stamps }) => [kind, stamps])).toEqual([
      ["correct", 4],
      ["stamp", 1],
      ["welcome", 0],
    ]);
    expect(seen.rewards).toHaveLength(1);
    const at = `/api/console/stamp-cards/${cardId}`;
    const results = await desk.client.ok<StampCardResults>("GET", `${at}/results`);
    expect(results).toMatchObject({
      members: 1,
      stamps: 5,
      rewardsOpen: 1,
      byCount: [{ count: 5, members: 1 }],
    });
    const draft = { card: { ...published, goal: 12 }, seenAtMs: null };
    const refused = await desk.client.ask("PUT", `${at}/draft`, { body: draft });
    expect(refused.status).toBe(400);
    const longer = { ...cardForTests({ goal: 12 }), version: 1 };
    const fixed = await desk.client.ask("PUT", `${at}/draft`, { body: { card: longer, seenAtMs: null } });
    expect(fixed.body).toMatchObject({ error: { code: "stamps.fixed", details: { fields: ["goal"] } } });
  });

  test("who leaves takes no stamps along, and no word about them is left", async () => {
    const { cardId } = await issued({});
    const phone = await world.member("加藤 九太");
    await tills[0].sell(await scanned(phone), 500);
    const { publicId } = (await phone.home()).member;
    const body = { cardId, stamps: 2, reason: "九太さんのカードに押し忘れ" };
    await desk.client.ok("POST", `/api/console/members/${publicId}/stamps/corrections`, {
      key: newKey(),
      body,
    });
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    const { database } = world.deps;
    const reasons = await database.point.selectFrom("stamp_entry").select("reason").execute();
    expect(reasons.map(({ reason }) => reason)).not.toContain(body.reason);
    await phone.signIn();
    await phone.join();
    expect((await card(phone, cardId))?.count).toBe(0);
  });

  test("stamps lapse 30 days after the first by the clock, and the same once that is written", async () => {
    const { cardId } = await issued({ expires: { from: "first", days: 30 } });
    const phone = await world.member("中村 七海");
    await tills[0].sell(await scanned(phone), 500);
    expect((await card(phone, cardId))?.untilOn).toBe("2026-12-21");
    world.clock.advanceBy(31 * 86_400_000);
    await phone.signIn();
    expect(await wallet(phone)).toMatchObject({
      cards: [{ cardId, count: 0 }],
      past: [{ status: "expired", count: 1 }],
    });
    await Promise.all([1, 2].map(() => expireStampCards(world.deps, world.clock.nowMs() + 1000)));
    expect(await wallet(phone)).toMatchObject({
      cards: [{ cardId, count: 0 }],
      past: [{ status: "expired", count: 1 }],
    });
  });

  test("after all of it everybody's stamps are proven by their entries", async () => {
    expect(await verifyStamps(world.deps)).toEqual([]);
  });
});
