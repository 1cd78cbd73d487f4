-- Rendered from server/platform/database/migrations by render-d1.ts there; not edited by hand.

CREATE TABLE IF NOT EXISTS migration (
      name TEXT NOT NULL PRIMARY KEY,
      applied_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE node (
      node_id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL CONSTRAINT node_public_id UNIQUE,
      parent_id INTEGER REFERENCES node (node_id),
      kind TEXT NOT NULL CONSTRAINT node_kind CHECK (kind IN ('head_office', 'area', 'store')),
      name TEXT NOT NULL,
      code TEXT NOT NULL,
      path TEXT NOT NULL CONSTRAINT node_path UNIQUE,
      amount_yen_max INTEGER NOT NULL,
      closed_at_ms INTEGER
    ) STRICT;

CREATE TABLE staff (
      staff_id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL CONSTRAINT staff_public_id UNIQUE,
      line_user_id TEXT NOT NULL CONSTRAINT staff_line_user UNIQUE,
      name TEXT,
      joined_at_ms INTEGER NOT NULL,
      left_at_ms INTEGER
    ) STRICT;

CREATE TABLE staff_role (
      staff_id INTEGER NOT NULL REFERENCES staff (staff_id),
      node_id INTEGER NOT NULL REFERENCES node (node_id),
      role TEXT NOT NULL
        CONSTRAINT staff_role_role CHECK (role IN ('owner', 'manager', 'marketer', 'staff', 'auditor')),
      granted_at_ms INTEGER NOT NULL,
      CONSTRAINT staff_role_once PRIMARY KEY (staff_id, node_id, role)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE invitation (
      token_hash TEXT PRIMARY KEY,
      node_id INTEGER NOT NULL REFERENCES node (node_id),
      role TEXT NOT NULL
        CONSTRAINT invitation_role CHECK (role IN ('owner', 'manager', 'marketer', 'staff', 'auditor')),
      invited_by TEXT NOT NULL,
      created_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE invitation_use (
      token_hash TEXT NOT NULL REFERENCES invitation (token_hash),
      line_user_id TEXT NOT NULL,
      used_at_ms INTEGER NOT NULL,
      CONSTRAINT invitation_use_once PRIMARY KEY (token_hash)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE programme (
      programme_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    ) STRICT;

CREATE TABLE programme_version (
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      version INTEGER NOT NULL,
      rules TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      CONSTRAINT programme_version_once PRIMARY KEY (programme_id, version)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE audit (
      audit_id TEXT PRIMARY KEY,
      at_ms INTEGER NOT NULL,
      actor_kind TEXT NOT NULL,
      actor_id TEXT NOT NULL,
      action TEXT NOT NULL,
      subject TEXT NOT NULL,
      node_id INTEGER,
      details TEXT
    ) WITHOUT ROWID, STRICT;

CREATE TABLE answer (
      scope TEXT NOT NULL,
      idempotency_key TEXT NOT NULL,
      request_hash TEXT NOT NULL,
      body TEXT NOT NULL,
      answered_at_ms INTEGER NOT NULL,
      CONSTRAINT answer_once PRIMARY KEY (scope, idempotency_key)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE member (
      member_id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL CONSTRAINT member_public_id UNIQUE,
      line_user_id TEXT CONSTRAINT member_line_user UNIQUE,
      name TEXT,
      picture_url TEXT,
      language TEXT NOT NULL CONSTRAINT member_language CHECK (language IN ('ja', 'en')),
      status TEXT NOT NULL CONSTRAINT member_status CHECK (status IN ('active', 'suspended', 'left')),
      joined_at_ms INTEGER NOT NULL,
      left_at_ms INTEGER,
      CONSTRAINT member_left_is_unlinked CHECK (status <> 'left' OR line_user_id IS NULL)
    ) STRICT;

CREATE TABLE consent (
      consent_id TEXT PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      kind TEXT NOT NULL CONSTRAINT consent_kind CHECK (kind IN ('terms', 'data')),
      version TEXT NOT NULL,
      granted INTEGER NOT NULL CONSTRAINT consent_granted CHECK (granted IN (0, 1)),
      at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX consent_member ON consent (member_id);

CREATE TABLE line_friend (
      line_user_id TEXT PRIMARY KEY,
      following INTEGER NOT NULL CONSTRAINT line_friend_following CHECK (following IN (0, 1)),
      changed_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE session (
      token_hash TEXT PRIMARY KEY,
      session_id TEXT NOT NULL CONSTRAINT session_public_id UNIQUE,
      kind TEXT NOT NULL CONSTRAINT session_kind CHECK (kind IN ('card', 'till')),
      line_user_id TEXT NOT NULL,
      line_name TEXT,
      line_picture_url TEXT,
      store_id INTEGER REFERENCES node (node_id),
      created_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX session_line_user ON session (line_user_id);

CREATE INDEX session_expiry ON session (expires_at_ms);

CREATE TABLE device_key (
      handle TEXT NOT NULL,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      device_id TEXT NOT NULL,
      pub TEXT NOT NULL,
      kid INTEGER NOT NULL,
      status TEXT NOT NULL
        CONSTRAINT device_key_status CHECK (status IN ('active', 'replaced', 'revoked')),
      created_at_ms INTEGER NOT NULL,
      not_after_ms INTEGER NOT NULL,
      replaced_at_ms INTEGER,
      last_online_at_ms INTEGER NOT NULL,
      CONSTRAINT device_key_handle PRIMARY KEY (handle)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX device_key_member ON device_key (member_id, created_at_ms);

CREATE TABLE code_use (
      handle TEXT NOT NULL,
      purpose INTEGER NOT NULL,
      step INTEGER NOT NULL,
      nth INTEGER,
      scan_id TEXT,
      till_id TEXT NOT NULL,
      used_at_ms INTEGER NOT NULL,
      CONSTRAINT code_use_once PRIMARY KEY (handle, purpose, step),
      CONSTRAINT code_use_in_order UNIQUE (handle, purpose, nth)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX code_use_age ON code_use (used_at_ms);

CREATE TABLE scan_failure (
      failure_id TEXT PRIMARY KEY,
      handle TEXT NOT NULL,
      till_id TEXT NOT NULL,
      staff_id INTEGER NOT NULL,
      counts_for_till INTEGER NOT NULL
        CONSTRAINT scan_failure_counts_for_till CHECK (counts_for_till IN (0, 1)),
      code TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX scan_failure_handle ON scan_failure (handle, at_ms);

CREATE INDEX scan_failure_till ON scan_failure (till_id, at_ms);

CREATE INDEX scan_failure_staff ON scan_failure (staff_id, at_ms);

CREATE TABLE scan (
      scan_id TEXT PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      till_id TEXT NOT NULL,
      staff_id INTEGER NOT NULL REFERENCES staff (staff_id),
      may_spend INTEGER NOT NULL CONSTRAINT scan_may_spend CHECK (may_spend IN (0, 1)),
      handle TEXT NOT NULL,
      purpose INTEGER NOT NULL,
      step INTEGER NOT NULL,
      scanned_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      closed_at_ms INTEGER
    ) WITHOUT ROWID, STRICT;

CREATE INDEX scan_member ON scan (member_id, scan_id);

CREATE TABLE account (
      account_id INTEGER PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      seq INTEGER NOT NULL DEFAULT 0,
      head_hash TEXT NOT NULL DEFAULT '',
      balance INTEGER NOT NULL DEFAULT 0,
      lot_balance INTEGER NOT NULL DEFAULT 0,
      debt INTEGER NOT NULL DEFAULT 0,
      visits INTEGER NOT NULL DEFAULT 0,
      spend_yen INTEGER NOT NULL DEFAULT 0,
      last_visit_on TEXT,
      next_expires_on TEXT,
      CONSTRAINT account_of_member UNIQUE (member_id, programme_id),
      CONSTRAINT balance_not_negative CHECK (balance >= 0),
      CONSTRAINT balance_matches_lots CHECK (balance = lot_balance),
      CONSTRAINT debt_not_negative CHECK (debt >= 0)
    ) STRICT;

CREATE TABLE entry (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      seq INTEGER NOT NULL,
      entry_id TEXT NOT NULL CONSTRAINT entry_id_once UNIQUE,
      kind TEXT NOT NULL CONSTRAINT entry_kind CHECK (kind IN
        ('earn', 'spend', 'void', 'refund', 'adjust', 'expire', 'hold', 'release')),
      points INTEGER NOT NULL,
      balance_after INTEGER NOT NULL,
      debt_after INTEGER NOT NULL,
      occurred_at_ms INTEGER NOT NULL,
      recorded_at_ms INTEGER NOT NULL,
      business_date TEXT NOT NULL,
      store_id INTEGER REFERENCES node (node_id),
      till_id TEXT,
      actor TEXT NOT NULL,
      purchase_id TEXT,
      receipt_number TEXT,
      amount_yen INTEGER,
      rule_versions TEXT,
      reverses_entry_id TEXT,
      client_id TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      CONSTRAINT entry_stream PRIMARY KEY (account_id, seq),
      CONSTRAINT entry_balance CHECK (balance_after >= 0)
    ) WITHOUT ROWID, STRICT;

CREATE UNIQUE INDEX entry_reversed_once ON entry (account_id, reverses_entry_id) WHERE reverses_entry_id IS NOT NULL;

CREATE INDEX entry_purchase ON entry (purchase_id) WHERE purchase_id IS NOT NULL;

CREATE TABLE lot (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      lot_id TEXT NOT NULL,
      points INTEGER NOT NULL CONSTRAINT lot_points CHECK (points > 0),
      remaining INTEGER NOT NULL,
      activates_on TEXT NOT NULL,
      expires_on TEXT NOT NULL,
      origin TEXT NOT NULL
        CONSTRAINT lot_origin CHECK (origin IN ('purchase', 'promotion', 'adjustment', 'migration')),
      funded_by TEXT NOT NULL,
      PRIMARY KEY (account_id, lot_id),
      CONSTRAINT lot_remaining CHECK (remaining >= 0 AND remaining <= points)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX lot_expiry ON lot (expires_on) WHERE remaining > 0;

CREATE TABLE allocation (
      account_id INTEGER NOT NULL,
      entry_id TEXT NOT NULL,
      lot_id TEXT NOT NULL,
      points INTEGER NOT NULL CONSTRAINT allocation_points CHECK (points <> 0),
      PRIMARY KEY (account_id, entry_id, lot_id),
      FOREIGN KEY (account_id, lot_id) REFERENCES lot (account_id, lot_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE purchase (
      purchase_id TEXT NOT NULL CONSTRAINT purchase_once PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      till_id TEXT NOT NULL,
      staff_id INTEGER NOT NULL REFERENCES staff (staff_id),
      scan_id TEXT NOT NULL CONSTRAINT purchase_once_per_scan UNIQUE,
      amount_yen INTEGER NOT NULL CONSTRAINT purchase_amount CHECK (amount_yen > 0),
      points_used INTEGER NOT NULL CONSTRAINT purchase_points_used CHECK (points_used >= 0),
      discount_yen INTEGER NOT NULL
        CONSTRAINT purchase_discount_yen CHECK (discount_yen >= 0 AND discount_yen <= amount_yen),
      points_earned INTEGER NOT NULL CONSTRAINT purchase_points_earned CHECK (points_earned >= 0),
      rule_version INTEGER NOT NULL,
      occurred_at_ms INTEGER NOT NULL,
      business_date TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX purchase_store_day ON purchase (store_id, business_date, purchase_id);

CREATE TABLE purchase_void (
      purchase_id TEXT NOT NULL REFERENCES purchase (purchase_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      staff_id INTEGER NOT NULL REFERENCES staff (staff_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      reason TEXT,
      voided_at_ms INTEGER NOT NULL,
      points_given_back INTEGER NOT NULL,
      points_taken_back INTEGER NOT NULL,
      CONSTRAINT purchase_void_once PRIMARY KEY (purchase_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX purchase_void_member ON purchase_void (member_id, voided_at_ms);

CREATE TABLE outbox (
      message_id TEXT PRIMARY KEY,
      dedupe_key TEXT NOT NULL CONSTRAINT outbox_once UNIQUE,
      line_user_id TEXT NOT NULL,
      member_id INTEGER REFERENCES member (member_id),
      reason TEXT NOT NULL,
      priority INTEGER NOT NULL,
      messages TEXT NOT NULL,
      retry_key TEXT NOT NULL,
      status TEXT NOT NULL
        CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'refused', 'unknown')),
      attempts INTEGER NOT NULL DEFAULT 0,
      queued_at_ms INTEGER NOT NULL,
      due_at_ms INTEGER NOT NULL,
      first_tried_at_ms INTEGER,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      settled_at_ms INTEGER,
      line_status INTEGER,
      line_request_id TEXT,
      line_answer TEXT
    ) WITHOUT ROWID, STRICT;

CREATE INDEX outbox_due ON outbox (status, priority, due_at_ms) WHERE status = 'waiting';

CREATE TABLE line_event (
      webhook_event_id TEXT NOT NULL,
      type TEXT NOT NULL,
      occurred_at_ms INTEGER NOT NULL,
      received_at_ms INTEGER NOT NULL,
      body TEXT NOT NULL,
      status TEXT NOT NULL
        CONSTRAINT line_event_status CHECK (status IN ('waiting', 'done', 'ignored', 'dead')),
      attempts INTEGER NOT NULL DEFAULT 0,
      due_at_ms INTEGER NOT NULL,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      failure TEXT,
      CONSTRAINT line_event_once PRIMARY KEY (webhook_event_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX line_event_due ON line_event (status, due_at_ms) WHERE status = 'waiting';

INSERT INTO migration (name, applied_at_ms) VALUES ('0001-house', CAST(unixepoch('subsec') * 1000 AS INTEGER));
