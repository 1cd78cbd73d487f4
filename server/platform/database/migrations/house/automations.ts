import type { Ddl } from "../ddl.ts";

export function automations({ int, text, byId, byText, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE automation (
      automation_id ${text} PRIMARY KEY,
      status ${text} NOT NULL CONSTRAINT automation_status CHECK (status IN ('on', 'off', 'archived')),
      version ${int} NOT NULL,
      on_since_ms ${int},
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT automation_on_since CHECK (status <> 'on' OR on_since_ms IS NOT NULL)
    ) ${byText}`,
    `CREATE TABLE automation_version (
      automation_id ${text} NOT NULL REFERENCES automation (automation_id),
      version ${int} NOT NULL,
      automation ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT automation_version_once PRIMARY KEY (automation_id, version)
    ) ${byId}`,
    // Who was told what, or why not: the key is what makes it once a member and occasion, whatever process or clock asks.
    `CREATE TABLE automation_send (
      member_id ${int} NOT NULL REFERENCES member (member_id),
      automation_id ${text} NOT NULL REFERENCES automation (automation_id),
      occasion ${text} NOT NULL,
      version ${int} NOT NULL,
      sent_on ${text} NOT NULL,
      left_out ${text},
      message_key ${text},
      counts ${int} NOT NULL CONSTRAINT automation_send_counts CHECK (counts IN (0, 1)),
      at_ms ${int} NOT NULL,
      CONSTRAINT automation_send_once PRIMARY KEY (member_id, automation_id, occasion),
      CONSTRAINT automation_send_says CHECK ((left_out IS NULL) <> (message_key IS NULL))
    ) ${byText}`,
    "CREATE INDEX automation_send_of ON automation_send (automation_id, sent_on, member_id)",
    // One time of sending on one day: how far it has come. A page that was decided on words that no longer stand moves it to -1.
    `CREATE TABLE automation_pass (
      sent_on ${text} NOT NULL,
      send_at ${text} NOT NULL,
      through_account_id ${int} NOT NULL DEFAULT 0
        CONSTRAINT automation_pass_stands CHECK (through_account_id >= 0),
      sent ${int} NOT NULL DEFAULT 0,
      left_out ${int} NOT NULL DEFAULT 0,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      done_at_ms ${int},
      PRIMARY KEY (sent_on, send_at)
    ) ${hotByText}`,
  ];
}
