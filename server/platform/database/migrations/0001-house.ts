import type { Ddl } from "./ddl.ts";

/**
 * Everything the first release keeps. Constraints have names: `failures.ts` understands a refusal by them.
 */
export function house(ddl: Ddl): readonly string[] {
  return [...shop(ddl), ...people(ddl), ...card(ddl), ...ledger(ddl), ...tillVisits(ddl), ...line(ddl)];
}

function shop({ int, text, id, byId, byText }: Ddl): string[] {
  return [
    `CREATE TABLE node (
      node_id ${id},
      public_id ${text} NOT NULL CONSTRAINT node_public_id UNIQUE,
      parent_id ${int} REFERENCES node (node_id),
      kind ${text} NOT NULL CONSTRAINT node_kind CHECK (kind IN ('head_office', 'area', 'store')),
      name ${text} NOT NULL,
      code ${text} NOT NULL,
      path ${text} NOT NULL CONSTRAINT node_path UNIQUE,
      amount_yen_max ${int} NOT NULL,
      closed_at_ms ${int}
    ) ${byId}`,
    `CREATE TABLE staff (
      staff_id ${id},
      public_id ${text} NOT NULL CONSTRAINT staff_public_id UNIQUE,
      line_user_id ${text} NOT NULL CONSTRAINT staff_line_user UNIQUE,
      name ${text},
      joined_at_ms ${int} NOT NULL,
      left_at_ms ${int}
    ) ${byId}`,
    `CREATE TABLE staff_role (
      staff_id ${int} NOT NULL REFERENCES staff (staff_id),
      node_id ${int} NOT NULL REFERENCES node (node_id),
      role ${text} NOT NULL
        CONSTRAINT staff_role_role CHECK (role IN ('owner', 'manager', 'marketer', 'staff', 'auditor')),
      granted_at_ms ${int} NOT NULL,
      CONSTRAINT staff_role_once PRIMARY KEY (staff_id, node_id, role)
    ) ${byText}`,
    `CREATE TABLE invitation (
      token_hash ${text} PRIMARY KEY,
      node_id ${int} NOT NULL REFERENCES node (node_id),
      role ${text} NOT NULL
        CONSTRAINT invitation_role CHECK (role IN ('owner', 'manager', 'marketer', 'staff', 'auditor')),
      invited_by ${text} NOT NULL,
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL
    ) ${byText}`,
    `CREATE TABLE invitation_use (
      token_hash ${text} NOT NULL REFERENCES invitation (token_hash),
      line_user_id ${text} NOT NULL,
      used_at_ms ${int} NOT NULL,
      CONSTRAINT invitation_use_once PRIMARY KEY (token_hash)
    ) ${byText}`,
    `CREATE TABLE programme (
      programme_id ${int} PRIMARY KEY,
      name ${text} NOT NULL
    ) ${byId}`,
    `CREATE TABLE programme_version (
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      version ${int} NOT NULL,
      rules ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      CONSTRAINT programme_version_once PRIMARY KEY (programme_id, version)
    ) ${byText}`,
    `CREATE TABLE audit (
      audit_id ${text} PRIMARY KEY,
      at_ms ${int} NOT NULL,
      actor_kind ${text} NOT NULL,
      actor_id ${text} NOT NULL,
      action ${text} NOT NULL,
      subject ${text} NOT NULL,
      node_id ${int},
      details ${text}
    ) ${byText}`,
    `CREATE TABLE answer (
      scope ${text} NOT NULL,
      idempotency_key ${text} NOT NULL,
      request_hash ${text} NOT NULL,
      body ${text} NOT NULL,
      answered_at_ms ${int} NOT NULL,
      CONSTRAINT answer_once PRIMARY KEY (scope, idempotency_key)
    ) ${byText}`,
  ];
}

function people({ int, text, id, byId, byText }: Ddl): string[] {
  return [
    `CREATE TABLE member (
      member_id ${id},
      public_id ${text} NOT NULL CONSTRAINT member_public_id UNIQUE,
      line_user_id ${text} CONSTRAINT member_line_user UNIQUE,
      name ${text},
      picture_url ${text},
      language ${text} NOT NULL CONSTRAINT member_language CHECK (language IN ('ja', 'en')),
      status ${text} NOT NULL CONSTRAINT member_status CHECK (status IN ('active', 'suspended', 'left')),
      joined_at_ms ${int} NOT NULL,
      left_at_ms ${int},
      CONSTRAINT member_left_is_unlinked CHECK (status <> 'left' OR line_user_id IS NULL)
    ) ${byId}`,
    `CREATE TABLE consent (
      consent_id ${text} PRIMARY KEY,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      kind ${text} NOT NULL CONSTRAINT consent_kind CHECK (kind IN ('terms', 'data')),
      version ${text} NOT NULL,
      granted ${int} NOT NULL CONSTRAINT consent_granted CHECK (granted IN (0, 1)),
      at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX consent_member ON consent (member_id)",
    // Follow state by LINE user, member or not: a guest may befriend the account before joining.
    `CREATE TABLE line_friend (
      line_user_id ${text} PRIMARY KEY,
      following ${int} NOT NULL CONSTRAINT line_friend_following CHECK (following IN (0, 1)),
      changed_at_ms ${int} NOT NULL
    ) ${byText}`,
    `CREATE TABLE session (
      token_hash ${text} PRIMARY KEY,
      session_id ${text} NOT NULL CONSTRAINT session_public_id UNIQUE,
      kind ${text} NOT NULL CONSTRAINT session_kind CHECK (kind IN ('card', 'till')),
      line_user_id ${text} NOT NULL,
      line_name ${text},
      line_picture_url ${text},
      store_id ${int} REFERENCES node (node_id),
      created_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX session_line_user ON session (line_user_id)",
    "CREATE INDEX session_expiry ON session (expires_at_ms)",
  ];
}

function card({ int, text, byText, hotByText }: Ddl): string[] {
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
      staff_id ${int} NOT NULL,
      counts_for_till ${int} NOT NULL
        CONSTRAINT scan_failure_counts_for_till CHECK (counts_for_till IN (0, 1)),
      code ${text} NOT NULL,
      at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX scan_failure_handle ON scan_failure (handle, at_ms)",
    "CREATE INDEX scan_failure_till ON scan_failure (till_id, at_ms)",
    "CREATE INDEX scan_failure_staff ON scan_failure (staff_id, at_ms)",
    `CREATE TABLE scan (
      scan_id ${text} PRIMARY KEY,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      till_id ${text} NOT NULL,
      staff_id ${int} NOT NULL REFERENCES staff (staff_id),
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

function ledger({ int, text, id, byText, hotById, hotByText, partial }: Ddl): string[] {
  return [
    `CREATE TABLE account (
      account_id ${id},
      member_id ${int} NOT NULL REFERENCES member (member_id),
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      seq ${int} NOT NULL DEFAULT 0,
      head_hash ${text} NOT NULL DEFAULT '',
      balance ${int} NOT NULL DEFAULT 0,
      lot_balance ${int} NOT NULL DEFAULT 0,
      debt ${int} NOT NULL DEFAULT 0,
      visits ${int} NOT NULL DEFAULT 0,
      spend_yen ${int} NOT NULL DEFAULT 0,
      last_visit_on ${text},
      next_expires_on ${text},
      CONSTRAINT account_of_member UNIQUE (member_id, programme_id),
      CONSTRAINT balance_not_negative CHECK (balance >= 0),
      CONSTRAINT balance_matches_lots CHECK (balance = lot_balance),
      CONSTRAINT debt_not_negative CHECK (debt >= 0)
    ) ${hotById}`,
    `CREATE TABLE entry (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      seq ${int} NOT NULL,
      entry_id ${text} NOT NULL CONSTRAINT entry_id_once UNIQUE,
      kind ${text} NOT NULL CONSTRAINT entry_kind CHECK (kind IN
        ('earn', 'spend', 'void', 'refund', 'adjust', 'expire', 'hold', 'release')),
      points ${int} NOT NULL,
      balance_after ${int} NOT NULL,
      debt_after ${int} NOT NULL,
      occurred_at_ms ${int} NOT NULL,
      recorded_at_ms ${int} NOT NULL,
      business_date ${text} NOT NULL,
      store_id ${int} REFERENCES node (node_id),
      till_id ${text},
      actor ${text} NOT NULL,
      purchase_id ${text},
      receipt_number ${text},
      amount_yen ${int},
      rule_versions ${text},
      reverses_entry_id ${text},
      client_id ${text} NOT NULL,
      previous_hash ${text} NOT NULL,
      hash ${text} NOT NULL,
      CONSTRAINT entry_stream PRIMARY KEY (account_id, seq),
      CONSTRAINT entry_balance CHECK (balance_after >= 0)
    ) ${byText}`,
    `CREATE UNIQUE INDEX entry_reversed_once ON entry (account_id, reverses_entry_id)${partial("reverses_entry_id IS NOT NULL")}`,
    `CREATE INDEX entry_purchase ON entry (purchase_id)${partial("purchase_id IS NOT NULL")}`,
    `CREATE TABLE lot (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      lot_id ${text} NOT NULL,
      points ${int} NOT NULL CONSTRAINT lot_points CHECK (points > 0),
      remaining ${int} NOT NULL,
      activates_on ${text} NOT NULL,
      expires_on ${text} NOT NULL,
      origin ${text} NOT NULL
        CONSTRAINT lot_origin CHECK (origin IN ('purchase', 'promotion', 'adjustment', 'migration')),
      funded_by ${text} NOT NULL,
      PRIMARY KEY (account_id, lot_id),
      CONSTRAINT lot_remaining CHECK (remaining >= 0 AND remaining <= points)
    ) ${hotByText}`,
    `CREATE INDEX lot_expiry ON lot (expires_on)${partial("remaining > 0")}`,
    `CREATE TABLE allocation (
      account_id ${int} NOT NULL,
      entry_id ${text} NOT NULL,
      lot_id ${text} NOT NULL,
      points ${int} NOT NULL CONSTRAINT allocation_points CHECK (points <> 0),
      PRIMARY KEY (account_id, entry_id, lot_id),
      FOREIGN KEY (account_id, lot_id) REFERENCES lot (account_id, lot_id)
    ) ${byText}`,
  ];
}

function tillVisits({ int, text, byText }: Ddl): string[] {
  return [
    `CREATE TABLE purchase (
      purchase_id ${text} NOT NULL CONSTRAINT purchase_once PRIMARY KEY,
      account_id ${int} NOT NULL REFERENCES account (account_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      till_id ${text} NOT NULL,
      staff_id ${int} NOT NULL REFERENCES staff (staff_id),
      scan_id ${text} NOT NULL CONSTRAINT purchase_once_per_scan UNIQUE,
      amount_yen ${int} NOT NULL CONSTRAINT purchase_amount CHECK (amount_yen > 0),
      points_used ${int} NOT NULL CONSTRAINT purchase_points_used CHECK (points_used >= 0),
      discount_yen ${int} NOT NULL
        CONSTRAINT purchase_discount_yen CHECK (discount_yen >= 0 AND discount_yen <= amount_yen),
      points_earned ${int} NOT NULL CONSTRAINT purchase_points_earned CHECK (points_earned >= 0),
      rule_version ${int} NOT NULL,
      occurred_at_ms ${int} NOT NULL,
      business_date ${text} NOT NULL
    ) ${byText}`,
    "CREATE INDEX purchase_store_day ON purchase (store_id, business_date, purchase_id)",
    `CREATE TABLE purchase_void (
      purchase_id ${text} NOT NULL REFERENCES purchase (purchase_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      staff_id ${int} NOT NULL REFERENCES staff (staff_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      reason ${text},
      voided_at_ms ${int} NOT NULL,
      points_given_back ${int} NOT NULL,
      points_taken_back ${int} NOT NULL,
      CONSTRAINT purchase_void_once PRIMARY KEY (purchase_id)
    ) ${byText}`,
    "CREATE INDEX purchase_void_member ON purchase_void (member_id, voided_at_ms)",
  ];
}

function line({ int, text, hotByText, partial }: Ddl): string[] {
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
    ) ${hotByText}`,
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
    ) ${hotByText}`,
    `CREATE INDEX line_event_due ON line_event (status, due_at_ms)${partial("status = 'waiting'")}`,
  ];
}
