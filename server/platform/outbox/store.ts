import { sql } from "kysely";
import { isAmongTexts, updatingRows } from "../database/json-rows.ts";
import { type Dialect, prepare } from "../database/prepared.ts";
import { isNotParked } from "./parked.ts";
import { lanes } from "./reasons.ts";

/** The sender's statements. Those of whoever queues, switches or looks stand with them. */

const laneNumbers = Object.values(lanes);

/** What stands in the way, the buckets, and which lanes have something due: one question before each claim. */
export const look = prepare<{ nowMs: number }>()((db, p) =>
  db
    .selectFrom("sending")
    .selectAll("sending")
    .select((eb) => [
      ...(["push", "multicast", "reply"] as const).flatMap((endpoint) => {
        const bucket = eb.selectFrom("outbox_bucket").where("endpoint", "=", endpoint);
        return [
          bucket.select("free_at_us").as(`${endpoint}_free_at_us` as const),
          bucket.select("closed_until_ms").as(`${endpoint}_closed_until_ms` as const),
          bucket.select("slowdowns").as(`${endpoint}_slowdowns` as const),
        ];
      }),
      ...laneNumbers.map((lane) =>
        eb
          .selectFrom("outbox")
          .select((s) => s.lit(1).as("one"))
          .where("status", "=", "waiting")
          .where("lane", "=", lane)
          .where("due_at_ms", "<=", p.nowMs)
          .where("leased_until_ms", "<", p.nowMs)
          .where(isNotParked)
          .limit(1)
          .as(`due_${lane}` as const),
      ),
    ]),
);

/** The switch and what is parked, a row for each: asked again before LINE is, since a claim may have waited meanwhile. */
export const standing = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("sending")
    .leftJoin("outbox_parked", (join) => join.onTrue())
    .select(["sending.stopped_at_ms", "outbox_parked.run_id"]),
);

export const candidates = prepare<{ lane: number; nowMs: number; limit: number }>()((db, p) =>
  db
    .selectFrom("outbox")
    .select(["message_id", "people"])
    .where("status", "=", "waiting")
    .where("lane", "=", p.lane)
    .where("due_at_ms", "<=", p.nowMs)
    .where("leased_until_ms", "<", p.nowMs)
    .where(isNotParked)
    .orderBy("due_at_ms")
    .limit(p.limit),
);

/** Rows go to whoever commits first; and to nobody while the switch is set or their run is parked. */
export const lease = prepare<{ worker: string; ids: string; lane: number; nowMs: number; untilMs: number }>()(
  (db, p, dialect) =>
    db
      .updateTable("outbox")
      .set((eb) => ({
        leased_by: p.worker,
        leased_until_ms: p.untilMs,
        tried_at_ms: p.nowMs,
        // Before the try and not after it: who dies in between must leave the moment behind.
        in_doubt_since_ms: eb.fn.coalesce("in_doubt_since_ms", eb.val(p.nowMs)),
      }))
      .where(isAmongTexts(dialect, "message_id", p.ids))
      .where("status", "=", "waiting")
      .where("lane", "=", p.lane)
      .where("leased_until_ms", "<", p.nowMs)
      .where(isNotParked)
      .where((eb) =>
        eb.exists(eb.selectFrom("sending").select("sending_id").where("stopped_at_ms", "is", null)),
      ),
);

/**
 * Takes the leased rows' share of LINE's rate: a request costs `costUs` of the endpoint's time, of which at most `idleUs`
 * is saved up while nothing is sent. Counts the people of those that are tried for the first time, replies apart: LINE counts
 * none of them in the month.
 */
export const takeRate = prepare<{
  worker: string;
  ids: string;
  endpoint: string;
  idleUs: number;
  costUs: number;
}>()((db, p, dialect) =>
  db
    .updateTable("outbox_bucket")
    .set((eb) => ({
      free_at_us: sql<number>`${greatest(dialect)}(free_at_us, ${p.idleUs}) + ${p.costUs} * (${eb
        .selectFrom("outbox")
        .select((s) => s.fn.countAll<number>().as("taken"))
        .where(isAmongTexts(dialect, "message_id", p.ids))
        .where("leased_by", "=", p.worker)})`,
      people_taken: sql<number>`people_taken + coalesce((${eb
        .selectFrom("outbox")
        .select((s) => s.fn.sum<number>("people").as("people"))
        .where(isAmongTexts(dialect, "message_id", p.ids))
        .where("leased_by", "=", p.worker)
        .where("kind", "!=", "reply")
        .where((s) => s.or([s("attempts", "=", 0), s("outcome", "=", "late_so_pushed")]))}), 0)`,
    }))
    .where("endpoint", "=", p.endpoint),
);

/** What campaigns may still send shrinks with each claim, and no claim goes through that would leave less than nothing. */
export const takeCampaign = prepare<{ worker: string; ids: string }>()((db, p, dialect) =>
  db.updateTable("sending").set((eb) => ({
    campaign_left: sql<number>`campaign_left - coalesce((${eb
      .selectFrom("outbox")
      .select((s) => s.fn.sum<number>("people").as("people"))
      .where(isAmongTexts(dialect, "message_id", p.ids))
      .where("leased_by", "=", p.worker)
      .where("attempts", "=", 0)}), 0)`,
  })),
);

function greatest(dialect: Dialect) {
  return sql.raw(dialect === "postgres" ? "greatest" : "max");
}

export const leased = prepare<{ worker: string; ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("outbox")
    .select([
      ...([
        "message_id",
        "kind",
        "line_user_id",
        "member_id",
        "people",
        "reason",
        "messages",
        "unit",
        "run_id",
        "batch",
        "roster",
      ] as const),
      ...(["retry_key", "reply_token", "reply_until_ms", "late", "attempts", "in_doubt_since_ms"] as const),
      ...(["line_status", "line_request_id", "line_answer"] as const),
    ])
    .select((eb) =>
      eb
        .selectFrom("outbox_bucket")
        .select("free_at_us")
        .whereRef("outbox_bucket.endpoint", "=", "outbox.kind")
        .as("free_at_us"),
    )
    .where(isAmongTexts(dialect, "message_id", p.ids))
    .where("leased_by", "=", p.worker),
);

/** Those of several multicasts that are still to be sent to, in the order of their requests. */
export const recipientsOfAll = prepare<{ ids: string }>()((db, p, dialect) =>
  db
    .selectFrom("outbox_recipient")
    .select(["message_id", "nth", "line_user_id"])
    .where(isAmongTexts(dialect, "message_id", p.ids))
    .where("left_out", "is", null)
    .orderBy("message_id")
    .orderBy("nth"),
);

/** By its holder alone: whoever took over meanwhile knows better. */
export const settleRows = updatingRows(
  "outbox",
  { message_id: "text", leased_by: "text" },
  {
    status: "text",
    outcome: "text",
    kind: "text",
    lane: "integer",
    attempts: "integer",
    retry_key: "text",
    due_at_ms: "integer",
    in_doubt_since_ms: "integer",
    settled_at_ms: "integer",
    line_status: "integer",
    line_request_id: "text",
    line_accepted_request_id: "text",
    line_answer: "text",
    leased_until_ms: "integer",
  },
  "outbox.status = 'waiting'",
);

/** A row that was leased and then not tried is as it was. */
export const releaseRows = updatingRows(
  "outbox",
  { message_id: "text", leased_by: "text" },
  { in_doubt_since_ms: "integer", leased_until_ms: "integer" },
  "outbox.status = 'waiting'",
);

/** Many answers of one moment close it once. */
export const closeEndpoint = prepare<{ endpoint: string; nowMs: number; untilMs: number }>()((db, p) =>
  db
    .updateTable("outbox_bucket")
    .set((eb) => ({ closed_until_ms: p.untilMs, slowdowns: eb("slowdowns", "+", 1) }))
    .where("endpoint", "=", p.endpoint)
    .where("closed_until_ms", "<=", p.nowMs),
);

export const endpointIsFine = prepare<{ endpoint: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox_bucket")
    .set({ slowdowns: 0 })
    .where("endpoint", "=", p.endpoint)
    .where("closed_until_ms", "<=", p.nowMs),
);

/** Every other row of somebody to whom LINE has just been asked too much. */
export const delayPerson = prepare<{ memberId: number; untilMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ due_at_ms: p.untilMs })
    .where("member_id", "=", p.memberId)
    .where("status", "=", "waiting")
    .where("kind", "=", "push")
    .where("due_at_ms", "<", p.untilMs),
);

/** Nothing is sent any more to whom LINE does not know, until a newer event says that they follow. */
export const markUnknown = prepare<{ lineUserId: string; nowMs: number }>()((db, p) =>
  db
    .insertInto("line_friend")
    .values({ line_user_id: p.lineUserId, following: 0, changed_at_ms: 0, unknown_since_ms: p.nowMs })
    .onConflict((conflict) => conflict.column("line_user_id").doUpdateSet({ unknown_since_ms: p.nowMs })),
);

export const refuseOthers = prepare<{ memberId: number; lineUserId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "refused", outcome: "unknown_user", settled_at_ms: p.nowMs })
    .where("member_id", "=", p.memberId)
    .where("line_user_id", "=", p.lineUserId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs),
);

export const leaveOutUnknown = prepare<{ messageId: string; nth: number }>()((db, p) =>
  db
    .updateTable("outbox_recipient")
    .set({ left_out: "unknown_user" })
    .where("message_id", "=", p.messageId)
    .where("nth", "=", p.nth),
);

/**
 * The second half of a multicast as a request of its own; not where somebody else has leased it meanwhile, who sends it whole.
 * Written twice it is one, here and below.
 */
export const copyOfMulticast = prepare<{
  messageId: string;
  worker: string;
  id: string;
  suffix: string;
  retryKey: string;
  people: number;
  nowMs: number;
}>()((db, p) =>
  db
    .insertInto("outbox")
    .columns([
      ...([
        "message_id",
        "dedupe_key",
        "kind",
        "line_user_id",
        "people",
        "reason",
        "lane",
        "messages",
      ] as const),
      ...(["unit", "run_id", "batch"] as const),
      ...(["retry_key", "status", "attempts", "queued_at_ms", "due_at_ms"] as const),
    ])
    .expression((eb) =>
      eb
        .selectFrom("outbox")
        .select((s) => [
          s.cast<string>(s.val(p.id), "text").as("message_id"),
          sql<string>`dedupe_key || cast(${p.suffix} as text)`.as("dedupe_key"),
          ...(["kind", "line_user_id"] as const),
          s.cast<number>(s.val(p.people), "bigint").as("people"),
          ...(["reason", "lane", "messages", "unit", "run_id", "batch"] as const),
          s.cast<string>(s.val(p.retryKey), "text").as("retry_key"),
          ...(["status", "attempts", "queued_at_ms"] as const),
          s.cast<number>(s.val(p.nowMs), "bigint").as("due_at_ms"),
        ])
        .where("message_id", "=", p.messageId)
        .where("leased_by", "=", p.worker),
    )
    .onConflict((conflict) => conflict.column("message_id").doNothing()),
);

export const moveRecipients = prepare<{ messageId: string; id: string; fromNth: number }>()((db, p) =>
  db
    .updateTable("outbox_recipient")
    .set({ message_id: p.id })
    .where("message_id", "=", p.messageId)
    .where("nth", ">=", p.fromNth)
    .where((eb) => eb.exists(eb.selectFrom("outbox").select("message_id").where("message_id", "=", p.id))),
);

export const setPeople = prepare<{ messageId: string; worker: string; people: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ people: p.people })
    .where("message_id", "=", p.messageId)
    .where("leased_by", "=", p.worker),
);
