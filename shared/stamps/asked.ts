import { z } from "zod";

/** What staff and the console ask for. */

const cardId = z.string().min(1).max(60);
const reason = z.string().trim().max(200);

/** `POST /api/till/scans/{scanId}/stamps` */
export const handStamps = z.strictObject({
  cardId,
  stamps: z.number().int().min(1).max(50),
  /** A manager's, where it is given beside the rule of once a day. */
  reason: reason.nullable().default(null),
});
export type HandStamps = z.infer<typeof handStamps>;

/** `POST /api/till/members-stamps/import`: the count of a paper card, or of LINE's ショップカード. */
export const importedStamps = z.strictObject({
  scanId: z.string().min(1).max(60),
  cardId,
  stamps: z.number().int().min(1).max(49),
});
export type ImportedStamps = z.infer<typeof importedStamps>;

/** `POST /api/console/members/{memberId}/stamps/corrections` */
export const correctedStamps = z.strictObject({
  cardId,
  stamps: z
    .number()
    .int()
    .min(-50)
    .max(50)
    .refine((stamps) => stamps !== 0, "is 0"),
  reason: reason.min(1),
});
export type CorrectedStamps = z.infer<typeof correctedStamps>;
