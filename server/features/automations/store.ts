import { sql } from "kysely";
import { insertingRows, isAmong, isAmongTexts } from "../../platform/database/json-rows.ts";
import { type Dialect, prepare } from "../../platform/database/prepared.ts";

/** Every query on automation, automation_version, automation_send and automation_pass stands here; `store-due.ts` has whom they concern. */

export const automationsWithDocuments = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("automation")
    .innerJoin("automation_version", (join) =>
      join
        .onRef("automation_version.automation_id", "=", "automation.automation_id")
        .onRef("automation_version.version", "=", "automation.version"),
    )
    .select([
      "automation.automation_id",
      "automation.status",
      "automation.version",
      "automation.on_since_ms",
      "automation_version.automation",
      "automation_version.made_at_ms",
    ])
    .orderBy("automation.automation_id"),
);

export const automationById = prepare<{ automationId: string }>()((db, p) =>
  db.selectFrom("automation").selectAll().where("automation_id", "=", p.automationId),
);

export const insertAutomation = prepare<{ automationId: string; nowMs: number; madeBy: string }>()((db, p) =>
  db.insertInto("automation").values({
    automation_id: p.automationId,
    status: "off",
    version: 1,
    on_since_ms: null,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

export const insertVersion = prepare<{
  automationId: string;
  version: number;
  automation: string;
  nowMs: number;
  madeBy: string;
}>()((db, p) =>
  db.insertInto("automation_version").values({
    automation_id: p.automationId,
    version: p.version,
    automation: p.automation,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

export const setVersion = prepare<{ automationId: string; version: number }>()((db, p) =>
  db.updateTable("automation").set({ version: p.version }).where("automation_id", "=", p.automationId),
);

/** Only where it was off: who switches it on twice begins nothing anew. */
export const switchOn = prepare<{ automationId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("automation")
    .set({ status: "on", on_since_ms: p.nowMs })
    .where("automation_id", "=", p.automationId)
    .where("status", "=", "off"),
);

/** Off, or archived. */
export const switchOff = prepare<{ automationId: string; status: "off" | "archived" }>()((db, p) =>
  db.updateTable("automation").set({ status: p.status }).where("automation_id", "=", p.automationId),
);

/** Of these members, what was decided before; `members` and `automations` are JSON arrays. */
export const sendsAmong = prepare<{ members: string; automations: string }>()((db, p, dialect) =>
  db
    .selectFrom("automation_send")
    .select(["member_id", "automation_id", "occasion"])
    .where(isAmong(dialect, "member_id", p.members))
    .where(isAmongTexts(dialect, "automation_id", p.automations)),
);

export const insertSends = insertingRows("automation_send", {
  member_id: "integer",
  automation_id: "text",
  occasion: "text",
  version: "integer",
  sent_on: "text",
  left_out: "text",
  message_key: "text",
  counts: "integer",
  at_ms: "integer",
});

export const passesOn = prepare<{ on: string }>()((db, p) =>
  db.selectFrom("automation_pass").selectAll().where("sent_on", "=", p.on),
);

export const passAt = prepare<{ on: string; sendAt: string }>()((db, p) =>
  db.selectFrom("automation_pass").selectAll().where("sent_on", "=", p.on).where("send_at", "=", p.sendAt),
);

export const openPass = prepare<{ on: string; sendAt: string }>()((db, p) =>
  db
    .insertInto("automation_pass")
    .values({ sent_on: p.on, send_at: p.sendAt })
    .onConflict((conflict) => conflict.columns(["sent_on", "send_at"]).doNothing()),
);

export const leasePass = prepare<{
  on: string;
  sendAt: string;
  worker: string;
  nowMs: number;
  untilMs: number;
}>()((db, p) =>
  db
    .updateTable("automation_pass")
    .set({ leased_by: p.worker, leased_until_ms: p.untilMs })
    .where("sent_on", "=", p.on)
    .where("send_at", "=", p.sendAt)
    .where("done_at_ms", "is", null)
    .where("leased_until_ms", "<", p.nowMs),
);

/**
 * How far it has come, and the lease: kept, or given back where `untilMs` is 0. `told` are those that something is said of, as
 * texts `ID VERSION` in a JSON array: where one is off or changed since it was read, `automation_pass_stands` refuses all of it.
 */
export const movePass = prepare<{
  on: string;
  sendAt: string;
  worker: string;
  throughId: number;
  sent: number;
  leftOut: number;
  untilMs: number;
  doneAtMs: number | null;
  told: string;
  toldCount: number;
}>()((db, p, dialect) =>
  db
    .updateTable("automation_pass")
    .set((eb) => ({
      through_account_id: sql<number>`case when ${standing(dialect, p.told)} = ${p.toldCount} then ${p.throughId} else -1 end`,
      sent: eb("sent", "+", p.sent),
      left_out: eb("left_out", "+", p.leftOut),
      leased_until_ms: p.untilMs,
      done_at_ms: p.doneAtMs,
    }))
    .where("sent_on", "=", p.on)
    .where("send_at", "=", p.sendAt)
    .where("leased_by", "=", p.worker),
);

/** How many of these are on as they were read. On PostgreSQL who switches one off meanwhile waits for this commit, or this for them. */
function standing(dialect: Dialect, told: string) {
  const stands = sql`status = 'on' and ${isAmongTexts(dialect, "written", told)}`;
  const written = sql`select automation_id || ' ' || version as written, status from automation`;
  return dialect === "postgres"
    ? sql<number>`(select count(*) from (select written from (${written} for share) as locked where ${stands}) as held)`
    : sql<number>`(select count(*) from (${written}) as held where ${stands})`;
}

/** Who is spoken to. `members` is a JSON array. */
export const peopleAmong = prepare<{ members: string; programmeId: number }>()((db, p, dialect) =>
  db
    .selectFrom("member")
    .innerJoin("account", "account.member_id", "member.member_id")
    .select([
      "member.member_id",
      "member.public_id",
      "member.line_user_id",
      "member.name",
      "member.language",
      "account.balance",
    ])
    .where(isAmong(dialect, "member.member_id", p.members))
    .where("account.programme_id", "=", p.programmeId),
);
