import { type RawBuilder, sql } from "kysely";
import type { PeopleKind } from "../../../shared/results/console.ts";
import type { Database } from "../../platform/database/database.ts";
import { mainProgramme } from "../points/index.ts";
import { lastOf, type SendsAsked, sends } from "./store-automation.ts";
import type { Between, RunAsked } from "./store-effect.ts";
import { type GivenAsked, goneFrom, goneWithinMs, type RunTimes, stands } from "./store-marks.ts";

/** Who stands behind a number: each query gives `member_id, variant, visits, yen, times, at_ms`, once a member. */

type Report = Database["report"];
type People = RawBuilder<unknown>;

const none = (name: string) => sql`cast(null as bigint) as ${sql.raw(name)}`;
const id = (value: number) => sql`cast(${value} as bigint)`;
const unused = sql.join([none("visits"), none("yen"), none("times"), none("at_ms")]);
const recipients = (runId: number) => sql`campaign_recipient r
  left join campaign_batch b on b.run_id = r.run_id and b.batch = r.batch
  where r.run_id = ${id(runId)}`;

export const sentTo = ({ runId }: RunAsked): People => sql`
  select r.member_id, r.variant, ${unused} from ${recipients(runId)} and r.reason is null and b.status = 'sent'`;

export const heldOut = ({ runId, throughMember }: RunAsked): People => sql`
  select r.member_id, r.variant, ${unused} from ${recipients(runId)}
    and r.reason = 'held_out' and r.member_id <= ${id(throughMember)}`;

export const clicked = ({ runId }: RunAsked): People => sql`
  select c.member_id, max(r.variant) as variant, ${none("visits")}, ${none("yen")}, sum(c.times) as times,
    min(c.first_at_ms) as at_ms
  from campaign_click c join campaign_recipient r on r.run_id = c.run_id and r.member_id = c.member_id
  where c.run_id = ${id(runId)} group by c.member_id`;

const daysOf = ({ from, through }: Between) => sql`(
  select account_id, count(*) as days, sum(net_yen) as yen from account_day
  where account_id in (select account_id from report_visit
      where business_date >= ${from} and business_date <= ${through} and sales > 0)
    and business_date >= ${from} and business_date <= ${through} and purchases > 0
  group by account_id)`;

export const came = ({ runId }: RunAsked, days: Between): People => sql`
  select r.member_id, r.variant, d.days as visits, d.yen, ${none("times")}, ${none("at_ms")}
  from ${daysOf(days)} d
  join account a on a.account_id = d.account_id and a.programme_id = ${sql.lit(mainProgramme)}
  join campaign_recipient r on r.run_id = ${id(runId)} and r.member_id = a.member_id
  join campaign_batch b on b.run_id = r.run_id and b.batch = r.batch
  where r.reason is null and b.status = 'sent'`;

export const used = ({ runId }: RunAsked, { couponId, occasion }: GivenAsked): People => sql`
  select m.member_id, max(r.variant) as variant, ${none("visits")}, sum(c.yen) as yen, count(*) as times,
    max(c.at_ms) as at_ms
  from coupon_change c
  join member_coupon m on m.member_coupon_id = c.member_coupon_id
  left join campaign_recipient r on r.run_id = ${id(runId)} and r.member_id = m.member_id
  where c.coupon_id = ${couponId} and c.kind = 'redeemed' and ${stands} and m.occasion = ${occasion}
  group by m.member_id`;

export const unfollowed = (run: RunTimes): People => sql`
  select g.member_id, max(r.variant) as variant, ${none("visits")}, ${none("yen")}, ${none("times")},
    min(g.at_ms) as at_ms
  ${goneFrom(run)} and r.reason is null group by g.member_id`;

/** The same of an automation, of the days that its figures are about. */
export function ofAutomation(
  who: PeopleKind,
  asked: SendsAsked,
  days: { readonly from: string; readonly to: string },
  couponId: string | null,
): People {
  const { automationId, from } = asked;
  const ofDays = sql`s.automation_id = ${automationId} and s.sent_on >= ${days.from} and s.sent_on <= ${days.to}`;
  const told = (arm: RawBuilder<unknown>): People => sql`
    select s.member_id, ${none("variant")}, ${none("visits")}, ${none("yen")}, count(*) as times, max(s.at_ms) as at_ms
    from automation_send s where ${ofDays} and ${arm} group by s.member_id`;
  if (who === "held_out") return told(sql`s.left_out = 'held_out'`);
  if (who === "came") {
    return sql`
      select s.member_id, ${none("variant")}, count(*) as visits, sum(d.net_yen) as yen, ${none("times")}, ${none("at_ms")}
      from ${sends({ automationId, from, through: asked.through })} s
      join account a on a.member_id = s.member_id and a.programme_id = ${sql.lit(mainProgramme)}
      join account_day d on d.account_id = a.account_id and d.business_date >= s.first_on
        and d.business_date <= ${lastOf(asked)} and d.purchases > 0
      where s.arm = 'sent' group by s.member_id`;
  }
  if (who === "used") {
    return sql`
      select m.member_id, ${none("variant")}, ${none("visits")}, sum(c.yen) as yen, count(*) as times, max(c.at_ms) as at_ms
      from coupon_change c join member_coupon m on m.member_coupon_id = c.member_coupon_id
      where c.coupon_id = ${couponId ?? ""} and c.kind = 'redeemed' and ${stands}
        and m.occasion like ${`automation:${automationId}:%`}
        and exists (select 1 from automation_send s where s.member_id = m.member_id and ${ofDays})
      group by m.member_id`;
  }
  if (who === "unfollowed") {
    return sql`
      select s.member_id, ${none("variant")}, ${none("visits")}, ${none("yen")}, ${none("times")}, min(g.at_ms) as at_ms
      from automation_send s join unfollow g on g.member_id = s.member_id and g.at_ms >= s.at_ms
        and g.at_ms < s.at_ms + ${id(goneWithinMs)}
      where ${ofDays} and s.left_out is null group by s.member_id`;
  }
  return told(sql`s.left_out is null`);
}

interface PersonRow {
  readonly public_id: string;
  readonly name: string | null;
  readonly variant: number | null;
  readonly visits: number | null;
  readonly yen: number | null;
  readonly times: number | null;
  readonly at_ms: number | null;
}

export async function page(report: Report, people: People, limit: number, offset: number) {
  const { rows } = await sql<PersonRow>`
    select m.public_id, m.name, f.variant, f.visits, f.yen, f.times, f.at_ms
    from (${people}) f join member m on m.member_id = f.member_id
    order by coalesce(f.yen, 0) desc, f.member_id
    limit ${sql.lit(limit)} offset ${sql.lit(offset)}`.execute(report);
  return rows;
}

export async function countUpTo(report: Report, people: People, most: number): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*) as n from (select f.member_id from (${people}) f limit ${sql.lit(most)}) x`.execute(
    report,
  );
  return Number(rows[0]?.n ?? 0);
}
