import { z } from "zod";
import { couponBenefit, heldStatus, redeemMode } from "../../../shared/coupons/schema.ts";

/** Answers about coupons and stamps. */

const int = z.number().int();
const words = z.strictObject({ ja: z.string(), en: z.string() });
const orNull = <T extends z.ZodType>(schema: T) => z.union([schema, z.null()]);

const walletId = z.string().meta({ description: "Names this member's coupon in quotes, sales and holds" });

const refused = z
  .strictObject({
    reason: z.enum([
      "not_started",
      "expired",
      "stopped",
      "revoked",
      "used",
      "in_use",
      "sold_out",
      "limit_reached",
      "below_minimum",
      "other_store",
      "other_channel",
      "other_rank",
      "not_first_visit",
      "outside_weekdays",
      "outside_hours",
      "no_matching_item",
      "not_opened",
      "time_over",
      "not_with_points",
      "not_with_others",
      "spend_code_needed",
      "nothing_left",
      "not_found",
    ]),
    yen: int.optional().meta({ description: "Yen that are missing" }),
    on: z.iso.date().optional(),
    ranks: z.array(words).optional().meta({ description: "The ranks that may use it, from the lowest" }),
    upwards: z.boolean().optional().meta({ description: "Those are all from the first upwards" }),
  })
  .meta({ id: "CouponRefused", description: "Why a coupon cannot be used" });

/** By alternatives: this document has no `discriminator`. */
const benefit = z.union(couponBenefit.options);

const stacking = z
  .union([
    z.strictObject({ kind: z.literal("alone") }),
    z.strictObject({ kind: z.literal("any") }),
    z.strictObject({ kind: z.literal("group"), group: z.string() }),
  ])
  .meta({ description: "`alone`: with no other; `any`; or at most one of the same group" });

export const saleCoupon = z
  .strictObject({
    walletId,
    couponId: z.string(),
    name: words,
    benefit,
    mode: redeemMode,
    stacking,
    withPoints: z.boolean().meta({ description: "Whether points may be used in the same sale" }),
    untilOn: orNull(z.iso.date()),
    presented: z.boolean().meta({ description: "The member chose it on the phone" }),
    timedUntilMs: orNull(int).meta({
      description: "Of a timed one that the member has opened: when its countdown is over, UTC milliseconds",
    }),
    yen: int.meta({ description: "Yen it would take off by itself; 0 before an amount is known" }),
    points: int.meta({ description: "Points it would add" }),
    handOver: orNull(words).meta({ description: "Goods to hand over" }),
    refused: orNull(refused).meta({ description: "Null where it may be used" }),
  })
  .meta({ id: "SaleCoupon" });

export const usedCoupon = z
  .strictObject({
    walletId,
    couponId: z.string(),
    name: words,
    yen: int,
    points: int,
    handOver: orNull(words),
    givenBack: z.boolean().meta({ description: "By an undoing or a return since" }),
  })
  .meta({ id: "UsedCoupon" });

const benefitGained = z.strictObject({
  at: int,
  label: words,
  kind: z.enum(["coupon", "points", "reward"]),
});

export const stampsGained = z
  .strictObject({
    cardId: z.string(),
    name: words,
    icon: z.string(),
    colour: z.string(),
    gained: int,
    count: int.meta({ description: "Afterwards; where the card was completed, of the new one" }),
    goal: int,
    completed: z.boolean(),
    benefits: z.array(benefitGained),
  })
  .meta({ id: "StampsGained" });

export const couponsHeld = z
  .strictObject({ scanId: z.string(), walletIds: z.array(walletId), untilMs: int.nullable() })
  .meta({ id: "CouponsHeld" });

const memberCoupon = z.strictObject({
  walletId,
  couponId: z.string(),
  name: words,
  benefit,
  mode: redeemMode,
  status: heldStatus,
  fromOn: orNull(z.iso.date()),
  untilOn: orNull(z.iso.date()),
});

export const memberCoupons = z.strictObject({ items: z.array(memberCoupon) }).meta({ id: "MemberCoupons" });

export const couponsIssued = z
  .strictObject({
    given: int.meta({ description: "How many were given now" }),
    skipped: int.meta({ description: "Who had it for this occasion, or could not be given one" }),
  })
  .meta({ id: "CouponsIssued" });
