import { afterAll, beforeAll, expect, test } from "vitest";
import type { CouponShown } from "../../shared/coupons/views.ts";
import { publishCoupon } from "../support/coupon-shop.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** The word of the minute, by which staff see whether a coupon's screen is alive. */

let world: World;
let till: Till;
let phone: Phone;

beforeAll(async () => {
  world = await openWorld();
  till = await world.staff("糸井 あかり");
  phone = await world.member("佐藤 花子");
});
afterAll(() => world.close());

const wordNow = (): Promise<{ readonly word: string | null; readonly untilMs: number }> =>
  till.client.ok("GET", "/api/till/coupon-word");

test("a shop without coupons that are shown has no word, nor has one whose coupons are all read by the till", async () => {
  expect((await wordNow()).word).toBeNull();
  await publishCoupon(world.deps, "scanned", { mode: "scan" });
  expect((await wordNow()).word).toBeNull();
});

test("one of last month is nothing to compare with; one of today is", async () => {
  const october = { from: "2026-10-01", to: "2026-10-31", daysFromIssue: null };
  await publishCoupon(world.deps, "october", { validity: october });
  expect((await wordNow()).word).toBeNull();
  await publishCoupon(world.deps, "timed", { mode: "timed", timedMinutes: 15 });
  expect((await wordNow()).word).not.toBeNull();
});

test("both screens say the same for the two minutes that the phone's is shown, and change together", async () => {
  await publishCoupon(world.deps, "shown", {});
  const used = await phone.client.ok<CouponShown>("POST", "/api/card/coupons/shown/redeem", {
    body: {},
    key: newKey(),
  });
  expect(used.proof.words.length).toBe(3);
  for (const { word, untilMs } of used.proof.words) {
    expect(await wordNow()).toEqual({ word, untilMs });
    world.clock.setTo(untilMs);
  }
  expect(new Set(used.proof.words.map(({ word }) => word)).size).toBe(3);
});

test("whoever is not signed in at a till is told nothing", async () => {
  const answer = await phone.client.ask("GET", "/api/till/coupon-word");
  expect(answer.status).toBe(401);
});
