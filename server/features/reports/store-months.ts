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

/** Members who have not left, by what they are now: one pass over the accounts, which have a copy of it. */
export function membersByProfile(db: Report, programmeId: number) {
  return db
    .selectFrom("account")
    .where("programme_id", "=", programmeId)
    .where("member_status", "!=", "left")
    .select((eb) => ["rank", "sex", "birth_year", eb.fn.countAll<number>().as("members")])
    .groupBy(["rank", "sex", "birth_year"])
    .execute();
}
