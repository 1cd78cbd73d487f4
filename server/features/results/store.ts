import type { Database } from "../../platform/database/database.ts";
import { insertingRows, upsertingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Campaigns and runs as results ask for them, the kept figures, and whose turn a work is. */

type Report = Database["report"];

export const campaignOf = prepare<{ campaignId: string }>()((db, p) =>
  db.selectFrom("campaign").select(["campaign_id", "name"]).where("campaign_id", "=", p.campaignId),
);

/** Runs of which the whole audience is known, the newest first. */
export const runsOf = prepare<{ campaignId: string; limit: number }>()((db, p) =>
  db
    .selectFrom("campaign_run")
    .select([
      ...(["run_id", "public_id", "nth", "version", "status", "started_at_ms", "frozen_at_ms"] as const),
      ...(["ended_at_ms", "until_member_id"] as const),
    ])
    .where("campaign_id", "=", p.campaignId)
    .where("freezing_over", "=", 1)
    .orderBy("nth", "desc")
    .limit(p.limit),
);
export type RunRow = NonNullable<(typeof runsOf)["row"]>;

/** Runs that began since a moment, the oldest first. */
export const runsSince = prepare<{ sinceMs: number }>()((db, p) =>
  db
    .selectFrom("campaign_run")
    .select([
      ...(["run_id", "public_id", "nth", "version", "status", "started_at_ms", "frozen_at_ms"] as const),
      ...(["ended_at_ms", "until_member_id"] as const),
    ])
    .where("started_at_ms", ">=", p.sinceMs)
    .where("freezing_over", "=", 1)
    .orderBy("run_id"),
);

export const versionOf = prepare<{ campaignId: string; version: number }>()((db, p) =>
  db
    .selectFrom("campaign_version")
    .select("document")
    .where("campaign_id", "=", p.campaignId)
    .where("version", "=", p.version),
);

/** Batches are filled in the order of members: of a run that was cancelled, who stands behind this one was never reached. */
export async function lastSent(report: Report, runId: number): Promise<number> {
  const row = await report
    .selectFrom("campaign_batch")
    .select((eb) => eb.fn.max("last_member_id").as("last"))
    .where("run_id", "=", runId)
    .where("status", "=", "sent")
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}

export const keptOf = prepare<{ runId: number }>()((db, p) =>
  db.selectFrom("result_kept").selectAll().where("run_id", "=", p.runId),
);

export const keep = upsertingRows(
  "result_kept",
  { run_id: "integer", days: "integer" },
  { through_on: "text", figures: "text", counted_at_ms: "integer" },
  "excluded.counted_at_ms >= result_kept.counted_at_ms",
);

export const hoursOf = prepare<{ runId: number; from: string; to: string }>()((db, p) =>
  db
    .selectFrom("result_hour")
    .select((eb) => ["half_hour", eb.fn.sum<number>("sales").as("sales")])
    .where("run_id", "=", p.runId)
    .where("business_date", ">=", p.from)
    .where("business_date", "<=", p.to)
    .where("half_hour", ">=", 0)
    .groupBy("half_hour"),
);

export const hourDays = prepare<{ runId: number }>()((db, p) =>
  db
    .selectFrom("result_hour")
    .select("business_date")
    .where("run_id", "=", p.runId)
    .where("half_hour", "=", -1),
);

export const insertHours = insertingRows("result_hour", {
  run_id: "integer",
  business_date: "text",
  half_hour: "integer",
  sales: "integer",
});

export const turnOf = prepare<{ work: string }>()((db, p) =>
  db.selectFrom("result_turn").selectAll().where("work", "=", p.work),
);

/** Taken where it is free; who took it is read afterwards. */
export const takeTurn = prepare<{ work: string; worker: string; nowMs: number; untilMs: number }>()((db, p) =>
  db
    .insertInto("result_turn")
    .values({ work: p.work, leased_by: p.worker, leased_until_ms: p.untilMs })
    .onConflict((conflict) =>
      conflict
        .column("work")
        .doUpdateSet({ leased_by: p.worker, leased_until_ms: p.untilMs })
        .where("result_turn.leased_until_ms", "<=", p.nowMs),
    ),
);

/** Until when nobody needs to look again. */
export const endTurn = prepare<{ work: string; worker: string; untilMs: number }>()((db, p) =>
  db
    .updateTable("result_turn")
    .set({ leased_until_ms: p.untilMs })
    .where("work", "=", p.work)
    .where("leased_by", "=", p.worker),
);
