import { endOfMonth } from "../../../shared/dates.ts";
import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { Period } from "../../../shared/reports/periods.ts";
import type { Say } from "../language.tsx";
import type { Words } from "../screen.ts";

export const periodWords: Readonly<Record<Period, Words>> = {
  today: ["今日", "Today"],
  yesterday: ["昨日", "Yesterday"],
  last_30_days: ["過去30日", "Last 30 days"],
  this_week: ["今週", "This week"],
  this_month: ["今月", "This month"],
  last_month: ["先月", "Last month"],
  this_quarter: ["今の四半期", "This quarter"],
  this_year: ["今年", "This year"],
  custom: ["期間を指定", "Own dates"],
};

/** A day, or a month as 2026/11. */
export function atOf(at: string): string {
  const [year = "", month = "", day] = at.split("-");
  return day === undefined ? `${year}/${Number(month)}` : dayOf(at);
}

/** Short, for the axis of a chart: 11/3, or 2026/11. */
export function tickOf(at: string): string {
  const [year = "", month = "", day] = at.split("-");
  return day === undefined ? `${year}/${Number(month)}` : `${Number(month)}/${Number(day)}`;
}

/** Of yen and points, the axis says 12万 or 120K: exact numbers stand in the table. */
export function shortOf(value: number, say: Say): string {
  return say(
    new Intl.NumberFormat("ja-JP", { notation: "compact", maximumFractionDigits: 1 }).format(value),
    new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value),
  );
}

/** −1,234 with the mathematical sign. */
export function numberOf(value: number): string {
  return value < 0 ? `−${grouped(-value)}` : grouped(value);
}

/** `+12.3%` of a change, `×67.7` from ten times on; null where there is nothing to divide by. */
export function changeOf(now: number, before: number): string | null {
  if (before <= 0) return null;
  if (now >= before * 10) return `×${grouped(Math.round((now / before) * 10) / 10)}`;
  const change = Math.round((now / before - 1) * 1000) / 10;
  return `${change > 0 ? "+" : change < 0 ? "−" : "±"}${Math.abs(change)}%`;
}

/** A share as `12.3%`; a dash where there is nothing to divide by. */
export function shareOf(part: number, whole: number): string {
  return whole <= 0 ? "—" : `${Math.round((part / whole) * 1000) / 10}%`;
}

/** `from=2026-11-01&to=2026-11-30`, for the list behind a month. */
export function monthDays(month: string): string {
  return `from=${month}-01&to=${endOfMonth(`${month}-01`)}`;
}

/** The name of a part of the members, where it has none of its own. */
export function partName(part: "store" | "area" | "rank" | "sex" | "age", value: string, say: Say): string {
  if (part === "sex") {
    const names: Readonly<Record<string, Words>> = {
      female: ["女性", "Female"],
      male: ["男性", "Male"],
      other: ["その他", "Other"],
    };
    return say(...(names[value] ?? unknown));
  }
  if (value === "") return part === "rank" ? say("ランクなし", "No rank") : say(...unknown);
  if (part !== "age") return value;
  const from = Number(value);
  if (from === 0) return say("10歳未満", "Under 10");
  return from === 80 ? say("80歳以上", "80 and over") : say(`${from}代`, `${from} to ${from + 9}`);
}
const unknown: Words = ["未登録", "Not known"];

const originNames: Readonly<Record<string, Words>> = {
  purchase: ["お買い上げ", "Purchases"],
  promotion: ["特典・キャンペーン", "Promotions"],
  adjustment: ["手作業の調整", "By hand"],
  migration: ["移行", "Migration"],
  third_party: ["他社", "Third party"],
};

/** Where points came from. */
export function originName(origin: string, say: Say): string {
  return say(...(originNames[origin] ?? [origin, origin]));
}
