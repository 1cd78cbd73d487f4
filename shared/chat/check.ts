import { folded } from "./fold.ts";
import type { ChatWords } from "./schema.ts";
import { topics } from "./topics.ts";

export interface ChatProblem {
  readonly field: string;
  readonly problem: string;
}

/** What no schema sees of words that are to be published; empty where they may be. */
export function chatProblems(words: ChatWords): readonly ChatProblem[] {
  return [...wordProblems(words), ...wayOutProblems(words), ...placeholderProblems("", words)];
}

/** A word that says nothing, or that two topics claim. */
function wordProblems(words: ChatWords): ChatProblem[] {
  const claimed = new Map<string, string>();
  const problems: ChatProblem[] = [];
  for (const topic of topics) {
    for (const language of ["ja", "en"] as const) {
      words.answers[topic].words[language].forEach((word, nth) => {
        const field = `answers.${topic}.words.${language}.${nth}`;
        const key = folded(word);
        const other = claimed.get(key);
        if (key === "") problems.push({ field, problem: "a word needs a letter or a digit" });
        else if (other !== undefined) problems.push({ field, problem: `the same word as ${other}` });
        else claimed.set(key, field);
      });
    }
  }
  return problems;
}

/** Whoever is sent messages of the shop's own idea can end that by a word: no shop takes this way out away. */
function wayOutProblems(words: ChatWords): ChatProblem[] {
  return (["stop", "resume"] as const).flatMap((topic) => {
    const { on, words: lists } = words.answers[topic];
    const field = `answers.${topic}`;
    if (!on) return [{ field: `${field}.on`, problem: "must stay on" }];
    return lists.ja.length + lists.en.length === 0
      ? [{ field: `${field}.words`, problem: "needs a word" }]
      : [];
  });
}

/** Texts that must say which kinds of messages they speak of. */
const namesKinds = /^answers\.(stop|resume)\.text\.(ja|en)$/;

/** Braces around anything but `shop` and, where kinds are stopped and resumed, `topics`; in any text, however deep. */
function placeholderProblems(field: string, value: unknown): ChatProblem[] {
  if (typeof value === "string") {
    const kinds = namesKinds.test(field);
    const unknown = (kinds ? /\{(?!(shop|topics)\})[^}]*\}?/ : /\{(?!shop\})[^}]*\}?/).exec(value)?.[0];
    if (unknown !== undefined) return [{ field, problem: `${unknown} stands for nothing; {shop} does` }];
    return kinds && !value.includes("{topics}") ? [{ field, problem: "needs {topics}" }] : [];
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    placeholderProblems(field === "" ? name : `${field}.${name}`, inner),
  );
}
