import { expect, test } from "vitest";
import { liffIdOf } from "./actions.ts";

test("addresses of LIFF and MINI apps open in the phone, with whatever follows the id", () => {
  expect(liffIdOf("https://liff.line.me/2000000000-abcdefgh")).toBe("2000000000-abcdefgh");
  expect(liffIdOf("https://liff.line.me/2000000000-abcdefgh/coupons?x=1#top")).toBe("2000000000-abcdefgh");
  expect(liffIdOf("https://miniapp.line.me/2000000000-abcdefgh?x=1")).toBe("2000000000-abcdefgh");
  expect(liffIdOf("line://app/2000000000-abcdefgh")).toBe("2000000000-abcdefgh");
});

test("an address that only looks like one opens outside", () => {
  expect(liffIdOf("https://example.com/https://liff.line.me/2000000000-abcdefgh")).toBeUndefined();
  expect(liffIdOf("https://liff.line.me.example.com/2000000000-abcdefgh")).toBeUndefined();
  expect(liffIdOf("http://liff.line.me/2000000000-abcdefgh")).toBeUndefined();
});
