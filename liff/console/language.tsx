import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { type ErrorCode, errors, type Language } from "../../shared/errors.ts";
import { grouped, pointsOf } from "../../shared/points/programme/words.ts";

const KEPT = "goen.console.language";

interface Speech {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const Speaking = createContext<Speech>({ language: "ja", choose: () => {} });

/** Japanese unless the person chose English here before, or their browser asks for it. */
export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(startingLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choose = (chosen: Language): void => {
    localStorage.setItem(KEPT, chosen);
    setLanguage(chosen);
  };
  return <Speaking.Provider value={{ language, choose }}>{children}</Speaking.Provider>;
}

function startingLanguage(): Language {
  const kept = localStorage.getItem(KEPT);
  if (kept === "ja" || kept === "en") return kept;
  return navigator.language.startsWith("en") ? "en" : "ja";
}

export function useLanguage(): Speech {
  return useContext(Speaking);
}

/** Both languages of a text stand where it is shown: `say("公開する", "Publish")`. */
export type Say = (ja: string, en: string) => string;

export function useSay(): Say {
  const { language } = useLanguage();
  return (ja, en) => (language === "ja" ? ja : en);
}

export function sentenceOf(code: ErrorCode, language: Language): string {
  return (errors[code] ?? errors["server.error"])[language];
}

/** `1 row`, `2 rows`. */
export function counted(count: number, one: string): string {
  return `${grouped(count)} ${one}${count === 1 ? "" : "s"}`;
}

/** `+50P`, `−50P`; the sign is the mathematical one. */
export function signed(points: number, language: Language): string {
  return `${points > 0 ? "+" : points < 0 ? "−" : ""}${pointsOf(Math.abs(points), language)}`;
}

/** `2026/11/21 12:00` in the shop's zone. */
export function momentOf(atMs: number, timeZone: string): string {
  return new Intl.DateTimeFormat("ja-JP", {
    timeZone,
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
  }).format(atMs);
}
