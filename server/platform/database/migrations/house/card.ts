import type { Ddl } from "../ddl.ts";

export function card({ int, text, byText, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE device_key (
      handle ${text} NOT NULL,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      device_id ${text} NOT NULL,
      pub ${text} NOT NULL,
      kid ${int} NOT NULL,
      status ${text} NOT NULL
        CONSTRAINT device_key_status CHECK (status IN ('active', 'replaced', 'revoked')),
      created_at_ms ${int} NOT NULL,
      not_after_ms ${int} NOT NULL,
      replaced_at_ms ${int},
      last_online_at_ms ${int} NOT NULL,
      CONSTRAINT device_key_handle PRIMARY KEY (handle)
    ) ${hotByText}`,
    "CREATE INDEX device_key_member ON device_key (member_id, created_at_ms)",
    // nth counts the accepted codes of a handle and purpose: two tills that decided on the same state cannot
    // both win.
    `CREATE TABLE code_use (
      handle ${text} NOT NULL,
      purpose ${int} NOT NULL,
      step ${int} NOT NULL,
      nth ${int},
      scan_id ${text},
      till_id ${text} NOT NULL,
      used_at_ms ${int} NOT NULL,
      CONSTRAINT code_use_once PRIMARY KEY (handle, purpose, step),
      CONSTRAINT code_use_in_order UNIQUE (handle, purpose, nth)
    ) ${byText}`,
    "CREATE INDEX code_use_age ON code_use (used_at_ms)",
    `CREATE TABLE scan_failure (
      failure_id ${text} PRIMARY KEY,
      handle ${text} NOT NULL,
      till_id ${text} NOT NULL,
      reader ${text} NOT NULL,
      counts_for_till ${int} NOT NULL
        CONSTRAINT scan_failure_counts_for_till CHECK (counts_for_till IN (0, 1)),
      code ${text} NOT NULL,
      at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX scan_failure_handle ON scan_failure (handle, at_ms)",
    "CREATE INDEX scan_failure_till ON scan_failure (till_id, at_ms)",
    "CREATE INDEX scan_failure_reader ON scan_failure (reader, at_ms)",
    `CREATE TABLE scan (
      scan_id ${text} PRIMARY KEY,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      till_id ${text} NOT NULL,
      staff_id ${int} REFERENCES staff (staff_id),
      may_spend ${int} NOT NULL CONSTRAINT scan_may_spend CHECK (may_spend IN (0, 1)),
      handle ${text} NOT NULL,
      purpose ${int} NOT NULL,
      step ${int} NOT NULL,
      scanned_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL,
      closed_at_ms ${int}
    ) ${hotByText}`,
    "CREATE INDEX scan_member ON scan (member_id, scan_id)",
  ];
}
