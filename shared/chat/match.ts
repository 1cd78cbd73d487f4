import type { Language } from "../errors.ts";
import { type MessageTopic, messageTopics } from "../topics/topics.ts";
import { topicOwnWords } from "../topics/words.ts";
import { folded } from "./fold.ts";
import type { ChatWords } from "./schema.ts";
import { type Topic, topics } from "./topics.ts";

/** What a text asks about, and in which language's list its word stands. */
export interface Matched {
  readonly topic: Topic;
  /** The kind of messages that is stopped or resumed; null where the text names none, which means all of them. */
  readonly about: MessageTopic | null;
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
        if (key !== "" && !index.has(key)) index.set(key, { topic, about: null, language });
      }
    }
  }
  for (const topic of ["stop", "resume"] as const) {
    for (const language of languages) addOwnWords(index, words, topic, language);
  }
  return index;
}

/** お得な情報 配信停止, 配信停止 お得な情報 and お得な情報の配信停止, with every word of each. */
function addOwnWords(
  index: Map<string, Matched>,
  words: ChatWords,
  topic: "stop" | "resume",
  language: Language,
): void {
  for (const about of messageTopics) {
    for (const own of topicOwnWords[about][language]) {
      for (const word of words.answers[topic].words[language]) {
        for (const text of [`${own}${word}`, `${word}${own}`, `${own}の${word}`]) {
          const key = folded(text);
          if (!index.has(key)) index.set(key, { topic, about, language });
        }
      }
    }
  }
}

/** The whole message is the word, or it is none of ours: a sentence that merely mentions points is for a human. */
export function matched(index: WordIndex, text: string): Matched | null {
  return index.get(folded(text)) ?? null;
}
