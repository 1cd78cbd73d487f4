import { startOfDay } from "../../../shared/dates.ts";
import { windowFrom } from "../../../shared/points/windows.ts";
import type { SegmentMoment } from "../../../shared/segments/moment.ts";
import type { Leaf } from "../../../shared/segments/schema.ts";
import { all, memberIn, numberOf, text } from "./sql.ts";

/** Conditions about what the shop sent, and what became of it. */

type Of<K extends Leaf["kind"]> = Extract<Leaf, { readonly kind: K }>;

const sendings = `select campaign_recipient.member_id from campaign_recipient
  join campaign_run on campaign_run.run_id = campaign_recipient.run_id`;
const settled = `${sendings} join campaign_batch on campaign_batch.run_id = campaign_recipient.run_id
  and campaign_batch.batch = campaign_recipient.batch`;
const wasSent = "campaign_recipient.reason is null and campaign_batch.status = 'sent'";
const clicks = `select campaign_click.member_id from campaign_click
  join campaign_run on campaign_run.run_id = campaign_click.run_id`;

export function messageSql(
  { campaignId, did, days }: Of<"message">,
  { todayOn, timeZone }: SegmentMoment,
): string {
  const of = campaignId === null ? [] : [`campaign_run.campaign_id = ${text(campaignId)}`];
  const since = days === null ? [] : [numberOf(startOfDay(windowFrom(todayOn, days), timeZone))];
  if (did === "clicked") {
    const late = since.map((ms) => `campaign_click.last_at_ms >= ${ms}`);
    return memberIn(`${clicks} where ${all([...of, ...late])}`);
  }
  const late = since.map((ms) => `campaign_batch.settled_at_ms >= ${ms}`);
  return memberIn(`${settled} where ${all([...of, wasSent, ...late])}`);
}

export function campaignSql({ campaignId, as }: Of<"campaign">): string {
  const of = `campaign_run.campaign_id = ${text(campaignId)}`;
  if (as === "sent") return memberIn(`${settled} where ${all([of, wasSent])}`);
  const reason =
    as === "held_out"
      ? "campaign_recipient.reason = 'held_out'"
      : "campaign_recipient.reason is not null and campaign_recipient.reason <> 'held_out'";
  return memberIn(`${sendings} where ${all([of, reason])}`);
}
