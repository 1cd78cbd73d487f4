import { afterAll, beforeAll, expect, test } from "vitest";
import type { AuditView } from "../../../shared/audit.ts";
import type { Listed } from "../../../shared/listing.ts";
import type { MemberRow } from "../../../shared/members/list.ts";
import type { PlaceAsked, PlaceRow, StaffOverview } from "../../../shared/stores/admin.ts";
import type { Invitation } from "../../../shared/stores/schema.ts";
import { type Desk, deskOf } from "../../../test/support/console.ts";
import { openWorld, type World } from "../../../test/support/world.ts";

let world: World;
let owner: Desk;
beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
});
afterAll(() => world?.close());

const asked: PlaceAsked = {
  kind: "store",
  name: "新宿店",
  code: "SJK",
  areaId: null,
  amountYenMax: 50_000,
  timeZone: null,
};
const make = (change: Partial<PlaceAsked>) =>
  owner.client.ok<PlaceRow>("POST", "/api/console/places", { body: { ...asked, ...change } });
const logged = async (): Promise<readonly AuditView[]> =>
  (await owner.client.ok<Listed<AuditView>>("GET", "/api/console/audit")).rows;
const overview = () => owner.client.ok<StaffOverview>("GET", "/api/console/staff");

test("a store is made, moved under an area, closed and reopened, each named in the audit log", async () => {
  const area = await make({ kind: "area", name: "関東", code: "KTO" });
  const store = await make({});
  await owner.client.ok("PUT", `/api/console/places/${store.publicId}`, {
    body: { ...asked, areaId: area.publicId, name: "新宿南口店" },
  });
  const refused = await owner.client.refused("POST", `/api/console/places/${area.publicId}/close`, {
    body: {},
  });
  expect(refused.error.code).toBe("store.area_in_use");
  await owner.client.ok("POST", `/api/console/places/${store.publicId}/close`, { body: {} });
  await owner.client.ok("POST", `/api/console/places/${store.publicId}/reopen`, { body: {} });
  const path = await world.deps.database.point
    .selectFrom("node")
    .select("path")
    .where("public_id", "=", store.publicId)
    .executeTakeFirstOrThrow();
  expect(path.path).toBe("/KTO/SJK/");
  const mine = (await logged()).filter(({ subject }) => subject.id === store.publicId);
  expect(mine.map(({ action }) => action)).toEqual([
    "stores.reopen",
    "stores.close",
    "stores.change",
    "stores.make",
  ]);
  expect(mine[0]).toMatchObject({ actor: { name: "縁田 結" }, subject: { name: "新宿南口店" } });
});

test("a code that is taken is refused beside its field, in any case", async () => {
  const refused = await owner.client.refused("POST", "/api/console/places", {
    body: { ...asked, code: "sjk" },
  });
  expect(refused.error.details).toEqual({ fields: [{ field: "code", problem: "code_taken" }] });
});

test("the last owner can neither be revoked nor removed", async () => {
  const you = (await overview()).staff.find(({ you: me }) => me);
  const role = { role: "owner", placeId: null };
  const revoked = await owner.client.refused("POST", `/api/console/staff/${you?.publicId}/roles/revoke`, {
    body: role,
  });
  const removed = await owner.client.refused("DELETE", `/api/console/staff/${you?.publicId}`);
  expect([revoked.error.code, removed.error.code]).toEqual(["staff.last_owner", "staff.last_owner"]);
});

test("a role and a person that were taken away come back by an undo, and a manager gets in again", async () => {
  const manager = await world.staff("店長 太郎", undefined, "manager");
  const found = (await overview()).staff.find(({ name }) => name === "店長 太郎");
  const [held] = found?.roles ?? [];
  const at = `/api/console/staff/${found?.publicId}`;
  const role = { role: "manager", placeId: held?.placeId ?? null };
  await owner.client.ok("POST", `${at}/roles/revoke`, { body: role });
  await expect(deskOf(world, manager)).rejects.toThrow();
  await owner.client.ok("POST", `${at}/roles`, { body: role });
  await owner.client.ok("DELETE", at);
  await expect(deskOf(world, manager)).rejects.toThrow();
  await owner.client.ok("POST", `${at}/restore`, { body: {} });
  expect((await deskOf(world, manager)).state.role).toBe("manager");
  const again = await owner.client.refused("POST", `${at}/restore`, { body: {} });
  expect(again.error.code).toBe("staff.nothing_to_restore");
  // A manager of one store makes no stores and gives nobody the shop.
  const theirs = await deskOf(world, manager);
  const refusals = await Promise.all([
    theirs.client.refused("POST", "/api/console/places", { body: { ...asked, code: "X1" } }),
    theirs.client.refused("POST", "/api/console/invitations", { body: { role: "owner", placeId: null } }),
  ]);
  expect(refusals.map(({ error }) => error.code)).toEqual(["session.forbidden", "session.forbidden"]);
});

test("an invitation that was taken back opens nothing, and opens again once that is undone", async () => {
  const body = { role: "marketer", placeId: null };
  const { url } = await owner.client.ok<Invitation>("POST", "/api/console/invitations", { body });
  const id = (await overview()).invitations.find(({ role }) => role === "marketer")?.invitationId;
  await owner.client.ok("DELETE", `/api/console/invitations/${id}`);
  expect((await overview()).invitations.map(({ role }) => role)).not.toContain("marketer");
  const open = async () => {
    const { userId } = world.phone("販促 花子");
    const idToken = await world.emulator.issueIdToken({ userId, channelId: loginChannel() });
    const invitation = new URL(url).searchParams.get("invitation");
    return fetch(`${world.origin}/api/till/session`, {
      method: "POST",
      headers: { "content-type": "application/json", origin: world.origin },
      body: JSON.stringify({ idToken, invitation }),
    });
  };
  expect((await open()).status).toBe(404);
  await owner.client.ok("POST", `/api/console/invitations/${id}/restore`, { body: {} });
  expect((await open()).status).toBe(200);
});

function loginChannel(): string {
  return world.deps.settings.line.liffIdTill.split("-")[0] ?? "";
}

test("of 3 members, the list sorted by points begins with the one who bought, and says 3 in all", async () => {
  const till = await world.owner();
  for (const name of ["会員 一", "会員 三"]) await world.member(name);
  const buyer = await world.member("会員 二");
  await till.sell((await till.scan(await buyer.code())).scanId, 1_280);
  const list = (query: string) =>
    owner.client.ok<Listed<MemberRow>>("GET", `/api/console/member-list?${query}`);
  const byPoints = await list("sort=-points");
  expect([byPoints.total, byPoints.more, byPoints.rows[0]?.name, byPoints.rows[0]?.points]).toEqual([
    3,
    false,
    "会員 二",
    12,
  ]);
  expect((await list("sort=visit")).rows[0]?.name).toBe("会員 二");
  expect((await list("status=left")).total).toBe(0);
  expect((await list(`q=${encodeURIComponent("三")}`)).rows.map(({ name }) => name)).toEqual(["会員 三"]);
});
