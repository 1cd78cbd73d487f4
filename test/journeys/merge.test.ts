import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { SPEND } from "../../shared/card/code.ts";
import type { CardHome } from "../../shared/card/schema.ts";
import type { Merged, MergePreview } from "../../shared/members/merge.ts";
import type { MemberNotes, MemberPage } from "../../shared/members/profile.ts";
import { noProfile } from "../../shared/members/profile.ts";
import type { CouponsHeld, Receipt } from "../../shared/purchases/schema.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { giveCoupon, publishCoupon, publishStampCard } from "../support/coupon-shop.ts";
import { holds, holdsOfMember } from "../support/ledger.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { proven } from "../support/proof.ts";
import { openWorld, type World } from "../support/world.ts";

/** A person with two cards, one from an old LINE account, has one afterwards. */

let world: World;
let till: Till;
let desk: Desk;
beforeAll(async () => {
  world = await openWorld();
  till = await world.staff("糸井 あかり");
  desk = await deskOf(world, await world.owner());
  await publishCoupon(world.deps, "list", { issue: { to: "given" }, name: { ja: "ご招待", en: "Invited" } });
  await publishCoupon(world.deps, "c300", {
    name: { ja: "300円引き", en: "¥300 off" },
    benefit: { kind: "amount_off", yen: 300 },
  });
  await publishStampCard(world.deps, "s5", {
    goal: 5,
    milestones: [
      { at: 2, benefit: { kind: "points", points: 20 } },
      { at: 5, benefit: { kind: "reward", name: { ja: "ケーキ", en: "Cake" } } },
    ],
  });
});
afterAll(() => world.close());

async function scanned(phone: Phone): Promise<string> {
  world.clock.advanceBy(20_000);
  return (await till.scan(await phone.code())).scanId;
}
async function sale(phone: Phone, amountYen: number, coupons: readonly string[] = []): Promise<Receipt> {
  const body = { scanId: await scanned(phone), amountYen, pointsToUse: 0, coupons };
  return till.client.ok("POST", "/api/till/purchases", { key: newKey(), body });
}
const numberOf = async (phone: Phone): Promise<string> => (await phone.home()).member.publicId;
const idOf = async (publicId: string): Promise<number> =>
  (
    await world.deps.database.point
      .selectFrom("member")
      .select("member_id")
      .where("public_id", "=", publicId)
      .executeTakeFirstOrThrow()
  ).member_id;
const preview = (from: string, into: string): Promise<MergePreview> =>
  desk.client.ok("GET", `/api/console/members/${from}/merge?into=${into}`);
const merge = (from: string, intoId: string, key = newKey()): Promise<Merged> =>
  desk.client.ok("POST", `/api/console/members/${from}/merge`, {
    key,
    body: { intoId, reason: "機種変更で2枚になった" },
  });
const refusedMerge = async (from: string, intoId: string) =>
  (
    await desk.client.refused("POST", `/api/console/members/${from}/merge`, {
      key: newKey(),
      body: { intoId, reason: "二重" },
    })
  ).error;

describe("an old card with 100 points, 3 stamps and 2 coupons, merged into a new one with 30 and 3", () => {
  let oldPhone: Phone | undefined;
  let newPhone: Phone | undefined;
  let [oldNo, newNo] = ["", ""];
  let sold: Receipt;
  let key: string;

  const cards = (): readonly [Phone, Phone] => {
    if (oldPhone === undefined || newPhone === undefined) throw new Error("nobody has joined");
    return [oldPhone, newPhone];
  };
  const lotsOf = async (memberId: number) =>
    (
      await world.deps.database.point
        .selectFrom("lot")
        .innerJoin("account", "account.account_id", "lot.account_id")
        .select(["lot_id", "points", "remaining", "expires_on", "origin"])
        .where("member_id", "=", memberId)
        .orderBy("lot_id")
        .execute()
    ).map((lot) => ({ ...lot }));

  beforeAll(async () => {
    oldPhone = await world.member("佐藤 花子");
    newPhone = await world.member("さとう はなこ");
    [oldNo, newNo] = [await numberOf(oldPhone), await numberOf(newPhone)];
    sold = await sale(oldPhone, 10_000);
    await sale(oldPhone, 300, ["c300"]);
    await sale(oldPhone, 100);
    await sale(newPhone, 3_000);
    for (let nth = 0; nth < 2; nth++) await sale(newPhone, 100);
    await giveCoupon(world.deps, "list", await idOf(oldNo), "list:1");
    await giveCoupon(world.deps, "list", await idOf(newNo), "list:1");
    await giveCoupon(world.deps, "list", await idOf(oldNo), "list:2");
    await desk.client.ok("PUT", `/api/console/members/${oldNo}/profile`, {
      body: { ...noProfile, fullName: "佐藤花子", phone: "09012345678" },
    });
    await desk.client.ok("PUT", `/api/console/members/${newNo}/profile`, {
      body: { ...noProfile, fullName: "佐藤 花子" },
    });
    await desk.client.ok("POST", `/api/console/members/${oldNo}/notes`, { body: { words: "窓際の席" } });
    key = newKey();
  });

  test("is previewed whole, and nothing is written by that", async () => {
    const before = await holds(world, cards()[0].userId);
    const seen = await preview(oldNo, newNo);
    const home = await cards()[1].home();
    expect(seen.from).toMatchObject({ memberId: oldNo, purchases: 3, visits: 1 });
    expect(seen.into).toMatchObject({ memberId: newNo, balance: home.points.balance, purchases: 3 });
    expect(seen.obstacles).toEqual([]);
    expect(seen.moves).toMatchObject({
      ...{ points: seen.from.balance + seen.from.pending, debtOwed: 0, daysShared: 1 },
      coupons: [{ name: { ja: "ご招待", en: "Invited" } }],
      couponsWithdrawn: [{ name: { ja: "ご招待", en: "Invited" }, of: "from" }],
      stamps: [{ stamps: 3, joined: true, countAfter: 1 }],
      ...{ stampPoints: 0, fields: ["phone"], tags: 0, notes: 1 },
    });
    expect(seen.after).toMatchObject({
      ...{ balance: seen.from.balance + seen.into.balance, purchases: 6, visits: 1 },
      spendYen: seen.from.spendYen + seen.into.spendYen,
    });
    expect((await holds(world, cards()[0].userId)).account).toEqual(before.account);
  });

  test("moves each lot with its days, joins the stamps, and keeps 1 of 2 coupons for one occasion", async () => {
    const [oldId, newId] = [await idOf(oldNo), await idOf(newNo)];
    const [before, own] = [await lotsOf(oldId), await lotsOf(newId)];
    const seen = await preview(oldNo, newNo);
    const merged = await merge(oldNo, newNo, key);
    expect(merged).toMatchObject({ fromId: oldNo, intoId: newNo, balance: seen.after.balance, debt: 0 });
    const byId = (a: { lot_id: string }, b: { lot_id: string }) => (a.lot_id < b.lot_id ? -1 : 1);
    expect(await lotsOf(newId)).toEqual([...before, ...own].sort(byId));
    expect((await lotsOf(oldId)).map(({ remaining }) => remaining)).toEqual(before.map(() => 0));
    const { account } = await holdsOfMember(world, newId);
    expect(account).toMatchObject({ purchases: 6, visits: 1 });
    expect((await holdsOfMember(world, oldId)).account).toMatchObject({
      balance: 0,
      purchases: 0,
      visits: 0,
    });
    const home = await cards()[1].home();
    expect(home.stamps).toMatchObject([{ count: 1, goal: 5 }]);
    const coupons = await world.deps.database.point
      .selectFrom("member_coupon")
      .select(["coupon_id", "occasion", "status", "member_id"])
      .orderBy("coupon_id")
      .orderBy("occasion")
      .execute();
    expect(coupons.map(({ coupon_id, occasion, status }) => [coupon_id, occasion, status])).toEqual(
      [
        ["c300", "ever#1", "redeemed"],
        ["list", "list:1", "held"],
        ["list", "list:2", "held"],
        ["list", `list:1~${oldNo}`, "revoked"],
      ].sort(),
    );
    expect(new Set(coupons.map(({ member_id }) => member_id))).toEqual(new Set([newId]));
    await proven(world.deps);
  });

  test("sent again with its key is answered as before; with another it is refused", async () => {
    expect(await merge(oldNo, newNo, key)).toMatchObject({ fromId: oldNo, intoId: newNo });
    expect(await refusedMerge(oldNo, newNo)).toMatchObject({ code: "member.merged" });
    expect(await refusedMerge(newNo, newNo)).toMatchObject({ code: "merge.same" });
    expect(await refusedMerge(newNo, "0000000000000000")).toMatchObject({ code: "member.not_found" });
  });

  test("the old code at a till is told where to go, and its LINE account is a guest's again", async () => {
    const [old] = cards();
    world.clock.advanceBy(20_000);
    const { status, error } = await till.client.refused("POST", "/api/till/scans", {
      body: { code: await old.code(), source: "camera" },
    });
    expect([status, error.code]).toEqual([410, "member.merged"]);
    expect((await old.client.refused("GET", "/api/card/home")).status).toBe(401);
    expect(await old.signIn()).toMatchObject({ status: "guest" });
  });

  test("the old number leads to the new card, with its notes and what only it knew", async () => {
    const page = await desk.client.ok<MemberPage>("GET", `/api/console/members/${oldNo}/profile`);
    expect(page).toMatchObject({
      member: { publicId: newNo },
      mergedFrom: [oldNo],
      profile: { fullName: "佐藤 花子", phone: "09012345678" },
    });
    const { notes } = await desk.client.ok<MemberNotes>("GET", `/api/console/members/${newNo}/notes`);
    expect(notes.map(({ kind, words }) => [kind, words])).toEqual([
      ["merged", `${oldNo}: 機種変更で2枚になった`],
      ["note", "窓際の席"],
    ]);
  });

  test("half of an old sale of ¥10,000 returned takes 50 points from the new card; the coupon used comes back to it", async () => {
    const before = await cards()[1].home();
    const refund = await till.takeBack(sold.purchaseId, { amountYen: 5_000 });
    expect(refund).toMatchObject({ pointsTakenBack: 50 });
    expect((await cards()[1].home()).points.balance).toBe(before.points.balance - 50);
    await proven(world.deps);
    const rest = await till.takeBack(sold.purchaseId, { amountYen: 5_000 });
    expect(rest).toMatchObject({ pointsTakenBack: 50, stampsTakenBack: 1 });
    const home: CardHome = await cards()[1].home();
    expect(home.points.balance).toBe(before.points.balance - 100);
    expect(home.stamps).toMatchObject([{ count: 0 }]);
    const { purchase_id: discounted } = await world.deps.database.point
      .selectFrom("member_coupon")
      .select("purchase_id")
      .where("coupon_id", "=", "c300")
      .executeTakeFirstOrThrow();
    const undone = await till.undo(discounted ?? "");
    expect(undone.coupons).toMatchObject([{ couponId: "c300", givenBack: true }]);
    expect((await cards()[1].home()).coupons?.usable).toBe(3);
    await proven(world.deps);
  });

  test("whoever has the new card can leave, and no words about either stay", async () => {
    const [a, b] = [await world.member("去る人"), await world.member("去る人 2")];
    const [aNo, bNo] = [await numberOf(a), await numberOf(b)];
    await sale(a, 1_000);
    await desk.adjust(aNo, 10);
    await merge(aNo, bNo);
    await b.client.ok("POST", "/api/card/leave", { body: {} });
    const { point } = world.deps.database;
    const ids = [await idOf(aNo), await idOf(bNo)];
    const [stamps, adjustments, notes] = await Promise.all([
      point.selectFrom("stamp_entry").select("reason").where("member_id", "in", ids).execute(),
      point
        .selectFrom("adjustment")
        .innerJoin("account", "account.account_id", "adjustment.account_id")
        .select("reason")
        .where("member_id", "in", ids)
        .execute(),
      point.selectFrom("member_note").select("words").where("member_id", "in", ids).execute(),
    ]);
    expect([...stamps, ...adjustments].every(({ reason }) => reason === null)).toBe(true);
    expect([stamps.length > 0, adjustments.length, notes]).toEqual([true, 1, []]);
    await proven(world.deps);
  });

  test("the new card buys on as one member's, on the same day and so as the same visit", async () => {
    await sale(cards()[1], 1_000);
    await proven(world.deps);
    const { account } = await holds(world, cards()[1].userId);
    expect(account.visits).toBe(1);
  });
});

test("of a chain the first number leads to the last card, and a return of its sale goes there", async () => {
  const [a, b, c] = await Promise.all(["一", "二", "三"].map((name) => world.member(name)));
  if (a === undefined || b === undefined || c === undefined) throw new Error("nobody has joined");
  const [aNo, bNo, cNo] = [await numberOf(a), await numberOf(b), await numberOf(c)];
  const sold = await sale(a, 2_000);
  await merge(aNo, bNo);
  await till.takeBack(sold.purchaseId, { amountYen: 1_000 });
  await merge(bNo, cNo);
  const page = await desk.client.ok<MemberPage>("GET", `/api/console/members/${aNo}/profile`);
  expect([page.member.publicId, [...page.mergedFrom].sort()]).toEqual([cNo, [aNo, bNo].sort()]);
  const before = (await c.home()).points.balance;
  const { pointsTakenBack } = await till.takeBack(sold.purchaseId, { amountYen: 1_000 });
  expect(pointsTakenBack).toBe(10);
  expect((await c.home()).points.balance).toBe(before - 10);
  await proven(world.deps);
});

test("a debt of 80 goes over, and is paid at once from the points of the card that goes on", async () => {
  const [owing, rich] = [await world.member("借りた人"), await world.member("貯めた人")];
  const [owingNo, richNo] = [await numberOf(owing), await numberOf(rich)];
  const sold = await sale(owing, 10_000);
  const all = (await owing.home()).points.balance;
  await spend(owing, all, all);
  await till.takeBack(sold.purchaseId, { amountYen: 10_000 });
  const { debt } = (await holds(world, owing.userId)).account;
  expect(debt).toBe(80);
  const had = (await rich.home()).points.balance;
  await desk.adjust(richNo, 130);
  const seen = await preview(owingNo, richNo);
  expect(seen.moves).toMatchObject({ debtPaid: 80, debtOwed: 0 });
  await merge(owingNo, richNo);
  const moved = seen.moves.points;
  expect((await rich.home()).points).toMatchObject({ balance: had + 130 + moved - 80, debt: 0 });
  await proven(world.deps);
});

async function spend(phone: Phone, amountYen: number, pointsToUse: number): Promise<Receipt> {
  world.clock.advanceBy(60_000);
  const { scanId } = await till.scan(await phone.code(SPEND), "spend");
  return till.sell(scanId, amountYen, pointsToUse);
}

test("nothing is merged while coupons are put aside, or while either is suspended", async () => {
  const [paying, other] = [await world.member("会計中"), await world.member("もう一枚")];
  const [payingNo, otherNo] = [await numberOf(paying), await numberOf(other)];
  const scanId = await scanned(paying);
  const held = await till.client.ok<CouponsHeld>("PUT", `/api/till/scans/${scanId}/coupons`, {
    body: { coupons: ["c300"] },
  });
  expect(held.walletIds).toHaveLength(1);
  expect((await preview(payingNo, otherNo)).obstacles).toEqual([
    { code: "merge.coupons_reserved", of: "from" },
  ]);
  expect((await refusedMerge(payingNo, otherNo)).code).toBe("merge.coupons_reserved");
  await till.client.ok("PUT", `/api/till/scans/${scanId}/coupons`, { body: { coupons: [] } });
  await desk.client.ok("POST", `/api/console/members/${otherNo}/suspend`, { body: { reason: "貸与" } });
  expect((await refusedMerge(payingNo, otherNo)).code).toBe("member.suspended");
  await desk.client.ok("POST", `/api/console/members/${otherNo}/resume`, { body: { reason: "誤り" } });
  await merge(payingNo, otherNo);
  const { error } = await till.client.refused("POST", "/api/till/purchases", {
    key: newKey(),
    body: { scanId, amountYen: 500, pointsToUse: 0 },
  });
  expect(error.code).toBe("member.merged");
});
