import { sql } from "kysely";
import { keepingRows } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/** Names by which LINE counts openings, what it answered, and when it is asked again. */

const shown = [
  "unit",
  "from_on",
  "to_on",
  "variant",
  "ask_at_ms",
  "asked_at_ms",
  "told_at_ms",
  "opened",
  "clicked",
] as const;

export const ofRun = prepare<{ runId: number }>()((db, p) =>
  db.selectFrom("line_unit").select(shown).where("run_id", "=", p.runId).orderBy("variant"),
);
export type UnitRow = NonNullable<(typeof ofRun)["row"]>;

/** Months of which any day is among these. */
export const ofAutomation = prepare<{ automationId: string; from: string; to: string }>()((db, p) =>
  db
    .selectFrom("line_unit")
    .select(shown)
    .where("automation_id", "=", p.automationId)
    .where("from_on", "<=", p.to)
    .where("to_on", ">=", p.from)
    .orderBy("from_on"),
);

/** What was sent under a name and is not asked about yet: runs that began since a moment. */
export const newUnits = prepare<{ sinceMs: number }>()((db, p) =>
  db
    .selectFrom("campaign_run as u")
    .innerJoin("campaign_batch as b", "b.run_id", "u.run_id")
    .leftJoin("line_unit as l", (join) =>
      join.onRef("l.run_id", "=", "u.run_id").onRef("l.variant", "=", "b.variant"),
    )
    .select(["u.run_id", "u.public_id", "u.started_at_ms", "b.variant"])
    .where("u.started_at_ms", ">=", p.sinceMs)
    .where("b.status", "in", ["sent", "unknown"])
    .where("l.unit", "is", null)
    .groupBy(["u.run_id", "u.public_id", "u.started_at_ms", "b.variant"])
    .orderBy("u.run_id"),
);

/** Automations that sent on days of a month and whose month is not asked about yet. */
export const newMonths = prepare<{ from: string; to: string }>()((db, p) =>
  db
    .selectFrom("automation as a")
    .leftJoin("line_unit as l", (join) =>
      join.onRef("l.automation_id", "=", "a.automation_id").on("l.from_on", "=", p.from),
    )
    .select("a.automation_id")
    .where("l.unit", "is", null)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("automation_send as s")
          .select("s.member_id")
          .whereRef("s.automation_id", "=", "a.automation_id")
          .where("s.sent_on", ">=", p.from)
          .where("s.sent_on", "<=", p.to)
          .where("s.left_out", "is", null),
      ),
    ),
);

export const insertUnits = keepingRows("line_unit", {
  unit: "text",
  from_on: "text",
  to_on: "text",
  run_id: "integer",
  variant: "integer",
  automation_id: "text",
  ask_at_ms: "integer",
  ask_until_ms: "integer",
});

export const dueUnits = prepare<{ nowMs: number; limit: number }>()((db, p) =>
  db
    .selectFrom("line_unit")
    .select(["unit", "from_on", "to_on", "ask_until_ms"])
    .where("ask_at_ms", "is not", null)
    .where("ask_at_ms", "<=", p.nowMs)
    .orderBy("ask_at_ms")
    .limit(p.limit),
);

/** A number that LINE has told stays where it does not tell it again. */
export const answerUnit = prepare<{
  unit: string;
  from: string;
  nowMs: number;
  opened: number | null;
  clicked: number | null;
  askAtMs: number | null;
}>()((db, p) =>
  db
    .updateTable("line_unit")
    .set({
      asked_at_ms: p.nowMs,
      told_at_ms: p.nowMs,
      opened: sql<number | null>`coalesce(cast(${p.opened} as bigint), opened)`,
      clicked: sql<number | null>`coalesce(cast(${p.clicked} as bigint), clicked)`,
      ask_at_ms: p.askAtMs,
      problem: null,
    })
    .where("unit", "=", p.unit)
    .where("from_on", "=", p.from),
);

export const failUnit = prepare<{
  unit: string;
  from: string;
  nowMs: number;
  problem: string;
  askAtMs: number | null;
}>()((db, p) =>
  db
    .updateTable("line_unit")
    .set({ asked_at_ms: p.nowMs, problem: p.problem, ask_at_ms: p.askAtMs })
    .where("unit", "=", p.unit)
    .where("from_on", "=", p.from),
);
