import { expect, test } from "vitest";
import { linkify, withEmoji } from "./linkify.ts";

const links = (text: string) => linkify(text).flatMap((piece) => (piece.kind === "link" ? [piece.href] : []));

test("an address inside a sentence becomes a link and the rest stays text", () => {
  expect(linkify("詳しくは https://example.com/a?b=1#c を")).toEqual([
    { kind: "text", text: "詳しくは " },
    { kind: "link", text: "https://example.com/a?b=1#c", href: "https://example.com/a?b=1#c" },
    { kind: "text", text: " を" },
  ]);
});

test("Japanese that follows an address without a space is not part of it", () => {
  expect(links("https://example.com/menuをご覧ください。")).toEqual(["https://example.com/menu"]);
});

test("the full stop and the closing bracket of the sentence are not part of the address", () => {
  expect(links("(see https://example.com/x).")).toEqual(["https://example.com/x"]);
});

test("a bracket opened inside the address stays", () => {
  expect(links("https://example.com/a_(b)")).toEqual(["https://example.com/a_(b)"]);
});

test("nothing but http and https becomes a link", () => {
  expect(links("javascript:alert(1) ftp://example.com https://")).toEqual([]);
});

test("two addresses give two links and nothing is lost between them", () => {
  const text = "https://a.example\nhttps://b.example!";
  expect(links(text)).toEqual(["https://a.example", "https://b.example"]);
  expect(
    linkify(text)
      .map((piece) => piece.text)
      .join(""),
  ).toBe(text);
});

test("the mark of each LINE emoji becomes a smile, and no other dollar sign does", () => {
  expect(withEmoji("$ 5$ $", [0, 5])).toBe("🙂 5$ 🙂");
  expect(withEmoji("a$", [0])).toBe("a$");
});
