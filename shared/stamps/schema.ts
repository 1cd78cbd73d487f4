import { z } from "zod";

/** What a stamp card is, as data: published in versions that are never changed (requirement 2.10). */

const words = (max: number) =>
  z.strictObject({ ja: z.string().trim().min(1).max(max), en: z.string().trim().max(max) });
const perhapsWords = (max: number) =>
  z.strictObject({ ja: z.string().trim().max(max), en: z.string().trim().max(max) });

/** What is given at a number of stamps. */
export const stampBenefit = z.discriminatedUnion("kind", [
  /** A coupon whose `issue.to` is `given`, and what the card calls it. */
  z.strictObject({ kind: z.literal("coupon"), couponId: z.string().min(1).max(60), name: words(60) }),
  z.strictObject({ kind: z.literal("points"), points: z.number().int().min(1).max(1_000_000) }),
  /** 景品: handed over by staff, who say so at the till. */
  z.strictObject({ kind: z.literal("reward"), name: words(60) }),
]);
export type StampBenefit = z.infer<typeof stampBenefit>;

export const stampCard = z
  .strictObject({
    /** Counted up by the server at each publishing; 0 before the first. */
    version: z.number().int().min(0),
    name: words(40),
    description: perhapsWords(300),
    terms: perhapsWords(2000),
    /** Colour of the stamps, as `#rrggbb`, and their picture. */
    colour: z.string().regex(/^#[0-9a-f]{6}$/),
    icon: z.enum(["enmusubi", "hanko", "star", "heart", "cup", "paw", "flower", "scissors"]),
    goal: z.number().int().min(1).max(50),
    /** From low to high; the last is the goal's own. */
    milestones: z
      .array(z.strictObject({ at: z.number().int().min(1).max(50), benefit: stampBenefit }))
      .min(1)
      .max(10),
    /** How stamps are earned. `staff`: only by a tap at the till. */
    earn: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("visit") }),
      z.strictObject({
        kind: z.literal("per_yen"),
        /** Of what is paid, after coupons and before points, in the sale's tax basis. */
        yen: z.number().int().min(1).max(1_000_000),
        perSaleMax: z.number().int().min(1).max(50).nullable(),
      }),
      z.strictObject({ kind: z.literal("staff") }),
    ]),
    /** At most one visit, sale or tap counts in a business day. */
    oncePerDay: z.boolean(),
    spendYenMin: z.number().int().min(0).max(100_000_000),
    /** Public ids of stores or areas; null is everywhere. */
    places: z.array(z.string().min(1).max(60)).min(1).max(500).nullable(),
    /** Days a card lives from its first or its last stamp; null: for ever. Not to be changed once it is issued. */
    expires: z
      .strictObject({ from: z.enum(["first", "last"]), days: z.number().int().min(1).max(3650) })
      .nullable(),
    /** Stamps given with a new card. */
    welcomeStamps: z.number().int().min(0).max(49),
    /** After the goal: the same card anew, another (ランクアップカード), or none. */
    next: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("same") }),
      z.strictObject({ kind: z.literal("card"), cardId: z.string().min(1).max(60) }),
      z.strictObject({ kind: z.literal("none") }),
    ]),
    /** Only reached from another card, never begun by itself. */
    onlyAsNext: z.boolean(),
    /** First and last day on which stamps are given. */
    from: z.iso.date().nullable(),
    to: z.iso.date().nullable(),
  })
  .superRefine(({ goal, milestones, welcomeStamps, from, to }, check) => {
    const problem = (path: (string | number)[], message: string) =>
      check.addIssue({ code: "custom", path, message });
    milestones.forEach(({ at }, index) => {
      const before = milestones[index - 1];
      if (at > goal) problem(["milestones", index, "at"], "is more than the goal");
      if (before !== undefined && at <= before.at) {
        problem(["milestones", index, "at"], "must be above the one before it");
      }
    });
    if (milestones.at(-1)?.at !== goal) problem(["milestones"], "the last one is the goal's");
    if (welcomeStamps >= goal) problem(["welcomeStamps"], "must be fewer than the goal");
    if (from !== null && to !== null && to < from) problem(["to"], "is before the first day");
  });
export type StampCard = z.infer<typeof stampCard>;

export type StampCardStatus = "draft" | "issued" | "stopped";

/** Kinds of entries of a member's card; append only. */
export const stampKind = z.enum(["stamp", "welcome", "import", "correct", "take_back", "complete", "expire"]);
export type StampKind = z.infer<typeof stampKind>;
