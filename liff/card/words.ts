import { computed, signal } from "@preact/signals";
import type { Language } from "../../shared/errors.ts";
import { en } from "./words.en.ts";
import { ja, type Words } from "./words.ja.ts";

const CHOSEN = "goen.language";

/** The language on the screen: what the member chose here, else LINE's, else the browser's. */
export const language = signal<Language>(chosenLanguage() ?? languageOf(navigator.language));

export const words = computed<Words>(() => (language.value === "ja" ? ja : en));

/** The member's own choice; kept for the next visit. */
export function chooseLanguage(chosen: Language): void {
  language.value = chosen;
  try {
    localStorage.setItem(CHOSEN, chosen);
  } catch {
    // It holds until the page closes.
  }
}

/** What the LINE app speaks; counts only while the member has chosen nothing. */
export function suggestLanguage(tag: string): void {
  if (chosenLanguage() === null) language.value = languageOf(tag);
}

function languageOf(tag: string): Language {
  return tag.toLowerCase().startsWith("ja") ? "ja" : "en";
}

function chosenLanguage(): Language | null {
  try {
    const kept = localStorage.getItem(CHOSEN);
    return kept === "ja" || kept === "en" ? kept : null;
  } catch {
    return null;
  }
}
