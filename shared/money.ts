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
