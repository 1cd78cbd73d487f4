import type { CalendarDate } from "../dates.ts";
import type { ExpiringPoints } from "./schema.ts";

/** Points that came together and lapse together. */
export interface Lot {
  readonly lotId: string;
  /** As opened, and what is left of it. */
  readonly points: number;
  readonly remaining: number;
  /** First and last day on which they can be used. */
  readonly activatesOn: CalendarDate;
  readonly expiresOn: CalendarDate;
  readonly origin: "purchase" | "promotion" | "adjustment" | "migration";
}

export function isLive(lot: Lot, on: CalendarDate): boolean {
  return lot.remaining > 0 && lot.activatesOn <= on && on <= lot.expiresOn;
}

/** What can be used on a day. Lots that lapsed but were not swept yet do not count. */
export function usableBalance(lots: readonly Lot[], on: CalendarDate): number {
  return lots.reduce((sum, lot) => (isLive(lot, on) ? sum + lot.remaining : sum), 0);
}

/** Which lot pays first: the one that lapses first, then promotions before purchases, then the oldest. */
export function inSpendingOrder(lots: readonly Lot[]): readonly Lot[] {
  return [...lots].sort(
    (a, b) =>
      compare(a.expiresOn, b.expiresOn) ||
      Number(b.origin === "promotion") - Number(a.origin === "promotion") ||
      compare(a.lotId, b.lotId),
  );
}

/** How many points lapse next, and when; null where nothing does. */
export function nextExpiry(lots: readonly Lot[], on: CalendarDate): ExpiringPoints | null {
  const live = lots.filter((lot) => isLive(lot, on));
  const first = inSpendingOrder(live)[0];
  if (first === undefined) return null;
  const together = live.filter((lot) => lot.expiresOn === first.expiresOn);
  return {
    points: together.reduce((sum, lot) => sum + lot.remaining, 0),
    expiresOn: first.expiresOn,
  };
}

export interface Draw {
  readonly lotId: string;
  readonly points: number;
}

/** Takes points from live lots in spending order; null when there are not enough. */
export function drawFrom(lots: readonly Lot[], points: number, on: CalendarDate): readonly Draw[] | null {
  const draws: Draw[] = [];
  let missing = points;
  for (const lot of inSpendingOrder(lots.filter((candidate) => isLive(candidate, on)))) {
    if (missing === 0) break;
    const taken = Math.min(lot.remaining, missing);
    draws.push({ lotId: lot.lotId, points: taken });
    missing -= taken;
  }
  return missing === 0 ? draws : null;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
