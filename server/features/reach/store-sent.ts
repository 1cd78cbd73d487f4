import { prepare } from "../../platform/database/prepared.ts";

/** What has been sent, by campaigns and automations, whose tables these are: they stand above this slice and ask it. */

/** Runs of campaigns that may have sent something since then: those that ended later, and those that have not. */
export const runsSince = prepare<{ sinceMs: number }>()((db, p) =>
  db
    .selectFrom("campaign_run")
    .select(["run_id", "ended_at_ms"])
    .where((eb) => eb.or([eb("ended_at_ms", "is", null), eb("ended_at_ms", ">=", p.sinceMs)])),
);

export const anyAutomated = prepare<Record<never, never>>()((db) =>
  db.selectFrom("automation_send").select("member_id").limit(1),
);
