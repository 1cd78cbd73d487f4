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
