import type { Ddl } from "../ddl.ts";

export function line({ int, text, hotById, partial }: Ddl): string[] {
  return [
    // Who settles an event that is not leased to them any more writes -1 into `attempts`, which refuses all they did.
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
      CONSTRAINT line_event_once PRIMARY KEY (webhook_event_id),
      CONSTRAINT line_event_lease CHECK (attempts >= 0)
    ) ${hotById}`,
    `CREATE INDEX line_event_due ON line_event (status, due_at_ms)${partial("status = 'waiting'")}`,
    `CREATE INDEX line_event_dead ON line_event (status, webhook_event_id)${partial("status = 'dead'")}`,
  ];
}
