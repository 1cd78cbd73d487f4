import type { Generated } from "kysely";

export interface LineTables {
  outbox: OutboxTable;
  line_event: LineEventTable;
}

export interface OutboxTable {
  message_id: string;
  dedupe_key: string;
  line_user_id: string;
  member_id: number | null;
  reason: string;
  priority: number;
  messages: string;
  retry_key: string;
  status: "waiting" | "sent" | "refused" | "unknown";
  attempts: Generated<number>;
  queued_at_ms: number;
  due_at_ms: number;
  first_tried_at_ms: number | null;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  settled_at_ms: number | null;
  line_status: number | null;
  line_request_id: string | null;
  line_answer: string | null;
}

export interface LineEventTable {
  webhook_event_id: string;
  type: string;
  occurred_at_ms: number;
  received_at_ms: number;
  body: string;
  status: "waiting" | "done" | "ignored" | "dead";
  attempts: Generated<number>;
  due_at_ms: number;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  failure: string | null;
}
