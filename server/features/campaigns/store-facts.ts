import { sql } from "kysely";
import type { Deps } from "../../deps.ts";
import { dialectOf, prepare } from "../../platform/database/prepared.ts";
import { mainProgramme } from "../points/index.ts";
import type { Audience } from "./audience.ts";

/** What is known of a member for the blanks of words. */

export const factsByLineUser = prepare<{ lineUserId: string; programmeId: number }>()((db, p) =>
  db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .select(["member.name", "account.rank"])
    .select((eb) => eb("account.balance", "-", eb.ref("account.pending")).as("points"))
    .where("member.line_user_id", "=", p.lineUserId)
    .where("account.programme_id", "=", p.programmeId),
);

/** One of an audience who would be sent to, of those who read this language where there are any. */
export async function factsOfSome(deps: Deps, audience: Audience, language: string) {
  const dialect = dialectOf(deps.database.engine);
  return deps.database.report
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select(["member.public_id", "member.name", "account.rank"])
    .select((eb) => eb("account.balance", "-", eb.ref("account.pending")).as("points"))
    .where("account.programme_id", "=", mainProgramme)
    .where((eb) => audience.matched(eb, dialect))
    .where((eb) => sql<boolean>`(${audience.reason(eb, dialect)}) is null`)
    .orderBy(sql`case when member.language = ${sql.lit(language)} then 0 else 1 end`)
    .orderBy("account.bucket_seed")
    .limit(1)
    .executeTakeFirst();
}
