import { sql } from "kysely";
import { prepare } from "../../platform/database/prepared.ts";

/** One row for each member and link; only of those who were of the audience. */
export const click = prepare<{ runId: number; memberId: number; link: number; nowMs: number }>()((db, p) =>
  db
    .insertInto("campaign_click")
    .columns(["run_id", "member_id", "link", "first_at_ms", "last_at_ms", "times"])
    .expression((eb) =>
      eb
        .selectFrom("campaign_recipient")
        .select([
          "run_id",
          "member_id",
          sql<number>`cast(${p.link} as bigint)`.as("link"),
          sql<number>`cast(${p.nowMs} as bigint)`.as("first_at_ms"),
          sql<number>`cast(${p.nowMs} as bigint)`.as("last_at_ms"),
          sql<number>`1`.as("times"),
        ])
        .where("run_id", "=", p.runId)
        .where("member_id", "=", p.memberId),
    )
    .onConflict((conflict) =>
      conflict.columns(["run_id", "member_id", "link"]).doUpdateSet({
        times: sql`campaign_click.times + 1`,
        last_at_ms: sql`excluded.last_at_ms`,
      }),
    ),
);
