import { prepare } from "../../platform/database/prepared.ts";

/** The statements about campaigns and their versions. */

export const campaignById = prepare<{ campaignId: string }>()((db, p) =>
  db.selectFrom("campaign").selectAll().where("campaign_id", "=", p.campaignId),
);

export const versionOf = prepare<{ campaignId: string; version: number }>()((db, p) =>
  db
    .selectFrom("campaign_version")
    .select(["document", "made_at_ms", "made_by"])
    .where("campaign_id", "=", p.campaignId)
    .where("version", "=", p.version),
);

export const insertCampaign = prepare<{ campaignId: string; name: string; nowMs: number; madeBy: string }>()(
  (db, p) =>
    db.insertInto("campaign").values({
      campaign_id: p.campaignId,
      name: p.name,
      status: "draft",
      version: 1,
      next_due_at_ms: null,
      approval_people: null,
      asked_by: null,
      asked_at_ms: null,
      approved_by: null,
      approved_at_ms: null,
      made_at_ms: p.nowMs,
      made_by: p.madeBy,
      changed_at_ms: p.nowMs,
    }),
);

export const insertVersion = prepare<{
  campaignId: string;
  version: number;
  document: string;
  nowMs: number;
  madeBy: string;
}>()((db, p) =>
  db.insertInto("campaign_version").values({
    campaign_id: p.campaignId,
    version: p.version,
    document: p.document,
    made_at_ms: p.nowMs,
    made_by: p.madeBy,
  }),
);

export const dueCampaigns = prepare<{ nowMs: number }>()((db, p) =>
  db
    .selectFrom("campaign")
    .selectAll()
    .where("next_due_at_ms", "is not", null)
    .where("next_due_at_ms", "<=", p.nowMs)
    .where("status", "=", "scheduled")
    .orderBy("next_due_at_ms")
    .limit(10),
);

export const insertRun = prepare<{
  publicId: string;
  campaignId: string;
  nth: number;
  version: number;
  dueAtMs: number;
  untilMemberId: number;
  nowMs: number;
}>()((db, p) =>
  db.insertInto("campaign_run").values({
    public_id: p.publicId,
    campaign_id: p.campaignId,
    nth: p.nth,
    version: p.version,
    status: "freezing",
    due_at_ms: p.dueAtMs,
    frozen_at_ms: p.nowMs,
    until_member_id: p.untilMemberId,
    paused_why: null,
    started_at_ms: p.nowMs,
    ended_at_ms: null,
    leased_by: null,
  }),
);

/** The campaign is under way; when it is due again stands in the row already. */
export const beginRun = prepare<{
  campaignId: string;
  runs: number;
  nextDueAtMs: number | null;
  nowMs: number;
}>()((db, p) =>
  db
    .updateTable("campaign")
    .set({ status: "sending", runs: p.runs, next_due_at_ms: p.nextDueAtMs, changed_at_ms: p.nowMs })
    .where("campaign_id", "=", p.campaignId)
    .where("status", "=", "scheduled"),
);

/** After a run: waits for the next one, or is over. */
export const afterRun = prepare<{ campaignId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign")
    .set((eb) => ({
      status: eb
        .case()
        .when("next_due_at_ms", "is", null)
        .then("sent" as const)
        .else("scheduled" as const)
        .end(),
      changed_at_ms: p.nowMs,
    }))
    .where("campaign_id", "=", p.campaignId)
    .where("status", "=", "sending"),
);
