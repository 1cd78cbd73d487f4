import { isAmong, updatingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Queries for comparing what the account's row keeps for segments with where it comes from. */

/** Accounts by their number, a page at a time, each beside what its copies are copied from. */
export const keptPage = prepare<{ afterId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("account")
    .innerJoin("member", "member.member_id", "account.member_id")
    .leftJoin("member_profile", "member_profile.member_id", "account.member_id")
    .leftJoin("account_rank", "account_rank.account_id", "account.account_id")
    .selectAll("account")
    .select([
      "member.public_id",
      "member.joined_at_ms",
      "member.status as is_status",
      "member.language as is_language",
      "member.birthday as is_birthday",
      "member_profile.birth_year as is_birth_year",
      "member_profile.sex as is_sex",
      "account_rank.rank as is_rank",
    ])
    .where("account.account_id", ">", p.afterId)
    .orderBy("account.account_id")
    .limit(p.limit),
);

/** `ids` is a JSON array of account numbers. */
export const everyDayOf = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("account_day")
    .select(["account_id", "business_date", "purchases", "net_yen"])
    .where(isAmong(dialect, "account_id", p.ids)),
);

/** Only where nothing was entered since the days were read. */
export const setKept = updatingRows(
  "account",
  { account_id: "integer", seq: "integer" },
  {
    net_yen: "integer",
    visits_30: "integer",
    visits_90: "integer",
    visits_365: "integer",
    net_yen_30: "integer",
    net_yen_90: "integer",
    net_yen_365: "integer",
    windows_until_on: "text",
    joined_on: "text",
    bucket_seed: "integer",
    rank: "text",
  },
);
