import { z } from "zod";
import { limits } from "../messages/limits.ts";
import { unknownVariable, variablesIn } from "../messages/variables.ts";
import { segment } from "../segments/schema.ts";

/** What a marketer writes of a campaign: a document in versions, of which one that was sent never changes. */

const httpsUrl = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d{1,4})?(?:[/?#][\x21-\x7e]*)?$/i, "an https address");

/** Blanks that each member's own facts fill: words with one of them are pushed to each and not sent to 500 at once. */
export const personalVariables = ["name", "points", "rank"] as const;
/** Blanks of the coupon that comes with it, the same for all who are sent it on a day. */
export const couponVariables = ["coupon", "couponUntil"] as const;
/** All blanks that a campaign's words may have; as automations call them where they mean the same. */
export const campaignVariables = ["shop", ...personalVariables, ...couponVariables] as const;
export type CampaignVariable = (typeof campaignVariables)[number];

/** The words of a variant in one language; a blank that nothing would fill is refused. */
export const campaignWords = z
  .strictObject({
    title: z.string().trim().max(60),
    text: z.string().trim().max(1500),
    imageUrl: httpsUrl(limits.urlUnits).nullable(),
    /** Its address is reached over the card, which knows whose tap it was. */
    button: z
      .strictObject({ label: z.string().trim().min(1).max(20), url: httpsUrl(limits.actionUriUnits) })
      .nullable(),
  })
  .refine(({ title, text }) => title !== "" || text !== "", {
    path: ["text"],
    message: "a message says something",
  })
  .superRefine((words, check) => {
    for (const field of ["title", "text"] as const) {
      const blank = unknownVariable(words[field], campaignVariables);
      if (blank === null) continue;
      check.addIssue({ code: "custom", path: [field], message: `${blank} stands for nothing here` });
    }
  });
export type CampaignWords = z.infer<typeof campaignWords>;

export const variantsMax = 4;

const variant = z.strictObject({
  /** Out of a hundred. */
  share: z.int().min(1).max(100),
  ja: campaignWords,
  /** Null: everybody is told in Japanese. */
  en: campaignWords.nullable(),
});

export const campaignSchedule = z.discriminatedUnion("kind", [
  /** As soon as it is started. */
  z.strictObject({ kind: z.literal("now") }),
  /** Once, on a day and at a time in the shop's zone. */
  z.strictObject({
    kind: z.literal("at"),
    on: z.iso.date(),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
  }),
  /** Each week, through a last day. 1 is Monday, 7 is Sunday. */
  z.strictObject({
    kind: z.literal("weekly"),
    weekdays: z.array(z.int().min(1).max(7)).min(1).max(7),
    time: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
    until: z.iso.date(),
  }),
]);
export type CampaignSchedule = z.infer<typeof campaignSchedule>;

export const campaignTopics = ["offers", "reminders", "news"] as const;

export const campaignDocument = z
  .strictObject({
    name: z.string().trim().min(1).max(80),
    topic: z.enum(campaignTopics),
    /** A saved segment or a tree, never both; neither: all members. */
    audience: z
      .strictObject({
        segmentId: z.string().min(1).max(40).nullable(),
        tree: segment.nullable().default(null),
        /** Saved segments: whoever is in one of them is not of the audience. */
        without: z.array(z.string().min(1).max(40)).max(10),
      })
      .refine(({ segmentId, tree }) => segmentId === null || tree === null, {
        path: ["tree"],
        message: "either a saved segment or a tree",
      }),
    variants: z.array(variant).min(1).max(variantsMax),
    /** A coupon that is given to whom it is sent: one whose `issue.to` is `given`. */
    couponId: z.string().min(1).max(60).nullable().default(null),
    schedule: campaignSchedule,
  })
  .refine(({ variants }) => variants.reduce((sum, { share }) => sum + share, 0) === 100, {
    path: ["variants"],
    message: "the shares add up to 100",
  })
  .refine(({ variants }) => variants.every(({ en }) => (en === null) === (variants[0]?.en === null)), {
    path: ["variants"],
    message: "all variants have English words, or none",
  })
  .refine(({ couponId, variants }) => couponId !== null || !blanksOf(variants).some(isOfCoupon), {
    path: ["couponId"],
    message: "the words speak of a coupon and there is none",
  });
export type CampaignDocument = z.infer<typeof campaignDocument>;

type Written = Readonly<Pick<CampaignWords, "title" | "text">>;

/** The names of all blanks in the words of these variants. */
function blanksOf(variants: readonly { readonly ja: Written; readonly en: Written | null }[]): string[] {
  return variants.flatMap(({ ja, en }) =>
    [ja, ...(en === null ? [] : [en])].flatMap(({ title, text }) => variablesIn(`${title} ${text}`)),
  );
}

function isOfCoupon(name: string): boolean {
  return couponVariables.some((known) => known === name);
}

/** Whether each is told something of their own, so that LINE is asked once for each and not once for 500. */
export function isPersonal({ variants }: Pick<CampaignDocument, "variants">): boolean {
  return blanksOf(variants).some((name) => personalVariables.some((known) => known === name));
}
