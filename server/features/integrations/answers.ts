import { z } from "zod";
import type { PointsView } from "../../../shared/points/schema.ts";
import type { Hold } from "../../../shared/purchases/holds.ts";
import type { AwardView, Receipt, Refund } from "../../../shared/purchases/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import { saleCoupon, stampsGained, usedCoupon } from "./answers-coupons.ts";

/**
 * The answers of the API as schemas, each held against the type that the slices below answer with: what is documented
 * is what compiles.
 */

const int = z.number().int();
const date = z.iso.date();
const timeMs = int.meta({ description: "UTC milliseconds" });
const words = z.strictObject({ ja: z.string(), en: z.string() });

/** A component that may be missing: `nullable` would ask of null that it be an object too. */
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

const pending = z.strictObject({
  points: int,
  activatesOn: orNull(date).meta({ description: "First day of use; null while they wait for an event" }),
  waitsFor: z.string().nullable().meta({ description: "The event they wait for, e.g. `shipped`" }),
});

export const pointsView = z
  .strictObject({
    balance: int.meta({ description: "What can be used today" }),
    pending: z.array(pending).meta({ description: "Given, and not usable yet (仮ポイント)" }),
    held: int.meta({ description: "Set aside by holds (お支払い処理中)" }),
    debt: int.meta({ description: "Owed after a return of points already spent; the next earn repays it" }),
    nextExpiry: orNull(z.strictObject({ points: int, expiresOn: date })),
  })
  .meta({ id: "Points" }) satisfies z.ZodType<PointsView>;

const rankName = { code: z.string(), name: words };
export const rankView = z
  .strictObject({
    ...rankName,
    colour: z.string(),
    multiplierPerMille: int.meta({ description: "Of the base points; 1500 gives half as much again" }),
    untilOn: orNull(date),
    granted: z.boolean(),
    metric: z.enum(["yen", "visits", "points"]),
    value: int,
    next: orNull(z.strictObject({ ...rankName, threshold: int, missing: int })),
    toKeep: orNull(z.strictObject({ missing: int, byOn: date })),
  })
  .meta({ id: "Rank" }) satisfies z.ZodType<RankView>;

const awardLine = z.strictObject({
  ruleId: z.string(),
  ruleVersion: int,
  name: words,
  role: z.enum(["base", "promotion", "rank"]),
  baseYen: int,
  value: z.strictObject({ kind: z.string(), amount: int, per: int }),
  points: int,
  desiredPoints: int.meta({ description: "What it would have given without limits" }),
  cappedBy: z
    .enum([
      "per_sale",
      "per_member_day",
      "per_member_month",
      "per_member_year",
      "per_member",
      "per_store",
      "total",
    ])
    .nullable(),
  lineIds: z.array(z.string()),
  activatesOn: orNull(date),
  expiresOn: orNull(date),
  origin: z.enum(["purchase", "promotion", "adjustment", "migration", "third_party"]),
  fundedBy: z.enum(["head_office", "store", "tenant"]),
}) satisfies z.ZodType<AwardView["lines"][number]>;

const whyNot = z.strictObject({
  ruleId: z.string().nullable(),
  reason: z.enum([
    "points_paid_part",
    "discounted_part",
    "shipping_part",
    "tax_part",
    "excluded_items",
    "rounded_down",
    "below_minimum",
    "other_store",
    "other_channel",
    "other_rank",
    "other_payment",
    "not_in_segment",
    "not_birthday_month",
    "no_matching_item",
    "not_nth_purchase",
    "visited_today",
    "outside_dates",
    "outside_weekdays",
    "outside_hours",
    "not_with_points",
    "another_rule_gave_more",
    "another_has_priority",
    "limit_reached",
  ]),
  name: orNull(words).meta({ description: "The rule's; null where it is about the sale" }),
  yen: int.nullable(),
  points: int.nullable(),
}) satisfies z.ZodType<AwardView["whyNot"][number]>;

const award = z
  .strictObject({
    lines: z.array(awardLine),
    whyNot: z.array(whyNot).meta({ description: "Why it is not more" }),
    yenToNextPoint: int.nullable(),
  })
  .meta({ id: "Award" });

const taxShare = z
  .strictObject({ taxPerMille: int, amountYen: int, couponYen: int, pointsYen: int, payYen: int })
  .meta({
    id: "TaxShare",
    description: "The part of one tax rate, after coupons; coupons and points used are split to the yen",
  });

const useLimit = z.strictObject({
  reason: z.enum([
    "earn_only_code",
    "debt",
    "balance_below_minimum",
    "sale_below_minimum",
    "most_per_sale",
    "share_of_sale",
    "unit",
    "excluded_items",
  ]),
  limit: int.nullable(),
});

export const quote = z
  .strictObject({
    amountYen: int.meta({ description: "After coupons, before points" }),
    couponYen: int.meta({ description: "Taken off by the coupons that were named" }),
    coupons: z.array(saleCoupon).meta({ description: "All that the member has, each by itself" }),
    best: z.string().nullable().meta({ description: "`walletId` of the one to suggest" }),
    stamps: z.array(stampsGained),
    pointsUsed: int,
    discountYen: int.meta({ description: "Yen taken off by the points used" }),
    payYen: int.meta({ description: "What is left to pay" }),
    byTax: z.array(taxShare),
    pointsEarned: int,
    pending: z.array(pending).meta({ description: "Of the points earned, those that cannot be used yet" }),
    baseYen: int.meta({ description: "The yen that earned" }),
    award,
    balanceAfter: int,
    pointsToUseMax: int,
    useLimit: orNull(useLimit),
    rank: orNull(rankView),
  })
  .meta({ id: "Quote" });

export const receipt = z
  .strictObject({
    purchaseId: z.string(),
    receiptNumber: z.string(),
    status: z.enum(["completed", "voided", "partly_returned", "returned"]),
    storeName: z.string(),
    staffName: z.string().nullable(),
    member: z.strictObject({ name: z.string().nullable() }),
    amountYen: int.meta({ description: "After coupons, before points; 0 where coupons paid all of it" }),
    couponYen: int,
    coupons: z.array(usedCoupon),
    stamps: z.array(stampsGained),
    pointsUsed: int,
    discountYen: int,
    payYen: int,
    byTax: z.array(taxShare),
    pointsEarned: int.meta({ description: "What the sale earned when it was made" }),
    award,
    returned: z.strictObject({ amountYen: int, pointsGivenBack: int, pointsTakenBack: int }),
    points: pointsView,
    rank: orNull(rankView),
    occurredAtMs: timeMs.meta({ description: "When it happened: rules and dates are of this moment" }),
    recordedAtMs: timeMs.meta({ description: "When we heard of it" }),
    businessDate: date,
    voidedAtMs: timeMs.nullable(),
  })
  .meta({ id: "Purchase" });

export const refund = z
  .strictObject({
    refundId: z.string(),
    purchaseId: z.string(),
    nth: int,
    amountYen: int,
    payBackYen: int.meta({ description: "Yen to hand back: the amount less the part paid with points" }),
    pointsGivenBack: int,
    pointsTakenBack: int,
    pointsOwed: int.meta({ description: "Taken back but spent already: owed from now on" }),
    pointsWaived: int.meta({ description: "Not asked back: lapsed unused, or let go by the shop's policy" }),
    couponsGivenBack: z
      .array(usedCoupon)
      .meta({ description: "When all has come back, and where the coupon says so" }),
    stampsTakenBack: int,
    points: pointsView,
    purchase: receipt,
  })
  .meta({ id: "Refund" });

export const hold = z
  .strictObject({
    holdId: z.string(),
    status: z.enum(["open", "committed", "released", "expired"]),
    points: int,
    coupons: z
      .array(z.string())
      .meta({ description: "`walletId` of each that is put aside, while it is open" }),
    expiresAtMs: timeMs,
    purchaseId: z.string().nullable(),
    pointsView,
  })
  .meta({ id: "Hold" }) satisfies z.ZodType<Hold>;

export const scanned = z
  .strictObject({
    scanId: z.string(),
    scopes: z.array(z.enum(["earn", "spend"])).meta({ description: "A spend code may also use points" }),
    memberId: z.string(),
    member: z.strictObject({ name: z.string().nullable() }),
    points: pointsView,
    rank: orNull(rankView),
    coupons: z.array(saleCoupon).meta({ description: "All that the member has, and why one cannot be used" }),
    best: z
      .string()
      .nullable()
      .meta({ description: "`walletId` of what the member chose on the phone; quotes suggest by yen" }),
    expiresAtMs: timeMs.meta({ description: "The scan can be used for a sale until then" }),
    serverTimeMs: timeMs,
  })
  .meta({ id: "Scan" });

export const memberAnswer = z
  .strictObject({
    memberId: z.string(),
    status: z.enum(["active", "suspended", "left"]),
    joinedOn: date,
    points: pointsView,
    rank: orNull(rankView),
    topics: orNull(z.strictObject({ offers: z.boolean(), reminders: z.boolean(), news: z.boolean() })).meta({
      description:
        "Which kinds of messages the member wants in LINE; null without a LINE account. To read, not to write",
    }),
    past: orNull(z.strictObject({ on: date, balance: int, debt: int })).meta({
      description: "With `?on=`: the balance at the end of that day",
    }),
  })
  .meta({ id: "Member" });

export const adjusted = z
  .strictObject({
    adjustmentId: z.string(),
    memberId: z.string(),
    points: int,
    reasonCode: z.string(),
    balance: int,
    debt: int,
    expiresOn: orNull(date),
    madeAtMs: timeMs,
  })
  .meta({ id: "Adjustment" });

export const ledgerEntry = z
  .strictObject({
    entryId: z.string(),
    memberId: z.string(),
    seq: int.meta({ description: "Its number in the member's own ledger, from 1, without a gap" }),
    kind: z.enum([
      "earn",
      "spend",
      "void",
      "refund",
      "adjust",
      "expire",
      "hold",
      "release",
      "activate",
      "reinstate",
    ]),
    points: int.meta({ description: "Signed" }),
    balanceAfter: int.meta({ description: "Of all that was given, what cannot be used yet included" }),
    debtAfter: int,
    occurredAtMs: timeMs,
    recordedAtMs: timeMs,
    businessDate: date,
    storeId: z.string().nullable(),
    purchaseId: z
      .string()
      .nullable()
      .meta({ description: "Null for a sale of a store that is not this key's" }),
    receiptNumber: z.string().nullable(),
    amountYen: int.nullable(),
    reversesEntryId: z.string().nullable(),
  })
  .meta({ id: "LedgerEntry" });

const page = {
  items: z.array(ledgerEntry),
  next: z.string().meta({ description: "Pass as `after`; also when nothing came, to ask again later" }),
  more: z.boolean().meta({ description: "Whether there is more right now" }),
};

export const ledgerPage = z.strictObject(page).meta({ id: "LedgerPage" });

export const ledgerFeed = z
  .strictObject({
    ...page,
    completeUntilMs: timeMs.meta({
      description: "Everything recorded before this is in this page or before it",
    }),
  })
  .meta({ id: "LedgerFeed" });

export const storeList = z
  .strictObject({
    items: z.array(z.strictObject({ storeId: z.string(), code: z.string(), name: z.string() })),
  })
  .meta({ id: "Stores" });

/** The two answers whose type is only one way the schema's: what a slice answers must fit. */
export type ReceiptFits = Receipt extends z.input<typeof receipt> ? true : never;
export type RefundFits = Refund extends z.input<typeof refund> ? true : never;
