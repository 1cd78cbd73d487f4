import type { Database } from "../../platform/database/database.ts";

type Report = Database["report"];

/** A month of joining, and the first millisecond of it. */
export interface CohortStart {
  readonly month: string;
  readonly fromMs: number;
}

/** Members who joined since the first of the months, with the index of theirs: 0 is the newest. */
function joiners(db: Report, cohorts: readonly CohortStart[]) {
  return db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .where("member.joined_at_ms", ">=", cohorts.at(-1)?.fromMs ?? 0)
    .where("member.merged_into_id", "is", null)
    .select((eb) => {
      const [newest, ...others] = cohorts;
      let cases = eb
        .case()
        .when("member.joined_at_ms", ">=", newest?.fromMs ?? 0)
        .then(eb.lit<number>(0));
      for (const [nth, { fromMs }] of others.entries()) {
        cases = cases.when("member.joined_at_ms", ">=", fromMs).then(eb.lit<number>(nth + 1));
      }
      return ["account.account_id", cases.else(eb.lit<number>(-1)).end().as("cohort")];
    })
    .as("joiner");
}

export function joinedByCohort(db: Report, cohorts: readonly CohortStart[]) {
  return db
    .selectFrom(joiners(db, cohorts))
    .select((eb) => ["joiner.cohort", eb.fn.countAll<number>().as("members")])
    .groupBy("joiner.cohort")
    .execute();
}

/** Members with money spent since a day, in ten parts of the same number, those who spent most in the first. */
export function deciles(db: Report, from: string, to: string) {
  const spent = db
    .selectFrom("account_day")
    .where("business_date", ">=", from)
    .where("business_date", "<=", to)
    .select((eb) => [
      "account_id",
      eb.fn.sum<number>("net_yen").as("yen"),
      eb.fn
        .sum<number>(eb.case().when("purchases", ">", 0).then(eb.lit(1)).else(eb.lit(0)).end())
        .as("visits"),
    ])
    .groupBy("account_id")
    .having((eb) => eb(eb.fn.sum("net_yen"), ">", eb.lit(0)))
    .as("spent");
  const ranked = db
    .selectFrom(spent)
    .select((eb) => [
      ...(["yen", "visits"] as const),
      eb.fn
        .agg<number>("ntile", [eb.lit(10)])
        .over((over) => over.orderBy("yen", "desc").orderBy("account_id"))
        .as("nth"),
    ])
    .as("ranked");
  return db
    .selectFrom(ranked)
    .select(({ fn }) => [
      "nth",
      fn.countAll<number>().as("members"),
      fn.sum<number>("yen").as("yen"),
      fn.min<number>("yen").as("yen_min"),
      fn.max<number>("yen").as("yen_max"),
      fn.sum<number>("visits").as("visits"),
    ])
    .groupBy("nth")
    .orderBy("nth")
    .execute();
}
