import { z } from "zod";
import { segment } from "../segments/schema.ts";
import { messageTopics } from "../topics/topics.ts";

const withoutMax = 20;
/** Requests to LINE for each recipient; a request has up to five balloons and counts once. */
const messagesMax = 10;

/** `POST /api/console/reach/preview`: an audience, by a tree or the id of a saved segment, and what it would be sent. */
export const reachPreviewAsked = z
  .strictObject({
    segment: segment.optional(),
    segmentId: z.string().min(1).max(40).optional(),
    /** Whoever is in one of them is not of the audience. */
    without: z.array(segment).max(withoutMax).default([]),
    topic: z.enum(messageTopics),
    messages: z.number().int().min(1).max(messagesMax).default(1),
  })
  .refine((asked) => (asked.segment === undefined) !== (asked.segmentId === undefined), {
    error: "either a tree or an id",
    path: ["segment"],
  });
export type ReachPreviewAsked = z.infer<typeof reachPreviewAsked>;
