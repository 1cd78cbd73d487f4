import { type RawBuilder, sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import { mainProgramme } from "../points/index.ts";

/**
 * What people did who were sent to and who were held out, summed in SQL. Of a million recipients only those who came are
 * looked up: visits of some days are a stretch of `report_visit`, and each is found in the run by its key.
 */

type Report = Database["report"];

export interface RunAsked {
  readonly runId: number;
  /** Ranks are those of this moment. */
  readonly frozenAtMs: number;
  /** Who is held out behind this member was never in question. */
  readonly throughMember: number;
}

/** Half-open never: both days count. */
export interface Between {
  readonly from: string;
  readonly through: string;
}

const counted = ({ throughMember }: RunAsked): RawBuilder<unknown> => sql`(
  (r.reason = 'held_out' and r.member_id <= cast(${throughMember} as bigint))
  or (r.reason is null and b.status = 'sent'))`;

const arm = sql`case when r.reason = 'held_out' then 'held_out' else 'sent' end`;
const rankThen = sql`case when ch.account_id is null then a.rank else ch.from_rank end`;

/** The rank from which the first change after a moment led. */
const changes = (sinceMs: number): RawBuilder<unknown> => sql`(
  select c.account_id, c.from_rank from rank_change c
  where c.at_ms > cast(${sinceMs} as bigint) and c.nth = (select min(d.nth) from rank_change d
    where d.account_id = c.account_id and d.at_ms > cast(${sinceMs} as bigint)))`;

const batch = sql`left join campaign_batch b on b.run_id = r.run_id and b.batch = r.batch`;

export interface PeopleRow {
  readonly arm: "sent" | "held_out";
  readonly variant: number;
  readonly rank: string | null;
  readonly people: number;
}

/** Everybody of a run who counts, by variant and rank: one pass over its recipients. */
export async function peopleOf(report: Report, run: RunAsked): Promise<readonly PeopleRow[]> {
  const { rows } = await sql<PeopleRow>`
    select ${arm} as arm, coalesce(r.variant, 0) as variant, ${rankThen} as "rank", count(*) as people
    from campaign_recipient r
    ${batch}
    join account a on a.member_id = r.member_id and a.programme_id = ${sql.lit(mainProgramme)}
    left join ${changes(run.frozenAtMs)} ch on ch.account_id = a.account_id
    where r.run_id = cast(${run.runId} as bigint) and ${counted(run)}
    group by 1, 2, 3`.execute(report);
  return rows.map((row) => ({ ...row, variant: Number(row.variant), people: Number(row.people) }));
}

export interface CameRow extends Omit<PeopleRow, "people"> {
  readonly visitors: number;
  readonly visits: number;
  readonly yen: number;
  /** The sum of squares of each person's yen. */
  readonly squares: bigint;
}

interface SummedRow extends Omit<PeopleRow, "people"> {
  readonly visitors: number;
  readonly visits: number;
  readonly yen: number;
  readonly high: number;
  readonly low: number;
}

/** A square has up to 19 digits and a sum of them more than any engine adds: the upper and the lower are added apart. */
export const squareParts = sql`sum(x.yen * x.yen / 1000000) as high, sum(x.yen * x.yen % 1000000) as low`;

export function summed<Row extends Omit<SummedRow, "arm" | "variant" | "rank">>({ high, low, ...row }: Row) {
  const squares = BigInt(high ?? 0) * 1_000_000n + BigInt(low ?? 0);
  const { visitors, visits, yen } = row;
  return { ...row, visitors: Number(visitors), visits: Number(visits), yen: Number(yen), squares };
}

/** Of them, who came in some days. */
export async function cameOf(report: Report, run: RunAsked, days: Between): Promise<readonly CameRow[]> {
  const { rows } = await sql<SummedRow>`
    select x.arm, x.variant, x."rank", count(*) as visitors, sum(x.days) as visits, sum(x.yen) as yen, ${squareParts}
    from (
      select ${arm} as arm, coalesce(r.variant, 0) as variant, ${rankThen} as "rank", d.days, d.yen
      from (
        select account_id, count(*) as days, cast(sum(net_yen) as bigint) as yen from account_day
        where account_id in (select account_id from report_visit
            where business_date >= ${days.from} and business_date <= ${days.through} and sales > 0)
          and business_date >= ${days.from} and business_date <= ${days.through} and purchases > 0
        group by account_id) d
      join account a on a.account_id = d.account_id and a.programme_id = ${sql.lit(mainProgramme)}
      join campaign_recipient r on r.run_id = cast(${run.runId} as bigint) and r.member_id = a.member_id
      ${batch}
      left join ${changes(run.frozenAtMs)} ch on ch.account_id = a.account_id
      where ${counted(run)}) x
    group by 1, 2, 3`.execute(report);
  return rows.map((row) => ({ ...summed(row), variant: Number(row.variant) }));
}

export interface StoreRow {
  readonly store_id: number;
  readonly arm: "sent" | "held_out";
  readonly visitors: number;
  readonly visits: number;
}

/** In which stores: who came to two of them is in both. */
export async function storesOf(report: Report, run: RunAsked, days: Between): Promise<readonly StoreRow[]> {
  const { rows } = await sql<StoreRow>`
    select x.store_id, x.arm, count(*) as visitors, sum(x.days) as visits
    from (
      select v.store_id, ${arm} as arm, v.account_id, count(*) as days
      from report_visit v
      join account a on a.account_id = v.account_id and a.programme_id = ${sql.lit(mainProgramme)}
      join campaign_recipient r on r.run_id = cast(${run.runId} as bigint) and r.member_id = a.member_id
      ${batch}
      where v.business_date >= ${days.from} and v.business_date <= ${days.through} and v.sales > 0
        and ${counted(run)}
      group by 1, 2, 3) x
    group by 1, 2`.execute(report);
  return rows.map(({ store_id, arm: of, visitors, visits }) => ({
    ...{ store_id: Number(store_id), arm: of },
    ...{ visitors: Number(visitors), visits: Number(visits) },
  }));
}

/** Sales of a business day by those sent to, which stand, by half hour; found by the moment at which they were recorded. */
export async function halfHoursOf(
  report: Report,
  runId: number,
  on: string,
  keys: { readonly from: string; readonly below: string },
): Promise<readonly { readonly half_hour: number; readonly sales: number }[]> {
  const { rows } = await sql<{ half_hour: number; sales: number }>`
    select p.occurred_at_ms / 1800000 as half_hour, count(*) as sales
    from purchase p
    join campaign_recipient r on r.run_id = cast(${runId} as bigint) and r.member_id = p.member_id
    join campaign_batch b on b.run_id = r.run_id and b.batch = r.batch
    where p.purchase_id >= ${keys.from} and p.purchase_id < ${keys.below} and p.business_date = ${on}
      and r.reason is null and b.status = 'sent'
      and not exists (select 1 from purchase_void u where u.purchase_id = p.purchase_id)
    group by 1`.execute(report);
  return rows.map(({ half_hour, sales }) => ({ half_hour: Number(half_hour), sales: Number(sales) }));
}
