import { z } from "zod";

/** What a point programme is, as data: published whole, in versions that are never changed (requirement 2.1). */

const id = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, "small letters, digits, - and _, 40 at the most");
const code = z.string().min(1).max(60);
const codes = z.array(code).max(500);
const yen = z.number().int().min(0).max(100_000_000);
const points = z.number().int().min(0).max(10_000_000);
const perMille = z.number().int().min(0).max(100_000);
const date = z.iso.date();
/** Minutes of the day in the store's zone. */
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");
const words = z.strictObject({ ja: z.string().min(1).max(60), en: z.string().min(1).max(60) });

const span = z.strictObject({ unit: z.enum(["days", "months"]), count: z.number().int().min(1).max(3650) });
export type Span = z.infer<typeof span>;

const roundTo = z.enum(["day", "month_end", "year_end", "fiscal_year_end"]);

/** How long points live. An expiry is a date in the shop's zone, valid through the end of that day. */
export const expiryPolicy = z.discriminatedUnion("kind", [
  /** Each lot by itself, counted from the day it can be used. */
  z.strictObject({ kind: z.literal("rolling"), after: span, roundTo }),
  /** 自動延長型: every activity moves all lots of this kind to activity + span. */
  z.strictObject({
    kind: z.literal("activity"),
    after: span,
    roundTo,
    on: z.enum(["earn", "earn_or_spend"]),
  }),
  /** 年度失効型: the end of the fiscal year, or of one some years after it. */
  z.strictObject({ kind: z.literal("fiscal_year"), yearsAfter: z.number().int().min(0).max(10) }),
  /** Campaign points with a date of their own. */
  z.strictObject({ kind: z.literal("until"), on: date }),
]);
export type ExpiryPolicy = z.infer<typeof expiryPolicy>;

/** When points can be used (仮ポイント・後日付与). The life of a lot is counted from that day. */
export const activation = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("immediate") }),
  z.strictObject({ kind: z.literal("after_days"), days: z.number().int().min(1).max(365) }),
  z.strictObject({
    kind: z.literal("on_event"),
    event: z.enum(["shipped", "delivered", "confirmed"]),
    afterDays: z.number().int().min(0).max(365),
  }),
]);
export type Activation = z.infer<typeof activation>;

export const origin = z.enum(["purchase", "promotion", "adjustment", "migration", "third_party"]);
export type LotOrigin = z.infer<typeof origin>;
export const fundedBy = z.enum(["head_office", "store", "tenant"]);
export type FundedBy = z.infer<typeof fundedBy>;

/** What a rule gives. `multiplier` is of the base and only for promotions; 2000 is ×2, so it adds once the base. */
const value = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("per_yen"), everyYen: yen.min(1), givesPoints: points.min(1) }),
  /** Of the base amount; 125 is 1.25 %. */
  z.strictObject({ kind: z.literal("rate"), perTenThousand: z.number().int().min(1).max(10_000) }),
  z.strictObject({ kind: z.literal("fixed"), points: points.min(1) }),
  z.strictObject({ kind: z.literal("per_item"), points: points.min(1) }),
  z.strictObject({ kind: z.literal("multiplier"), perMille: perMille.min(1001) }),
]);
export type EarnValue = z.infer<typeof value>;

export const earnRule = z.strictObject({
  ruleId: id,
  /** Counted up by the server each time this rule is changed. */
  version: z.number().int().min(1),
  name: words,
  state: z.enum(["draft", "active", "stopped"]),
  /** `visit` is a member's first sale of a business day; `join` is the sign-up bonus. */
  trigger: z.enum(["purchase", "visit", "join"]),
  /** Base rules compete, the best one counts; promotions are added to it as `stacking` says. */
  role: z.enum(["base", "promotion"]),
  scope: z.strictObject({
    /** Public ids of stores or areas; null is everywhere. */
    places: codes.min(1).nullable(),
    channels: z
      .array(z.enum(["store", "ec"]))
      .min(1)
      .nullable(),
    ranks: codes.min(1).nullable(),
    /** The hook for segments: a segment's id, known to whoever gathers the facts. */
    segment: code.nullable(),
    paymentMethods: codes.min(1).nullable(),
    birthdayMonth: z.boolean(),
  }),
  match: z.strictObject({
    items: codes.min(1).nullable(),
    categories: codes.min(1).nullable(),
    brands: codes.min(1).nullable(),
    excludeItems: codes,
    excludeCategories: codes,
    excludeBrands: codes,
    /** Least amount of the matching lines, in the rule's own base; 0 is none. */
    spendYenMin: yen,
    /** Which of the member's purchases: 1 is the first. Null is any. */
    nthPurchase: z
      .strictObject({
        from: z.number().int().min(1).max(100_000),
        to: z.number().int().min(1).max(100_000).nullable(),
      })
      .nullable(),
  }),
  base: z.strictObject({
    tax: z.enum(["excluded", "included"]),
    lessDiscounts: z.boolean(),
    lessPoints: z.boolean(),
    lessShipping: z.boolean(),
  }),
  value,
  /**
   * On what the value is counted and rounded: the whole sale, each line, or one piece and then times the quantity
   * (the two orders of rounding that tills know).
   */
  unit: z.enum(["total", "line", "piece"]),
  rounding: z.enum(["floor", "half_up", "ceil"]),
  window: z.strictObject({
    from: date.nullable(),
    to: date.nullable(),
    /** 1 is Monday, 7 is Sunday (ISO 8601). */
    weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).nullable(),
    /** From, inclusive, to, exclusive; a range whose end is before its start goes past midnight. */
    hours: z
      .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
      .min(1)
      .max(4)
      .nullable(),
  }),
  /** The higher one counts where only one promotion may; between equals, the newer. */
  priority: z.number().int().min(0).max(1000),
  /** Most points; null is no limit. What a limit cuts off is kept as `desiredPoints`. */
  caps: z.strictObject({
    perSale: points.nullable(),
    perMemberDay: points.nullable(),
    /** Of the calendar month and year of the business date. Programmes of before there were these two do without. */
    perMemberMonth: points.nullable().default(null),
    perMemberYear: points.nullable().default(null),
    perMember: points.nullable(),
    perStore: points.nullable(),
    total: points.nullable(),
  }),
  /** Null: as the programme says. */
  activates: activation.nullable(),
  expires: expiryPolicy.nullable(),
  origin,
  fundedBy,
});
export type EarnRule = z.infer<typeof earnRule>;

/** Limits on use (requirement 3.4). */
const use = z.strictObject({
  /** What one point takes off a sale. */
  yenPerPoint: z.number().int().min(1).max(1000),
  /** 値引 lowers the price of each tax rate; payment leaves the prices and pays a part. */
  as: z.enum(["discount", "payment"]),
  /** No use below this balance; 0 is none. */
  balanceMin: points,
  /** Only multiples of this many points. */
  unitPoints: points.min(1),
  pointsMaxPerSale: points.nullable(),
  /** Most of a sale that points may pay. */
  shareMaxPerMille: perMille.max(1000),
  saleYenMin: yen,
  /** Shipping and fees can be paid with points. */
  paysShipping: z.boolean(),
  /** Items and categories that points may not pay. */
  excludeItems: codes,
  excludeCategories: codes,
  /** Rules whose promotions are not given together with a use of points. */
  notWithRules: z.array(id).max(100),
});

export const programme = z.strictObject({
  version: z.number().int().min(1),
  /** What staff type at the till, and what a POS means where it does not say. */
  amountIs: z.enum(["tax_excluded", "tax_included"]),
  /** Consumption tax of an amount without lines. */
  taxPerMille: perMille.max(1000),
  /** First month of the fiscal year. */
  fiscalYearStartsIn: z.number().int().min(1).max(12),
  rules: z.array(earnRule).min(1).max(100),
  stacking: z.strictObject({
    /** All promotions, the one that gives most, or the one of the highest priority. */
    promotions: z.enum(["sum", "max", "one"]),
    /** A rank's multiplier is added to promotions, or competes with them. */
    rank: z.enum(["add", "best_of"]),
  }),
  activates: z.strictObject({ store: activation, ec: activation }),
  expires: expiryPolicy,
  use,
  /** Points given back after the day their lot lapsed. */
  restored: z.discriminatedUnion("kind", [
    z.strictObject({ kind: z.literal("keep_original") }),
    z.strictObject({ kind: z.literal("grace"), days: z.number().int().min(1).max(365) }),
    z.strictObject({ kind: z.literal("forfeit") }),
  ]),
  /** Points that lapsed in the last `windowDays` come back at a purchase and live `livesDays` more. */
  reinstatement: z
    .strictObject({
      windowDays: z.number().int().min(1).max(365),
      livesDays: z.number().int().min(1).max(365),
    })
    .nullable(),
  /** Points taken back that are no longer there (requirement 2.5). */
  shortage: z.enum(["debt", "floor", "pending_only"]),
  /** Most points one manual adjustment may move, by role; a role that is not named may make none. */
  adjustPointsMax: z.strictObject({ owner: points, manager: points }),
  /** Most points that one file of adjustments may move, given and taken together, by role. */
  adjustFilePointsMax: z.strictObject({ owner: points, manager: points }),
  /** How long a hold waits for its commit unless it says otherwise, and at the most. */
  holdMinutes: z.strictObject({
    usual: z.number().int().min(1).max(1440),
    max: z.number().int().min(1).max(43_200),
  }),
});
export type Programme = z.infer<typeof programme>;
