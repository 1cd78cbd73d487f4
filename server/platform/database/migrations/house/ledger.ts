import type { Ddl } from "../ddl.ts";

export function ledger(ddl: Ddl): string[] {
  return [...programmes(ddl), ...accounts(ddl), ...entries(ddl), ...doings(ddl)];
}

function programmes({ int, text, byId, byText }: Ddl): string[] {
  return [
    `CREATE TABLE programme (
      programme_id ${int} PRIMARY KEY,
      name ${text} NOT NULL
    ) ${byId}`,
    `CREATE TABLE programme_version (
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      version ${int} NOT NULL,
      rules ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT programme_version_once PRIMARY KEY (programme_id, version)
    ) ${byText}`,
    // What rules with a limit have given so far; the pool's name says for which rule, and to whom or where.
    `CREATE TABLE rule_pool (
      pool ${text} PRIMARY KEY,
      points_max ${int} NOT NULL,
      used ${int} NOT NULL,
      CONSTRAINT rule_pool_within CHECK (used >= 0 AND used <= points_max)
    ) ${byText}`,
  ];
}

function accounts({ int, text, id, hotById, hotByText, partial }: Ddl): string[] {
  return [
    // What segments ask for stands in front: of a row SQLite reads no further than to the last column that is wanted.
    `CREATE TABLE account (
      account_id ${id},
      member_id ${int} NOT NULL REFERENCES member (member_id),
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      ${copies({ int, text })},
      balance ${int} NOT NULL DEFAULT 0,
      pending ${int} NOT NULL DEFAULT 0,
      last_visit_on ${text},
      windows_until_on ${text},
      visits_30 ${int} NOT NULL DEFAULT 0,
      visits_90 ${int} NOT NULL DEFAULT 0,
      visits_365 ${int} NOT NULL DEFAULT 0,
      net_yen_30 ${int} NOT NULL DEFAULT 0,
      net_yen_90 ${int} NOT NULL DEFAULT 0,
      net_yen_365 ${int} NOT NULL DEFAULT 0,
      last_store_id ${int},
      next_expires_on ${text},
      visits ${int} NOT NULL DEFAULT 0,
      net_yen ${int} NOT NULL DEFAULT 0,
      purchases ${int} NOT NULL DEFAULT 0,
      spend_yen ${int} NOT NULL DEFAULT 0,
      due_on ${text},
      lot_balance ${int} NOT NULL DEFAULT 0,
      debt ${int} NOT NULL DEFAULT 0,
      held ${int} NOT NULL DEFAULT 0,
      seq ${int} NOT NULL DEFAULT 0,
      head_hash ${text} NOT NULL DEFAULT '',
      CONSTRAINT account_of_member UNIQUE (member_id, programme_id),
      CONSTRAINT balance_not_negative CHECK (balance >= 0),
      CONSTRAINT balance_matches_lots CHECK (balance = lot_balance),
      CONSTRAINT debt_not_negative CHECK (debt >= 0),
      CONSTRAINT pending_in_balance CHECK (pending >= 0 AND pending <= balance),
      CONSTRAINT held_not_negative CHECK (held >= 0)
    ) ${hotById}`,
    // The first day at whose start the day-boundary run has something to do here. One entry an account, which a sale
    // seldom moves, where an index over lots would be written with each of them.
    `CREATE INDEX account_due ON account (due_on, account_id)${partial("due_on IS NOT NULL")}`,
    // One row a member and business day with a sale: ranks and segments add these up instead of the ledger.
    `CREATE TABLE account_day (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      business_date ${text} NOT NULL,
      purchases ${int} NOT NULL,
      net_yen ${int} NOT NULL,
      points_earned ${int} NOT NULL,
      points_used ${int} NOT NULL,
      PRIMARY KEY (account_id, business_date)
    ) ${hotByText}`,
    `CREATE TABLE lot (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      lot_id ${text} NOT NULL,
      points ${int} NOT NULL CONSTRAINT lot_points CHECK (points > 0),
      remaining ${int} NOT NULL,
      lapsed ${int} NOT NULL DEFAULT 0,
      activates_on ${text} NOT NULL,
      expires_on ${text} NOT NULL,
      origin ${text} NOT NULL CONSTRAINT lot_origin CHECK
        (origin IN ('purchase', 'promotion', 'adjustment', 'migration', 'third_party')),
      funded_by ${text} NOT NULL
        CONSTRAINT lot_funded_by CHECK (funded_by IN ('head_office', 'store', 'tenant')),
      renews ${int} NOT NULL DEFAULT 0 CONSTRAINT lot_renews CHECK (renews IN (0, 1)),
      pending ${int} NOT NULL DEFAULT 0 CONSTRAINT lot_pending CHECK (pending IN (0, 1)),
      waits ${text},
      PRIMARY KEY (account_id, lot_id),
      CONSTRAINT lot_remaining CHECK (remaining >= 0 AND lapsed >= 0 AND remaining + lapsed <= points)
    ) ${hotByText}`,
  ];
}

/**
 * What segments ask about a member and other tables own, copied so that one table answers: `planCopies` of members and
 * `copyRank` of points write it again with whatever changes it.
 */
function copies({ int, text }: Pick<Ddl, "int" | "text">): string {
  return `member_status ${text} NOT NULL DEFAULT 'active',
      rank ${text},
      birthday ${text},
      birth_year ${int},
      sex ${text},
      language ${text} NOT NULL DEFAULT 'ja',
      joined_on ${text} NOT NULL DEFAULT '1970-01-01',
      bucket_seed ${int} NOT NULL DEFAULT 0`;
}

function entries({ int, text, byId, byText, partial }: Ddl): string[] {
  return [
    `CREATE TABLE entry (
      account_id ${int} NOT NULL REFERENCES account (account_id),
      seq ${int} NOT NULL,
      entry_id ${text} NOT NULL CONSTRAINT entry_id_once UNIQUE,
      kind ${text} NOT NULL CONSTRAINT entry_kind CHECK (kind IN
        ('earn', 'spend', 'void', 'refund', 'adjust', 'expire', 'hold', 'release', 'activate', 'reinstate')),
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
      effects ${text} NOT NULL,
      client_id ${text} NOT NULL,
      previous_hash ${text} NOT NULL,
      hash ${text} NOT NULL,
      CONSTRAINT entry_stream PRIMARY KEY (account_id, seq),
      CONSTRAINT entry_balance CHECK (balance_after >= 0)
    ) ${byId}`,
    // A whole reversal happens once; partial ones are counted by their own table.
    "CREATE UNIQUE INDEX entry_voided_once ON entry (account_id, reverses_entry_id) WHERE kind = 'void'",
    `CREATE INDEX entry_purchase ON entry (purchase_id)${partial("purchase_id IS NOT NULL")}`,
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

function doings({ int, text, byText, hotById, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE hold (
      hold_id ${text} NOT NULL CONSTRAINT hold_once PRIMARY KEY,
      account_id ${int} NOT NULL REFERENCES account (account_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      till_id ${text} NOT NULL,
      actor ${text} NOT NULL,
      entry_id ${text} NOT NULL,
      points ${int} NOT NULL CONSTRAINT hold_points CHECK (points > 0),
      status ${text} NOT NULL
        CONSTRAINT hold_status CHECK (status IN ('open', 'committed', 'released', 'expired')),
      made_at_ms ${int} NOT NULL,
      expires_at_ms ${int} NOT NULL,
      settled_at_ms ${int},
      purchase_id ${text}
    ) ${hotByText}`,
    "CREATE INDEX hold_due ON hold (expires_at_ms) WHERE status = 'open'",
    "CREATE INDEX hold_account ON hold (account_id, hold_id)",
    // Why points were moved by hand. The words are not in the ledger, whose chain could never forget a name in them.
    `CREATE TABLE adjustment (
      adjustment_id ${text} NOT NULL CONSTRAINT adjustment_once PRIMARY KEY,
      account_id ${int} NOT NULL REFERENCES account (account_id),
      entry_id ${text} NOT NULL,
      points ${int} NOT NULL,
      reason_code ${text} NOT NULL,
      reason ${text},
      actor ${text} NOT NULL,
      file_id ${text},
      row_key ${text},
      made_at_ms ${int} NOT NULL,
      CONSTRAINT adjustment_row_once UNIQUE (file_id, row_key)
    ) ${byText}`,
    "CREATE INDEX adjustment_account ON adjustment (account_id, adjustment_id)",
    `CREATE TABLE adjustment_file (
      file_id ${text} NOT NULL PRIMARY KEY,
      file_hash ${text} NOT NULL CONSTRAINT adjustment_file_once UNIQUE,
      name ${text} NOT NULL,
      rows_total ${int} NOT NULL,
      points_total ${int} NOT NULL,
      status ${text} NOT NULL
        CONSTRAINT adjustment_file_status CHECK (status IN ('checked', 'applying', 'applied')),
      actor ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      settled_at_ms ${int}
    ) ${hotByText}`,
    // A file's rows as they were checked, some dozens together: each part is applied in one commit.
    `CREATE TABLE adjustment_file_part (
      file_id ${text} NOT NULL REFERENCES adjustment_file (file_id),
      nth ${int} NOT NULL,
      rows ${text} NOT NULL,
      results ${text},
      CONSTRAINT adjustment_file_part_once PRIMARY KEY (file_id, nth)
    ) ${hotById}`,
    // The day-boundary run: ranges of accounts that processes take by lease, with what was done in each.
    `CREATE TABLE nightly_chunk (
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      business_date ${text} NOT NULL,
      from_account_id ${int} NOT NULL,
      to_account_id ${int} NOT NULL,
      ranks_seen_to_id ${int} NOT NULL,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL DEFAULT 0,
      done_at_ms ${int},
      accounts ${int} NOT NULL DEFAULT 0,
      points_activated ${int} NOT NULL DEFAULT 0,
      points_lapsed ${int} NOT NULL DEFAULT 0,
      ranks_changed ${int} NOT NULL DEFAULT 0,
      CONSTRAINT nightly_chunk_once PRIMARY KEY (programme_id, business_date, from_account_id)
    ) ${hotByText}`,
    // A date whose run is finished. Its chunks are gone by then.
    `CREATE TABLE nightly_run (
      programme_id ${int} NOT NULL REFERENCES programme (programme_id),
      business_date ${text} NOT NULL,
      accounts ${int} NOT NULL,
      points_activated ${int} NOT NULL,
      points_lapsed ${int} NOT NULL,
      ranks_changed ${int} NOT NULL,
      finished_at_ms ${int} NOT NULL,
      CONSTRAINT nightly_run_once PRIMARY KEY (programme_id, business_date)
    ) ${byText}`,
  ];
}
