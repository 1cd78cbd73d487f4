import type { Comparison, GroupFigures, Verdict } from "./console.ts";
import { type Difference, meanDifference, type Share, type Sums, shareDifference } from "./intervals.ts";

/** A group's figures with what its mean needs. */
export interface Group {
  readonly figures: GroupFigures;
  readonly squares: bigint;
}

/** With fewer people in either group nothing is said, whatever came out. */
export const peopleMin = 30;
/** Yen per person are those of few who buy: with fewer buyers in both groups together, one basket would decide. */
export const buyersMin = 30;

export function compared(group: Group, against: Group): Comparison {
  return {
    ...{ group: group.figures, against: against.figures },
    ...{ came: cameVerdict(group.figures, against.figures), yen: yenVerdict(group, against) },
  };
}

export function cameVerdict(group: GroupFigures, against: GroupFigures): Verdict {
  return sharesVerdict(
    { of: group.people, count: group.visitors },
    { of: against.people, count: against.visitors },
  );
}

export function sharesVerdict(group: Share, against: Share): Verdict {
  if (group.of < peopleMin || against.of < peopleMin) return few;
  return verdictOf(shareDifference(group, against));
}

export function yenVerdict(group: Group, against: Group): Verdict {
  const [one, other] = [group.figures, against.figures];
  if (one.people < peopleMin || other.people < peopleMin) return few;
  if (one.visitors + other.visitors < buyersMin) return few;
  return verdictOf(meanDifference(sumsOf(group), sumsOf(against)));
}

function sumsOf({ figures, squares }: Group): Sums {
  return { people: figures.people, sum: BigInt(figures.yen), squares };
}

const few: Verdict = { says: "few", difference: null };

function verdictOf(difference: Difference): Verdict {
  const { low, high } = difference;
  return { says: low > 0 ? "more" : high < 0 ? "less" : "unclear", difference };
}
