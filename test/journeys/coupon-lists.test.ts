import { afterAll, beforeAll, expect, test } from "vitest";
import { issueLists, purgeCheckedLists, verifyCoupons } from "../../server/features/coupons/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import { encodeCp932 } from "../../server/platform/files/cp932.ts";
import type { CouponListIssue, CouponListIssues } from "../../shared/coupons/console.ts";
import { commit, insert, raw } from "../databases/rows.ts";
import { type Desk, deskOf } from "../support/console.ts";
import { type CouponDesk, couponDesk, sendFile } from "../support/coupon-desk.ts";
import { outcome } from "../support/evidence.ts";
import { openWorld, type World } from "../support/world.ts";

/** A list of members' numbers: checked, accepted, given in parts, stopped in the middle, gone on with. */

let world: World;
let owner: Desk;
let desk: CouponDesk;
let couponId: string;
const numberOf = (n: number): string => `list${String(n).padStart(4, "0")}`;

beforeAll(async () => {
  world = await openWorld({ ticks: false });
  owner = await deskOf(world, await world.owner());
  desk = couponDesk(owner);
  couponId = (await desk.issued({ issue: { to: "given" } })).couponId;
  const members = Array.from({ length: 1_000 }, (_, n) => memberRow(1_000 + n, numberOf(n)));
  const gone = memberRow(3_000, "gone", { status: "left" });
  const merged = memberRow(3_001, "merged", { status: "left", merged_into_id: 1_000 });
  await world.deps.database.commit(housekeeping("a test", [...members, gone, merged]));
});
afterAll(() => world.close());

function memberRow(memberId: number, publicId: string, change: Record<string, string | number> = {}) {
  return insert("member", {
    ...{ member_id: memberId, public_id: publicId, language: "ja", status: "active", joined_at_ms: 1 },
    ...change,
  });
}

const at = (id = couponId) => `/api/console/coupons/${id}/lists`;
const check = (bytes: Uint8Array | string, id = couponId) =>
  sendFile<CouponListIssue & { error?: { code: string } }>(world.origin, owner.client, at(id), bytes);
const view = (listId: string, id = couponId) =>
  owner.client.ok<CouponListIssue>("GET", `${at(id)}/${listId}`);
const move = (listId: string, to: "give" | "stop", id = couponId) =>
  owner.client.ok<CouponListIssue>("POST", `${at(id)}/${listId}/${to}`, { body: {} });
const lines = (from: number, to: number): string =>
  Array.from({ length: to - from }, (_, n) => numberOf(from + n)).join("\n");
async function holders(id = couponId): Promise<number> {
  const rows = await world.deps.database.point
    .selectFrom("member_coupon")
    .select("member_id")
    .where("coupon_id", "=", id)
    .execute();
  expect(new Set(rows.map((row) => row.member_id)).size).toBe(rows.length);
  return rows.length;
}
const work = (forMs = 60_000) => issueLists(world.deps, world.clock.nowMs() + forMs);

test("is only checked at first: 3 found, 2 unknown, 1 left, 2 repeated, and the numbers of nobody are told", async () => {
  const csv = [
    "名前,会員番号",
    `"佐藤, 花子",${numberOf(0)}`,
    `田中,${numberOf(1).toUpperCase().replace("LIST", "list-")}`,
    `鈴木,${numberOf(2)}`,
    `二度目,${numberOf(2)}`,
    "合併,merged",
    "誰でもない,nobody",
    "番号なし,",
    "退会,gone",
    ",",
  ].join("\r\n");
  const { status, body } = await check(csv);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    ...{ status: "checked", found: 3, unknown: 2, left: 1, repeated: 2, given: 0, passedOver: 0 },
    unknownSome: ["", "nobody"],
  });
  await work();
  expect(await holders()).toBe(0);
  const encoded = await encodeCp932(csv);
  if (!("bytes" in encoded)) throw new Error("the test's own text cannot be encoded");
  const again = await check(encoded.bytes);
  expect(again.body).toMatchObject({ found: 3, unknown: 2, left: 1, repeated: 2 });
  expect((await check(`\ufeff${csv}`)).body).toMatchObject({ found: 3 });
  const { lists } = await owner.client.ok<CouponListIssues>("GET", at());
  expect(lists).toHaveLength(3);
  expect(lists[2]).toEqual(body);
});

test("without a heading the first column counts, parted by tabs or semicolons as well", async () => {
  expect((await check(`${numberOf(3)}\t鈴木\n${numberOf(4)};x`)).body).toMatchObject({
    found: 2,
    unknown: 0,
  });
});

test.each([
  ["of nobody's numbers", "nobody\nno-one", 400, "coupon.list_empty"],
  ["of nothing", "", 400, "coupon.list_empty"],
  ["that is a spreadsheet's own file", Uint8Array.from([0x50, 0x4b, 3, 4, 0, 0]), 400, "csv.unreadable"],
  ["of 8 MB and a byte", new Uint8Array(8 * 1024 * 1024 + 1).fill(0x31), 413, "request.too_large"],
])("a file %s is refused", async (_, bytes, status, code) => {
  const met = await check(bytes);
  expect([met.status, met.body.error?.code]).toEqual([status, code]);
});

test("100,001 numbers are refused, and 100,000 are looked at", async () => {
  const many = (count: number) => Array.from({ length: count }, (_, n) => `x${n}`).join("\n");
  expect((await check(many(100_001))).body.error?.code).toBe("request.too_large");
  expect((await check(many(100_000))).body.error?.code).toBe("coupon.list_empty");
});

test("a coupon that everyone has takes no list, and a draft's list waits until it is issued", async () => {
  const { couponId: everyones } = await desk.issued();
  expect((await check(numberOf(0), everyones)).body.error?.code).toBe("coupon.not_given_by_hand");
  const draft = await desk.make({ issue: { to: "given" } });
  const { body } = await check(numberOf(0), draft.couponId);
  expect(await outcome(move(body.listId, "give", draft.couponId))).toBe("coupon.not_given_by_hand");
  await desk.issue(draft);
  await move(body.listId, "give", draft.couponId);
  await work();
  expect(await view(body.listId, draft.couponId)).toMatchObject({ status: "given", given: 1 });
  expect(await outcome(view(body.listId))).toBe("coupon.list_not_found");
});

test("of 1,000 it is stopped after a part of 200, and goes on to give each of them exactly one", async () => {
  const { body } = await check(lines(0, 1_000));
  expect(body.found).toBe(1_000);
  expect(await move(body.listId, "give")).toMatchObject({ status: "giving" });
  expect(await work(0)).toBe(1);
  expect(await holders()).toBe(200);
  expect(await move(body.listId, "stop")).toMatchObject({ status: "stopped", given: 200 });
  expect(await work()).toBe(0);
  await move(body.listId, "give");
  // Three workers at once, as three processes would be.
  await Promise.all([work(), work(), work()]);
  for (let turns = 0; turns < 20 && (await work()) > 0; turns++);
  expect(await view(body.listId)).toMatchObject({ status: "given", given: 1_000, passedOver: 0 });
  expect(await holders()).toBe(1_000);
  expect(await desk.state(couponId)).toMatchObject({ given: 1_000 });
  await move(body.listId, "stop");
  expect(await view(body.listId)).toMatchObject({ status: "given" });
});

test("a process that dies after a part leaves a lease, which ends in a minute, and nobody gets two", async () => {
  const { couponId: id } = await desk.issued({ issue: { to: "given" } });
  const { body } = await check(lines(0, 500), id);
  await move(body.listId, "give", id);
  await work(0);
  const lease = `leased_by = 'dead', leased_until_ms = ${world.clock.nowMs() + 60_000}`;
  await commit(world.deps.database, raw(`UPDATE coupon_list SET ${lease} WHERE list_id = '${body.listId}'`));
  expect(await work()).toBe(0);
  world.clock.advanceBy(60_001);
  for (let turns = 0; turns < 20 && (await work()) > 0; turns++);
  expect(await view(body.listId, id)).toMatchObject({ status: "given", given: 500 });
  expect(await holders(id)).toBe(500);
});

test("of a stock of 250 the 500 get 250, and the other 250 are told as passed over", async () => {
  const { couponId: id } = await desk.issued({
    issue: { to: "given" },
    stock: { givenMax: 250, usedMax: null },
  });
  const { body } = await check(lines(0, 500), id);
  await move(body.listId, "give", id);
  for (let turns = 0; turns < 20 && (await work()) > 0; turns++);
  expect(await view(body.listId, id)).toMatchObject({ status: "given", given: 250, passedOver: 250 });
});

test("while its coupon is stopped a list waits without being looked at, and goes on when it is taken up again", async () => {
  const { couponId: id } = await desk.issued({ issue: { to: "given" } });
  const { body } = await check(lines(0, 300), id);
  await move(body.listId, "give", id);
  await work(0);
  await owner.client.ok("POST", `/api/console/coupons/${id}/stop`, { body: {} });
  expect(await work()).toBe(0);
  expect(await view(body.listId, id)).toMatchObject({ status: "giving", given: 200 });
  await owner.client.ok("POST", `/api/console/coupons/${id}/resume`, { body: {} });
  for (let turns = 0; turns < 20 && (await work()) > 0; turns++);
  expect(await view(body.listId, id)).toMatchObject({ status: "given", given: 300 });
});

test("who left between the check and the giving is passed over", async () => {
  const { couponId: id } = await desk.issued({ issue: { to: "given" } });
  const { body } = await check(lines(0, 3), id);
  const left = `UPDATE member SET status = 'left' WHERE public_id = '${numberOf(1)}'`;
  await commit(world.deps.database, raw(left));
  await move(body.listId, "give", id);
  await work();
  expect(await view(body.listId, id)).toMatchObject({ given: 2, passedOver: 1 });
});

test("a check that nobody accepted is forgotten after a day; an accepted list is kept", async () => {
  await check(numberOf(5));
  world.clock.advanceBy(25 * 3_600_000);
  await purgeCheckedLists(world.deps);
  const lists = await world.deps.database.point.selectFrom("coupon_list").select("status").execute();
  expect(lists.map(({ status }) => status)).not.toContain("checked");
  expect(lists.length).toBeGreaterThan(4);
  expect(await verifyCoupons(world.deps)).toEqual([]);
});
