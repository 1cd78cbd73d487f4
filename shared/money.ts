/** Yen and points are integers; rates are integers per mille. Every rounding has a name. */

/** How a fraction becomes a whole number: down, to the nearest with halves up, or up. */
export type Rounding = "floor" | "half_up" | "ceil";

/**
 * `amount × times ÷ per`, exact whatever the size and rounded once: `scaled(1280, 125, 10_000, "floor")` is 16.
 * None of the three is negative, and `per` is not 0.
 */
export function scaled(amount: number, times: number, per: number, rounding: Rounding): number {
  const exact = amount * times;
  if (exact > Number.MAX_SAFE_INTEGER) return scaledAnySize(amount, times, per, rounding);
  const rest = exact % per;
  const floor = (exact - rest) / per;
  const up = rounding === "ceil" ? rest > 0 : rounding === "half_up" && rest >= per - rest;
  return up ? floor + 1 : floor;
}

function scaledAnySize(amount: number, times: number, per: number, rounding: Rounding): number {
  const exact = BigInt(amount) * BigInt(times);
  const floor = exact / BigInt(per);
  const rest = exact - floor * BigInt(per);
  const up = rounding === "ceil" ? rest > 0n : rounding === "half_up" && rest * 2n >= BigInt(per);
  return Number(up ? floor + 1n : floor);
}

/** Whole units of `size` in `amount`, the rest dropped: `floorUnits(1280, 100)` is 12. */
export function floorUnits(amount: number, size: number): number {
  return Math.floor(amount / size);
}

/**
 * The price before tax of a price that contains it, the fraction of a yen dropped:
 * `taxExcludedYen(1408, 100)` is 1280.
 */
export function taxExcludedYen(taxIncludedYen: number, taxPerMille: number): number {
  return Math.floor((taxIncludedYen * 1000) / (1000 + taxPerMille));
}

/** The tax-included price of a price before tax, the fraction of a yen dropped: `taxIncludedYen(1280, 100)` is 1408. */
export function taxIncludedYen(taxExcluded: number, taxPerMille: number): number {
  return Math.floor((taxExcluded * (1000 + taxPerMille)) / 1000);
}

/**
 * Splits an amount over weights so that the parts sum to it exactly and none is negative: each gets its share rounded
 * down, and what is left goes to the largest remainders, the earlier one between equals. Where the amount is not more
 * than the weights together, no part is more than its weight.
 */
export function splitProRata(amount: number, weights: readonly number[]): readonly number[] {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total === 0) return weights.map(() => 0);
  const shares = weights.map((weight, index) => {
    const exact = BigInt(amount) * BigInt(weight);
    const floor = exact / BigInt(total);
    return { index, floor: Number(floor), rest: exact - floor * BigInt(total) };
  });
  let left = amount - shares.reduce((sum, { floor }) => sum + floor, 0);
  const parts = shares.map(({ floor }) => floor);
  const byRest = [...shares].sort((a, b) => (b.rest > a.rest ? 1 : b.rest < a.rest ? -1 : a.index - b.index));
  for (const { index } of byRest) {
    if (left === 0) break;
    parts[index] = (parts[index] ?? 0) + 1;
    left -= 1;
  }
  return parts;
}

/**
 * Splits an amount over groups of weights first and then within each group, each time as `splitProRata` does: so what a
 * receipt says of a tax rate is that rate's share of the whole, and the lines of the rate add up to it.
 */
export function splitByGroup(
  amount: number,
  weights: readonly { readonly weight: number; readonly group: number }[],
): readonly number[] {
  const groups = [...new Set(weights.map(({ group }) => group))];
  const inGroup = groups.map((group) =>
    weights.flatMap((part, index) => (part.group === group ? [index] : [])),
  );
  const weightOf = (index: number): number => weights[index]?.weight ?? 0;
  const shares = splitProRata(
    amount,
    inGroup.map((indexes) => indexes.reduce((sum, index) => sum + weightOf(index), 0)),
  );
  const parts = weights.map(() => 0);
  inGroup.forEach((indexes, nth) => {
    const within = splitProRata(shares[nth] ?? 0, indexes.map(weightOf));
    indexes.forEach((index, at) => {
      parts[index] = within[at] ?? 0;
    });
  });
  return parts;
}
