import { describe, expect, test } from "vitest";
import { chatProblems } from "./check.ts";
import { defaultWords } from "./defaults.ts";
import { folded } from "./fold.ts";
import { matched, wordIndex } from "./match.ts";
import { chatWords } from "./schema.ts";
import { postbackOf, topicOfPostback, topics } from "./topics.ts";

const index = wordIndex(defaultWords);

describe("a word", () => {
  test.each([
    ["ポイント", "balance", "ja"],
    ["ﾎﾟｲﾝﾄ", "balance", "ja"],
    ["ぽいんと", "balance", "ja"],
    ["  ポイント\n", "balance", "ja"],
    ["ポイント？", "balance", "ja"],
    ["ポイント 残高", "balance", "ja"],
    ["BALANCE", "balance", "en"],
    ["ＢＡＬＡＮＣＥ", "balance", "en"],
    ["My Points", "balance", "en"],
    ["会員証", "card", "ja"],
    ["くーぽん", "coupons", "ja"],
    ["有効期限", "expiry", "ja"],
    ["店舗", "stores", "ja"],
    ["へるぷ", "help", "ja"],
    ["ヘルプ!!", "help", "ja"],
    ["配信停止", "stop", "ja"],
    ["STOP", "stop", "en"],
    ["配信再開。", "resume", "ja"],
  ] as const)("%j asks about %s, in the list of %s", (text, topic, language) => {
    expect(matched(index, text)).toEqual({ topic, about: null, language });
  });

  test.each([
    "ポイントはいつ使えますか",
    "こんにちは",
    "",
    "   ",
    "？",
    "ポ",
    "🤨",
    "停止線はどこ",
  ])("%j is left to the humans", (text) => {
    expect(matched(index, text)).toBeNull();
  });

  test("of a topic that is off is left to the humans", () => {
    const off = { ...defaultWords.answers.coupons, on: false };
    const words = { ...defaultWords, answers: { ...defaultWords.answers, coupons: off } };
    expect(matched(wordIndex(words), "クーポン")).toBeNull();
  });

  test("is folded the same however often", () => {
    for (const text of ["ヴァイオリン", "ｶﾞｷﾞ", "ÅÄ", "㍿", "ヽヾ"]) {
      expect(folded(folded(text))).toBe(folded(text));
    }
  });
});

test("a button's data names its topic, and what is not ours names none", () => {
  for (const topic of topics) expect(topicOfPostback(postbackOf(topic))).toBe(topic);
  for (const data of ["", "ask:", "ask:nothing", "balance", "storeId=1", "ask:balance "]) {
    expect(topicOfPostback(data)).toBeNull();
  }
});

describe("words to be published", () => {
  test("as every shop starts with them have no problem, and the schema takes them", () => {
    expect(chatWords.parse(defaultWords)).toEqual(defaultWords);
    expect(chatProblems(defaultWords)).toEqual([]);
  });

  test("that two topics claim, that say nothing, that take the way out away or name an unknown thing are refused", () => {
    const draft = structuredClone(defaultWords);
    draft.answers.card.words.ja.push("ﾎﾟｲﾝﾄ");
    draft.answers.help.words.en.push("?!");
    draft.answers.stop.on = false;
    draft.answers.resume.words = { ja: [], en: [] };
    draft.guest.en = "Dear {name}";
    expect(chatProblems(draft)).toEqual([
      { field: "answers.card.words.ja.4", problem: "the same word as answers.balance.words.ja.0" },
      { field: "answers.help.words.en.2", problem: "a word needs a letter or a digit" },
      { field: "answers.stop.on", problem: "must stay on" },
      { field: "answers.resume.words", problem: "needs a word" },
      { field: "guest.en", problem: "{name} stands for nothing; {shop} does" },
    ]);
  });
});
