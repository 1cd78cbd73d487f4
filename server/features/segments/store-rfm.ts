import { sql } from "kysely";
import type { Database } from "../../platform/database/database.ts";
import { prepare } from "../../platform/database/prepared.ts";

export const insertThresholds = prepare<{
  programmeId: number;
  version: number;
  thresholds: string;
  members: number;
  computedOn: string;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("rfm_thresholds").values({
    programme_id: p.programmeId,
    version: p.version,
    thresholds: p.thresholds,
    members: p.members,
    computed_on: p.computedOn,
    made_at_ms: p.nowMs,
  }),
);

/** All who have ever bought in five parts by a number of theirs, the best first: how many, and the least of each part. */
export function lastOfFifths(
  report: Database["report"],
  programmeId: number,
  by: "last_visit_on" | "visits_365" | "net_yen_365",
) {
  return report
    .selectFrom((eb) =>
      eb
        .selectFrom("account")
        .where("programme_id", "=", programmeId)
        .where("member_status", "<>", "left")
        .where("last_visit_on", "is not", null)
        .select([`${by} as value`, sql<number>`ntile(5) over (order by ${sql.ref(by)} desc)`.as("fifth")])
        .as("parts"),
    )
    .select((eb) => [eb.fn.min("value").as("least"), eb.fn.countAll<number>().as("members")])
    .groupBy("fifth")
    .orderBy("fifth")
    .execute();
}
