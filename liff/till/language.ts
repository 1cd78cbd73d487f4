import { computed, signal } from "@preact/signals";
import { errors, type Language, wordsOf } from "../../shared/errors.ts";
import { recall, remember } from "./memory.ts";
import type { TillTrouble } from "./trouble.ts";
import { en } from "./words.en.ts";
import { ja, type Words } from "./words.ja.ts";

const KEY = "goen.till.language";

/** The language of the screens on this device; Japanese until somebody chose otherwise. */
export const language = signal<Language>(recall(KEY) === "en" ? "en" : "ja");

/** The words of the screens. */
export const words = computed<Words>(() => (language.value === "ja" ? ja : en));

export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  document.documentElement.lang = chosen;
  remember(KEY, chosen);
}

/** The sentence of a refusal, the server's or the till's own. A newer server may know codes that this page does not. */
export function sentenceOf(code: TillTrouble): string {
  const w = words.value;
  if (code === "network") return w.noAnswer;
  if (code === "offline.unprepared") return w.offlineUnprepared;
  if (code === "offline.same_code") return w.offlineSameCode;
  if (code === "offline.unanswered") return w.offlineUnanswered;
  if (code === "offline.not_kept") return w.offlineNotKept;
  if (!(code in errors)) return w.unknownTrouble;
  const sentence = wordsOf(code, language.value);
  return code.startsWith("coupon.") ? w.couponTrouble(sentence) : sentence;
}

const number = { ja: new Intl.NumberFormat("ja-JP"), en: new Intl.NumberFormat("en-US") };

export function formatNumber(value: number): string {
  return number[language.value].format(value);
}

export function formatYen(value: number): string {
  return `¥${formatNumber(value)}`;
}

/** `2026-12-31` as people write it; `short` where there is little room. */
export function formatDate(date: string, length: "long" | "short" = "long"): string {
  const [year = "", month = "", day = ""] = date.split("-");
  if (language.value === "ja" && length === "short") return `${year}/${Number(month)}/${Number(day)}`;
  if (language.value === "ja") return `${Number(year)}年${Number(month)}月${Number(day)}日`;
  const formatter = new Intl.DateTimeFormat("en-US", { dateStyle: "medium", timeZone: "UTC" });
  return formatter.format(new Date(`${date}T00:00:00Z`));
}

/** A moment's time of day in the shop's zone. */
export function formatTime(atMs: number, timeZone: string): string {
  const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  return new Intl.DateTimeFormat(language.value === "ja" ? "ja-JP" : "en-GB", options).format(atMs);
}

export function formatMoment(atMs: number, timeZone: string): string {
  const options = { dateStyle: "medium", timeStyle: "short", timeZone } as const;
  return new Intl.DateTimeFormat(language.value === "ja" ? "ja-JP" : "en-GB", options).format(atMs);
}
