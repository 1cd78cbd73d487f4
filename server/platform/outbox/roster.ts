import { sql } from "kysely";
import type { Deps } from "../../deps.ts";
import { isAmongTexts } from "../database/json-rows.ts";
import { type Bound, prepare } from "../database/prepared.ts";
import { laneOf } from "./reasons.ts";

/**
 * A campaign's multicast goes to its batch of a run, whose people stand in `campaign_recipient` for ever: to write a million of
 * them a second time, with their LINE ids and an index, would take longer than sending. Who has got a reason of their own since,
 * or has left, is not among them.
 */
export const rosterOfAll = prepare<{ ids: string }>()((db, p, dialect) => {
  const people =
    dialect === "postgres"
      ? sql<string>`json_agg(member.line_user_id order by campaign_recipient.member_id)::text`
      : sql<string>`json_group_array(member.line_user_id order by campaign_recipient.member_id)`;
  return (
    db
      .selectFrom("outbox")
      .innerJoin("campaign_batch", (join) =>
        join
          .onRef("campaign_batch.run_id", "=", "outbox.run_id")
          .onRef("campaign_batch.batch", "=", "outbox.batch"),
      )
      // A batch is a stretch of members, with those of other batches in between: so many that no index pays.
      .innerJoin("campaign_recipient", (join) =>
        join
          .onRef("campaign_recipient.run_id", "=", "campaign_batch.run_id")
          .onRef("campaign_recipient.member_id", ">=", "campaign_batch.first_member_id")
          .onRef("campaign_recipient.member_id", "<=", "campaign_batch.last_member_id")
          .onRef("campaign_recipient.batch", "=", "campaign_batch.batch"),
      )
      .innerJoin("member", "member.member_id", "campaign_recipient.member_id")
      .select(["outbox.message_id", people.as("to")])
      .select((eb) => eb.fn.countAll<number>().as("people"))
      .where(isAmongTexts(dialect, "outbox.message_id", p.ids))
      .where("outbox.roster", "=", 1)
      .where("campaign_recipient.reason", "is", null)
      .where("member.line_user_id", "is not", null)
      .groupBy("outbox.message_id")
  );
});

/** LINE knows nobody by their id. */
export const leaveOutOfRoster = prepare<{ runId: number; lineUserId: string }>()((db, p) =>
  db
    .updateTable("campaign_recipient")
    .set({ reason: "unknown_user" })
    .where("run_id", "=", p.runId)
    .where("member_id", "in", (eb) =>
      eb.selectFrom("member").select("member.member_id").where("line_user_id", "=", p.lineUserId),
    )
    .where("reason", "is", null),
);

const ownRows = prepare<{ messageId: string; worker: string }>()((db, p) =>
  db
    .insertInto("outbox_recipient")
    .columns(["message_id", "nth", "line_user_id", "member_id"])
    .expression((eb) =>
      eb
        .selectFrom("outbox")
        .innerJoin("campaign_batch", (join) =>
          join
            .onRef("campaign_batch.run_id", "=", "outbox.run_id")
            .onRef("campaign_batch.batch", "=", "outbox.batch"),
        )
        .innerJoin("campaign_recipient", (join) =>
          join
            .onRef("campaign_recipient.run_id", "=", "campaign_batch.run_id")
            .onRef("campaign_recipient.member_id", ">=", "campaign_batch.first_member_id")
            .onRef("campaign_recipient.member_id", "<=", "campaign_batch.last_member_id")
            .onRef("campaign_recipient.batch", "=", "campaign_batch.batch"),
        )
        .innerJoin("member", "member.member_id", "campaign_recipient.member_id")
        .select(["outbox.message_id", "campaign_recipient.member_id as nth"])
        .select(sql<string>`member.line_user_id`.as("line_user_id"))
        .select("member.member_id")
        .where("outbox.message_id", "=", p.messageId)
        .where("outbox.leased_by", "=", p.worker)
        .where("outbox.roster", "=", 1)
        .where("campaign_recipient.reason", "is", null)
        .where("member.line_user_id", "is not", null),
    ),
);

const rosterNoMore = prepare<{ messageId: string; worker: string }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ roster: 0 })
    .where("message_id", "=", p.messageId)
    .where("leased_by", "=", p.worker),
);

/** Before it is halved its people are given rows of their own, which halves can be made of. */
export function planOwnRows(messageId: string, worker: string): Bound[] {
  return [ownRows.with({ messageId, worker }), rosterNoMore.with({ messageId, worker })];
}

/** One request to a batch of a run. */
export interface Rostered {
  readonly batch: number;
  readonly dedupeKey: string;
  /** JSON of 1 to 5 messages that LINE would take. */
  readonly messages: string;
  readonly unit: string | null;
}

const insertRostered = prepare<{
  runId: number;
  rows: string;
  reason: string;
  lane: number;
  nowMs: number;
}>()((db, p, dialect) => {
  const given =
    dialect === "postgres"
      ? sql`(select value->>0 as message_id, (value->>1)::bigint as batch, value->>2 as dedupe_key,
            value->>3 as messages, value->>4 as unit, value->>5 as retry_key
          from jsonb_array_elements(${p.rows}::jsonb))`
      : sql`(select value->>0 as message_id, value->>1 as batch, value->>2 as dedupe_key,
            value->>3 as messages, value->>4 as unit, value->>5 as retry_key from json_each(${p.rows}))`;
  const int = (value: number) => sql`cast(${value} as bigint)`;
  const text = (value: string) => sql`cast(${value} as text)`;
  return db
    .insertInto("outbox")
    .columns([
      ...(["message_id", "dedupe_key", "kind", "line_user_id", "people", "reason", "lane"] as const),
      ...(["messages", "unit", "run_id", "batch", "roster", "retry_key", "status"] as const),
      ...(["queued_at_ms", "due_at_ms"] as const),
    ])
    .expression(sql`select given.message_id, given.dedupe_key, 'multicast', '', people.people, ${text(p.reason)},
          ${int(p.lane)}, given.messages, given.unit, people.run_id, given.batch, 1, given.retry_key, 'waiting',
          ${int(p.nowMs)}, ${int(p.nowMs)}
        from ${given} as given
        join (select b.run_id, b.batch, count(*) as people
          from campaign_batch b
          join campaign_recipient r on r.run_id = b.run_id and r.member_id >= b.first_member_id
            and r.member_id <= b.last_member_id and r.batch = b.batch
          where b.run_id = ${p.runId} and r.reason is null
            and b.batch in (select batch from ${given} as g)
          group by b.run_id, b.batch) as people on people.batch = given.batch`);
});

/**
 * Requests to batches of a run, of which nobody's id is written again; a batch of which nobody is left gets none. Their
 * messages must be ones that LINE would take.
 */
export function queuedRoster(
  deps: Pick<Deps, "ids" | "clock">,
  runId: number,
  requests: readonly Rostered[],
): Bound {
  const rows = requests.map(({ batch, dedupeKey, messages, unit }) => [
    ...[deps.ids.ulid(), batch, dedupeKey, messages, unit, deps.ids.uuid()],
  ]);
  return insertRostered.with({
    ...{ runId, rows: JSON.stringify(rows), reason: "campaign", lane: laneOf("multicast", "campaign") },
    nowMs: deps.clock.nowMs(),
  });
}
