import type { Database } from "../../platform/database/database.ts";

type Report = Database["report"];

/**
 * Members with money spent in the year that ends with `to`, in ten parts of the same number, those who spent most in the first. The
 * accounts have the sums of a year; where a day has fallen out of them that no night has taken off yet, its days are added up.
 */
function inTenParts(db: Report, programmeId: number, from: string, to: string) {
  const spent = db
    .selectFrom("account")
    .where("programme_id", "=", programmeId)
    .select((eb) => {
      const ofDays = eb
        .selectFrom("account_day")
        .whereRef("account_day.account_id", "=", "account.account_id")
        .where("business_date", ">=", from)
        .where("business_date", "<=", to);
      const isExact = eb.or([eb("windows_until_on", "is", null), eb("windows_until_on", ">", to)]);
      const yen = ofDays.select(({ fn }) => fn.coalesce(fn.sum<number>("net_yen"), eb.lit(0)).as("yen"));
      const visits = ofDays.where("purchases", ">", 0).select(({ fn }) => fn.countAll<number>().as("visits"));
      return [
        "account.account_id",
        eb.case().when(isExact).then(eb.ref("net_yen_365")).else(yen).end().as("yen"),
        eb.case().when(isExact).then(eb.ref("visits_365")).else(visits).end().as("visits"),
      ];
    })
    .as("spent");
  return db
    .selectFrom(spent)
    .where("yen", ">", 0)
    .select((eb) => [
      ...(["account_id", "yen", "visits"] as const),
      eb.fn
        .agg<number>("ntile", [eb.lit(10)])
        .over((over) => over.orderBy("yen", "desc").orderBy("account_id"))
        .as("nth"),
    ])
    .as("ranked");
}

export function deciles(db: Report, programmeId: number, from: string, to: string) {
  return db
    .selectFrom(inTenParts(db, programmeId, from, to))
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

/** The members of one of them, with what they spent. */
export function ofDecile(db: Report, programmeId: number, from: string, to: string, nth: number) {
  return db
    .selectFrom(inTenParts(db, programmeId, from, to))
    .where("nth", "=", nth)
    .select(["account_id", "yen as counted"]);
}
