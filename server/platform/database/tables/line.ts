import type { Generated } from "kysely";

export interface LineTables {
  line_event: LineEventTable;
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
