import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import type { CardHome } from "../../shared/card/schema.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";
import type { CouponTaps } from "../../shared/coupons/taps.ts";
import type { CouponDrawn, CouponShown, WalletCoupon } from "../../shared/coupons/views.ts";
import { startOfDay } from "../../shared/dates.ts";
import type { Scanned } from "../../shared/purchases/schema.ts";
import { clientOf } from "../support/browser-like.ts";
import { deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, walletOf } from "../support/coupon-desk.ts";
import { outcome } from "../support/evidence.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** The member's door to coupons: the wallet, the three ways of using, words, QRs and draws. */

let world: World;
let desk: CouponDesk;
let till: Till;
let phone: Phone;
let people = 0;

beforeAll(async () => {
  world = await openWorld({ startMs: startOfDay("2026-11-21", "Asia/Tokyo") + 9 * 3_600_000 });
  desk = couponDesk(await deskOf(world, await world.owner()));
  till = await world.staff("糸井 あかり");
});
afterAll(() => world.close());
beforeEach(async () => {
  people += 1;
  phone = await world.member(`会員 ${people}`);
});

const post = <Answer>(path: string, body: object = {}, key = newKey(), whose = phone): Promise<Answer> =>
  whose.client.ok("POST", `/api/card/coupons/${path}`, { key, body });
const redeem = (walletId: string, body: object = {}, key = newKey()) =>
  post<CouponShown>(`${walletId}/redeem`, body, key);
const given = async (change: Partial<Coupon> = {}): Promise<string> => {
  const { couponId } = await desk.issued({ issue: { to: "given" }, ...change });
  return desk.give(couponId, (await phone.home()).member.publicId);
};
const only = (conditions: Partial<Coupon["conditions"]>): Pick<Coupon, "conditions"> => ({
  conditions: { ...plainCoupon.conditions, ...conditions },
});
const inWallet = async (walletId: string): Promise<WalletCoupon | undefined> => {
  const { usable, past } = await walletOf(phone);
  return [...usable, ...past].find((one) => one.walletId === walletId);
};
async function storeNamed(name: string): Promise<string> {
  const { stores } = await walletOf(phone);
  return stores.find((store) => store.name === name)?.publicId ?? "";
}

describe("the wallet", () => {
  test("has what ends first on top, what is not usable yet below, used ones greyed, and the first screen counts", async () => {
    const dates = (from: string | null, to: string | null) => ({
      validity: { from, to, daysFromIssue: null },
    });
    const later = await given(dates(null, "2026-12-31"));
    const soon = await given(dates(null, "2026-11-23"));
    const future = await given(dates("2026-11-22", "2026-11-22"));
    const used = await given();
    await redeem(used);
    const wallet = await walletOf(phone);
    expect(wallet.usable.map(({ walletId }) => walletId)).toEqual([soon, later, future]);
    expect(wallet.usable[2]?.refused).toEqual({ reason: "not_started", on: "2026-11-22" });
    expect(wallet.past).toMatchObject([
      { walletId: used, status: "redeemed", usedAtMs: world.clock.nowMs() },
    ]);
    expect(wallet.serverTimeMs).toBe(world.clock.nowMs());
    const home = await phone.client.ok<CardHome>("GET", "/api/card/home");
    expect(home.coupons).toMatchObject({ usable: 2, endingSoon: { walletId: soon } });
  });

  test("does not count one for another rank, says so, and puts it below what can be used though it ends first", async () => {
    const dates = (to: string) => ({ validity: { from: null, to, daysFromIssue: null } });
    const golden = await given({ ...dates("2026-11-22"), ...only({ ranks: ["gold"] }) });
    const mine = await given(dates("2026-12-31"));
    const { usable } = await walletOf(phone);
    expect(usable.map(({ walletId }) => walletId)).toEqual([mine, golden]);
    expect(usable.map(({ refused }) => refused)).toEqual([null, { reason: "other_rank" }]);
    const home = await phone.client.ok<CardHome>("GET", "/api/card/home");
    expect(home.coupons).toMatchObject({ usable: 1, endingSoon: null });
  });

  test("opens nothing without a session, without a key, or for another member", async () => {
    const walletId = await given({ mode: "timed", timedMinutes: 5 });
    const nobody = clientOf(world.origin);
    expect((await nobody.refused("GET", "/api/card/coupons")).status).toBe(401);
    const keyless = await phone.client.refused("POST", `/api/card/coupons/${walletId}/redeem`, { body: {} });
    expect(keyless.error.code).toBe("idempotency.missing");
    const stranger = await world.member("他人");
    for (const door of ["seen", "open", "present", "redeem"]) {
      expect([door, await outcome(post(`${walletId}/${door}`, {}, newKey(), stranger))]).toEqual([
        door,
        "coupon.not_found",
      ]);
    }
    const withdraw = stranger.client.ok("DELETE", `/api/card/coupons/${walletId}/present`);
    expect(await outcome(withdraw)).toBe("coupon.not_found");
  });
});

describe("見せる", () => {
  test("is used once: the same tap says the same, another says used; for 2 minutes with the till's own word", async () => {
    const walletId = await given();
    const key = newKey();
    const shown = await redeem(walletId, { storeId: await storeNamed("本店") }, key);
    expect(shown).toMatchObject({ storeName: "本店", coupon: { walletId, status: "redeemed" } });
    expect(shown.proof.shownUntilMs).toBe(world.clock.nowMs() + 120_000);
    const atTill = await till.client.ok("GET", "/api/till/coupon-word");
    expect(shown.proof.words[0]).toEqual(atTill);
    world.clock.advanceBy(60_000);
    expect(await till.client.ok("GET", "/api/till/coupon-word")).toEqual(shown.proof.words[1]);
    expect(await redeem(walletId, { storeId: await storeNamed("本店") }, key)).toEqual(shown);
    expect(await outcome(redeem(walletId))).toBe("coupon.used");
    const { error } = await phone.client.refused("POST", `/api/card/coupons/${walletId}/redeem`, {
      ...{ key, body: { storeId: await storeNamed("駅前店") } },
    });
    expect(error.code).toBe("idempotency.mismatch");
  });

  test("asks for the store where that matters, and refuses another store, rank, hour, day and a second visit", async () => {
    const [here, there] = [await storeNamed("本店"), await storeNamed("駅前店")];
    const local = await given(only({ places: [here] }));
    expect(await outcome(redeem(local))).toBe("coupon.store_needed");
    expect(await outcome(redeem(local, { storeId: "nowhere" }))).toBe("store.not_found");
    expect(await outcome(redeem(local, { storeId: there }))).toBe("coupon.other_store");
    expect(await outcome(redeem(local, { storeId: here }))).toBe("ok");
    const cases: readonly (readonly [Partial<Coupon["conditions"]>, string])[] = [
      [{ ranks: ["nobodys"] }, "coupon.other_rank"],
      [{ hours: [{ from: "22:00", to: "05:00" }] }, "coupon.outside_hours"],
      // 2026-11-21 is a Saturday.
      [{ weekdays: [1, 2] }, "coupon.outside_weekdays"],
      [{ channels: ["ec"] }, "coupon.other_channel"],
      [{ firstVisit: true, weekdays: [6] }, "ok"],
    ];
    for (const [conditions, code] of cases) {
      expect(await outcome(redeem(await given(only(conditions))))).toBe(code);
    }
    world.clock.advanceBy(20_000);
    await till.sell((await till.scan(await phone.code())).scanId, 500);
    expect(await outcome(redeem(await given(only({ firstVisit: true }))))).toBe("coupon.not_first_visit");
  });

  test("of points, or one that is read at the till, is not used up by a tap", async () => {
    const points = await given({ benefit: { kind: "extra_points", points: 10 } });
    const scan = await given({ mode: "scan" });
    for (const walletId of [points, scan]) {
      expect(await outcome(redeem(walletId))).toBe("coupon.at_the_till");
      expect(await inWallet(walletId)).toMatchObject({ status: "held", refused: null });
    }
  });
});

describe("a use by mistake", () => {
  const tapsAt = (at: Till) => at.client.ok<CouponTaps>("GET", "/api/till/coupon-taps");
  const undoAt = (at: Till, walletId: string, usedAtMs = world.clock.nowMs()) =>
    at.client.ok<CouponTaps>("POST", `/api/till/coupon-taps/${walletId}/undo`, { body: { usedAtMs } });

  test("is listed at its store's till today and given back there once; another store does not see it", async () => {
    const walletId = await given();
    await redeem(walletId, { storeId: await storeNamed("本店") });
    const there = await world.staff("駅前 の人", "駅前店");
    expect((await tapsAt(till)).taps[0]).toMatchObject({ walletId, memberName: `会員 ${people}` });
    expect((await tapsAt(there)).taps.map((tap) => tap.walletId)).not.toContain(walletId);
    expect(await outcome(undoAt(there, walletId))).toBe("coupon.not_found");
    const told = await Promise.all([1, 2, 3].map(() => outcome(undoAt(till, walletId))));
    expect(told).toEqual(["ok", "ok", "ok"]);
    expect((await tapsAt(till)).taps.map((tap) => tap.walletId)).not.toContain(walletId);
    expect(await inWallet(walletId)).toMatchObject({ status: "held", usedAtMs: null, refused: null });
    const kinds = await world.deps.database.point
      .selectFrom("coupon_change")
      .select("kind")
      .where("member_coupon_id", "=", walletId)
      .orderBy("nth")
      .execute();
    expect(kinds.map(({ kind }) => kind)).toEqual(["issued", "redeemed", "undone"]);
    // A till that still shows the first use does not take back the second.
    const firstMs = world.clock.nowMs();
    world.clock.advanceBy(60_000);
    await redeem(walletId);
    expect(await outcome(undoAt(till, walletId, firstMs))).toBe("ok");
    expect(await inWallet(walletId)).toMatchObject({ status: "redeemed", usedAtMs: world.clock.nowMs() });
  });

  test("in a sale comes back with the sale alone; without a store any till gives it back; held it is nothing to do", async () => {
    const sold = await given();
    world.clock.advanceBy(20_000);
    const { scanId } = await till.scan(await phone.code());
    const body = { scanId, amountYen: 1000, pointsToUse: 0, coupons: [sold] };
    await till.client.ok("POST", "/api/till/purchases", { key: newKey(), body });
    expect(await outcome(undoAt(till, sold))).toBe("coupon.not_found");
    const { couponId } = (await inWallet(sold)) ?? { couponId: "" };
    const owner = await deskOf(world, await world.owner());
    const undo = (walletId: string) =>
      owner.client.ok("POST", `/api/console/coupons/${couponId}/held/${walletId}/undo`, {
        body: { reason: "押し間違い" },
      });
    expect(await outcome(undo(sold))).toBe("coupon.not_undoable");
    const tapped = await desk.give(couponId, (await phone.home()).member.publicId);
    await redeem(tapped);
    expect(await undo(tapped)).toMatchObject({ status: "held" });
    expect(await undo(tapped)).toMatchObject({ status: "held" });
    await redeem(tapped);
    expect((await undoAt(till, tapped)).taps.map((tap) => tap.walletId)).not.toContain(tapped);
  });
});

describe("時限", () => {
  test("10 minutes run from the first opening by the server's clock, through a closed page, and end at zero", async () => {
    const walletId = await given({ mode: "timed", timedMinutes: 10 });
    expect(await outcome(redeem(walletId))).toBe("coupon.open_first");
    const opened = await post<WalletCoupon>(`${walletId}/open`);
    const endMs = world.clock.nowMs() + 600_000;
    expect(opened.timedUntilMs).toBe(endMs);
    world.clock.advanceBy(300_000);
    // The page was closed: a new session, as another phone of the same person would have.
    phone.client.cookies.clear();
    await phone.signIn();
    expect((await inWallet(walletId))?.timedUntilMs).toBe(endMs);
    expect((await post<WalletCoupon>(`${walletId}/open`)).timedUntilMs).toBe(endMs);
    const other = await given({ mode: "timed", timedMinutes: 10 });
    await post(`${other}/open`);
    world.clock.advanceBy(300_000 - 1);
    expect(await outcome(redeem(walletId))).toBe("ok");
    world.clock.advanceBy(300_001);
    expect(await outcome(redeem(other))).toBe("coupon.time_over");
    expect((await post<WalletCoupon>(`${other}/open`)).refused).toEqual({ reason: "time_over" });
  });

  test("a use that is undone after its time is over gives the coupon back with its whole countdown", async () => {
    const walletId = await given({ mode: "timed", timedMinutes: 5 });
    await post(`${walletId}/open`);
    world.clock.advanceBy(20_000);
    const { scanId } = await till.scan(await phone.code());
    const body = { scanId, amountYen: 1000, pointsToUse: 0, coupons: [walletId] };
    const sold = await till.client.ok<{ purchaseId: string }>("POST", "/api/till/purchases", {
      key: newKey(),
      body,
    });
    world.clock.advanceBy(600_000);
    await till.undo(sold.purchaseId);
    expect(await inWallet(walletId)).toMatchObject({ status: "held", timedUntilMs: null, refused: null });
    expect((await post<WalletCoupon>(`${walletId}/open`)).timedUntilMs).toBe(world.clock.nowMs() + 300_000);
  });
});

describe("かざす", () => {
  const scanWith = async (purpose: 7 | 8): Promise<Scanned> => {
    world.clock.advanceBy(40_000);
    return till.scan(await phone.code(purpose));
  };

  test("is chosen for 5 minutes, suggested at the reading, and takes a code that may spend", async () => {
    const walletId = await given({ mode: "scan" });
    const chosen = await post<WalletCoupon>(`${walletId}/present`);
    expect(chosen.presentedUntilMs).toBe(world.clock.nowMs() + 300_000);
    const earning = await scanWith(7);
    const seen = earning.coupons.find((one) => one.walletId === walletId);
    expect([seen?.presented, seen?.refused]).toEqual([true, { reason: "spend_code_needed" }]);
    expect(earning.best).toBeNull();
    const spending = await scanWith(8);
    expect(spending.best).toBe(walletId);
    const body = { scanId: spending.scanId, amountYen: 1000, pointsToUse: 0, coupons: [walletId] };
    const sold = await till.client.ok("POST", "/api/till/purchases", { key: newKey(), body });
    expect(sold).toMatchObject({ couponYen: 100, coupons: [{ walletId }] });
  });

  test("may be taken back, and is over by itself", async () => {
    const walletId = await given({ mode: "scan" });
    await post(`${walletId}/present`);
    const back = await phone.client.ok<WalletCoupon>("DELETE", `/api/card/coupons/${walletId}/present`);
    expect(back.presentedUntilMs).toBeNull();
    expect((await scanWith(8)).best).toBeNull();
    await post(`${walletId}/present`);
    world.clock.advanceBy(300_000);
    expect((await scanWith(8)).best).toBeNull();
    expect((await inWallet(walletId))?.presentedUntilMs).toBeNull();
  });

  test("before an amount is known nothing else is suggested, also not 50 points beside ¥300", async () => {
    await given({ benefit: { kind: "extra_points", points: 50 } });
    const better = await given({ benefit: { kind: "amount_off", yen: 300 } });
    const scanned = await scanWith(7);
    expect(scanned.best).toBeNull();
    const quote = { scanId: scanned.scanId, amountYen: 1000, pointsToUse: 0, coupons: [] };
    expect(await till.client.ok("POST", "/api/till/quotes", { body: quote })).toMatchObject({ best: better });
  });
});

describe("a word, a QR and a draw", () => {
  test("a word counts however it is typed, in its time alone, and a second reading shows the first coupon", async () => {
    const validity = { from: "2026-11-22", to: null, daysFromIssue: null };
    await desk.issued({ issue: { to: "code", code: "あしたの合言葉" }, validity });
    expect(await outcome(post("claim", { code: "あしたの合言葉" }))).toBe("coupon.not_running");
    const { couponId } = await desk.issued({ issue: { to: "code", code: "Spring-26" } });
    const key = newKey();
    const claimed = await post<WalletCoupon>("claim", { code: "ｓｐｒｉｎｇ　26" }, key);
    expect(claimed).toMatchObject({ couponId, status: "held", refused: null });
    expect(await post("claim", { code: "ｓｐｒｉｎｇ　26" }, key)).toEqual(claimed);
    expect((await post<WalletCoupon>("claim", { code: "SPRING26" })).walletId).toBe(claimed.walletId);
    await redeem(claimed.walletId);
    expect(await outcome(post("claim", { code: "SPRING26" }))).toBe("coupon.limit_reached");
    expect(await outcome(post("claim", { code: "SPRING27" }))).toBe("coupon.code_unknown");
    expect(await outcome(post("claim", { secret: "x" }))).toBe("coupon.code_unknown");
    expect(await outcome(post("claim", { code: "A", secret: "B" }))).toBe("request.invalid");
  });

  test("a draw tells how many are left, says the same to the same tap, and after the last winner nobody wins", async () => {
    const { couponId } = await desk.issued({
      issue: { to: "draw", oddsPerMille: 1000, winnersMax: 1 },
      perMember: { max: 2, period: "day" },
    });
    const drawsLeft = async () =>
      (await walletOf(phone)).draws.find((draw) => draw.couponId === couponId)?.drawsLeft;
    expect(await drawsLeft()).toBe(2);
    const key = newKey();
    const won = await post<CouponDrawn>(`draws/${couponId}`, {}, key);
    expect(won).toMatchObject({ won: true, drawsLeft: 1, coupon: { couponId } });
    expect(await post(`draws/${couponId}`, {}, key)).toEqual(won);
    expect(await post(`draws/${couponId}`)).toEqual({ won: false, coupon: null, drawsLeft: 0 });
    expect(await outcome(post(`draws/${couponId}`))).toBe("coupon.limit_reached");
    expect(await outcome(post("draws/nothing"))).toBe("coupon.not_found");
    // With its only winner found it is offered no more.
    expect(await drawsLeft()).toBeUndefined();
  });
});

test("1 a day says from when on it may be used again, and may then; what was used before stays greyed", async () => {
  const { couponId } = await desk.issued({ perMember: { max: 1, period: "day" } });
  await redeem(couponId);
  expect(await outcome(redeem(couponId))).toBe("coupon.limit_reached");
  const mine = async () => {
    const { usable, past } = await walletOf(phone);
    return [usable, past].map((list) => list.find((one) => one.couponId === couponId));
  };
  const [spent, before] = await mine();
  expect(spent).toMatchObject({ usesLeft: 0, refused: { reason: "limit_reached", on: "2026-11-22" } });
  world.clock.setTo(startOfDay("2026-11-22", "Asia/Tokyo"));
  await phone.signIn();
  const [again, greyed] = await mine();
  expect(again).toMatchObject({ usesLeft: 1, refused: null });
  expect(greyed).toEqual(before);
  await redeem(couponId);
  // What was used yesterday a manager gives back, and staff do not.
  await till.signIn();
  await till.choose("本店");
  const body = { usedAtMs: greyed?.usedAtMs };
  const undo = (at: Till) =>
    outcome(at.client.ok("POST", `/api/till/coupon-taps/${greyed?.walletId}/undo`, { body }));
  const yesterday = (at: Till) => at.client.ok<CouponTaps>("GET", "/api/till/coupon-taps?date=2026-11-21");
  expect(await undo(till)).toBe("coupon.undo_too_late");
  expect(await outcome(yesterday(till))).toBe("session.forbidden");
  await (await world.owner()).signIn();
  const manager = await world.staff("店長 一郎", "本店", "manager");
  expect((await yesterday(manager)).taps.map((tap) => tap.walletId)).toContain(greyed?.walletId);
  expect(await undo(manager)).toBe("ok");
  expect((await yesterday(manager)).taps.map((tap) => tap.walletId)).not.toContain(greyed?.walletId);
  desk = couponDesk(await deskOf(world, await world.owner()));
});

test("who leaves loses what was unused, and the shop's counters agree", async () => {
  const walletId = await given();
  await phone.client.ok("POST", "/api/card/leave", { body: {} });
  const row = await world.deps.database.point
    .selectFrom("member_coupon")
    .select("status")
    .where("member_coupon_id", "=", walletId)
    .executeTakeFirst();
  expect(row).toEqual({ status: "revoked" });
  expect(await verifyCoupons(world.deps)).toEqual([]);
});
