import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { expireCoupons, issueBirthdays, verifyCoupons } from "../../server/features/coupons/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { CouponIssue } from "../../shared/coupons/schema.ts";
import { startOfDay } from "../../shared/dates.ts";
import { insert } from "../databases/rows.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, walletOf } from "../support/coupon-desk.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** What happens to coupons by the calendar: birthdays, and what has ended. */

const tokyo = "Asia/Tokyo";
let world: World;
let owner: Desk;
let desk: CouponDesk;

async function openAt(date: string, hour = 12): Promise<void> {
  world = await openWorld({ ticks: false, startMs: startOfDay(date, tokyo) + hour * 3_600_000 });
  owner = await deskOf(world, await world.owner());
  desk = couponDesk(owner);
}
afterEach(() => world.close());

const until = () => world.clock.nowMs() + 60_000;
const goTo = (date: string, hour = 12) => world.clock.setTo(startOfDay(date, tokyo) + hour * 3_600_000);

/** Of so many members, the numbers from `first` on. */
async function bornOn(birthday: string, count = 1, first = 5_000): Promise<void> {
  const rows = Array.from({ length: count }, (_, n) =>
    insert("member", {
      ...{ member_id: first + n, public_id: `b${first + n}`, language: "ja", status: "active" },
      ...{ joined_at_ms: 1, birthday },
    }),
  );
  await world.deps.database.commit(housekeeping("a test", rows));
}
async function given(couponId: string): Promise<readonly string[]> {
  const rows = await world.deps.database.point
    .selectFrom("member_coupon")
    .select(["member_id", "occasion"])
    .where("coupon_id", "=", couponId)
    .orderBy("occasion")
    .orderBy("member_id")
    .execute();
  return rows.map((row) => `${row.member_id} ${row.occasion}`);
}
const birthday = (daysBefore: number): { issue: CouponIssue } => ({ issue: { to: "birthday", daysBefore } });

describe("a birthday coupon", () => {
  test("is given on the day, in Tokyo's time, once a year, and never to who has left", async () => {
    await openAt("2026-06-09", 23);
    const { couponId } = await desk.issued(birthday(0));
    await bornOn("06-10");
    await world.deps.database.commit(
      housekeeping("a test", [
        insert("member", {
          ...{ member_id: 6_000, public_id: "left", language: "ja", status: "left" },
          ...{ joined_at_ms: 1, birthday: "06-10" },
        }),
      ]),
    );
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual([]);
    world.clock.advanceBy(3_600_000);
    await issueBirthdays(world.deps, until());
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual(["5000 birthday:2026"]);
    goTo("2027-06-10", 0);
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual(["5000 birthday:2026", "5000 birthday:2027"]);
  });

  test("on 29 February is given on the 28th of 2027 and on the 29th of 2028", async () => {
    await openAt("2027-02-27");
    const { couponId } = await desk.issued(birthday(0));
    await bornOn("02-29");
    await bornOn("02-28", 1, 5_100);
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual([]);
    goTo("2027-02-28", 0);
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual(["5000 birthday:2027", "5100 birthday:2027"]);
    goTo("2028-02-28");
    await issueBirthdays(world.deps, until());
    expect((await given(couponId)).slice(2)).toEqual(["5100 birthday:2028"]);
    goTo("2028-02-29");
    await issueBirthdays(world.deps, until());
    expect((await given(couponId)).slice(2)).toEqual(["5000 birthday:2028", "5100 birthday:2028"]);
  });

  test("7 days before reaches over the turn of the year, and at its issue those of all 7 days", async () => {
    await openAt("2026-12-28");
    for (const [n, day] of ["12-27", "12-28", "01-03", "01-04", "01-05"].entries()) {
      await bornOn(day, 1, 5_000 + n);
    }
    const { couponId } = await desk.issued(birthday(7));
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual(["5001 birthday:2026", "5002 birthday:2027", "5003 birthday:2027"]);
  });

  test("of 450 on one day is given in pages, by two at once, and after a death in the middle exactly once each", async () => {
    await openAt("2026-06-10");
    const { couponId } = await desk.issued(birthday(0));
    await bornOn("06-10", 450);
    // A budget of nothing does one page and stops, as a process that is killed would; its lease is given back.
    await issueBirthdays(world.deps, world.clock.nowMs());
    for (let turns = 0; turns < 3; turns++) await issueBirthdays(world.deps, world.clock.nowMs());
    await Promise.all([issueBirthdays(world.deps, until()), issueBirthdays(world.deps, until())]);
    expect(await given(couponId)).toHaveLength(450);
    expect(new Set(await given(couponId)).size).toBe(450);
    expect(await desk.state(couponId)).toMatchObject({ given: 450 });
    expect(await verifyCoupons(world.deps)).toEqual([]);
  });

  test("of days on which nothing ran is made up for, up to 60 days back", async () => {
    await openAt("2026-06-01");
    const { couponId } = await desk.issued(birthday(0));
    await issueBirthdays(world.deps, until());
    await bornOn("06-02", 1, 5_000);
    await bornOn("06-20", 1, 5_001);
    goTo("2026-08-05");
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toEqual(["5001 birthday:2026"]);
  });

  test("comes at once to who joins and tells the birthday on the day itself, once, also when staff correct it", async () => {
    await openAt("2026-06-10");
    const { couponId } = await desk.issued(birthday(3));
    await issueBirthdays(world.deps, until());
    const phone = await world.member("佐藤 花子");
    const memberId = (await phone.home()).member.publicId;
    expect((await walletOf(phone)).usable).toEqual([]);
    const tell = () => phone.client.ok("PUT", "/api/card/birthday", { body: { birthday: "06-10" } });
    await Promise.all([tell(), tell(), tell()]);
    expect((await walletOf(phone)).usable.map((one) => one.couponId)).toEqual([couponId]);
    const correct = (day: string | null) =>
      owner.client.ok("PUT", `/api/console/members/${memberId}/birthday`, { body: { birthday: day } });
    await correct("06-12");
    await correct(null);
    await correct("06-10");
    await issueBirthdays(world.deps, until());
    goTo("2026-06-11");
    await issueBirthdays(world.deps, until());
    expect(await given(couponId)).toHaveLength(1);
    const late = await world.member("遅い人");
    await late.client.ok("PUT", "/api/card/birthday", { body: { birthday: "06-10" } });
    expect((await walletOf(late)).usable).toEqual([]);
    expect(await verifyCoupons(world.deps)).toEqual([]);
  });

  test("stops with its coupon", async () => {
    await openAt("2026-06-10");
    const { couponId } = await desk.issued(birthday(0));
    await bornOn("06-10");
    await owner.client.ok("POST", `/api/console/coupons/${couponId}/stop`, { body: {} });
    expect(await issueBirthdays(world.deps, until())).toBe(0);
    expect(await given(couponId)).toEqual([]);
  });
});

describe("what has ended", () => {
  beforeEach(() => openAt("2026-06-10", 20));

  test("is written once, 450 of them in bounded steps: each one's own change, and nothing the second time", async () => {
    const validity = { from: null, to: null, daysFromIssue: 1 };
    const { couponId } = await desk.issued({ ...birthday(0), validity });
    await bornOn("06-10", 450);
    await issueBirthdays(world.deps, until());
    expect(await expireCoupons(world.deps, until())).toBe(0);
    goTo("2026-06-11", 0);
    expect(await expireCoupons(world.deps, world.clock.nowMs())).toBe(200);
    await Promise.all([expireCoupons(world.deps, until()), expireCoupons(world.deps, until())]);
    for (let turns = 0; turns < 5 && (await expireCoupons(world.deps, until())) > 0; turns++);
    const changes = await world.deps.database.point
      .selectFrom("coupon_change")
      .select(["member_coupon_id", "actor", "nth"])
      .where("kind", "=", "expired")
      .execute();
    expect(changes).toHaveLength(450);
    expect(new Set(changes.map((change) => change.member_coupon_id)).size).toBe(450);
    expect(changes[0]).toMatchObject({ actor: "system:expiry", nth: 2 });
    expect(await expireCoupons(world.deps, until())).toBe(0);
    expect(await desk.state(couponId)).toMatchObject({ given: 450, used: 0 });
    expect(await verifyCoupons(world.deps)).toEqual([]);
  });

  test("by the clock cannot be used though no job has written it, and stays to be seen for 30 days", async () => {
    const validity = { from: null, to: null, daysFromIssue: 1 };
    const { couponId } = await desk.issued({ issue: { to: "given" }, validity });
    const phone = await world.member("佐藤 花子");
    const walletId = await desk.give(couponId, (await phone.home()).member.publicId);
    goTo("2026-06-11", 0);
    await phone.signIn();
    const use = { key: newKey(), body: {} };
    const { error } = await phone.client.refused("POST", `/api/card/coupons/${walletId}/redeem`, use);
    expect(error.code).toBe("coupon.expired");
    const past = async () => (await walletOf(phone)).past.map((one) => [one.walletId, one.status]);
    expect(await past()).toEqual([[walletId, "expired"]]);
    await expireCoupons(world.deps, until());
    expect(await past()).toEqual([[walletId, "expired"]]);
    goTo("2026-07-10");
    await phone.signIn();
    expect(await past()).toEqual([[walletId, "expired"]]);
    goTo("2026-07-12");
    await phone.signIn();
    expect(await past()).toEqual([]);
  });

  test("a countdown of 10 minutes at zero is written too, and its coupon says that its time is over", async () => {
    const { couponId } = await desk.issued({ issue: { to: "given" }, mode: "timed", timedMinutes: 10 });
    const phone = await world.member("佐藤 花子");
    const walletId = await desk.give(couponId, (await phone.home()).member.publicId);
    await phone.client.ok("POST", `/api/card/coupons/${walletId}/open`, { body: {} });
    world.clock.advanceBy(10 * 60_000 - 1);
    expect(await expireCoupons(world.deps, until())).toBe(0);
    world.clock.advanceBy(1);
    expect(await expireCoupons(world.deps, until())).toBe(1);
    const wallet = await walletOf(phone);
    expect([wallet.usable, wallet.past]).toMatchObject([[], [{ walletId, status: "expired" }]]);
    const use = { key: newKey(), body: {} };
    const { error } = await phone.client.refused("POST", `/api/card/coupons/${walletId}/redeem`, use);
    expect(error.code).toBe("coupon.time_over");
    goTo("2026-07-12");
    await phone.signIn();
    expect((await walletOf(phone)).past).toEqual([]);
  });
});
