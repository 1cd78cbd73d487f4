/** Yen and points are integers; rates are integers per mille. Every rounding has a name. */

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
