import { sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";

/** Taps, coupons and unfollows: few rows beside the recipients, so they are read as they stand. */

type Report = Database["report"];

export async function tapsOf(report: Report, runId: number) {
  const [whole, links, variants, hours] = await Promise.all([
    report
      .selectFrom("campaign_click")
      .select((eb) => [
        eb.fn.count<number>("member_id").distinct().as("people"),
        eb.fn.sum<number>("times").as("times"),
      ])
      .where("run_id", "=", runId)
      .executeTakeFirst(),
    report
      .selectFrom("campaign_click")
      .select((eb) => ["link", eb.fn.countAll<number>().as("people"), eb.fn.sum<number>("times").as("times")])
      .where("run_id", "=", runId)
      .groupBy("link")
      .execute(),
    // By the variant that somebody was dealt, not by the link, so that no share is ever above the whole.
    report
      .selectFrom("campaign_click")
      .innerJoin("campaign_recipient", (join) =>
        join
          .onRef("campaign_recipient.run_id", "=", "campaign_click.run_id")
          .onRef("campaign_recipient.member_id", "=", "campaign_click.member_id"),
      )
      .innerJoin("campaign_batch", (join) =>
        join
          .onRef("campaign_batch.run_id", "=", "campaign_recipient.run_id")
          .onRef("campaign_batch.batch", "=", "campaign_recipient.batch"),
      )
      .select((eb) => [
        "campaign_recipient.variant",
        eb.fn.count<number>("campaign_click.member_id").distinct().as("people"),
      ])
      .where("campaign_click.run_id", "=", runId)
      .where("campaign_recipient.reason", "is", null)
      .where("campaign_batch.status", "=", "sent")
      .groupBy("campaign_recipient.variant")
      .execute(),
    report
      .selectFrom("campaign_click")
      .select((eb) => [
        sql<number>`first_at_ms / 1800000`.as("half_hour"),
        eb.fn.count<number>("member_id").distinct().as("people"),
      ])
      .where("run_id", "=", runId)
      .groupBy(sql`first_at_ms / 1800000`)
      .execute(),
  ]);
  return { whole, links, variants, hours };
}

/** The coupons of a run: of its kind, given for it and for nothing else. */
export interface GivenAsked {
  readonly couponId: string;
  /** `member_coupon.occasion` */
  readonly occasion: string;
}

/** Campaigns give a member one for each run. */
export function occasionOfRun(runPublicId: string): string {
  return `campaign:${runPublicId}`;
}

/** Uses are found by `coupon_change_results`, so that a million who hold it cost nothing. Undone uses are none. */
export async function usesOf(report: Report, { couponId, occasion }: GivenAsked) {
  const { rows } = await sql<{ people: number; times: number; yen: number | null }>`
    select count(distinct m.member_id) as people, count(*) as times, sum(c.yen) as yen
    from coupon_change c
    join member_coupon m on m.member_coupon_id = c.member_coupon_id
    where c.coupon_id = ${couponId} and c.kind = 'redeemed' and ${stands} and m.occasion = ${occasion}`.execute(
    report,
  );
  const [row] = rows;
  return { people: Number(row?.people ?? 0), times: Number(row?.times ?? 0), yen: Number(row?.yen ?? 0) };
}

/** Only the last use of a coupon can stand; the ones before were undone. */
export const stands = sql`m.status = 'redeemed' and not exists (select 1 from coupon_change u
  where u.member_coupon_id = c.member_coupon_id and u.kind = 'undone' and u.nth > c.nth)`;

/** Those that were taken back, because the message was not sent after all, were not given. */
export async function givenOf(report: Report, { couponId, occasion }: GivenAsked): Promise<number> {
  const row = await report
    .selectFrom("member_coupon")
    .select((eb) => eb.fn.countAll<number>().as("given"))
    .where("coupon_id", "=", couponId)
    .where("occasion", "=", occasion)
    .where("status", "!=", "revoked")
    .executeTakeFirst();
  return Number(row?.given ?? 0);
}

export const goneWithinMs = 48 * 3_600_000;

export interface RunTimes {
  readonly runId: number;
  readonly startedAtMs: number;
  /** When its last message was heard of, or now. */
  readonly endedAtMs: number;
  readonly throughMember: number;
}

/** Who stopped following within 48 hours: of those sent to since their batch left, of those held out since the run began. */
export async function goneOf(report: Report, run: RunTimes): Promise<{ sent: number; heldOut: number }> {
  const { rows } = await sql<{ arm: string; people: number }>`
    select case when r.reason = 'held_out' then 'held_out' else 'sent' end as arm,
      count(distinct g.member_id) as people
    ${goneFrom(run)}
    group by 1`.execute(report);
  const of = (arm: string) => Number(rows.find((row) => row.arm === arm)?.people ?? 0);
  return { sent: of("sent"), heldOut: of("held_out") };
}

export const goneFrom = ({ runId, startedAtMs, endedAtMs, throughMember }: RunTimes) => sql`
  from unfollow g
  join campaign_recipient r on r.run_id = cast(${runId} as bigint) and r.member_id = g.member_id
  left join campaign_batch b on b.run_id = r.run_id and b.batch = r.batch
  where g.at_ms >= cast(${startedAtMs} as bigint) and g.at_ms < cast(${endedAtMs + goneWithinMs} as bigint)
    and ((r.reason = 'held_out' and r.member_id <= cast(${throughMember} as bigint)
        and g.at_ms < cast(${startedAtMs + goneWithinMs} as bigint))
      or (r.reason is null and b.status = 'sent'
        and g.at_ms >= b.queued_at_ms and g.at_ms < b.queued_at_ms + cast(${goneWithinMs} as bigint)))`;
