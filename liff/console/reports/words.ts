import { dayOf, grouped } from "../../../shared/points/programme/words.ts";
import type { Period } from "../../../shared/reports/periods.ts";
import type { Say } from "../language.tsx";
import type { Words } from "../screen.ts";

export const periodWords: Readonly<Record<Period, Words>> = {
  today: ["今日", "Today"],
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

/** `+12.3%` of a change; null where there is nothing to divide by. */
export function changeOf(now: number, before: number): string | null {
  if (before <= 0) return null;
  const change = Math.round((now / before - 1) * 1000) / 10;
  return `${change > 0 ? "+" : change < 0 ? "−" : "±"}${Math.abs(change)}%`;
}

/** A share as `12.3%`; a dash where there is nothing to divide by. */
export function shareOf(part: number, whole: number): string {
  return whole <= 0 ? "—" : `${Math.round((part / whole) * 1000) / 10}%`;
}
