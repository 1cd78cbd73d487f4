import { z } from "zod";
import type { PointsView } from "../points/schema.ts";
import { couponsUsed, purchaseAsked, who } from "./schema.ts";

/** Points, and coupons with them, that are put aside for a payment that is still being made. */

/** `POST /api/v1/holds` */
export const holdAsked = z.strictObject({
  who,
  storeId: z.string().min(1).max(60),
  tillId: z.string().min(1).max(60),
  points: z.number().int().min(1).max(100_000_000),
  minutes: z
    .number()
    .int()
    .min(1)
    .max(43_200)
    .optional()
    .describe("Until it is released by itself; the programme says how long usually, and at the most"),
  coupons: couponsUsed
    .optional()
    .describe("`walletId`s of coupons that are put aside with the points, as long as they are, at most 10"),
});
export type HoldAsked = z.infer<typeof holdAsked>;

export interface Hold {
  readonly holdId: string;
  readonly status: "open" | "committed" | "released" | "expired";
  readonly points: number;
  /** Put aside with the points, while it is open. */
  readonly coupons: readonly string[];
  readonly expiresAtMs: number;
  readonly purchaseId: string | null;
  readonly pointsView: PointsView;
}

/** `POST /api/v1/holds/{id}/commit`: the sale that the held points pay for; `pointsToUse` is what was held or less. */
export const holdCommit = purchaseAsked.omit({ who: true, storeId: true, tillId: true });
export type HoldCommit = z.infer<typeof holdCommit>;
