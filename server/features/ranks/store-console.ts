import type { Database } from "../../platform/database/database.ts";

/** What the console asks about ranks; each may read every member. */

export function membersByRank(db: Database["report"]) {
  return db
    .selectFrom("account_rank")
    .innerJoin("account", "account.account_id", "account_rank.account_id")
    .innerJoin("member", "member.member_id", "account.member_id")
    .select((eb) => ["account_rank.rank", eb.fn.countAll<number>().as("members")])
    .where("member.status", "!=", "left")
    .groupBy("account_rank.rank")
    .execute();
}

/** Members who were never placed: the first rank is theirs. */
export async function membersNotPlaced(db: Database["report"]): Promise<number> {
  const row = await db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .leftJoin("account_rank", "account_rank.account_id", "account.account_id")
    .select((eb) => eb.fn.countAll<number>().as("members"))
    .where("member.status", "!=", "left")
    .where("account_rank.account_id", "is", null)
    .executeTakeFirst();
  return Number(row?.members ?? 0);
}
