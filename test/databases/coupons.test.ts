import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  expireCoupons,
  issueBirthdays,
  issueLists,
  planIssue,
  planRankUpCoupons,
  verifyCoupons,
} from "../../server/features/coupons/index.ts";
import { audited } from "../../server/platform/database/plan.ts";
import type { Bound } from "../../server/platform/database/prepared.ts";
import { readAgain } from "../../server/platform/http/once.ts";
import type {
  CodeBatches,
  CouponHolder,
  CouponList,
  CouponListIssue,
  CouponResults,
} from "../../shared/coupons/console.ts";
import type { CouponPeriod } from "../../shared/coupons/schema.ts";
import type { CouponTaps } from "../../shared/coupons/taps.ts";
import type { HeldCoupon } from "../../shared/coupons/views.ts";
import { dateAt } from "../../shared/dates.ts";
import type { Listed } from "../../shared/listing.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, fileOf, sendFile } from "../support/coupon-desk.ts";
import { outcome, tally } from "../support/evidence.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";
import { engines, migratedEngine, type OpenedEngine } from "./engines.ts";

/** Coupons' limits where everything comes at once, and the console's questions, as each database answers them. */
describe.each(engines)("coupons on %s", (name) => {
  let engine: OpenedEngine;
  let world: World;
  let owner: Desk;
  let desk: CouponDesk;
  let till: Till;
  let phone: Phone;
  let publicId: string;
  let memberId: number;

  beforeAll(async () => {
    engine = await migratedEngine(name);
    // The engine closes what it opened.
    world = await openWorld({ database: { ...engine.database, close: async () => {} }, ticks: false });
    owner = await deskOf(world, await world.owner());
    desk = couponDesk(owner);
    till = await world.staff("糸井 あかり");
    phone = await world.member("佐藤 花子");
    publicId = (await phone.home()).member.publicId;
    memberId = await idOf(publicId);
  }, 120_000);
  afterAll(async () => {
    await world?.close();
    await engine?.close();
  });

  async function idOf(number: string): Promise<number> {
    const { database } = world.deps;
    const row = await database.point
      .selectFrom("member")
      .select("member_id")
      .where("public_id", "=", number)
      .executeTakeFirstOrThrow();
    return Number(row.member_id);
  }
  async function occasionsOf(couponId: string): Promise<readonly string[]> {
    const rows = await world.deps.database.point
      .selectFrom("member_coupon")
      .select(["occasion", "status"])
      .where("coupon_id", "=", couponId)
      .orderBy("occasion")
      .execute();
    return rows.map(({ occasion, status }) => `${occasion} ${status}`);
  }
  const at12 = <One>(work: (nth: number) => Promise<One>): Promise<One[]> =>
    Promise.all(Array.from({ length: 12 }, (_, nth) => work(nth)));
  /** Who lost too many races in a row may ask again; nobody hears anything else. */
  const others = (told: readonly string[], expected: string): readonly string[] =>
    told.filter((one) => one !== "ok" && one !== "points.conflict" && one !== expected);
  const claim = (body: object, key = newKey()) =>
    phone.client.ok<{ walletId: string }>("POST", "/api/card/coupons/claim", { key, body });
  const redeem = (walletId: string) =>
    phone.client.ok("POST", `/api/card/coupons/${walletId}/redeem`, { key: newKey(), body: {} });

  /** World time is Saturday 2026-11-21. */
  const periods: readonly (readonly [CouponPeriod, string])[] = [
    ["ever", "ever"],
    ["day", "2026-11-21"],
    ["week", "2026-11-16/week"],
    ["month", "2026-11"],
    ["year", "2026"],
  ];

  test.each(periods)("of 2 uses %s, 12 taps at once are 2 uses", async (period, begins) => {
    const { couponId } = await desk.issued({ perMember: { max: 2, period } });
    const told = await at12(() => outcome(redeem(couponId)));
    while (told.filter((one) => one === "ok").length < 2 && told.includes("points.conflict")) {
      told[told.indexOf("points.conflict")] = await outcome(redeem(couponId));
    }
    expect(others(told, "coupon.limit_reached")).toEqual([]);
    expect(tally(told).ok).toBe(2);
    expect(await occasionsOf(couponId)).toEqual([`${begins}#1 redeemed`, `${begins}#2 redeemed`]);
    expect(await desk.state(couponId)).toMatchObject({ given: 2, used: 2 });
  });

  test("of 1 use a day, 12 openings, choices and taps at once are one coupon that is used once", async () => {
    const { couponId } = await desk.issued({
      perMember: { max: 1, period: "day" },
      mode: "timed",
      timedMinutes: 5,
    });
    const post = (verb: string) =>
      phone.client.ok("POST", `/api/card/coupons/${couponId}/${verb}`, { key: newKey(), body: {} });
    await at12((nth) => outcome(post(nth % 2 === 0 ? "open" : "present")));
    const told = await at12(() => outcome(redeem(couponId)));
    expect(tally(told).ok).toBe(1);
    expect(await occasionsOf(couponId)).toEqual(["2026-11-21#1 redeemed"]);
  });

  test("of 2 uses a week, 6 sales at 2 tills at once use it twice at most, and the third is refused", async () => {
    const { couponId } = await desk.issued({ perMember: { max: 2, period: "week" } });
    const there = await world.staff("駅前 の人", "駅前店");
    const scans: { by: Till; scanId: string }[] = [];
    for (let nth = 0; nth < 6; nth++) {
      world.clock.advanceBy(20_000);
      const by = nth % 2 === 0 ? till : there;
      scans.push({ by, scanId: (await by.scan(await phone.code())).scanId });
    }
    const sell = ({ by, scanId }: (typeof scans)[number]) => {
      const body = { scanId, amountYen: 1000, pointsToUse: 0, coupons: [couponId] };
      return outcome(by.client.ok("POST", "/api/till/purchases", { key: newKey(), body }));
    };
    const told = await Promise.all(scans.map(sell));
    for (const scan of scans) if ((await occasionsOf(couponId)).length < 2) told.push(await sell(scan));
    expect(await occasionsOf(couponId)).toEqual(["2026-11-16/week#1 redeemed", "2026-11-16/week#2 redeemed"]);
    expect(tally(told).ok).toBe(2);
    world.clock.advanceBy(20_000);
    expect(await sell({ by: till, scanId: (await till.scan(await phone.code())).scanId })).toBe(
      "coupon.limit_reached",
    );
  });

  test("of 2 a month by a word and by a QR, 12 claims at once are 2 coupons", async () => {
    const limit = { perMember: { max: 2, period: "month" as const } };
    const word = await desk.issued({ ...limit, issue: { to: "code", code: "月に二枚" } });
    const qr = await desk.issued({ ...limit, issue: { to: "qr" } });
    const secret = new URL(qr.claimUrl ?? "").searchParams.get("claim");
    const byWord = await at12(() => outcome(claim({ code: "月に二枚" })));
    const byQr = await at12(() => outcome(claim({ secret })));
    expect(others([...byWord, ...byQr], "coupon.limit_reached")).toEqual([]);
    await claim({ code: "月に二枚" });
    await claim({ secret });
    for (const { couponId } of [word, qr]) {
      expect(await occasionsOf(couponId)).toEqual(["2026-11#1 held", "2026-11#2 held"]);
    }
  });

  test("of 2 a year by single-use codes, 5 codes at once give 2, and the codes of the others stay unused", async () => {
    const { couponId } = await desk.issued({
      issue: { to: "unique_codes" },
      perMember: { max: 2, period: "year" },
    });
    const doors = `/api/console/coupons/${couponId}/codes`;
    const { batch } = await owner.client.ok<{ batch: string }>("POST", doors, {
      key: newKey(),
      body: { count: 5 },
    });
    const file = await fileOf(world.origin, owner.client, `${doors}/${batch}/file.csv`);
    const codes = new TextDecoder()
      .decode(file.bytes)
      .trim()
      .split("\r\n")
      .slice(1)
      .map((row) => row.split(",")[0] ?? "");
    expect(codes).toHaveLength(5);
    const told = await Promise.all(codes.map((code) => outcome(claim({ code }))));
    expect(others(told, "coupon.limit_reached")).toEqual([]);
    expect(await occasionsOf(couponId)).toEqual(["2026#1 held", "2026#2 held"]);
    const { batches } = await owner.client.ok<CodeBatches>("GET", doors);
    expect(batches).toMatchObject([{ made: 5, used: 2 }]);
  });

  test("of 3 draws ever, 12 at once are 3 draws and 3 coupons where each wins", async () => {
    const { couponId } = await desk.issued({
      issue: { to: "draw", oddsPerMille: 1000, winnersMax: null },
      perMember: { max: 3, period: "ever" },
    });
    const draw = () =>
      phone.client.ok("POST", `/api/card/coupons/draws/${couponId}`, { key: newKey(), body: {} });
    const told = await at12(() => outcome(draw()));
    for (let nth = 0; nth < 3; nth++) told.push(await outcome(draw()));
    expect(others(told, "coupon.limit_reached")).toEqual([]);
    expect(await occasionsOf(couponId)).toEqual(["ever#1 held", "ever#2 held", "ever#3 held"]);
  });

  test("what is given for an occasion – list, segment, stamp card, API, rise – is given once by 12 at once", async () => {
    const given = await desk.issued({ issue: { to: "given" } });
    const risen = await desk.issued({ issue: { to: "rank_up", ranks: null } });
    const { deps } = world;
    const doing = { actor: "system:test", nowMs: deps.clock.nowMs(), businessDate: "2026-11-21" };
    const commit = (plan: readonly Bound[]) => {
      const row = {
        auditId: deps.ids.ulid(),
        atMs: doing.nowMs,
        actor: { kind: "system", id: "test" } as const,
      };
      return deps.database.commit(
        audited({ ...row, action: "coupons.issue", subject: "coupon:x", nodeId: null }, plan),
      );
    };
    for (const occasion of ["list:1", "segment:1", "stamp:c:1:10", "api:1"]) {
      await at12(() =>
        readAgain(deps, async () => {
          const via = occasion.split(":")[0] ?? "";
          await commit(await planIssue(deps, given.couponId, memberId, { ...doing, via, occasion }));
        }),
      );
    }
    // Rises follow each other in the account's own order, so the second is decided after the first was written.
    for (const nth of [1, 2]) {
      await at12(() =>
        readAgain(deps, async () =>
          commit(await planRankUpCoupons(deps, memberId, { to: "gold", nth }, doing)),
        ),
      );
    }
    expect(await occasionsOf(given.couponId)).toEqual([
      "api:1 held",
      "list:1 held",
      "segment:1 held",
      "stamp:c:1:10 held",
    ]);
    // The second rise meets the limit of one ever.
    expect(await occasionsOf(risen.couponId)).toEqual(["rank:gold:1 held"]);
  });

  test("by hand 12 taps with one key are one coupon, and 12 keys are 12", async () => {
    const { couponId } = await desk.issued({
      issue: { to: "given" },
      stock: { givenMax: 13, usedMax: null },
    });
    const key = newKey();
    const taps = await at12(() => desk.give(couponId, publicId, key));
    expect(new Set(taps).size).toBe(1);
    const told = await at12(() => outcome(desk.give(couponId, publicId)));
    expect(others(told, "")).toEqual([]);
    expect(await desk.state(couponId)).toMatchObject({ given: 1 + (tally(told).ok ?? 0) });
  });

  test("a list of 3 and a birthday are given once by 3 workers at once, and end on their day, each written once", async () => {
    const validity = { from: null, to: null, daysFromIssue: 1 };
    const listed = await desk.issued({ issue: { to: "given" }, validity });
    const born = await desk.issued({ issue: { to: "birthday", daysBefore: 0 }, validity });
    const ids = [publicId];
    for (const name of ["壱", "弐"]) {
      const other = await world.member(name);
      ids.push((await other.home()).member.publicId);
      await other.client.ok("PUT", "/api/card/birthday", { body: { birthday: "11-22" } });
    }
    const lists = `/api/console/coupons/${listed.couponId}/lists`;
    const { body } = await sendFile<CouponListIssue>(
      world.origin,
      owner.client,
      lists,
      ["会員番号", ...ids, "nobody"].join("\n"),
    );
    expect(body).toMatchObject({ found: 3, unknown: 1, unknownSome: ["nobody"] });
    await owner.client.ok("POST", `${lists}/${body.listId}/give`, { body: {} });
    const until = () => world.clock.nowMs() + 60_000;
    await Promise.all([1, 2, 3].map(() => issueLists(world.deps, until())));
    for (let turns = 0; turns < 5 && (await issueLists(world.deps, until())) > 0; turns++);
    expect(await owner.client.ok("GET", `${lists}/${body.listId}`)).toMatchObject({
      status: "given",
      given: 3,
    });
    expect(await occasionsOf(listed.couponId)).toHaveLength(3);
    world.clock.advanceBy(11.5 * 3_600_000);
    expect(await expireCoupons(world.deps, until())).toBe(0);
    world.clock.advanceBy(3_600_000);
    await Promise.all([1, 2, 3].map(() => issueBirthdays(world.deps, until())));
    for (let turns = 0; turns < 5 && (await issueBirthdays(world.deps, until())) > 0; turns++);
    expect(await occasionsOf(born.couponId)).toEqual(["birthday:2026 held", "birthday:2026 held"]);
    await Promise.all([1, 2, 3].map(() => expireCoupons(world.deps, until())));
    for (let turns = 0; turns < 5 && (await expireCoupons(world.deps, until())) > 0; turns++);
    expect((await occasionsOf(listed.couponId)).map((one) => one.split(" ")[1])).toEqual([
      "expired",
      "expired",
      "expired",
    ]);
    const expiries = await world.deps.database.point
      .selectFrom("coupon_change")
      .select("nth")
      .where("coupon_id", "=", listed.couponId)
      .where("kind", "=", "expired")
      .execute();
    expect(expiries.map(({ nth }) => Number(nth))).toEqual([2, 2, 2]);
    await phone.signIn();
    await till.signIn();
    await till.choose("本店");
    owner = await deskOf(world, await world.owner());
    desk = couponDesk(owner);
  });

  test("the console's questions: list, results, holders in every order, a file, a member's own, a withdrawal", async () => {
    const { couponId } = await desk.issued({ issue: { to: "given" } });
    const walletIds = [await desk.give(couponId, publicId), await desk.give(couponId, publicId)];
    await phone.client.ok("POST", `/api/card/coupons/${walletIds[0]}/seen`, { body: {} });
    world.clock.advanceBy(20_000);
    const { scanId } = await till.scan(await phone.code());
    const sale = { scanId, amountYen: 1000, pointsToUse: 0, coupons: [walletIds[0]] };
    await till.client.ok("POST", "/api/till/purchases", { key: newKey(), body: sale });
    const doors = `/api/console/coupons/${couponId}`;
    const figures = { given: 2, seen: 1, used: 1, yen: 100 };
    const { coupons } = await owner.client.ok<CouponList>("GET", "/api/console/coupons");
    expect(coupons.find((one) => one.couponId === couponId)).toMatchObject(figures);
    const today = dateAt(world.clock.nowMs(), world.deps.settings.timeZone);
    const results = await owner.client.ok<CouponResults>("GET", `${doors}/results`);
    expect(results).toMatchObject({ ...figures, byDay: [{ on: today, given: 2, used: 1, yen: 100 }] });
    for (const sort of ["given", "used", "yen", "name"]) {
      for (const way of ["", "-"]) {
        const page = await owner.client.ok<Listed<CouponHolder>>(
          "GET",
          `${doors}/holders?sort=${way}${sort}`,
        );
        expect([page.total, page.rows.length]).toEqual([2, 2]);
        // What has no value comes last, whichever way.
        if (sort === "used" || sort === "yen")
          expect(page.rows[0]).toMatchObject({ yen: 100, storeName: "本店" });
      }
    }
    const file = await fileOf(world.origin, owner.client, `${doors}/holders.csv?status=held&language=en`);
    expect(new TextDecoder().decode(file.bytes).split("\r\n")).toHaveLength(3);
    const held = `${doors}/held/${walletIds[1]}`;
    await owner.client.ok("POST", `${held}/revoke`, { body: { reason: "x" } });
    await owner.client.ok("POST", `${held}/reinstate`, { body: {} });
    await redeem(walletIds[1] ?? "");
    const taps = await till.client.ok<CouponTaps>("GET", "/api/till/coupon-taps");
    expect(taps.taps[0]).toMatchObject({ walletId: walletIds[1], memberName: "佐藤 花子" });
    await till.client.ok("POST", `/api/till/coupon-taps/${walletIds[1]}/undo`, {
      body: { usedAtMs: taps.taps[0]?.usedAtMs },
    });
    const own = await owner.client.ok<{ coupons: HeldCoupon[] }>(
      "GET",
      `/api/console/members/${publicId}/coupons`,
    );
    expect(
      own.coupons.find(({ walletId }) => walletId === walletIds[1])?.changes.map(({ kind }) => kind),
    ).toEqual(["issued", "revoked", "reinstated", "redeemed", "undone"]);
  });

  test("of 6 who save, and of 6 who issue one draft at once, 1 does, and the others hear that it is stale", async () => {
    const made = await desk.make();
    const six = (work: () => Promise<unknown>) =>
      Promise.all(Array.from({ length: 6 }, () => outcome(work())));
    expect(tally(await six(() => desk.save(made, {})))).toEqual({ ok: 1, "coupon.stale": 5 });
    const saved = await desk.state(made.couponId);
    expect(tally(await six(() => desk.issue(saved)))).toEqual({ ok: 1, "coupon.stale": 5 });
    expect(await desk.state(made.couponId)).toMatchObject({ version: 1, draft: null });
  });

  test("after all of it the counters, rows and changes agree", async () => {
    expect(await verifyCoupons(world.deps)).toEqual([]);
  });
}, 240_000);
