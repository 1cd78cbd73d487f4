import { describe, expect, test } from "vitest";
import { problemsOf } from "./problems.ts";
import type { Action, Bubble, FlexComponent, LineMessage } from "./types.ts";

/** `path: code limit/actual unit` of each problem. */
function told(...messages: LineMessage[]): string[] {
  return problemsOf(messages).map(({ path, code, limit, actual, unit }) =>
    limit === null ? `${path}: ${code}` : `${path}: ${code} ${actual}/${limit} ${unit}`,
  );
}

const say = (text: string): LineMessage => ({ type: "text", text });
const bubbleOf = (...contents: FlexComponent[]): Bubble => ({
  type: "bubble",
  size: "kilo",
  body: { type: "box", layout: "vertical", contents },
});
const flexOf = (contents: Bubble, altText = "会員証"): LineMessage => ({ type: "flex", altText, contents });
const button = (action: Action): LineMessage => flexOf(bubbleOf({ type: "button", action }));
const letters = (count: number): FlexComponent => ({ type: "text", text: "あ".repeat(count) });

test("one to five messages", () => {
  expect(told()).toEqual(["messages: too_few 0/1 items"]);
  expect(told(...Array.from({ length: 5 }, () => say("a")))).toEqual([]);
  expect(told(...Array.from({ length: 6 }, () => say("a")))).toEqual(["messages: too_many 6/5 items"]);
});

test("a text has 1 to 5,000 UTF-16 code units: 2,500 flowers fit, 2,501 do not", () => {
  expect(told(say("🌸".repeat(2500)))).toEqual([]);
  expect(told(say("🌸".repeat(2501)))).toEqual(["messages[0].text: too_long 5002/5000 units"]);
  expect(told(say("a"), say(""))).toEqual(["messages[1].text: empty"]);
});

test("an altText has 1 to 1,500 units", () => {
  expect(told(flexOf(bubbleOf(letters(1)), "a".repeat(1500)))).toEqual([]);
  expect(told(flexOf(bubbleOf(letters(1)), "a".repeat(1501)))).toEqual([
    "messages[0].altText: too_long 1501/1500 units",
  ]);
  expect(told(flexOf(bubbleOf(letters(1)), ""))).toEqual(["messages[0].altText: empty"]);
});

describe("quick replies", () => {
  const replies = (count: number, label = "ポイント"): LineMessage => ({
    ...say("a"),
    quickReply: {
      items: Array.from({ length: count }, () => ({
        type: "action" as const,
        action: { type: "message" as const, label, text: "ポイント" },
      })),
    },
  });

  test("are 1 to 13", () => {
    expect(told(replies(13))).toEqual([]);
    expect(told(replies(14))).toEqual(["messages[0].quickReply.items: too_many 14/13 items"]);
    expect(told(replies(0))).toEqual(["messages[0].quickReply.items: too_few 0/1 items"]);
  });

  test("have labels of 20 graphemes: 20 families fit, though they are 220 units", () => {
    expect(told(replies(1, "👨‍👩‍👧‍👦".repeat(20)))).toEqual([]);
    expect(told(replies(1, "👨‍👩‍👧‍👦".repeat(21)))).toEqual([
      "messages[0].quickReply.items[0].action.label: too_long 21/20 graphemes",
    ]);
  });
});

describe("actions", () => {
  const at = "messages[0].contents.body.contents[0].action";

  test("a label in Flex has 40 graphemes", () => {
    const uri = "https://example.com/";
    expect(told(button({ type: "uri", label: "か\u3099".repeat(40), uri }))).toEqual([]);
    expect(told(button({ type: "uri", label: "か\u3099".repeat(41), uri }))).toEqual([
      `${at}.label: too_long 41/40 graphemes`,
    ]);
  });

  test("an address has 1,000 units, is percent-encoded and opens with https, http, line or tel", () => {
    const told1 = (uri: string) => told(button({ type: "uri", label: "開く", uri }));
    const https = "https://example.com/";
    expect(told1(https.padEnd(1000, "a"))).toEqual([]);
    expect(told1(https.padEnd(1001, "a"))).toEqual([`${at}.uri: too_long 1001/1000 units`]);
    for (const fine of ["http://a.jp:8080/?q=%E3%81%82#x", "line://app/1-a", "tel:+81-3-0000-0000"])
      expect(told1(fine)).toEqual([]);
    for (const scheme of ["javascript:alert(1)", "mailto:a@b.jp", "ftp://a.jp/"])
      expect(told1(scheme)).toEqual([`${at}.uri: bad_scheme`]);
    for (const bad of ["example.com", "https://", "https://a b/", "https://お店.jp/", "https://u:p@a.jp/"])
      expect(told1(bad)).toEqual([`${at}.uri: bad_url`]);
    expect(told1("")).toEqual([`${at}.uri: empty`]);
  });

  test("postback data has 300 units, what it says 300 graphemes, a message 300 graphemes, a clipboard 1,000 units", () => {
    const label = "使う";
    const flowers = "🌸".repeat(151);
    expect(told(button({ type: "postback", label, data: flowers, displayText: flowers }))).toEqual([
      `${at}.data: too_long 302/300 units`,
    ]);
    expect(told(button({ type: "postback", label, data: "a", displayText: "あ".repeat(301) }))).toEqual([
      `${at}.displayText: too_long 301/300 graphemes`,
    ]);
    expect(told(button({ type: "message", label, text: "あ".repeat(301) }))).toEqual([
      `${at}.text: too_long 301/300 graphemes`,
    ]);
    expect(told(button({ type: "clipboard", label, clipboardText: "a".repeat(1001) }))).toEqual([
      `${at}.clipboardText: too_long 1001/1000 units`,
    ]);
  });
});

describe("Flex", () => {
  test("a bubble is at most 30 KB of JSON in UTF-8", () => {
    const sized = (count: number) => bubbleOf(...Array.from({ length: 10 }, () => letters(count)));
    const rest = new TextEncoder().encode(JSON.stringify(sized(0))).length;
    const fits = Math.floor((30 * 1024 - rest) / 30);
    expect(told(flexOf(sized(fits)))).toEqual([]);
    expect(told(flexOf(sized(fits + 1)))).toEqual([
      `messages[0].contents: too_large ${rest + 30 * (fits + 1)}/30720 bytes`,
    ]);
  });

  test("the length of the JSON that is known already changes no answer", () => {
    for (const count of [1, 900, 1023, 1024, 1100]) {
      const messages = [flexOf(bubbleOf(...Array.from({ length: 10 }, () => letters(count))))];
      expect(problemsOf(messages, JSON.stringify(messages).length)).toEqual(problemsOf(messages));
    }
  });

  test("a carousel has 12 bubbles of one size and 50 KB", () => {
    const carousel = (...contents: Bubble[]): LineMessage => ({
      type: "flex",
      altText: "クーポン",
      contents: { type: "carousel", contents },
    });
    const many = (count: number, bubble: Bubble) => carousel(...Array.from({ length: count }, () => bubble));
    expect(told(many(12, bubbleOf(letters(1))))).toEqual([]);
    expect(told(many(13, bubbleOf(letters(1))))).toEqual([
      "messages[0].contents.contents: too_many 13/12 items",
    ]);
    expect(told(carousel(bubbleOf(letters(1)), { ...bubbleOf(letters(1)), size: "mega" }))).toEqual([
      "messages[0].contents.contents: mixed_sizes",
    ]);
    const [problem] = problemsOf([many(12, bubbleOf(...Array.from({ length: 5 }, () => letters(300))))]);
    expect(problem).toMatchObject({ path: "messages[0].contents", code: "too_large", limit: 50 * 1024 });
  });

  test("colours, sizes and shares of the wrong form are found where they stand", () => {
    expect(
      told(
        flexOf(
          bubbleOf(
            { type: "text", text: "あ", color: "#red", size: "-3px", flex: -1, maxLines: 1.5 },
            { type: "separator", margin: "1e5px" },
            { type: "box", layout: "baseline", contents: [{ type: "separator" }] },
            { type: "image", url: "http://example.com/a.png", aspectRatio: "0:1" },
          ),
        ),
      ),
    ).toEqual([
      "messages[0].contents.body.contents[0].size: bad_value",
      "messages[0].contents.body.contents[0].color: bad_value",
      "messages[0].contents.body.contents[0].flex: bad_value",
      "messages[0].contents.body.contents[0].maxLines: bad_value",
      "messages[0].contents.body.contents[1].margin: bad_value",
      "messages[0].contents.body.contents[2].contents[0].type: not_in_baseline",
      "messages[0].contents.body.contents[3].url: bad_scheme",
      "messages[0].contents.body.contents[3].aspectRatio: bad_value",
    ]);
  });
});
