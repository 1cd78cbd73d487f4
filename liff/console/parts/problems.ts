import type { ProgrammeProblem } from "../../../shared/points/programme/check.ts";

/** What is wrong with a field, for `say(…)`. */
export const problemWords: Readonly<Record<ProgrammeProblem["problem"], readonly [ja: string, en: string]>> =
  {
    twice: ["同じIDが2つあります", "This id is used twice"],
    no_base: ["お買い上げの基本ルールが必要です", "A base rule for purchases is needed"],
    ends_before_start: ["終わりが始まりより前です", "It ends before it starts"],
    multiplier_of_base: ["基本ルールには使えません", "Not possible for a base rule"],
    no_such_rule: ["このルールはありません", "There is no such rule"],
    out_of_range: ["この組み合わせは使えません", "Not possible together"],
    needed: ["入力してください", "Needed"],
  };

export const ladderProblemWords: Readonly<
  Record<"not_rising" | "first_not_0" | "twice" | "needed", readonly [ja: string, en: string]>
> = {
  not_rising: ["1つ下のランクより大きくしてください", "It must be more than for the rank below"],
  first_not_0: ["最初のランクは0です", "The first rank asks 0"],
  twice: ["同じコードが2つあります", "This code is used twice"],
  needed: ["入力してください", "Needed"],
};
