import { computed } from "@preact/signals";
import { formatDate, formatNumber, language } from "../language.ts";
import type { Voice } from "./explain.core.ts";
import { en, ja } from "./words.ts";

/** How this till says why, in the language of its screens. */
export const voice = computed<Voice>(() => ({
  w: language.value === "ja" ? ja : en,
  number: formatNumber,
  date: (date) => formatDate(date, "short"),
  language: language.value,
}));
