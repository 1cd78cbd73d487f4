import type { CalendarDate } from "../dates.ts";
import type { Deal } from "./bucket.ts";
import type { Segment } from "./schema.ts";

/** Highest days since the last visit, and lowest visits and yen of a year, for the scores 5, 4, 3 and 2. */
export interface RfmThresholds {
  readonly r: readonly [number, number, number, number];
  readonly f: readonly [number, number, number, number];
  readonly m: readonly [number, number, number, number];
}

/** All that a tree is read by beside the member: loaded once, so that a member and a million are asked the same. */
export interface SegmentMoment {
  readonly nowMs: number;
  /** In the shop's zone. */
  readonly todayOn: CalendarDate;
  readonly timeZone: string;
  readonly programmeId: number;
  /** The rank of whom no decision was made about; null where the shop has no ranks. */
  readonly firstRank: string | null;
  /** Segments that the tree names, and those that they name. */
  readonly segments: ReadonlyMap<string, Segment>;
  readonly rfm: RfmThresholds | null;
  /** How each salt of the tree deals, the holdout's under `holdoutSalt`. */
  readonly deals: ReadonlyMap<string, Deal>;
  /** Of 10,000 buckets. */
  readonly holdoutBuckets: number;
  /** The goal of each stamp card that the tree names. */
  readonly goals: ReadonlyMap<string, number>;
}

export const holdoutSalt = "holdout";
