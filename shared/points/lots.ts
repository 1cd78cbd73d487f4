import type { CalendarDate } from "../dates.ts";
import type { ExpiryPolicy, FundedBy, LotOrigin } from "./programme/schema.ts";
import type { ExpiringPoints, PendingPoints } from "./schema.ts";

/** Sorts after every real date: a lot that waits for an event has no dates yet. */
export const someDay: CalendarDate = "9999-12-31";

/** What a lot waits for, and how its dates are found when that happens. */
export interface Waits {
  readonly event: string;
  readonly afterDays: number;
  readonly expires: ExpiryPolicy;
}

/** Points that came together and lapse together. */
export interface Lot {
  readonly lotId: string;
  /** As opened, what is left of it, and what of it lapsed unused. */
  readonly points: number;
  readonly remaining: number;
  readonly lapsed: number;
  /** First and last day on which they can be used. */
  readonly activatesOn: CalendarDate;
  readonly expiresOn: CalendarDate;
  readonly origin: LotOrigin;
  readonly fundedBy: FundedBy;
  /** Whether an activity moves its expiry (自動延長型). Campaign lots keep their own date. */
  readonly renews: boolean;
  /** Not yet announced as usable: the day-boundary run or an event does that. Use itself goes by the dates. */
  readonly pending: boolean;
  readonly waits: Waits | null;
}

export function isLive(lot: Lot, on: CalendarDate): boolean {
  return lot.remaining > 0 && lot.activatesOn <= on && on <= lot.expiresOn;
}

/** What can be used on a day. Lots that lapsed but were not swept yet do not count. */
export function usableBalance(lots: readonly Lot[], on: CalendarDate): number {
  return lots.reduce((sum, lot) => (isLive(lot, on) ? sum + lot.remaining : sum), 0);
}

/** Points that were given and cannot be used yet, soonest first; those that wait for an event come last. */
export function pendingPoints(lots: readonly Lot[], on: CalendarDate): readonly PendingPoints[] {
  const byDay = new Map<string, PendingPoints>();
  for (const lot of lots) {
    if (lot.remaining === 0 || lot.activatesOn <= on) continue;
    const waitsFor = lot.waits?.event ?? null;
    const key = `${lot.activatesOn} ${waitsFor ?? ""}`;
    const points = (byDay.get(key)?.points ?? 0) + lot.remaining;
    byDay.set(key, { points, activatesOn: waitsFor === null ? lot.activatesOn : null, waitsFor });
  }
  return [...byDay].sort(([a], [b]) => compare(a, b)).map(([, pending]) => pending);
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
  const live = inSpendingOrder(lots.filter((candidate) => isLive(candidate, on)));
  const draws = drawUpTo(live, points);
  return sumOf(draws) === points ? draws : null;
}

/** Takes points from lots in the order given, as many as there are. */
export function drawUpTo(
  lots: readonly { readonly lotId: string; readonly remaining: number }[],
  points: number,
): readonly Draw[] {
  const draws: Draw[] = [];
  let missing = points;
  for (const lot of lots) {
    const taken = Math.min(lot.remaining, missing);
    if (taken > 0) draws.push({ lotId: lot.lotId, points: taken });
    missing -= taken;
  }
  return draws;
}

export function sumOf(draws: readonly { readonly points: number }[]): number {
  return draws.reduce((sum, { points }) => sum + points, 0);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
