/** Words and numbers of the sentences about rules, in both languages. */

export type Language = "ja" | "en";

/** What a sentence calls things that rules know by their ids. An unknown id stands as it is. */
export interface Names {
  readonly place?: (publicId: string) => string | undefined;
  readonly rank?: (code: string) => string | undefined;
  readonly rule?: (ruleId: string) => string | undefined;
}

export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ",");
}

export function yenOf(value: number): string {
  return `¥${grouped(value)}`;
}

export function pointsOf(points: number, language: Language): string {
  if (language === "ja") return `${grouped(points)}P`;
  return points === 1 ? "1 point" : `${grouped(points)} points`;
}

/** 1250 per mille is 1.25, without zeros at the end. */
export function ratioOf(value: number, of: number): string {
  return String(Math.round((value / of) * 10_000) / 10_000);
}

/** `2026-12-01` as 2026/12/1. */
export function dayOf(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${year}/${Number(month)}/${Number(day)}`;
}

const weekdayNames = {
  ja: ["月", "火", "水", "木", "金", "土", "日"],
  en: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
} as const;

export function weekdayName(weekday: number, language: Language): string {
  return weekdayNames[language][weekday - 1] ?? String(weekday);
}

export function listed(parts: readonly string[], language: Language): string {
  if (language === "ja") return parts.join("・");
  if (parts.length < 2) return parts.join("");
  return `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

/** At most three of many, and how many more. */
export function some(codes: readonly string[], language: Language): string {
  const shown = codes.slice(0, 3);
  const more = codes.length - shown.length;
  if (more === 0) return listed(shown, language);
  return language === "ja" ? `${shown.join("・")}ほか${more}件` : `${shown.join(", ")} and ${more} more`;
}
