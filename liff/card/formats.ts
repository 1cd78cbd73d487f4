import type { Language } from "../../shared/errors.ts";

const locales: Readonly<Record<Language, string>> = { ja: "ja-JP", en: "en-GB" };

/** `1234` as `1,234`. */
export function count(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value);
}

/** A change of points with its sign, `+12` or `−10`. */
export function signed(value: number, language: Language): string {
  const text = count(Math.abs(value), language);
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

/** A date of the shop, `yyyy-mm-dd`, in words; the year is left out while it is `thisYear`'s. */
export function dateInWords(date: string, language: Language, thisYear: number | null = null): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const options: Intl.DateTimeFormatOptions = { month: "long", day: "numeric", timeZone: "UTC" };
  if (year !== thisYear) options.year = "numeric";
  return new Intl.DateTimeFormat(locales[language], options).format(Date.UTC(year, month - 1, day));
}

/** The shop's wall clock with seconds. */
export function clockTime(atMs: number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(atMs);
}

/** A moment of the recent past: day and minute. */
export function momentInWords(atMs: number, language: Language, timeZone: string): string {
  return new Intl.DateTimeFormat(locales[language], {
    month: "long",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone,
  }).format(atMs);
}

/** The year on the shop's calendar. */
export function yearOf(atMs: number, timeZone: string): number {
  return Number(new Intl.DateTimeFormat("en-GB", { year: "numeric", timeZone }).format(atMs));
}
