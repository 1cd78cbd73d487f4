import { describe, expect, test } from "vitest";
import { Refusal } from "./http/call.ts";
import { isJsonObject, objectsAt } from "./json.ts";
import { checkMessages } from "./messaging/validate/messages.ts";

type Json = Record<string, unknown>;

/** `property: message` of each thing LINE would find wrong. */
function problemsOf(...messages: unknown[]): string[] {
  try {
    checkMessages({ messages }, ["messages"]);
    return [];
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const details = isJsonObject(error.answer.json) ? objectsAt(error.answer.json, "details") : [];
    return details.map(({ message, property }) => `${property}: ${message}`);
  }
}

const text = { type: "text", text: "こんにちは" };

test("one to five messages", () => {
  expect(problemsOf()).toEqual(["messages: Size must be between 1 and 5"]);
  expect(problemsOf(text, text, text, text, text)).toEqual([]);
  expect(problemsOf(text, text, text, text, text, text)).toEqual(["messages: Size must be between 1 and 5"]);
});

describe("text", () => {
  test("5,000 UTF-16 code units: an emoji counts two", () => {
    expect(problemsOf({ type: "text", text: "🌸".repeat(2500) })).toEqual([]);
    expect(problemsOf({ type: "text", text: `${"🌸".repeat(2500)}。` })).toEqual([
      "messages[0].text: Length must be between 0 and 5000",
    ]);
  });

  test("not empty, of a known type, without unknown fields", () => {
    expect(problemsOf({ type: "text", text: "" })).toEqual(["messages[0].text: May not be empty"]);
    expect(problemsOf(text, { type: "unknown" })[0]).toMatch(
      /^messages\[1\]\.type: Must be one of the following/,
    );
    expect(problemsOf({ ...text, colour: "red" })).toEqual(["messages[0].colour: unknown field"]);
  });
});

describe("quick replies and actions", () => {
  const item = (action: Json) => ({ type: "action", action });
  const message = (label: string) => item({ type: "message", label, text: "はい" });
  const withItems = (...items: unknown[]) => ({ ...text, quickReply: { items } });

  test("13 items at most", () => {
    expect(problemsOf(withItems(...Array(13).fill(message("はい"))))).toEqual([]);
    expect(problemsOf(withItems(...Array(14).fill(message("はい"))))).toEqual([
      "messages[0].quickReply.items: Size must be between 1 and 13",
    ]);
  });

  test("a label has 20 grapheme clusters: a family of four counts one", () => {
    expect(problemsOf(withItems(message("👨‍👩‍👧‍👦".repeat(20))))).toEqual([]);
    expect(problemsOf(withItems(message("👨‍👩‍👧‍👦".repeat(21))))).toHaveLength(1);
  });

  test("postback data has 300 units; a uri one of four schemes; a camera stands here alone", () => {
    const at = "messages[0].quickReply.items[0].action";
    const postback = { type: "postback", label: "使う", data: "x".repeat(301) };
    expect(problemsOf(withItems(item(postback)))).toEqual([`${at}.data: Length must be between 0 and 300`]);
    const uri = { type: "uri", label: "開く", uri: "ftp://example.com/" };
    expect(problemsOf(withItems(item(uri)))).toEqual([`${at}.uri: invalid uri scheme`]);
    expect(problemsOf(withItems(item({ type: "camera", label: "撮る" })))).toEqual([]);
  });
});

describe("Flex", () => {
  const box = (...contents: unknown[]) => ({ type: "box", layout: "vertical", contents });
  const bubble = (...contents: unknown[]) => ({ type: "bubble", body: box(...contents) });
  const flex = (contents: unknown, altText = "会員証") => ({ type: "flex", altText, contents });
  const words = { type: "text", text: "会員証" };

  test("a bubble of text, picture, button, separator and spans in boxes is fine", () => {
    const button = { type: "button", action: { type: "uri", label: "開く", uri: "https://example.com/" } };
    const image = { type: "image", url: "https://example.com/a.png", size: "full", aspectRatio: "20:13" };
    const spans = { type: "text", contents: [{ type: "span", text: "1,200", weight: "bold", size: "3xl" }] };
    const line = { ...box(words, image), layout: "horizontal", paddingAll: "12px", spacing: "md" };
    const separator = { type: "separator", margin: "lg" };
    expect(problemsOf(flex({ ...bubble(line, separator, spans), footer: box(button) }))).toEqual([]);
  });

  test("problems inside are written from the root of the contents", () => {
    expect(problemsOf(flex(bubble({ type: "text", text: "" })))).toEqual([
      "/body/contents/0/text: must be non-empty text",
    ]);
    expect(problemsOf(flex(bubble({ ...words, colour: "#fff" })))).toEqual([
      "/body/contents/0/colour: unknown field",
    ]);
    expect(problemsOf(flex({ type: "bubble" }))).toEqual(["/: At least one block must be specified"]);
  });

  test.each([
    ["size", "16", "/body/contents/0/size: invalid property"],
    ["size", "16px", null],
    ["size", "50%", "/body/contents/0/size: invalid property"],
    ["margin", "4px", null],
    ["color", "red", "/body/contents/0/color: invalid color"],
    ["color", "#05873aff", null],
    ["weight", "heavy", "/body/contents/0/weight: Must be one of the following values: [regular, bold]"],
  ])("text %s %s", (key, value, problem) => {
    expect(problemsOf(flex(bubble({ ...words, [key]: value })))).toEqual(problem === null ? [] : [problem]);
  });

  test("an icon stands in a baseline box only", () => {
    const icon = { type: "icon", url: "https://example.com/star.png" };
    expect(problemsOf(flex(bubble({ ...box(icon, words), layout: "baseline" })))).toEqual([]);
    expect(problemsOf(flex(bubble(icon)))[0]).toMatch(/^\/body\/contents\/0\/type: Must be one of/);
  });

  test("12 bubbles of one size in a carousel", () => {
    const carousel = (contents: unknown[]) => flex({ type: "carousel", contents });
    expect(problemsOf(carousel(Array(12).fill(bubble(words))))).toEqual([]);
    expect(problemsOf(carousel(Array(13).fill(bubble(words))))).toEqual([
      "/contents: Size must be between 1 and 12",
    ]);
    expect(problemsOf(carousel([bubble(words), { ...bubble(words), size: "kilo" }]))).toEqual([
      "/contents: All bubbles must have the same size",
    ]);
  });

  test("30 KB for a bubble, counted as UTF-8", () => {
    const long = { type: "text", text: "あ".repeat(1900) };
    expect(problemsOf(flex(bubble(...Array(5).fill(long))))).toEqual([]);
    expect(problemsOf(flex(bubble(...Array(6).fill(long))))[0]).toMatch(/^\/: Too large flex message/);
  });

  test("the text for lists of chats has 1 to 1,500 letters", () => {
    expect(problemsOf(flex(bubble(words), ""))).toEqual(["messages[0].altText: May not be empty"]);
    expect(problemsOf(flex(bubble(words), "x".repeat(1501)))).toHaveLength(1);
  });
});

describe("templates", () => {
  const action = { type: "message", label: "はい", text: "はい" };
  const template = (body: Json) => ({ type: "template", altText: "質問", template: body });

  test("buttons have 160 letters, 60 beside a title or a picture", () => {
    const buttons = { type: "buttons", text: "字".repeat(160), actions: [action] };
    expect(problemsOf(template(buttons))).toEqual([]);
    for (const beside of [{ title: "題" }, { thumbnailImageUrl: "https://example.com/a.png" }]) {
      expect(problemsOf(template({ ...buttons, ...beside }))).toEqual([
        "messages[0].template.text: Length must be between 0 and 60",
      ]);
    }
  });

  test("confirm has exactly two actions; a carousel's columns all the same number", () => {
    expect(problemsOf(template({ type: "confirm", text: "よろしいですか", actions: [action] }))).toEqual([
      "messages[0].template.actions: Size must be between 2 and 2",
    ]);
    const column = (count: number) => ({ text: "説明", actions: Array(count).fill(action) });
    expect(problemsOf(template({ type: "carousel", columns: [column(1), column(2)] }))).toHaveLength(1);
  });
});

/** Messaging API reference, Imagemap message, and Coupon message. */
describe("imagemaps and coupons", () => {
  const area = { x: 0, y: 0, width: 1040, height: 520 };
  const uri = { type: "uri", area, linkUri: "https://example.com/" };
  const imagemap = (changes: Json = {}): Json => ({
    ...{ type: "imagemap", baseUrl: "https://example.com/map", altText: "地図", actions: [uri] },
    ...{ baseSize: { width: 1040, height: 520 }, ...changes },
  });

  test("an imagemap is 1,040 wide and has 1 to 50 actions", () => {
    expect(problemsOf(imagemap())).toEqual([]);
    expect(problemsOf(imagemap({ actions: Array(50).fill(uri) }))).toEqual([]);
    expect(problemsOf(imagemap({ actions: Array(51).fill(uri) }))).toEqual([
      "messages[0].actions: Size must be between 1 and 50",
    ]);
    expect(problemsOf(imagemap({ baseSize: { width: 1041, height: 520 } }))).toEqual([
      "messages[0].baseSize.width: Must be between 1040 and 1040",
    ]);
  });

  test("a message action has 400 letters, a clipboard 1,000", () => {
    const message = (text: string) => imagemap({ actions: [{ type: "message", area, text }] });
    expect(problemsOf(message("字".repeat(400)))).toEqual([]);
    expect(problemsOf(message("字".repeat(401)))).toHaveLength(1);
    const clipboard = (clipboardText: string) =>
      imagemap({ actions: [{ type: "clipboard", area, clipboardText }] });
    expect(problemsOf(clipboard("x".repeat(1000)))).toEqual([]);
    expect(problemsOf(clipboard("x".repeat(1001)))).toHaveLength(1);
  });

  test("a coupon's delivery tag has 30 letters, digits and underscores", () => {
    const coupon = (deliveryTag: string) => ({
      type: "coupon",
      couponId: "01JYNW8JMQVFBNWF1APF8Z3FS7",
      deliveryTag,
    });
    expect(problemsOf(coupon(`${"x".repeat(28)}_1`))).toEqual([]);
    expect(problemsOf(coupon("x".repeat(31)))).toEqual(["messages[0].deliveryTag: invalid property"]);
    expect(problemsOf(coupon("春"))).toHaveLength(1);
  });
});
