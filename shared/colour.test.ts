import { expect, test } from "vitest";
import { contrastOf, inkOn } from "./colour.ts";

test("black on white is 21:1, and #767676 on white the well-known 4.54:1", () => {
  expect(contrastOf("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrastOf("#767676", "#ffffff")).toBeCloseTo(4.54, 2);
});

test("the text on a rank's colour has 4.5:1 or more on 4,096 colours from black to white", () => {
  const steps = [
    "00",
    "11",
    "22",
    "33",
    "44",
    "55",
    "66",
    "77",
    "88",
    "99",
    "aa",
    "bb",
    "cc",
    "dd",
    "ee",
    "ff",
  ];
  const colours = steps.flatMap((r) => steps.flatMap((g) => steps.map((b) => `#${r}${g}${b}`)));
  expect(colours).toHaveLength(4096);
  for (const colour of colours) expect(contrastOf(colour, inkOn(colour)), colour).toBeGreaterThanOrEqual(4.5);
});

test.each([
  ["#c9a227", "#000000"],
  ["#7a4a1e", "#ffffff"],
  ["#b8c0c8", "#000000"],
])("on %s the ink is %s", (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});
