import { z } from "zod";
import { messageReasons, messageStatuses, reserveMax, stopReasonMax, trialUnitsMax } from "./console.ts";

/** What the console sends about messages. */

const ulid = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/);

/** `GET /api/console/messages?status=&reason=&from=&to=&member=&before=`; days are the shop's, both included. */
export const messagesAsked = z.strictObject({
  status: z.enum(messageStatuses).optional(),
  reason: z.enum(messageReasons).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
  /** A member's public id, as it is kept or as it is printed. */
  member: z.string().min(1).max(40).optional(),
  before: ulid.optional(),
});
/** `GET /api/console/messages/campaigns?member=` */
export const campaignsToMemberAsked = messagesAsked.pick({ member: true }).required();

export type MessagesAsked = z.infer<typeof messagesAsked>;

/** `POST /api/console/messages/{messageId}/again` */
export const sendAgain = z.strictObject({
  /** Said by the person: they know that it may arrive a second time. Needed for an unknown one. */
  mayArriveTwice: z.boolean(),
});

/** `POST /api/console/messages/drop`: all of a reason that wait, up to the newest that the person has seen. */
export const dropAllAsked = z.strictObject({ reason: z.enum(messageReasons), untilId: ulid });

/** `POST /api/console/messages/sending/stop`; resuming takes no body. */
export const stopAsked = z.strictObject({ reason: z.string().trim().min(1).max(stopReasonMax) });

/** `PUT /api/console/messages/quota/reserve`; null takes it back to the usual share. */
export const setReserveAsked = z.strictObject({
  reserve: z.number().int().min(0).max(reserveMax).nullable(),
});

/** `POST /api/console/messages/test`, to whoever asks; with an Idempotency-Key. */
export const sendTrialAsked = z.strictObject({ text: z.string().trim().min(1).max(trialUnitsMax) });
