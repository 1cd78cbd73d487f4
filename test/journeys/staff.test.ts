import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { PurchaseList } from "../../shared/purchases/schema.ts";
import type { Role, StaffList } from "../../shared/stores/schema.ts";
import { insert } from "../databases/rows.ts";
import { outcome, refuses, rowsOf, tally } from "../support/evidence.ts";
import { secretIn, type Till, tillOf } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
let owner: Till;
beforeEach(async () => {
  world = await openWorld();
  owner = await world.owner();
});
afterEach(() => world.close());

const day = 24 * 3_600_000;

/** Somebody with LINE who is no staff yet. */
function stranger(name: string): Till {
  const { origin, emulator, clock } = world;
  return tillOf({ origin, emulator, loginChannelId: "2000000002", nowMs: () => clock.nowMs() }, name);
}

async function signingIn(till: Till, invitation?: string): Promise<object> {
  const idToken = await world.emulator.issueIdToken({ userId: till.userId, channelId: "2000000002" });
  return {
    client: till.client,
    path: "/api/till/session",
    body: invitation === undefined ? { idToken } : { idToken, invitation },
  };
}

/** Gives a role that no invitation gives yet. */
async function grant(till: Till, role: Role, path: string): Promise<void> {
  const { database, clock } = world.deps;
  const node = await database.point
    .selectFrom("node")
    .selectAll()
    .where("path", "=", path)
    .executeTakeFirstOrThrow();
  const staff = await database.point
    .selectFrom("staff")
    .selectAll()
    .where("line_user_id", "=", till.userId)
    .executeTakeFirstOrThrow();
  const row = { staff_id: staff.staff_id, node_id: node.node_id, role, granted_at_ms: clock.nowMs() };
  await database.commit(housekeeping("a role that only the console will give", [insert("staff_role", row)]));
}

describe("an invitation", () => {
  test("makes one person staff: a second one is refused with 410, the first is simply let in again", async () => {
    const { url } = await owner.invite("staff", "本店");
    const [first, second] = [stranger("糸井 あかり"), stranger("横取 り子")];
    await first.signIn(secretIn(url));
    const asked = await signingIn(second, secretIn(url));
    await refuses(world, {
      client: second.client,
      path: "/api/till/session",
      ...asked,
      status: 410,
      code: "staff.invitation_used",
    });
    expect(second.client.cookies.size).toBe(0);
    expect(await first.signIn(secretIn(url))).toMatchObject({ store: { name: "本店", role: "staff" } });
  });

  test("opened by 10 people at once makes exactly one of them staff", async () => {
    const { url } = await owner.invite("staff", "本店");
    const people = Array.from({ length: 10 }, (_, n) => stranger(`競争 ${n}`));
    const met = await Promise.all(people.map((person) => outcome(person.signIn(secretIn(url)))));
    expect(tally(met)).toEqual({ ok: 1, "staff.invitation_used": 9 });
    expect(await rowsOf(world, "staff")).toHaveLength(2);
    expect(await rowsOf(world, "staff_role")).toHaveLength(2);
  });

  test("is good for 3 days and not for a moment longer", async () => {
    const { url } = await owner.invite("staff", "本店");
    world.clock.advanceBy(3 * day);
    const late = stranger("遅刻 太郎");
    const asked = await signingIn(late, secretIn(url));
    await refuses(world, {
      client: late.client,
      path: "/api/till/session",
      ...asked,
      status: 410,
      code: "staff.invitation_expired",
    });
  });

  test("made up is refused with 404, and without one a stranger is told to open theirs", async () => {
    const person = stranger("知らない 人");
    const refused = { client: person.client, path: "/api/till/session" };
    for (const secret of ["made-up", "' OR 1=1 --", "ご縁"]) {
      const asked = await signingIn(person, secret);
      await refuses(world, { ...refused, ...asked, status: 404, code: "staff.invitation_invalid" });
    }
    await refuses(world, {
      ...refused,
      ...(await signingIn(person)),
      status: 403,
      code: "staff.not_invited",
    });
    const member = await world.member("会員 です");
    const idToken = await member.idToken();
    await refuses(world, {
      ...refused,
      client: member.client,
      body: { idToken },
      status: 403,
      code: "staff.not_invited",
    });
  });

  test("is stored as a hash: its secret stands in no table", async () => {
    const { url } = await owner.invite("staff", "本店");
    const rows = JSON.stringify(await rowsOf(world, "invitation"));
    expect(rows).not.toContain(secretIn(url));
  });

  test("that says more than a role and a store, or an owner's role, is refused", async () => {
    const asked = {
      client: owner.client,
      path: "/api/till/invitations",
      status: 400,
      code: "request.invalid",
    } as const;
    for (const role of ["owner", "marketer", "auditor", "god"]) {
      await refuses(world, { ...asked, body: { role, storeId: null } });
    }
    await refuses(world, { ...asked, body: { role: "staff" } });
    await refuses(world, { ...asked, body: { role: "staff", storeId: null, nodeId: 1 } });
    const nowhere = { ...asked, body: { role: "staff", storeId: "nowhere" } };
    await refuses(world, { ...nowhere, status: 404, code: "store.not_found" });
  });
});

describe("a manager of one store", () => {
  let manager: Till;
  let storeIds: ReadonlyMap<string, string>;
  beforeEach(async () => {
    manager = await world.staff("店長 花", "本店", "manager");
    const { stores } = await owner.client.ok<{ stores: { name: string; publicId: string }[] }>(
      "GET",
      "/api/till/me",
    );
    storeIds = new Map(stores.map(({ name, publicId }) => [name, publicId]));
  });

  test("invites staff to their own store, and no manager, no other store and not the whole shop", async () => {
    await manager.invite("staff", "本店");
    const asked = { client: manager.client, path: "/api/till/invitations" };
    const forbidden = { ...asked, status: 403, code: "session.forbidden" } as const;
    await refuses(world, { ...forbidden, body: { role: "manager", storeId: storeIds.get("本店") } });
    await refuses(world, { ...forbidden, body: { role: "staff", storeId: null } });
    const other = { ...asked, body: { role: "staff", storeId: storeIds.get("駅前店") } };
    await refuses(world, { ...other, status: 404, code: "store.not_found" });
  });

  test("sees and removes the staff of their store, and neither the owner nor another store's staff", async () => {
    const own = await world.staff("糸井 あかり");
    const foreign = await world.staff("駅前 太郎", "駅前店");
    const { staff } = await manager.client.ok<StaffList>("GET", "/api/till/staff");
    expect(staff.map(({ name }) => name).sort()).toEqual(["店長 花", "糸井 あかり"].sort());
    const everybody = (await owner.client.ok<StaffList>("GET", "/api/till/staff")).staff;
    const idOf = (name: string) => everybody.find((each) => each.name === name)?.publicId;
    const asked = {
      client: manager.client,
      method: "DELETE",
      status: 403,
      code: "session.forbidden",
    } as const;
    await refuses(world, { ...asked, path: `/api/till/staff/${idOf("縁田 結")}` });
    await refuses(world, { ...asked, path: `/api/till/staff/${idOf("駅前 太郎")}` });
    await manager.client.ok("DELETE", `/api/till/staff/${idOf("糸井 あかり")}`);
    await foreign.client.ok("GET", "/api/till/me");
    expect((await own.client.ask("GET", "/api/till/me")).status).toBe(401);
  });

  test("chooses no store that is not theirs", async () => {
    const body = { storeId: storeIds.get("駅前店") };
    const asked = { client: manager.client, path: "/api/till/store", body };
    await refuses(world, { ...asked, status: 404, code: "store.not_found" });
  });
});

describe("removing staff", () => {
  test("ends their session at once, in the middle of a sale, and they do not get in again", async () => {
    const till = await world.staff("糸井 あかり");
    const phone = await world.member("佐藤 花子");
    const { scanId } = await till.scan(await phone.code());
    const publicId = (await till.client.ok<{ staff: { publicId: string } }>("GET", "/api/till/me")).staff
      .publicId;
    await owner.client.ok("DELETE", `/api/till/staff/${publicId}`);
    const body = { scanId, amountYen: 1000, pointsToUse: 0 };
    const sale = { client: till.client, path: "/api/till/purchases", key: "after-removal", body };
    await refuses(world, { ...sale, status: 401, code: "session.expired" });
    const asked = await signingIn(till);
    await refuses(world, {
      client: till.client,
      path: "/api/till/session",
      ...asked,
      status: 403,
      code: "staff.not_invited",
    });
    const gone = { client: owner.client, method: "DELETE", path: `/api/till/staff/${publicId}` };
    await refuses(world, { ...gone, status: 404, code: "staff.not_found" });
  });

  test("by staff is refused, and so is looking at the list and inviting", async () => {
    const till = await world.staff("糸井 あかり");
    const ownerId = (await owner.client.ok<{ staff: { publicId: string } }>("GET", "/api/till/me")).staff
      .publicId;
    const asked = { client: till.client, status: 403, code: "session.forbidden" } as const;
    await refuses(world, { ...asked, method: "DELETE", path: `/api/till/staff/${ownerId}` });
    await refuses(world, { ...asked, method: "GET", path: "/api/till/staff" });
    await refuses(world, { ...asked, path: "/api/till/invitations", body: { role: "staff", storeId: null } });
  });

  test("the last owner is refused, also by themselves; of two owners one can be removed", async () => {
    const ownerId = (await owner.client.ok<{ staff: { publicId: string } }>("GET", "/api/till/me")).staff
      .publicId;
    const asked = { client: owner.client, method: "DELETE", path: `/api/till/staff/${ownerId}` };
    await refuses(world, { ...asked, status: 409, code: "staff.last_owner" });
    const second = await world.staff("二人目 の主");
    await grant(second, "owner", "/");
    await second.client.ok("DELETE", `/api/till/staff/${ownerId}`);
    expect((await owner.client.ask("GET", "/api/till/me")).status).toBe(401);
  });
});

describe("a marketer and an auditor", () => {
  test.each([
    "marketer",
    "auditor",
  ] as const)("(%s) have no till: they choose no store, read no code and see no sales", async (role) => {
    const till = await world.staff("本部 太郎");
    await world.deps.database.commit(
      housekeeping("only the other role is left", [
        {
          prepared: { text: () => ({ sql: `DELETE FROM staff_role WHERE role = 'staff'`, slots: [] }) },
          params: {},
        },
      ]),
    );
    await grant(till, role, "/");
    const phone = await world.member("佐藤 花子");
    const asked = { client: till.client, status: 403, code: "session.forbidden" } as const;
    const body = { code: await phone.code(), source: "camera" };
    await refuses(world, { ...asked, path: "/api/till/scans", body });
    await refuses(world, { ...asked, method: "GET", path: "/api/till/purchases" });
    await refuses(world, { ...asked, path: "/api/till/invitations", body: { role: "staff", storeId: null } });
    await refuses(world, { ...asked, method: "GET", path: "/api/till/staff" });
    expect(await till.client.ok("GET", "/api/till/me")).toMatchObject({ stores: [], store: null });
  });
});

describe("undoing a sale", () => {
  async function sold(till: Till, name: string): Promise<string> {
    const phone = await world.member(name);
    return (await till.sell((await till.scan(await phone.code())).scanId, 1000)).purchaseId;
  }

  test("of yesterday is refused for staff and done by a manager of the store", async () => {
    const till = await world.staff("糸井 あかり");
    const manager = await world.staff("店長 花", "本店", "manager");
    const purchaseId = await sold(till, "佐藤 花子");
    // 23:59 in Tokyo is still today, a minute later is not.
    world.clock.setTo(Date.UTC(2026, 10, 21, 14, 59, 59));
    await Promise.all([till.signIn(), manager.signIn()]);
    const today = await till.client.ok<PurchaseList>("GET", "/api/till/purchases");
    expect(today.items.map(({ mayVoid }) => mayVoid)).toEqual([true]);
    world.clock.setTo(Date.UTC(2026, 10, 21, 15, 0, 0));
    const path = `/api/till/purchases/${purchaseId}/void`;
    const asked = { client: till.client, path, key: "void-of-yesterday", body: {} };
    await refuses(world, { ...asked, status: 403, code: "purchase.void_too_late" });
    const yesterday = { client: till.client, method: "GET", path: "/api/till/purchases?date=2026-11-21" };
    await refuses(world, { ...yesterday, status: 403, code: "session.forbidden" });
    expect(await manager.undo(purchaseId)).toMatchObject({ status: "voided", points: { balance: 0 } });
  });

  test("of another store is refused as if there were none, and done by the owner from anywhere", async () => {
    const [here, there] = [await world.staff("糸井 あかり"), await world.staff("駅前 太郎", "駅前店")];
    const manager = await world.staff("店長 花", "本店", "manager");
    const purchaseId = await sold(there, "佐藤 花子");
    for (const till of [here, manager]) {
      const path = `/api/till/purchases/${purchaseId}`;
      const asked = { client: till.client, status: 404, code: "purchase.not_found" } as const;
      await refuses(world, { ...asked, path: `${path}/void`, key: "void-elsewhere", body: {} });
      await refuses(world, { ...asked, method: "GET", path });
    }
    expect(await owner.undo(purchaseId)).toMatchObject({ status: "voided" });
  });

  test("twice is refused the second time, and with the same key answered as the first", async () => {
    const till = await world.staff("糸井 あかり");
    const purchaseId = await sold(till, "佐藤 花子");
    const first = await till.undo(purchaseId, "undo-once");
    expect(await till.undo(purchaseId, "undo-once")).toEqual(first);
    const asked = { client: till.client, path: `/api/till/purchases/${purchaseId}/void`, body: {} };
    await refuses(world, { ...asked, key: "undo-twice", status: 409, code: "purchase.already_voided" });
    await refuses(world, { ...asked, status: 400, code: "idempotency.missing" });
    const other = { ...asked, key: "undo-once", body: { reason: "another" } };
    await refuses(world, { ...other, status: 422, code: "idempotency.mismatch" });
  });

  test("that never was is 404", async () => {
    const till = await world.staff("糸井 あかり");
    const path = "/api/till/purchases/01ARZ3NDEKTSV4RRFFQ69G5FAV/void";
    const asked = { client: till.client, path, key: "undo-nothing", body: {} };
    await refuses(world, { ...asked, status: 404, code: "purchase.not_found" });
  });
});
