import { expect, test } from "vitest";
import { liffLink } from "./actions.ts";

const liffId = "2000000000-abcdefgh";

test("addresses of LIFF and MINI apps open in the phone, with whatever follows the id", () => {
  expect(liffLink(`https://liff.line.me/${liffId}`)).toEqual({
    liffId,
    url: `https://liff.line.me/${liffId}`,
  });
  expect(liffLink(`https://miniapp.line.me/${liffId}/coupons?x=1#top`)).toEqual({
    liffId,
    url: `https://miniapp.line.me/${liffId}/coupons?x=1#top`,
  });
});

test("the older forms of a LIFF address are opened as today's", () => {
  const url = `https://liff.line.me/${liffId}?x=1`;
  expect(liffLink(`line://app/${liffId}?x=1`)).toEqual({ liffId, url });
  expect(liffLink(`https://line.me/R/app/${liffId}?x=1`)).toEqual({ liffId, url });
});

test("an address that only looks like one opens outside", () => {
  expect(liffLink(`https://example.com/https://liff.line.me/${liffId}`)).toBeNull();
  expect(liffLink(`https://liff.line.me.example.com/${liffId}`)).toBeNull();
  expect(liffLink(`http://liff.line.me/${liffId}`)).toBeNull();
});
