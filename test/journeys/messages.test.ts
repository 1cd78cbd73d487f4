import { afterAll, beforeAll, expect, test } from "vitest";
import { sendDue } from "../../server/platform/outbox/index.ts";
import type {
  Dropped,
  MessageCounts,
  MessageList,
  MessageView,
  QuotaView,
  SendingChanges,
  SendingView,
  SentAgain,
  SentTrial,
} from "../../shared/outbox/console.ts";
import { commit, outboxRow, raw } from "../databases/rows.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

const messages = "/api/console/messages";

let world: World;
let owner: Desk;
let ownerUserId: string;
let phone: Phone;
let memberId: string;
beforeAll(async () => {
  world = await openWorld({
    ticks: false,
    line: (usual) => ({ ...usual, messaging: { ...usual.messaging, monthlyLimit: 1000 } }),
  });
  const till = await world.owner();
  ownerUserId = till.userId;
  owner = await deskOf(world, till);
  phone = await world.member("佐藤 花子");
  memberId = (await owner.member("佐藤 花子")).member.publicId;
});
afterAll(() => world.close());

/** A sale, and with it a receipt in the outbox. */
async function sell(who: Phone = phone): Promise<void> {
  const till = await world.owner();
  world.clock.advanceBy(60_000);
  await till.sell((await till.scan(await who.code())).scanId, 1280);
}

const send = (): Promise<number> => sendDue(world.deps, world.clock.nowMs() + 1000);
const list = (query = "", desk: Desk = owner): Promise<MessageList> =>
  desk.client.ok("GET", `${messages}${query}`);
const view = (messageId: string): Promise<MessageView> => owner.client.ok("GET", `${messages}/${messageId}`);
const newest = async (query = ""): Promise<MessageView> =>
  view((await list(query)).messages[0]?.messageId ?? "none");

/** Rewrites how a message ended, as the sender would have after a day. */
async function ended(messageId: string, change: string): Promise<void> {
  await commit(world.deps.database, raw(`UPDATE outbox SET ${change} WHERE message_id = '${messageId}'`));
}

async function deskWith(role: "marketer" | "auditor"): Promise<Desk> {
  const { userId } = world.emulator.addUser({ displayName: role });
  await withRole(world, userId, role);
  return deskOf(world, { userId });
}

test("a receipt is found by its member: why, when, what it says, and that LINE accepted it, without a LINE id", async () => {
  await sell();
  expect(await newest(`?member=${memberId}`)).toMatchObject({ status: "waiting", answer: "not_tried" });
  await send();
  const receipt = await newest(`?member=${memberId}&reason=receipt&status=sent`);
  expect(receipt).toMatchObject({
    reason: "receipt",
    member: { publicId: memberId, name: "佐藤 花子" },
    people: 1,
    via: "push",
    attempts: 1,
    answer: "accepted",
    lineStatus: 200,
    dueAtMs: null,
    again: "no",
  });
  expect(receipt.summary).toContain("12");
  expect(receipt.messages).toHaveLength(1);
  expect(receipt.lineRequestId).toBe(world.emulator.deliveries(phone.userId).at(-1)?.requestId);
  expect(JSON.stringify([receipt, await list()])).not.toContain(phone.userId);
});

test("a member's number is found as the card prints it, and one that nobody has is 404", async () => {
  const printed = encodeURIComponent(memberId.toUpperCase().replace(/(.{4})(?=.)/g, "$1 "));
  expect((await list(`?member=${printed}`)).messages.length).toBeGreaterThan(0);
  const { status, error } = await owner.client.refused("GET", `${messages}?member=nobody`);
  expect([status, error.code]).toEqual([404, "member.not_found"]);
});

test("120 messages come in pages of 50, 50 and the rest, each once, the newest first", async () => {
  const ids = Array.from(
    { length: 120 },
    (_, nth) => `01J0000000000000000000${String(nth).padStart(4, "0")}`,
  );
  await commit(
    world.deps.database,
    ...ids.map((id) => outboxRow(`page:${id}`, { message_id: id, reason: "coupon", status: "sent" })),
  );
  const found: string[] = [];
  const sizes: number[] = [];
  for (let before: string | null = ""; before !== null; ) {
    const page: MessageList = await list(`?reason=coupon${before === "" ? "" : `&before=${before}`}`);
    found.push(...page.messages.map(({ messageId }) => messageId));
    sizes.push(page.messages.length);
    before = page.before;
  }
  expect(sizes).toEqual([50, 50, 20]);
  // A page goes on from where it was also where the list ends on a day.
  const until = await list(`?reason=coupon&to=2030-01-01&before=${ids[1]}`);
  expect(until.messages.map(({ messageId }) => messageId)).toEqual([ids[0]]);
  expect(found).toEqual([...ids].reverse());
});

test("a day holds what was queued on it in the shop's zone: 00:30 in Tokyo is the day before in London", async () => {
  const at = Date.UTC(2026, 10, 9, 15, 30);
  const id = world.deps.ids.ulid();
  const { ulidFloor } = await import("../../server/platform/ids.ts");
  const messageId = `${ulidFloor(at).slice(0, 10)}${id.slice(10)}`;
  await commit(
    world.deps.database,
    outboxRow("day", { message_id: messageId, reason: "reminder", status: "sent", queued_at_ms: at }),
  );
  const on = async (day: string) =>
    (await list(`?reason=reminder&from=${day}&to=${day}`)).messages.map((message) => message.messageId);
  expect(await on("2026-11-10")).toEqual([messageId]);
  expect(await on("2026-11-09")).toEqual([]);
  expect(await on("2026-11-11")).toEqual([]);
});

test("a message to 2 is found for each of them, and shown as one to 2 people", async () => {
  const other = await world.member("鈴木 一郎");
  const otherId = (await owner.member("鈴木 一郎")).member.publicId;
  const { queuedMulticast } = await import("../../server/platform/outbox/index.ts");
  const members = await world.deps.database.point
    .selectFrom("member")
    .select(["member_id", "line_user_id"])
    .where("line_user_id", "in", [phone.userId, other.userId])
    .execute();
  const recipients = members.map((row) => ({
    lineUserId: row.line_user_id ?? "",
    memberId: row.member_id,
  }));
  await commit(
    world.deps.database,
    ...queuedMulticast(world.deps, {
      dedupeKey: "campaign:1",
      reason: "campaign",
      recipients,
      messages: [{ type: "text", text: "秋のお知らせ" }],
    }),
  );
  for (const id of [memberId, otherId]) {
    const [found] = (await list(`?member=${id}&reason=campaign`)).messages;
    expect(found).toMatchObject({ people: 2, member: null, summary: "秋のお知らせ" });
  }
  expect((await list(`?member=${otherId}`)).messages).toHaveLength(1);
  await send();
  expect(await newest("?reason=campaign")).toMatchObject({ status: "sent", via: "multicast", again: "no" });
});

test.each([
  ["?status=lost", "status"],
  ["?reason=because", "reason"],
  ["?from=2026-02-30", "from"],
  ["?before=abc", "before"],
  ["?colour=red", "colour"],
])("a list asked for with %s is refused, naming %s", async (query, field) => {
  const { status, error } = await owner.client.refused("GET", `${messages}${query}`);
  expect(status).toBe(400);
  expect(JSON.stringify(error.details)).toContain(`"${field}"`);
});

test("a message that there is not is 404", async () => {
  const { status, error } = await owner.client.refused("GET", `${messages}/01J00000000000000000009999`);
  expect([status, error.code]).toEqual([404, "message.not_found"]);
});

test("what may have arrived goes again only when a person says that it may arrive twice, and then once", async () => {
  await sell();
  const lost = await newest(`?member=${memberId}`);
  await ended(lost.messageId, "status = 'unknown', outcome = 'gave_up', settled_at_ms = queued_at_ms");
  expect(await view(lost.messageId)).toMatchObject({ again: "twice", answer: "gave_up" });
  const path = `${messages}/${lost.messageId}/again`;
  const { status, error } = await owner.client.refused("POST", path, { body: { mayArriveTwice: false } });
  expect([status, error.code]).toEqual([409, "message.may_arrive_twice"]);
  const answers = await Promise.all(
    [1, 2, 3].map(() => owner.client.ok<SentAgain>("POST", path, { body: { mayArriveTwice: true } })),
  );
  expect(new Set(answers.map(({ messageId }) => messageId)).size).toBe(1);
  const before = world.emulator.deliveries(phone.userId).length;
  await send();
  expect(world.emulator.deliveries(phone.userId).length).toBe(before + 1);
  const again = await view(answers[0]?.messageId ?? "");
  expect(again).toMatchObject({ status: "sent", insteadOf: lost.messageId, messages: lost.messages });
  expect(await view(lost.messageId)).toMatchObject({ sentAgainAs: again.messageId, again: "no" });
  const audit = await world.deps.database.point
    .selectFrom("audit")
    .select(["actor_id", "subject"])
    .where("action", "=", "messages.again")
    .execute();
  expect(audit).toEqual([{ actor_id: owner.state.staff.publicId, subject: `message:${lost.messageId}` }]);
});

test("what LINE refused goes again; what breaks its limits, and who is nobody to LINE, does not", async () => {
  await sell();
  const { messageId } = await newest(`?member=${memberId}`);
  const again = async (outcome: string) => {
    await ended(
      messageId,
      `status = 'refused', outcome = '${outcome}', line_answer = 'to U${"a".repeat(32)}'`,
    );
    return view(messageId);
  };
  expect(await again("invalid_message")).toMatchObject({ again: "no" });
  expect(await again("unknown_user")).toMatchObject({ again: "no" });
  const refused = await owner.client.refused("POST", `${messages}/${messageId}/again`, {
    body: { mayArriveTwice: true },
  });
  expect([refused.status, refused.error.code]).toEqual([409, "message.not_again"]);
  expect(await again("refused_by_line")).toMatchObject({ again: "yes", lineAnswer: "to U…" });
  await owner.client.ok("POST", `${messages}/${messageId}/again`, { body: { mayArriveTwice: false } });
  await send();
  expect(await newest(`?member=${memberId}`)).toMatchObject({ status: "sent", insteadOf: messageId });
});

test("1 refused, 1 unknown and what waits are counted", async () => {
  await sell();
  const counts = await owner.client.ok<MessageCounts>("GET", `${messages}/counts`);
  expect(counts).toMatchObject({ refused: 1, unknown: 1 });
  expect(counts.waiting).toBe((await list("?status=waiting")).messages.length);
  expect(counts.sentToday).toBe((await list("?status=sent&from=2026-11-21")).messages.length);
});

test("sending is stopped with a reason and by whom, tells what waits why, and is resumed; both are recorded", async () => {
  const path = `${messages}/sending`;
  const blank = await owner.client.refused("POST", `${path}/stop`, { body: { reason: "  " } });
  expect([blank.status, blank.error.code]).toEqual([400, "request.invalid"]);
  const stopped = await owner.client.ok<SendingView>("POST", `${path}/stop`, {
    body: { reason: "文面の誤り" },
  });
  expect(stopped.stopped).toMatchObject({ by: "縁田 結", reason: "文面の誤り", atMs: world.clock.nowMs() });
  // Who stopped it first stays.
  await owner.client.ok("POST", `${path}/stop`, { body: { reason: "もう一度" } });
  expect(await owner.client.ok<SendingView>("GET", path)).toEqual(stopped);
  expect(await newest("?status=waiting")).toMatchObject({ answer: "stopped" });
  const resumed = await owner.client.ok<SendingView>("POST", `${path}/resume`, { body: {} });
  expect(resumed.stopped).toBeNull();
  const { changes } = await owner.client.ok<SendingChanges>("GET", `${path}/changes`);
  expect(changes.map((change) => [change.stopped, change.by, change.reason])).toEqual([
    [false, "縁田 結", null],
    [true, "縁田 結", "もう一度"],
    [true, "縁田 結", "文面の誤り"],
  ]);
});

test("the reserve is set, shown with what waits, and taken back to a fifth of the plan", async () => {
  const put = (reserve: unknown) =>
    owner.client.ask<QuotaView>("PUT", `${messages}/quota/reserve`, { body: { reserve } });
  expect((await put(300)).body).toMatchObject({ reserveSet: 300, reserve: 300 });
  await commit(world.deps.database, outboxRow("waits", { reason: "campaign", lane: 31, people: 2 }));
  const { waiting } = await owner.client.ok<QuotaView>("GET", `${messages}/quota`);
  expect(waiting.find(({ reason }) => reason === "campaign")).toMatchObject({ messages: 1, people: 2 });
  await commit(world.deps.database, raw("DELETE FROM outbox WHERE dedupe_key = 'waits'"));
  for (const wrong of [-1, 1.5, "many", 10_000_001]) expect((await put(wrong)).status).toBe(400);
  expect((await put(null)).body.reserveSet).toBeNull();
});

test("LINE is asked for the month on demand: of 1,000 a fifth stays for receipts, and silence is told as such", async () => {
  const read = () => owner.client.ask<QuotaView>("POST", `${messages}/quota/read`, { body: {} });
  world.clock.advanceBy(60_000);
  const { body } = await read();
  expect(body).toMatchObject({
    plan: { kind: "limited", perMonth: 1000 },
    reserve: 200,
    readAtMs: world.clock.nowMs(),
  });
  expect(body.used).toBeGreaterThan(0);
  // What LINE may not have counted yet is not given away twice.
  expect(body.campaignLeft).toBeLessThanOrEqual(800 - (body.used ?? 0));
  expect(body.campaignLeft).toBeGreaterThan(700);
  world.clock.advanceBy(60_000);
  world.emulator.addFault({ endpoint: "GET /v2/bot/message/quota", kind: "error_500" });
  const silent = await read();
  expect(silent.status).toBe(503);
  world.emulator.clearFaults();
});

test("a wrong campaign of 3 is dropped after it was stopped; what came after was looked at, and receipts, still go", async () => {
  await owner.client.ok("POST", `${messages}/sending/stop`, { body: { reason: "日付の誤り" } });
  await commit(
    world.deps.database,
    ...[1, 2, 3].map((nth) =>
      outboxRow(`wrong:${nth}`, {
        message_id: world.deps.ids.ulid(),
        reason: "campaign",
        lane: 30,
        in_doubt_since_ms: nth === 3 ? 1 : null,
      }),
    ),
  );
  const seen = await owner.client.ok<QuotaView>("GET", `${messages}/quota`);
  const row = seen.waiting.find(({ reason }) => reason === "campaign");
  expect(row).toMatchObject({ messages: 3, droppable: true });
  await sell();
  const late = outboxRow("right", { message_id: world.deps.ids.ulid(), reason: "campaign", lane: 30 });
  await commit(world.deps.database, late);
  const drop = { reason: "campaign", untilId: row?.newestId };
  expect(await owner.client.ok<Dropped>("POST", `${messages}/drop`, { body: drop })).toEqual({
    messages: 3,
    people: 3,
  });
  world.clock.advanceBy(1);
  expect(await owner.client.ok<Dropped>("POST", `${messages}/drop`, { body: drop })).toEqual({
    messages: 0,
    people: 0,
  });
  const left = await list("?reason=campaign&from=2026-11-21");
  // The one whose try was not answered may have arrived, and says so.
  expect(left.messages.slice(0, 4).map(({ status, answer }) => [status, answer])).toEqual([
    ["waiting", "stopped"],
    ["unknown", "dropped_in_doubt"],
    ["dropped", "dropped_by_hand"],
    ["dropped", "dropped_by_hand"],
  ]);
  const receipts = await owner.client.refused("POST", `${messages}/drop`, {
    body: { ...drop, reason: "receipt" },
  });
  expect([receipts.status, receipts.error.code]).toEqual([409, "message.not_droppable"]);
  await commit(world.deps.database, raw("DELETE FROM outbox WHERE dedupe_key IN ('right', 'wrong:3')"));
  await owner.client.ok("POST", `${messages}/sending/resume`, { body: {} });
});

test("one message that waits is dropped by a person, and one that was sent is not", async () => {
  const { messageId } = await newest("?status=waiting&reason=receipt");
  expect(await view(messageId)).toMatchObject({ droppable: true });
  const path = `${messages}/${messageId}/drop`;
  const dropped = await owner.client.ok<MessageView>("POST", path, { body: {} });
  expect(dropped).toMatchObject({ status: "dropped", answer: "dropped_by_hand", again: "no" });
  const { status, error } = await owner.client.refused("POST", path, { body: {} });
  expect([status, error.code]).toEqual([409, "message.not_droppable"]);
  await send();
  expect(await view(messageId)).toMatchObject({ status: "dropped", attempts: 0 });
});

test("a test goes to whoever asks, once for one key, and says whether they follow the account", async () => {
  const key = "01J0000000000000000000TEST";
  const ask = (text: string) =>
    owner.client.ok<SentTrial>("POST", `${messages}/test`, { key, body: { text } });
  const first = await ask("届きますか");
  expect(await ask("届きますか")).toEqual(first);
  world.emulator.follow(ownerUserId);
  await send();
  const texts = world.emulator.deliveries(ownerUserId).flatMap(({ messages: sent }) => sent);
  expect(JSON.stringify(texts).split("届きますか")).toHaveLength(2);
  expect(await view(first.messageId)).toMatchObject({ reason: "test", member: null, status: "sent" });
  const long = await owner.client.refused("POST", `${messages}/test`, {
    key,
    body: { text: "あ".repeat(5001) },
  });
  expect(long.status).toBe(400);
  const keyless = await owner.client.refused("POST", `${messages}/test`, { body: { text: "x" } });
  expect(keyless.error.code).toBe("idempotency.missing");
});

test("an auditor looks and changes nothing; a store's manager stops and does not resume; staff and guests see nothing", async () => {
  const auditor = await deskWith("auditor");
  const marketer = await deskWith("marketer");
  const manager = await deskOf(world, await world.staff("店長 さくら", "本店", "manager"));
  const { messageId } = await newest("?status=unknown");
  const reads = ["", `/${messageId}`, "/counts", "/sending", "/sending/changes", "/quota"];
  const writes = (desk: Desk) =>
    Promise.all(
      [
        desk.client.ask("POST", `${messages}/sending/stop`, { body: { reason: "試し" } }),
        desk.client.ask("POST", `${messages}/sending/resume`, { body: {} }),
        desk.client.ask("PUT", `${messages}/quota/reserve`, { body: { reserve: null } }),
        desk.client.ask("POST", `${messages}/${messageId}/again`, { body: { mayArriveTwice: true } }),
        desk.client.ask("POST", `${messages}/test`, { key: "0123456789", body: { text: "x" } }),
        desk.client.ask("POST", `${messages}/drop`, {
          body: { reason: "test", untilId: "01J00000000000000000000000" },
        }),
        desk.client.ask("POST", `${messages}/01J00000000000000000009999/drop`, { body: {} }),
      ].map(async (answer) => (await answer).status),
    );
  for (const path of reads) await auditor.client.ok("GET", `${messages}${path}`);
  expect(await writes(auditor)).toEqual([403, 403, 403, 403, 403, 403, 403]);
  expect(await writes(manager)).toEqual([200, 403, 403, 403, 403, 403, 403]);
  expect(await writes(marketer)).toEqual([200, 200, 200, 201, 201, 200, 404]);
  await owner.client.ok("POST", `${messages}/sending/resume`, { body: {} });
  const { clientOf } = await import("../support/browser-like.ts");
  const guest = clientOf(world.origin);
  for (const path of reads) expect((await guest.refused("GET", `${messages}${path}`)).status).toBe(401);
});
