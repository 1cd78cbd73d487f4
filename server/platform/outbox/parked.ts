import type { Expression, ExpressionBuilder, SqlBool } from "kysely";
import { type Bound, prepare } from "../database/prepared.ts";
import type { Tables } from "../database/tables.ts";

/** Whether nobody has parked the run that a row belongs to; rows of no run never are. */
export function isNotParked(eb: ExpressionBuilder<Tables, "outbox">): Expression<SqlBool> {
  const parked = eb.selectFrom("outbox_parked").select("outbox_parked.run_id");
  return eb.or([eb("outbox.run_id", "is", null), eb("outbox.run_id", "not in", parked)]);
}

const park = prepare<{ runId: number; nowMs: number }>()((db, p) =>
  db
    .insertInto("outbox_parked")
    .values({ run_id: p.runId, parked_at_ms: p.nowMs })
    .onConflict((conflict) => conflict.column("run_id").doNothing()),
);

const unpark = prepare<{ runId: number }>()((db, p) =>
  db.deleteFrom("outbox_parked").where("run_id", "=", p.runId),
);

const dropRun = prepare<{ runId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "dropped", outcome: "dropped_by_hand", settled_at_ms: p.nowMs })
    .where("run_id", "=", p.runId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is", null),
);

const doubtRun = prepare<{ runId: number; nowMs: number }>()((db, p) =>
  db
    .updateTable("outbox")
    .set({ status: "unknown", outcome: "dropped_in_doubt", settled_at_ms: p.nowMs })
    .where("run_id", "=", p.runId)
    .where("status", "=", "waiting")
    .where("leased_until_ms", "<", p.nowMs)
    .where("in_doubt_since_ms", "is not", null),
);

/** Nothing of a run leaves any more, in every process within a second; what LINE is being asked at this moment ends. */
export function planPark(runId: number, nowMs: number): Bound[] {
  return [park.with({ runId, nowMs })];
}

/** It goes on where it was. */
export function planUnpark(runId: number): Bound[] {
  return [unpark.with({ runId })];
}

/** What waits of a run is never sent; what may have arrived is unknown. To be repeated until nothing is on its way any more. */
export function planDropRun(runId: number, nowMs: number): Bound[] {
  return [dropRun.with({ runId, nowMs }), doubtRun.with({ runId, nowMs })];
}
