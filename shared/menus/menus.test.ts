import { describe, expect, test } from "vitest";
import { contrastOf } from "../colour.ts";
import { layouts, menuBody } from "./menu.ts";
import { paletteNames, paletteOf, palettes } from "./palettes.ts";
import { aliasOf, menuSlots, slotFor } from "./slots.ts";

const member = (language: "ja" | "en", rankColour: string | null) => ({
  member: { language, rankColour },
  lineLanguage: "fr",
});

describe("which menu a person shall have", () => {
  test.each([
    ["a guest whose LINE is Japanese", { member: null, lineLanguage: "ja" }, "guest-ja"],
    ["a guest whose LINE speaks French", { member: null, lineLanguage: "fr-CA" }, "guest-en"],
    ["a guest of whom LINE tells nothing", { member: null, lineLanguage: null }, "guest-ja"],
    ["a member in a shop without ranks", member("ja", null), "member-ja-house"],
    ["a member who chose English, of a gold rank", member("en", "#d4af37"), "member-en-gold"],
  ])("%s", (_, person, name) => {
    expect(slotFor(person).name).toBe(name);
  });
});

describe("a rank's colour is shown by the nearest of 8 palettes", () => {
  test.each([
    ["#8a5a2b", "bronze"],
    ["#c3c9d1", "silver"],
    ["#e5e4e2", "silver"],
    ["#d4af37", "gold"],
    ["#ffd700", "gold"],
    ["#e0115f", "red"],
    ["#50c878", "green"],
    ["#87ceeb", "blue"],
    ["#0f52ba", "blue"],
    ["#9966cc", "violet"],
    ["#111111", "black"],
    ["#333333", "black"],
    ["#ffffff", "silver"],
    ["#8e2c22", "red"],
  ])("%s is %s", (colour, palette) => {
    expect(paletteOf(colour)).toBe(palette);
  });
});

test.each(paletteNames)("%s: words on the large tile and drawings on white have 4.5:1 or more", (name) => {
  const { ground, deep, ink, accent } = palettes[name];
  const ratios = [contrastOf(ink, ground), contrastOf(ink, deep), contrastOf(accent, "#ffffff")];
  expect(Math.min(...ratios)).toBeGreaterThanOrEqual(4.5);
});

test.each([
  "member",
  "guest",
] as const)("the tiles of the %s menu cover its picture once, to the last pixel", (kind) => {
  const { size, tiles } = layouts[kind];
  const area = tiles.reduce((sum, { box }) => sum + box.width * box.height, 0);
  expect(area).toBe(size.width * size.height);
  expect(Math.max(...tiles.map(({ box }) => box.x + box.width))).toBe(size.width);
  expect(Math.max(...tiles.map(({ box }) => box.y + box.height))).toBe(size.height);
  expect(size.width / size.height).toBeGreaterThanOrEqual(1.45);
});

test("20 menus, each with an alias that LINE takes, and words within LINE's limits", () => {
  expect(menuSlots).toHaveLength(20);
  for (const slot of menuSlots) {
    expect(aliasOf(slot)).toMatch(/^[a-z0-9_-]{1,32}$/);
    const body = menuBody(slot, "n", "1234567890-AbcdEfgh");
    expect(body.chatBarText.length).toBeLessThanOrEqual(14);
    for (const { action } of body.areas) expect(action.label.length).toBeLessThanOrEqual(20);
  }
});

test("a member's tiles open the card by its LIFF address and ask the chat for the rest", () => {
  const { areas } = menuBody(menuSlots[2] ?? menuSlots[0] ?? fail(), "n", "1234567890-AbcdEfgh");
  const asked = areas.map(({ action }) => (action.type === "uri" ? action.uri : action.data));
  expect(asked).toEqual([
    "https://liff.line.me/1234567890-AbcdEfgh",
    ...["ask:balance", "ask:coupons", "ask:expiry", "ask:stores", "ask:help"],
  ]);
});

function fail(): never {
  throw new Error("no such menu");
}
