import { addDays } from "../../../shared/dates.ts";
import type { RfmSteps } from "../../../shared/reports/rfm.ts";
import type { Database } from "../../platform/database/database.ts";

/**
 * Members with a visit by the scores of their account: one scan. The windows of an account are as of the last night, which is what
 * segments ask as well.
 */
export function rfmCells(db: Database["report"], programmeId: number, today: string, { r, f, m }: RfmSteps) {
  const scored = db
    .selectFrom("account")
    .where("account.programme_id", "=", programmeId)
    .where("account.member_status", "!=", "left")
    .where("account.last_visit_on", "is not", null)
    .select((eb) => {
      const byNumber = (
        column: "visits_365" | "net_yen_365",
        [a = 0, b = 0, c = 0, d = 0]: readonly number[],
      ) =>
        eb
          .case()
          .when(column, ">=", a)
          .then(eb.lit<number>(5))
          .when(column, ">=", b)
          .then(eb.lit<number>(4))
          .when(column, ">=", c)
          .then(eb.lit<number>(3))
          .when(column, ">=", d)
          .then(eb.lit<number>(2))
          .else(eb.lit<number>(1))
          .end();
      const [a = "", b = "", c = "", d = ""] = r.map((days) => addDays(today, -days));
      const recency = eb
        .case()
        .when("last_visit_on", ">=", a)
        .then(eb.lit<number>(5))
        .when("last_visit_on", ">=", b)
        .then(eb.lit<number>(4))
        .when("last_visit_on", ">=", c)
        .then(eb.lit<number>(3))
        .when("last_visit_on", ">=", d)
        .then(eb.lit<number>(2))
        .else(eb.lit<number>(1))
        .end();
      return [
        recency.as("r"),
        byNumber("visits_365", f).as("f"),
        byNumber("net_yen_365", m).as("m"),
        "net_yen_365 as yen",
      ];
    })
    .as("scored");
  return db
    .selectFrom(scored)
    .select((eb) => [
      ...(["r", "f", "m"] as const),
      eb.fn.countAll<number>().as("members"),
      eb.fn.sum<number>("yen").as("yen"),
    ])
    .groupBy(["r", "f", "m"])
    .execute();
}
