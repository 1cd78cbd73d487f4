import type { Generated } from "kysely";

export interface OutboxTables {
  outbox: OutboxTable;
  outbox_recipient: OutboxRecipientTable;
  outbox_parked: OutboxParkedTable;
  outbox_bucket: OutboxBucketTable;
  sending: SendingTable;
}

export interface OutboxTable {
  message_id: string;
  dedupe_key: string;
  kind: Generated<"push" | "multicast" | "reply">;
  line_user_id: string;
  member_id: number | null;
  people: Generated<number>;
  reason: string;
  lane: number;
  messages: string;
  unit: string | null;
  /** The campaign's run and its batch; null for all others. */
  run_id: number | null;
  batch: number | null;
  /** 1: its people are those of its batch, in campaign_recipient, who have no reason of their own. */
  roster: Generated<number>;
  retry_key: string;
  reply_token: string | null;
  reply_until_ms: number | null;
  late: "push" | "silence" | null;
  status: "waiting" | "sent" | "refused" | "unknown" | "dropped";
  outcome: string | null;
  attempts: Generated<number>;
  queued_at_ms: number;
  due_at_ms: number;
  in_doubt_since_ms: number | null;
  tried_at_ms: number | null;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  settled_at_ms: number | null;
  line_status: number | null;
  line_request_id: string | null;
  line_accepted_request_id: string | null;
  line_answer: string | null;
}

/** `run_id` is a campaign's run. */
export interface OutboxParkedTable {
  run_id: number;
  parked_at_ms: number;
}

export interface OutboxRecipientTable {
  message_id: string;
  nth: number;
  line_user_id: string;
  member_id: number | null;
  left_out: string | null;
}

export interface OutboxBucketTable {
  endpoint: string;
  free_at_us: number;
  closed_until_ms: number;
  slowdowns: number;
  people_taken: number;
}

export interface SendingTable {
  sending_id: number;
  stopped_at_ms: number | null;
  stopped_by: string | null;
  stopped_note: string | null;
  reserve: number | null;
  held_why: "month_over" | "reserved_by_other" | null;
  held_since_ms: number | null;
  held_until_ms: number;
  held_by: string | null;
  campaign_why: "reserve" | "quota_unknown" | null;
  campaign_since_ms: number | null;
  campaign_by: string | null;
  campaign_left: number | null;
  quota_kind: "limited" | "none" | null;
  quota_value: number | null;
  quota_used: number | null;
  quota_month: string | null;
  quota_read_at_ms: number;
  quota_asked_at_ms: number;
  taken_at_read: number;
  taken_before_read: number;
}
