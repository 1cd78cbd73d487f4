import { z } from "zod";

export { foldedCode } from "./folded.ts";

/** What a coupon is, as data: published in versions that are never changed (requirements 1.6 and 2.8). */

const code = z.string().min(1).max(60);
const codes = z.array(code).min(1).max(500);
const yen = z.number().int().min(1).max(100_000_000);
const date = z.iso.date();
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "HH:MM");
const count = z.number().int().min(1).max(10_000_000);

/** Japanese, and English where the shop wrote it; who reads English sees the Japanese where it did not. */
const words = (max: number) =>
  z.strictObject({ ja: z.string().trim().min(1).max(max), en: z.string().trim().max(max) });
const perhapsWords = (max: number) =>
  z.strictObject({ ja: z.string().trim().max(max), en: z.string().trim().max(max) });

/** Which lines of a sale; null in a part means that the part asks nothing. A typed amount has no items. */
export const couponItems = z.strictObject({
  items: codes.nullable(),
  categories: codes.nullable(),
  brands: codes.nullable(),
});
export type CouponItems = z.infer<typeof couponItems>;

/** What a coupon gives. Yen are in the sale's own tax basis and never more than what is left of the lines they are of. */
export const couponBenefit = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("amount_off"), yen }),
  /** 100 per mille is 10 %; the fraction of a yen is dropped. */
  z.strictObject({
    kind: z.literal("percent_off"),
    perMille: z.number().int().min(1).max(1000),
    ceilingYen: yen.nullable(),
  }),
  /**
   * One piece of the cheapest line that `items` name costs nothing. Where one amount was typed, or no item is named, the
   * goods are handed over and no yen is taken off.
   */
  z.strictObject({ kind: z.literal("free_item"), name: words(60) }),
  z.strictObject({ kind: z.literal("extra_points"), points: z.number().int().min(1).max(1_000_000) }),
  /** Of the base points; 2000 is ×2, so it adds once the base. */
  z.strictObject({ kind: z.literal("multiplier"), perMille: z.number().int().min(1001).max(20_000) }),
]);
export type CouponBenefit = z.infer<typeof couponBenefit>;

/** 見せる: the member taps and staff look. 時限: a countdown from opening. かざす: read at the till as a spend code. */
export const redeemMode = z.enum(["show", "timed", "scan"]);
export type RedeemMode = z.infer<typeof redeemMode>;

/** How members come to have it. */
export const couponIssue = z.discriminatedUnion("to", [
  /** Every member may use it; a row of theirs is made when they do. */
  z.strictObject({ to: z.literal("everyone") }),
  /** Only who is given one: a list, a segment (the hook), staff, a rank-up, a stamp card's goal, the API. */
  z.strictObject({ to: z.literal("given") }),
  /** Who types the word; compared by `foldedCode`. */
  z.strictObject({ to: z.literal("code"), code: z.string().min(3).max(30) }),
  /** Who has one of the single-use codes that were made for it. */
  z.strictObject({ to: z.literal("unique_codes") }),
  /** Who opens the QR in the shop; its secret is made by the server and stands beside the coupon. */
  z.strictObject({ to: z.literal("qr") }),
  /** Every member who reaches one of these ranks; null: by any rise. */
  z.strictObject({ to: z.literal("rank_up"), ranks: codes.nullable() }),
  /** So many days before the birthday; 29 February is kept on the 28th in other years. */
  z.strictObject({ to: z.literal("birthday"), daysBefore: z.number().int().min(0).max(60) }),
  /** Who draws and wins: each draw has these odds until there are so many winners. */
  z.strictObject({
    to: z.literal("draw"),
    oddsPerMille: z.number().int().min(1).max(1000),
    winnersMax: count.nullable(),
  }),
]);
export type CouponIssue = z.infer<typeof couponIssue>;

export const couponPeriod = z.enum(["ever", "day", "week", "month", "year"]);
export type CouponPeriod = z.infer<typeof couponPeriod>;

export const coupon = z
  .strictObject({
    /** Counted up by the server at each publishing; 0 before the first. */
    version: z.number().int().min(0),
    name: words(60),
    /** One or two sentences on the card. */
    description: perhapsWords(300),
    /** ご利用条件 */
    terms: perhapsWords(2000),
    /** A picture's id; null is none. */
    pictureId: z.string().min(1).max(60).nullable(),
    benefit: couponBenefit,
    mode: redeemMode,
    /** Minutes of the countdown; only for `timed`. */
    timedMinutes: z.number().int().min(1).max(1440).nullable(),
    issue: couponIssue,
    conditions: z.strictObject({
      /** Of the sale before this coupon, in its own tax basis; 0 asks nothing. */
      spendYenMin: z.number().int().min(0).max(100_000_000),
      /** Public ids of stores or areas; null is everywhere. */
      places: codes.nullable(),
      channels: z
        .array(z.enum(["store", "ec"]))
        .min(1)
        .nullable(),
      ranks: codes.nullable(),
      /** Lines it is of; all null: the whole sale, shipping left out. */
      items: couponItems,
      /** The member's first purchase. */
      firstVisit: z.boolean(),
      /** 1 is Monday, 7 is Sunday (ISO 8601). */
      weekdays: z.array(z.number().int().min(1).max(7)).min(1).max(7).nullable(),
      /** From, inclusive, to, exclusive; a range whose end is before its start goes past midnight. */
      hours: z
        .array(z.strictObject({ from: timeOfDay, to: timeOfDay }))
        .min(1)
        .max(4)
        .nullable(),
    }),
    /** First and last day of use, and days from issue (the day of issue is the first); the earlier end counts. */
    validity: z.strictObject({
      from: date.nullable(),
      to: date.nullable(),
      daysFromIssue: z.number().int().min(1).max(3650).nullable(),
    }),
    /** How many there are: that may be given, and that may be used. Null is no limit. */
    stock: z.strictObject({ givenMax: count.nullable(), usedMax: count.nullable() }),
    /** How many a member may have (claims, draws) or use (everyone) in each period. */
    perMember: z.strictObject({ max: z.number().int().min(1).max(1000), period: couponPeriod }),
    /** `alone`: with no other coupon; `any`; or at most one of the same group. */
    stacking: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("alone") }),
      z.strictObject({ kind: z.literal("any") }),
      z.strictObject({ kind: z.literal("group"), group: code }),
    ]),
    /** Whether points may be used in the same sale. */
    withPoints: z.boolean(),
    /** Whether it comes back when everything of the sale is returned. Undoing a sale always gives it back. */
    onReturn: z.enum(["comes_back", "stays_used"]),
  })
  .superRefine((made, check) => {
    const problem = (path: (string | number)[], message: string) =>
      check.addIssue({ code: "custom", path, message });
    if ((made.mode === "timed") !== (made.timedMinutes !== null)) {
      problem(["timedMinutes"], "belongs to the mode timed, and to it alone");
    }
    const { from, to } = made.validity;
    if (from !== null && to !== null && to < from) problem(["validity", "to"], "is before the first day");
  });
export type Coupon = z.infer<typeof coupon>;

/** `draft`: only in the console. `issued`: members have it. `stopped`: given and used no more, for good. */
export type CouponStatus = "draft" | "issued" | "stopped";

/** Of one member's coupon. `reserved` is put aside for a payment being made; it ends by itself. */
export const heldStatus = z.enum(["held", "reserved", "redeemed", "expired", "revoked"]);
export type HeldStatus = z.infer<typeof heldStatus>;

/** Changes of one member's coupon, each with who, where and when; append only. */
export const couponChange = z.enum([
  "issued",
  "opened",
  "presented",
  "reserved",
  "released",
  "redeemed",
  "undone",
  "expired",
  "revoked",
  "restored",
  /** Withdrawn by mistake: it is the member's again. */
  "reinstated",
  /** Of a member who was merged into another: it is theirs from now on. */
  "moved",
]);
export type CouponChange = z.infer<typeof couponChange>;
