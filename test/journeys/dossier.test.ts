import { afterAll, beforeAll, expect, test } from "vitest";
import type { MemberNotes, MemberPage, MemberTags, Tag, TagList } from "../../shared/members/profile.ts";
import { noProfile } from "../../shared/members/profile.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { outcome } from "../support/evidence.ts";
import { holdsOfMember } from "../support/ledger.ts";
import { openWorld, type World } from "../support/world.ts";

/** What staff write about a member and do to a membership, through the console's door. */

let world: World;
let owner: Desk;
let marketer: Desk;
let auditor: Desk;
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
});
afterAll(() => world.close());

/** A member who has just joined, with their number. */
async function joined(name: string) {
  const phone = await world.member(name);
  return { phone, at: `/api/console/members/${(await phone.home()).member.publicId}` };
}
const page = (at: string) => owner.client.ok<MemberPage>("GET", `${at}/profile`);
const rowsOf = (table: "member_profile" | "member_tag" | "member_note") =>
  world.deps.database.point.selectFrom(table).selectAll().execute();

test("a profile is written whole, its telephone as 11 digits, and the audit log names 2 fields and no words", async () => {
  const { at } = await joined("佐藤 花子");
  const body = { ...noProfile, fullName: "佐藤花子", phone: "０９０-1234-5678" };
  const saved = await marketer.client.ok<MemberPage>("PUT", `${at}/profile`, { body });
  expect(saved.profile).toEqual({ ...noProfile, fullName: "佐藤花子", phone: "09012345678" });
  const { details } = await world.deps.database.point
    .selectFrom("audit")
    .select("details")
    .where("action", "=", "members.profile")
    .executeTakeFirstOrThrow();
  expect(JSON.parse(details ?? "")).toEqual({ fields: "fullName phone" });
  const { error } = await owner.client.refused("PUT", `${at}/profile`, { body: { ...body, phone: "123" } });
  expect(error).toMatchObject({ code: "request.invalid", details: { fields: [{ field: "phone" }] } });
});

test("of two tags whose names fold alike there is 1; it is given, taken and counted", async () => {
  const { at } = await joined("田中 一郎");
  const tag = await marketer.client.ok<Tag>("POST", "/api/console/tags", {
    body: { name: "ＶＩＰ", colour: "red" },
  });
  const again = { body: { name: "vip ", colour: "gray" } };
  expect((await owner.client.refused("POST", "/api/console/tags", again)).error.code).toBe("tag.name_taken");
  const long = { body: { name: "あ".repeat(51), colour: "gray" } };
  expect((await owner.client.refused("POST", "/api/console/tags", long)).status).toBe(400);
  const put = () => marketer.client.ok<MemberTags>("PUT", `${at}/tags/${tag.tagId}`, { body: {} });
  await put();
  expect((await put()).tags).toEqual([tag]);
  const list = () => owner.client.ok<TagList>("GET", "/api/console/tags");
  expect((await list()).tags).toEqual([{ ...tag, members: 1 }]);
  const taken = await owner.client.ok<MemberTags>("DELETE", `${at}/tags/${tag.tagId}`);
  expect(taken.tags).toEqual([]);
  await put();
  await owner.client.ok("DELETE", `/api/console/tags/${tag.tagId}`);
  expect([(await list()).tags, (await page(at)).tags]).toEqual([[], []]);
});

test("a note is taken away by its author or a manager, and by no other marketer", async () => {
  const { at } = await joined("鈴木 次郎");
  const write = (desk: Desk, words: string) =>
    desk.client.ok<MemberNotes>("POST", `${at}/notes`, { body: { words } });
  await write(owner, "左利き");
  const { notes } = await write(marketer, "苦い豆が好き");
  expect(notes.map(({ words, by, mayRemove }) => [words, by, mayRemove])).toEqual([
    ["苦い豆が好き", "marketer", true],
    ["左利き", "縁田 結", false],
  ]);
  const path = (nth: number) => `${at}/notes/${notes[nth]?.noteId}`;
  expect((await marketer.client.refused("DELETE", path(1))).error.code).toBe("note.not_yours");
  await owner.client.ok("DELETE", path(0));
  expect((await owner.client.ok<MemberNotes>("DELETE", path(1))).notes).toEqual([]);
});

test("an auditor reads and writes nothing; a marketer writes and neither suspends nor erases", async () => {
  const { at } = await joined("高橋 さくら");
  const codes = async (desk: Desk) =>
    Promise.all([
      desk.client.ask("PUT", `${at}/profile`, { body: noProfile }),
      desk.client.ask("POST", `${at}/notes`, { body: { words: "メモ" } }),
      desk.client.ask("POST", `${at}/suspend`, { body: { reason: "理由" } }),
      desk.client.ask("POST", `${at}/card/replace`, { body: { reason: "理由" } }),
      desk.client.ask("POST", `${at}/erase`, { body: { number: "1" } }),
    ]).then((answers) => answers.map(({ status }) => status));
  expect(await codes(auditor)).toEqual([403, 403, 403, 403, 403]);
  expect(await codes(marketer)).toEqual([200, 201, 403, 403, 403]);
  expect((await auditor.client.ok<MemberPage>("GET", `${at}/profile`)).member.name).toBe("高橋 さくら");
});

test("a suspended card is refused at the till with its reason on the page, and read again once resumed", async () => {
  const { phone, at } = await joined("伊藤 健");
  const till = await world.owner();
  const suspended = await owner.client.ok<MemberPage>("POST", `${at}/suspend`, {
    body: { reason: "カード貸与の疑い" },
  });
  expect(suspended).toMatchObject({
    member: { status: "suspended" },
    suspended: { reason: "カード貸与の疑い", by: "縁田 結" },
  });
  expect(await outcome(phone.code().then((code) => till.scan(code)))).toBe("member.suspended");
  await owner.client.ok("POST", `${at}/resume`, { body: { reason: "確認できた" } });
  expect((await page(at)).suspended).toBeNull();
  world.clock.advanceBy(20_000);
  expect(await outcome(phone.code().then((code) => till.scan(code)))).toBe("ok");
});

test("a replaced card's code is refused, and the phone's next key is read again", async () => {
  const { phone, at } = await joined("渡辺 みお");
  const till = await world.owner();
  const code = await phone.code();
  await owner.client.ok("POST", `${at}/card/replace`, { body: { reason: "紛失" } });
  expect(await outcome(till.scan(code))).toBe("card.revoked");
  world.clock.advanceBy(20_000);
  await phone.enroll();
  expect(await outcome(phone.code().then((fresh) => till.scan(fresh)))).toBe("ok");
  expect((await page(at)).devices.map(({ status }) => status)).toEqual(["active", "revoked"]);
});

test("erasing asks for the number as it is printed, lets 50 points lapse, and leaves no profile, tag or note", async () => {
  const { phone, at } = await joined("消える 人");
  const before = await Promise.all([rowsOf("member_profile"), rowsOf("member_tag"), rowsOf("member_note")]);
  const tag = await owner.client.ok<Tag>("POST", "/api/console/tags", {
    body: { name: "常連", colour: "green" },
  });
  await owner.adjust(at.split("/").at(-1) ?? "", 50);
  await owner.client.ok("PUT", `${at}/profile`, { body: { ...noProfile, address: "京都市" } });
  await owner.client.ok("PUT", `${at}/tags/${tag.tagId}`, { body: {} });
  await owner.client.ok("POST", `${at}/notes`, { body: { words: "メモ" } });
  const { member } = await page(at);
  const wrong = await owner.client.refused("POST", `${at}/erase`, { body: { number: "0000" } });
  expect(wrong.error.code).toBe("member.number_differs");
  const printed = member.publicId.toUpperCase().replace(/(.{4})(?=.)/g, "$1 ");
  const { member_id: memberId } = await world.deps.database.point
    .selectFrom("member")
    .select("member_id")
    .where("public_id", "=", member.publicId)
    .executeTakeFirstOrThrow();
  await owner.client.ok("POST", `${at}/erase`, { body: { number: printed } });
  const { account, entries } = await holdsOfMember(world, memberId);
  expect([account.balance, entries.map(({ points }) => points)]).toEqual([0, [50, -50]]);
  expect(await page(at)).toMatchObject({ member: { name: null, status: "left" }, line: "none" });
  const after = await Promise.all([rowsOf("member_profile"), rowsOf("member_tag"), rowsOf("member_note")]);
  expect(after).toEqual(before);
  expect(await outcome(phone.home())).toBe("session.expired");
  const again = await owner.client.refused("POST", `${at}/notes`, { body: { words: "メモ" } });
  expect(again.error.code).toBe("member.left");
});
