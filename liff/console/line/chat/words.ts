import { folded } from "../../../../shared/chat/fold.ts";
import type { ChatWords } from "../../../../shared/chat/schema.ts";
import { type Topic, topics } from "../../../../shared/chat/topics.ts";
import { stable } from "../../../../shared/points/programme/changes.ts";
import type { Say } from "../../language.tsx";

/** What the screens call the parts of the chat's words. */

export function topicWords(say: Say): Readonly<Record<Topic, string>> {
  return {
    balance: say("ポイント残高", "Balance"),
    card: say("会員証", "Card"),
    coupons: say("クーポン", "Coupons"),
    expiry: say("有効期限", "Expiry"),
    stores: say("店舗", "Stores"),
    help: say("ヘルプ", "Help"),
    stop: say("配信停止", "Stop promotions"),
    resume: say("配信再開", "Resume promotions"),
  };
}

/** Parts that are no topic: what a guest is told, and the two greetings. */
export const others = ["guest", "newcomer", "returning"] as const;
export type Other = (typeof others)[number];
export type Part = Topic | Other;

export function otherWords(say: Say): Readonly<Record<Other, string>> {
  return {
    guest: say("会員でない方へ", "To who has no card"),
    newcomer: say("はじめての友だちへのあいさつ", "Greeting for a new friend"),
    returning: say("戻ってきた友だちへのあいさつ", "Greeting for who comes back"),
  };
}

export function partWords(part: Part, say: Say): string {
  const other = others.find((one) => one === part);
  const topic = topics.find((one) => one === part);
  if (other !== undefined) return otherWords(say)[other];
  return topic === undefined ? part : topicWords(say)[topic];
}

export const textMax = 500;
const wordMax = 20;
const wordsMax = 20;

/** Where a part's own fields begin: `answers.balance`, `greeting.newcomer`, `guest`. */
export function pathOf(part: Part): string {
  if (part === "guest") return part;
  return part === "newcomer" || part === "returning" ? `greeting.${part}` : `answers.${part}`;
}

export type Problems = Readonly<Record<string, string>>;

/** What stands in the way of publishing, by field, in the reader's language; the server checks all of it again. */
export function problemsIn(words: ChatWords, say: Say): Problems {
  return Object.fromEntries([
    ...textProblems("", words, say),
    ...wordProblems(words, say),
    ...wayOutProblems(words, say),
  ]);
}

type Found = readonly [field: string, problem: string];

/** Every sentence has a `ja` and an `en`, wherever it stands. */
function textProblems(field: string, value: unknown, say: Say): Found[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  return Object.entries(value).flatMap(([name, inner]): Found[] => {
    const below = field === "" ? name : `${field}.${name}`;
    if (typeof inner !== "string") return textProblems(below, inner, say);
    const problem = textProblem(inner, say, /^answers\.(stop|resume)\./.test(below));
    return problem === null ? [] : [[below, problem]];
  });
}

/** `kinds`: whether the text says what is stopped or resumed, and so must have `{topics}`. */
function textProblem(text: string, say: Say, kinds: boolean): string | null {
  if (text.trim() === "") return say("入力してください", "Needed");
  if (text.trim().length > textMax) {
    return say(
      `${textMax}文字までです(いま${text.trim().length}文字)`,
      `${textMax} letters at most; ${text.trim().length} now`,
    );
  }
  const unknown = (kinds ? /\{(?!(shop|topics)\})[^}]*\}?/ : /\{(?!shop\})[^}]*\}?/).exec(text)?.[0];
  if (unknown === undefined) {
    if (!kinds || text.includes("{topics}")) return null;
    return say(
      "{topics} が必要です。停止・再開した配信の種類になります",
      "{topics} is needed: it becomes the kinds of messages that were stopped or resumed",
    );
  }
  return say(
    `${unknown} は使えません。お店の名前は {shop} と書きます`,
    `${unknown} stands for nothing; {shop} is the shop's name`,
  );
}

function wordProblems(words: ChatWords, say: Say): Found[] {
  const claims = claimsOf(words);
  return topics.flatMap((topic) =>
    (["ja", "en"] as const).flatMap((language): Found[] => {
      const field = `answers.${topic}.words.${language}`;
      const list = words.answers[topic].words[language];
      if (list.length > wordsMax) return [[field, say(`${wordsMax}個までです`, `${wordsMax} at most`)]];
      return list.flatMap((word): Found[] => {
        const problem = wordProblem(word, topic, claims, say);
        return problem === null ? [] : [[field, problem]];
      });
    }),
  );
}

type Claims = ReadonlyMap<string, readonly Topic[]>;

/** Which topics have a word, once for each place that it stands in. */
function claimsOf(words: ChatWords): Claims {
  const claims = new Map<string, Topic[]>();
  for (const topic of topics) {
    const { ja, en } = words.answers[topic].words;
    for (const key of [...ja, ...en].map(folded)) claims.set(key, [...(claims.get(key) ?? []), topic]);
  }
  return claims;
}

/** A word of two topics is wrong at both: either may be the one that somebody has just changed. */
function wordProblem(word: string, topic: Topic, claims: Claims, say: Say): string | null {
  const key = folded(word);
  if (key === "") return say(`「${word}」には文字がありません`, `“${word}” has no letter or digit`);
  if ([...word].length > wordMax)
    return say(`「${word}」は長すぎます(${wordMax}文字まで)`, `“${word}” is longer than ${wordMax}`);
  const places = claims.get(key) ?? [];
  if (places.length < 2) return null;
  const other = topicWords(say)[places.find((one) => one !== topic) ?? topic];
  return say(`「${word}」は「${other}」でも使われています`, `“${word}” is a word of “${other}” too`);
}

function wayOutProblems(words: ChatWords, say: Say): Found[] {
  return (["stop", "resume"] as const).flatMap((topic): Found[] => {
    const { words: lists } = words.answers[topic];
    if (lists.ja.length + lists.en.length > 0) return [];
    return [[`answers.${topic}.words.ja`, say("言葉が1つ以上必要です", "At least one word is needed")]];
  });
}

/** Problems of one part, by field below it. */
export function problemsOfPart(problems: Problems, part: Part): Problems {
  const start = `${pathOf(part)}.`;
  return Object.fromEntries(
    Object.entries(problems).flatMap(([field, problem]) =>
      field.startsWith(start) ? [[field.slice(start.length), problem]] : [],
    ),
  );
}

/** Parts that a draft changes. */
export function changedParts(base: ChatWords, draft: ChatWords): readonly (Part | "late")[] {
  const differs = (one: unknown, other: unknown): boolean => stable(one) !== stable(other);
  return [
    ...topics.filter((topic) => differs(base.answers[topic], draft.answers[topic])),
    ...(differs(base.guest, draft.guest) ? (["guest"] as const) : []),
    ...(["newcomer", "returning"] as const).filter((who) => differs(base.greeting[who], draft.greeting[who])),
    ...(base.pushForMinutes === draft.pushForMinutes ? [] : (["late"] as const)),
  ];
}
