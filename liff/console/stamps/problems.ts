import { type StampCard, stampCard } from "../../../shared/stamps/schema.ts";
import type { Words } from "../screen.ts";

const byField: readonly (readonly [RegExp, Words])[] = [
  [/^name/, ["名前を入力してください（40文字まで）", "Please enter a name, up to 40 characters"]],
  [
    /^milestones\.\d+\.at$/,
    [
      "1つ前の特典より多く、ゴールより少なくしてください",
      "More than the one before it, and fewer than the goal",
    ],
  ],
  [/^milestones\.\d+\.benefit\.couponId/, ["クーポンを選んでください", "Please choose a coupon"]],
  [
    /^milestones\.\d+\.benefit/,
    ["特典の内容を入力してください（60文字まで）", "Please say what is given, up to 60 characters"],
  ],
  [/^welcomeStamps/, ["ゴールより少なくしてください", "Fewer than the goal"]],
  [/^colour/, ["#から始まる6桁で入力してください", "Please enter a # and six digits"]],
  [/^to$/, ["開始日より後にしてください", "Not before the first day"]],
  [/^next/, ["次のカードを選んでください", "Please choose the next card"]],
];

/**
 * What is wrong with a card, by field, by the same schema that the server asks. The goal's own place is not typed, so what
 * is wrong with it is told at the benefit before it.
 */
export function cardProblems(card: StampCard): ReadonlyMap<string, Words> {
  const result = stampCard.safeParse(card);
  if (result.success) return new Map();
  const goal = `milestones.${card.milestones.length - 1}.at`;
  const before = `milestones.${card.milestones.length - 2}.at`;
  return new Map(
    result.error.issues.map(({ path }) => {
      const field = path.join(".") === goal ? before : path.join(".");
      const words = byField.find(([pattern]) => pattern.test(field))?.[1];
      return [field, words ?? ["入力内容を確認してください", "Please check this field"]];
    }),
  );
}
