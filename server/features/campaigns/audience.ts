import { type AliasableExpression, type Expression, type ExpressionBuilder, type SqlBool, sql } from "kysely";
import type { CampaignDocument } from "../../../shared/campaigns/schema.ts";
import type { RecipientReason } from "../../../shared/campaigns/states.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import { type Dialect, dialectOf } from "../../platform/database/prepared.ts";
import type { Tables } from "../../platform/database/tables.ts";
import { mainProgramme } from "../points/index.ts";
import { isOfAudience, reachMoment, reasonCase } from "../reach/index.ts";
import { everybody as allMembers, compile, momentOf } from "../segments/index.ts";

/** A query over accounts with their members. */
export type OverMembers = ExpressionBuilder<Tables, "account" | "member">;

/** Whom a run is for and who of them is not sent to, as expressions over an account and its member. */
export interface Audience {
  matched(eb: OverMembers, dialect: Dialect): Expression<SqlBool>;
  /** Why nothing is sent, the first reason of the funnel's order; null where something is. */
  reason(eb: OverMembers, dialect: Dialect): AliasableExpression<RecipientReason | null>;
}

/**
 * Whom a campaign is for at this moment: its segment without those it leaves out, and for each of them the funnel's answer.
 * `exceptRunId`: a run whose own recipients do not stand in its way.
 */
export async function audienceOf(
  deps: Deps,
  { topic, audience }: CampaignDocument,
  exceptRunId: number | null,
): Promise<Audience> {
  const named = (segmentId: string): Segment => ({ kind: "segment", segmentId });
  const saved = audience.segmentId === null ? allMembers : named(audience.segmentId);
  const tree = audience.tree ?? saved;
  const others = audience.without.map(named);
  const [moment, at] = await Promise.all([reachMoment(deps, exceptRunId), momentOf(deps, tree, ...others)]);
  return {
    matched: (_eb, dialect) =>
      isOfAudience({
        matched: compile(tree, at, dialect),
        without: others.map((other) => compile(other, at, dialect)),
      }),
    reason: () => reasonCase({ topic, transactional: false }, moment),
  };
}

/** How many of the audience there are for each reason; of null, those who will be sent to. The same as what is frozen. */
export async function countAudience(
  deps: Deps,
  audience: Audience,
): Promise<ReadonlyMap<RecipientReason | null, number>> {
  const dialect = dialectOf(deps.database.engine);
  const rows = await deps.database.report
    .selectFrom((db) =>
      db
        .selectFrom("account")
        .innerJoin("member", "member.member_id", "account.member_id")
        .where("account.programme_id", "=", mainProgramme)
        .where((eb) => audience.matched(eb, dialect))
        .select((eb) => audience.reason(eb, dialect).as("reason"))
        .as("found"),
    )
    .select(["reason", sql<number>`count(*)`.as("people")])
    .groupBy("reason")
    .execute();
  return new Map(rows.map(({ reason, people }) => [reason, Number(people)]));
}
