import { type RawBuilder, type SqlBool, sql } from "kysely";
import type { LeftOutReason } from "../../../shared/reach/reasons.ts";
import { bucketSql } from "../../../shared/segments/bucket.ts";
import { topicRefused } from "../topics/index.ts";
import { type CapAt, capsAt, heldOutBuckets, type ReachMoment, type Sending } from "./reason.core.ts";

/**
 * `reasonOf` of reason.core.ts as an expression, for any query in which `account` and its `member` stand: the same for the
 * table that a person looks at before sending and for the audience that is frozen then. Its values stand in its text.
 */
export function reasonCase(what: Sending, moment: ReachMoment): RawBuilder<LeftOutReason | null> {
  const cases: [RawBuilder<SqlBool>, LeftOutReason][] = [
    [sql`member.line_user_id is null`, "no_line"],
    [sql`member.status = 'suspended'`, "suspended"],
    [blocked, "blocked"],
  ];
  if (!what.transactional) {
    cases.push([topicRefused(what.topic), "opted_out"]);
    for (const cap of capsAt(moment)) cases.push([capped(cap, moment), "capped"]);
    cases.push([heldOut(moment), "held_out"]);
  }
  const whens = cases.map(([condition, reason]) => sql`when ${condition} then ${sql.lit(reason)}`);
  return sql<LeftOutReason | null>`case ${sql.join(whens, sql` `)} end`;
}

/** Of whom LINE has told nothing, it may deliver; `mayReceive` says the same of one. */
const blocked = sql<SqlBool>`exists (select 1 from line_friend where line_friend.line_user_id = member.line_user_id
  and (line_friend.following = 0 or line_friend.unknown_since_ms is not null))`;

/** A recipient counts without a reason for having got nothing, and where nobody knows whether they did. */
function capped({ max, since, runIds }: CapAt, { automations }: ReachMoment): RawBuilder<SqlBool> {
  const ids = runIds.map((runId) => sql.lit(runId));
  const runs = sql`(select count(*) from campaign_recipient where campaign_recipient.member_id = account.member_id
    and campaign_recipient.run_id in (${sql.join(ids)})
    and (campaign_recipient.reason is null or campaign_recipient.reason = 'unknown'))`;
  // What was merged into one message is one.
  const automated = sql`(select count(distinct automation_send.message_key) from automation_send
    where automation_send.member_id = account.member_id and automation_send.left_out is null
    and automation_send.counts = 1 and automation_send.sent_on >= ${sql.lit(since)})`;
  const parts = [...(runIds.length > 0 ? [runs] : []), ...(automations ? [automated] : [])];
  return parts.length === 0 ? sql`1 = 0` : sql`${sql.join(parts, sql` + `)} >= ${sql.lit(max)}`;
}

function heldOut({ holdout, settings }: ReachMoment): RawBuilder<SqlBool> {
  const buckets = sql.raw(bucketSql(holdout, "account.bucket_seed"));
  return sql`${buckets} < ${sql.lit(heldOutBuckets(settings))}`;
}
