import { endOfMonth } from "../../../shared/dates.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Database } from "../../platform/database/database.ts";
import { type Asked, visits } from "./store-figures.ts";

type Report = Database["report"];

/** Visits and visitors of each month. */
export function visitsByMonth(asked: Asked, days: Days, mark: string) {
  return asked.db
    .selectFrom(
      asked.db
        .selectFrom(visits(asked, days, mark).as("visit"))
        .select((eb) => [
          eb.fn<string>("substr", ["business_date", eb.lit(1), eb.lit(7)]).as("month"),
          eb.fn.count<number>("business_date").distinct().as("days"),
        ])
        .groupBy((eb) => [eb.fn("substr", ["business_date", eb.lit(1), eb.lit(7)]), "account_id"])
        .as("visitor"),
    )
    .select((eb) => [
      "month",
      eb.fn.countAll<number>().as("visitors"),
      eb.fn.sum<number>("days").as("visits"),
    ])
    .groupBy("month")
    .execute();
}

/**
 * Who came in a month, by the month in which they joined; empty where that is not known. `mark` null: the kept visits alone,
 * without what was sold since.
 */
export function cohortsOfMonth(asked: Asked, month: string, mark: string | null) {
  const days = { from: `${month}-01`, to: endOfMonth(`${month}-01`) };
  return asked.db
    .selectFrom(
      asked.db
        .selectFrom(visits(asked, days, mark ?? afterAll).as("visit"))
        .select((eb) => ["account_id", eb.fn.count<number>("business_date").distinct().as("days")])
        .groupBy("account_id")
        .as("visitor"),
    )
    .innerJoin("account", "account.account_id", "visitor.account_id")
    .select((eb) => [
      eb.fn<string>("substr", ["account.joined_on", eb.lit(1), eb.lit(7)]).as("joined_month"),
      eb.fn.countAll<number>().as("visitors"),
      eb.fn.sum<number>("visitor.days").as("visits"),
    ])
    .groupBy((eb) => eb.fn("substr", ["account.joined_on", eb.lit(1), eb.lit(7)]))
    .execute();
}
/** Sorts after every ULID. */
const afterAll = "~";

/** The same of months that were counted once and for all. */
export function keptMonths(db: Report, from: string, to: string) {
  return db
    .selectFrom("report_month")
    .selectAll()
    .where("month", ">=", from)
    .where("month", "<=", to)
    .execute();
}

export const quarterHourMs = 900_000;

/** How many joined or left in each quarter of an hour: every zone's midnight is between two of them. */
export function membersByQuarterHour(db: Report, column: "joined_at_ms" | "left_at_ms") {
  return db
    .selectFrom("member")
    .where("merged_into_id", "is", null)
    .where(column, "is not", null)
    .select((eb) => [
      eb(eb.ref(column), "/", eb.lit(quarterHourMs)).as("quarter"),
      eb.fn.countAll<number>().as("count"),
    ])
    .groupBy((eb) => eb(eb.ref(column), "/", eb.lit(quarterHourMs)))
    .execute();
}

export function partsIn(db: Report, fromMonth: string, toMonth: string) {
  return db
    .selectFrom("report_part")
    .where("month", ">=", fromMonth)
    .where("month", "<=", toMonth)
    .select(({ fn }) => [
      ...(["part", "value"] as const),
      fn.sum<number>("sales").as("sales"),
      fn.sum<number>("yen").as("yen"),
      fn.sum<number>("earned").as("earned"),
      fn.sum<number>("used").as("used"),
      fn.sum<number>("lapsed").as("lapsed"),
    ])
    .groupBy(["part", "value"])
    .execute();
}

/** Members who have not left, by what they are now. */
export function membersByRank(db: Report) {
  return db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .leftJoin("account_rank", "account_rank.account_id", "account.account_id")
    .where("member.status", "!=", "left")
    .select((eb) => ["account_rank.rank as value", eb.fn.countAll<number>().as("members")])
    .groupBy("account_rank.rank")
    .execute();
}

export function membersByProfile(db: Report) {
  return db
    .selectFrom("member")
    .leftJoin("member_profile", "member_profile.member_id", "member.member_id")
    .where("member.status", "!=", "left")
    .select((eb) => [
      "member_profile.sex",
      "member_profile.birth_year",
      eb.fn.countAll<number>().as("members"),
    ])
    .groupBy(["member_profile.sex", "member_profile.birth_year"])
    .execute();
}
