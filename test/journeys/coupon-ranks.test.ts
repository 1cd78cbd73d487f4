import { afterAll, beforeAll, expect, test } from "vitest";
import { planLadder } from "../../server/features/ranks/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { Coupon } from "../../shared/coupons/schema.ts";
import type { WalletCoupon } from "../../shared/coupons/views.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import { deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, walletOf } from "../support/coupon-desk.ts";
import { newKey, type Phone, type Till } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** Coupons for some ranks, in the hands of who has another one. */

let world: World;
let desk: CouponDesk;
let till: Till;
let phone: Phone;

const given = async (change: Partial<Coupon> = {}): Promise<string> => {
  const { couponId } = await desk.issued({ issue: { to: "given" }, ...change });
  return desk.give(couponId, (await phone.home()).member.publicId);
};
const inWallet = async (walletId: string): Promise<WalletCoupon | undefined> =>
  (await walletOf(phone)).usable.find((one) => one.walletId === walletId);

const rank = (code: string, ja: string, threshold: number) => ({
  ...{ code, name: { ja, en: code }, threshold, multiplierPerMille: 1000, colour: "#8a8a8a" },
});
const silver = { ja: "シルバー", en: "silver" };
beforeAll(async () => {
  world = await openWorld();
  desk = couponDesk(await deskOf(world, await world.owner()));
  till = await world.staff("糸井 あかり");
  phone = await world.member("佐藤 花子");
  const ranks = [
    rank("regular", "レギュラー", 0),
    rank("silver", "シルバー", 5000),
    rank("gold", "ゴールド", 9000),
  ];
  const statement = planLadder(
    { ...noRanks, version: 1, enabled: true, ranks },
    world.clock.nowMs(),
    "system:test",
  );
  await world.deps.database.commit(housekeeping("a test", [statement]));
});
afterAll(() => world.close());

test("neither 時限 is opened nor かざす chosen nor 見せる used, no countdown runs, and each refusal says シルバー and above", async () => {
  const conditions = { ...plainCoupon.conditions, ranks: ["silver", "gold"] };
  const timed = await given({ conditions, mode: "timed", timedMinutes: 5 });
  const scanned = await given({ conditions, mode: "scan" });
  const shown = await given({ conditions });
  for (const path of [`${timed}/open`, `${scanned}/present`, `${shown}/redeem`]) {
    const { status, error } = await phone.client.refused("POST", `/api/card/coupons/${path}`, {
      key: newKey(),
      body: {},
    });
    expect([path, status, error.code]).toEqual([path, 409, "coupon.other_rank"]);
    expect(error.details).toMatchObject({
      reason: "other_rank",
      ranks: [silver, { en: "gold" }],
      upwards: true,
    });
  }
  expect(await inWallet(timed)).toMatchObject({
    timedUntilMs: null,
    refused: { reason: "other_rank", ranks: [silver, { en: "gold" }], upwards: true },
  });
  expect(await inWallet(scanned)).toMatchObject({ presentedUntilMs: null });
  world.clock.advanceBy(20_000);
  const { coupons } = await till.scan(await phone.code(8), "spend");
  expect(coupons.find(({ walletId }) => walletId === scanned)?.refused).toMatchObject({
    ranks: [silver, {}],
  });
  await till.sell((await till.scan(await phone.code(7))).scanId, 6_000);
  expect(await inWallet(timed)).toMatchObject({ refused: null });
  for (const path of [`${timed}/open`, `${scanned}/present`]) {
    await phone.client.ok("POST", `/api/card/coupons/${path}`, { key: newKey(), body: {} });
  }
});
