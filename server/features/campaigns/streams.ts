import { type AliasableExpression, type RawBuilder, sql } from "kysely";
import { bucketCount, bucketSql, dealOf } from "../../../shared/segments/bucket.ts";
import { sha256 } from "../../platform/hash.ts";
import type { OverMembers } from "./audience.ts";

/** What one run sends different words to: each variant, in each language. */
export interface Streams {
  /** Of 10,000 each, in the order of the document. */
  readonly shares: readonly number[];
  /** Whether there are English words; without them everybody is told in Japanese. */
  readonly english: boolean;
  /** Another salt deals members anew. */
  readonly salt: string;
}

export function streamCount({ shares }: Streams): number {
  return shares.length * 2;
}

/** Which variant a member is given: by hash, so the same at every look, and by nothing that is known of them. */
export function variantOf(_eb: OverMembers, { shares, salt }: Streams): AliasableExpression<number> {
  if (shares.length === 1) return sql<number>`0`;
  const bucket = sql.raw(bucketSql(dealOf(sha256(`variant:${salt}`)), "account.bucket_seed"));
  let upTo = 0;
  const cases: RawBuilder<unknown>[] = [];
  for (const [variant, share] of shares.entries()) {
    upTo += share;
    if (upTo < bucketCount) cases.push(sql`when ${bucket} < ${sql.lit(upTo)} then ${sql.lit(variant)}`);
  }
  return sql<number>`case ${sql.join(cases, sql` `)} else ${sql.lit(shares.length - 1)} end`;
}
