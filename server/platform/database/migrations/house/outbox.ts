import type { Ddl } from "../ddl.ts";

/**
 * Messages to LINE. Indexes are partial by `status` on every engine: a lease does not touch it, so on PostgreSQL leasing
 * stays a HOT update, and what is settled weighs nothing in the queue.
 */
export function outbox({ int, text, byId, byText, hotById, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE outbox (
      message_id ${text} PRIMARY KEY,
      dedupe_key ${text} NOT NULL CONSTRAINT outbox_once UNIQUE,
      kind ${text} NOT NULL DEFAULT 'push'
        CONSTRAINT outbox_kind CHECK (kind IN ('push', 'multicast', 'reply')),
      line_user_id ${text} NOT NULL,
      member_id ${int} REFERENCES member (member_id),
      people ${int} NOT NULL DEFAULT 1 CONSTRAINT outbox_people CHECK (people BETWEEN 1 AND 500),
      reason ${text} NOT NULL,
      lane ${int} NOT NULL,
      messages ${text} NOT NULL,
      unit ${text},
      run_id ${int},
      batch ${int},
      roster ${int} NOT NULL DEFAULT 0 CONSTRAINT outbox_roster CHECK (roster IN (0, 1)),
      retry_key ${text} NOT NULL,
      reply_token ${text},
      reply_until_ms ${int},
      late ${text} CONSTRAINT outbox_late CHECK (late IN ('push', 'silence')),
      status ${text} NOT NULL
        CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'refused', 'unknown', 'dropped')),
      outcome ${text},
      attempts ${int} NOT NULL DEFAULT 0,
      queued_at_ms ${int} NOT NULL,
      due_at_ms ${int} NOT NULL,
      in_doubt_since_ms ${int},
      tried_at_ms ${int},
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      settled_at_ms ${int},
      line_status ${int},
      line_request_id ${text},
      line_accepted_request_id ${text},
      line_answer ${text},
      CONSTRAINT outbox_reply CHECK (kind <> 'reply' OR (reply_token IS NOT NULL AND reply_until_ms IS NOT NULL
        AND late IS NOT NULL)),
      CONSTRAINT outbox_of_run CHECK ((run_id IS NULL) = (batch IS NULL)),
      CONSTRAINT outbox_roster_of_run CHECK (roster = 0 OR run_id IS NOT NULL)
    ) ${hotById}`,
    "CREATE INDEX outbox_due ON outbox (lane, due_at_ms) WHERE status = 'waiting'",
    // In these words: SQLite does not see that `status = 'refused'` is within an IN.
    "CREATE INDEX outbox_trouble ON outbox (status, message_id) WHERE status = 'refused' OR status = 'unknown'",
    "CREATE INDEX outbox_member ON outbox (member_id, message_id)",
    // What friends who were no members were sent: who joined and asks to be forgotten, is there too.
    "CREATE INDEX outbox_friend ON outbox (line_user_id) WHERE member_id IS NULL",
    "CREATE INDEX outbox_run ON outbox (run_id, batch) WHERE run_id IS NOT NULL",
    // Runs of which nothing is sent for now: somebody pauses them, or it is night.
    `CREATE TABLE outbox_parked (
      run_id ${int} NOT NULL PRIMARY KEY,
      parked_at_ms ${int} NOT NULL
    ) ${byId}`,
    // Whom a multicast is for, in the order of its request. Those of one with a roster stand in campaign_recipient alone.
    `CREATE TABLE outbox_recipient (
      message_id ${text} NOT NULL REFERENCES outbox (message_id),
      nth ${int} NOT NULL,
      line_user_id ${text} NOT NULL,
      member_id ${int} REFERENCES member (member_id),
      left_out ${text},
      CONSTRAINT outbox_recipient_once PRIMARY KEY (message_id, nth)
    ) ${byText}`,
    "CREATE INDEX outbox_recipient_member ON outbox_recipient (member_id, message_id)",
    // LINE's bucket of each endpoint, and how many people this house has asked it for.
    `CREATE TABLE outbox_bucket (
      endpoint ${text} PRIMARY KEY,
      free_at_us ${int} NOT NULL,
      closed_until_ms ${int} NOT NULL,
      slowdowns ${int} NOT NULL,
      people_taken ${int} NOT NULL
    ) ${hotByText}`,
    `INSERT INTO outbox_bucket (endpoint, free_at_us, closed_until_ms, slowdowns, people_taken)
      VALUES ('push', 0, 0, 0, 0), ('multicast', 0, 0, 0, 0), ('reply', 0, 0, 0, 0)`,
    // One row: the switch, what the month's plan allows, and why paid messages are held.
    `CREATE TABLE sending (
      sending_id ${int} NOT NULL PRIMARY KEY CONSTRAINT sending_one CHECK (sending_id = 1),
      stopped_at_ms ${int},
      stopped_by ${text},
      stopped_note ${text},
      reserve ${int} CONSTRAINT sending_reserve CHECK (reserve >= 0),
      held_why ${text} CONSTRAINT sending_held_why CHECK (held_why IN ('month_over', 'reserved_by_other')),
      held_since_ms ${int},
      held_until_ms ${int} NOT NULL,
      held_by ${text},
      campaign_why ${text} CONSTRAINT sending_campaign_why CHECK (campaign_why IN ('reserve', 'quota_unknown')),
      campaign_since_ms ${int},
      campaign_by ${text},
      campaign_left ${int} CONSTRAINT sending_campaign_left CHECK (campaign_left >= 0),
      quota_kind ${text} CONSTRAINT sending_quota_kind CHECK (quota_kind IN ('limited', 'none')),
      quota_value ${int},
      quota_used ${int},
      quota_month ${text},
      quota_read_at_ms ${int} NOT NULL,
      quota_asked_at_ms ${int} NOT NULL,
      taken_at_read ${int} NOT NULL,
      taken_before_read ${int} NOT NULL
    ) ${hotById}`,
    `INSERT INTO sending (sending_id, held_until_ms, quota_read_at_ms, quota_asked_at_ms, taken_at_read,
      taken_before_read) VALUES (1, 0, 0, 0, 0, 0)`,
  ];
}
