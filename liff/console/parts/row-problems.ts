import type { RowError } from "../../../shared/points/adjustments/schema.ts";
import { grouped, type Language } from "../../../shared/points/programme/words.ts";

/** The sentence of what is wrong in a cell. */
export function rowProblemWords(error: RowError, language: Language): string {
  const limit = error.limit === null ? "" : grouped(error.limit);
  const words: Readonly<Record<RowError["problem"], readonly [ja: string, en: string]>> = {
    no_column: ["この見出しが1行目にありません", "is not among the headings of the first line"],
    missing: ["入力されていません", "is missing"],
    not_a_number: ["整数のポイントではありません", "is no whole number of points"],
    zero: ["0ポイントは調整できません", "0 points cannot be adjusted"],
    above_limit:
      error.line === 0
        ? [
            `1つのファイルで動かせるのは${limit}ポイントまでです`,
            `one file may move ${limit} points at the most`,
          ]
        : [`1件で動かせるのは${limit}ポイントまでです`, `${limit} points at the most`],
    member_not_found: ["この番号の会員はいません", "no member has this number"],
    member_left: ["退会した会員です", "this member has left"],
    not_enough: [`使えるポイントは${limit}です`, `only ${limit} points can be used`],
    not_a_date: ["日付ではありません(例 2027-03-31)", "is no date, such as 2027-03-31"],
    date_past: ["過ぎた日付です", "is a day that has passed"],
    twice: ["同じ管理番号が2つあります", "this key is used twice"],
    too_long: [`長すぎます(${limit}文字まで)`, `is longer than ${limit} characters`],
    unmappable: ["読み取れない文字があります", "has characters that cannot be read"],
  };
  return words[error.problem][language === "ja" ? 0 : 1];
}
