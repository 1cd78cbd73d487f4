import { prepare } from "../../platform/database/prepared.ts";

/** The statements of what people do with a campaign. Each holds only where it is as they saw it. */

export const saveVersion = prepare<{
  campaignId: string;
  name: string;
  seen: number;
  version: number;
  nowMs: number;
}>()((db, p) =>
  db
    .updateTable("campaign")
    .set({
      ...{ name: p.name, version: p.version, status: "draft", changed_at_ms: p.nowMs },
      ...{
        approval_people: null,
        asked_by: null,
        asked_at_ms: null,
        approved_by: null,
        approved_at_ms: null,
      },
    })
    .where("campaign_id", "=", p.campaignId)
    .where("version", "=", p.seen)
    .where("status", "in", ["draft", "awaiting_approval", "approved"]),
);

export const askApproval = prepare<{ campaignId: string; people: number; by: string; nowMs: number }>()(
  (db, p) =>
    db
      .updateTable("campaign")
      .set({
        ...{ status: "awaiting_approval", approval_people: p.people, asked_by: p.by, asked_at_ms: p.nowMs },
        changed_at_ms: p.nowMs,
      })
      .where("campaign_id", "=", p.campaignId)
      .where("status", "in", ["draft", "paused"]),
);

export const approve = prepare<{ campaignId: string; by: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign")
    .set({ status: "approved", approved_by: p.by, approved_at_ms: p.nowMs, changed_at_ms: p.nowMs })
    .where("campaign_id", "=", p.campaignId)
    .where("status", "=", "awaiting_approval"),
);

/** Of one that was paused because more were to be sent to than anybody had approved. */
export const approvePaused = prepare<{ campaignId: string; by: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign")
    .set({ approved_by: p.by, approved_at_ms: p.nowMs, changed_at_ms: p.nowMs })
    .where("campaign_id", "=", p.campaignId)
    .where("status", "=", "paused"),
);

export const schedule = prepare<{ campaignId: string; dueAtMs: number; by: string; nowMs: number }>()(
  (db, p) =>
    db
      .updateTable("campaign")
      .set((eb) => ({
        ...{ status: "scheduled", next_due_at_ms: p.dueAtMs, changed_at_ms: p.nowMs },
        asked_by: eb.fn.coalesce("asked_by", eb.val(p.by)),
      }))
      .where("campaign_id", "=", p.campaignId)
      .where("status", "in", ["draft", "approved"]),
);

export const setCampaign = prepare<{ campaignId: string; from: string; to: string; nowMs: number }>()(
  (db, p) =>
    db
      .updateTable("campaign")
      .set({ status: slot(p.to), changed_at_ms: p.nowMs })
      .where("campaign_id", "=", p.campaignId)
      .where("status", "=", slot(p.from)),
);

/** A parameter's type is any text while the column knows its words; `verbs.ts` and `work.ts` give them. */
function slot(text: string): "sending" | "paused" {
  return text as "sending" | "paused";
}

export const cancelCampaign = prepare<{ campaignId: string; nowMs: number }>()((db, p) =>
  db
    .updateTable("campaign")
    .set({ status: "cancelled", next_due_at_ms: null, changed_at_ms: p.nowMs })
    .where("campaign_id", "=", p.campaignId)
    .where("status", "not in", ["cancelled", "sent"]),
);

export const openRunOf = prepare<{ campaignId: string }>()((db, p) =>
  db
    .selectFrom("campaign_run")
    .selectAll()
    .where("campaign_id", "=", p.campaignId)
    .where("ended_at_ms", "is", null)
    .orderBy("nth", "desc")
    .limit(1),
);

export const pauseRun = prepare<{ runId: number; why: string }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ status: "paused", paused_why: p.why })
    .where("run_id", "=", p.runId)
    .where("status", "in", ["freezing", "sending"]),
);

/** Where it was: with a part of the audience still to be frozen, or with all of it. */
export const resumeRun = prepare<{ runId: number }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set((eb) => ({
      status: eb
        .case()
        .when("freezing_over", "=", 1)
        .then("sending" as const)
        .else("freezing" as const)
        .end(),
      paused_why: null,
    }))
    .where("run_id", "=", p.runId)
    .where("status", "=", "paused"),
);

export const cancelRun = prepare<{ runId: number }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ status: "cancelling", paused_why: null })
    .where("run_id", "=", p.runId)
    .where("status", "in", ["freezing", "sending", "paused"]),
);

/** It waits for the morning, or goes on; it is not paused by that. */
export const setNight = prepare<{ runId: number; why: string | null }>()((db, p) =>
  db
    .updateTable("campaign_run")
    .set({ paused_why: p.why })
    .where("run_id", "=", p.runId)
    .where("status", "=", "sending"),
);

/** What nothing was ever sent of, and nobody has set a time for. */
const isDropped = ["draft", "awaiting_approval", "approved"] as const;

export const dropVersions = prepare<{ campaignId: string }>()((db, p) =>
  db
    .deleteFrom("campaign_version")
    .where("campaign_id", "=", p.campaignId)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom("campaign")
          .select("campaign.campaign_id")
          .where("campaign.campaign_id", "=", p.campaignId)
          .where("campaign.status", "in", isDropped)
          .where("campaign.runs", "=", 0),
      ),
    ),
);

export const dropCampaign = prepare<{ campaignId: string }>()((db, p) =>
  db
    .deleteFrom("campaign")
    .where("campaign_id", "=", p.campaignId)
    .where("status", "in", isDropped)
    .where("runs", "=", 0),
);
