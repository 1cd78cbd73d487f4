import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { topicsOf, topicsSaidBy } from "../../server/features/topics/index.ts";
import { defaultWords } from "../../shared/chat/defaults.ts";
import type { ChatPreview, ChatState, ChatVersion, ChatWords } from "../../shared/chat/schema.ts";
import { postbackOf, topics } from "../../shared/chat/topics.ts";
import type { CardSession } from "../../shared/members/schema.ts";
import { problemsOf } from "../../shared/messages/problems.ts";
import type { LineMessage } from "../../shared/messages/types.ts";
import { shop } from "../demo/shop.ts";
import type { ChatMessage } from "../emulator/control.ts";
import { clientOf } from "../support/browser-like.ts";
import { type Desk, deskOf, withRole } from "../support/console.ts";
import { rowsOf } from "../support/evidence.ts";
import { lineEvent, webhookBody } from "../support/line-events.ts";
import type { Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;

/** What the account wrote into a person's chat, oldest first, as plain text: every text that stands in it. */
function said(phone: { readonly userId: string }, via: ChatMessage["via"] = "reply"): string[] {
  return world.emulator
    .chat(phone.userId)
    .filter((bubble) => bubble.from === "account" && bubble.via === via)
    .map(({ message }) => textsIn(message).join(" "));
}

function textsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsIn);
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    (name === "text" || name === "altText") && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}

/** Says something and tells what was answered to it. */
async function ask(phone: { readonly userId: string }, text: string): Promise<string[]> {
  const before = said(phone).length;
  world.clock.advanceBy(1_000);
  world.emulator.say(phone.userId, text);
  await world.settled();
  return said(phone).slice(before);
}

describe("a member who asks in the chat", () => {
  let phone: Phone;
  let desk: Desk;
  beforeAll(async () => {
    world = await openWorld();
    desk = await deskOf(world, await world.owner());
    phone = await world.member("佐藤 花子");
  });
  afterAll(() => world.close());

  async function sell(amountYen: number, use = 0): Promise<string> {
    const till = await world.owner();
    world.clock.advanceBy(60_000);
    const scan = await till.scan(await phone.code(use > 0 ? 8 : 7), use > 0 ? "spend" : "earn");
    return (await till.sell(scan.scanId, amountYen, use)).purchaseId;
  }

  test("ポイント: hears what can be used, what lapses first and what waits", async () => {
    const given = await sell(12_800);
    await desk.publish({
      activates: { store: { kind: "after_days", days: 7 }, ec: { kind: "after_days", days: 7 } },
    });
    await sell(5_000);
    const { points } = await phone.home();
    expect(points).toMatchObject({ balance: 128, debt: 0, pending: [{ points: 50 }] });
    const [answer = ""] = await ask(phone, "ﾎﾟｲﾝﾄ");
    for (const figure of ["128", "50", defaultWords.answers.balance.text.ja])
      expect(answer).toContain(figure);
    const [year = "", month = "", day = ""] = (points.nextExpiry?.expiresOn ?? "").split("-").map(String);
    expect(answer).toContain(`${Number(year)}`);
    expect(answer).toMatch(new RegExp(`${Number(month)}.${Number(day)}`));
    await sell(1_000, 100);
    const till = await world.owner();
    await till.undo(given);
    const after = (await phone.home()).points;
    expect(after.debt).toBe(100);
    const [owing = ""] = await ask(phone, "ポイント");
    expect(owing).toContain("100");
    expect(owing).toMatch(/差し引/);
  });

  test("有効期限: hears what lapses when, lot by lot", async () => {
    const other = await world.member("鈴木 一郎");
    const memberId = (await other.home()).member.publicId;
    await desk.adjust(memberId, 300);
    world.clock.advanceBy(40 * 24 * 3_600_000);
    await (await deskOf(world, await world.owner())).adjust(memberId, 200);
    const [answer = ""] = await ask(other, "有効期限");
    expect(answer).toContain("300");
    expect(answer).toContain("200");
  });

  test.each([
    ["会員証", "レジでご提示ください"],
    ["クーポン", "クーポンは、いまはありません"],
    ["店舗", "本店"],
    ["お店", "川辺店"],
    ["へるぷ", "有効期限"],
  ])("%s is answered with %s", async (word, part) => {
    expect((await ask(phone, word)).join(" ")).toContain(part);
  });

  test.each([
    "こんにちは",
    "ポイントはいつまで使えますか",
    "🤨",
    "配信",
  ])("%s is left to the humans, and nothing is said", async (text) => {
    expect(await ask(phone, text)).toEqual([]);
  });

  test("a touched button is answered as its word is, and somebody else's is not", async () => {
    for (const topic of topics) {
      const before = said(phone).length;
      world.clock.advanceBy(1_000);
      world.emulator.postback(phone.userId, { data: postbackOf(topic) });
      await world.settled();
      expect([topic, said(phone).length > before]).toEqual([topic, true]);
    }
    const before = said(phone).length;
    world.emulator.postback(phone.userId, { data: "storeId=12345" });
    await world.settled();
    expect(said(phone)).toHaveLength(before);
  });

  test("in English is answered in the member's language; a guest in that of the word", async () => {
    expect((await ask(phone, "stores")).join()).toContain("店舗");
    const guest = world.phone("Jane");
    await world.settled();
    expect((await ask(guest, "stores")).join()).toContain("The stores of");
    expect((await ask(guest, "店舗")).join()).toContain("店舗です");
  });

  test("a guest who asks about points is shown how to become a member", async () => {
    const guest = world.phone("山田 太郎");
    await world.settled();
    for (const word of ["ポイント", "有効期限", "会員証"]) {
      expect((await ask(guest, word)).join()).toContain("まだ会員証をお持ちではありません");
    }
  });

  test("what was said stands in no row once it was answered", async () => {
    await ask(phone, "へるぷ");
    expect(JSON.stringify(await rowsOf(world, "line_event"))).not.toContain("へるぷ");
  });
});

const none = { offers: false, reminders: false, news: false };
const all = { offers: true, reminders: true, news: true };

describe("messages of the shop's own idea", () => {
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  test("end with 配信停止 and begin again with 配信再開, each with its words and its time; receipts go on", async () => {
    const phone = await world.member("佐藤 花子");
    const allowed = () => topicsOf(world.deps, phone.userId);
    expect(await allowed()).toEqual(all);
    expect((await ask(phone, "配信停止")).join()).toContain("お取引のお知らせは引き続き");
    expect(await allowed()).toEqual(none);
    const till = await world.owner();
    const scan = await till.scan(await phone.code());
    await till.sell(scan.scanId, 1_280);
    await world.settled();
    expect(said(phone, "push").join()).toContain("ご利用ありがとうございます");
    expect((await ask(phone, "配信再開")).join()).toContain("配信を再開しました");
    expect(await allowed()).toEqual(all);
    const log = await topicsSaidBy(world.deps, phone.userId);
    expect(log.map(({ topic, wanted }) => [topic, wanted])).toEqual([
      ...["news", "offers", "reminders"].map((topic) => [topic, true]),
      ...["news", "offers", "reminders"].map((topic) => [topic, false]),
    ]);
    for (const said of log) expect(said).toMatchObject({ textVersion: "chat:0", source: "chat" });
    expect(log[0]?.chosenAtMs).toBeGreaterThan(log[3]?.chosenAtMs ?? 0);
  });

  test("that a guest has stopped stay stopped when they block, follow again and join", async () => {
    const phone = world.phone("山田 太郎");
    await world.settled();
    await ask(phone, "配信停止");
    for (const act of ["block", "unblock"] as const) {
      world.clock.advanceBy(1_000);
      world.emulator[act](phone.userId);
    }
    await phone.join();
    await world.settled();
    expect(await topicsOf(world.deps, phone.userId)).toEqual(none);
  });

  test("that were stopped late are not begun again by an older 配信再開", async () => {
    const userId = `U${"7".repeat(32)}`;
    const say = (n: number, text: string, atMs: number) =>
      lineEvent({ n, userId, atMs, type: "message", more: { message: { type: "text", id: "1", text } } });
    const nowMs = world.clock.nowMs();
    await world.emulator.sendRawWebhook({ body: webhookBody(say(1, "配信停止", nowMs)) });
    await world.settled();
    await world.emulator.sendRawWebhook({ body: webhookBody(say(2, "配信再開", nowMs - 5_000)) });
    await world.settled();
    expect(await topicsOf(world.deps, userId)).toEqual(none);
    expect(await topicsSaidBy(world.deps, userId)).toHaveLength(6);
  });
});

describe("a greeting", () => {
  beforeEach(async () => {
    world = await openWorld();
  });
  afterEach(() => world.close());

  test("for who is new leads to the card, and another one meets who comes back", async () => {
    const phone = world.phone("山田 太郎");
    await world.settled();
    expect(said(phone)).toHaveLength(1);
    expect(said(phone).join()).toContain("友だち追加ありがとうございます");
    world.clock.advanceBy(1_000);
    world.emulator.block(phone.userId);
    world.clock.advanceBy(1_000);
    world.emulator.unblock(phone.userId);
    await world.settled();
    expect(said(phone)).toHaveLength(2);
    expect(said(phone)[1]).toContain("おかえりなさい");
  });

  test("of a member who follows for the first time knows them", async () => {
    const { userId } = world.emulator.addUser({ displayName: "佐藤 花子" });
    const client = clientOf(world.origin);
    const idToken = await world.emulator.issueIdToken({ userId, channelId: shop.login.channelId });
    const session = await client.ok<CardSession>("POST", "/api/card/session", { body: { idToken } });
    if (session.status === "member") throw new Error("nobody has joined yet");
    await client.ok("POST", "/api/card/join", {
      body: {
        termsVersion: session.terms.version,
        ...{ acceptTerms: true, acceptData: true, language: "ja" },
      },
    });
    world.emulator.follow(userId);
    await world.settled();
    expect(said({ userId })).toHaveLength(1);
    expect(said({ userId })[0]).toContain("おかえりなさい");
  });

  test("is not said to who was overtaken, whose token is dead, or where another system has the chat", async () => {
    world.emulator.changeWebhookFaults({ standby: true });
    const onStandby = world.phone("山田 太郎");
    await world.settled();
    await ask(onStandby, "ポイント");
    await ask(onStandby, "配信停止");
    expect(await topicsOf(world.deps, onStandby.userId)).toEqual(none);
    expect(await rowsOf(world, "outbox")).toEqual([]);
    world.emulator.changeWebhookFaults({ standby: false });
    const late = `U${"8".repeat(32)}`;
    await follow(late, world.clock.nowMs() - 21 * 60_000);
    expect(await rowsOf(world, "outbox")).toEqual([]);
  });

  async function follow(userId: string, atMs: number): Promise<void> {
    const more = { replyToken: "0f3779fba3b349968c5d07db31eabf65", follow: { isUnblocked: false } };
    const event = lineEvent({ n: 1, type: "follow", userId, atMs, more });
    await world.emulator.sendRawWebhook({ body: webhookBody(event) });
  }
});

describe("an answer that comes late", () => {
  let phone: Phone;
  beforeEach(async () => {
    world = await openWorld({ ticks: false });
    phone = world.phone("佐藤 花子");
    await world.emulator.webhooksIdle();
  });
  afterEach(() => world.close());

  const answers = async () => {
    const { workInbox } = await import("../../server/features/inbox/index.ts");
    await workInbox(world.deps, world.clock.nowMs() + 1);
    const rows = await world.deps.database.point
      .selectFrom("outbox")
      .select(["kind", "late"])
      .where("reason", "=", "answer")
      .execute();
    return rows;
  };

  test.each([
    [0.5, [{ kind: "reply", late: "push" }]],
    [2, [{ kind: "push", late: null }]],
    [9, [{ kind: "push", late: null }]],
    [10, []],
    [60, []],
  ])("by %s minutes goes as %j", async (minutes, rows) => {
    world.emulator.say(phone.userId, "店舗");
    await world.emulator.webhooksIdle();
    world.clock.advanceBy(minutes * 60_000);
    expect(await answers()).toEqual(rows);
  });
});

describe("the words at the console", () => {
  let desk: Desk;
  beforeEach(async () => {
    world = await openWorld();
    desk = await deskOf(world, await world.owner());
  });
  afterEach(() => world.close());

  const state = () => desk.client.ok<ChatState>("GET", "/api/console/chat");
  const changed = (change: (words: ChatWords) => void): ChatWords => {
    const draft = structuredClone(defaultWords);
    change(draft);
    return draft;
  };

  test("are those of every shop until another version is published, and then the next message is matched with it", async () => {
    expect(await state()).toEqual({ words: defaultWords, madeAtMs: null, madeBy: null });
    const draft = changed((words) => {
      words.answers.stores.words.ja = ["お店どこ"];
      words.answers.stores.text.ja = "{shop}はこちら";
      words.greeting.newcomer.on = false;
    });
    const published = await desk.client.ok("POST", "/api/console/chat", { body: draft });
    expect(published).toEqual({ version: 1 });
    expect(await state()).toMatchObject({ words: { ...draft, version: 1 }, madeBy: "縁田 結" });
    const guest = world.phone("山田 太郎");
    await world.settled();
    expect(said(guest)).toEqual([]);
    expect(await ask(guest, "店舗")).toEqual([]);
    expect((await ask(guest, "お店どこ？")).join()).toContain("喫茶ごえんはこちら");
    const { versions } = await desk.client.ok<{ versions: ChatVersion[] }>(
      "GET",
      "/api/console/chat/versions",
    );
    expect(versions).toMatchObject([{ version: 1, madeBy: "縁田 結" }]);
    expect(await desk.client.ok("GET", "/api/console/chat/versions/0")).toMatchObject({
      words: defaultWords,
    });
    const audits = await world.deps.database.point
      .selectFrom("audit")
      .select(["action", "subject"])
      .where("action", "=", "chat.publish")
      .execute();
    expect(audits).toEqual([{ action: "chat.publish", subject: "chat:1" }]);
  });

  test("are refused with the fields that are wrong, when they are out of date, and from who may not", async () => {
    const wrong = changed((words) => {
      words.answers.stop.on = false;
      words.answers.resume.text.en = "We begin again.";
      words.guest.ja = "{name}さん {topics}";
    });
    expect((await desk.client.refused("POST", "/api/console/chat", { body: wrong })).error).toMatchObject({
      code: "request.invalid",
      details: {
        fields: [{ field: "answers.stop.on" }, { field: "answers.resume.text.en" }, { field: "guest.ja" }],
      },
    });
    const long = changed((words) => words.answers.help.words.ja.push("あ".repeat(21)));
    expect((await desk.client.refused("POST", "/api/console/chat", { body: long })).error).toMatchObject({
      details: { fields: [{ field: "answers.help.words.ja.3" }] },
    });
    const draft = changed((words) => words.answers.help.words.ja.push("たすけて"));
    await desk.client.ok("POST", "/api/console/chat", { body: draft });
    expect((await desk.client.refused("POST", "/api/console/chat", { body: draft })).error.code).toBe(
      "programme.stale",
    );
    const auditor = world.emulator.addUser({ displayName: "auditor" });
    await withRole(world, auditor.userId, "auditor");
    const reader = await deskOf(world, auditor);
    expect(await reader.client.ok("GET", "/api/console/chat")).toMatchObject({ words: { version: 1 } });
    const body = { ...draft, version: 1 };
    expect((await reader.client.refused("POST", "/api/console/chat", { body })).status).toBe(403);
  });

  test("are previewed as the messages that would be sent, in both languages, all within LINE's limits", async () => {
    for (const language of ["ja", "en"] as const) {
      const body = { words: defaultWords, language };
      const preview = await desk.client.ok<ChatPreview<LineMessage>>("POST", "/api/console/chat/preview", {
        body,
      });
      expect(Object.keys(preview.answers)).toEqual([...topics]);
      const { newcomer, returning } = preview.greeting;
      for (const messages of [...Object.values(preview.answers), preview.guest, newcomer, returning]) {
        expect(messages.length).toBeGreaterThan(0);
        expect(problemsOf(messages)).toEqual([]);
      }
    }
  });
});
