import { type StampCard, stampCard } from "../../../shared/stamps/schema.ts";
import type { Words } from "../screen.ts";

const byField: readonly (readonly [RegExp, Words])[] = [
  [/^name/, ["名前を入力してください（40文字まで）", "Please enter a name, up to 40 characters"]],
  [
    /^milestones\.\d+\.at$/,
    ["1つ前の特典より多く、ゴール以下にしてください", "More than the one before it, and not above the goal"],
  ],
  [/^milestones\.\d+\.benefit/, ["特典の内容を入力してください", "Please say what is given"]],
  [/^milestones$/, ["最後の特典は、ゴールの数に置いてください", "The last benefit belongs at the goal"]],
  [/^welcomeStamps/, ["ゴールより少なくしてください", "Fewer than the goal"]],
  [/^to$/, ["開始日より後にしてください", "Not before the first day"]],
  [/^next/, ["次のカードを選んでください", "Please choose the next card"]],
];

/** What is wrong with a card, by field, by the same schema that the server asks. */
export function cardProblems(card: StampCard): ReadonlyMap<string, Words> {
  const result = stampCard.safeParse(card);
  if (result.success) return new Map();
  return new Map(
    result.error.issues.map(({ path }) => {
      const field = path.join(".");
      const words = byField.find(([pattern]) => pattern.test(field))?.[1];
      return [field, words ?? ["入力内容を確認してください", "Please check this field"]];
    }),
  );
}
