import { computed } from "@preact/signals";
import type { Words } from "../../../shared/coupons/cut.ts";
import { reasonErrors } from "../../../shared/coupons/errors.ts";
import type { CouponReason, CouponRefused } from "../../../shared/coupons/reasons.ts";
import { refusedSentence } from "../../../shared/coupons/sentences.ts";
import type { Language } from "../../../shared/errors.ts";
import { ApiError, NetworkError } from "../../api/client.ts";
import { language } from "../words.ts";
import { en } from "./words.en.ts";
import { ja, type WalletWords } from "./words.ja.ts";

export const walletWords = computed<WalletWords>(() => (language.value === "ja" ? ja : en));

/**
 * One sentence about why something was not done. What is not about a coupon is said by the server, in this page's
 * language: the card does not carry the sentences of every area.
 */
export function troubleWords(error: unknown, lang: Language, words: WalletWords): string {
  if (error instanceof NetworkError) return words.noAnswer;
  if (!(error instanceof ApiError)) return words.serverTrouble;
  const refused = refusedIn(error);
  if (refused !== null) return refusedSentence(refused, lang, "member");
  return error.sentence === "" ? words.serverTrouble : error.sentence;
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

/** A newer server may know reasons that this page does not; it says them itself. */
function isReason(value: unknown): value is CouponReason {
  return typeof value === "string" && `coupon.${value}` in reasonErrors;
}

function isWords(value: unknown): value is Words {
  return typeof value === "object" && value !== null && "ja" in value && "en" in value;
}
