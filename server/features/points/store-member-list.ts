import type { MemberListAsked } from "../../../shared/members/list.ts";
import type { Database } from "../../platform/database/database.ts";

/**
 * The console's list of members. By joining it walks the primary key. By points, last visit or name it reads every member once
 * and keeps the best rows: an index would have to be written with every sale, and the till comes first. Both run as
 * reports, at most `listedMax` rows deep.
 */
type Report = Database["report"];

export interface MembersWanted extends Omit<MemberListAsked, "from" | "to" | "page"> {
  readonly number: string | null;
  readonly fromMs: number | null;
  readonly toMs: number | null;
}

function wanted(report: Report, programmeId: number, asked: MembersWanted) {
  let query = report
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .where("account.programme_id", "=", programmeId);
  const { status, q, number, fromMs, toMs } = asked;
  query = status === undefined ? query.where("status", "!=", "left") : query.where("status", "=", status);
  if (fromMs !== null) query = query.where("joined_at_ms", ">=", fromMs);
  if (toMs !== null) query = query.where("joined_at_ms", "<", toMs);
  if (q === undefined || q === "") return query;
  const pattern = `%${q.toLowerCase().replace(/[\\%_]/g, "_")}%`;
  return query.where((eb) =>
    eb.or([
      eb(eb.fn<string>("lower", ["member.name"]), "like", pattern),
      ...(number === null
        ? []
        : [eb.and([eb("public_id", ">=", number), eb("public_id", "<", `${number}{`)])]),
    ]),
  );
}

const columns = {
  joined: "member.member_id",
  points: "account.balance",
  visit: "account.last_visit_on",
  name: "member.name",
} as const;

export function memberRows(
  report: Report,
  programmeId: number,
  asked: MembersWanted,
  { offset, limit }: { readonly offset: number; readonly limit: number },
) {
  const down = asked.sort.startsWith("-");
  const key = keyOf(asked.sort);
  const sorted = wanted(report, programmeId, asked)
    .select(["public_id", "name", "status", "joined_at_ms", "balance", "visits", "last_visit_on"])
    // What has no value comes last, whichever way: the engines differ where they are not told.
    .orderBy(columns[key], (order) => (down ? order.desc().nullsLast() : order.asc().nullsLast()));
  const steady = key === "joined" ? sorted : sorted.orderBy("member.member_id", "desc");
  return steady.offset(offset).limit(limit).execute();
}

function keyOf(sort: MemberListAsked["sort"]): keyof typeof columns {
  const keys = ["joined", "points", "visit", "name"] as const;
  return keys.find((key) => sort.endsWith(key)) ?? "joined";
}

/** Counted no further than `max`. */
export async function memberCount(report: Report, programmeId: number, asked: MembersWanted, max: number) {
  const row = await report
    .selectFrom(wanted(report, programmeId, asked).select("member.member_id").limit(max).as("some"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
