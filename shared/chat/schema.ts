import { z } from "zod";
import { type Topic, topics } from "./topics.ts";

/** Of one word, in characters. A message that is longer than `wordUnitsMax` cannot be one, and its text is not kept. */
export const wordLengthMax = 20;
export const wordUnitsMax = 64;
const wordsMax = 20;
const textMax = 500;

const wordList = z.array(z.string().trim().min(1).max(wordLengthMax)).max(wordsMax);
const said = z.string().trim().min(1).max(textMax);
const bothLanguages = z.strictObject({ ja: said, en: said });

/** One topic: whether it is answered, by which words, and the sentence that its answer says. */
const answer = z.strictObject({
  on: z.boolean(),
  /** A guest is answered in the language of the list that their word stands in; a member in their own. */
  words: z.strictObject({ ja: wordList, en: wordList }),
  text: bothLanguages,
});
export type ChatAnswer = z.infer<typeof answer>;

const greeting = z.strictObject({ on: z.boolean(), text: bothLanguages });

/**
 * `{shop}` stands for the shop's name in every text; in those of stop and resume `{topics}` stands for the kinds of messages.
 * Nothing else may stand in braces.
 */
export const chatWords = z.strictObject({
  /** 0: the words every shop starts with. A draft carries the version it was made from. */
  version: z.number().int().min(0),
  answers: z.strictObject({
    balance: answer,
    card: answer,
    coupons: answer,
    expiry: answer,
    stores: answer,
    help: answer,
    stop: answer,
    resume: answer,
  }),
  /** For who asks about points and has no card. */
  guest: bothLanguages,
  greeting: z.strictObject({
    /** On the first follow. */
    newcomer: greeting,
    /** For who comes back: a member, or somebody who followed before. */
    returning: greeting,
  }),
  /** For how long after a question an answer that came too late for a free reply is sent as a push; 0: never. */
  pushForMinutes: z.number().int().min(0).max(60),
});
export type ChatWords = z.infer<typeof chatWords>;

/** `GET /api/console/chat`: the words in force. */
export interface ChatState {
  readonly words: ChatWords;
  readonly madeAtMs: number | null;
  readonly madeBy: string | null;
}

/** A line of `GET /api/console/chat/versions`, newest first. */
export interface ChatVersion {
  readonly version: number;
  readonly madeAtMs: number;
  /** The name of who published it; null for who has none, or has left. */
  readonly madeBy: string | null;
}

/** Answer of `POST /api/console/chat`. */
export interface ChatPublished {
  readonly version: number;
}

/** `POST /api/console/chat/preview`: what a draft would say to a sample member and to a guest. */
export interface ChatPreview<Message> {
  readonly answers: Readonly<Record<Topic, readonly Message[]>>;
  readonly guest: readonly Message[];
  readonly greeting: { readonly newcomer: readonly Message[]; readonly returning: readonly Message[] };
}

/** `POST /api/console/chat/preview` */
export const chatPreviewAsked = z.strictObject({ words: chatWords, language: z.enum(["ja", "en"]) });
export type ChatPreviewAsked = z.infer<typeof chatPreviewAsked>;

export { type Topic, topics };
