import type { Ddl } from "../ddl.ts";

export function ranks({ int, text, byText, hotById }: Ddl): string[] {
  return [
    `CREATE TABLE ladder_version (
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      version ${int} NOT NULL,
      ladder ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT ladder_version_once PRIMARY KEY (programme_id, version)
    ) ${byText}`,
    `CREATE TABLE account_rank (
      account_id ${int} PRIMARY KEY REFERENCES account (account_id),
      rank ${text} NOT NULL,
      nth ${int} NOT NULL,
      since_on ${text} NOT NULL,
      until_on ${text},
      granted ${int} NOT NULL CONSTRAINT account_rank_granted CHECK (granted IN (0, 1)),
      warned_for_on ${text}
    ) ${hotById}`,
    "CREATE INDEX account_rank_until ON account_rank (until_on, account_id)",
    `CREATE TABLE rank_change (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      nth ${int} NOT NULL,
      from_rank ${text},
      to_rank ${text} NOT NULL,
      reason ${text} NOT NULL CONSTRAINT rank_change_reason CHECK
        (reason IN ('earned', 'kept', 'fell', 'granted', 'grant_ended', 'ladder_changed')),
      metric_value ${int} NOT NULL,
      ladder_version ${int} NOT NULL,
      until_on ${text},
      business_date ${text} NOT NULL,
      at_ms ${int} NOT NULL,
      actor ${text} NOT NULL,
      purchase_id ${text},
      CONSTRAINT rank_change_once PRIMARY KEY (account_id, nth)
    ) ${byText}`,
    "CREATE INDEX rank_change_at ON rank_change (at_ms, account_id)",
    // What reminders are made of: once a member and occasion.
    `CREATE TABLE rank_event (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      kind ${text} NOT NULL CONSTRAINT rank_event_kind CHECK (kind IN ('near_upgrade', 'will_downgrade')),
      occasion ${text} NOT NULL,
      rank ${text} NOT NULL,
      missing ${int} NOT NULL,
      business_date ${text} NOT NULL,
      at_ms ${int} NOT NULL,
      CONSTRAINT rank_event_once PRIMARY KEY (account_id, kind, occasion)
    ) ${byText}`,
    "CREATE INDEX rank_event_at ON rank_event (at_ms, account_id)",
  ];
}
