import type { RankReason } from "../../../shared/ranks/evaluate.ts";
import { isAmong } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Every query on ladder_version, account_rank, rank_change and rank_event stands here, and the sums over account_day. */

export const ladderVersionAt = prepare<{ programmeId: number; atMs: number }>()((db, p) =>
  db
    .selectFrom("ladder_version")
    .select("version")
    .where("programme_id", "=", p.programmeId)
    .where("made_at_ms", "<=", p.atMs)
    .orderBy("version", "desc")
    .limit(1),
);

export const ladderOfVersion = prepare<{ programmeId: number; version: number }>()((db, p) =>
  db
    .selectFrom("ladder_version")
    .select(["ladder", "made_at_ms"])
    .where("programme_id", "=", p.programmeId)
    .where("version", "=", p.version),
);

export const insertLadder = prepare<{
  programmeId: number;
  version: number;
  ladder: string;
  nowMs: number;
  madeBy: string;
}>()((db, p) =>
  db.insertInto("ladder_version").values({
    programme_id: p.programmeId,
    version: p.version,
    ladder: p.ladder,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

export const rankOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db.selectFrom("account_rank").selectAll().where("account_id", "=", p.accountId),
);

/** `ids` is a JSON array of account numbers, here and below. */
export const ranksOfAccounts = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("account_rank")
    .selectAll()
    .where(isAmong(dialect, "account_id", p.ids)),
);

export const daysOfAccounts = prepare<{ ids: string; from: string }>()((db, p, dialect) =>
  db
    .selectFrom("account_day")
    .select(["account_id", "business_date", "purchases", "net_yen", "points_earned"])
    .where(isAmong(dialect, "account_id", p.ids))
    .where("business_date", ">=", p.from),
);

/** All that was ever counted, a row an account that has counted anything. */
export const everyDayOfAccounts = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("account_day")
    .select((eb) => [
      "account_id",
      eb.fn.sum<number>("net_yen").as("net_yen"),
      eb.fn.sum<number>("points_earned").as("points_earned"),
      eb.fn
        .sum<number>(eb.case().when("purchases", ">", 0).then(eb.lit(1)).else(eb.lit(0)).end())
        .as("visits"),
    ])
    .where(isAmong(dialect, "account_id", p.ids))
    .groupBy("account_id"),
);

/** The last decision for a day or an earlier one, in the order in which they were made. */
export const changeThrough = prepare<{ accountId: number; on: string }>()((db, p) =>
  db
    .selectFrom("rank_change")
    .select(["nth", "to_rank", "reason", "until_on", "business_date"])
    .where("account_id", "=", p.accountId)
    .where("business_date", "<=", p.on)
    .orderBy("nth", "desc")
    .limit(1),
);

/** What was counted, day by day. */
export const daysFrom = prepare<{ accountId: number; from: string }>()((db, p) =>
  db
    .selectFrom("account_day")
    .select(["business_date", "purchases", "net_yen", "points_earned"])
    .where("account_id", "=", p.accountId)
    .where("business_date", ">=", p.from),
);

/** All that was ever counted, in one row. */
export const everyDay = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("account_day")
    .select((eb) => [
      eb.fn.coalesce(eb.fn.sum<number>("net_yen"), eb.lit(0)).as("net_yen"),
      eb.fn.coalesce(eb.fn.sum<number>("points_earned"), eb.lit(0)).as("points_earned"),
      eb.fn
        .coalesce(
          eb.fn.sum<number>(eb.case().when("purchases", ">", 0).then(eb.lit(1)).else(eb.lit(0)).end()),
          eb.lit(0),
        )
        .as("visits"),
    ])
    .where("account_id", "=", p.accountId),
);

export const keepRank = prepare<{
  accountId: number;
  rank: string;
  nth: number;
  sinceOn: string;
  untilOn: string | null;
  granted: number;
  warnedForOn: string | null;
}>()((db, p) =>
  db
    .insertInto("account_rank")
    .values({
      account_id: p.accountId,
      rank: p.rank,
      nth: p.nth,
      since_on: p.sinceOn,
      until_on: p.untilOn,
      granted: p.granted,
      warned_for_on: p.warnedForOn,
    })
    .onConflict((conflict) =>
      conflict
        .column("account_id")
        .doUpdateSet((eb) => ({
          rank: eb.ref("excluded.rank"),
          nth: eb.ref("excluded.nth"),
          since_on: eb.ref("excluded.since_on"),
          until_on: eb.ref("excluded.until_on"),
          granted: eb.ref("excluded.granted"),
          warned_for_on: eb.ref("excluded.warned_for_on"),
        }))
        // A warning is written without a decision, and must not undo one that somebody else has made meanwhile.
        .whereRef("account_rank.nth", "<=", "excluded.nth"),
    ),
);

/** Numbered in the account's own order: of two decisions made on the same state, the second fails. */
export const insertChange = prepare<{
  accountId: number;
  nth: number;
  fromRank: string;
  toRank: string;
  reason: string;
  metricValue: number;
  ladderVersion: number;
  untilOn: string | null;
  businessDate: string;
  nowMs: number;
  actor: string;
  purchaseId: string | null;
}>()((db, p) =>
  db.insertInto("rank_change").values({
    account_id: p.accountId,
    nth: p.nth,
    from_rank: p.fromRank,
    to_rank: p.toRank,
    reason: reasonSlot(p.reason),
    metric_value: p.metricValue,
    ladder_version: p.ladderVersion,
    until_on: p.untilOn,
    business_date: p.businessDate,
    at_ms: p.nowMs,
    actor: p.actor,
    purchase_id: p.purchaseId,
  }),
);

/** Told once: the same occasion again is nothing new. */
export const tellOnce = prepare<{
  accountId: number;
  kind: string;
  occasion: string;
  rank: string;
  missing: number;
  businessDate: string;
  nowMs: number;
}>()((db, p) =>
  db
    .insertInto("rank_event")
    .values({
      account_id: p.accountId,
      kind: newsSlot(p.kind),
      occasion: p.occasion,
      rank: p.rank,
      missing: p.missing,
      business_date: p.businessDate,
      at_ms: p.nowMs,
    })
    .onConflict((conflict) => conflict.columns(["account_id", "kind", "occasion"]).doNothing()),
);

export const changesOf = prepare<{ accountId: number; limit: number }>()((db, p) =>
  db
    .selectFrom("rank_change")
    .selectAll()
    .where("account_id", "=", p.accountId)
    .orderBy("nth", "desc")
    .limit(p.limit),
);

interface Place {
  readonly [name: string]: number;
  readonly atMs: number;
  readonly accountId: number;
  readonly before: number;
  readonly limit: number;
}

export const changesAfter = prepare<Place>()((db, p) =>
  db
    .selectFrom("rank_change")
    .selectAll()
    .where("at_ms", "<=", p.before)
    .where((eb) =>
      eb.or([eb("at_ms", ">", p.atMs), eb("at_ms", "=", p.atMs).and("account_id", ">", p.accountId)]),
    )
    .orderBy("at_ms")
    .orderBy("account_id")
    .orderBy("nth")
    .limit(p.limit),
);

export const newsAfter = prepare<Place>()((db, p) =>
  db
    .selectFrom("rank_event")
    .selectAll()
    .where("at_ms", "<=", p.before)
    .where((eb) =>
      eb.or([eb("at_ms", ">", p.atMs), eb("at_ms", "=", p.atMs).and("account_id", ">", p.accountId)]),
    )
    .orderBy("at_ms")
    .orderBy("account_id")
    .limit(p.limit),
);

/** Ranks that have ended by a day, and those that end soon and whose member was not told. */
export const ranksEnding = prepare<{
  fromAccountId: number;
  toAccountId: number;
  on: string;
  warnOn: string;
}>()((db, p) =>
  db
    .selectFrom("account_rank")
    .select("account_id")
    .where("account_id", ">=", p.fromAccountId)
    .where("account_id", "<=", p.toAccountId)
    .where("until_on", "<=", p.warnOn)
    .where((eb) =>
      eb.or([
        eb("until_on", "<", p.on),
        eb("warned_for_on", "is", null),
        eb("warned_for_on", "!=", eb.ref("until_on")),
      ]),
    ),
);

/** Ranks that were decided before a day and go on past another. */
export const ranksSinceBefore = prepare<{
  fromAccountId: number;
  toAccountId: number;
  on: string;
  from: string;
}>()((db, p) =>
  db
    .selectFrom("account_rank")
    .select("account_id")
    .where("account_id", ">=", p.fromAccountId)
    .where("account_id", "<=", p.toAccountId)
    .where("granted", "=", 0)
    .where("since_on", "<", p.from)
    .where("until_on", ">=", p.on),
);

export const accountsThatCounted = prepare<{
  fromAccountId: number;
  toAccountId: number;
  from: string;
  to: string;
}>()((db, p) =>
  db
    .selectFrom("account_day")
    .select("account_id")
    .distinct()
    .where("account_id", ">=", p.fromAccountId)
    .where("account_id", "<=", p.toAccountId)
    .where("business_date", ">=", p.from)
    .where("business_date", "<=", p.to),
);

/** Parameters are any text; the core's types say which, and the schema's CHECK refuses the rest. */
function reasonSlot(slot: string): RankReason {
  return slot as RankReason;
}
function newsSlot(slot: string): "near_upgrade" | "will_downgrade" {
  return slot as "near_upgrade" | "will_downgrade";
}
