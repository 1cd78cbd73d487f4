import { afterAll, beforeAll, expect, test } from "vitest";
import type {
  MemberListMade,
  SegmentCount,
  SegmentSample,
  SegmentView,
} from "../../shared/segments/console.ts";
import type { Segment } from "../../shared/segments/schema.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { fileOf } from "../support/coupon-desk.ts";
import { openWorld, type World } from "../support/world.ts";

/** Segments and lists of members through the console's door. */

let world: World;
let marketer: Desk;
let auditor: Desk;
const numbers: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  await world.owner();
  const deskWith = async (role: "marketer" | "auditor") => {
    const { userId } = world.emulator.addUser({ displayName: role });
    await withRole(world, userId, role);
    return deskOf(world, { userId });
  };
  marketer = await deskWith("marketer");
  auditor = await deskWith("auditor");
  for (const name of ["花子", "一郎", "次郎"]) {
    const phone = await world.member(name);
    numbers.push((await phone.home()).member.publicId);
    if (name === "花子") await phone.client.ok("PUT", "/api/card/birthday", { body: { birthday: "11-25" } });
  }
});
afterAll(() => world.close());

const at = "/api/console/segments";
const soon: Segment = { kind: "birthday_in", from: 0, to: 6 };
const make = (name: string, tree: Segment) =>
  marketer.client.ok<SegmentView>("POST", at, { body: { name, tree } });
const refused = async (method: string, path: string, body?: object) => {
  const { status, error } = await marketer.client.refused(method, path, body === undefined ? {} : { body });
  return [status, error.code];
};

test("a tree that is not saved yet is counted, 1 of 3 members, and shows whom", async () => {
  const body = { tree: soon };
  expect(await marketer.client.ok<SegmentCount>("POST", `${at}/count`, { body })).toEqual({
    members: 1,
    of: 3,
  });
  const { members } = await marketer.client.ok<SegmentSample>("POST", `${at}/sample`, { body });
  expect(members).toMatchObject([{ publicId: numbers[0], name: "花子", points: 0 }]);
  const deep = { tree: { not: { all: [{ kind: "age", min: 1.5, max: null }] } } };
  expect(await refused("POST", `${at}/count`, deep)).toEqual([400, "request.invalid"]);
});

test("a segment is kept in versions, and a change made from an old one is refused", async () => {
  const made = await make("誕生日", soon);
  const path = `${at}/${made.segmentId}`;
  const change = { name: "誕生日が近い", tree: { not: soon }, version: 1 };
  expect(await marketer.client.ok("PUT", path, { body: change })).toMatchObject({ version: 2 });
  expect(await refused("PUT", path, change)).toEqual([409, "segment.changed_meanwhile"]);
  expect(await refused("POST", at, { name: "誕生日が近い", tree: soon })).toEqual([
    409,
    "segment.name_taken",
  ]);
  const rows = await world.deps.database.point.selectFrom("segment_version").select("version").execute();
  expect(rows.map(({ version }) => version)).toEqual([1, 2]);
});

test("of two segments the second names the first; the first cannot name it back, nor be deleted before it", async () => {
  const first = await make("一つ目", soon);
  const second = await make("二つ目", { not: { kind: "segment", segmentId: first.segmentId } });
  const body = { tree: second.tree };
  expect(await marketer.client.ok<SegmentCount>("POST", `${at}/count`, { body })).toEqual({
    members: 2,
    of: 3,
  });
  const circle = { name: "一つ目", tree: { kind: "segment", segmentId: second.segmentId }, version: 1 };
  expect(await refused("PUT", `${at}/${first.segmentId}`, circle)).toEqual([409, "segment.in_circle"]);
  expect(await refused("DELETE", `${at}/${first.segmentId}`)).toEqual([409, "segment.in_use"]);
  await marketer.client.ok("DELETE", `${at}/${second.segmentId}`);
  await marketer.client.ok("DELETE", `${at}/${first.segmentId}`);
  const unknown = { name: "三つ目", tree: { kind: "segment", segmentId: first.segmentId } };
  expect(await refused("POST", at, unknown)).toEqual([409, "segment.part_unknown"]);
});

test("a list of 3 typed numbers has the 2 members there are and names the 1 there is not", async () => {
  const body = { name: "招待", numbers: [numbers[0], ` ${numbers[1]?.toUpperCase()} `, "zzzz"] };
  const made = await marketer.client.ok<MemberListMade>("POST", "/api/console/member-lists", { body });
  expect(made).toMatchObject({ list: { members: 2, source: "numbers" }, unknown: ["zzzz"], unknownCount: 1 });
  const { listId } = made.list;
  const segment = await make("招待した人", { kind: "list", listId });
  const count = await marketer.client.ok<SegmentCount>("POST", `${at}/count`, {
    body: { tree: segment.tree },
  });
  expect(count.members).toBe(2);
  expect(await refused("DELETE", `/api/console/member-lists/${listId}`)).toEqual([409, "segment.in_use"]);
  const again = { body: { name: "招待 2", segmentId: segment.segmentId } };
  const copy = await marketer.client.ok<MemberListMade>("POST", "/api/console/member-lists", again);
  expect(copy.list).toMatchObject({ members: 2, source: "segment" });
});

test("an auditor reads segments and makes none; a file of members leaves its row in the audit log", async () => {
  expect((await auditor.client.refused("POST", at, { body: { name: "x", tree: soon } })).status).toBe(403);
  const { segments } = await auditor.client.ok<{ segments: readonly SegmentView[] }>("GET", at);
  const invited = segments.find(({ name }) => name === "招待した人");
  const { bytes } = await fileOf(world.origin, auditor.client, `${at}/${invited?.segmentId}/members.csv`);
  const lines = new TextDecoder().decode(bytes).trim().split("\r\n");
  expect(lines).toHaveLength(3);
  expect(lines[1]).toContain("花子");
  const audit = world.deps.database.point.selectFrom("audit").select("details");
  const { details } = await audit.where("action", "=", "segments.export").executeTakeFirstOrThrow();
  expect(JSON.parse(details ?? "")).toMatchObject({ members: 2 });
});
