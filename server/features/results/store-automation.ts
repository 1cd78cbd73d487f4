import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import { type Dialect, prepare } from "../../platform/database/prepared.ts";
import { mainProgramme } from "../points/index.ts";
import { squareParts, summed } from "./store-effect.ts";
import { goneWithinMs, stands } from "./store-marks.ts";

/**
 * What people did whom an automation told and whom it held out. Each has a window of their own, which begins on the day they were
 * told first in the period; only who was told long enough ago for all of it to be over counts.
 */

type Report = Database["report"];

export interface SendsAsked {
  readonly automationId: string;
  readonly from: string;
  /** The last day of sending whose window is over. */
  readonly through: string;
  readonly days: number;
  readonly dialect: Dialect;
}

export const sends = ({
  automationId,
  from,
  through,
}: Omit<SendsAsked, "days" | "dialect">): RawBuilder<unknown> => sql`(
  select s.member_id, case when s.left_out is null then 'sent' else 'held_out' end as arm,
    min(s.sent_on) as first_on, min(s.at_ms) as at_ms
  from automation_send s
  where s.automation_id = ${automationId} and s.sent_on >= ${from} and s.sent_on <= ${through}
    and (s.left_out is null or s.left_out = 'held_out')
  group by 1, 2)`;

const rankThen = sql`case when exists (select 1 from rank_change c where c.account_id = a.account_id and c.at_ms > s.at_ms)
  then (select c.from_rank from rank_change c where c.account_id = a.account_id and c.at_ms > s.at_ms order by c.nth limit 1)
  else a."rank" end`;

/** The last day of a window of so many days. */
export function lastOf({ dialect, days }: SendsAsked): RawBuilder<unknown> {
  return dialect === "postgres"
    ? sql`to_char(s.first_on::date + ${sql.lit(days - 1)}, 'YYYY-MM-DD')`
    : sql`date(s.first_on, ${sql.lit(`+${days - 1} days`)})`;
}

const account = sql`join account a on a.member_id = s.member_id and a.programme_id = ${sql.lit(mainProgramme)}`;

export async function peopleTold(report: Report, asked: SendsAsked) {
  const { rows } = await sql<{ arm: "sent" | "held_out"; rank: string | null; people: number }>`
    select s.arm, ${rankThen} as "rank", count(*) as people from ${sends(asked)} s ${account}
    group by 1, 2`.execute(report);
  return rows.map(({ people, ...row }) => ({ ...row, variant: 0, people: Number(people) }));
}

interface CameRow {
  readonly arm: "sent" | "held_out";
  readonly rank: string | null;
  readonly visitors: number;
  readonly visits: number;
  readonly yen: number;
  readonly high: number;
  readonly low: number;
}

export async function cameAfter(report: Report, asked: SendsAsked) {
  const { rows } = await sql<CameRow>`
    select x.arm, x."rank", count(*) as visitors, sum(x.days) as visits, sum(x.yen) as yen, ${squareParts}
    from (
      select s.arm, s.member_id, ${rankThen} as "rank", count(*) as days, cast(sum(d.net_yen) as bigint) as yen
      from ${sends(asked)} s ${account}
      join account_day d on d.account_id = a.account_id and d.business_date >= s.first_on
        and d.business_date <= ${lastOf(asked)} and d.purchases > 0
      group by 1, 2, 3) x
    group by 1, 2`.execute(report);
  return rows.map((row) => ({ ...summed(row), variant: 0 }));
}

export async function storesAfter(report: Report, asked: SendsAsked, through: string) {
  const { rows } = await sql<{
    store_id: number;
    arm: "sent" | "held_out";
    visitors: number;
    visits: number;
  }>`
    select x.store_id, x.arm, count(*) as visitors, sum(x.days) as visits
    from (
      select v.store_id, s.arm, s.member_id, count(*) as days
      from report_visit v
      join account a on a.account_id = v.account_id and a.programme_id = ${sql.lit(mainProgramme)}
      join ${sends(asked)} s on s.member_id = a.member_id
      where v.business_date >= ${asked.from} and v.business_date <= ${through} and v.sales > 0
        and v.business_date >= s.first_on and v.business_date <= ${lastOf(asked)}
      group by 1, 2, 3) x
    group by 1, 2`.execute(report);
  return rows.map((row) => ({
    ...{ storeId: Number(row.store_id), arm: row.arm },
    ...{ visitors: Number(row.visitors), visits: Number(row.visits) },
  }));
}

export async function statesOfSends(report: Report, automationId: string, from: string, to: string) {
  const { rows } = await sql<{ state: string; people: number }>`
    select coalesce(s.left_out, o.status, 'sent') as state, count(*) as people
    from automation_send s left join outbox o on o.dedupe_key = s.message_key
    where s.automation_id = ${automationId} and s.sent_on >= ${from} and s.sent_on <= ${to}
    group by 1`.execute(report);
  return Object.fromEntries(rows.map(({ state, people }) => [state, Number(people)]));
}

/** Within 48 hours after any message of the period. */
export async function goneAfter(report: Report, automationId: string, from: string, to: string) {
  const { rows } = await sql<{ arm: string; people: number; gone: number }>`
    select x.arm, count(*) as people, sum(x.gone) as gone from (
      select case when s.left_out is null then 'sent' else 'held_out' end as arm, s.member_id,
        max(case when exists (select 1 from unfollow g where g.member_id = s.member_id and g.at_ms >= s.at_ms
          and g.at_ms < s.at_ms + cast(${goneWithinMs} as bigint)) then 1 else 0 end) as gone
      from automation_send s
      where s.automation_id = ${automationId} and s.sent_on >= ${from} and s.sent_on <= ${to}
        and (s.left_out is null or s.left_out = 'held_out')
      group by 1, 2) x
    group by 1`.execute(report);
  const of = (arm: string) => {
    const row = rows.find((one) => one.arm === arm);
    return { people: Number(row?.people ?? 0), gone: Number(row?.gone ?? 0) };
  };
  return { sent: of("sent"), heldOut: of("held_out") };
}

/** Coupons that came with its messages: their occasion says so. */
export async function usesAfter(
  report: Report,
  couponId: string,
  automationId: string,
  given: { readonly fromMs: number; readonly untilMs: number },
) {
  const occasion = sql`m.occasion like ${`automation:${automationId}:%`}
    and m.issued_at_ms >= cast(${given.fromMs} as bigint) and m.issued_at_ms < cast(${given.untilMs} as bigint)`;
  const [all, uses] = await Promise.all([
    sql<{ given: number }>`select count(*) as given from member_coupon m
      where m.coupon_id = ${couponId} and ${occasion}`.execute(report),
    sql<{ people: number; times: number; yen: number | null }>`
      select count(distinct m.member_id) as people, count(*) as times, sum(c.yen) as yen
      from coupon_change c join member_coupon m on m.member_coupon_id = c.member_coupon_id
      where c.coupon_id = ${couponId} and c.kind = 'redeemed' and ${stands} and ${occasion}`.execute(report),
  ]);
  const [row] = uses.rows;
  return {
    given: Number(all.rows[0]?.given ?? 0),
    ...{ people: Number(row?.people ?? 0), times: Number(row?.times ?? 0), yen: Number(row?.yen ?? 0) },
  };
}

export const automationById = prepare<{ automationId: string }>()((db, p) =>
  db
    .selectFrom("automation")
    .innerJoin("automation_version", (join) =>
      join
        .onRef("automation_version.automation_id", "=", "automation.automation_id")
        .onRef("automation_version.version", "=", "automation.version"),
    )
    .select("automation_version.automation")
    .where("automation.automation_id", "=", p.automationId),
);
