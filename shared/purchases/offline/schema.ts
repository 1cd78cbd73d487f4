import { z } from "zod";

/** Sales that a till took without a network and hands in when it is back. */

const moment = z.number().int().min(0).max(8_640_000_000_000_000);
const offsetMs = z.number().int().min(-8_640_000_000_000_000).max(8_640_000_000_000_000);

/**
 * `POST /api/till/offline`, with the queue's own id of the sale as `Idempotency-Key`. It earns only. Answer: `Receipt`.
 */
export const offlineSale = z.strictObject({
  /** As it was read. Only the server can tell whether it was good at that moment. */
  code: z.string().min(1).max(200),
  source: z.enum(["camera", "wedge", "manual"]),
  /** Where it was read, which need not be where the till stands by now. */
  storeId: z.string().min(1).max(40),
  /** Public id of whom the till had signed in when it was read; for the audit log. */
  takenBy: z.string().min(1).max(40).nullable(),
  amountYen: z.number().int().min(1).max(100_000_000),
  /** None: only the server knows whether one was used elsewhere meanwhile. Named ones are refused, with that reason. */
  coupons: z.array(z.string().min(1).max(60)).max(10).optional(),
  /** The device's own clock at the reading, UTC milliseconds. */
  scannedAtMs: moment,
  /** Random 128 bits that this browser made once. */
  deviceId: z.string().regex(/^[A-Za-z0-9_-]{16,64}$/),
  /** Counts this device's sales; never the same twice. */
  seq: z.number().int().min(1).max(Number.MAX_SAFE_INTEGER),
  /** What the device knows of its own clock. An offset is the server's time less the device's. */
  clock: z.strictObject({
    /** Measured at the last answer before the reading. */
    offsetAtSyncMs: offsetMs,
    /** Measured at the last answer before this request. */
    offsetAtUploadMs: offsetMs,
    /** The device's clock when this request left: the server measures for itself. */
    sentAtMs: moment,
  }),
});
export type OfflineSale = z.infer<typeof offlineSale>;

/** What a till may do without a network: told with its state, so that it is known when nothing can be asked. */
export interface OfflineTerms {
  /** Most of one sale. */
  readonly amountYenMax: number;
  /** Sales of one card in any hour. */
  readonly perMemberPerHour: number;
  /** Sales of one device in a business day. */
  readonly perDevicePerDay: number;
  /** How old a sale may be when it is handed in. */
  readonly hoursMax: number;
  /** How wrong the device's clock may be. */
  readonly clockOffMsMax: number;
}
