import { sql } from "kysely";
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

/** A part of the members, and what says that an account's member is in it. */
export interface PartOf {
  readonly key: string;
  readonly rank?: string | null;
  readonly sex?: "female" | "male" | "other" | null;
  /** Both years are in it; null: it is not known. */
  readonly born?: readonly [number, number] | null;
}

/**
 * Members who have not left, by what they are now. One pass over the accounts, which have a copy of it, with a sum for each part:
 * SQLite would sort a million rows to group them.
 */
export async function membersByPart(db: Report, programmeId: number, parts: readonly PartOf[]) {
  const row = await db
    .selectFrom("account")
    .where("programme_id", "=", programmeId)
    .where("member_status", "!=", "left")
    .select((eb) =>
      parts.map(({ rank, sex, born }, nth) => {
        const is = eb.and([
          ...(rank === undefined ? [] : [eb("rank", rank === null ? "is" : "=", rank)]),
          ...(sex === undefined ? [] : [eb("sex", sex === null ? "is" : "=", sex)]),
          ...(born === undefined
            ? []
            : born === null
              ? [eb("birth_year", "is", null)]
              : [eb("birth_year", ">=", born[0]), eb("birth_year", "<=", born[1])]),
        ]);
        const count = eb.case().when(is).then(eb.lit<number>(1)).else(eb.lit<number>(0)).end();
        return eb.fn.sum<number>(count).as(`part${nth}`);
      }),
    )
    .executeTakeFirstOrThrow();
  return parts.map(({ key }, nth) => [key, Number(row[`part${nth}`] ?? 0)] as const);
}

/** What LINE took, by month, of what is counted already. */
export function messagesByMonth(db: Report, from: string, to: string) {
  const month = sql<string>`substr(queued_on, 1, 7)`;
  return db
    .selectFrom("report_message")
    .where("queued_on", ">=", `${from}-01`)
    .where("queued_on", "<=", `${to}-31`)
    .select(({ fn }) => [month.as("month"), fn.sum<number>("messages").as("messages")])
    .groupBy(month)
    .execute();
}
