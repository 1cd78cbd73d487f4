import type { Language } from "../../shared/errors.ts";

const locales: Readonly<Record<Language, string>> = { ja: "ja-JP", en: "en-GB" };
const kept = new Map<string, Intl.DateTimeFormat>();

/** Making a formatter costs a slow phone milliseconds, and the clock on the card needs one each second. */
function formatter(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const name = locale + JSON.stringify(options);
  const known = kept.get(name) ?? new Intl.DateTimeFormat(locale, options);
  kept.set(name, known);
  return known;
}

/** `1234` as `1,234`: both languages group by thousands. */
export function count(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** A change of points with its sign, `+12` or `−10`. */
export function signed(value: number): string {
  const text = count(Math.abs(value));
  return value > 0 ? `+${text}` : value < 0 ? `−${text}` : text;
}

/** A date of the shop, `yyyy-mm-dd`, in words; the year is left out while it is `thisYear`. */
export function dateInWords(date: string, language: Language, thisYear: number | null = null): string {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const options: Intl.DateTimeFormatOptions = { month: "long", day: "numeric", timeZone: "UTC" };
  if (year !== thisYear) options.year = "numeric";
  return formatter(locales[language], options).format(Date.UTC(year, month - 1, day));
}

/** The shop's wall clock with seconds. */
export function clockTime(atMs: number, timeZone: string): string {
  const hms = { hour: "2-digit", minute: "2-digit", second: "2-digit" } as const;
  return formatter("en-GB", { ...hms, hourCycle: "h23", timeZone }).format(atMs);
}

/** A moment of the past: day and minute; the year too where it is not that of `nowMs`. */
export function momentInWords(atMs: number, nowMs: number, language: Language, timeZone: string): string {
  const options: Intl.DateTimeFormatOptions = { month: "long", day: "numeric" };
  if (yearOf(atMs, timeZone) !== yearOf(nowMs, timeZone)) options.year = "numeric";
  const minute = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone } as const;
  return formatter(locales[language], { ...options, ...minute }).format(atMs);
}

/** The year on the shop's calendar. */
export function yearOf(atMs: number, timeZone: string): number {
  return Number(formatter("en-GB", { year: "numeric", timeZone }).format(atMs));
}
