import { type Expression, type SqlBool, sql } from "kysely";
import type { LeftOutReason } from "../../../shared/reach/reasons.ts";
import type { Database } from "../../platform/database/database.ts";
import { isAmong } from "../../platform/database/json-rows.ts";
import { dialectOf } from "../../platform/database/prepared.ts";

/** Whether each of these members is in a segment, and why they would not be sent something; `members` is a JSON array. */
export async function standingAmong(
  { engine, report }: Database,
  members: string,
  programmeId: number,
  segment: Expression<SqlBool> | null,
  reason: Expression<LeftOutReason | null>,
) {
  return report
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .where("account.programme_id", "=", programmeId)
    .where(isAmong(dialectOf(engine), "account.member_id", members))
    .select([
      "account.member_id",
      sql<number>`case when ${segment ?? sql`1 = 1`} then 1 else 0 end`.as("matched"),
      sql<LeftOutReason | null>`${reason}`.as("reason"),
    ])
    .execute();
}
