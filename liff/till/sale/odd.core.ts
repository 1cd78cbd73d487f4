/** What one point is worth at this till, and in which steps points are used. */
export interface UseTerms {
  readonly yenPerPoint: number;
  readonly unitPoints: number;
}

export interface Odd {
  readonly yen: number;
  readonly points: number;
}

/** What is over a round ¥100, or over ¥10 where that is more than can be used. */
const rounds = [100, 10] as const;

/**
 * The points that take the odd yen off exactly, so that coins are saved; null where the price is round already, or the
 * customer's points and the shop's limits (`pointsMax`) do not reach.
 */
export function oddOf(amountYen: number, pointsMax: number, terms: UseTerms): Odd | null {
  for (const round of rounds) {
    const yen = amountYen % round;
    const points = yen / terms.yenPerPoint;
    const fits = Number.isInteger(points) && points % terms.unitPoints === 0 && points <= pointsMax;
    if (yen > 0 && fits) return { yen, points };
  }
  return null;
}
