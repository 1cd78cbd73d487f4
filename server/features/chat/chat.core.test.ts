import { describe, expect, test } from "vitest";
import { defaultWords } from "../../../shared/chat/defaults.ts";
import { topics } from "../../../shared/chat/topics.ts";
import { problemsOf } from "../../../shared/messages/problems.ts";
import { type Asking, answerOf, greetingOf } from "./compose.core.ts";
import { wayOf } from "./timing.core.ts";

const minuteMs = 60_000;

describe("an answer goes", () => {
  test.each([
    // Received, answered after the question, in seconds; the setting in minutes.
    [1, 2, 10, "reply"],
    [1, 55, 10, "reply"],
    [1, 57, 10, "push"],
    [1, 599, 10, "push"],
    [1, 600, 10, "silence"],
    [1, 57, 0, "silence"],
    // Redelivered after 15 minutes, and after 20.
    [900, 930, 10, "reply"],
    [900, 960, 10, "silence"],
    [1_190, 1_191, 10, "reply"],
    [1_200, 1_201, 10, "silence"],
  ] as const)("received after %s s, worked on after %s s, pushes for %s min: %s", (received, now, push, kind) => {
    const asked = { askedAtMs: 0, receivedAtMs: received * 1000 };
    expect(wayOf(asked, push, now * 1000).kind).toBe(kind);
  });

  test("with silence after its token where no push is wanted any more", () => {
    expect(wayOf({ askedAtMs: 0, receivedAtMs: 14 * minuteMs }, 10, 14 * minuteMs)).toMatchObject({
      late: "silence",
    });
    expect(wayOf({ askedAtMs: 0, receivedAtMs: 0 }, 10, 0)).toMatchObject({ late: "push" });
  });
});

describe("what is said", () => {
  const shop = { words: defaultWords, shopName: "喫茶ごえん", cardUrl: "https://liff.line.me/1-a" };
  const points = { balance: 0, pending: [], held: 0, debt: 30, nextExpiry: null };
  const askings: readonly Asking[] = (["ja", "en"] as const).flatMap((language) => [
    { language, who: "guest" as const, standing: null, stores: [] },
    { language, who: "suspended" as const, standing: null, stores: ["本店"] },
    { language, who: "member" as const, standing: { points, lapsing: [], rank: null }, stores: ["本店"] },
    {
      language,
      who: "member" as const,
      standing: null,
      stores: Array.from({ length: 300 }, () => "店".repeat(60)),
    },
  ]);

  test("to everybody about every topic is within LINE's limits and never nothing", () => {
    for (const asking of askings) {
      for (const topic of topics) {
        const messages = answerOf(topic, shop, asking);
        expect([topic, asking.who, messages.length > 0, problemsOf(messages)]).toEqual([
          topic,
          asking.who,
          true,
          [],
        ]);
      }
      for (const returning of [true, false]) {
        expect(problemsOf(greetingOf(returning, shop, asking))).toEqual([]);
      }
    }
  });

  test.each([
    { who: "guest", button: "会員証をつくる" },
    { who: "member", button: "会員証を開く" },
  ] as const)("to a $who who asks about stores, coupons or help has the button $button", ({
    who,
    button,
  }) => {
    for (const topic of ["stores", "coupons", "help"] as const) {
      const asking = { language: "ja", who, standing: null, stores: ["本店"] } as const;
      expect(JSON.stringify(answerOf(topic, shop, asking))).toContain(`"label":"${button}"`);
    }
  });

  test.each([
    [null, "お得な情報・期限などのお知らせ・お店からのお知らせの配信を停止", "配信再開"],
    ["news", "お店からのお知らせの配信を停止", "お店からのお知らせ 配信再開"],
    ["offers", "お得な情報の配信を停止", "お得な情報 配信再開"],
  ] as const)("to who stops %s names it, and the touch that begins it again says %s, %s", (about, said, word) => {
    const asking = { language: "ja", who: "member", standing: null, stores: [], about } as const;
    const text = JSON.stringify(answerOf("stop", shop, asking));
    expect(text).toContain(`"text":"${said}`);
    expect(text).toContain(`"text":"${word}"`);
  });

  test("with texts as long as they may be, and the shop's name in them, is within LINE's limits", () => {
    const long = { ja: "{shop}".repeat(83), en: "x".repeat(500) };
    const answers = structuredClone(defaultWords.answers);
    for (const topic of topics) answers[topic].text = long;
    const words = { ...defaultWords, answers, guest: long };
    for (const asking of askings) {
      for (const topic of topics) {
        expect(problemsOf(answerOf(topic, { ...shop, words }, asking))).toEqual([]);
      }
    }
  });
});
