import { z } from "zod";
import type { LineMonth } from "./line-cost.ts";
import type { Days } from "./periods.ts";
import { periods } from "./periods.ts";

/** `GET /api/console/reports/dashboard`: a period beside the one a year before. */
export const dashboardAsked = z.strictObject({
  /** Absent: `usualPeriod` of today. */
  period: z.enum(periods).optional(),
  /** For `custom`, both days included. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** Public id of a store or an area; absent: the whole shop. */
  place: z.string().min(1).max(40).optional(),
});
export type DashboardAsked = z.infer<typeof dashboardAsked>;

/** Sums of a period. What is taken back counts, with a minus, on the day on which it is taken back. */
export interface Sums {
  /** Sales less those voided. */
  readonly sales: number;
  /** After coupons and before points, less what was voided and returned. */
  readonly yen: number;
  /** What coupons took off in them. */
  readonly couponYen: number;
  /** What was voided and returned; not negative, and taken off `yen` already. */
  readonly returnedYen: number;
  /** Points given, less those taken back. */
  readonly earned: number;
  /** Points used and put aside, less those given back. */
  readonly used: number;
  /** Points lapsed, less those that came back to life. */
  readonly lapsed: number;
  /** Points moved by hand, by file and by merging members; may be negative. */
  readonly adjusted: number;
}

export interface PeriodFigures extends Sums {
  /** Members' days with a sale that stands: two sales of a member on one day are one visit. */
  readonly visits: number;
  readonly visitors: number;
  /** Of the visitors, those who came on two days or more. */
  readonly repeaters: number;
  /** Of the whole shop; null where a store or an area is asked about, as members belong to none. */
  readonly joined: number | null;
  readonly left: number | null;
  readonly couponsGiven: number;
  /** Less those that were undone. */
  readonly couponsUsed: number;
  /** Messages that LINE counts: people times messages; null for a store or an area. */
  readonly messages: number | null;
  /** At the end of the period's last day. */
  readonly members: number | null;
  readonly outstanding: number | null;
  /** Members who came in the 30 and the 90 days that end with the period's last day. */
  readonly active30: number;
  readonly active90: number;
}

export interface Compared extends Days {
  readonly figures: PeriodFigures;
}

/** A day `yyyy-mm-dd` or a month `yyyy-mm`, and the one it is held beside. */
export interface SeriesPoint {
  readonly at: string;
  readonly sums: Sums;
  readonly beforeAt: string;
  readonly before: Sums;
}

export interface StoreFigures {
  readonly publicId: string;
  readonly name: string;
  /** The area it stands in. */
  readonly areaName: string | null;
  readonly sums: Sums;
  /** Null for more than 92 days: sorting so many visits by store takes too long. */
  readonly visitors: number | null;
  readonly beforeYen: number;
}

export interface Dashboard {
  /** Whether its last day is today, and so not over. */
  readonly running: boolean;
  readonly now: Compared;
  readonly yearBefore: Compared;
  /** For `today` and `yesterday` alone: the same weekday a week before. */
  readonly weekBefore: Compared | null;
  readonly series: readonly SeriesPoint[];
  /** Most yen first; those of the place that is asked about. */
  readonly stores: readonly StoreFigures[];
  /** What LINE took in the month that is now, whatever period is asked about; null for a store or an area. */
  readonly line: LineMonth | null;
  readonly counted: Counted;
}

/** How new the numbers are. */
export interface Counted {
  /** False while the history is still being counted for the first time: older days are incomplete then. */
  readonly whole: boolean;
  readonly atMs: number;
}

export const noSums: Sums = {
  ...{ sales: 0, yen: 0, couponYen: 0, returnedYen: 0 },
  ...{ earned: 0, used: 0, lapsed: 0, adjusted: 0 },
};

/** What a period has left of points: given, moved by hand, less used and lapsed. */
export function keptOf({ earned, used, lapsed, adjusted }: Sums): number {
  return earned + adjusted - used - lapsed;
}

export function plus(a: Sums, b: Sums): Sums {
  return {
    sales: a.sales + b.sales,
    yen: a.yen + b.yen,
    couponYen: a.couponYen + b.couponYen,
    returnedYen: a.returnedYen + b.returnedYen,
    earned: a.earned + b.earned,
    used: a.used + b.used,
    lapsed: a.lapsed + b.lapsed,
    adjusted: a.adjusted + b.adjusted,
  };
}
