import { z } from "zod";
import type { ChoiceSource, MessageTopic } from "./topics.ts";

/** `PUT /api/card/topics`: only what is switched. */
export const chooseTopics = z.strictObject({
  /** Of the words the person read. */
  textVersion: z.string().min(1).max(40),
  wanted: z
    .strictObject({ offers: z.boolean(), reminders: z.boolean(), news: z.boolean() })
    .partial()
    .refine((wanted) => Object.keys(wanted).length > 0, { error: "names no topic" }),
});
export type ChooseTopics = z.infer<typeof chooseTopics>;

/** `GET` and `PUT /api/card/topics` */
export interface TopicSwitches {
  readonly topics: readonly { readonly topic: MessageTopic; readonly wanted: boolean }[];
}

/** Something a person said about one topic. */
export interface TopicSaid {
  readonly topic: MessageTopic;
  readonly wanted: boolean;
  /** Of the text it was said to: `chat:3` is version 3 of the chat's words, `card:2026-12-01.1` the card's. */
  readonly textVersion: string;
  readonly source: ChoiceSource;
  readonly chosenAtMs: number;
}

/** `GET /api/console/members/{publicId}/topics`: what holds, and all that was said, newest first. */
export interface MemberTopics extends TopicSwitches {
  readonly said: readonly TopicSaid[];
}
