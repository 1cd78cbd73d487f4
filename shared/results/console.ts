import { z } from "zod";
import { pageAsked } from "../listing.ts";
import type { Difference } from "./intervals.ts";

/**
 * `GET /api/console/campaigns/:id/results` and `/automations/:id/results`: what came of what was sent. Yen are after points
 * and coupons, less returns; a visit is a business day with a sale that stands.
 */

export const windowDays = [7, 14, 30] as const;
export type WindowDays = (typeof windowDays)[number];

export const resultsAsked = z.object({
  /** How long after the message visits and sales count. */
  days: z
    .enum(["7", "14", "30"])
    .default("14")
    .transform((text): WindowDays => (text === "7" ? 7 : text === "30" ? 30 : 14)),
  /** One sending of a campaign; absent: the newest that has been frozen. */
  run: z.string().min(1).max(40).optional(),
  /** The days on which an automation sent; absent: the last 90. */
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export type ResultsAsked = z.infer<typeof resultsAsked>;

/** Who stands behind a number. */
export const peopleKinds = ["sent", "held_out", "clicked", "came", "used", "unfollowed"] as const;
export type PeopleKind = (typeof peopleKinds)[number];
export const resultsPeopleAsked = resultsAsked.extend({ page: pageAsked, who: z.enum(peopleKinds) });
export type ResultsPeopleAsked = z.infer<typeof resultsPeopleAsked>;

/** `visits` and `yen` are of the window, `times` of taps. Null where it is not what was asked about. */
export interface ResultPerson {
  readonly memberId: string;
  readonly name: string | null;
  readonly variant: number | null;
  readonly visits: number | null;
  readonly yen: number | null;
  readonly times: number | null;
  readonly atMs: number | null;
}

export interface ResultsView {
  readonly of: { readonly kind: "campaign" | "automation"; readonly id: string; readonly name: string };
  readonly days: WindowDays;
  /** Sendings of a campaign, the newest first; of an automation none. */
  readonly runs: readonly { readonly runId: string; readonly nth: number; readonly startedAtMs: number }[];
  /** The sending that this is about; null for an automation, and while nothing was sent. */
  readonly run: string | null;
  /** The days on which an automation sent. */
  readonly period: { readonly from: string; readonly to: string } | null;
  readonly countedAtMs: number;
  /** How many went each way: `sent`, `unknown`, `refused`, `waiting`, or a reason for which nothing was sent. */
  readonly states: Readonly<Record<string, number>>;
  readonly line: LineTold;
  /** Taps on our own links; null where a message can have none. */
  readonly clicks: Clicks | null;
  /** Null where no coupon came with it. */
  readonly coupon: CouponUse | null;
  readonly effect: Effect;
  readonly unfollows: Unfollows | null;
  readonly stores: readonly StorePart[];
  readonly ranks: readonly RankPart[];
  /** By hour of the day in the shop's zone, 0 to 23: those that are not zero. */
  readonly hours: readonly { readonly hour: number; readonly visits: number; readonly clicks: number }[];
}

/** What LINE tells of an aggregation unit: the next day at the earliest, and nothing of fewer than 20 people. */
export interface LineTold {
  /**
   * `told` · `few`: LINE tells nothing of fewer than 20 people · `soon`: it has not told yet · `never`: it was not asked in the
   * days in which it tells, or has no name for it (only a thousand names a month count).
   */
  readonly status: "told" | "few" | "soon" | "never";
  readonly opened: number | null;
  readonly clicked: number | null;
  readonly toldAtMs: number | null;
  /** LINE adds for 14 days after sending. */
  readonly isFinal: boolean;
  readonly variants: readonly {
    readonly variant: number;
    readonly opened: number | null;
    readonly clicked: number | null;
  }[];
}

export interface Clicks {
  readonly people: number;
  readonly times: number;
  readonly links: readonly {
    readonly link: number;
    readonly variant: number;
    readonly language: "ja" | "en";
    /** Empty, with the address, where it opens the coupon in the card. */
    readonly label: string;
    readonly url: string;
    readonly people: number;
    readonly times: number;
  }[];
}

export interface CouponUse {
  readonly couponId: string;
  readonly name: { readonly ja: string; readonly en: string };
  readonly given: number;
  readonly people: number;
  readonly times: number;
  /** What it took off. */
  readonly yen: number;
}

/** A group of people in the window. */
export interface GroupFigures {
  readonly people: number;
  /** Of them, who came. */
  readonly visitors: number;
  readonly visits: number;
  readonly yen: number;
}

/** `unclear`: the interval holds zero. `few`: too few people to say anything. */
export type Verdict =
  | { readonly says: "more" | "less" | "unclear"; readonly difference: Difference }
  | { readonly says: "few"; readonly difference: null };

export interface Comparison {
  readonly group: GroupFigures;
  readonly against: GroupFigures;
  /** Difference of the shares of people who came; 0.032 is 3.2 of a hundred. */
  readonly came: Verdict;
  /** Difference of yen per person. */
  readonly yen: Verdict;
}

export interface Effect {
  /**
   * `counted` · `soon`: no whole day has passed · `no_holdout`: nobody was held out · `all_are_told`: such messages go to the
   * holdout too, so there is nobody to compare with.
   */
  readonly status: "counted" | "soon" | "no_holdout" | "all_are_told";
  /** Business days that count, through `through`; it is `over` when all of them have passed. */
  readonly window: {
    readonly from: string;
    readonly to: string;
    readonly through: string | null;
    readonly over: boolean;
  } | null;
  readonly sent: GroupFigures | null;
  readonly heldOut: GroupFigures | null;
  readonly comparison: Comparison | null;
  readonly variants: readonly VariantEffect[];
}

export interface VariantEffect {
  readonly variant: number;
  readonly figures: GroupFigures;
  readonly clicked: number;
  /** Against the first variant; null for it. */
  readonly againstFirst: { readonly clicked: Verdict; readonly came: Verdict; readonly yen: Verdict } | null;
}

/** Within 48 hours. */
export interface Unfollows {
  readonly sent: { readonly people: number; readonly gone: number };
  readonly heldOut: { readonly people: number; readonly gone: number } | null;
  readonly verdict: Verdict | null;
  readonly over: boolean;
}

export interface StorePart {
  readonly storeId: string;
  readonly name: string;
  readonly visitors: number;
  readonly visits: number;
  readonly heldOutVisitors: number;
}

/** `rank` when it was sent, null without one; `name`: what it is called now, null where there is no such rank any more. */
export interface RankPart {
  readonly rank: string | null;
  readonly name: { readonly ja: string; readonly en: string } | null;
  readonly sent: GroupFigures;
  readonly heldOut: GroupFigures;
}
