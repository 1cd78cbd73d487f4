import { type Kysely, sql } from "kysely";
import { type Bound, prepare } from "../../platform/database/prepared.ts";
import type { Tables } from "../../platform/database/tables.ts";
import { recipientsMax } from "../../platform/outbox/index.ts";
import type { Audience } from "./audience.ts";
import { type Streams, streamCount, variantOf } from "./streams.ts";

/** What is written while an audience is frozen: a stretch of members at a time. */

export interface Stretch extends Readonly<Record<string, number | string>> {
  readonly runId: number;
  /** Members after this one … */
  readonly after: number;
  /** … through this one. */
  readonly through: number;
  readonly programmeId: number;
  /** The commit's own name: it writes where nobody has frozen anything since it looked. */
  readonly turn: string;
}

/** Which commit was the last to freeze anything; read before what members were sent is looked at. */
export const lastTurn = prepare<Record<never, never>>()((db) =>
  db.selectFrom("campaign_freeze").select("turn"),
);

/**
 * First in the commit: of two that saw the same turn one waits here for the other, finds that it was not the first, and writes
 * nothing. Otherwise neither would see whom the other sends to, and both would be within a member's cap.
 */
export const takeTurn = prepare<{ seen: string; turn: string }>()((db, p) =>
  db.updateTable("campaign_freeze").set({ turn: p.turn }).where("one", "=", 1).where("turn", "=", p.seen),
);

/** Nobody else has frozen this stretch, the run goes on, and this commit has the turn. */
function isMine(db: Kysely<Tables>, p: Pick<Stretch, "runId" | "after" | "turn">) {
  return db
    .selectFrom("campaign_run")
    .innerJoin("campaign_freeze", (join) => join.on("campaign_freeze.turn", "=", p.turn))
    .select("campaign_run.run_id")
    .where("campaign_run.run_id", "=", p.runId)
    .where("campaign_run.frozen_through", "=", p.after)
    .where("campaign_run.status", "=", "freezing");
}

/** How many of each stream are frozen already. */
export const seenOfStreams = prepare<{ runId: number; streams: number }>()((db, p) =>
  db
    .selectFrom("campaign_batch")
    .select((eb) => [
      sql<number>`batch % cast(${p.streams} as bigint)`.as("stream"),
      eb.fn.sum<number>("people").as("people"),
    ])
    .where("run_id", "=", p.runId)
    .groupBy(sql`1`),
);

/**
 * The stretch's members with the reason or the batch of each. A batch is 500 of one stream, and its number is
 * `nth × streams + stream`, so that each stream is numbered by itself. Compiled anew for each audience: its conditions are data.
 */
export function freezeStretch(
  stretch: Stretch,
  audience: Audience,
  streams: Streams,
  seen: ReadonlyMap<number, number>,
): Bound {
  const count = streamCount(streams);
  return prepare<Stretch>()((db, p, dialect) => {
    const found = db
      .selectFrom("account")
      .innerJoin("member", "member.member_id", "account.member_id")
      .where("account.programme_id", "=", p.programmeId)
      .where("account.member_id", ">", p.after)
      .where("account.member_id", "<=", p.through)
      // Said of both: otherwise PostgreSQL reads all members for each stretch.
      .where("member.member_id", ">", p.after)
      .where("member.member_id", "<=", p.through)
      .where((eb) => audience.matched(eb, dialect))
      .select((eb) => [
        "account.member_id",
        audience.reason(eb, dialect).as("reason"),
        variantOf(eb, streams).as("variant"),
        (streams.english ? sql<number>`case member.language when 'en' then 1 else 0 end` : sql<number>`0`).as(
          "english",
        ),
      ]);
    const seenOf = Array.from({ length: count }, (_, stream) => {
      return sql`when ${sql.lit(stream)} then cast(${p[`seen${stream}`] ?? 0} as bigint)`;
    });
    const place = sql`(case variant * 2 + english ${sql.join(seenOf, sql` `)} end + nth - 1) / ${sql.lit(recipientsMax)}`;
    const numbered = db
      // Otherwise SQLite works the reasons out twice.
      .with(
        (cte) => cte("found").materialized(),
        () => found,
      )
      .selectFrom("found")
      .selectAll()
      .select(
        sql<number>`row_number() over (partition by reason is null, variant, english order by member_id)`.as(
          "nth",
        ),
      );
    return db
      .insertInto("campaign_recipient")
      .columns(["run_id", "member_id", "reason", "variant", "batch"])
      .expression(
        db
          .selectFrom(numbered.as("numbered"))
          .where(({ exists }) => exists(isMine(db, p)))
          .select([
            sql<number>`cast(${p.runId} as bigint)`.as("run_id"),
            ...(["member_id", "reason", "variant"] as const),
            sql<number | null>`case when reason is null
              then ${place} * ${sql.lit(count)} + variant * 2 + english end`.as("batch"),
          ]),
      );
  }).with({ ...seenIn(seen, count), ...stretch });
}

function seenIn(seen: ReadonlyMap<number, number>, count: number): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, stream) => [`seen${stream}`, seen.get(stream) ?? 0]),
  );
}

/** What the stretch adds to batches, one that the stretch before had begun among them. */
export const freezeBatches = prepare<{
  runId: number;
  after: number;
  through: number;
  streams: number;
  turn: string;
}>()((db, p) =>
  db
    .insertInto("campaign_batch")
    .columns([
      ...(["run_id", "batch", "variant", "language", "people"] as const),
      ...(["first_member_id", "last_member_id", "status"] as const),
    ])
    .expression(
      db
        .selectFrom("campaign_recipient")
        .select((eb) => [
          "run_id",
          sql<number>`batch`.as("batch"),
          sql<number>`(batch % cast(${p.streams} as bigint)) / 2`.as("variant"),
          sql<string>`case when batch % 2 = 1 then 'en' else 'ja' end`.as("language"),
          eb.fn.countAll<number>().as("people"),
          eb.fn.min("member_id").as("first_member_id"),
          eb.fn.max("member_id").as("last_member_id"),
          sql<"frozen">`'frozen'`.as("status"),
        ])
        .where("run_id", "=", p.runId)
        .where("member_id", ">", p.after)
        .where("member_id", "<=", p.through)
        .where("batch", "is not", null)
        .where(({ exists }) => exists(isMine(db, p)))
        .groupBy(["run_id", "batch"]),
    )
    .onConflict((conflict) =>
      conflict.columns(["run_id", "batch"]).doUpdateSet({
        people: sql`campaign_batch.people + excluded.people`,
        last_member_id: sql`excluded.last_member_id`,
      }),
    ),
);

/** How far it came; `over`: 1 with the last stretch. */
export const frozenThrough = prepare<{
  runId: number;
  after: number;
  through: number;
  over: number;
  turn: string;
}>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set((eb) => {
      const added = eb
        .selectFrom("campaign_recipient")
        .where("campaign_recipient.run_id", "=", p.runId)
        .where("campaign_recipient.member_id", ">", p.after)
        .where("campaign_recipient.member_id", "<=", p.through);
      return {
        frozen_through: p.through,
        freezing_over: p.over,
        matched: sql`matched + (${added.select((s) => s.fn.countAll<number>().as("n"))})`,
        planned: sql`planned + (${added.select((s) => s.fn.count<number>("batch").as("n"))})`,
      };
    })
    .where("run_id", "=", p.runId)
    .where("frozen_through", "=", p.after)
    .where("status", "=", "freezing")
    .where(({ exists, selectFrom }) =>
      exists(selectFrom("campaign_freeze").select("one").where("campaign_freeze.turn", "=", p.turn)),
    ),
);

/** The whole audience is frozen. */
export const endFreeze = prepare<{ runId: number }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ status: "sending" })
    .where("run_id", "=", p.runId)
    .where("freezing_over", "=", 1)
    .where("status", "=", "freezing"),
);
