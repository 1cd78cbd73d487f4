import type { Ddl } from "../ddl.ts";

export function campaigns(ddl: Ddl): string[] {
  return [...documents(ddl), ...runs(ddl)];
}

function documents({ int, text, byId, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE campaign (
      campaign_id ${text} PRIMARY KEY,
      name ${text} NOT NULL,
      status ${text} NOT NULL CONSTRAINT campaign_status CHECK (status IN
        ('draft', 'awaiting_approval', 'approved', 'scheduled', 'sending', 'paused', 'cancelled', 'sent')),
      version ${int} NOT NULL,
      runs ${int} NOT NULL DEFAULT 0,
      next_due_at_ms ${int},
      approval_people ${int},
      asked_by ${text},
      asked_at_ms ${int},
      approved_by ${text},
      approved_at_ms ${int},
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      changed_at_ms ${int} NOT NULL,
      CONSTRAINT campaign_due CHECK (next_due_at_ms IS NULL OR status IN ('scheduled', 'sending', 'paused')),
      CONSTRAINT campaign_four_eyes CHECK (approved_by IS NULL OR asked_by IS NULL OR approved_by <> asked_by)
    ) ${hotByText}`,
    "CREATE INDEX campaign_next_due ON campaign (next_due_at_ms) WHERE next_due_at_ms IS NOT NULL",
    // A version never changes: what a run has sent can be read for ever.
    `CREATE TABLE campaign_version (
      campaign_id ${text} NOT NULL REFERENCES campaign (campaign_id),
      version ${int} NOT NULL,
      document ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT campaign_version_once PRIMARY KEY (campaign_id, version)
    ) ${byId}`,
  ];
}

function runs({ int, text, id, hotById, hotByText, byText }: Ddl): string[] {
  return [
    // One sending of a campaign: a campaign of every Friday has one for each.
    `CREATE TABLE campaign_run (
      run_id ${id},
      public_id ${text} NOT NULL CONSTRAINT campaign_run_public_id UNIQUE,
      campaign_id ${text} NOT NULL REFERENCES campaign (campaign_id),
      nth ${int} NOT NULL,
      version ${int} NOT NULL,
      status ${text} NOT NULL CONSTRAINT campaign_run_status CHECK (status IN
        ('freezing', 'sending', 'paused', 'cancelling', 'cancelled', 'sent')),
      due_at_ms ${int} NOT NULL,
      frozen_at_ms ${int} NOT NULL,
      until_member_id ${int} NOT NULL,
      frozen_through ${int} NOT NULL DEFAULT 0,
      freezing_over ${int} NOT NULL DEFAULT 0 CONSTRAINT campaign_run_frozen CHECK (freezing_over IN (0, 1)),
      matched ${int} NOT NULL DEFAULT 0,
      planned ${int} NOT NULL DEFAULT 0,
      paused_why ${text},
      started_at_ms ${int} NOT NULL,
      ended_at_ms ${int},
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      CONSTRAINT campaign_run_once UNIQUE (campaign_id, nth),
      CONSTRAINT campaign_run_ended CHECK
        ((ended_at_ms IS NULL) = (status IN ('freezing', 'sending', 'paused', 'cancelling'))),
      CONSTRAINT campaign_run_planned CHECK (planned >= 0 AND planned <= matched)
    ) ${hotById}`,
    // Whose stretch of an audience was frozen last: two that are frozen at once must not both fill a member's cap.
    `CREATE TABLE campaign_freeze (
      one ${int} PRIMARY KEY CONSTRAINT campaign_freeze_one CHECK (one = 1),
      turn ${text} NOT NULL
    ) ${hotById}`,
    "INSERT INTO campaign_freeze (one, turn) VALUES (1, '')",
    "CREATE INDEX campaign_run_open ON campaign_run (run_id) WHERE ended_at_ms IS NULL",
    // Whoever was of the audience, for ever, with the reason for which they got nothing. A million rows are written in
    // seconds, so it has no second index and asks no other table whether a member exists: they come from one.
    `CREATE TABLE campaign_recipient (
      run_id ${int} NOT NULL,
      member_id ${int} NOT NULL,
      reason ${text},
      variant ${int},
      batch ${int},
      CONSTRAINT campaign_recipient_once PRIMARY KEY (run_id, member_id),
      CONSTRAINT campaign_recipient_fate CHECK (reason IS NOT NULL OR batch IS NOT NULL)
    ) ${byText}`,
    // What is asked of LINE at once: whoever has no reason of their own has the fate of their batch.
    `CREATE TABLE campaign_batch (
      run_id ${int} NOT NULL REFERENCES campaign_run (run_id),
      batch ${int} NOT NULL,
      variant ${int} NOT NULL,
      language ${text} NOT NULL,
      people ${int} NOT NULL CONSTRAINT campaign_batch_people CHECK (people BETWEEN 1 AND 500),
      first_member_id ${int} NOT NULL,
      last_member_id ${int} NOT NULL,
      status ${text} NOT NULL CONSTRAINT campaign_batch_status CHECK (status IN
        ('frozen', 'queued', 'sent', 'unknown', 'refused', 'dropped', 'empty')),
      queued_at_ms ${int},
      settled_at_ms ${int},
      CONSTRAINT campaign_batch_once PRIMARY KEY (run_id, batch)
    ) ${hotByText}`,
    "CREATE INDEX campaign_batch_status_of ON campaign_batch (run_id, status, batch)",
    // A member's taps on a link of a message, by its number in the version that was sent.
    `CREATE TABLE campaign_click (
      run_id ${int} NOT NULL REFERENCES campaign_run (run_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      link ${int} NOT NULL,
      first_at_ms ${int} NOT NULL,
      last_at_ms ${int} NOT NULL,
      times ${int} NOT NULL CONSTRAINT campaign_click_times CHECK (times >= 1),
      CONSTRAINT campaign_click_once PRIMARY KEY (run_id, member_id, link)
    ) ${byText}`,
    "CREATE INDEX campaign_click_member ON campaign_click (member_id, run_id)",
  ];
}
