import type { ErrorCode } from "../../../shared/errors.ts";
import type { OfflineSale, OfflineTerms } from "../../../shared/purchases/offline/schema.ts";

const hour = 3_600_000;
const minute = 60_000;

/** Most of one sale that nobody can look at for hours, whatever the store's own limit. */
const amountYenMax = 50_000;
/** A device's name is what the device says; so the person who hands in is counted as well, as three devices. */
const devicesPerPerson = 3;
/** From here on a wrong clock is written down for whoever looks after the tills. */
const driftFlaggedMs = 5 * minute;

export function offlineTerms(storeYenMax: number): OfflineTerms {
  return {
    amountYenMax: Math.min(storeYenMax, amountYenMax),
    perMemberPerHour: 3,
    perDevicePerDay: 200,
    hoursMax: 72,
    clockOffMsMax: 2 * minute,
  };
}

export type Reading =
  /** The server's times that the reading may have been at, the likeliest first. */
  | { readonly kind: "taken"; readonly takenAtMs: readonly number[] }
  /** `flagged` where the clock is so far off that somebody should look at it. */
  | {
      readonly kind: "refused";
      readonly code: ErrorCode;
      readonly offMs: number;
      readonly flagged: boolean;
    };

/**
 * When a queued sale was read, by the server's time. The device's clock counts with the offset that was measured before
 * the reading; where it was set since, with the one measured at the upload. Neither may be off by more than the terms
 * say, nor what the server sees for itself.
 */
export function readingOf(
  sale: Pick<OfflineSale, "scannedAtMs" | "clock">,
  terms: OfflineTerms,
  nowMs: number,
): Reading {
  const { offsetAtSyncMs, offsetAtUploadMs, sentAtMs } = sale.clock;
  const offMs = [offsetAtSyncMs, offsetAtUploadMs, nowMs - sentAtMs].reduce((worst, off) =>
    Math.abs(off) > Math.abs(worst) ? off : worst,
  );
  const flagged = Math.abs(offMs) > driftFlaggedMs;
  const takenAtMs = [...new Set([sale.scannedAtMs + offsetAtSyncMs, sale.scannedAtMs + offsetAtUploadMs])];
  const inFuture = Math.min(...takenAtMs) > nowMs + terms.clockOffMsMax;
  if (Math.abs(offMs) > terms.clockOffMsMax || inFuture) {
    return { kind: "refused", code: "offline.clock_off", offMs, flagged };
  }
  if (Math.max(...takenAtMs) < nowMs - terms.hoursMax * hour) {
    return { kind: "refused", code: "offline.too_old", offMs, flagged: false };
  }
  return { kind: "taken", takenAtMs };
}

/** Whether one more at `atMs` makes more than `most` in some span of an hour, wherever it stands among the others. */
export function tooManyInAnHour(othersAtMs: readonly number[], atMs: number, most: number): boolean {
  const all = [...othersAtMs, atMs].sort((a, b) => a - b);
  return all.some((from) => {
    const within = all.filter((at) => at >= from && at < from + hour);
    return within.includes(atMs) && within.length > most;
  });
}

/** What was handed in so far for the same business day. */
export interface DaysCount {
  readonly ofDevice: number;
  readonly ofPerson: number;
}

export function deviceIsFull(count: DaysCount, terms: OfflineTerms): boolean {
  return (
    count.ofDevice >= terms.perDevicePerDay || count.ofPerson >= terms.perDevicePerDay * devicesPerPerson
  );
}
