import { z } from "zod";
import type { SaleCoupon, UsedCoupon } from "../coupons/views.ts";
import type { AwardLine, WhyNot } from "../points/earn/types.ts";
import type { PendingPoints, PointsView } from "../points/schema.ts";
import type { RankView } from "../ranks/schema.ts";
import type { MemberStampCard, StampReward, StampsGained } from "../stamps/views.ts";

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
  readonly rank: RankView | null;
  /** All that the member holds, also those that cannot be used now, each with why. */
  readonly coupons: readonly SaleCoupon[];
  /** `walletId` of what the member chose on the phone and may use; the others are compared once an amount is known. */
  readonly best: string | null;
  readonly stampCards: readonly MemberStampCard[];
  /** Goods that a card gave and that wait to be handed over. */
  readonly rewards: readonly StampReward[];
  /** The scan can be used for a sale until then. */
  readonly expiresAtMs: number;
  readonly serverTimeMs: number;
}

/** `walletId`s of the coupons that a sale uses; left out is none. */
export const couponsUsed = z
  .array(z.string().min(1).max(60))
  .max(10)
  .refine((ids) => new Set(ids).size === ids.length, { message: "each once" });

/** `PUT /api/till/scans/{scanId}/coupons`: puts just these aside while the customer pays; none releases them. */
export const holdCoupons = z.strictObject({ coupons: couponsUsed });
export type HoldCoupons = z.infer<typeof holdCoupons>;

/** What stays put aside, and until when (UTC milliseconds); null where nothing is. */
export interface CouponsHeld {
  readonly scanId: string;
  readonly walletIds: readonly string[];
  readonly untilMs: number | null;
}

/** `POST /api/till/quotes` and, with an `Idempotency-Key`, `POST /api/till/purchases`. */
export const sale = z.strictObject({
  scanId: z.string().min(1).max(60),
  amountYen,
  pointsToUse: z.number().int().min(0).max(100_000_000),
  coupons: couponsUsed.optional(),
});
export type Sale = z.infer<typeof sale>;

/** What a sale would do, and why: shown before it is confirmed. */
export interface Quote {
  /** After coupons, before points. */
  readonly amountYen: number;
  /** Taken off by the coupons that were chosen. */
  readonly couponYen: number;
  /** All that the member holds, each with what it would do to this sale by itself, or why it cannot be used. */
  readonly coupons: readonly SaleCoupon[];
  /** `walletId` of the one to suggest. */
  readonly best: string | null;
  readonly stamps: readonly StampsGained[];
  readonly pointsUsed: number;
  /** Yen taken off by the points used. */
  readonly discountYen: number;
  /** What is left to pay, in the same tax basis as the amount. */
  readonly payYen: number;
  /** By rate of tax, how the points used are split; sums exactly. */
  readonly byTax: readonly TaxShare[];
  readonly pointsEarned: number;
  /** Of those, what cannot be used yet. */
  readonly pending: readonly PendingPoints[];
  /** The yen that earned: after tax and the points used are taken off. */
  readonly baseYen: number;
  readonly award: AwardView;
  readonly balanceAfter: number;
  /** The most points this sale may use now, and why not more where a rule of use says so. */
  readonly pointsToUseMax: number;
  readonly useLimit: UseLimit | null;
  readonly rank: RankView | null;
}

export interface TaxShare {
  readonly taxPerMille: number;
  /** After discounts and coupons. */
  readonly amountYen: number;
  /** Of what was taken off, what coupons took. */
  readonly couponYen: number;
  readonly pointsYen: number;
  /** 値引: the price of this rate after points; payment: the price as it was. */
  readonly payYen: number;
}

/** Why the points earned are what they are, line by line, and why not more. */
export interface AwardView {
  readonly lines: readonly AwardLine[];
  /** Each with the name of its rule; null where it is about the sale and not about one rule. */
  readonly whyNot: readonly (WhyNot & {
    readonly name: { readonly ja: string; readonly en: string } | null;
  })[];
  readonly yenToNextPoint: number | null;
}

/** The rule of use that is in the way (requirement 3.4). */
export interface UseLimit {
  readonly reason:
    | "earn_only_code"
    | "debt"
    | "balance_below_minimum"
    | "sale_below_minimum"
    | "most_per_sale"
    | "share_of_sale"
    | "unit"
    | "excluded_items";
  /** The limit's own number: points or yen as the reason says; null where it has none. */
  readonly limit: number | null;
}

/** Answer of `POST /api/till/purchases`, `…/{id}/void` and `GET …/{id}`. */
export interface Receipt {
  readonly purchaseId: string;
  readonly receiptNumber: string;
  readonly status: "completed" | "voided" | "partly_returned" | "returned";
  readonly storeName: string;
  readonly staffName: string | null;
  readonly member: { readonly name: string | null };
  /** After coupons, before points; 0 where coupons paid all of it. */
  readonly amountYen: number;
  readonly couponYen: number;
  readonly coupons: readonly UsedCoupon[];
  readonly stamps: readonly StampsGained[];
  readonly pointsUsed: number;
  readonly discountYen: number;
  readonly payYen: number;
  readonly byTax: readonly TaxShare[];
  /** What the sale earned when it was made. */
  readonly pointsEarned: number;
  readonly award: AwardView;
  /** What was returned of it since, in all. */
  readonly returned: {
    readonly amountYen: number;
    readonly pointsGivenBack: number;
    readonly pointsTakenBack: number;
  };
  readonly points: PointsView;
  readonly rank: RankView | null;
  /** When it happened: rules and dates are of this moment. */
  readonly occurredAtMs: number;
  /** When the server heard of it; later than that for a sale that a till or POS sent late. */
  readonly recordedAtMs: number;
  readonly businessDate: string;
  readonly voidedAtMs: number | null;
}

/** Answer of `GET /api/till/purchases/{id}`: for who looks at a sale, or takes a part of it back. */
export interface SaleDetails extends Receipt {
  readonly amountsAre: "tax_excluded" | "tax_included";
  /** As it was rung up; null where one amount was typed, of which a return is an amount, too. */
  readonly lines: readonly LineDetails[] | null;
  /** What its stamps gave and staff have handed over: undoing it, or returning all of it, brings none of it back. */
  readonly rewardsHandedOver: readonly StampReward["name"][];
}

/** Amounts are of the whole line, less its share of the sale's discount. */
export interface LineDetails {
  readonly lineId: string;
  readonly itemCode: string | null;
  readonly kind: "item" | "shipping";
  readonly quantity: number;
  readonly amountYen: number;
  /** Without what came back so far. */
  readonly quantityLeft: number;
  readonly amountYenLeft: number;
}

/** `POST /api/till/purchases/{id}/void` with an `Idempotency-Key`. */
export const voidPurchase = z.strictObject({ reason: z.string().max(200).optional() });
export type VoidPurchase = z.infer<typeof voidPurchase>;

/** `GET /api/till/purchases?date=yyyy-mm-dd&before=`: this store's sales of a day, newest first. */
export interface PurchaseList {
  readonly items: readonly {
    readonly purchaseId: string;
    readonly receiptNumber: string;
    readonly status: Receipt["status"];
    readonly memberName: string | null;
    readonly staffName: string | null;
    readonly amountYen: number;
    readonly amountsAre: "tax_excluded" | "tax_included";
    readonly pointsUsed: number;
    readonly pointsEarned: number;
    /** What came back of it so far. */
    readonly returnedYen: number;
    readonly occurredAtMs: number;
    /** Whether the person asking may undo it now, whole; and whether they may take a part of it back. */
    readonly mayVoid: boolean;
    readonly mayReturn: boolean;
  }[];
  readonly before: string | null;
}

/** The lines of a sale, as POS and EC systems send them. Amounts are of the whole line, after its own discounts. */
export const basket = z.strictObject({
  amountsAre: z
    .enum(["tax_excluded", "tax_included"])
    .optional()
    .describe("Whether amounts contain the consumption tax; left out, as the shop's own tills type them"),
  lines: z
    .array(
      z.strictObject({
        lineId: z.string().min(1).max(40).describe("Your own, once in a sale: a return names it"),
        kind: z.enum(["item", "shipping"]).optional().describe("`shipping` also for wrapping and fees"),
        itemCode: z.string().min(1).max(60).optional(),
        categories: z.array(z.string().min(1).max(60)).max(20).optional(),
        brand: z.string().min(1).max(60).optional(),
        quantity: z.number().int().min(1).max(100_000),
        amountYen: z
          .number()
          .int()
          .min(0)
          .max(100_000_000)
          .describe("Of the whole line, after its own discounts"),
        taxPerMille: z
          .number()
          .int()
          .min(0)
          .max(1000)
          .optional()
          .describe("80 is 8 %, 100 is 10 %; left out, the shop's usual rate"),
      }),
    )
    .min(1)
    .max(200),
  /** Taken off the whole sale besides points; split over the lines to the yen. */
  discountYen: z
    .number()
    .int()
    .min(0)
    .max(100_000_000)
    .optional()
    .describe("Taken off the whole sale besides points; split over the lines to the yen"),
  payments: z
    .array(
      z.strictObject({
        method: z.string().min(1).max(60).describe("As the earn rules name it, e.g. `cash`"),
        amountYen: z.number().int().min(0).max(100_000_000),
      }),
    )
    .max(20)
    .optional(),
});
export type BasketInput = z.infer<typeof basket>;

/** Who it is: by the code that was read a moment ago, or by the member's public id, which may earn only. */
export const who = z.union([
  z.strictObject({ scanId: z.string().min(1).max(60).describe("Of `POST /scans`") }),
  z.strictObject({ memberId: z.string().min(1).max(60).describe("The member's number: earns only") }),
]);

/** `POST /api/v1/quotes` */
export const quoteAsked = z.strictObject({
  who,
  storeId: z.string().min(1).max(60).describe("Of `GET /stores`"),
  channel: z.enum(["store", "ec"]).optional().describe("`store` where it is left out"),
  basket,
  pointsToUse: z.number().int().min(0).max(100_000_000).optional(),
  coupons: couponsUsed
    .optional()
    .describe("`walletId`s of the member's coupons that this sale uses, at most 10"),
  occurredAtMs: z
    .number()
    .int()
    .min(0)
    .optional()
    .describe("When it happened (UTC milliseconds), where that is not now"),
});
export type QuoteAsked = z.infer<typeof quoteAsked>;

/** `POST /api/v1/purchases`: a sale that took place. */
export const purchaseAsked = quoteAsked.extend({
  /** The POS's own till and receipt number: together with store and business day, a sale is recorded once. */
  tillId: z.string().min(1).max(60).describe("Your own name of the till"),
  receiptNumber: z.string().min(1).max(60).describe("As printed; once a till and business day"),
});
export type PurchaseAsked = z.infer<typeof purchaseAsked>;

/**
 * `POST /api/v1/purchases/{id}/refunds` and `POST /api/till/purchases/{id}/refunds`: lines by quantity or by yen, or, for
 * a sale without lines, an amount.
 */
export const refundAsked = z.union([
  z.strictObject({
    lines: z
      .array(
        z.strictObject({
          lineId: z.string().min(1).max(40),
          quantity: z.number().int().min(1).max(100_000).optional().describe("Pieces that come back"),
          amountYen: z
            .number()
            .int()
            .min(1)
            .max(100_000_000)
            .optional()
            .describe("Or yen of the line; with neither, all that is left of it"),
        }),
      )
      .min(1)
      .max(200),
    reason: z.string().max(200).optional(),
    occurredAtMs: z.number().int().min(0).optional(),
  }),
  z.strictObject({
    amountYen,
    reason: z.string().max(200).optional(),
    occurredAtMs: z.number().int().min(0).optional(),
  }),
]);
export type RefundAsked = z.infer<typeof refundAsked>;

/** `POST …/refunds/quote`: what a return would give and take. */
export type RefundQuote = Omit<Refund, "refundId" | "purchase">;

/** What a return gave and took: one sentence for the clerk, in numbers. */
export interface Refund {
  readonly refundId: string;
  readonly purchaseId: string;
  readonly nth: number;
  readonly amountYen: number;
  /** Yen to hand back to the customer: the amount less the part that had been paid with points. */
  readonly payBackYen: number;
  readonly pointsGivenBack: number;
  readonly pointsTakenBack: number;
  /** Of those, what was no longer there: owed from now on. */
  readonly pointsOwed: number;
  /** Not asked back: lapsed unused, or let go by the shop's policy. */
  readonly pointsWaived: number;
  /** Coupons that may be used again: only when all of the sale has come back, and where the coupon says so. */
  readonly couponsGivenBack: readonly UsedCoupon[];
  /** With the last of the sale. */
  readonly stampsTakenBack: number;
  readonly points: PointsView;
  readonly purchase: Receipt;
}

/** `GET /api/console/purchases/{purchaseId}`: why a sale earned what it did. */
export interface SaleExplained {
  readonly receiptNumber: string;
  readonly storeName: string;
  readonly amountYen: number;
  readonly amountsAre: "tax_excluded" | "tax_included";
  readonly pointsUsed: number;
  readonly pointsEarned: number;
  /** Of the rules in force when it was made. */
  readonly programmeVersion: number;
  readonly award: AwardView;
}
