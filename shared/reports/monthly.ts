import { z } from "zod";
import type { Counted, Sums } from "./dashboard.ts";

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);

/** `GET /api/console/reports/monthly`; without months, this one and the twelve before. */
export const monthlyAsked = z.strictObject({
  from: month.optional(),
  to: month.optional(),
  place: z.string().min(1).max(40).optional(),
});
export type MonthlyAsked = z.infer<typeof monthlyAsked>;
/** Months of one report. */
export const monthsMax = 48;

export interface MonthRow {
  /** `yyyy-mm` */
  readonly month: string;
  readonly sums: Sums;
  readonly visits: number;
  readonly visitors: number;
  /** Null for a store or an area. */
  readonly joined: number | null;
  readonly left: number | null;
  /** At the month's end, or now. */
  readonly members: number | null;
  readonly outstanding: number | null;
  /** What LINE took, and the yen beyond the plan's fee by the plan that is set now; null for a store or an area. */
  readonly messages: number | null;
  readonly messagesYen: number | null;
}

/** A store, an area, a rank, a sex or ten years of age, over all months of the report. */
export interface PartRow {
  /** Public id, rank code, `female` …, or the first year of the band; empty where it is not known. */
  readonly value: string;
  readonly name: string | null;
  /** Ranks have names in two languages; null where the name is the same in both. */
  readonly nameEn: string | null;
  readonly sums: Sums;
  /** Members of it now; null for places. */
  readonly members: number | null;
}

export interface Monthly {
  readonly months: readonly MonthRow[];
  readonly byStore: readonly PartRow[];
  readonly byArea: readonly PartRow[];
  /** Empty for a store or an area: parts of the members are kept for the whole shop. */
  readonly byRank: readonly PartRow[];
  readonly bySex: readonly PartRow[];
  readonly byAge: readonly PartRow[];
  readonly counted: Counted;
}
