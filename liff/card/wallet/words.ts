import { computed } from "@preact/signals";
import type { Words } from "../../../shared/coupons/cut.ts";
import type { CouponReason, CouponRefused } from "../../../shared/coupons/reasons.ts";
import { refusedSentence } from "../../../shared/coupons/sentences.ts";
import type { Language } from "../../../shared/errors.ts";
import { wordsOf } from "../../../shared/errors.ts";
import { ApiError, NetworkError } from "../../api/client.ts";
import { language } from "../words.ts";
import { en } from "./words.en.ts";
import { ja, type WalletWords } from "./words.ja.ts";

export const walletWords = computed<WalletWords>(() => (language.value === "ja" ? ja : en));

/** One sentence about why something was not done. */
export function troubleWords(error: unknown, lang: Language, words: WalletWords): string {
  if (error instanceof NetworkError) return words.noAnswer;
  if (!(error instanceof ApiError)) return wordsOf("server.error", lang);
  const refused = refusedIn(error);
  return refused === null ? wordsOf(error.code, lang) : refusedSentence(refused, lang, "member");
}

function refusedIn({ code, details }: ApiError): CouponRefused | null {
  const { reason, yen, on, ranks, upwards } = details;
  if (!isReason(reason) || code !== `coupon.${reason}`) return null;
  return {
    reason,
    ...(typeof yen === "number" ? { yen } : {}),
    ...(typeof on === "string" ? { on } : {}),
    ...(Array.isArray(ranks) && ranks.every(isWords) ? { ranks, upwards: upwards === true } : {}),
  };
}

/** A reason that the code of the same answer repeats is one of ours. */
function isReason(value: unknown): value is CouponReason {
  return typeof value === "string";
}

function isWords(value: unknown): value is Words {
  return typeof value === "object" && value !== null && "ja" in value && "en" in value;
}
