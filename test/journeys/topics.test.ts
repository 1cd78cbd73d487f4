import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { MemberTopics, TopicSwitches } from "../../shared/topics/schema.ts";
import type { Wanted } from "../../shared/topics/topics.ts";
import { deskOf, withRole } from "../support/console.ts";
import { newKey, type Phone } from "../support/people.ts";
import { openWorld, type World } from "../support/world.ts";

let world: World;
beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const textVersion = "2026-12-01.1";

function wantedIn({ topics }: TopicSwitches): Partial<Record<string, boolean>> {
  return Object.fromEntries(topics.map(({ topic, wanted }) => [topic, wanted]));
}

async function choose(phone: Phone, wanted: Partial<Wanted>, key = newKey()): Promise<TopicSwitches> {
  world.clock.advanceBy(1_000);
  return phone.client.ok("PUT", "/api/card/topics", { key, body: { textVersion, wanted } });
}

const seen = async (phone: Phone) =>
  wantedIn(await phone.client.ok<TopicSwitches>("GET", "/api/card/topics"));

async function atConsole(phone: Phone): Promise<MemberTopics> {
  const { publicId } = (await phone.home()).member;
  const desk = await deskOf(world, await world.owner());
  return desk.client.ok("GET", `/api/console/members/${publicId}/topics`);
}

describe("a member in their card", () => {
  test("finds 3 switches on, in this order, and what they switch is kept with the words they read", async () => {
    const phone = await world.member("佐藤 花子");
    expect(await phone.client.ok("GET", "/api/card/topics")).toEqual({
      topics: ["offers", "reminders", "news"].map((topic) => ({ topic, wanted: true })),
    });
    const answer = await choose(phone, { news: false });
    expect(wantedIn(answer)).toEqual({ offers: true, reminders: true, news: false });
    await choose(phone, { news: true, offers: false });
    expect(await seen(phone)).toEqual({ offers: false, reminders: true, news: true });
    const { topics, said } = await atConsole(phone);
    expect(wantedIn({ topics })).toEqual(await seen(phone));
    expect(said.map(({ topic, wanted }) => [topic, wanted])).toEqual([
      ...[["news", true] as const, ["offers", false] as const],
      ["news", false],
    ]);
    for (const each of said) expect(each).toMatchObject({ textVersion: "card:2026-12-01.1", source: "card" });
    const audits = await world.deps.database.point
      .selectFrom("audit")
      .select(["actor_kind", "details"])
      .where("action", "=", "topics.choose")
      .orderBy("audit_id")
      .execute();
    expect(audits).toEqual([
      { actor_kind: "member", details: '{"news":false}' },
      { actor_kind: "member", details: '{"offers":false,"news":true}' },
    ]);
  });

  test("who asks twice with one key says it once, also where they chose otherwise in between", async () => {
    const phone = await world.member("佐藤 花子");
    const key = newKey();
    await choose(phone, { offers: false }, key);
    await choose(phone, { offers: true });
    expect(wantedIn(await choose(phone, { offers: false }, key))).toMatchObject({ offers: true });
    expect((await atConsole(phone)).said).toHaveLength(2);
  });

  test("and in the chat is one person: what was said last holds", async () => {
    const phone = await world.member("佐藤 花子");
    const say = async (text: string) => {
      world.clock.advanceBy(1_000);
      world.emulator.say(phone.userId, text);
      await world.settled();
    };
    await say("配信停止");
    expect(await seen(phone)).toEqual({ offers: false, reminders: false, news: false });
    await choose(phone, { reminders: true });
    expect(await seen(phone)).toEqual({ offers: false, reminders: true, news: false });
    await say("配信再開");
    expect(await seen(phone)).toEqual({ offers: true, reminders: true, news: true });
    expect((await atConsole(phone)).said.map(({ source }) => source)).toEqual([
      ...["chat", "chat", "chat", "card", "chat", "chat", "chat"],
    ]);
  });

  test("who stopped offers, blocked, followed again, left and joined again has them stopped still", async () => {
    const phone = await world.member("佐藤 花子");
    await choose(phone, { offers: false });
    for (const act of ["block", "unblock"] as const) {
      world.clock.advanceBy(1_000);
      world.emulator[act](phone.userId);
    }
    await world.settled();
    expect(await seen(phone)).toEqual({ offers: false, reminders: true, news: true });
    await phone.client.ok("POST", "/api/card/leave", { body: {} });
    await phone.join();
    expect(await seen(phone)).toEqual({ offers: false, reminders: true, news: true });
  });

  test("has it in the file of their own data", async () => {
    const phone = await world.member("佐藤 花子");
    await choose(phone, { news: false });
    expect(await phone.client.ok("GET", "/api/card/export")).toMatchObject({
      topicChoices: [{ topic: "news", wanted: 0, textVersion: "card:2026-12-01.1", source: "card" }],
    });
  });

  test("is refused a topic there is none of, no topic, no key and no session; nothing is kept of it", async () => {
    const phone = await world.member("佐藤 花子");
    const put = (body: object, key?: string) =>
      phone.client.refused("PUT", "/api/card/topics", { ...(key === undefined ? {} : { key }), body });
    const fields = async (body: object) => (await put(body, newKey())).error;
    expect(await fields({ textVersion, wanted: { receipts: false } })).toMatchObject({
      code: "request.invalid",
    });
    expect(await fields({ textVersion, wanted: {} })).toMatchObject({ code: "request.invalid" });
    expect(await fields({ wanted: { news: false } })).toMatchObject({ code: "request.invalid" });
    expect((await put({ textVersion, wanted: { news: false } })).error.code).toBe("idempotency.missing");
    const stranger = world.phone("山田 太郎");
    expect((await stranger.client.refused("GET", "/api/card/topics", {})).status).toBe(401);
    await stranger.signIn();
    expect((await stranger.client.refused("GET", "/api/card/topics", {})).error.code).toBe(
      "member.not_joined",
    );
    expect((await atConsole(phone)).said).toEqual([]);
  });
});

test("at the console an auditor reads what a member said, a stranger's id finds nobody, and a card may not ask", async () => {
  const phone = await world.member("佐藤 花子");
  const at = `/api/console/members/${(await phone.home()).member.publicId}/topics`;
  await withRole(world, world.emulator.addUser({ displayName: "auditor" }).userId, "auditor");
  expect((await phone.client.refused("GET", at, {})).status).toBe(401);
  const desk = await deskOf(world, await world.owner());
  expect(await desk.client.ok("GET", at)).toMatchObject({ said: [] });
  expect((await desk.client.refused("GET", "/api/console/members/AAAAAAAAAAAAA/topics", {})).error.code).toBe(
    "member.not_found",
  );
});

const all = { offers: true, reminders: true, news: true };

test.each([
  ["お知らせ 配信停止", { ...all, news: false }, "お店からのお知らせの配信を停止しました"],
  ["配信停止　お得な情報", { ...all, offers: false }, "お得な情報の配信を停止しました"],
  ["リマインドの停止", { ...all, reminders: false }, "期限などのお知らせの配信を停止しました"],
  ["Stop offers", { ...all, offers: false }, "お得な情報の配信を停止しました"],
])("%s in the chat stops one kind of three, and 再開 of the same begins it again", async (text, left, answer) => {
  const phone = await world.member("佐藤 花子");
  const say = async (said: string) => {
    world.clock.advanceBy(1_000);
    world.emulator.say(phone.userId, said);
    await world.settled();
  };
  await say(text);
  // The greeting of the follow may come after the answer.
  expect(JSON.stringify(world.emulator.chat(phone.userId))).toContain(answer);
  expect(await seen(phone)).toEqual(left);
  await say(text.replace(/配信停止|停止/, "再開").replace("Stop", "Resume"));
  expect(await seen(phone)).toEqual(all);
  expect((await atConsole(phone)).said).toHaveLength(2);
});

test("staff stop the offers of a member who asked them to: once for a key, kept as said to staff", async () => {
  const phone = await world.member("糸井 あかり");
  const { publicId } = (await phone.home()).member;
  const desk = await deskOf(world, await world.owner());
  const path = `/api/console/members/${publicId}/topics`;
  const asked = { body: { textVersion, wanted: { offers: false } }, key: newKey() };
  await desk.client.ok("PUT", path, asked);
  const after = await desk.client.ok<MemberTopics>("PUT", path, asked);
  expect(after.said).toMatchObject([
    { topic: "offers", wanted: false, source: "staff", textVersion: `staff:${textVersion}` },
  ]);
  expect(wantedIn(after)).toEqual({ offers: false, reminders: true, news: true });
  expect(await seen(phone)).toEqual(wantedIn(after));
});
