import { addDays, startOfDay } from "../../../shared/dates.ts";
import type { Asking, Database } from "../../platform/database/database.ts";
import type { Span } from "./span.core.ts";

/**
 * Whom what an automation follows concerns, a range of accounts at a time. They are read as reports: no sale waits for them.
 * Each is bounded by the range and by days, and none says whether a member was told before.
 */

/** Accounts of one programme, both ends inclusive. */
export interface Accounts {
  readonly programmeId: number;
  readonly fromId: number;
  readonly toId: number;
}

type Report = Database["report"];

/** Those whose membership stands. */
function people(db: Report, { programmeId, fromId, toId }: Accounts) {
  return db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .where("account.programme_id", "=", programmeId)
    .where("account.account_id", ">=", fromId)
    .where("account.account_id", "<=", toId)
    .where("member.status", "<>", "left")
    .where("member.merged_into_id", "is", null)
    .select("account.member_id");
}

/** Who joined on one of the days. */
export function joined(db: Report, range: Accounts, { from, to }: Span, timeZone: string) {
  return people(db, range)
    .where("member.joined_at_ms", ">=", startOfDay(from, timeZone))
    .where("member.joined_at_ms", "<", startOfDay(addDays(to, 1), timeZone))
    .execute();
}

/** Whose visit of that number, a business day with a purchase that stands, was on one of the days. */
export function nthVisits(db: Report, range: Accounts, { from, to }: Span, nth: number) {
  return people(db, range)
    .where("account.visits", ">=", nth)
    .where("account.last_visit_on", ">=", from)
    .where((eb) => eb(visitDay(eb, nth), ">=", from))
    .where((eb) => eb(visitDay(eb, nth), "<=", to))
    .execute();
}

/** The first visits of those whose first was on one of these days of some year; the days are `MM-DD`. */
export function firstVisits(db: Report, range: Accounts, days: readonly string[]) {
  return people(db, range)
    .where("account.visits", ">=", 1)
    .where((eb) => eb(eb.fn<string>("substr", [visitDay(eb, 1), eb.lit(6)]), "in", days))
    .select((eb) => visitDay(eb, 1).as("on"))
    .execute();
}

function visitDay(eb: Asking<"account">, nth: number) {
  return eb
    .selectFrom("account_day as visited")
    .select("visited.business_date")
    .whereRef("visited.account_id", "=", "account.account_id")
    .where("visited.purchases", ">", 0)
    .orderBy("visited.business_date")
    .limit(1)
    .offset(nth - 1);
}

/** Whose birthday, `MM-DD`, is one of these. */
export function born(db: Report, range: Accounts, days: readonly string[]) {
  return people(db, range).where("member.birthday", "in", days).select("member.birthday as on").execute();
}

/** Whose last visit was on one of the days. */
export function lastSeen(db: Report, range: Accounts, { from, to }: Span) {
  return people(db, range)
    .where("account.last_visit_on", ">=", from)
    .where("account.last_visit_on", "<=", to)
    .select("account.last_visit_on as on")
    .execute();
}

/** Points that can be used today and lapse at the end of one of the days, by that day. */
export function lapsing(db: Report, range: Accounts, days: readonly string[], today: string) {
  return people(db, range)
    .innerJoin("lot", "lot.account_id", "account.account_id")
    .where("account.next_expires_on", "<=", days.reduce(later, ""))
    .where("lot.expires_on", "in", days)
    .where("lot.remaining", ">", 0)
    .where("lot.pending", "=", 0)
    .where("lot.activates_on", "<=", today)
    .groupBy(["account.member_id", "lot.expires_on"])
    .select((eb) => ["lot.expires_on as on", eb.fn.sum<number>("lot.remaining").as("points")])
    .execute();
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

/** Coupons that are held, and end on one of the days. */
export function endingCoupons(db: Report, range: Accounts, days: readonly string[]) {
  return people(db, range)
    .innerJoin("member_coupon", "member_coupon.member_id", "account.member_id")
    .where("member_coupon.status", "=", "held")
    .where("member_coupon.until_on", "in", days)
    .select([
      "member_coupon.member_coupon_id",
      "member_coupon.coupon_id",
      "member_coupon.version",
      "member_coupon.until_on as on",
    ])
    .execute();
}

/** Open stamp cards whose last stamp was given on one of the days. */
export function stampedCards(db: Report, range: Accounts, { from, to }: Span) {
  return people(db, range)
    .innerJoin("member_stamp", "member_stamp.member_id", "account.member_id")
    .where("member_stamp.status", "=", "open")
    .where("member_stamp.last_on", ">=", from)
    .where("member_stamp.last_on", "<=", to)
    .select(["member_stamp.card_id", "member_stamp.round", "member_stamp.version", "member_stamp.stamps"])
    .execute();
}

/** What the night found about ranks on one of the days. */
export function rankNews(
  db: Report,
  range: Accounts,
  { from, to }: Span,
  kind: "near_upgrade" | "will_downgrade",
) {
  return people(db, range)
    .innerJoin("rank_event", "rank_event.account_id", "account.account_id")
    .where("rank_event.kind", "=", kind)
    .where("rank_event.business_date", ">=", from)
    .where("rank_event.business_date", "<=", to)
    .select(["rank_event.occasion", "rank_event.rank"])
    .execute();
}

/** Ranks that changed on one of the days. */
export function rankChanges(db: Report, range: Accounts, { from, to }: Span) {
  return people(db, range)
    .innerJoin("rank_change", "rank_change.account_id", "account.account_id")
    .where("rank_change.business_date", ">=", from)
    .where("rank_change.business_date", "<=", to)
    .whereRef("rank_change.from_rank", "<>", "rank_change.to_rank")
    .select(["rank_change.nth", "rank_change.from_rank", "rank_change.to_rank"])
    .execute();
}

/** Returns that were made on one of the days. */
export function returned(db: Report, range: Accounts, { from, to }: Span) {
  return people(db, range)
    .innerJoin("refund", "refund.member_id", "account.member_id")
    .where("refund.business_date", ">=", from)
    .where("refund.business_date", "<=", to)
    .select("refund.refund_id")
    .execute();
}
