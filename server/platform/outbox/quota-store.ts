import { sql } from "kysely";
import { type Dialect, prepare } from "../database/prepared.ts";

/** The statements about the month's quota and what is held because of it. */

export const takenNow = prepare<Record<never, never>>()((db) =>
  db
    .selectFrom("sending")
    .select(["reserve", "taken_at_read", "quota_month", "quota_read_at_ms", "held_why", "held_since_ms"])
    .select(["held_by", "campaign_why", "campaign_by", "quota_asked_at_ms"])
    .select((eb) =>
      eb
        .selectFrom("outbox_bucket")
        .select((s) => s.fn.sum<number>("people_taken").as("taken"))
        .as("taken"),
    ),
);

export const asking = prepare<{ nowMs: number }>()((db, p) =>
  db.updateTable("sending").set({ quota_asked_at_ms: p.nowMs }),
);

/** What was taken between the question and this statement has not been told to LINE's figures. */
export const keepQuota = prepare<{
  kind: string;
  value: number | null;
  used: number;
  month: string;
  nowMs: number;
  taken: number;
  takenBefore: number;
  campaignLeft: number | null;
}>()((db, p, dialect) =>
  db.updateTable("sending").set((eb) => ({
    quota_kind: kindSlot(p.kind),
    quota_value: p.value,
    quota_used: p.used,
    quota_month: p.month,
    quota_read_at_ms: p.nowMs,
    taken_at_read: p.taken,
    taken_before_read: p.takenBefore,
    campaign_left: sql<number>`${atLeast(dialect)}(0, cast(${p.campaignLeft} as bigint) - (${eb
      .selectFrom("outbox_bucket")
      .select((s) => s.fn.sum<number>("people_taken").as("taken"))} - ${p.taken}))`,
  })),
);

/** For a plan without a limit: 0 of `greatest(0, null)` on PostgreSQL is put right. */
export const noLimit = prepare<Record<never, never>>()((db) =>
  db.updateTable("sending").set({ campaign_left: null }),
);

function atLeast(dialect: Dialect) {
  return sql.raw(dialect === "postgres" ? "greatest" : "max");
}

function kindSlot(slot: string): "limited" | "none" {
  return slot as "limited" | "none";
}

/** Says who began it, so that one process alone tells the log. */
export const beginHold = prepare<{ why: string; nowMs: number; by: string }>()((db, p) =>
  db
    .updateTable("sending")
    .set({ held_why: holdSlot(p.why), held_since_ms: p.nowMs, held_by: p.by })
    .where((eb) => eb.or([eb("held_why", "is", null), eb("held_why", "!=", holdSlot(p.why))])),
);

export const extendHold = prepare<{ untilMs: number }>()((db, p) =>
  db.updateTable("sending").set({ held_until_ms: p.untilMs }).where("held_why", "is not", null),
);

export const endHold = prepare<Record<never, never>>()((db) =>
  db.updateTable("sending").set({ held_why: null, held_since_ms: null, held_until_ms: 0, held_by: null }),
);

/** `prepare` sees a parameter as text; `quota.core.ts` gives one of the two. */
function holdSlot(slot: string): "month_over" | "reserved_by_other" {
  return slot as "month_over" | "reserved_by_other";
}

export const beginCampaignHold = prepare<{ why: string; nowMs: number; by: string }>()((db, p) =>
  db
    .updateTable("sending")
    .set({ campaign_why: campaignSlot(p.why), campaign_since_ms: p.nowMs, campaign_by: p.by })
    .where((eb) => eb.or([eb("campaign_why", "is", null), eb("campaign_why", "!=", campaignSlot(p.why))])),
);

export const endCampaignHold = prepare<Record<never, never>>()((db) =>
  db.updateTable("sending").set({ campaign_why: null, campaign_since_ms: null, campaign_by: null }),
);

/** As above. */
function campaignSlot(slot: string): "reserve" | "quota_unknown" {
  return slot as "reserve" | "quota_unknown";
}
