import { z } from "zod";
import { fits } from "./count.ts";
import { limits } from "./limits.ts";

/** What a person may compose, so that `campaignMessages` makes of it what LINE takes. */

const address = (max: number) =>
  z
    .string()
    .max(max)
    .regex(/^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(?::\d{1,4})?(?:[/?#][\x21-\x7e]*)?$/i, "an https address");

const label = z
  .string()
  .trim()
  .min(1)
  .refine((text) => fits(text, limits.quickReplyLabelGraphemes, "graphemes"), "20 letters at the most");

export const composedCoupon = z.strictObject({
  title: z.string().trim().min(1).max(60),
  detail: z.string().trim().max(300),
  untilOn: z.iso.date().nullable(),
  imageUrl: address(limits.urlUnits).nullable(),
  url: address(limits.actionUriUnits),
});

/** A message to many, in one language. */
export const composed = z
  .strictObject({
    title: z.string().trim().max(60),
    text: z.string().trim().max(1500),
    imageUrl: address(limits.urlUnits).nullable(),
    button: z.strictObject({ label, url: address(limits.actionUriUnits) }).nullable(),
    coupon: composedCoupon.nullable(),
  })
  .refine(({ title, text }) => title !== "" || text !== "", {
    path: ["text"],
    message: "a message says something",
  });
export type Composed = z.infer<typeof composed>;
