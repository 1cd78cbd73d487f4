import type { AnomaliesAsked } from "../../../shared/reports/anomalies.ts";
import { isAmong } from "../../platform/database/json-rows.ts";
import type { Asked } from "./store-figures.ts";

/** What staff did, added up by person: sales by `purchase_store_day`, voids by their moment, movements by their keys. */

export const quarterHourMs = 900_000;

/** Sales at tills that stand, of the stores that are asked about. */
function salesByStaff({ db, dialect, storeIds }: Asked, { from, to }: Pick<AnomaliesAsked, "from" | "to">) {
  return db
    .selectFrom("purchase")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .where(isAmong(dialect, "purchase.store_id", JSON.stringify(storeIds ?? [])))
    .where("purchase.business_date", ">=", from)
    .where("purchase.business_date", "<=", to)
    .where("purchase.staff_id", "is not", null)
    .where("purchase_void.purchase_id", "is", null);
}

/** Members and staff with many sales together, and every member who is the person at the till. */
export function pairs(asked: Asked, wanted: AnomaliesAsked, limit: number) {
  const days = salesByStaff(asked, wanted)
    .select((eb) => [
      ...(["purchase.staff_id", "purchase.member_id", "purchase.business_date"] as const),
      eb.fn.countAll<number>().as("times"),
      eb.fn.sum<number>("purchase.points_earned").as("points"),
    ])
    .groupBy(["purchase.staff_id", "purchase.member_id", "purchase.business_date"])
    .as("day");
  const both = asked.db
    .selectFrom(days)
    .select((eb) => [
      ...(["day.staff_id", "day.member_id"] as const),
      eb.fn.sum<number>("day.times").as("times"),
      eb.fn.max<number>("day.times").as("most"),
      eb.fn.sum<number>("day.points").as("points"),
      eb.fn.max<string>("day.business_date").as("last_on"),
    ])
    .groupBy(["day.staff_id", "day.member_id"])
    .as("both");
  return asked.db
    .selectFrom(both)
    .innerJoin("staff", "staff.staff_id", "both.staff_id")
    .innerJoin("member", "member.member_id", "both.member_id")
    .where((eb) =>
      eb.or([
        eb("both.times", ">=", wanted.pairs),
        eb("both.most", ">=", wanted.pairsADay),
        eb("member.line_user_id", "=", eb.ref("staff.line_user_id")),
      ]),
    )
    .select((eb) => [
      ...(["staff.public_id as staff_public_id", "staff.name as staff_name"] as const),
      ...(["member.public_id as member_public_id", "member.name as member_name"] as const),
      ...(["both.times", "both.most", "both.points", "both.last_on"] as const),
      eb
        .case()
        .when("member.line_user_id", "=", eb.ref("staff.line_user_id"))
        .then(eb.lit<number>(1))
        .else(eb.lit<number>(0))
        .end()
        .as("is_own"),
    ])
    .orderBy("is_own", "desc")
    .orderBy("both.times", "desc")
    .limit(limit)
    .execute();
}

/** Points given by hand by each person; `after` and `below` are keys of entries. */
export function byHand(
  { db, dialect, storeIds }: Asked,
  wanted: AnomaliesAsked,
  keys: { readonly after: string; readonly below: string },
  limit: number,
) {
  const given = db
    .selectFrom("entry")
    .where("entry.entry_id", ">=", keys.after)
    .where("entry.entry_id", "<", keys.below)
    .where("entry.kind", "=", "adjust")
    .where("entry.points", ">", 0)
    .where("entry.business_date", ">=", wanted.from)
    .where("entry.business_date", "<=", wanted.to)
    .where("entry.actor", "like", "staff:%")
    .select((eb) => [
      "entry.actor",
      eb.fn.countAll<number>().as("times"),
      eb.fn.sum<number>("entry.points").as("points"),
      eb.fn.max<string>("entry.business_date").as("last_on"),
    ])
    .groupBy("entry.actor");
  const here =
    storeIds === null ? given : given.where(isAmong(dialect, "entry.store_id", JSON.stringify(storeIds)));
  return db
    .selectFrom(here.as("given"))
    .innerJoin("staff", (join) =>
      join.on((eb) =>
        eb("staff.public_id", "=", eb.fn<string>("substr", ["given.actor", eb.lit("staff:".length + 1)])),
      ),
    )
    .where((eb) =>
      eb.or([eb("given.points", ">=", wanted.handPoints), eb("given.times", ">=", wanted.handTimes)]),
    )
    .select([
      ...(["staff.public_id as staff_public_id", "staff.name as staff_name"] as const),
      ...(["given.times", "given.points", "given.last_on"] as const),
    ])
    .orderBy("given.points", "desc")
    .limit(limit)
    .execute();
}

/** Sales that each person voided long after they were recorded. */
export function voidedLate(
  { db, dialect, storeIds }: Asked,
  wanted: AnomaliesAsked,
  { fromMs, untilMs }: { readonly fromMs: number; readonly untilMs: number },
  limit: number,
) {
  return db
    .selectFrom("purchase_void")
    .innerJoin("purchase", "purchase.purchase_id", "purchase_void.purchase_id")
    .innerJoin("staff", "staff.staff_id", "purchase_void.staff_id")
    .where("purchase_void.voided_at_ms", ">=", fromMs)
    .where("purchase_void.voided_at_ms", "<", untilMs)
    .where(isAmong(dialect, "purchase_void.store_id", JSON.stringify(storeIds ?? [])))
    .where((eb) =>
      eb(
        "purchase_void.voided_at_ms",
        ">",
        eb("purchase.recorded_at_ms", "+", eb.lit(wanted.voidMinutes * 60_000)),
      ),
    )
    .select((eb) => [
      ...(["staff.public_id as staff_public_id", "staff.name as staff_name"] as const),
      eb.fn.countAll<number>().as("times"),
      eb.fn.sum<number>("purchase.points_earned").as("points"),
      eb.fn.max<number>("purchase_void.voided_at_ms").as("last_at_ms"),
    ])
    .groupBy(["staff.public_id", "staff.name"])
    .having((eb) => eb(eb.fn.countAll<number>(), ">=", wanted.voidTimes))
    .orderBy("times", "desc")
    .limit(limit)
    .execute();
}

/** Each person's sales by the quarter of an hour since 1970: every zone's hours begin with one. */
export function byQuarterHour(asked: Asked, wanted: AnomaliesAsked) {
  return salesByStaff(asked, wanted)
    .innerJoin("staff", "staff.staff_id", "purchase.staff_id")
    .select((eb) => [
      ...(["staff.public_id as staff_public_id", "staff.name as staff_name"] as const),
      eb("purchase.occurred_at_ms", "/", eb.lit(quarterHourMs)).as("quarter"),
      eb.fn.countAll<number>().as("times"),
      eb.fn.sum<number>("purchase.points_earned").as("points"),
    ])
    .groupBy((eb) => [
      "staff.public_id",
      "staff.name",
      eb("purchase.occurred_at_ms", "/", eb.lit(quarterHourMs)),
    ])
    .execute();
}
