import { describe, expect, it } from "vitest";
import { clockTime, count, dateInWords, momentInWords, signed, yearOf } from "./formats.ts";

// 2026-12-31 23:59:58 in Tokyo.
const newYearsEve = Date.UTC(2026, 11, 31, 14, 59, 58);

describe("numbers", () => {
  it("are grouped by thousands and carry their sign where they are a change", () => {
    expect([0, 999, 1234, 1_234_567].map(count)).toEqual(["0", "999", "1,234", "1,234,567"]);
    expect([12, 0, -1280].map(signed)).toEqual(["+12", "0", "−1,280"]);
  });
});

describe("dates", () => {
  it("name the year only when it is another one", () => {
    expect(dateInWords("2026-12-31", "ja", 2026)).toBe("12月31日");
    expect(dateInWords("2027-11-30", "ja", 2026)).toBe("2027年11月30日");
    expect(dateInWords("2027-11-30", "en", 2026)).toBe("30 November 2027");
  });

  it("are the shop's, wherever the phone is", () => {
    expect(clockTime(newYearsEve, "Asia/Tokyo")).toBe("23:59:58");
    expect(yearOf(newYearsEve, "Asia/Tokyo")).toBe(2026);
    expect(yearOf(newYearsEve + 2_000, "Asia/Tokyo")).toBe(2027);
    expect(momentInWords(newYearsEve, newYearsEve, "ja", "Asia/Tokyo")).toBe("12月31日 23:59");
    expect(momentInWords(newYearsEve, newYearsEve + 2_000, "ja", "Asia/Tokyo")).toBe("2026年12月31日 23:59");
    expect(momentInWords(newYearsEve, newYearsEve + 2_000, "en", "Asia/Tokyo")).toMatch(/31 December 2026/);
  });
});
