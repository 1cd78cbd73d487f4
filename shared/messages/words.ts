import type { Language } from "../errors.ts";
import { en } from "./words.en.ts";
import { ja, type Words } from "./words.ja.ts";

export type { Language } from "../errors.ts";
export type { Words } from "./words.ja.ts";

export function wordsOf(language: Language): Words {
  return language === "ja" ? ja : en;
}
