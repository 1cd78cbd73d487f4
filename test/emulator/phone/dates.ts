/** The phone stands in Japan whatever the machine's zone, so that messages and the shop's own dates agree. */
const zone = "Asia/Tokyo";

const day = new Intl.DateTimeFormat("sv-SE", { timeZone: zone });
const clock = new Intl.DateTimeFormat("ja-JP", { timeZone: zone, hour: "numeric", minute: "2-digit" });

/** `2026-04-01`, for comparing days. */
export function dayOf(atMs: number): string {
  return day.format(atMs);
}

export function timeOf(atMs: number): string {
  return clock.format(atMs);
}

/** The line between two days. */
export function dayLabel(atMs: number, lang: string): string {
  return new Intl.DateTimeFormat(lang === "en" ? "en-GB" : "ja-JP", {
    timeZone: zone,
    year: "numeric",
    month: "short",
    day: "numeric",
    weekday: "short",
  }).format(atMs);
}
