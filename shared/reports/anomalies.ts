import { z } from "zod";
import { type LimitName, usualLimits } from "./limits.ts";
import { daysDrawnMax } from "./periods.ts";

const limit = (name: LimitName, max = 1_000_000) =>
  z.coerce.number().int().min(1).max(max).default(usualLimits[name]);
const hour = (name: LimitName) => z.coerce.number().int().min(0).max(23).default(usualLimits[name]);

/** `GET /api/console/reports/anomalies`: what staff did that may be a mistake or worse, of some days; the limits are the shop's. */
export const anomaliesAsked = z.object({
  from: z.iso.date(),
  to: z.iso.date(),
  place: z.string().min(1).max(40).optional(),
  pairs: limit("pairs"),
  pairsADay: limit("pairsADay"),
  handPoints: limit("handPoints"),
  handTimes: limit("handTimes"),
  voidMinutes: limit("voidMinutes", 100_000),
  voidTimes: limit("voidTimes"),
  nightFrom: hour("nightFrom"),
  nightUntil: hour("nightUntil"),
  nightTimes: limit("nightTimes"),
});
export type AnomaliesAsked = z.infer<typeof anomaliesAsked>;

export const anomalyDaysMax = daysDrawnMax;

export const anomalyKinds = ["own_card", "same_member", "by_hand", "voided_late", "at_night"] as const;
/**
 * `own_card`: points for a sale to the card of the very person at the till · `same_member`: many sales of one member by one
 * person · `by_hand`: points moved by hand · `voided_late`: sales voided long after · `at_night`: sales while the shop is closed.
 */
export type AnomalyKind = (typeof anomalyKinds)[number];

export interface Anomaly {
  readonly kind: AnomalyKind;
  readonly staffId: string;
  readonly staffName: string | null;
  /** Whom the sales were of, where it is one member. */
  readonly memberId: string | null;
  readonly memberName: string | null;
  /** Sales, voids or movements. */
  readonly times: number;
  /** Of the day with most of them; null where days are not told apart. */
  readonly mostADay: number | null;
  /** Points given in all of them. */
  readonly points: number;
  readonly lastOn: string;
}

export interface Anomalies {
  readonly found: readonly Anomaly[];
  /** Whether there are more of some kind than are listed. */
  readonly more: boolean;
}
