import { dateAt } from "../../../shared/dates.ts";
import type { ErrorCode } from "../../../shared/errors.ts";
import type { OfflineSale, OfflineTerms } from "../../../shared/purchases/offline/schema.ts";
import type { Receipt } from "../../../shared/purchases/schema.ts";
import { ApiError } from "../../api/client.ts";
import { isVerdict, type Pending } from "../pending/pending.core.ts";
import type { LocalTrouble } from "../trouble.ts";
import type { Capture } from "./capture.ts";

/** What the device last heard of the time: the server's less its own, and when. */
export interface Sync {
  readonly offsetMs: number;
  /** The device's clock at that moment. */
  readonly atMs: number;
}

/** How a queued sale ended; null while it waits. */
export type Ending =
  | { readonly kind: "confirmed"; readonly pointsEarned: number; readonly memberName: string | null }
  | { readonly kind: "refused"; readonly code: ErrorCode };

/** A sale taken without a network, kept on the device until the server has spoken and somebody has read what. */
export interface QueuedSale {
  /** The `Idempotency-Key`, made before the sale was kept. */
  readonly id: string;
  /** Counts this device's sales. */
  readonly seq: number;
  readonly capture: Capture;
  readonly amountYen: number;
  readonly storeId: string;
  readonly takenBy: string | null;
  readonly sync: Sync;
  readonly ending: Ending | null;
}

/** What it takes to take a sale. */
export interface Situation {
  readonly queue: readonly QueuedSale[];
  /** Purchases that were sent and never answered. */
  readonly unanswered: readonly Pending[];
  readonly terms: OfflineTerms | null;
  readonly sync: Sync | null;
  readonly nowMs: number;
  readonly timeZone: string;
}

const HOUR_MS = 3_600_000;

/** Why this card cannot be taken now; null where it can. What it is worth, only the server will know. */
export function captureRefusal(capture: Capture, here: Situation): ErrorCode | LocalTrouble | null {
  const { terms, sync, queue, nowMs, timeZone } = here;
  if (capture.spends) return "card.needs_online";
  if (terms === null || sync === null) return "offline.unprepared";
  if (nowMs - sync.atMs > terms.hoursMax * HOUR_MS || nowMs < sync.atMs - terms.clockOffMsMax) {
    return "offline.unprepared";
  }
  if (Math.abs(sync.offsetMs) > terms.clockOffMsMax) return "offline.clock_off";
  if (queue.some((sale) => sale.capture.code === capture.code)) return "offline.same_code";
  if (here.unanswered.some((pending) => pending.capture?.handle === capture.handle))
    return "offline.unanswered";
  const counted = queue.filter(({ ending }) => ending?.kind !== "refused");
  const ofCard = counted.filter(
    (sale) => sale.capture.handle === capture.handle && nowMs - sale.capture.scannedAtMs < HOUR_MS,
  );
  if (ofCard.length >= terms.perMemberPerHour) return "offline.member_limit";
  const today = dateAt(nowMs, timeZone);
  const ofDay = counted.filter((sale) => dateAt(sale.capture.scannedAtMs, timeZone) === today);
  return ofDay.length >= terms.perDevicePerDay ? "offline.device_limit" : null;
}

export function waitingOf(queue: readonly QueuedSale[]): readonly QueuedSale[] {
  return queue.filter(({ ending }) => ending === null);
}

/** The order in which they are handed in: as they were taken, those of this round that were put off left out. */
export function nextToSend(queue: readonly QueuedSale[], putOff: ReadonlySet<string>): QueuedSale | null {
  const inOrder = [...waitingOf(queue)].sort((a, b) => a.seq - b.seq);
  return inOrder.find(({ id }) => !putOff.has(id)) ?? null;
}

/** What is sent; the id travels beside it. */
export function requestOf(
  sale: QueuedSale,
  deviceId: string,
  offsetAtUploadMs: number,
  nowMs: number,
): OfflineSale {
  const { capture, amountYen, storeId, takenBy, seq, sync } = sale;
  return {
    code: capture.code,
    source: capture.source,
    storeId,
    takenBy,
    amountYen,
    scannedAtMs: capture.scannedAtMs,
    deviceId,
    seq,
    clock: {
      offsetAtSyncMs: Math.round(sync.offsetMs),
      offsetAtUploadMs: Math.round(offsetAtUploadMs),
      sentAtMs: nowMs,
    },
  };
}

export function confirmedBy(receipt: Receipt): Ending {
  return { kind: "confirmed", pointsEarned: receipt.pointsEarned, memberName: receipt.member.name };
}

/**
 * What an error means for a queued sale: `refused` ends it; `later` is about the moment or the card's wrong tries, so the
 * next one goes first; `stop` is about who asks or whether anybody hears.
 */
export function meaningOf(error: unknown): "refused" | "later" | "stop" {
  if (!isVerdict(error) || !(error instanceof ApiError)) return "stop";
  if (error.code.startsWith("session.") || error.code.startsWith("staff.")) return "stop";
  if (error.code === "store.not_found" || error.code === "card.rate_limited") return "stop";
  return error.code === "card.locked" ? "later" : "refused";
}

/**
 * A purchase that was sent, never answered, and is now refused only because its scan has run out meanwhile: that it was
 * not made is known, and the reading behind it is as good as one taken offline.
 */
export function turnsOffline(pending: Pending, code: ErrorCode): boolean {
  const outlived = code === "scan.expired" || code === "scan.not_found";
  const earnsOnly =
    pending.kind === "purchase" &&
    pending.body.pointsToUse === 0 &&
    // What a coupon took off, the customer did not pay.
    (pending.body.coupons ?? []).length === 0;
  return outlived && earnsOnly && pending.capture !== undefined && !pending.capture.spends;
}

const KEPT_MS = 24 * HOUR_MS;

/** Those that nobody needs any more: confirmed, and no longer counted by a limit. */
export function outdated(queue: readonly QueuedSale[], nowMs: number): readonly QueuedSale[] {
  return queue.filter(
    ({ ending, capture }) => ending?.kind === "confirmed" && nowMs - capture.scannedAtMs > KEPT_MS,
  );
}

/** From the device's storage; what this version cannot read is left where it is. */
export function isQueuedSale(value: unknown): value is QueuedSale {
  if (typeof value !== "object" || value === null) return false;
  const has = (name: string, type: string): boolean => typeof Reflect.get(value, name) === type;
  const texts = has("id", "string") && has("storeId", "string") && has("capture", "object");
  return texts && has("seq", "number") && has("amountYen", "number") && has("sync", "object");
}
