import { expect, it } from "vitest";
import { amountOf, type Entry, emptyEntry, isPadKey, pressPad } from "./amount.core.ts";

function typed(...keys: readonly string[]): Entry {
  return keys.filter(isPadKey).reduce(pressPad, emptyEntry);
}

it("1, 2, 8, 0 is 1280; back is 128; clear is nothing", () => {
  expect(amountOf(typed("1", "2", "8", "0"))).toBe(1280);
  expect(amountOf(typed("1", "2", "8", "0", "back"))).toBe(128);
  expect(typed("1", "2", "8", "0", "clear")).toBe("");
});

it("12 and 00 is 1200; zeros before any digit are nothing", () => {
  expect(amountOf(typed("1", "2", "00"))).toBe(1200);
  expect(typed("0", "00")).toBe("");
  expect(amountOf(typed("0", "5"))).toBe(5);
});

it("a tenth digit is not taken, and 00 is taken whole or not at all", () => {
  const eight = ["1", "2", "3", "4", "5", "6", "7", "8"];
  expect(typed(...eight, "00")).toBe("12345678");
  expect(typed(...eight, "9", "0")).toBe("123456789");
});
