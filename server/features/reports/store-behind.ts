import { type Expression, type SqlBool, sql } from "kysely";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Database } from "../../platform/database/database.ts";
import { isAmong } from "../../platform/database/json-rows.ts";
import type { Asked } from "./store-figures.ts";

/**
 * The members behind one number, as accounts with what is counted of each. Lots and accounts are read as the report itself reads
 * them, so that a list and its number say the same.
 */

type Report = Database["report"];

/** Those who hold so many points. */
export function withBalance(db: Report, from: number, to: number | null) {
  const query = db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .where("member.status", "!=", "left")
    .where("account.balance", ">=", from)
    .select(["account.account_id", "account.balance as counted"]);
  return to === null ? query : query.where("account.balance", "<=", to);
}

/** Of which lots what is left is counted. */
export type LotsOf =
  | { readonly expires: Days }
  /** Their keys, which say when they were opened: from, and before; null: no end. */
  | { readonly from: string; readonly below: string | null }
  | { readonly origin: string };

export function withLots(db: Report, lots: LotsOf) {
  const left = db
    .selectFrom("lot")
    .where("remaining", ">", 0)
    .select((eb) => ["account_id", eb.fn.sum<number>("remaining").as("counted")])
    .groupBy("account_id");
  if ("expires" in lots) {
    return left.where("expires_on", ">=", lots.expires.from).where("expires_on", "<=", lots.expires.to);
  }
  if ("origin" in lots) {
    const { origin } = lots;
    return left.where((eb) => eb(eb.cast<string>("origin", "text"), "=", origin));
  }
  const since = left.where("lot_id", ">=", lots.from);
  return lots.below === null ? since : since.where("lot_id", "<", lots.below);
}

/** Those who are in a segment, with what they spent in 365 days as of the last night. */
export function inSegment(db: Report, programmeId: number, segment: Expression<SqlBool>) {
  return db
    .selectFrom("account")
    .where("programme_id", "=", programmeId)
    .where(segment)
    .select(["account_id", "net_yen_365 as counted"]);
}

/** Those who joined on some days and came on others, with the days on which they came. */
export function whoCame(db: Report, programmeId: number, joined: Days, came: Days) {
  return db
    .selectFrom("account")
    .innerJoin("account_day", "account_day.account_id", "account.account_id")
    .where("account.programme_id", "=", programmeId)
    .where("account.joined_on", ">=", joined.from)
    .where("account.joined_on", "<=", joined.to)
    .where("account_day.business_date", ">=", came.from)
    .where("account_day.business_date", "<=", came.to)
    .where("account_day.purchases", ">", 0)
    .select((eb) => ["account.account_id", eb.fn.countAll<number>().as("counted")])
    .groupBy("account.account_id");
}

/** Whose membership began, or ended, between two moments, with their visits; as `membersBetween` counts them. */
export function membership(
  db: Report,
  programmeId: number,
  column: "joined_at_ms" | "left_at_ms",
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
) {
  return db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .where("account.programme_id", "=", programmeId)
    .where("member.merged_into_id", "is", null)
    .where(`member.${column}`, ">=", fromMs)
    .where(`member.${column}`, "<", untilMs)
    .select(["account.account_id", "account.visits as counted"]);
}

/** Who had changes of coupons on some days, those used less those undone; as `couponsIn` counts them. */
export function withCoupons(
  { db, dialect, storeIds }: Asked,
  programmeId: number,
  { from, to }: Days,
  of: "given" | "used",
) {
  const counted = sql<number>`sum(case when coupon_change.kind = 'undone' then -1 else 1 end)`;
  const query = db
    .selectFrom("coupon_change")
    .innerJoin("account", "account.member_id", "coupon_change.member_id")
    .where("account.programme_id", "=", programmeId)
    .where("coupon_change.coupon_id", "in", (eb) => eb.selectFrom("coupon").select("coupon.coupon_id"))
    .where("coupon_change.kind", "in", of === "given" ? ["issued"] : ["redeemed", "undone"])
    .where("coupon_change.business_date", ">=", from)
    .where("coupon_change.business_date", "<=", to)
    .select(["account.account_id", counted.as("counted")])
    .groupBy("account.account_id");
  return storeIds === null
    ? query
    : query.where(isAmong(dialect, "coupon_change.store_id", JSON.stringify(storeIds)));
}

export interface PageOf {
  readonly offset: number;
  readonly limit: number;
}

/** A page of them, those with most of it first, by name and number. */
export function behindPage(db: Report, behind: Expression<BehindOne>, { offset, limit }: PageOf) {
  const page = sql<BehindOne>`(select * from ${behind} as every order by counted desc, account_id
    limit ${limit} offset ${offset})`.as<"page">("page");
  return db
    .selectFrom(page)
    .innerJoin("account", "account.account_id", "page.account_id")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select([
      ...(["member.public_id", "member.name", "page.counted"] as const),
      ...(["account.balance", "account.last_visit_on"] as const),
    ])
    .orderBy("page.counted", "desc")
    .orderBy("page.account_id")
    .execute();
}

export interface BehindOne {
  readonly account_id: number;
  readonly counted: number;
}

/** Counted no further than `max`. */
export async function behindCount(db: Report, behind: Expression<BehindOne>, max: number): Promise<number> {
  const some = sql<BehindOne>`(select account_id from ${behind} as every limit ${max})`.as<"some">("some");
  const row = await db
    .selectFrom(some)
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
