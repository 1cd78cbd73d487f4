import type { CalendarDate } from "../../../shared/dates.ts";
import type { StampHoldersAsked } from "../../../shared/stamps/console.ts";
import type { Database } from "../../platform/database/database.ts";

/**
 * Who has a card. By stamps it walks an index; by anything else it reads every holder of this card once, as a report, and keeps
 * the best: an index would have to be written with every sale.
 */
type Report = Database["report"];

export interface HoldersWanted extends Pick<StampHoldersAsked, "sort" | "status" | "least"> {
  readonly cardId: string;
  /** Folded by NFKC; empty where nobody is searched. */
  readonly text: string;
  /** The same as the beginning of a member's number, where it can be one. */
  readonly number: string | null;
  readonly today: CalendarDate;
}

function holders(report: Report, { cardId, status, least, text, number, today }: HoldersWanted) {
  let query = report
    .selectFrom("member_stamp")
    .innerJoin("member", "member.member_id", "member_stamp.member_id")
    .where("member_stamp.card_id", "=", cardId)
    // A card whose beginning was undone is nobody's.
    .where("member_stamp.round", ">", 0)
    .where("member.status", "!=", "left");
  if (least !== undefined) query = query.where("member_stamp.stamps", ">=", least);
  if (status === "completed") query = query.where("member_stamp.status", "=", "completed");
  if (status === "open") {
    query = query
      .where("member_stamp.status", "=", "open")
      .where((eb) =>
        eb.or([eb("member_stamp.until_on", "is", null), eb("member_stamp.until_on", ">=", today)]),
      );
  }
  if (status === "expired") {
    query = query.where((eb) =>
      eb.or([
        eb("member_stamp.status", "=", "expired"),
        eb.and([eb("member_stamp.status", "=", "open"), eb("member_stamp.until_on", "<", today)]),
      ]),
    );
  }
  if (text === "") return query;
  const pattern = `%${text.toLowerCase().replace(/[\\%_]/g, "_")}%`;
  return query.where((eb) =>
    eb.or([
      eb(eb.fn<string>("lower", ["member.name"]), "like", pattern),
      ...(number === null
        ? []
        : [eb.and([eb("member.public_id", ">=", number), eb("member.public_id", "<", `${number}{`)])]),
    ]),
  );
}

const columns = {
  last: "member_stamp.last_on",
  stamps: "member_stamp.stamps",
  round: "member_stamp.round",
  until: "member_stamp.until_on",
  name: "member.name",
} as const;

export function holderRows(
  report: Report,
  wanted: HoldersWanted,
  { offset, limit }: { readonly offset: number; readonly limit: number },
) {
  const down = wanted.sort.startsWith("-");
  return (
    holders(report, wanted)
      .select([
        "member.public_id",
        "member.name",
        "member_stamp.round",
        "member_stamp.stamps",
        "member_stamp.status",
        "member_stamp.last_on",
        "member_stamp.until_on",
      ])
      // What has no value comes last, whichever way: the engines differ where they are not told.
      .orderBy(columns[keyOf(wanted.sort)], (order) =>
        down ? order.desc().nullsLast() : order.asc().nullsLast(),
      )
      .orderBy("member_stamp.member_id", "desc")
      .offset(offset)
      .limit(limit)
      .execute()
  );
}

function keyOf(sort: StampHoldersAsked["sort"]): keyof typeof columns {
  const keys = ["last", "stamps", "round", "until", "name"] as const;
  return keys.find((key) => sort.endsWith(key)) ?? "last";
}

/** Counted no further than `max`. */
export async function holderCount(report: Report, wanted: HoldersWanted, max: number): Promise<number> {
  const row = await report
    .selectFrom(holders(report, wanted).select("member_stamp.member_id").limit(max).as("some"))
    .select((eb) => eb.fn.countAll<number>().as("count"))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}
