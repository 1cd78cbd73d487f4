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
      time_zone TEXT,
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
      expires_at_ms INTEGER NOT NULL,
      revoked_at_ms INTEGER
    ) WITHOUT ROWID, STRICT;

CREATE TABLE invitation_use (
      token_hash TEXT NOT NULL REFERENCES invitation (token_hash),
      line_user_id TEXT NOT NULL,
      used_at_ms INTEGER NOT NULL,
      CONSTRAINT invitation_use_once PRIMARY KEY (token_hash)
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
    ) STRICT;

CREATE TABLE member (
      member_id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL CONSTRAINT member_public_id UNIQUE,
      line_user_id TEXT CONSTRAINT member_line_user UNIQUE,
      name TEXT,
      picture_url TEXT,
      language TEXT NOT NULL CONSTRAINT member_language CHECK (language IN ('ja', 'en')),
      status TEXT NOT NULL CONSTRAINT member_status CHECK (status IN ('active', 'suspended', 'left')),
      birthday TEXT,
      joined_at_ms INTEGER NOT NULL,
      left_at_ms INTEGER,
      merged_into_id INTEGER REFERENCES member (member_id),
      CONSTRAINT member_left_is_unlinked CHECK (status <> 'left' OR line_user_id IS NULL),
      CONSTRAINT member_merged_has_left CHECK (merged_into_id IS NULL OR status = 'left')
    ) STRICT;

CREATE INDEX member_merged ON member (merged_into_id) WHERE merged_into_id IS NOT NULL;

CREATE INDEX member_joined ON member (joined_at_ms, merged_into_id);

CREATE INDEX member_gone ON member (left_at_ms, merged_into_id) WHERE left_at_ms IS NOT NULL;

CREATE INDEX member_birthday ON member (birthday, member_id) WHERE birthday IS NOT NULL;

CREATE TABLE consent (
      consent_id TEXT PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      kind TEXT NOT NULL CONSTRAINT consent_kind CHECK (kind IN ('terms', 'data')),
      version TEXT NOT NULL,
      granted INTEGER NOT NULL CONSTRAINT consent_granted CHECK (granted IN (0, 1)),
      at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX consent_member ON consent (member_id);

CREATE TABLE departed (
      who TEXT PRIMARY KEY,
      rules TEXT NOT NULL,
      debt INTEGER NOT NULL CONSTRAINT departed_debt CHECK (debt >= 0),
      left_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX departed_left ON departed (left_at_ms);

CREATE TABLE line_friend (
      line_user_id TEXT PRIMARY KEY,
      following INTEGER NOT NULL CONSTRAINT line_friend_following CHECK (following IN (0, 1)),
      changed_at_ms INTEGER NOT NULL,
      unknown_since_ms INTEGER
    ) WITHOUT ROWID, STRICT;

CREATE INDEX line_friend_gone ON line_friend (changed_at_ms) WHERE following = 0;

CREATE INDEX line_friend_out ON line_friend (line_user_id) WHERE following = 0 OR unknown_since_ms IS NOT NULL;

CREATE TABLE unfollow (
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      at_ms INTEGER NOT NULL,
      PRIMARY KEY (member_id, at_ms)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX unfollow_at ON unfollow (at_ms, member_id);

CREATE TABLE member_profile (
      member_id INTEGER PRIMARY KEY REFERENCES member (member_id),
      full_name TEXT,
      sex TEXT CONSTRAINT member_profile_sex CHECK (sex IN ('female', 'male', 'other')),
      birth_year INTEGER,
      phone TEXT,
      address TEXT,
      changed_at_ms INTEGER NOT NULL,
      changed_by TEXT NOT NULL
    ) STRICT;

CREATE INDEX member_profile_phone ON member_profile (phone) WHERE phone IS NOT NULL;

CREATE TABLE tag (
      tag_id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL CONSTRAINT tag_public_id UNIQUE,
      name TEXT NOT NULL,
      folded TEXT NOT NULL CONSTRAINT tag_name UNIQUE,
      colour TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL
    ) STRICT;

CREATE TABLE member_tag (
      tag_id INTEGER NOT NULL REFERENCES tag (tag_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      given_at_ms INTEGER NOT NULL,
      given_by TEXT NOT NULL,
      PRIMARY KEY (tag_id, member_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX member_tag_member ON member_tag (member_id);

CREATE TABLE member_note (
      note_id TEXT NOT NULL PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      kind TEXT NOT NULL CONSTRAINT member_note_kind CHECK
        (kind IN ('note', 'suspended', 'resumed', 'card_replaced', 'merged')),
      words TEXT NOT NULL,
      written_by TEXT NOT NULL,
      written_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX member_note_member ON member_note (member_id, note_id);

CREATE INDEX member_note_suspended ON member_note (written_at_ms) WHERE kind = 'suspended';

CREATE TABLE session (
      token_hash TEXT PRIMARY KEY,
      session_id TEXT NOT NULL CONSTRAINT session_public_id UNIQUE,
      kind TEXT NOT NULL CONSTRAINT session_kind CHECK (kind IN ('card', 'till', 'console')),
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
      reader TEXT NOT NULL,
      counts_for_till INTEGER NOT NULL
        CONSTRAINT scan_failure_counts_for_till CHECK (counts_for_till IN (0, 1)),
      code TEXT NOT NULL,
      at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX scan_failure_handle ON scan_failure (handle, at_ms);

CREATE INDEX scan_failure_till ON scan_failure (till_id, at_ms);

CREATE INDEX scan_failure_reader ON scan_failure (reader, at_ms);

CREATE TABLE scan (
      scan_id TEXT PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      till_id TEXT NOT NULL,
      staff_id INTEGER REFERENCES staff (staff_id),
      may_spend INTEGER NOT NULL CONSTRAINT scan_may_spend CHECK (may_spend IN (0, 1)),
      handle TEXT NOT NULL,
      purpose INTEGER NOT NULL,
      step INTEGER NOT NULL,
      scanned_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      closed_at_ms INTEGER
    ) WITHOUT ROWID, STRICT;

CREATE INDEX scan_member ON scan (member_id, scan_id);

CREATE TABLE programme (
      programme_id INTEGER PRIMARY KEY,
      name TEXT NOT NULL
    ) STRICT;

CREATE TABLE programme_version (
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      version INTEGER NOT NULL,
      rules TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT programme_version_once PRIMARY KEY (programme_id, version)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE rule_pool (
      pool TEXT PRIMARY KEY,
      points_max INTEGER NOT NULL,
      used INTEGER NOT NULL,
      CONSTRAINT rule_pool_within CHECK (used >= 0 AND used <= points_max)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE account (
      account_id INTEGER PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      member_status TEXT NOT NULL DEFAULT 'active',
      rank TEXT,
      birthday TEXT,
      birth_year INTEGER,
      sex TEXT,
      language TEXT NOT NULL DEFAULT 'ja',
      joined_on TEXT NOT NULL DEFAULT '1970-01-01',
      bucket_seed INTEGER NOT NULL DEFAULT 0,
      balance INTEGER NOT NULL DEFAULT 0,
      pending INTEGER NOT NULL DEFAULT 0,
      last_visit_on TEXT,
      windows_until_on TEXT,
      visits_30 INTEGER NOT NULL DEFAULT 0,
      visits_90 INTEGER NOT NULL DEFAULT 0,
      visits_365 INTEGER NOT NULL DEFAULT 0,
      net_yen_30 INTEGER NOT NULL DEFAULT 0,
      net_yen_90 INTEGER NOT NULL DEFAULT 0,
      net_yen_365 INTEGER NOT NULL DEFAULT 0,
      last_store_id INTEGER,
      next_expires_on TEXT,
      visits INTEGER NOT NULL DEFAULT 0,
      net_yen INTEGER NOT NULL DEFAULT 0,
      purchases INTEGER NOT NULL DEFAULT 0,
      spend_yen INTEGER NOT NULL DEFAULT 0,
      due_on TEXT,
      lot_balance INTEGER NOT NULL DEFAULT 0,
      debt INTEGER NOT NULL DEFAULT 0,
      held INTEGER NOT NULL DEFAULT 0,
      seq INTEGER NOT NULL DEFAULT 0,
      head_hash TEXT NOT NULL DEFAULT '',
      CONSTRAINT account_of_member UNIQUE (member_id, programme_id),
      CONSTRAINT balance_not_negative CHECK (balance >= 0),
      CONSTRAINT balance_matches_lots CHECK (balance = lot_balance),
      CONSTRAINT debt_not_negative CHECK (debt >= 0),
      CONSTRAINT pending_in_balance CHECK (pending >= 0 AND pending <= balance),
      CONSTRAINT held_not_negative CHECK (held >= 0)
    ) STRICT;

CREATE INDEX account_due ON account (due_on, account_id) WHERE due_on IS NOT NULL;

CREATE TABLE account_day (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      business_date TEXT NOT NULL,
      purchases INTEGER NOT NULL,
      net_yen INTEGER NOT NULL,
      points_earned INTEGER NOT NULL,
      points_used INTEGER NOT NULL,
      PRIMARY KEY (account_id, business_date)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE lot (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      lot_id TEXT NOT NULL,
      points INTEGER NOT NULL CONSTRAINT lot_points CHECK (points > 0),
      remaining INTEGER NOT NULL,
      lapsed INTEGER NOT NULL DEFAULT 0,
      activates_on TEXT NOT NULL,
      expires_on TEXT NOT NULL,
      origin TEXT NOT NULL CONSTRAINT lot_origin CHECK
        (origin IN ('purchase', 'promotion', 'adjustment', 'migration', 'third_party')),
      funded_by TEXT NOT NULL
        CONSTRAINT lot_funded_by CHECK (funded_by IN ('head_office', 'store', 'tenant')),
      renews INTEGER NOT NULL DEFAULT 0 CONSTRAINT lot_renews CHECK (renews IN (0, 1)),
      pending INTEGER NOT NULL DEFAULT 0 CONSTRAINT lot_pending CHECK (pending IN (0, 1)),
      waits TEXT,
      PRIMARY KEY (account_id, lot_id),
      CONSTRAINT lot_remaining CHECK (remaining >= 0 AND lapsed >= 0 AND remaining + lapsed <= points)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE entry (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      seq INTEGER NOT NULL,
      entry_id TEXT NOT NULL CONSTRAINT entry_id_once UNIQUE,
      kind TEXT NOT NULL CONSTRAINT entry_kind CHECK (kind IN
        ('earn', 'spend', 'void', 'refund', 'adjust', 'expire', 'hold', 'release', 'activate', 'reinstate')),
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
      effects TEXT NOT NULL,
      client_id TEXT NOT NULL,
      previous_hash TEXT NOT NULL,
      hash TEXT NOT NULL,
      CONSTRAINT entry_stream PRIMARY KEY (account_id, seq),
      CONSTRAINT entry_balance CHECK (balance_after >= 0)
    ) STRICT;

CREATE UNIQUE INDEX entry_voided_once ON entry (account_id, reverses_entry_id) WHERE kind = 'void';

CREATE INDEX entry_purchase ON entry (purchase_id) WHERE purchase_id IS NOT NULL;

CREATE TABLE allocation (
      account_id INTEGER NOT NULL,
      entry_id TEXT NOT NULL,
      lot_id TEXT NOT NULL,
      points INTEGER NOT NULL CONSTRAINT allocation_points CHECK (points <> 0),
      PRIMARY KEY (account_id, entry_id, lot_id),
      FOREIGN KEY (account_id, lot_id) REFERENCES lot (account_id, lot_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE hold (
      hold_id TEXT NOT NULL CONSTRAINT hold_once PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      till_id TEXT NOT NULL,
      actor TEXT NOT NULL,
      entry_id TEXT NOT NULL,
      points INTEGER NOT NULL CONSTRAINT hold_points CHECK (points > 0),
      status TEXT NOT NULL
        CONSTRAINT hold_status CHECK (status IN ('open', 'committed', 'released', 'expired')),
      made_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER NOT NULL,
      settled_at_ms INTEGER,
      purchase_id TEXT
    ) WITHOUT ROWID, STRICT;

CREATE INDEX hold_due ON hold (expires_at_ms) WHERE status = 'open';

CREATE INDEX hold_account ON hold (account_id, hold_id);

CREATE TABLE adjustment (
      adjustment_id TEXT NOT NULL CONSTRAINT adjustment_once PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      entry_id TEXT NOT NULL,
      points INTEGER NOT NULL,
      reason_code TEXT NOT NULL,
      reason TEXT,
      actor TEXT NOT NULL,
      file_id TEXT,
      row_key TEXT,
      made_at_ms INTEGER NOT NULL,
      CONSTRAINT adjustment_row_once UNIQUE (file_id, row_key)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX adjustment_account ON adjustment (account_id, adjustment_id);

CREATE TABLE adjustment_file (
      file_id TEXT NOT NULL PRIMARY KEY,
      file_hash TEXT NOT NULL CONSTRAINT adjustment_file_once UNIQUE,
      name TEXT NOT NULL,
      rows_total INTEGER NOT NULL,
      points_total INTEGER NOT NULL,
      status TEXT NOT NULL
        CONSTRAINT adjustment_file_status CHECK (status IN ('checked', 'applying', 'applied')),
      actor TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      settled_at_ms INTEGER
    ) WITHOUT ROWID, STRICT;

CREATE TABLE adjustment_file_part (
      file_id TEXT NOT NULL REFERENCES adjustment_file (file_id),
      nth INTEGER NOT NULL,
      rows TEXT NOT NULL,
      results TEXT,
      CONSTRAINT adjustment_file_part_once PRIMARY KEY (file_id, nth)
    ) STRICT;

CREATE TABLE nightly_chunk (
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      business_date TEXT NOT NULL,
      from_account_id INTEGER NOT NULL,
      to_account_id INTEGER NOT NULL,
      ranks_seen_to_id INTEGER NOT NULL,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      done_at_ms INTEGER,
      accounts INTEGER NOT NULL DEFAULT 0,
      points_activated INTEGER NOT NULL DEFAULT 0,
      points_lapsed INTEGER NOT NULL DEFAULT 0,
      ranks_changed INTEGER NOT NULL DEFAULT 0,
      CONSTRAINT nightly_chunk_once PRIMARY KEY (programme_id, business_date, from_account_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE nightly_run (
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      business_date TEXT NOT NULL,
      accounts INTEGER NOT NULL,
      points_activated INTEGER NOT NULL,
      points_lapsed INTEGER NOT NULL,
      ranks_changed INTEGER NOT NULL,
      finished_at_ms INTEGER NOT NULL,
      CONSTRAINT nightly_run_once PRIMARY KEY (programme_id, business_date)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE ladder_version (
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      version INTEGER NOT NULL,
      ladder TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT ladder_version_once PRIMARY KEY (programme_id, version)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE account_rank (
      account_id INTEGER PRIMARY KEY REFERENCES account (account_id),
      rank TEXT NOT NULL,
      nth INTEGER NOT NULL,
      since_on TEXT NOT NULL,
      until_on TEXT,
      granted INTEGER NOT NULL CONSTRAINT account_rank_granted CHECK (granted IN (0, 1)),
      warned_for_on TEXT
    ) STRICT;

CREATE INDEX account_rank_until ON account_rank (until_on, account_id);

CREATE TABLE rank_change (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      nth INTEGER NOT NULL,
      from_rank TEXT,
      to_rank TEXT NOT NULL,
      reason TEXT NOT NULL CONSTRAINT rank_change_reason CHECK
        (reason IN ('earned', 'kept', 'fell', 'granted', 'grant_ended', 'ladder_changed')),
      metric_value INTEGER NOT NULL,
      ladder_version INTEGER NOT NULL,
      until_on TEXT,
      business_date TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      actor TEXT NOT NULL,
      purchase_id TEXT,
      CONSTRAINT rank_change_once PRIMARY KEY (account_id, nth)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX rank_change_at ON rank_change (at_ms, account_id);

CREATE TABLE rank_event (
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      kind TEXT NOT NULL CONSTRAINT rank_event_kind CHECK (kind IN ('near_upgrade', 'will_downgrade')),
      occasion TEXT NOT NULL,
      rank TEXT NOT NULL,
      missing INTEGER NOT NULL,
      business_date TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      CONSTRAINT rank_event_once PRIMARY KEY (account_id, kind, occasion)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX rank_event_at ON rank_event (at_ms, account_id);

CREATE TABLE purchase (
      purchase_id TEXT NOT NULL CONSTRAINT purchase_once PRIMARY KEY,
      account_id INTEGER NOT NULL REFERENCES account (account_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      till_id TEXT NOT NULL,
      staff_id INTEGER REFERENCES staff (staff_id),
      actor TEXT NOT NULL,
      scan_id TEXT CONSTRAINT purchase_once_per_scan UNIQUE,
      channel TEXT NOT NULL CONSTRAINT purchase_channel CHECK (channel IN ('store', 'ec')),
      source TEXT NOT NULL CONSTRAINT purchase_source CHECK (source IN ('till', 'offline', 'api')),
      receipt_number TEXT,
      amount_yen INTEGER NOT NULL
        CONSTRAINT purchase_amount CHECK (amount_yen > 0 OR (amount_yen = 0 AND coupon_yen > 0)),
      coupon_yen INTEGER NOT NULL CONSTRAINT purchase_coupon_yen CHECK (coupon_yen >= 0),
      net_yen INTEGER NOT NULL CONSTRAINT purchase_net_yen CHECK (net_yen >= 0),
      points_used INTEGER NOT NULL CONSTRAINT purchase_points_used CHECK (points_used >= 0),
      discount_yen INTEGER NOT NULL
        CONSTRAINT purchase_discount_yen CHECK (discount_yen >= 0 AND discount_yen <= amount_yen),
      points_earned INTEGER NOT NULL CONSTRAINT purchase_points_earned CHECK (points_earned >= 0),
      programme_version INTEGER NOT NULL,
      facts TEXT NOT NULL,
      award TEXT NOT NULL,
      occurred_at_ms INTEGER NOT NULL,
      recorded_at_ms INTEGER NOT NULL,
      business_date TEXT NOT NULL
    ) STRICT;

CREATE UNIQUE INDEX purchase_receipt_once ON purchase (store_id, till_id, receipt_number, business_date)
      WHERE receipt_number IS NOT NULL;

CREATE INDEX purchase_store_day ON purchase (store_id, business_date, purchase_id);

CREATE TABLE purchase_line (
      purchase_id TEXT NOT NULL REFERENCES purchase (purchase_id),
      line_id TEXT NOT NULL,
      nth INTEGER NOT NULL,
      kind TEXT NOT NULL CONSTRAINT purchase_line_kind CHECK (kind IN ('item', 'shipping')),
      item_code TEXT,
      categories TEXT NOT NULL,
      brand TEXT,
      quantity INTEGER NOT NULL CONSTRAINT purchase_line_quantity CHECK (quantity > 0),
      amount_yen INTEGER NOT NULL CONSTRAINT purchase_line_amount CHECK (amount_yen >= 0),
      discount_yen INTEGER NOT NULL,
      coupon_yen INTEGER NOT NULL CONSTRAINT purchase_line_coupon CHECK (coupon_yen >= 0 AND coupon_yen <= discount_yen),
      points_yen INTEGER NOT NULL,
      tax_per_mille INTEGER NOT NULL,
      PRIMARY KEY (purchase_id, line_id),
      CONSTRAINT purchase_line_shares CHECK
        (discount_yen >= 0 AND points_yen >= 0 AND discount_yen + points_yen <= amount_yen)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE purchase_void (
      purchase_id TEXT NOT NULL REFERENCES purchase (purchase_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      staff_id INTEGER REFERENCES staff (staff_id),
      actor TEXT NOT NULL,
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      reason TEXT,
      voided_at_ms INTEGER NOT NULL,
      points_given_back INTEGER NOT NULL,
      points_taken_back INTEGER NOT NULL,
      CONSTRAINT purchase_void_once PRIMARY KEY (purchase_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX purchase_void_member ON purchase_void (member_id, voided_at_ms);

CREATE TABLE refund (
      purchase_id TEXT NOT NULL REFERENCES purchase (purchase_id),
      nth INTEGER NOT NULL,
      refund_id TEXT NOT NULL CONSTRAINT refund_id_once UNIQUE,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      store_id INTEGER NOT NULL REFERENCES node (node_id),
      actor TEXT NOT NULL,
      reason TEXT,
      amount_yen INTEGER NOT NULL CONSTRAINT refund_amount CHECK (amount_yen >= 0),
      net_yen INTEGER NOT NULL,
      lines TEXT NOT NULL,
      points_given_back INTEGER NOT NULL,
      points_taken_back INTEGER NOT NULL,
      points_owed INTEGER NOT NULL,
      points_waived INTEGER NOT NULL,
      given_back_by_lot TEXT NOT NULL,
      draws TEXT NOT NULL,
      occurred_at_ms INTEGER NOT NULL,
      recorded_at_ms INTEGER NOT NULL,
      business_date TEXT NOT NULL,
      CONSTRAINT refund_once PRIMARY KEY (purchase_id, nth)
    ) STRICT;

CREATE INDEX refund_member ON refund (member_id, business_date);

CREATE TABLE api_key (
      key_id TEXT PRIMARY KEY,
      family TEXT NOT NULL,
      token_hash TEXT NOT NULL CONSTRAINT api_key_token UNIQUE,
      name TEXT NOT NULL,
      scopes TEXT NOT NULL,
      store_ids TEXT,
      per_minute_max INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      expires_at_ms INTEGER,
      replaced_by TEXT,
      revoked_at_ms INTEGER,
      last_used_on TEXT
    ) WITHOUT ROWID, STRICT;

CREATE INDEX api_key_family ON api_key (family);

CREATE TABLE rate_window (
      actor TEXT NOT NULL,
      starts_at_ms INTEGER NOT NULL,
      used INTEGER NOT NULL,
      used_max INTEGER NOT NULL,
      PRIMARY KEY (actor, starts_at_ms),
      CONSTRAINT rate_window_within CHECK (used <= used_max)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX rate_window_age ON rate_window (starts_at_ms);

CREATE TABLE picture (
      picture_id TEXT NOT NULL CONSTRAINT picture_once PRIMARY KEY,
      media_type TEXT NOT NULL CONSTRAINT picture_media_type CHECK (media_type IN ('image/png', 'image/jpeg')),
      base64 TEXT NOT NULL,
      made_by TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL
    ) STRICT;

CREATE TABLE coupon (
      coupon_id TEXT PRIMARY KEY,
      status TEXT NOT NULL CONSTRAINT coupon_status CHECK (status IN ('draft', 'issued', 'stopped')),
      version INTEGER NOT NULL,
      audience TEXT NOT NULL,
      folded_code TEXT CONSTRAINT coupon_code_once UNIQUE,
      secret TEXT CONSTRAINT coupon_secret_once UNIQUE,
      from_on TEXT,
      to_on TEXT,
      given INTEGER NOT NULL,
      used INTEGER NOT NULL,
      given_max INTEGER,
      used_max INTEGER,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      stopped_at_ms INTEGER,
      CONSTRAINT coupon_given_stock CHECK (given >= 0 AND (given_max IS NULL OR given <= given_max)),
      CONSTRAINT coupon_used_stock CHECK (used >= 0 AND (used_max IS NULL OR used <= used_max))
    ) WITHOUT ROWID, STRICT;

CREATE INDEX coupon_audience ON coupon (status, audience);

CREATE TABLE coupon_version (
      coupon_id TEXT NOT NULL REFERENCES coupon (coupon_id),
      version INTEGER NOT NULL,
      coupon TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT coupon_version_once PRIMARY KEY (coupon_id, version)
    ) STRICT;

CREATE TABLE coupon_single_code (
      folded_code TEXT PRIMARY KEY,
      coupon_id TEXT NOT NULL REFERENCES coupon (coupon_id),
      batch TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX coupon_single_code_batch ON coupon_single_code (coupon_id, batch);

CREATE TABLE coupon_seen (
      coupon_id TEXT NOT NULL REFERENCES coupon (coupon_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      seen_at_ms INTEGER NOT NULL,
      CONSTRAINT coupon_seen_once PRIMARY KEY (coupon_id, member_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE coupon_draw (
      coupon_id TEXT NOT NULL REFERENCES coupon (coupon_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      occasion TEXT NOT NULL,
      won INTEGER NOT NULL CONSTRAINT coupon_draw_won CHECK (won IN (0, 1)),
      drawn_at_ms INTEGER NOT NULL,
      CONSTRAINT coupon_draw_once PRIMARY KEY (coupon_id, member_id, occasion)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE member_coupon (
      member_coupon_id TEXT PRIMARY KEY,
      coupon_id TEXT NOT NULL REFERENCES coupon (coupon_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      occasion TEXT NOT NULL,
      version INTEGER NOT NULL,
      via TEXT NOT NULL,
      status TEXT NOT NULL
        CONSTRAINT member_coupon_status CHECK (status IN ('held', 'reserved', 'redeemed', 'expired', 'revoked')),
      nth INTEGER NOT NULL,
      from_on TEXT,
      until_on TEXT,
      issued_at_ms INTEGER NOT NULL,
      timed_until_ms INTEGER,
      presented_until_ms INTEGER,
      reserved_for TEXT,
      reserved_until_ms INTEGER,
      used_at_ms INTEGER,
      purchase_id TEXT,
      CONSTRAINT member_coupon_occasion_once UNIQUE (coupon_id, member_id, occasion)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX member_coupon_member ON member_coupon (member_id, status);

CREATE INDEX member_coupon_of ON member_coupon (coupon_id, member_coupon_id);

CREATE INDEX member_coupon_until ON member_coupon (status, until_on);

CREATE INDEX member_coupon_timed ON member_coupon (status, timed_until_ms) WHERE timed_until_ms IS NOT NULL;

CREATE INDEX member_coupon_reserved ON member_coupon (reserved_for) WHERE reserved_for IS NOT NULL;

CREATE TABLE coupon_code_use (
      folded_code TEXT NOT NULL CONSTRAINT coupon_code_use_once PRIMARY KEY
        REFERENCES coupon_single_code (folded_code),
      member_coupon_id TEXT NOT NULL REFERENCES member_coupon (member_coupon_id),
      used_at_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE coupon_change (
      member_coupon_id TEXT NOT NULL REFERENCES member_coupon (member_coupon_id),
      nth INTEGER NOT NULL,
      kind TEXT NOT NULL CONSTRAINT coupon_change_kind CHECK (kind IN
        ('issued', 'opened', 'presented', 'reserved', 'released', 'redeemed', 'undone', 'expired', 'revoked', 'restored',
         'reinstated', 'moved')),
      coupon_id TEXT NOT NULL,
      member_id INTEGER NOT NULL,
      store_id INTEGER REFERENCES node (node_id),
      till_id TEXT,
      actor TEXT NOT NULL,
      purchase_id TEXT,
      yen INTEGER NOT NULL,
      points INTEGER NOT NULL,
      reason TEXT,
      business_date TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      CONSTRAINT coupon_change_once PRIMARY KEY (member_coupon_id, nth)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX coupon_change_purchase ON coupon_change (purchase_id) WHERE purchase_id IS NOT NULL;

CREATE INDEX coupon_change_taps ON coupon_change (business_date, store_id) WHERE purchase_id IS NULL AND kind = 'redeemed';

CREATE TABLE coupon_list (
      list_id TEXT PRIMARY KEY,
      coupon_id TEXT NOT NULL REFERENCES coupon (coupon_id),
      status TEXT NOT NULL CONSTRAINT coupon_list_status CHECK (status IN ('checked', 'giving', 'given', 'stopped')),
      found INTEGER NOT NULL,
      unknown INTEGER NOT NULL,
      unknown_some TEXT NOT NULL,
      gone INTEGER NOT NULL,
      repeated INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX coupon_list_status ON coupon_list (status);

CREATE INDEX coupon_list_coupon ON coupon_list (coupon_id);

CREATE TABLE coupon_list_part (
      list_id TEXT NOT NULL REFERENCES coupon_list (list_id),
      nth INTEGER NOT NULL,
      members TEXT NOT NULL,
      given INTEGER,
      passed_over INTEGER,
      CONSTRAINT coupon_list_part_once PRIMARY KEY (list_id, nth)
    ) STRICT;

CREATE TABLE coupon_birthday (
      coupon_id TEXT PRIMARY KEY REFERENCES coupon (coupon_id),
      through_on TEXT NOT NULL,
      after_member_id INTEGER NOT NULL,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE INDEX coupon_change_results ON coupon_change (coupon_id, kind, business_date, store_id, yen);

CREATE TABLE stamp_card (
      card_id TEXT PRIMARY KEY,
      status TEXT NOT NULL CONSTRAINT stamp_card_status CHECK (status IN ('draft', 'issued', 'stopped')),
      version INTEGER NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      stopped_at_ms INTEGER
    ) WITHOUT ROWID, STRICT;

CREATE TABLE stamp_card_version (
      card_id TEXT NOT NULL REFERENCES stamp_card (card_id),
      version INTEGER NOT NULL,
      card TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT stamp_card_version_once PRIMARY KEY (card_id, version)
    ) STRICT;

CREATE TABLE member_stamp (
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      card_id TEXT NOT NULL REFERENCES stamp_card (card_id),
      seq INTEGER NOT NULL,
      round INTEGER NOT NULL,
      version INTEGER NOT NULL,
      stamps INTEGER NOT NULL CONSTRAINT member_stamp_count CHECK (stamps >= 0),
      status TEXT NOT NULL CONSTRAINT member_stamp_status CHECK (status IN ('open', 'completed', 'expired')),
      first_on TEXT,
      last_on TEXT,
      until_on TEXT,
      reached INTEGER NOT NULL,
      earned_on TEXT,
      CONSTRAINT member_stamp_once PRIMARY KEY (member_id, card_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX member_stamp_until ON member_stamp (status, until_on);

CREATE INDEX member_stamp_card ON member_stamp (card_id, stamps);

CREATE TABLE stamp_entry (
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      card_id TEXT NOT NULL REFERENCES stamp_card (card_id),
      seq INTEGER NOT NULL,
      entry_id TEXT NOT NULL CONSTRAINT stamp_entry_id_once UNIQUE,
      round INTEGER NOT NULL,
      version INTEGER NOT NULL,
      kind TEXT NOT NULL CONSTRAINT stamp_entry_kind CHECK (kind IN
        ('stamp', 'welcome', 'import', 'correct', 'take_back', 'complete', 'expire')),
      stamps INTEGER NOT NULL,
      count_after INTEGER NOT NULL CONSTRAINT stamp_entry_count CHECK (count_after >= 0),
      reached INTEGER NOT NULL,
      status TEXT NOT NULL CONSTRAINT stamp_entry_status CHECK (status IN ('open', 'completed', 'expired')),
      purchase_id TEXT,
      store_id INTEGER REFERENCES node (node_id),
      actor TEXT NOT NULL,
      reason TEXT,
      business_date TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      CONSTRAINT stamp_entry_once PRIMARY KEY (member_id, card_id, seq)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX stamp_entry_purchase ON stamp_entry (purchase_id) WHERE purchase_id IS NOT NULL;

CREATE INDEX stamp_entry_results ON stamp_entry (card_id, kind, business_date, store_id, stamps);

CREATE TABLE stamp_reward (
      reward_id TEXT PRIMARY KEY,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      card_id TEXT NOT NULL REFERENCES stamp_card (card_id),
      round INTEGER NOT NULL,
      at INTEGER NOT NULL,
      seq INTEGER NOT NULL,
      name TEXT NOT NULL,
      status TEXT NOT NULL CONSTRAINT stamp_reward_status CHECK (status IN ('open', 'handed_over', 'revoked')),
      earned_on TEXT NOT NULL,
      purchase_id TEXT,
      changes INTEGER NOT NULL,
      handed_over_at_ms INTEGER,
      store_id INTEGER REFERENCES node (node_id),
      actor TEXT,
      CONSTRAINT stamp_reward_once UNIQUE (member_id, card_id, seq, at)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX stamp_reward_member ON stamp_reward (member_id, status);

CREATE TABLE stamp_reward_change (
      reward_id TEXT NOT NULL REFERENCES stamp_reward (reward_id),
      nth INTEGER NOT NULL,
      kind TEXT NOT NULL CONSTRAINT stamp_reward_change_kind CHECK (kind IN ('open', 'handed_over', 'revoked')),
      store_id INTEGER REFERENCES node (node_id),
      actor TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      CONSTRAINT stamp_reward_change_once PRIMARY KEY (reward_id, nth)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE outbox (
      message_id TEXT PRIMARY KEY,
      dedupe_key TEXT NOT NULL CONSTRAINT outbox_once UNIQUE,
      kind TEXT NOT NULL DEFAULT 'push'
        CONSTRAINT outbox_kind CHECK (kind IN ('push', 'multicast', 'reply')),
      line_user_id TEXT NOT NULL,
      member_id INTEGER REFERENCES member (member_id),
      people INTEGER NOT NULL DEFAULT 1 CONSTRAINT outbox_people CHECK (people BETWEEN 1 AND 500),
      reason TEXT NOT NULL,
      lane INTEGER NOT NULL,
      messages TEXT NOT NULL,
      unit TEXT,
      run_id INTEGER,
      batch INTEGER,
      roster INTEGER NOT NULL DEFAULT 0 CONSTRAINT outbox_roster CHECK (roster IN (0, 1)),
      retry_key TEXT NOT NULL,
      reply_token TEXT,
      reply_until_ms INTEGER,
      late TEXT CONSTRAINT outbox_late CHECK (late IN ('push', 'silence')),
      status TEXT NOT NULL
        CONSTRAINT outbox_status CHECK (status IN ('waiting', 'sent', 'refused', 'unknown', 'dropped')),
      outcome TEXT,
      attempts INTEGER NOT NULL DEFAULT 0,
      queued_at_ms INTEGER NOT NULL,
      due_at_ms INTEGER NOT NULL,
      in_doubt_since_ms INTEGER,
      tried_at_ms INTEGER,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      settled_at_ms INTEGER,
      line_status INTEGER,
      line_request_id TEXT,
      line_accepted_request_id TEXT,
      line_answer TEXT,
      CONSTRAINT outbox_reply CHECK (kind <> 'reply' OR (reply_token IS NOT NULL AND reply_until_ms IS NOT NULL
        AND late IS NOT NULL)),
      CONSTRAINT outbox_of_run CHECK ((run_id IS NULL) = (batch IS NULL)),
      CONSTRAINT outbox_roster_of_run CHECK (roster = 0 OR run_id IS NOT NULL)
    ) STRICT;

CREATE INDEX outbox_due ON outbox (lane, due_at_ms) WHERE status = 'waiting';

CREATE INDEX outbox_trouble ON outbox (status, message_id) WHERE status = 'refused' OR status = 'unknown';

CREATE INDEX outbox_member ON outbox (member_id, message_id);

CREATE INDEX outbox_friend ON outbox (line_user_id) WHERE member_id IS NULL;

CREATE INDEX outbox_run ON outbox (run_id, batch) WHERE run_id IS NOT NULL;

CREATE TABLE outbox_parked (
      run_id INTEGER NOT NULL PRIMARY KEY,
      parked_at_ms INTEGER NOT NULL
    ) STRICT;

CREATE TABLE outbox_recipient (
      message_id TEXT NOT NULL REFERENCES outbox (message_id),
      nth INTEGER NOT NULL,
      line_user_id TEXT NOT NULL,
      member_id INTEGER REFERENCES member (member_id),
      left_out TEXT,
      CONSTRAINT outbox_recipient_once PRIMARY KEY (message_id, nth)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX outbox_recipient_member ON outbox_recipient (member_id, message_id);

CREATE TABLE outbox_bucket (
      endpoint TEXT PRIMARY KEY,
      free_at_us INTEGER NOT NULL,
      closed_until_ms INTEGER NOT NULL,
      slowdowns INTEGER NOT NULL,
      people_taken INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

INSERT INTO outbox_bucket (endpoint, free_at_us, closed_until_ms, slowdowns, people_taken)
      VALUES ('push', 0, 0, 0, 0), ('multicast', 0, 0, 0, 0), ('reply', 0, 0, 0, 0);

CREATE TABLE sending (
      sending_id INTEGER NOT NULL PRIMARY KEY CONSTRAINT sending_one CHECK (sending_id = 1),
      stopped_at_ms INTEGER,
      stopped_by TEXT,
      stopped_note TEXT,
      reserve INTEGER CONSTRAINT sending_reserve CHECK (reserve >= 0),
      held_why TEXT CONSTRAINT sending_held_why CHECK (held_why IN ('month_over', 'reserved_by_other')),
      held_since_ms INTEGER,
      held_until_ms INTEGER NOT NULL,
      held_by TEXT,
      campaign_why TEXT CONSTRAINT sending_campaign_why CHECK (campaign_why IN ('reserve', 'quota_unknown')),
      campaign_since_ms INTEGER,
      campaign_by TEXT,
      campaign_left INTEGER CONSTRAINT sending_campaign_left CHECK (campaign_left >= 0),
      quota_kind TEXT CONSTRAINT sending_quota_kind CHECK (quota_kind IN ('limited', 'none')),
      quota_value INTEGER,
      quota_used INTEGER,
      quota_month TEXT,
      quota_read_at_ms INTEGER NOT NULL,
      quota_asked_at_ms INTEGER NOT NULL,
      taken_at_read INTEGER NOT NULL,
      taken_before_read INTEGER NOT NULL
    ) STRICT;

INSERT INTO sending (sending_id, held_until_ms, quota_read_at_ms, quota_asked_at_ms, taken_at_read,
      taken_before_read) VALUES (1, 0, 0, 0, 0, 0);

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
      CONSTRAINT line_event_once PRIMARY KEY (webhook_event_id),
      CONSTRAINT line_event_lease CHECK (attempts >= 0)
    ) STRICT;

CREATE INDEX line_event_due ON line_event (status, due_at_ms) WHERE status = 'waiting';

CREATE INDEX line_event_dead ON line_event (status, webhook_event_id) WHERE status = 'dead';

CREATE TABLE menu_due (
      line_user_id TEXT PRIMARY KEY,
      stamp INTEGER NOT NULL,
      due_at_ms INTEGER NOT NULL,
      attempts INTEGER NOT NULL DEFAULT 0,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      leased_stamp INTEGER NOT NULL DEFAULT 0,
      asked_menu_id TEXT
    ) WITHOUT ROWID, STRICT;

CREATE INDEX menu_due_at ON menu_due (due_at_ms);

CREATE INDEX menu_due_leased ON menu_due (leased_by);

CREATE TABLE menu_walk (
      walk_id INTEGER PRIMARY KEY CONSTRAINT menu_walk_one CHECK (walk_id = 1),
      looked_at_ms INTEGER NOT NULL DEFAULT 0,
      shown TEXT NOT NULL DEFAULT '{}',
      walking_to TEXT,
      walked TEXT NOT NULL DEFAULT '',
      superseded TEXT NOT NULL DEFAULT '[]',
      superseded_at_ms INTEGER NOT NULL DEFAULT 0
    ) STRICT;

INSERT INTO menu_walk (walk_id) VALUES (1);

CREATE TABLE chat_version (
      version INTEGER NOT NULL,
      words TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT chat_version_once PRIMARY KEY (version)
    ) STRICT;

CREATE TABLE topic_choice (
      choice_id TEXT NOT NULL,
      topic TEXT NOT NULL CONSTRAINT topic_choice_topic CHECK (topic IN ('offers', 'reminders', 'news')),
      line_user_id TEXT NOT NULL,
      wanted INTEGER NOT NULL CONSTRAINT topic_choice_wanted CHECK (wanted IN (0, 1)),
      text_version TEXT NOT NULL,
      source TEXT NOT NULL CONSTRAINT topic_choice_source CHECK (source IN ('chat', 'card', 'staff')),
      chosen_at_ms INTEGER NOT NULL,
      recorded_at_ms INTEGER NOT NULL,
      CONSTRAINT topic_choice_once PRIMARY KEY (choice_id, topic)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX topic_choice_line_user ON topic_choice (line_user_id);

CREATE TABLE topic_state (
      line_user_id TEXT NOT NULL,
      topic TEXT NOT NULL CONSTRAINT topic_state_topic CHECK (topic IN ('offers', 'reminders', 'news')),
      wanted INTEGER NOT NULL CONSTRAINT topic_state_wanted CHECK (wanted IN (0, 1)),
      chosen_at_ms INTEGER NOT NULL,
      PRIMARY KEY (line_user_id, topic)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX topic_state_stopped ON topic_state (topic, chosen_at_ms) WHERE wanted = 0;

CREATE TABLE reach_version (
      version INTEGER NOT NULL,
      settings TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT reach_version_once PRIMARY KEY (version)
    ) STRICT;

CREATE TABLE campaign (
      campaign_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      status TEXT NOT NULL CONSTRAINT campaign_status CHECK (status IN
        ('draft', 'awaiting_approval', 'approved', 'scheduled', 'sending', 'paused', 'cancelled', 'sent')),
      version INTEGER NOT NULL,
      runs INTEGER NOT NULL DEFAULT 0,
      next_due_at_ms INTEGER,
      approval_people INTEGER,
      asked_by TEXT,
      asked_at_ms INTEGER,
      approved_by TEXT,
      approved_at_ms INTEGER,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      changed_at_ms INTEGER NOT NULL,
      CONSTRAINT campaign_due CHECK (next_due_at_ms IS NULL OR status IN ('scheduled', 'sending', 'paused')),
      CONSTRAINT campaign_four_eyes CHECK (approved_by IS NULL OR asked_by IS NULL OR approved_by <> asked_by)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX campaign_next_due ON campaign (next_due_at_ms) WHERE next_due_at_ms IS NOT NULL;

CREATE TABLE campaign_version (
      campaign_id TEXT NOT NULL REFERENCES campaign (campaign_id),
      version INTEGER NOT NULL,
      document TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT campaign_version_once PRIMARY KEY (campaign_id, version)
    ) STRICT;

CREATE TABLE campaign_run (
      run_id INTEGER PRIMARY KEY,
      public_id TEXT NOT NULL CONSTRAINT campaign_run_public_id UNIQUE,
      campaign_id TEXT NOT NULL REFERENCES campaign (campaign_id),
      nth INTEGER NOT NULL,
      version INTEGER NOT NULL,
      status TEXT NOT NULL CONSTRAINT campaign_run_status CHECK (status IN
        ('freezing', 'sending', 'paused', 'cancelling', 'cancelled', 'sent')),
      due_at_ms INTEGER NOT NULL,
      frozen_at_ms INTEGER NOT NULL,
      until_member_id INTEGER NOT NULL,
      frozen_through INTEGER NOT NULL DEFAULT 0,
      freezing_over INTEGER NOT NULL DEFAULT 0 CONSTRAINT campaign_run_frozen CHECK (freezing_over IN (0, 1)),
      matched INTEGER NOT NULL DEFAULT 0,
      planned INTEGER NOT NULL DEFAULT 0,
      paused_why TEXT,
      started_at_ms INTEGER NOT NULL,
      ended_at_ms INTEGER,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      CONSTRAINT campaign_run_once UNIQUE (campaign_id, nth),
      CONSTRAINT campaign_run_ended CHECK
        ((ended_at_ms IS NULL) = (status IN ('freezing', 'sending', 'paused', 'cancelling'))),
      CONSTRAINT campaign_run_planned CHECK (planned >= 0 AND planned <= matched)
    ) STRICT;

CREATE TABLE campaign_freeze (
      one INTEGER PRIMARY KEY CONSTRAINT campaign_freeze_one CHECK (one = 1),
      turn TEXT NOT NULL
    ) STRICT;

INSERT INTO campaign_freeze (one, turn) VALUES (1, '');

CREATE INDEX campaign_run_open ON campaign_run (run_id) WHERE ended_at_ms IS NULL;

CREATE TABLE campaign_recipient (
      run_id INTEGER NOT NULL,
      member_id INTEGER NOT NULL,
      reason TEXT,
      variant INTEGER,
      batch INTEGER,
      CONSTRAINT campaign_recipient_once PRIMARY KEY (run_id, member_id),
      CONSTRAINT campaign_recipient_fate CHECK (reason IS NOT NULL OR batch IS NOT NULL)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE campaign_batch (
      run_id INTEGER NOT NULL REFERENCES campaign_run (run_id),
      batch INTEGER NOT NULL,
      variant INTEGER NOT NULL,
      language TEXT NOT NULL,
      people INTEGER NOT NULL CONSTRAINT campaign_batch_people CHECK (people BETWEEN 1 AND 500),
      first_member_id INTEGER NOT NULL,
      last_member_id INTEGER NOT NULL,
      status TEXT NOT NULL CONSTRAINT campaign_batch_status CHECK (status IN
        ('frozen', 'queued', 'sent', 'unknown', 'refused', 'dropped', 'empty')),
      queued_at_ms INTEGER,
      settled_at_ms INTEGER,
      CONSTRAINT campaign_batch_once PRIMARY KEY (run_id, batch)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX campaign_batch_status_of ON campaign_batch (run_id, status, batch);

CREATE TABLE campaign_click (
      run_id INTEGER NOT NULL REFERENCES campaign_run (run_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      link INTEGER NOT NULL,
      first_at_ms INTEGER NOT NULL,
      last_at_ms INTEGER NOT NULL,
      times INTEGER NOT NULL CONSTRAINT campaign_click_times CHECK (times >= 1),
      CONSTRAINT campaign_click_once PRIMARY KEY (run_id, member_id, link)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX campaign_click_member ON campaign_click (member_id, run_id);

CREATE TABLE automation (
      automation_id TEXT PRIMARY KEY,
      status TEXT NOT NULL CONSTRAINT automation_status CHECK (status IN ('on', 'off', 'archived')),
      version INTEGER NOT NULL,
      on_since_ms INTEGER,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT automation_on_since CHECK (status <> 'on' OR on_since_ms IS NOT NULL)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE automation_version (
      automation_id TEXT NOT NULL REFERENCES automation (automation_id),
      version INTEGER NOT NULL,
      automation TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT automation_version_once PRIMARY KEY (automation_id, version)
    ) STRICT;

CREATE TABLE automation_send (
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      automation_id TEXT NOT NULL REFERENCES automation (automation_id),
      occasion TEXT NOT NULL,
      version INTEGER NOT NULL,
      sent_on TEXT NOT NULL,
      left_out TEXT,
      message_key TEXT,
      counts INTEGER NOT NULL CONSTRAINT automation_send_counts CHECK (counts IN (0, 1)),
      at_ms INTEGER NOT NULL,
      CONSTRAINT automation_send_once PRIMARY KEY (member_id, automation_id, occasion),
      CONSTRAINT automation_send_says CHECK ((left_out IS NULL) <> (message_key IS NULL))
    ) WITHOUT ROWID, STRICT;

CREATE INDEX automation_send_of ON automation_send (automation_id, sent_on, member_id);

CREATE TABLE automation_pass (
      sent_on TEXT NOT NULL,
      send_at TEXT NOT NULL,
      through_account_id INTEGER NOT NULL DEFAULT 0
        CONSTRAINT automation_pass_stands CHECK (through_account_id >= 0),
      sent INTEGER NOT NULL DEFAULT 0,
      left_out INTEGER NOT NULL DEFAULT 0,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      done_at_ms INTEGER,
      PRIMARY KEY (sent_on, send_at)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_mark (
      source TEXT NOT NULL,
      nth INTEGER NOT NULL CONSTRAINT report_mark_in_turn CHECK (nth > 0),
      through TEXT NOT NULL,
      CONSTRAINT report_mark_once PRIMARY KEY (source, nth)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_day (
      business_date TEXT NOT NULL,
      store_id INTEGER NOT NULL,
      sales INTEGER NOT NULL,
      yen INTEGER NOT NULL,
      coupon_yen INTEGER NOT NULL,
      returned_yen INTEGER NOT NULL,
      earned INTEGER NOT NULL,
      used INTEGER NOT NULL,
      lapsed INTEGER NOT NULL,
      adjusted INTEGER NOT NULL,
      CONSTRAINT report_day_once PRIMARY KEY (business_date, store_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_part (
      month TEXT NOT NULL,
      part TEXT NOT NULL CONSTRAINT report_part_part CHECK (part IN ('rank', 'sex', 'age')),
      value TEXT NOT NULL,
      sales INTEGER NOT NULL,
      yen INTEGER NOT NULL,
      earned INTEGER NOT NULL,
      used INTEGER NOT NULL,
      lapsed INTEGER NOT NULL,
      CONSTRAINT report_part_once PRIMARY KEY (month, part, value)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_visit (
      business_date TEXT NOT NULL,
      store_id INTEGER NOT NULL,
      account_id INTEGER NOT NULL,
      sales INTEGER NOT NULL,
      CONSTRAINT report_visit_once PRIMARY KEY (business_date, store_id, account_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_came_day (
      business_date TEXT NOT NULL CONSTRAINT report_came_day_once PRIMARY KEY,
      stale INTEGER NOT NULL CONSTRAINT report_came_day_stale CHECK (stale IN (0, 1))
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_again (
      business_date TEXT NOT NULL,
      nth INTEGER NOT NULL CONSTRAINT report_again_nth CHECK (nth IN (1, 2)),
      before_on TEXT NOT NULL,
      visits INTEGER NOT NULL,
      CONSTRAINT report_again_once PRIMARY KEY (business_date, nth, before_on)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_cohort (
      business_date TEXT NOT NULL,
      joined_month TEXT NOT NULL,
      firsts INTEGER NOT NULL,
      visits INTEGER NOT NULL,
      CONSTRAINT report_cohort_once PRIMARY KEY (business_date, joined_month)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_lots (
      counted_on TEXT NOT NULL,
      nth INTEGER NOT NULL,
      through_id INTEGER NOT NULL,
      whole INTEGER NOT NULL CONSTRAINT report_lots_whole CHECK (whole IN (0, 1)),
      figures TEXT NOT NULL,
      counted_at_ms INTEGER NOT NULL,
      CONSTRAINT report_lots_once PRIMARY KEY (counted_on, nth)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE report_message (
      queued_on TEXT NOT NULL,
      lane INTEGER NOT NULL,
      messages INTEGER NOT NULL,
      CONSTRAINT report_message_once PRIMARY KEY (queued_on, lane)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX purchase_void_at ON purchase_void (voided_at_ms, purchase_id);

CREATE TABLE result_kept (
      run_id INTEGER NOT NULL REFERENCES campaign_run (run_id),
      days INTEGER NOT NULL CONSTRAINT result_kept_days CHECK (days IN (7, 14, 30)),
      through_on TEXT NOT NULL,
      figures TEXT NOT NULL,
      counted_at_ms INTEGER NOT NULL,
      CONSTRAINT result_kept_once PRIMARY KEY (run_id, days)
    ) STRICT;

CREATE TABLE result_hour (
      run_id INTEGER NOT NULL REFERENCES campaign_run (run_id),
      business_date TEXT NOT NULL,
      half_hour INTEGER NOT NULL,
      sales INTEGER NOT NULL,
      CONSTRAINT result_hour_once PRIMARY KEY (run_id, business_date, half_hour)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE line_unit (
      unit TEXT NOT NULL,
      from_on TEXT NOT NULL,
      to_on TEXT NOT NULL,
      run_id INTEGER,
      variant INTEGER,
      automation_id TEXT,
      ask_at_ms INTEGER,
      ask_until_ms INTEGER NOT NULL,
      asked_at_ms INTEGER,
      told_at_ms INTEGER,
      opened INTEGER,
      clicked INTEGER,
      problem TEXT,
      CONSTRAINT line_unit_once PRIMARY KEY (unit, from_on),
      CONSTRAINT line_unit_whose CHECK ((run_id IS NULL) <> (automation_id IS NULL))
    ) WITHOUT ROWID, STRICT;

CREATE INDEX line_unit_ask ON line_unit (ask_at_ms) WHERE ask_at_ms IS NOT NULL;

CREATE INDEX line_unit_run ON line_unit (run_id) WHERE run_id IS NOT NULL;

CREATE INDEX line_unit_automation ON line_unit (automation_id, from_on) WHERE automation_id IS NOT NULL;

CREATE TABLE result_turn (
      work TEXT NOT NULL CONSTRAINT result_turn_once PRIMARY KEY,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE segment (
      segment_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded TEXT NOT NULL CONSTRAINT segment_name UNIQUE,
      version INTEGER NOT NULL,
      watched INTEGER NOT NULL CONSTRAINT segment_watched CHECK (watched IN (0, 1)),
      members INTEGER,
      counted_at_ms INTEGER,
      watched_tree TEXT,
      watched_quiet INTEGER NOT NULL DEFAULT 1,
      watched_pass INTEGER NOT NULL DEFAULT 0,
      watched_through INTEGER NOT NULL DEFAULT 0 CONSTRAINT segment_watch_stands CHECK (watched_through >= 0),
      watched_at_ms INTEGER,
      leased_by TEXT,
      leased_until_ms INTEGER NOT NULL DEFAULT 0,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE segment_version (
      segment_id TEXT NOT NULL REFERENCES segment (segment_id),
      version INTEGER NOT NULL,
      name TEXT NOT NULL,
      tree TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL,
      CONSTRAINT segment_version_once PRIMARY KEY (segment_id, version)
    ) STRICT;

CREATE TABLE segment_member (
      segment_id TEXT NOT NULL,
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      CONSTRAINT segment_member_once PRIMARY KEY (segment_id, member_id)
    ) WITHOUT ROWID, STRICT;

CREATE TABLE segment_event (
      segment_id TEXT NOT NULL,
      pass INTEGER NOT NULL,
      member_id INTEGER NOT NULL,
      kind TEXT NOT NULL CONSTRAINT segment_event_kind CHECK (kind IN ('entered', 'left')),
      business_date TEXT NOT NULL,
      at_ms INTEGER NOT NULL,
      CONSTRAINT segment_event_once PRIMARY KEY (segment_id, pass, member_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX segment_event_on ON segment_event (segment_id, business_date, kind);

CREATE TABLE member_list (
      list_id TEXT PRIMARY KEY,
      name TEXT NOT NULL,
      folded TEXT NOT NULL CONSTRAINT member_list_name UNIQUE,
      source TEXT NOT NULL CONSTRAINT member_list_source CHECK (source IN ('numbers', 'segment')),
      members INTEGER NOT NULL,
      made_at_ms INTEGER NOT NULL,
      made_by TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;

CREATE TABLE member_list_member (
      list_id TEXT NOT NULL REFERENCES member_list (list_id),
      member_id INTEGER NOT NULL REFERENCES member (member_id),
      PRIMARY KEY (list_id, member_id)
    ) WITHOUT ROWID, STRICT;

CREATE INDEX member_list_of ON member_list_member (member_id);

CREATE TABLE rfm_thresholds (
      programme_id INTEGER NOT NULL REFERENCES programme (programme_id),
      version INTEGER NOT NULL,
      thresholds TEXT NOT NULL,
      members INTEGER NOT NULL,
      computed_on TEXT NOT NULL,
      made_at_ms INTEGER NOT NULL,
      CONSTRAINT rfm_thresholds_once PRIMARY KEY (programme_id, version)
    ) WITHOUT ROWID, STRICT;

INSERT INTO migration (name, applied_at_ms) VALUES ('0001-house', CAST(unixepoch('subsec') * 1000 AS INTEGER));
