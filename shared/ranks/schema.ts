import { z } from "zod";

/** A rank ladder as data, in versions that are never changed (requirement 2.6). */

const words = z.strictObject({ ja: z.string().min(1).max(40), en: z.string().min(1).max(40) });

export const rank = z.strictObject({
  code: z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/),
  name: words,
  /** Least of the metric in the window; the first rank's is 0. */
  threshold: z.number().int().min(0).max(1_000_000_000),
  /** Of the base points; 1000 is ×1, 1500 gives half as much again. */
  multiplierPerMille: z.number().int().min(1000).max(20_000),
  /** A colour of the card, as `#rrggbb`. */
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
});
export type Rank = z.infer<typeof rank>;

export const ladder = z
  .strictObject({
    version: z.number().int().min(1),
    enabled: z.boolean(),
    /** Net yen (without tax, points used and returns), business days with a visit, or points, once they can be used. */
    metric: z.enum(["yen", "visits", "points"]),
    window: z.enum(["calendar_year", "fiscal_year", "rolling_12_months", "anniversary", "lifetime"]),
    /** First month of the fiscal year. */
    fiscalYearStartsIn: z.number().int().min(1).max(12),
    /** From low to high; the first is everybody's. */
    ranks: z.array(rank).min(1).max(10),
    /** `next_period` waits for the next window to begin, which a rolling one and a whole life never do. */
    upgrade: z.enum(["immediate", "next_period"]),
    /** What happens to a rank that was not earned again when its period ends. */
    downgrade: z.enum(["one_step", "to_earned", "never"]),
    /** A rank is kept this many days past its end before it falls. */
    graceDays: z.number().int().min(0).max(365),
    /** `near_upgrade` from this share of the next threshold; 800 is 80 %. */
    nearPerMille: z.number().int().min(1).max(999),
    /** `will_downgrade` this many days before a rank ends that is not earned again yet. */
    warnDays: z.number().int().min(0).max(365),
  })
  .superRefine(({ ranks, upgrade, window }, check) => {
    const problem = (path: (string | number)[], message: string) =>
      check.addIssue({ code: "custom", path, message });
    if (ranks[0] !== undefined && ranks[0].threshold !== 0) {
      problem(["ranks", 0, "threshold"], "the first rank is everybody's: 0");
    }
    ranks.forEach(({ code, threshold }, index) => {
      const below = ranks[index - 1];
      if (below !== undefined && threshold <= below.threshold) {
        problem(["ranks", index, "threshold"], "must be above the rank before it");
      }
      if (ranks.findIndex((other) => other.code === code) < index) {
        problem(["ranks", index, "code"], "two ranks have this code");
      }
    });
    if (upgrade === "next_period" && (window === "rolling_12_months" || window === "lifetime")) {
      problem(["upgrade"], "this window has no next period to begin");
    }
  });
export type Ladder = z.infer<typeof ladder>;

/** `POST /api/console/members/{memberId}/rank`: a rank given by hand, or with `rank` null the end of one. */
export const grantAsked = z.strictObject({
  rank: z.string().min(1).max(40).nullable(),
  /** Last day; needed for a rank that is given. */
  untilOn: z.iso.date().nullable(),
  reason: z.string().min(1).max(200),
});
export type GrantAsked = z.infer<typeof grantAsked>;

/** A member's rank as card, till and API show it. Null where the shop has no ranks. */
export interface RankView {
  readonly code: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly colour: string;
  readonly multiplierPerMille: number;
  /** Last day of the rank as it stands; null where it does not end. */
  readonly untilOn: string | null;
  /** Granted by hand, so not counted from visits. */
  readonly granted: boolean;
  readonly metric: "yen" | "visits" | "points";
  /** The metric in the present window. */
  readonly value: number;
  /** The next rank and what is missing: "あと¥3,200でゴールド". Null at the top. */
  readonly next: {
    readonly code: string;
    readonly name: { readonly ja: string; readonly en: string };
    readonly threshold: number;
    readonly missing: number;
  } | null;
  /** What is missing to keep this rank in the next period; null where it is kept already or cannot fall. */
  readonly toKeep: { readonly missing: number; readonly byOn: string } | null;
}
