import { endOfMonth } from "../../../shared/dates.ts";
import type { Days } from "../../../shared/reports/periods.ts";
import type { Database } from "../../platform/database/database.ts";
import { type Asked, visits } from "./store-figures.ts";

/** People of the whole shop: of days that are counted as sums, of the others from the visits themselves. */

type Report = Database["report"];
type Visits = ReturnType<typeof visits>;

/**
 * Each account and day once. Of a member who was merged into another the visits stand under the old account and the business days
 * under the other's, so it is the other who came.
 */
function daysOfPeople(db: Report, of: Visits) {
  return db
    .selectFrom(of.as("visit"))
    .innerJoin("account as visitor", "visitor.account_id", "visit.account_id")
    .select((eb) => {
      const into = eb
        .selectFrom("member as gone")
        .innerJoin("account as kept", "kept.member_id", "gone.merged_into_id")
        .whereRef("gone.member_id", "=", "visitor.member_id")
        .whereRef("kept.programme_id", "=", "visitor.programme_id")
        .select("kept.account_id");
      const merged = eb.case().when("visitor.member_status", "=", "left").then(into).end();
      return [eb.fn.coalesce(merged, "visitor.account_id").as("account_id"), "visit.business_date"];
    })
    .distinct();
}

/**
 * One day by what was before it: `nth` 1 and 2 with the day before it in `key`, 0 with the month of joining; `firsts` counts those
 * who had not come in that calendar month.
 */
export function cameOn(db: Report, on: string) {
  const everywhere = visits({ db, dialect: "sqlite", storeIds: null }, { from: on, to: on }, null);
  const monthFrom = `${on.slice(0, 7)}-01`;
  return db
    .with(
      (cte) => cte("came").materialized(),
      (cte) =>
        cte
          .selectFrom(daysOfPeople(db, everywhere).as("visitor"))
          .innerJoin("account", "account.account_id", "visitor.account_id")
          .select((eb) => [
            "visitor.account_id",
            eb.fn<string>("substr", ["account.joined_on", eb.lit(1), eb.lit(7)]).as("joined_month"),
            eb
              .selectFrom("account_day")
              .select("account_day.business_date")
              .whereRef("account_day.account_id", "=", "visitor.account_id")
              .where("account_day.business_date", "<", on)
              .where("account_day.purchases", ">", 0)
              .orderBy("account_day.business_date", "desc")
              .limit(1)
              .as("one"),
          ]),
    )
    .with(
      (cte) => cte("twice").materialized(),
      (cte) =>
        cte
          .selectFrom("came")
          .select((eb) => [
            "joined_month",
            eb.fn.coalesce("one", eb.val("")).as("one"),
            eb.fn
              .coalesce(
                eb
                  .selectFrom("account_day")
                  .select("account_day.business_date")
                  .whereRef("account_day.account_id", "=", "came.account_id")
                  .whereRef("account_day.business_date", "<", "came.one")
                  .where("account_day.purchases", ">", 0)
                  .orderBy("account_day.business_date", "desc")
                  .limit(1),
                eb.val(""),
              )
              .as("two"),
          ]),
    )
    .selectFrom("twice")
    .select((eb) => [
      eb.lit<number>(1).as("nth"),
      "one as key",
      eb.lit<number>(0).as("firsts"),
      eb.fn.countAll<number>().as("visits"),
    ])
    .groupBy("one")
    .unionAll((eb) =>
      eb
        .selectFrom("twice")
        .select((of) => [
          of.lit<number>(2).as("nth"),
          "two as key",
          of.lit<number>(0).as("firsts"),
          of.fn.countAll<number>().as("visits"),
        ])
        .groupBy("two"),
    )
    .unionAll((eb) =>
      eb
        .selectFrom("twice")
        .select((of) => [
          of.lit<number>(0).as("nth"),
          "joined_month as key",
          of.fn
            .sum<number>(of.case().when("one", "<", monthFrom).then(of.lit(1)).else(of.lit(0)).end())
            .as("firsts"),
          of.fn.countAll<number>().as("visits"),
        ])
        .groupBy("joined_month"),
    )
    .execute();
}

/** Of counted days: visits, people, and those of them who came on two days or more. */
export async function countedIn(db: Report, { from, to }: Days) {
  const rows = await db
    .selectFrom("report_again")
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .select((eb) => [
      "nth",
      eb.fn.sum<number>("visits").as("visits"),
      eb.fn
        .sum<number>(
          eb.case().when("before_on", "<", from).then(eb.ref("visits")).else(eb.lit<number>(0)).end(),
        )
        .as("people"),
    ])
    .groupBy("nth")
    .execute();
  const of = (nth: number) => rows.find((row) => Number(row.nth) === nth);
  const visitors = Number(of(1)?.people ?? 0);
  // The first and the second visit of each have their last but one before these days.
  return {
    visits: Number(of(1)?.visits ?? 0),
    visitors,
    repeaters: Number(of(2)?.people ?? 0) - visitors,
  };
}

/** The same of each calendar month of some counted days, without those who came twice. */
export function countedMonths(db: Report, { from, to }: Days) {
  return db
    .selectFrom("report_cohort")
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .select((eb) => [
      eb.fn<string>("substr", ["business_date", eb.lit(1), eb.lit(7)]).as("month"),
      "joined_month",
      eb.fn.sum<number>("firsts").as("visitors"),
      eb.fn.sum<number>("visits").as("visits"),
    ])
    .groupBy((eb) => [eb.fn("substr", ["business_date", eb.lit(1), eb.lit(7)]), "joined_month"])
    .execute();
}

/** Who came on days that are not counted, with the number of their days since `since` before these. */
function people(asked: Asked, days: Days, since: string, mark: string) {
  return asked.db
    .selectFrom(daysOfPeople(asked.db, visits(asked, days, mark)).as("visitor"))
    .select((eb) => [
      "visitor.account_id",
      eb.fn.countAll<number>().as("days"),
      eb
        .selectFrom("account_day")
        .select((of) => of.fn.countAll<number>().as("count"))
        .whereRef("account_day.account_id", "=", "visitor.account_id")
        .where("account_day.business_date", ">=", since)
        .where("account_day.business_date", "<", days.from)
        .where("account_day.purchases", ">", 0)
        .as("before"),
    ])
    .groupBy("visitor.account_id")
    .as("person");
}

/** Who came on some days, with the number of them. */
export function whoVisited(asked: Asked, days: Days, mark: string) {
  return asked.db
    .selectFrom(daysOfPeople(asked.db, visits(asked, days, mark)).as("visitor"))
    .select((eb) => ["visitor.account_id", eb.fn.countAll<number>().as("counted")])
    .groupBy("visitor.account_id");
}

/** What days that are not counted add to the counted ones since `since`. */
export async function addedBy(asked: Asked, days: Days, since: string, mark: string) {
  const row = await asked.db
    .selectFrom(people(asked, days, since, mark))
    .select((eb) => {
      const count = (of: ReturnType<typeof eb.and>) =>
        eb.fn.sum<number>(eb.case().when(of).then(eb.lit(1)).else(eb.lit(0)).end());
      const isNew = eb("person.before", "=", 0);
      return [
        eb.fn.sum<number>("person.days").as("visits"),
        count(eb.and([isNew])).as("visitors"),
        count(eb.or([eb("person.before", "=", 1), eb.and([isNew, eb("person.days", ">", 1)])])).as(
          "repeaters",
        ),
      ];
    })
    .executeTakeFirstOrThrow();
  return { visits: Number(row.visits), visitors: Number(row.visitors), repeaters: Number(row.repeaters) };
}

/** The same of the part of a calendar month that is not counted, by the month of joining. */
export function cohortsAddedBy(asked: Asked, month: string, from: string, mark: string) {
  const monthFrom = `${month}-01`;
  return asked.db
    .selectFrom(people(asked, { from, to: endOfMonth(monthFrom) }, monthFrom, mark))
    .innerJoin("account", "account.account_id", "person.account_id")
    .select((eb) => [
      eb.fn<string>("substr", ["account.joined_on", eb.lit(1), eb.lit(7)]).as("joined_month"),
      eb.fn
        .sum<number>(eb.case().when("person.before", "=", 0).then(eb.lit(1)).else(eb.lit(0)).end())
        .as("visitors"),
      eb.fn.sum<number>("person.days").as("visits"),
    ])
    .groupBy((eb) => eb.fn("substr", ["account.joined_on", eb.lit(1), eb.lit(7)]))
    .execute();
}
