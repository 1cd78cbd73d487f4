import { afterAll, beforeAll, expect, test } from "vitest";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import { clientOf } from "../support/browser-like.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { couponDesk, sendFile } from "../support/coupon-desk.ts";
import { newKey } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

/** Who may do what with coupons at the console, door by door. */

let world: World;
const desks: Record<string, Desk> = {};
const ids: Record<string, string> = {};

beforeAll(async () => {
  world = await openWorld({ ticks: false });
  const owner = await deskOf(world, await world.owner());
  desks.owner = owner;
  desks.manager = await deskOf(world, await world.staff("店長 一郎", undefined, "manager"));
  for (const role of ["marketer", "auditor"] as const) {
    const { userId } = world.emulator.addUser({ displayName: role });
    await withRole(world, userId, role);
    desks[role] = await deskOf(world, { userId });
  }
  const desk = couponDesk(owner);
  const phone = await world.member("佐藤 花子");
  ids.MEMBER = (await phone.home()).member.publicId;
  ids.COUPON = (await desk.issued({ issue: { to: "given" } })).couponId;
  ids.CODES = (await desk.issued({ issue: { to: "unique_codes" } })).couponId;
  ids.QR = (await desk.issued({ issue: { to: "qr" } })).couponId;
  ids.WALLET = await desk.give(ids.COUPON, ids.MEMBER);
  const codes = { key: newKey(), body: { count: 1 } };
  ids.BATCH = (
    await owner.client.ok<{ batch: string }>("POST", `/api/console/coupons/${ids.CODES}/codes`, codes)
  ).batch;
  const lists = `/api/console/coupons/${ids.COUPON}/lists`;
  ids.LIST = (await sendFile<{ listId: string }>(world.origin, owner.client, lists, ids.MEMBER)).body.listId;
});
afterAll(() => world.close());

const coupon = { coupon: plainCoupon };
const reason = { reason: "x" };
/** The right that each door asks for; who only reads is refused by the others before anything is looked at. */
const doors: readonly (readonly [
  right: "read" | "publish" | "adjust",
  method: string,
  path: string,
  body: object | null,
])[] = [
  ["read", "GET", "/coupons", null],
  ["publish", "POST", "/coupons", coupon],
  ["read", "GET", "/coupons/COUPON", null],
  ["publish", "PUT", "/coupons/COUPON/draft", { ...coupon, seenAtMs: null }],
  ["publish", "DELETE", "/coupons/COUPON/draft", null],
  ["publish", "POST", "/coupons/COUPON/issue", { seenAtMs: 0 }],
  ["publish", "POST", "/coupons/QR/stop", {}],
  ["publish", "POST", "/coupons/QR/resume", {}],
  ["publish", "POST", "/pictures", {}],
  ["read", "GET", "/coupons/COUPON/results", null],
  ["read", "GET", "/coupons/COUPON/holders", null],
  ["read", "GET", "/coupons/COUPON/holders.csv", null],
  ["read", "GET", "/members/MEMBER/coupons", null],
  ["adjust", "POST", "/coupons/COUPON/members", { memberId: "MEMBER", ...reason }],
  ["adjust", "POST", "/coupons/COUPON/held/WALLET/revoke", reason],
  ["adjust", "POST", "/coupons/COUPON/held/WALLET/reinstate", {}],
  ["adjust", "POST", "/coupons/COUPON/held/WALLET/undo", reason],
  ["read", "GET", "/coupons/CODES/codes", null],
  ["publish", "POST", "/coupons/CODES/codes", { count: 1 }],
  ["publish", "GET", "/coupons/CODES/codes/BATCH/file.csv", null],
  ["read", "GET", "/coupons/COUPON/lists", null],
  ["publish", "POST", "/coupons/COUPON/lists", {}],
  ["read", "GET", "/coupons/COUPON/lists/LIST", null],
  ["publish", "POST", "/coupons/COUPON/lists/LIST/give", {}],
  ["publish", "POST", "/coupons/COUPON/lists/LIST/stop", {}],
];
const may: Readonly<Record<string, readonly string[]>> = {
  owner: ["read", "publish", "adjust"],
  manager: ["read", "adjust"],
  marketer: ["read", "publish"],
  auditor: ["read"],
};

function filled(text: string): string {
  return text.replace(/COUPON|CODES|QR|MEMBER|WALLET|BATCH|LIST/g, (name) => ids[name] ?? name);
}

async function statusOf(
  client: Desk["client"],
  method: string,
  path: string,
  body: object | null,
): Promise<number> {
  const headers = {
    origin: world.origin,
    cookie: [...client.cookies].map(([name, value]) => `${name}=${value}`).join("; "),
    "idempotency-key": newKey(),
  };
  const sent = body === null ? {} : { body: filled(JSON.stringify(body)) };
  const response = await fetch(`${world.origin}/api/console${filled(path)}`, { method, headers, ...sent });
  await response.arrayBuffer();
  return response.status;
}

test.each(
  doors,
)("%s: %s %s is open to who has that right, and 403 to the others", async (right, method, path, body) => {
  const nobody = clientOf(world.origin);
  expect(await statusOf(nobody, method, path, body)).toBe(401);
  for (const [role, rights] of Object.entries(may)) {
    const client = desks[role]?.client ?? nobody;
    const status = await statusOf(client, method, path, body);
    const allowed = rights.includes(right);
    expect([role, status === 403]).toEqual([role, !allowed]);
    // What may be read is there; a write may still be refused for what it asks.
    if (allowed) expect([role, status < (right === "read" ? 300 : 500)]).toEqual([role, true]);
  }
});

test("all 26 doors of the console about coupons and pictures stand in this table", async () => {
  const { couponsConsoleRoutes } = await import("../../server/features/coupons/index.ts");
  const { factsOf } = await import("../../server/features/card/index.ts");
  const known = couponsConsoleRoutes(factsOf)
    .routes.filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path.replace(/:\w+/g, "-")}`);
  const here = doors.map(([, method, path]) => `${method} ${path.replace(/\/[A-Z]+(?=\/|$)/g, "/-")}`);
  expect([...new Set(known)].sort()).toEqual(here.sort());
});
