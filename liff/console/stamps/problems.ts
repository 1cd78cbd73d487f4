import type { StampCard } from "../../../shared/stamps/schema.ts";
import type { Words } from "../screen.ts";

type Told = readonly [field: string, words: Words];

/**
 * What is wrong with a card as it is being written, by field. It asks what the server's schema asks; the schema itself stays
 * at the server, and a test holds the two together. What a field cannot hold, such as a goal of 51, is not asked again.
 */
export function cardProblems(card: StampCard): ReadonlyMap<string, Words> {
  return new Map([...looks(card), ...milestones(card), ...rest(card)]);
}

function looks({ name, colour }: StampCard): readonly Told[] {
  const found: Told[] = [];
  if (isEmpty(name.ja)) found.push(["name.ja", ["名前を入力してください", "Please enter a name"]]);
  if (!/^#[0-9a-f]{6}$/.test(colour)) {
    found.push(["colour", ["#から始まる6桁で入力してください", "Please enter a # and six digits"]]);
  }
  return found;
}

/** The goal's own place is not typed, so what is wrong with it is told at the benefit before it. */
function milestones({ milestones: all, goal }: StampCard): readonly Told[] {
  return all.flatMap(({ at, benefit }, index) => {
    const found: Told[] = [];
    const before = all[index - 1];
    if (index < all.length - 1 && (at >= goal || (before !== undefined && at <= before.at))) {
      const words: Words = [
        "1つ前の特典より多く、ゴールより少なくしてください",
        "More than the one before it, and fewer than the goal",
      ];
      found.push([`milestones.${index}.at`, words]);
    }
    if (benefit.kind === "coupon" && benefit.couponId === "") {
      found.push([`milestones.${index}.benefit`, ["クーポンを選んでください", "Please choose a coupon"]]);
    }
    if (benefit.kind === "reward" && isEmpty(benefit.name.ja)) {
      found.push([`milestones.${index}.benefit`, ["景品の名前を入力してください", "Please name the gift"]]);
    }
    return found;
  });
}

function rest({ welcomeStamps, goal, next, from, to }: StampCard): readonly Told[] {
  const found: Told[] = [];
  if (welcomeStamps >= goal) {
    found.push(["welcomeStamps", ["ゴールより少なくしてください", "Fewer than the goal"]]);
  }
  if (next.kind === "card" && next.cardId === "") {
    found.push(["next.cardId", ["次のカードを選んでください", "Please choose the next card"]]);
  }
  if (from !== null && to !== null && to < from) {
    found.push(["to", ["開始日より後にしてください", "Not before the first day"]]);
  }
  return found;
}

function isEmpty(text: string): boolean {
  return text.trim() === "";
}
