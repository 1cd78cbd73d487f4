import { type Expression, type RawBuilder, type SqlBool, sql } from "kysely";
import { leftOutReasons, type ReachFunnel } from "../../../shared/reach/reasons.ts";
import type { Deps } from "../../deps.ts";
import { mainProgramme } from "../points/index.ts";
import type { ReachMoment, Sending } from "./reason.core.ts";
import { reasonCase } from "./reason.ts";

/** Whom something is for. Conditions are on rows of `account`, as segments are compiled to. */
export interface ReachAudience extends Sending {
  readonly matched: Expression<SqlBool>;
  /** Whoever is in one of them is not of the audience. */
  readonly without: readonly Expression<SqlBool>[];
}

/** A condition on `account` and its `member`: of the audience, and no one who has left. */
export function isOfAudience({
  matched,
  without,
}: Pick<ReachAudience, "matched" | "without">): RawBuilder<SqlBool> {
  const others = without.map((condition) => sql` and not (${condition})`);
  return sql<SqlBool>`(account.programme_id = ${sql.lit(mainProgramme)} and member.status <> 'left' and (${matched})${sql.join(others, sql``)})`;
}

/** How many the audience has and why some of them get nothing: what will be frozen if it is frozen at this moment. */
export async function funnelOf(
  deps: Pick<Deps, "database">,
  audience: ReachAudience,
  moment: ReachMoment,
): Promise<ReachFunnel> {
  const rows = await deps.database.report
    .selectFrom((eb) =>
      eb
        .selectFrom("account")
        .innerJoin("member", "member.member_id", "account.member_id")
        .where(isOfAudience(audience))
        .select(reasonCase(audience, moment).as("reason"))
        .as("audience"),
    )
    .select((eb) => ["reason", eb.fn.countAll<number>().as("people")])
    .groupBy("reason")
    .execute();
  const people = new Map(rows.map((row) => [row.reason, Number(row.people)]));
  const leftOut = { no_line: 0, suspended: 0, blocked: 0, opted_out: 0, capped: 0, held_out: 0 };
  for (const reason of leftOutReasons) leftOut[reason] = people.get(reason) ?? 0;
  const matched = [...people.values()].reduce((sum, count) => sum + count, 0);
  return { matched, leftOut, willBeSent: people.get(null) ?? 0 };
}
