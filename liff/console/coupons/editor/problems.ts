import { changesAllowed } from "../../../../shared/coupons/changes.ts";
import { couponProblems } from "../../../../shared/coupons/check.ts";
import type { Coupon } from "../../../../shared/coupons/schema.ts";
import type { Words } from "../../screen.ts";

export interface Problem {
  /** As in the document: `validity.to`, `benefit.name.ja`. */
  readonly field: string;
  readonly words: Words;
  /** Shown while typing; the others are shown once somebody tried to save, as an empty field is no mistake yet. */
  readonly atOnce: boolean;
}

/** What of the document's shape a form can get wrong; everything else in it is chosen, or watched by its own field. */
function shapeProblems({
  name,
  benefit,
  issue,
  mode,
  timedMinutes,
  stacking,
  validity,
}: Coupon): readonly Problem[] {
  const isEmpty = (text: string): boolean => text.trim() === "";
  const problem = (isWrong: boolean, field: string, words: Words, atOnce = false): readonly Problem[] =>
    isWrong ? [{ field, words, atOnce }] : [];
  const { from, to } = validity;
  return [
    ...problem(isEmpty(name.ja), "name.ja", ["名前を入力してください", "Please enter a name"]),
    ...problem(benefit.kind === "free_item" && isEmpty(benefit.name.ja), "benefit.name.ja", [
      "渡すものを入力してください",
      "Please say what is given",
    ]),
    ...problem(mode === "timed" && timedMinutes === null, "timedMinutes", [
      "何分間使えるかを入力してください",
      "Please say for how many minutes",
    ]),
    ...problem(issue.to === "code" && issue.code.trim().length < 3, "issue.code", [
      "合言葉を3〜30文字で入力してください",
      "Please enter a word of 3 to 30 letters",
    ]),
    ...problem(stacking.kind === "group" && isEmpty(stacking.group), "stacking.group", [
      "グループの名前を入力してください",
      "Please name the group",
    ]),
    ...problem(
      from !== null && to !== null && to < from,
      "validity.to",
      ["最終日が開始日より前です", "The last day is before the first"],
      true,
    ),
  ];
}

const byProblem = {
  over: ["最終日が過ぎています", "The last day is over"],
  code_short: ["記号を除いて3文字以上にしてください", "At least 3 letters or digits, signs left out"],
  fewer_than_winners: ["当せん者数より少ない枚数です", "Fewer than the winners"],
} as const satisfies Readonly<Record<ReturnType<typeof couponProblems>[number]["problem"], Words>>;

/**
 * What is wrong with a coupon: its shape, and by the very rules that the server asks what has to be right before it is issued
 * and, where members have it already, what may not become worse.
 */
export function problemsOf(coupon: Coupon, published: Coupon | null, todayOn: string): readonly Problem[] {
  const shape = shapeProblems(coupon);
  const issuing = couponProblems(coupon, todayOn)
    .filter(({ field }) => shape.every((found) => found.field !== field))
    .map(({ field, problem }) => ({ field, words: byProblem[problem], atOnce: problem !== "code_short" }));
  const worse = (published === null ? [] : changesAllowed(published, coupon)).map(({ field, why }) => ({
    ...{ field, atOnce: true },
    words: [why.ja, why.en] as const,
  }));
  return [...shape, ...issuing, ...worse];
}

/** The sentence for a field: of the field itself, or of the whole part that it stands for (`benefit` for `benefit.yen`). */
export function problemAt(problems: readonly Problem[], field: string, tried: boolean): Problem | undefined {
  return problems.find((found) => found.field === field && (tried || found.atOnce));
}
