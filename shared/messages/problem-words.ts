import { grouped } from "../points/programme/words.ts";
import type { Problem, ProblemCode, ProblemUnit } from "./finder.ts";
import type { Language } from "./words.ts";

/** A problem as the person who wrote the message reads it: which message, which part, and what to do. */
export function problemSentence(problem: Problem, language: Language): string {
  const w = language === "ja" ? ja : en;
  const nth = /^messages\[(\d+)\]/.exec(problem.path)?.[1];
  const part = w.parts[lastKey(problem.path)] ?? w.parts.messages;
  const { limit, actual, unit } = problem;
  const what = w.codes[problem.code](
    part,
    limit === null ? "" : w.much(limit, unit),
    actual === null ? "" : w.much(actual, unit),
  );
  return nth === undefined ? what : w.nth(Number(nth) + 1, what);
}

function lastKey(path: string): string {
  return (
    path
      .replace(/\[\d+\]/g, "")
      .split(".")
      .at(-1) ?? ""
  );
}

type Said = (part: string, limit: string, actual: string) => string;

interface ProblemWords {
  readonly nth: (nth: number, what: string) => string;
  readonly much: (count: number, unit: ProblemUnit | null) => string;
  readonly parts: Readonly<Record<string, string>> & { readonly messages: string };
  readonly codes: Readonly<Record<ProblemCode, Said>>;
}

const ja: ProblemWords = {
  nth: (nth, what) => `${nth}通目: ${what}`,
  much: (count, unit) => {
    const said = grouped(count);
    if (unit === "bytes") return `${said}バイト`;
    return unit === "items" ? `${said}件` : `${said}文字`;
  },
  parts: {
    messages: "メッセージ",
    text: "本文",
    altText: "通知に出る文",
    label: "ボタンの文字",
    uri: "リンク先",
    url: "画像のアドレス",
    imageUrl: "画像のアドレス",
    originalContentUrl: "画像のアドレス",
    previewImageUrl: "画像のアドレス",
    items: "返信の候補",
    data: "ボタンのデータ",
    displayText: "ボタンで送る文",
    clipboardText: "コピーする文字",
    contents: "内容",
  },
  codes: {
    empty: (part) => `${part}を入力してください`,
    too_long: (part, limit, actual) =>
      `${part}は${limit}までです（いま${actual}。絵文字は2文字以上に数えます）`,
    too_few: (part, limit) => `${part}は${limit}以上必要です`,
    too_many: (part, limit, actual) => `${part}は${limit}までです（いま${actual}）`,
    too_large: (part, limit, actual) => `${part}が大きすぎます。${limit}までです（いま${actual}）`,
    bad_url: (part) => `${part}が正しくありません。https:// で始まる半角のアドレスを入れてください`,
    bad_scheme: (part) => `${part}はLINEで開けない種類のアドレスです`,
    bad_value: (part) => `${part}に使えない値があります`,
    mixed_sizes: (part) => `${part}の大きさがそろっていません`,
    not_in_baseline: (part) => `${part}に置けない部品があります`,
  },
};

const en: ProblemWords = {
  nth: (nth, what) => `Message ${nth}: ${what}`,
  much: (count, unit) => {
    const said = grouped(count);
    if (unit === "bytes") return `${said} bytes`;
    if (unit === "items") return said;
    return count === 1 ? "1 character" : `${said} characters`;
  },
  parts: {
    messages: "the messages",
    text: "the text",
    altText: "the text of the notification",
    label: "the button's label",
    uri: "the link",
    url: "the picture's address",
    imageUrl: "the picture's address",
    originalContentUrl: "the picture's address",
    previewImageUrl: "the picture's address",
    items: "the suggestions",
    data: "the button's data",
    displayText: "what the button says",
    clipboardText: "the text to copy",
    contents: "the content",
  },
  codes: {
    empty: (part) => `${part} is missing`,
    too_long: (part, limit, actual) =>
      `${part} may have ${limit} and has ${actual}; an emoji counts as two or more`,
    too_few: (part, limit) => `${part} must be at least ${limit}`,
    too_many: (part, limit, actual) => `${part} may be ${limit} at the most, not ${actual}`,
    too_large: (part, limit, actual) => `${part} may take ${limit} and takes ${actual}`,
    bad_url: (part) => `${part} must be an address that begins with https:// and has no spaces`,
    bad_scheme: (part) => `${part} is an address that LINE does not open`,
    bad_value: (part) => `${part} has a value that LINE does not know`,
    mixed_sizes: (part) => `${part} has bubbles of different sizes`,
    not_in_baseline: (part) => `${part} has something where only text may stand`,
  },
};
