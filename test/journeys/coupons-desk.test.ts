import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { actionWords } from "../../liff/console/words/actions.ts";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import type { CouponHolder, CouponList, CouponResults, CouponState } from "../../shared/coupons/console.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { CouponShown, HeldCoupon } from "../../shared/coupons/views.ts";
import type { Listed } from "../../shared/listing.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, documentOf, fileOf, walletOf } from "../support/coupon-desk.ts";
import { outcome, tally } from "../support/evidence.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** A coupon's life at the console: written, issued, changed, stopped, counted, given and withdrawn by hand. */

let world: World;
let owner: Desk;
let desk: CouponDesk;
let till: Till;
let phone: Phone;
let memberId: string;
const at = "/api/console/coupons";

beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
  desk = couponDesk(owner);
  till = await world.staff("糸井 あかり");
  phone = await world.member("佐藤 花子");
  memberId = (await phone.home()).member.publicId;
});
afterAll(() => world.close());

const usableIds = async (whose = phone) =>
  (await walletOf(whose)).usable.filter(({ refused }) => refused === null).map(({ couponId }) => couponId);

async function sellWith(coupons: readonly string[], amountYen = 1000, whose = phone, by = till) {
  world.clock.advanceBy(20_000);
  const { scanId } = await by.scan(await whose.code());
  const body = { scanId, amountYen, pointsToUse: 0, coupons };
  return by.client.ok<{ purchaseId: string }>("POST", "/api/till/purchases", { key: newKey(), body });
}

describe("a draft", () => {
  test("is made once for its key, seen by nobody, and refused under the same key with another content", async () => {
    const key = newKey();
    const body = { coupon: plainCoupon };
    const made = await owner.client.ok<CouponState>("POST", at, { key, body });
    expect(made).toMatchObject({ status: "draft", version: 0, published: null, given: 0, claimUrl: null });
    expect(await owner.client.ok("POST", at, { key, body })).toEqual(made);
    const other = { coupon: { ...plainCoupon, withPoints: false } };
    const refused = await owner.client.refused("POST", at, { key, body: other });
    expect([refused.status, refused.error.code]).toEqual([422, "idempotency.mismatch"]);
    expect(await desk.state(made.couponId)).toEqual(made);
    expect(await usableIds()).not.toContain(made.couponId);
  });

  test("names the field that is wrong", async () => {
    const coupon = { ...plainCoupon, mode: "timed", benefit: { kind: "amount_off", yen: 0 } };
    const { error } = await owner.client.refused("POST", at, { key: newKey(), body: { coupon } });
    expect(error).toMatchObject({ code: "request.invalid" });
    expect(JSON.stringify(error.details)).toContain("coupon.benefit.yen");
  });

  test("of 10 who save over the same one at once 1 is kept, and 9 hear that it is stale", async () => {
    const made = await desk.make();
    const saved = await Promise.all(
      Array.from({ length: 10 }, (_, n) => outcome(desk.save(made, { name: { ja: `案${n}`, en: "" } }))),
    );
    expect(tally(saved)).toEqual({ ok: 1, "coupon.stale": 9 });
    const now = await desk.state(made.couponId);
    expect(now.draft?.name.ja).toBe(`案${saved.indexOf("ok")}`);
    expect(await outcome(desk.issue(made))).toBe("coupon.stale");
  });

  test("is thrown away as if it had never been", async () => {
    const { couponId } = await desk.make();
    expect(await owner.client.ok("DELETE", `${at}/${couponId}/draft`)).toEqual({ dropped: true });
    expect(await outcome(desk.state(couponId))).toBe("coupon.not_found");
  });

  test("cannot be issued when its last day is past, and says which field", async () => {
    const made = await desk.make({ validity: { from: null, to: "2026-11-20", daysFromIssue: null } });
    const { error } = await owner.client.refused("POST", `${at}/${made.couponId}/issue`, {
      body: { seenAtMs: made.draftAtMs },
    });
    expect(error).toMatchObject({
      code: "request.invalid",
      details: { fields: [{ field: "validity.to", problem: "over" }] },
    });
  });

  test("with a word that another has cannot be issued, however it is written; of 5 who issue at once 1 does", async () => {
    const made = await desk.make({ issue: { to: "code", code: "はる2026" } });
    const issued = await Promise.all(Array.from({ length: 5 }, () => outcome(desk.issue(made))));
    expect(tally(issued)).toEqual({ ok: 1, "coupon.stale": 4 });
    const other = await desk.make({ issue: { to: "code", code: "はる ２０２６" } });
    expect(await outcome(desk.issue(other))).toBe("coupon.code_taken");
  });
});

describe("an issued coupon", () => {
  test("is every member's, may become better and not worse, and says which fields it may not change", async () => {
    const first = await desk.issued();
    expect(first).toMatchObject({ status: "issued", version: 1, draft: null, draftAtMs: null });
    expect(await usableIds()).toContain(first.couponId);
    const worse = {
      ...{ benefit: { kind: "amount_off", yen: 50 } as const, mode: "scan" as const },
      conditions: { ...plainCoupon.conditions, spendYenMin: 500 },
    };
    const body = { coupon: { ...documentOf(first), ...worse }, seenAtMs: null };
    const { error } = await owner.client.refused("PUT", `${at}/${first.couponId}/draft`, { body });
    expect(error).toMatchObject({
      code: "coupon.fixed",
      details: { fields: [{ field: "benefit" }, { field: "mode" }, { field: "conditions.spendYenMin" }] },
    });
    const saved = await desk.save(first, { benefit: { kind: "amount_off", yen: 150 } });
    expect(saved).toMatchObject({ version: 1, draft: { benefit: { yen: 150 } }, published: { version: 1 } });
    const { coupons } = await owner.client.ok<CouponList>("GET", at);
    expect(coupons.find(({ couponId }) => couponId === first.couponId)).toMatchObject({
      changed: true,
      coupon: { benefit: { yen: 100 } },
    });
    const second = await desk.issue(saved);
    expect(second).toMatchObject({
      version: 2,
      draft: null,
      published: { version: 2, benefit: { yen: 150 } },
    });
    expect((await walletOf(phone)).usable.find(({ couponId }) => couponId === first.couponId)).toMatchObject({
      benefit: { yen: 150 },
    });
  });

  test("that a member holds keeps the ¥100 of the version it was given with when it becomes ¥150", async () => {
    const first = await desk.issued({ issue: { to: "given" } });
    const walletId = await desk.give(first.couponId, memberId);
    await desk.issue(await desk.save(first, { benefit: { kind: "amount_off", yen: 150 } }));
    const held = (await walletOf(phone)).usable.find((one) => one.walletId === walletId);
    expect(held).toMatchObject({ benefit: { yen: 100 } });
    const newer = await desk.give(first.couponId, memberId);
    expect((await walletOf(phone)).usable.find((one) => one.walletId === newer)).toMatchObject({
      benefit: { yen: 150 },
    });
    await owner.client.ok("POST", `${at}/${first.couponId}/stop`, { body: {} });
  });

  test("throws its changes away and stays as it is", async () => {
    const issued = await desk.issued();
    const saved = await desk.save(issued, { name: { ja: "別名", en: "" } });
    expect(await owner.client.ok("DELETE", `${at}/${saved.couponId}/draft`)).toEqual({ dropped: false });
    expect(await desk.state(saved.couponId)).toEqual(issued);
    expect(await outcome(owner.client.ok("DELETE", `${at}/${saved.couponId}/draft`))).toBe(
      "coupon.not_draft",
    );
  });

  test("that is stopped can be used no more at once; taken up the same day it can, the next day not", async () => {
    const { couponId } = await desk.issued({ issue: { to: "code", code: "TOMARU" } });
    const claim = { key: newKey(), body: { code: "tomaru" } };
    const { walletId } = await phone.client.ok<{ walletId: string }>(
      "POST",
      "/api/card/coupons/claim",
      claim,
    );
    const stopped = await owner.client.ok<CouponState>("POST", `${at}/${couponId}/stop`, { body: {} });
    expect(stopped).toMatchObject({ status: "stopped", mayResume: true });
    const use = () =>
      phone.client.ok("POST", `/api/card/coupons/${walletId}/redeem`, { key: newKey(), body: {} });
    expect(await outcome(use())).toBe("coupon.stopped");
    expect(await usableIds()).not.toContain(couponId);
    const again = { key: newKey(), body: { code: "tomaru" } };
    expect(await outcome(phone.client.ok("POST", "/api/card/coupons/claim", again))).toBe(
      "coupon.code_unknown",
    );
    // Its word is free for another, which is then in the way of taking it up again.
    const other = await desk.issued({ issue: { to: "code", code: "TOMARU" } });
    const resume = (id: string) => owner.client.ok<CouponState>("POST", `${at}/${id}/resume`, { body: {} });
    expect(await outcome(resume(couponId))).toBe("coupon.code_taken");
    await owner.client.ok("POST", `${at}/${other.couponId}/stop`, { body: {} });
    expect(await resume(couponId)).toMatchObject({ status: "issued", mayResume: false });
    expect(await usableIds()).toContain(couponId);
    await owner.client.ok("POST", `${at}/${couponId}/stop`, { body: {} });
    const saved = desk.save(await desk.state(couponId), {});
    expect(await outcome(saved)).toBe("coupon.stale");
  });
});

describe("results", () => {
  let couponId: string;
  let others: readonly Phone[];

  beforeAll(async () => {
    others = await Promise.all(["一", "二", "三", "四"].map((name) => world.member(`会員${name}`)));
    couponId = (await desk.issued({ perMember: { max: 1, period: "day" }, name: { ja: "日替わり", en: "" } }))
      .couponId;
  });

  test("count 4 seen, 4 given, 3 used and ¥200 by store and day: an undone use counts no more", async () => {
    const there = await world.staff("駅前 の人", "駅前店");
    for (const other of others) {
      await other.client.ok("POST", `/api/card/coupons/${couponId}/seen`, { body: {} });
      await other.client.ok("POST", `/api/card/coupons/${couponId}/seen`, { body: {} });
    }
    const [one, two, three, four] = others;
    if (!one || !two || !three || !four) throw new Error("four members were made");
    await sellWith([couponId], 1000, one);
    await sellWith([couponId], 1000, two, there);
    world.clock.advanceBy(20_000);
    await three.client.ok("POST", `/api/card/coupons/${couponId}/redeem`, { key: newKey(), body: {} });
    await till.undo((await sellWith([couponId], 1000, four)).purchaseId);
    const results = await owner.client.ok<CouponResults>("GET", `${at}/${couponId}/results`);
    expect(results).toMatchObject({ given: 4, seen: 4, used: 3, yen: 200, points: 0 });
    expect(results.byDay).toEqual([{ on: "2026-11-21", given: 4, seen: 0, used: 3, yen: 200, points: 0 }]);
    const byStore = Object.fromEntries(
      results.byStore.map(({ storeName, given, used, yen }) => [storeName ?? "-", [given, used, yen]]),
    );
    expect(byStore).toEqual({ 本店: [2, 1, 100], 駅前店: [1, 1, 100], "-": [1, 1, 0] });
    const { coupons } = await owner.client.ok<CouponList>("GET", at);
    expect(coupons.find((row) => row.couponId === couponId)).toMatchObject({
      ...{ given: 4, seen: 4, used: 3, yen: 200 },
    });
  });

  test("say who: 4 holders, 3 of them used, in any order, and nobody on a second page", async () => {
    const holders = (query: string) =>
      owner.client.ok<Listed<CouponHolder>>("GET", `${at}/${couponId}/holders?${query}`);
    const all = await holders("");
    expect(all).toMatchObject({ total: 4, more: false });
    expect(all.rows.map(({ memberName }) => memberName)).toEqual(["会員四", "会員三", "会員二", "会員一"]);
    expect(all.rows.map(({ status, yen }) => [status, yen])).toEqual([
      ["held", 0],
      ["redeemed", 0],
      ["redeemed", 100],
      ["redeemed", 100],
    ]);
    expect(all.rows[3]).toMatchObject({ storeName: "本店", actorName: "糸井 あかり", via: "everyone" });
    expect(all.rows[1]).toMatchObject({ storeName: null, actorName: null, purchaseId: null });
    const used = await holders("status=redeemed&sort=used");
    expect(used.rows.map(({ memberName }) => memberName)).toEqual(["会員一", "会員二", "会員三"]);
    expect((await holders("sort=-yen")).rows.map(({ yen }) => yen)).toEqual([100, 100, 0, 0]);
    expect((await holders("sort=given")).rows[0]?.memberName).toBe("会員一");
    expect(await holders("page=2")).toMatchObject({ rows: [], total: 4 });
    expect((await owner.client.refused("GET", `${at}/${couponId}/holders?sort=x`)).status).toBe(400);
  });

  test("are a file in UTF-8 with a BOM and in CP932, with the shop's times, and the audit log says who took it", async () => {
    const named = await world.member("髙橋①");
    await sellWith([couponId], 1000, named);
    const file = (query: string) =>
      fileOf(world.origin, owner.client, `${at}/${couponId}/holders.csv?status=redeemed&${query}`);
    const utf8 = await file("language=ja");
    expect([...utf8.bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    const lines = new TextDecoder().decode(utf8.bytes).split("\r\n");
    expect(lines[0]).toBe("会員番号,名前,状態,配布方法,配布日時,期限,利用日時,店舗,担当,会計番号,値引き(円)");
    expect(lines).toHaveLength(6);
    expect(lines[1]).toMatch(
      /,髙橋①,使用済み,会員全員,2026-11-21 12:\d\d,2026-11-21,2026-11-21 12:\d\d,本店,/,
    );
    const cp932 = await file("encoding=cp932&language=ja");
    expect(cp932.headers.get("content-type")).toBe("text/csv; charset=Shift_JIS");
    expect(new TextDecoder("shift_jis").decode(cp932.bytes).split("\r\n")).toEqual(lines);
    expect(new TextDecoder().decode((await file("language=en")).bytes)).toContain("member,name,state");
    const taken = await world.deps.database.point
      .selectFrom("audit")
      .select(["actor_id", "details"])
      .where("action", "=", "coupons.export_holders")
      .execute();
    expect(taken).toHaveLength(3);
    expect(JSON.parse(taken[0]?.details ?? "")).toEqual({ rows: 4 });
  });

  test("of a coupon that is not there are 404, whatever stands in the address", async () => {
    for (const id of ["nobody", "%00", "%E0%A4%A", "..%2f..%2fmembers"]) {
      for (const door of ["", "/results", "/holders", "/codes", "/lists", "/lists/x"]) {
        const { status } = await owner.client.refused("GET", `${at}/${id}${door}`);
        expect([id, door, status === 404 || status === 400]).toEqual([id, door, true]);
      }
    }
  });
});

describe("by hand", () => {
  let couponId: string;
  beforeAll(async () => {
    couponId = (await desk.issued({ issue: { to: "given" }, stock: { givenMax: 3, usedMax: null } }))
      .couponId;
  });

  test("a coupon is given once for its key, again by another, and not beyond its 3", async () => {
    const key = newKey();
    const walletId = await desk.give(couponId, memberId, key);
    expect(await desk.give(couponId, memberId.toUpperCase().replace(/(.{4})/g, "$1 "), newKey())).not.toBe(
      walletId,
    );
    expect(await desk.give(couponId, memberId, key)).toBe(walletId);
    await desk.give(couponId, memberId);
    expect(await outcome(desk.give(couponId, memberId))).toBe("coupon.not_given_by_hand");
    expect(await desk.state(couponId)).toMatchObject({ given: 3 });
    expect(await outcome(desk.give(couponId, "nobody"))).toBe("member.not_found");
    const { couponId: everyones } = await desk.issued();
    expect(await outcome(desk.give(everyones, memberId))).toBe("coupon.not_given_by_hand");
    const draft = await desk.make({ issue: { to: "given" } });
    expect(await outcome(desk.give(draft.couponId, memberId))).toBe("coupon.not_given_by_hand");
  });

  test("it is withdrawn with a reason and given back, each with who and when; a used one stays used", async () => {
    const page = () =>
      owner.client.ok<{ coupons: HeldCoupon[] }>("GET", `/api/console/members/${memberId}/coupons`);
    const [mine] = (await page()).coupons.filter((one) => one.couponId === couponId);
    const walletId = mine?.walletId ?? "";
    const held = `${at}/${couponId}/held/${walletId}`;
    const body = { reason: "誤って配布" };
    const gone = await owner.client.ok<HeldCoupon>("POST", `${held}/revoke`, { body });
    expect(gone).toMatchObject({ status: "revoked" });
    expect(await owner.client.ok("POST", `${held}/revoke`, { body })).toEqual(gone);
    const use = () =>
      phone.client.ok<CouponShown>("POST", `/api/card/coupons/${walletId}/redeem`, {
        key: newKey(),
        body: {},
      });
    expect(await outcome(use())).toBe("coupon.revoked");
    const back = await owner.client.ok<HeldCoupon>("POST", `${held}/reinstate`, { body: {} });
    expect(back.status).toBe("held");
    expect(back.changes.map(({ kind, actorName }) => [kind, actorName])).toEqual([
      ["issued", "縁田 結"],
      ["revoked", "縁田 結"],
      ["reinstated", "縁田 結"],
    ]);
    await use();
    expect(await outcome(owner.client.ok("POST", `${held}/revoke`, { body }))).toBe("coupon.not_revocable");
    expect(await owner.client.ok<HeldCoupon>("POST", `${held}/reinstate`, { body: {} })).toMatchObject({
      status: "redeemed",
    });
    const reasons = await world.deps.database.point
      .selectFrom("coupon_change")
      .select(["kind", "reason"])
      .where("member_coupon_id", "=", walletId)
      .where("kind", "=", "revoked")
      .execute();
    expect(reasons).toEqual([{ kind: "revoked", reason: "誤って配布" }]);
  });

  test("it cannot be withdrawn while a till has put it aside, and can when that was given up", async () => {
    const [mine] = (await walletOf(phone)).usable.filter((one) => one.couponId === couponId);
    world.clock.advanceBy(20_000);
    const { scanId } = await till.scan(await phone.code());
    const path = `/api/till/scans/${scanId}/coupons`;
    await till.client.ok("PUT", path, { body: { coupons: [mine?.walletId] } });
    const revoke = () =>
      owner.client.ok("POST", `${at}/${couponId}/held/${mine?.walletId}/revoke`, { body: { reason: "x" } });
    expect(await outcome(revoke())).toBe("coupon.not_revocable");
    await till.client.ok("PUT", path, { body: { coupons: [] } });
    expect(await outcome(revoke())).toBe("ok");
  });

  test("of another coupon's address it is not found, and of a member who has left it stays gone", async () => {
    const leaver = await world.member("去る人");
    const leaverId = (await leaver.home()).member.publicId;
    const { couponId: own } = await desk.issued({ issue: { to: "given" } });
    const walletId = await desk.give(own, leaverId);
    const body = { reason: "x" };
    expect(
      await outcome(owner.client.ok("POST", `${at}/${couponId}/held/${walletId}/revoke`, { body })),
    ).toBe("coupon.not_found");
    await leaver.client.ok("POST", "/api/card/leave", { body: {} }).catch(() => null);
    const left = await leaver.client.ask("GET", "/api/card/home");
    expect(left.status).not.toBe(200);
    const reinstate = owner.client.ok("POST", `${at}/${own}/held/${walletId}/reinstate`, { body: {} });
    expect(await outcome(reinstate)).toBe("member.left");
    expect(await outcome(desk.give(own, leaverId))).toBe("member.left");
  });
});

test("a QR in the shop has an address once it is issued, and that gives a member the coupon once", async () => {
  const draft = await desk.make({ issue: { to: "qr" } });
  expect(draft.claimUrl).toBeNull();
  const { claimUrl } = await desk.issue(draft);
  const secret = new URL(claimUrl ?? "").searchParams.get("claim");
  const claim = () =>
    phone.client.ok<{ walletId: string }>("POST", "/api/card/coupons/claim", {
      key: newKey(),
      body: { secret },
    });
  const { walletId } = await claim();
  expect((await claim()).walletId).toBe(walletId);
});

test("after all of it the counters, rows and changes agree, and the audit log has words for all that was done", async () => {
  const actions = await world.deps.database.point.selectFrom("audit").select("action").distinct().execute();
  expect(actions.map(({ action }) => action).filter((action) => !(action in actionWords))).toEqual([]);
  expect(await verifyCoupons(world.deps)).toEqual([]);
});
