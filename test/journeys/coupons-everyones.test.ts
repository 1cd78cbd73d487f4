import { afterAll, beforeAll, expect, test } from "vitest";
import type { MemberCoupons } from "../../shared/coupons/views.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { couponDesk } from "../support/coupon-desk.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let owner: Desk;

beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
});
afterAll(() => world.close());

test("the desk sees what every member may use apart from what the member was given, and audit names it", async () => {
  const desk = couponDesk(owner);
  const phone = await world.member("佐藤 花子");
  const memberId = (await phone.home()).member.publicId;
  const { couponId } = await desk.issued();
  const { coupons, everyones } = await owner.client.ok<MemberCoupons>(
    "GET",
    `/api/console/members/${memberId}/coupons`,
  );
  expect(coupons).toEqual([]);
  expect(everyones).toMatchObject([{ couponId, refused: null }]);
  const logged = await owner.client.ok<{ rows: { subject: { kind: string; name: string | null } }[] }>(
    "GET",
    `/api/console/audit?subject=${encodeURIComponent(`coupon:${couponId}`)}`,
  );
  expect(logged.rows.length).toBeGreaterThan(0);
  for (const { subject } of logged.rows) expect(subject.name).toBe(everyones[0]?.name.ja);
});
