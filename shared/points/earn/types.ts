import type { CalendarDate } from "../../dates.ts";
import type { FundedBy, LotOrigin } from "../programme/schema.ts";

/** One line of a sale as it was rung up. A till that types one amount has one line, `lineId` "1". */
export interface SaleLine {
  readonly lineId: string;
  readonly itemCode: string | null;
  readonly categories: readonly string[];
  readonly brand: string | null;
  readonly quantity: number;
  /** Of the whole line, after its own discounts, in the sale's tax basis. */
  readonly amountYen: number;
  readonly taxPerMille: number;
  /** Shipping, wrapping, fees: a line of its own kind. */
  readonly kind: "item" | "shipping";
}

export interface Basket {
  readonly amountsAre: "tax_excluded" | "tax_included";
  readonly lines: readonly SaleLine[];
  /** Taken off the whole sale, besides points. */
  readonly discountYen: number;
  readonly payments: readonly { readonly method: string; readonly amountYen: number }[];
}

/**
 * A line with its share of the whole sale's discount, of coupons, and of the part paid with points. Shares are split to the yen and
 * sum exactly; a partial return keeps the shares of the lines that stay.
 */
export interface ReducedLine extends SaleLine {
  /** What coupons took off it included. */
  readonly discountYen: number;
  /** Of the discount, what coupons took off. */
  readonly couponYen: number;
  readonly pointsYen: number;
}

/** Everything about a sale, beside its lines, that a rule may ask. Kept with the purchase, so that it can be asked again. */
export interface EarnFacts {
  readonly trigger: "purchase" | "join";
  readonly amountsAre: "tax_excluded" | "tax_included";
  /** Where and when it happened, in the store's zone. */
  readonly businessDate: CalendarDate;
  /** 1 is Monday. */
  readonly weekday: number;
  /** `HH:MM` */
  readonly timeOfDay: string;
  /** Public id: whose limits are counted. */
  readonly memberId: string;
  /** Public ids of the store and of everything above it in the tree. */
  readonly places: readonly string[];
  readonly storeId: string | null;
  readonly channel: "store" | "ec";
  readonly rank: {
    readonly code: string;
    readonly multiplierPerMille: number;
    /** For the award's own line: the rank's name, and the version of the ladder that says its multiplier. */
    readonly name?: { readonly ja: string; readonly en: string };
    readonly ladderVersion?: number;
  } | null;
  readonly segments: readonly string[];
  /** Which of the member's purchases this is; 1 is the first. */
  readonly nthPurchase: number;
  readonly firstOfDay: boolean;
  readonly birthdayMonth: boolean;
  /** Every way in which money was paid; points are none of them. */
  readonly paymentMethods: readonly string[];
  readonly pointsUsed: number;
  /** Points already given from the pools that limits draw on (`poolsOf`), before this sale. */
  readonly pools: Readonly<Record<string, number>>;
  /** Absent where there was none, as in sales of before there were coupons. */
  readonly extras?: readonly EarnExtra[];
}

/** Points that something other than a rule gives with a sale: a coupon that was used, a stamp card that was filled. */
export type EarnExtra = {
  /** `coupon:ID` or `stamp:CARD:AT`; names the award's line. */
  readonly id: string;
  readonly name: { readonly ja: string; readonly en: string };
} & (
  | { readonly kind: "points"; readonly points: number }
  /** Of the base points; 2000 adds once the base. */
  | { readonly kind: "multiplier"; readonly perMille: number }
);

/** What one rule gives, and how it was counted: enough to print "every ¥100 of ¥1,280 gives 1". */
export interface AwardLine {
  /** A rule's id, `rank` for the multiplier of the member's rank, or the id of an `EarnExtra`. */
  readonly ruleId: string;
  readonly ruleVersion: number;
  readonly name: { readonly ja: string; readonly en: string };
  readonly role: "base" | "promotion" | "rank";
  /** The matching lines' amount in the rule's own base. */
  readonly baseYen: number;
  /** How it was counted: `per_yen` with 100 and 1, `rate` with 125, `fixed`, `per_item`, `multiplier` with 2000. */
  readonly value: {
    readonly kind: string;
    readonly amount: number;
    readonly per: number;
  };
  readonly points: number;
  /** What it would have given without limits. */
  readonly desiredPoints: number;
  readonly cappedBy: PoolKind | "per_sale" | null;
  /** The lines it was counted on; empty where the sale as a whole was. */
  readonly lineIds: readonly string[];
  /** Null while it waits for an event. */
  readonly activatesOn: CalendarDate | null;
  readonly expiresOn: CalendarDate | null;
  readonly origin: LotOrigin;
  readonly fundedBy: FundedBy;
}

export type PoolKind =
  | "per_member_day"
  | "per_member_month"
  | "per_member_year"
  | "per_member"
  | "per_store"
  | "total";

/** Points taken from the pools that limits draw on: written with the sale, given back with a return. */
export interface PoolDraw {
  /** `ruleId|kind|subject`, e.g. `tuesday|per_store|S1`; `poolsOf` names those that a sale may draw on. */
  readonly pool: string;
  readonly points: number;
  readonly pointsMax: number;
}

/** One reason why it is not more. `yen` and `points` are what that reason cost or lacks, where that can be said. */
export interface WhyNot {
  readonly ruleId: string | null;
  readonly reason:
    | "points_paid_part"
    | "discounted_part"
    | "shipping_part"
    | "tax_part"
    | "excluded_items"
    | "rounded_down"
    | "below_minimum"
    | "other_store"
    | "other_channel"
    | "other_rank"
    | "other_payment"
    | "not_in_segment"
    | "not_birthday_month"
    | "no_matching_item"
    | "not_nth_purchase"
    | "visited_today"
    | "outside_dates"
    | "outside_weekdays"
    | "outside_hours"
    | "not_with_points"
    | "another_rule_gave_more"
    | "another_has_priority"
    | "limit_reached";
  readonly yen: number | null;
  readonly points: number | null;
}

export interface Award {
  readonly points: number;
  /** The base rule's base; 0 where none applied. */
  readonly baseYen: number;
  readonly lines: readonly AwardLine[];
  readonly whyNot: readonly WhyNot[];
  readonly draws: readonly PoolDraw[];
  /** How many yen more would give the next point of the base rule; null where it is not counted in yen. */
  readonly yenToNextPoint: number | null;
}
