import { afterAll, beforeAll, expect, test } from "vitest";
import { verifyCoupons } from "../../server/features/coupons/index.ts";
import type { CodeBatches } from "../../shared/coupons/console.ts";
import type { WalletCoupon } from "../../shared/coupons/views.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, fileOf } from "../support/coupon-desk.ts";
import { outcome, tally } from "../support/evidence.ts";
import { newKey, type Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** Single-use codes: made in batches, taken away as a file, each one somebody's once. */

let world: World;
let owner: Desk;
let desk: CouponDesk;
let couponId: string;
let phones: readonly Phone[];
const at = (id: string) => `/api/console/coupons/${id}/codes`;

beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
  desk = couponDesk(owner);
  couponId = (await desk.issued({ issue: { to: "unique_codes" }, perMember: { max: 2, period: "ever" } }))
    .couponId;
  phones = await Promise.all(Array.from({ length: 8 }, (_, n) => world.member(`会員${n}`)));
});
afterAll(() => world.close());

interface Made {
  readonly batch: string;
  readonly made: number;
}
const make = (count: number, key = newKey(), id = couponId): Promise<Made> =>
  owner.client.ok("POST", at(id), { key, body: { count } });
async function codesOf(batch: string): Promise<readonly (readonly string[])[]> {
  const { bytes } = await fileOf(world.origin, owner.client, `${at(couponId)}/${batch}/file.csv?language=ja`);
  const rows = new TextDecoder().decode(bytes).trim().split("\r\n");
  return rows.slice(1).map((row) => row.split(","));
}
const claim = (phone: Phone, code: string, key = newKey()): Promise<WalletCoupon> =>
  phone.client.ok("POST", "/api/card/coupons/claim", { key, body: { code } });

test("10,000 are made at once, once for the key, all different, four letters a group; 10,001 are refused", async () => {
  const key = newKey();
  const made = await make(10_000, key);
  expect(made.made).toBe(10_000);
  expect(await make(10_000, key)).toEqual(made);
  expect(
    (await owner.client.refused("POST", at(couponId), { key: newKey(), body: { count: 10_001 } })).status,
  ).toBe(400);
  const rows = await codesOf(made.batch);
  expect(new Set(rows.map(([code]) => code)).size).toBe(10_000);
  const wrong = rows.filter(([code = ""]) => !/^([2-9A-HJ-NP-Z]{4}-){2}[2-9A-HJ-NP-Z]{4}$/.test(code));
  expect(wrong).toEqual([]);
  expect(await owner.client.ok<CodeBatches>("GET", at(couponId))).toMatchObject({
    batches: [{ batch: made.batch, made: 10_000, used: 0, madeAtMs: world.clock.nowMs() }],
  });
});

test("are made for an issued coupon of that kind alone", async () => {
  const draft = await desk.make({ issue: { to: "unique_codes" } });
  expect(await outcome(make(1, newKey(), draft.couponId))).toBe("coupon.no_codes");
  const { couponId: other } = await desk.issued();
  expect(await outcome(make(1, newKey(), other))).toBe("coupon.no_codes");
});

test("of 8 members who type one code at once 1 has it, and 7 hear that it was used; typed again it is shown", async () => {
  const { batch } = await make(3);
  const [first = "", second = ""] = (await codesOf(batch)).map(([code = ""]) => code);
  const told = await Promise.all(phones.map((phone) => outcome(claim(phone, first))));
  expect(tally(told)).toEqual({ ok: 1, "coupon.code_used": 7 });
  const winner = phones[told.indexOf("ok")];
  if (winner === undefined) throw new Error("nobody won");
  const mine = await claim(winner, first.toLowerCase().replaceAll("-", " "));
  expect(mine).toMatchObject({ couponId, status: "held" });
  // One member's same tap, sent 5 times at once, is one coupon.
  const key = newKey();
  const taps = await Promise.all(Array.from({ length: 5 }, () => claim(winner, second, key)));
  expect(new Set(taps.map(({ walletId }) => walletId)).size).toBe(1);
  expect(taps[0]?.walletId).not.toBe(mine.walletId);
  expect((await codesOf(batch)).map(([, state]) => state).sort()).toEqual(
    ["使用済み", "使用済み", "未使用"].sort(),
  );
  const { batches } = await owner.client.ok<CodeBatches>("GET", at(couponId));
  expect(batches.map(({ made, used }) => [made, used])).toEqual([
    [3, 2],
    [10_000, 0],
  ]);
});

test("a third code of a member who may have 2 is not lost by trying: another may type it", async () => {
  const { batch } = await make(3);
  const codes = (await codesOf(batch)).map(([code = ""]) => code);
  const [one, other] = phones;
  if (one === undefined || other === undefined) throw new Error("there are eight");
  const told = [];
  for (const code of codes) told.push(await outcome(claim(one, code)));
  const refused = codes[told.indexOf("coupon.limit_reached")] ?? "";
  expect(await outcome(claim(other, refused))).toBe("ok");
});

test("10 wrong codes in ten minutes, and the next is not looked at, right or wrong, until the window is over", async () => {
  const { batch } = await make(1);
  const [right = ""] = (await codesOf(batch)).map(([code = ""]) => code);
  const guesser = await world.member("総当 たり");
  const told = [];
  for (let n = 0; n < 11; n++) told.push(await outcome(claim(guesser, `WRONG${n}WRONG`)));
  expect(tally(told)).toEqual({ "coupon.code_unknown": 10, "coupon.too_many_tries": 1 });
  expect(await outcome(claim(guesser, right))).toBe("coupon.too_many_tries");
  world.clock.advanceBy(10 * 60_000);
  expect(await outcome(claim(guesser, right))).toBe("ok");
});

test("who took codes away stands in the audit log, and the counters agree", async () => {
  const rows = await world.deps.database.point
    .selectFrom("audit")
    .select("details")
    .where("action", "=", "coupons.export_codes")
    .execute();
  expect(rows.map(({ details }) => JSON.parse(details ?? "").codes)).toContain(10_000);
  expect(await verifyCoupons(world.deps)).toEqual([]);
});
