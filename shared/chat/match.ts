import type { Language } from "../errors.ts";
import { folded } from "./fold.ts";
import type { ChatWords } from "./schema.ts";
import { type Topic, topics } from "./topics.ts";

/** What a text asks about, and in which language's list its word stands. */
export interface Matched {
  readonly topic: Topic;
  readonly language: Language;
}

export type WordIndex = ReadonlyMap<string, Matched>;

const languages = ["ja", "en"] as const;

/** Every word that is answered, as it is compared. Where two topics claim a word, the first one has it. */
export function wordIndex(words: ChatWords): WordIndex {
  const index = new Map<string, Matched>();
  for (const topic of topics) {
    const { on, words: lists } = words.answers[topic];
    if (!on) continue;
    for (const language of languages) {
      for (const word of lists[language]) {
        const key = folded(word);
        if (key !== "" && !index.has(key)) index.set(key, { topic, language });
      }
    }
  }
  return index;
}

/** The whole message is the word, or it is none of ours: a sentence that merely mentions points is for a human. */
export function matched(index: WordIndex, text: string): Matched | null {
  return index.get(folded(text)) ?? null;
}
