import { expect, test, vi } from "vitest";
import type { ErrorCode } from "../../../shared/errors.ts";
import { ApiError, NetworkError } from "../../api/client.ts";
import { en } from "./words.en.ts";
import { ja } from "./words.ja.ts";

vi.stubGlobal("navigator", { language: "ja-JP" });
const { troubleWords } = await import("./words.ts");

const refused = (code: ErrorCode, message: string, details = {}, requestId = "r-1") =>
  new ApiError(409, { error: { code, message, details }, requestId });

test("what is not about a coupon's own reason is said with the server's sentence, whatever the code", () => {
  const suspended = refused("member.suspended", "This card is suspended");
  expect(troubleWords(suspended, "en", en)).toBe("This card is suspended");
  const unknown = refused("coupon.stale", "新しい理由です", { reason: "stale" });
  expect(troubleWords(unknown, "ja", ja)).toBe("新しい理由です");
});

test("a coupon's reason is said to the member with its numbers, not as the server says it to staff", () => {
  const below = refused("coupon.below_minimum", "for staff", { reason: "below_minimum", yen: 1_200 });
  expect(troubleWords(below, "ja", ja)).toBe("あと1,200円のお買い上げで使えます");
  const closed = refused("coupon.not_opened", "for staff", { reason: "not_opened" });
  expect(troubleWords(closed, "en", en)).toBe("Tap “Use” and the countdown begins");
});

test("a proxy's page, an empty sentence, silence and a fault of the page itself have words of the card", () => {
  const proxy = refused("server.error", "HTTP 502", {}, "");
  for (const [words, lang] of [[ja, "ja"] as const, [en, "en"] as const]) {
    for (const error of [proxy, refused("server.busy", ""), new Error("undefined is not a function")]) {
      expect(troubleWords(error, lang, words)).toBe(words.serverTrouble);
    }
    expect(troubleWords(new NetworkError(null), lang, words)).toBe(words.noAnswer);
  }
});
