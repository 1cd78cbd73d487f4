import { sql } from "kysely";
import type { Deps } from "../../deps.ts";
import { isAmong } from "../database/json-rows.ts";
import { type Bound, prepare } from "../database/prepared.ts";
import { laneOf } from "./reasons.ts";

/** One request to one recipient of a run, in whose words their own facts stand. */
export interface Pushed {
  readonly batch: number;
  readonly memberId: number;
  readonly dedupeKey: string;
  /** JSON of 1 to 5 messages that LINE would take. */
  readonly messages: string;
  readonly unit: string | null;
}

const insertPushes = prepare<{ runId: number; rows: string; reason: string; lane: number; nowMs: number }>()(
  (db, p, dialect) => {
    const given =
      dialect === "postgres"
        ? sql`(select value->>0 as message_id, (value->>1)::bigint as batch, (value->>2)::bigint as member_id,
            value->>3 as dedupe_key, value->>4 as messages, value->>5 as unit, value->>6 as retry_key
          from jsonb_array_elements(${p.rows}::jsonb))`
        : sql`(select value->>0 as message_id, value->>1 as batch, value->>2 as member_id,
            value->>3 as dedupe_key, value->>4 as messages, value->>5 as unit, value->>6 as retry_key
          from json_each(${p.rows}))`;
    const int = (value: number) => sql`cast(${value} as bigint)`;
    const text = (value: string) => sql`cast(${value} as text)`;
    // Who leaves at this moment leaves before this row, or finds it and drops it.
    const still = dialect === "postgres" ? sql`for share of member` : sql``;
    return db
      .insertInto("outbox")
      .columns([
        ...(["message_id", "dedupe_key", "kind", "line_user_id", "member_id", "reason", "lane"] as const),
        ...(["messages", "unit", "run_id", "batch", "retry_key", "status"] as const),
        ...(["queued_at_ms", "due_at_ms"] as const),
      ])
      .expression(sql`select given.message_id, given.dedupe_key, 'push', member.line_user_id, member.member_id,
          ${text(p.reason)}, ${int(p.lane)}, given.messages, given.unit, r.run_id, given.batch, given.retry_key,
          'waiting', ${int(p.nowMs)}, ${int(p.nowMs)}
        from ${given} as given
        join campaign_recipient r on r.run_id = ${p.runId} and r.member_id = given.member_id
        join member on member.member_id = given.member_id
        where r.reason is null and member.line_user_id is not null ${still}`);
  },
);

/** So many letters of rows in a statement: D1 takes no value above 2 MB. */
const lettersMax = 400_000;

/** Requests to recipients of a run, who stand in their batches and have no reason; of the others none is written. */
export function queuedPushes(
  deps: Pick<Deps, "ids" | "clock">,
  runId: number,
  pushes: readonly Pushed[],
): Bound[] {
  const nowMs = deps.clock.nowMs();
  const parts: string[][] = [];
  let letters = lettersMax;
  for (const { batch, memberId, dedupeKey, messages, unit } of pushes) {
    const row = JSON.stringify([
      ...[deps.ids.ulid(), batch, memberId, dedupeKey, messages, unit, deps.ids.uuid()],
    ]);
    if (letters + row.length > lettersMax) {
      parts.push([]);
      letters = 0;
    }
    parts.at(-1)?.push(row);
    letters += row.length;
  }
  const of = { runId, reason: "campaign", lane: laneOf("push", "campaign"), nowMs };
  return parts.map((rows) => insertPushes.with({ ...of, rows: `[${rows.join(",")}]` }));
}

const dropPushes = prepare<{ runId: number; members: string; nowMs: number }>()((db, p, dialect) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "nobody_left", settled_at_ms: p.nowMs })
    .where("run_id", "=", p.runId)
    .where("kind", "=", "push")
    .where(isAmong(dialect, "member_id", p.members))
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is", null),
);

/** What waits for these members is not sent; not what is on its way, or may have arrived. */
export function planDropPushes(runId: number, members: readonly number[], nowMs: number): Bound {
  return dropPushes.with({ runId, members: JSON.stringify(members), nowMs });
}
