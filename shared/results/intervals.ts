/**
 * Intervals of 95 % for what is reported: shares of people who came, and yen per person. Pure.
 */

/** `value` with the ends of its interval, in the same unit. */
export interface Difference {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** So many of so many. */
export interface Share {
  readonly of: number;
  readonly count: number;
}

/** The normal distribution's 97.5th percentile. */
const z = 1.959963984540054;

/**
 * Wilson's score interval of a share. It stays within 0 and 1 and holds for small counts, where the usual p ± z·se does not
 * (E. B. Wilson, J. Am. Stat. Assoc. 22, 1927; method 3 of R. G. Newcombe, Stat. Med. 17:857, 1998).
 */
export function wilson({ of, count }: Share): { readonly low: number; readonly high: number } {
  const middle = 2 * count + z * z;
  const half = z * Math.sqrt(z * z + 4 * count * (1 - count / of));
  const whole = 2 * (of + z * z);
  return {
    // Rounding would leave some 1e-17 where the end is exactly 0 or 1.
    low: count === 0 ? 0 : (middle - half) / whole,
    high: count === of ? 1 : (middle + half) / whole,
  };
}

/**
 * The difference of two shares of separate groups, in −1 to 1: Newcombe's hybrid score interval, made of the two Wilson
 * intervals (method 10 of R. G. Newcombe, "Interval estimation for the difference between independent proportions", Stat. Med.
 * 17:873, 1998).
 */
export function shareDifference(group: Share, against: Share): Difference {
  const [p, q] = [group.count / group.of, against.count / against.of];
  const [one, other] = [wilson(group), wilson(against)];
  return {
    value: p - q,
    low: p - q - Math.hypot(p - one.low, other.high - q),
    high: p - q + Math.hypot(one.high - p, q - other.low),
  };
}

/** People with the sum and the sum of squares of a whole number of each, exactly: yen squared leave what a double holds. */
export interface Sums {
  readonly people: number;
  readonly sum: bigint;
  readonly squares: bigint;
}

/**
 * The difference of two means, in the unit of the numbers: Welch's interval, which lets the groups differ in size and spread
 * (B. L. Welch, Biometrika 34:28, 1947). Each group needs two people. What people spend is far from normal, but the mean
 * of hundreds is near it; `verdicts.ts` says from where on it is reported.
 */
export function meanDifference(group: Sums, against: Sums): Difference {
  const [one, other] = [spread(group), spread(against)];
  const value = one.mean - other.mean;
  const variance = one.ofMean + other.ofMean;
  if (variance === 0) return { value, low: value, high: value };
  const freedom =
    variance ** 2 / (one.ofMean ** 2 / (group.people - 1) + other.ofMean ** 2 / (against.people - 1));
  const half = studentT(freedom) * Math.sqrt(variance);
  return { value, low: value - half, high: value + half };
}

/** The mean, and the variance of that mean. n·Σx² − (Σx)² is exact, so nothing cancels. */
function spread({ people, sum, squares }: Sums): { readonly mean: number; readonly ofMean: number } {
  const n = BigInt(people);
  const variance = Number(n * squares - sum * sum) / (people * (people - 1));
  return { mean: Number(sum) / people, ofMean: variance / people };
}

/**
 * The 97.5th percentile of Student's t by the expansion of R. A. Fisher and E. A. Cornish (Abramowitz and Stegun, 26.7.5): right to
 * three places from 10 degrees of freedom on, and fewer are not reported.
 */
export function studentT(freedom: number): number {
  const z2 = z * z;
  const terms = [
    (z2 + 1) / 4,
    ((5 * z2 + 16) * z2 + 3) / 96,
    (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384,
    ((((79 * z2 + 776) * z2 + 1482) * z2 - 1920) * z2 - 945) / 92_160,
  ];
  return terms.reduce((t, term, nth) => t + (z * term) / freedom ** (nth + 1), z);
}
