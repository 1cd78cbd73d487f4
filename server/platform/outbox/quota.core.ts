import type { LineQuota } from "../line/gateway.ts";
import { reserveInForce } from "./sending.ts";

/** Read again this often while a campaign is under way, and not asked by two processes within seconds. */
export const quotaFreshMs = 60_000;
export const quotaAskMs = 10_000;
/** Figures older than this say nothing: a campaign then waits until LINE says how much is left. */
export const quotaUsefulMs = 600_000;

const japanMs = 9 * 3_600_000;

/** The month that LINE counts in, `yyyy-mm`: its dates are Japan's. */
export function monthInJapan(nowMs: number): string {
  return new Date(nowMs + japanMs).toISOString().slice(0, 7);
}

/** When the next month begins in Japan, UTC milliseconds. */
export function nextMonthMs(nowMs: number): number {
  const japan = new Date(nowMs + japanMs);
  return Date.UTC(japan.getUTCFullYear(), japan.getUTCMonth() + 1, 1) - japanMs;
}

/** Whether LINE's figures are to be read before a campaign goes on. */
export function isStale(
  read: { readonly readAtMs: number; readonly month: string | null },
  nowMs: number,
): boolean {
  return nowMs - read.readAtMs >= quotaFreshMs || read.month !== monthInJapan(nowMs);
}

/** What was known when LINE was asked. */
export interface Known {
  readonly reserveSet: number | null;
  /** Messages this house had asked for: now, and when LINE's figures were read before. */
  readonly takenNow: number;
  readonly takenAtRead: number;
  readonly month: string | null;
}

/**
 * What campaigns may send until the figures are read again; null where the plan has no limit. LINE's count is behind by an
 * unknown time, so what was taken since the reading before this one counts once more.
 */
export function campaignShare(quota: LineQuota, known: Known, nowMs: number): number | null {
  if (quota.kind === "none" || quota.value === null) return null;
  const lag = known.month === monthInJapan(nowMs) ? Math.max(0, known.takenNow - known.takenAtRead) : 0;
  const left = quota.value - quota.used - lag - reserveInForce(known.reserveSet, quota.value);
  return Math.max(0, left);
}

export function hasRoom(quota: LineQuota, people: number): boolean {
  return quota.kind === "none" || quota.value === null || quota.used + people <= quota.value;
}

export interface Hold {
  readonly why: "month_over" | "reserved_by_other";
  readonly untilMs: number;
}

const lookAgainMs = 600_000;
const probeFirstMs = 30_000;
const probeMaxMs = 300_000;

/**
 * What "You have reached your monthly limit" means. With nothing left the month is over, and the figures are looked at again
 * every ten minutes (the plan may change) and when the month turns. With something left, a narrowcast or broadcast that runs
 * has reserved it (Messaging API reference, "Precautions" of narrowcasts): one message after some time finds out.
 * `quota` null: LINE did not say.
 */
export function holdAfterLimit(
  quota: LineQuota | null,
  people: number,
  held: { readonly why: Hold["why"] | null; readonly sinceMs: number },
  nowMs: number,
): Hold {
  if (quota !== null && !hasRoom(quota, people)) return monthOver(nowMs);
  const lastedMs = held.why === "reserved_by_other" ? nowMs - held.sinceMs : 0;
  return {
    why: "reserved_by_other",
    untilMs: nowMs + Math.min(Math.max(lastedMs, probeFirstMs), probeMaxMs),
  };
}

export function monthOver(nowMs: number): Hold {
  return { why: "month_over", untilMs: Math.min(nowMs + lookAgainMs, nextMonthMs(nowMs)) };
}
