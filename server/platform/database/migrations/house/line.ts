import type { Ddl } from "../ddl.ts";

export function line({ int, text, hotById, partial }: Ddl): string[] {
  return [
    `CREATE TABLE outbox (
      message_id ${text} PRIMARY KEY,
      dedupe_key ${text} NOT NULL CONSTRAINT outbox_once UNIQUE,
      line_user_id ${text} NOT NULL,
      member_id ${int} REFERENCES member (member_id),
      reason ${text} NOT NULL,
      priority ${int} NOT NULL,
      messages ${text} NOT NULL,
      retry_key ${text} NOT NULL,
      status ${text} NOT NULL
        CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'refused', 'unknown')),
      attempts ${int} NOT NULL DEFAULT 0,
      queued_at_ms ${int} NOT NULL,
      due_at_ms ${int} NOT NULL,
      first_tried_at_ms ${int},
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      settled_at_ms ${int},
      line_status ${int},
      line_request_id ${text},
      line_answer ${text}
    ) ${hotById}`,
    `CREATE INDEX outbox_due ON outbox (status, priority, due_at_ms)${partial("status = 'waiting'")}`,
    `CREATE TABLE line_event (
      webhook_event_id ${text} NOT NULL,
      type ${text} NOT NULL,
      occurred_at_ms ${int} NOT NULL,
      received_at_ms ${int} NOT NULL,
      body ${text} NOT NULL,
      status ${text} NOT NULL
        CONSTRAINT line_event_status CHECK (status IN ('waiting', 'done', 'ignored', 'dead')),
      attempts ${int} NOT NULL DEFAULT 0,
      due_at_ms ${int} NOT NULL,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      failure ${text},
      CONSTRAINT line_event_once PRIMARY KEY (webhook_event_id)
    ) ${hotById}`,
    `CREATE INDEX line_event_due ON line_event (status, due_at_ms)${partial("status = 'waiting'")}`,
  ];
}
