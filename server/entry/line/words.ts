import type { Details, Finding } from "./finding.ts";
import { wordsEn } from "./words.en.ts";
import { wordsJa } from "./words.ja.ts";

export type FindingCode = keyof typeof wordsJa;

/** What a finding says, and where to click where something is to be done. `{name}` stands for a detail. */
export interface Said {
  readonly says: string;
  readonly click?: string;
}

const words: Readonly<Record<"ja" | "en", Readonly<Record<FindingCode, Said>>>> = {
  ja: wordsJa,
  en: wordsEn,
};

export function sentenceOf({ code, details }: Finding, language: "ja" | "en"): Said {
  const { says, click } = words[language][code];
  const filled = { says: filledIn(says, details) };
  return click === undefined ? filled : { ...filled, click: filledIn(click, details) };
}

function filledIn(text: string, details: Details): string {
  return text.replaceAll(/\{(\w+)\}/g, (_, name: string) => String(details[name] ?? ""));
}
