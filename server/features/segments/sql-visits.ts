import { windowDays, windowFrom } from "../../../shared/points/windows.ts";
import type { SegmentMoment } from "../../../shared/segments/moment.ts";
import type { Leaf, Period } from "../../../shared/segments/schema.ts";
import type { Dialect } from "../../platform/database/prepared.ts";
import { all, any, isIn, memberIn, numberOf, text, within } from "./sql.ts";

/** Conditions about when, where and what somebody bought. */

type Of<K extends Leaf["kind"]> = Extract<Leaf, { readonly kind: K }>;

/**
 * Visits or yen of a period. Where a sum for it is kept, it is read from the row, and from the member's days only where
 * that sum is stale. Any other period is the sum of days, asked only of those who have been there since it began.
 */
export function sumSql(
  what: "visits" | "net_yen",
  { in: period, min, max }: Of<"visits"> | Of<"spend">,
  at: SegmentMoment,
): string {
  const bounds = within(sumOf(what, period, at), { min, max });
  if (min === null || min === 0 || period.over === "ever") return bounds;
  const kept = keptColumn(what, period);
  // A stale sum still has the days that fell out, so it is never less than the right one: most rows end at one comparison.
  if (kept !== null) return all([`${kept} >= ${numberOf(min)}`, bounds]);
  // Who has not been there in the period has a sum of 0, which any least number rules out.
  const from = text(fromOf(period, at));
  return all(["account.last_visit_on is not null", `account.last_visit_on >= ${from}`, bounds]);
}

/** The column of a window whose sum is kept. */
function keptColumn(what: "visits" | "net_yen", period: Period): string | null {
  const isKept = period.over === "days" && windowDays.some((kept) => kept === period.days);
  return isKept ? `account.${what}_${period.days}` : null;
}

function fromOf(period: Exclude<Period, { readonly over: "ever" }>, { todayOn }: SegmentMoment): string {
  return period.over === "days" ? windowFrom(todayOn, period.days) : period.from;
}

function sumOf(what: "visits" | "net_yen", period: Period, at: SegmentMoment): string {
  if (period.over === "ever") return `account.${what}`;
  const from = fromOf(period, at);
  const days = daysSum(what, from, period.over === "dates" ? period.to : null);
  const kept = keptColumn(what, period);
  return kept === null ? days : keptOr(kept, days, at);
}

/** A kept sum is exact before the day on which one falls out of it. */
function keptOr(column: string, days: string, { todayOn }: SegmentMoment): string {
  return `(case when account.windows_until_on is null or account.windows_until_on > ${text(todayOn)}
    then ${column} else ${days} end)`;
}

function daysSum(what: "visits" | "net_yen", from: string, to: string | null): string {
  const one =
    what === "visits" ? "case when account_day.purchases > 0 then 1 else 0 end" : "account_day.net_yen";
  const until = to === null ? "" : ` and account_day.business_date <= ${text(to)}`;
  return `(select coalesce(sum(${one}), 0) from account_day
    where account_day.account_id = account.account_id and account_day.business_date >= ${text(from)}${until})`;
}

/** The sum of a window of 365 days, for whoever scores it. */
export function yearOf(what: "visits" | "net_yen", at: SegmentMoment): string {
  return sumOf(what, { over: "days", days: 365 }, at);
}

export function storeSql({ nodes, did, days }: Of<"store">, { todayOn }: SegmentMoment): string {
  const stores = storesUnder(nodes);
  const from = days === null ? null : windowFrom(todayOn, days);
  if (did === "last") {
    return all([
      "account.last_store_id is not null",
      "account.last_visit_on is not null",
      ...(from === null ? [] : [`account.last_visit_on >= ${text(from)}`]),
      `account.last_store_id in (${stores})`,
    ]);
  }
  return boughtBy(
    all([
      `purchase.store_id in (${stores})`,
      ...(from === null ? [] : [`purchase.business_date >= ${text(from)}`]),
    ]),
  );
}

/** Stores by their public ids, and those of areas. */
function storesUnder(nodes: readonly string[]): string {
  return `select node.node_id from node, node as asked where ${isIn("asked.public_id", nodes)}
    and substr(node.path, 1, length(asked.path)) = asked.path`;
}

const stands = `not exists (select 1 from purchase_void where purchase_void.purchase_id = purchase.purchase_id)
  and not exists (select 1 from refund where refund.purchase_id = purchase.purchase_id
    group by refund.purchase_id having sum(refund.amount_yen) = purchase.amount_yen)`;

/** A merged membership's sales stay where they are and count with who goes on. */
function boughtBy(condition: string): string {
  const own = `select purchase.member_id from purchase where ${condition} and ${stands}`;
  const merged = `select member.merged_into_id from member, purchase
    where member.merged_into_id is not null and purchase.member_id = member.member_id and ${condition} and ${stands}`;
  return any([memberIn(own), memberIn(merged)]);
}

export function boughtSql(leaf: Of<"bought">, { todayOn }: SegmentMoment, dialect: Dialect): string {
  const { items, categories, days, times } = leaf;
  const at = dialect === "postgres" ? "strpos" : "instr";
  const lines = any([
    ...(items.length === 0
      ? []
      : [all(["purchase_line.item_code is not null", isIn("purchase_line.item_code", items)])]),
    ...categories.map((category) => `${at}(purchase_line.categories, ${text(JSON.stringify(category))}) > 0`),
  ]);
  const from = days === null ? null : windowFrom(todayOn, days);
  const condition = all([
    ...(from === null ? [] : [`purchase.business_date >= ${text(from)}`]),
    `exists (select 1 from purchase_line where purchase_line.purchase_id = purchase.purchase_id and ${lines})`,
  ]);
  // Counted with those of memberships that were merged into one.
  const counted = `select coalesce(member.merged_into_id, purchase.member_id) from purchase
    join member on member.member_id = purchase.member_id where ${condition} and ${stands}
    group by coalesce(member.merged_into_id, purchase.member_id) having count(*) >= ${times}`;
  return memberIn(counted);
}
