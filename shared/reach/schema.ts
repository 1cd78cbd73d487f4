import { z } from "zod";
import { type Caps, capsTooSmall } from "./caps.ts";

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/);
const count = z.number().int().min(1).max(1_000_000_000);
const yen = z.number().int().min(0).max(1_000_000_000);
const cap = z.number().int().min(1).max(100).nullable();

/** How many messages of the shop's own idea one member gets at most; null: no limit. Counted in calendar days. */
const caps = z
  .strictObject({
    perDay: cap,
    /** Today and the six days before it. */
    perWeek: cap,
    /** Today and the 29 days before it. */
    perMonth: cap,
  })
  .superRefine((found, check) => {
    for (const { window, least } of capsTooSmall(found)) {
      check.addIssue({
        code: "custom",
        path: [window],
        message: `at least ${least}, as a shorter time allows so many`,
      });
    }
  });

export type { Caps };

/** From `from` until before `until` in the shop's zone, also across midnight, nothing of the shop's own idea leaves. */
const quietHours = z
  .strictObject({ from: time, until: time })
  .refine(({ from, until }) => from !== until, { error: "would never end", path: ["until"] });
export type QuietHours = z.infer<typeof quietHours>;

const tier = z.strictObject({
  /** The last message beyond the included ones that has this price; null for the last tier, which has no end. */
  upTo: count.nullable(),
  /** Hundredths of a yen, without tax. */
  senEach: z.number().int().min(0).max(10_000),
});
export type PriceTier = z.infer<typeof tier>;

export const planNames = ["communication", "light", "standard", "other"] as const;
export type PlanName = (typeof planNames)[number];

/** What LINE asks for messages. LINE's prices change, so they are the shop's setting. */
const plan = z
  .strictObject({
    name: z.enum(planNames),
    /** A month, without tax. */
    feeYen: yen,
    included: z.number().int().min(0).max(1_000_000_000),
    /** Empty: no message beyond the included ones can be bought. */
    tiers: z.array(tier).max(20),
  })
  .refine(({ tiers }) => rises(tiers), { error: "each tier ends after the one before", path: ["tiers"] });
export type LinePlan = z.infer<typeof plan>;

/** Only the last tier may be without an end, and must be, or a large number would have no price. */
function rises(tiers: readonly PriceTier[]): boolean {
  return tiers.every(({ upTo }, nth) => {
    if (nth === tiers.length - 1) return upTo === null;
    return upTo !== null && upTo > (tiers[nth - 1]?.upTo ?? 0);
  });
}

/** Who may be reached, when, and what it may cost: one document in versions. `GET`, `PUT /api/console/reach`. */
export const reachSettings = z.strictObject({
  /** 0: those every shop starts with. A draft carries the version it was made from. */
  version: z.number().int().min(0),
  caps,
  /** Null: none. */
  quietHours: quietHours.nullable(),
  /** Of a thousand members, how many get no campaign, ever, so that its effect can be known. */
  holdoutPerMille: z.number().int().min(0).max(500),
  /** More recipients than this need another person's approval; null: none does. */
  approvalAbove: z.number().int().min(0).max(1_000_000_000).nullable(),
  plan,
  /** For messages beyond the included ones, in a month of Japan's; null: none was set. */
  budgetYen: yen.nullable(),
});
export type ReachSettings = z.infer<typeof reachSettings>;
