/**
 * Dealing members out by chance that can be repeated: to a holdout, to variants of a message, to a sample. A member's seed
 * never changes; each salt deals them anew, and what one salt gives says nothing about another, because
 * `(seed · mul + add) mod p` with mul and add by chance is independent for each pair of members. Plain whole numbers below
 * 2⁶², so SQLite, PostgreSQL and this file count alike.
 */
const prime = 2_147_483_647;

/** Members are dealt to as many buckets, so one of them is a hundredth of a per cent. */
export const bucketCount = 10_000;

/** How a salt deals. */
export interface Deal {
  readonly mul: number;
  readonly add: number;
}

/** A member's seed, 0 to 2³¹ − 2, from the SHA-256 of their number as hex digits. */
export function bucketSeedOf(hash: string): number {
  return Number.parseInt(hash.slice(0, 8), 16) % prime;
}

/** From the SHA-256 of the salt as hex digits. */
export function dealOf(hash: string): Deal {
  return {
    mul: 1 + (Number.parseInt(hash.slice(0, 8), 16) % (prime - 1)),
    add: Number.parseInt(hash.slice(8, 16), 16) % prime,
  };
}

/** The member's bucket, 0 to 9,999. */
export function bucketIn({ mul, add }: Deal, seed: number): number {
  return Number(((BigInt(seed) * BigInt(mul) + BigInt(add)) % BigInt(prime)) % BigInt(bucketCount));
}

/** The same as SQL; `seed` is a column's name. */
export function bucketSql({ mul, add }: Deal, seed: string): string {
  return `((((${seed} * ${mul}) + ${add}) % ${prime}) % ${bucketCount})`;
}
