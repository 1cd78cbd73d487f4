import { afterAll, beforeAll, expect, test } from "vitest";
import { runJob } from "../../server/jobs.ts";
import { encodeCp932 } from "../../server/platform/files/cp932.ts";
import type {
  MemberListMade,
  MemberLists,
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
let owner: Desk;
let marketer: Desk;
let auditor: Desk;
const numbers: string[] = [];
beforeAll(async () => {
  world = await openWorld();
  owner = await deskOf(world, await world.owner());
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

test("a file in CP932 with 5 rows has 2 members, names 1 again, and the 2 that are no number are told by line; it is made once", async () => {
  const text = `名前,会員番号\r\n花子,${numbers[0]}\r\n一郎,${numbers[1]}\r\n髙橋,\r\n次,0000\r\n花子,${numbers[0]}\r\n`;
  const encoded = encodeCp932(text);
  if (!("bytes" in encoded)) throw new Error("all of it is in CP932");
  const at = "/api/console/member-lists";
  const read = await sentFile(`${at}/check`, encoded.bytes);
  expect(read).toEqual({
    ...{ found: 2, repeated: 1, unknownCount: 2 },
    unknown: [
      { line: 4, text: "" },
      { line: 5, text: "0000" },
    ],
  });
  const path = `${at}/file?${new URLSearchParams({ name: "ファイル", listId: "01JDFILE00000000000000LIST" })}`;
  const first = await sentFile(path, encoded.bytes);
  expect(first).toMatchObject({ list: { members: 2, source: "numbers" }, unknownCount: 2 });
  expect(await sentFile(path, encoded.bytes)).toMatchObject({ list: { members: 2 } });
  const { lists } = await marketer.client.ok<MemberLists>("GET", at);
  expect(lists.filter(({ name }) => name === "ファイル")).toHaveLength(1);
  const file = await fileOf(world.origin, auditor.client, `${at}/01JDFILE00000000000000LIST/members.csv`);
  expect(new TextDecoder().decode(file.bytes).trim().split("\r\n")).toHaveLength(3);
  const empty = await sentFile(
    `${at}/file?${new URLSearchParams({ name: "空", listId: "01JDFILE0000000000000EMPTY" })}`,
    new TextEncoder().encode("x\ny\n"),
  );
  expect(empty).toMatchObject({ error: { code: "segment.list_empty" } });
});

async function sentFile(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> {
  const cookie = [...marketer.client.cookies].map(([name, value]) => `${name}=${value}`).join("; ");
  const headers = { cookie, origin: world.origin };
  return (await fetch(`${world.origin}${path}`, { method: "POST", headers, body: bytes })).json();
}

test("a list says which segment names it; one whose name a campaign's tree has cannot be removed, nor can a tag that a segment names", async () => {
  const tag = await world.deps.database.point.selectFrom("tag").selectAll().execute();
  expect(tag).toEqual([]);
  const made = await owner.client.ok<{ tagId: string }>("POST", "/api/console/tags", {
    body: { name: "常連", colour: "red" },
  });
  const segment = await make("常連タグ", { all: [{ kind: "tag", tag: made.tagId }] });
  const { status, error } = await owner.client.refused("DELETE", `/api/console/tags/${made.tagId}`);
  expect([status, error.code, error.details]).toEqual([
    ...[409, "segment.in_use"],
    { by: "常連タグ", more: 0 },
  ]);
  await marketer.client.ok("DELETE", `${at}/${segment.segmentId}`);
  await owner.client.ok("DELETE", `/api/console/tags/${made.tagId}`);
  const { lists } = await marketer.client.ok<MemberLists>("GET", "/api/console/member-lists");
  expect(lists.find(({ name }) => name === "招待")?.usedBy).toMatchObject([
    { kind: "segment", name: "招待した人" },
  ]);
});

test("a watched segment tells by day and by name that 1 entered when a birthday was told, and 1 left when it was changed", async () => {
  const segment = await make("見張る", soon);
  const path = `${at}/${segment.segmentId}`;
  await marketer.client.ok("POST", `${path}/watch`, { body: { watched: true } });
  await work();
  expect(await marketer.client.ok("GET", `${path}/crossings`)).toMatchObject({ days: [] });
  const phone = await world.member("三郎");
  await phone.client.ok("PUT", "/api/card/birthday", { body: { birthday: "11-26" } });
  world.clock.advanceBy(3_600_000);
  await work();
  const { publicId } = (await phone.home()).member;
  expect(await marketer.client.ok("GET", `${path}/crossings?days=7`)).toMatchObject({
    days: [{ entered: 1, left: 0 }],
  });
  const who = await marketer.client.ok("GET", `${path}/crossings/members?kind=entered`);
  expect(who).toMatchObject({ rows: [{ publicId, name: "三郎", kind: "entered" }], total: 1, more: false });
  expect(await marketer.client.ok("GET", `${path}/crossings/members?kind=left`)).toMatchObject({ total: 0 });
  expect((await auditor.client.refused("POST", `${path}/watch`, { body: { watched: false } })).status).toBe(
    403,
  );
  expect(await marketer.client.ok("GET", `${path}/versions`)).toMatchObject({ versions: [{ version: 1 }] });
  expect(await auditor.client.ok("POST", `${path}/count`, { body: {} })).toMatchObject({ members: 2 });
  expect(await auditor.client.ok("GET", path)).toMatchObject({ members: 2, watched: true });
});

test("of two cards that become one, the other is in the list and in the watched segment, and nobody has entered or left", async () => {
  const [from, into] = await Promise.all([world.member("四郎"), world.member("四郎2")]);
  const [fromNo, intoNo] = [(await from.home()).member.publicId, (await into.home()).member.publicId];
  const query = new URLSearchParams({ name: "四郎だけ", listId: "01JDFILE000000000000000FOUR" });
  await sentFile(`/api/console/member-lists/file?${query}`, new TextEncoder().encode(fromNo));
  const tree: Segment = { kind: "list", listId: "01JDFILE000000000000000FOUR" };
  const { segmentId } = await make("四郎のセグメント", tree);
  await marketer.client.ok("POST", `${at}/${segmentId}/watch`, { body: { watched: true } });
  await work();
  await owner.client.ok("POST", `/api/console/members/${fromNo}/merge`, {
    key: "01JDMERGE0000000000000FOUR",
    body: { intoId: intoNo, reason: "2枚あった" },
  });
  const sample = await marketer.client.ok<SegmentSample>("POST", `${at}/sample`, { body: { tree } });
  expect(sample.members.map(({ publicId }) => publicId)).toEqual([intoNo]);
  world.clock.advanceBy(3_600_000);
  await work();
  expect(await marketer.client.ok("GET", `${at}/${segmentId}/crossings`)).toMatchObject({ days: [] });
});

async function work(): Promise<void> {
  while ((await runJob(world.deps, "segments", { forMs: 10_000 })) > 0);
}
