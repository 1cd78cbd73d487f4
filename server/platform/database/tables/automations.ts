import type { Generated } from "kysely";
import type { AutomationStatus, LeftOut } from "../../../../shared/automations/schema.ts";

export interface AutomationsTables {
  automation: AutomationTable;
  automation_version: AutomationVersionTable;
  automation_send: AutomationSendTable;
  automation_pass: AutomationPassTable;
}

export interface AutomationTable {
  automation_id: string;
  status: AutomationStatus;
  version: number;
  on_since_ms: number | null;
  made_at_ms: number;
  made_by: string;
}

export interface AutomationVersionTable {
  automation_id: string;
  version: number;
  automation: string;
  made_at_ms: number;
  made_by: string;
}

export interface AutomationSendTable {
  member_id: number;
  automation_id: string;
  occasion: string;
  version: number;
  sent_on: string;
  left_out: LeftOut | null;
  /** `outbox.dedupe_key` of the message; one message may be about several. */
  message_key: string | null;
  /** Whether it counts against how often a member is written to. */
  counts: number;
  at_ms: number;
}

export interface AutomationPassTable {
  sent_on: string;
  /** `HH:MM` */
  send_at: string;
  through_account_id: Generated<number>;
  sent: Generated<number>;
  left_out: Generated<number>;
  leased_by: string | null;
  leased_until_ms: Generated<number>;
  done_at_ms: number | null;
}
