import { z } from "zod";
import type { PointsView } from "../points/schema.ts";

/** Whole yen. The store's own limit is checked after this one, which only keeps numbers exact. */
const amountYen = z.number().int().min(1).max(100_000_000);

/**
 * `POST /api/till/scans`: what was read, and how. It takes no `Idempotency-Key`: the code itself is claimed, and the
 * same till may read it again within 30 s.
 */
export const scan = z.strictObject({
  /** As read; normalised and checked by `parseCode`. */
  code: z.string().min(1).max(200),
  intent: z.enum(["earn", "spend"]).optional(),
  source: z.enum(["camera", "wedge", "manual"]),
});
export type Scan = z.infer<typeof scan>;

export interface Scanned {
  readonly scanId: string;
  /** A spend code may also use points. */
  readonly scopes: readonly ("earn" | "spend")[];
  readonly member: { readonly name: string | null; readonly pictureUrl: string | null };
  readonly points: PointsView;
  /** The scan can be used for a sale until then. */
  readonly expiresAtMs: number;
  readonly serverTimeMs: number;
}

/** `POST /api/till/quotes` and, with an `Idempotency-Key`, `POST /api/till/purchases`. */
export const sale = z.strictObject({
  scanId: z.string().min(1).max(60),
  amountYen,
  pointsToUse: z.number().int().min(0).max(100_000_000),
});
export type Sale = z.infer<typeof sale>;

/** What a sale would do, and why: shown before it is confirmed. */
export interface Quote {
  readonly amountYen: number;
  readonly pointsUsed: number;
  /** Yen taken off by the points used. */
  readonly discountYen: number;
  /** What is left to pay, in the same tax basis as the amount. */
  readonly payYen: number;
  readonly pointsEarned: number;
  /** The yen that earned: after tax and the points used are taken off. */
  readonly baseYen: number;
  readonly reasons: readonly EarnReason[];
  readonly balanceAfter: number;
  /** The most points this sale may use now. */
  readonly pointsToUseMax: number;
}

/** One line of why: "every ¥100 of ¥1,280 gives 1". */
export interface EarnReason {
  readonly rule: "base";
  readonly ruleVersion: number;
  readonly baseYen: number;
  readonly everyYen: number;
  readonly givesPoints: number;
  readonly points: number;
}

/** Answer of `POST /api/till/purchases`, `…/{id}/void` and `GET …/{id}`. */
export interface Receipt {
  readonly purchaseId: string;
  readonly receiptNumber: string;
  readonly status: "completed" | "voided";
  readonly storeName: string;
  readonly staffName: string | null;
  readonly member: { readonly name: string | null };
  readonly amountYen: number;
  readonly pointsUsed: number;
  readonly discountYen: number;
  readonly payYen: number;
  readonly pointsEarned: number;
  readonly points: PointsView;
  readonly occurredAtMs: number;
  readonly businessDate: string;
  readonly voidedAtMs: number | null;
}

/** `POST /api/till/purchases/{id}/void` with an `Idempotency-Key`. */
export const voidPurchase = z.strictObject({ reason: z.string().max(200).optional() });
export type VoidPurchase = z.infer<typeof voidPurchase>;

/** `GET /api/till/purchases?date=yyyy-mm-dd&before=`: this store's sales of a day, newest first. */
export interface PurchaseList {
  readonly items: readonly {
    readonly purchaseId: string;
    readonly receiptNumber: string;
    readonly status: "completed" | "voided";
    readonly memberName: string | null;
    readonly staffName: string | null;
    readonly amountYen: number;
    readonly pointsUsed: number;
    readonly pointsEarned: number;
    readonly occurredAtMs: number;
    /** Whether the person asking may undo it now. */
    readonly mayVoid: boolean;
  }[];
  readonly before: string | null;
}
