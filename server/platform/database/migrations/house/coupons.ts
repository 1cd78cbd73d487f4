import type { Ddl } from "../ddl.ts";

export function coupons(ddl: Ddl): string[] {
  return [...kinds(ddl), ...wallets(ddl)];
}

function kinds({ int, text, byId, byText, hotByText }: Ddl): string[] {
  return [
    `CREATE TABLE picture (
      picture_id ${text} NOT NULL CONSTRAINT picture_once PRIMARY KEY,
      media_type ${text} NOT NULL CONSTRAINT picture_media_type CHECK (media_type IN ('image/png', 'image/jpeg')),
      base64 ${text} NOT NULL,
      made_by ${text} NOT NULL,
      made_at_ms ${int} NOT NULL
    ) ${byId}`,
    // The counters are what stock is counted by: of one hot coupon every use updates this row.
    `CREATE TABLE coupon (
      coupon_id ${text} PRIMARY KEY,
      status ${text} NOT NULL CONSTRAINT coupon_status CHECK (status IN ('draft', 'issued', 'stopped')),
      version ${int} NOT NULL,
      audience ${text} NOT NULL,
      folded_code ${text} CONSTRAINT coupon_code_once UNIQUE,
      secret ${text} CONSTRAINT coupon_secret_once UNIQUE,
      from_on ${text},
      to_on ${text},
      given ${int} NOT NULL,
      used ${int} NOT NULL,
      given_max ${int},
      used_max ${int},
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      stopped_at_ms ${int},
      CONSTRAINT coupon_given_stock CHECK (given >= 0 AND (given_max IS NULL OR given <= given_max)),
      CONSTRAINT coupon_used_stock CHECK (used >= 0 AND (used_max IS NULL OR used <= used_max))
    ) ${hotByText}`,
    "CREATE INDEX coupon_audience ON coupon (status, audience)",
    // Version 0 is the draft that is being written; the others never change.
    `CREATE TABLE coupon_version (
      coupon_id ${text} NOT NULL REFERENCES coupon (coupon_id),
      version ${int} NOT NULL,
      coupon ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      made_by ${text} NOT NULL,
      CONSTRAINT coupon_version_once PRIMARY KEY (coupon_id, version)
    ) ${byId}`,
    `CREATE TABLE coupon_single_code (
      folded_code ${text} PRIMARY KEY,
      coupon_id ${text} NOT NULL REFERENCES coupon (coupon_id),
      batch ${text} NOT NULL,
      made_at_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX coupon_single_code_batch ON coupon_single_code (coupon_id, batch)",
    `CREATE TABLE coupon_seen (
      coupon_id ${text} NOT NULL REFERENCES coupon (coupon_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      seen_at_ms ${int} NOT NULL,
      CONSTRAINT coupon_seen_once PRIMARY KEY (coupon_id, member_id)
    ) ${byText}`,
    `CREATE TABLE coupon_draw (
      coupon_id ${text} NOT NULL REFERENCES coupon (coupon_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      occasion ${text} NOT NULL,
      won ${int} NOT NULL CONSTRAINT coupon_draw_won CHECK (won IN (0, 1)),
      drawn_at_ms ${int} NOT NULL,
      CONSTRAINT coupon_draw_once PRIMARY KEY (coupon_id, member_id, occasion)
    ) ${byText}`,
  ];
}

function wallets({ int, text, byId, byText, hotByText, partial }: Ddl): string[] {
  return [
    // One member's coupon as its changes have left it. The occasion makes a limit a constraint: "2026-11#1" is once a month.
    `CREATE TABLE member_coupon (
      member_coupon_id ${text} PRIMARY KEY,
      coupon_id ${text} NOT NULL REFERENCES coupon (coupon_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      occasion ${text} NOT NULL,
      version ${int} NOT NULL,
      via ${text} NOT NULL,
      status ${text} NOT NULL
        CONSTRAINT member_coupon_status CHECK (status IN ('held', 'reserved', 'redeemed', 'expired', 'revoked')),
      nth ${int} NOT NULL,
      from_on ${text},
      until_on ${text},
      issued_at_ms ${int} NOT NULL,
      timed_until_ms ${int},
      presented_until_ms ${int},
      reserved_for ${text},
      reserved_until_ms ${int},
      used_at_ms ${int},
      purchase_id ${text},
      CONSTRAINT member_coupon_occasion_once UNIQUE (coupon_id, member_id, occasion)
    ) ${hotByText}`,
    "CREATE INDEX member_coupon_member ON member_coupon (member_id, status)",
    "CREATE INDEX member_coupon_of ON member_coupon (coupon_id, member_coupon_id)",
    "CREATE INDEX member_coupon_until ON member_coupon (status, until_on)",
    `CREATE INDEX member_coupon_timed ON member_coupon (status, timed_until_ms)${partial("timed_until_ms IS NOT NULL")}`,
    `CREATE INDEX member_coupon_reserved ON member_coupon (reserved_for)${partial("reserved_for IS NOT NULL")}`,
    // A single-use code is used by whoever writes its row first.
    `CREATE TABLE coupon_code_use (
      folded_code ${text} NOT NULL CONSTRAINT coupon_code_use_once PRIMARY KEY
        REFERENCES coupon_single_code (folded_code),
      member_coupon_id ${text} NOT NULL REFERENCES member_coupon (member_coupon_id),
      used_at_ms ${int} NOT NULL
    ) ${byText}`,
    `CREATE TABLE coupon_change (
      member_coupon_id ${text} NOT NULL REFERENCES member_coupon (member_coupon_id),
      nth ${int} NOT NULL,
      kind ${text} NOT NULL CONSTRAINT coupon_change_kind CHECK (kind IN
        ('issued', 'opened', 'presented', 'reserved', 'released', 'redeemed', 'undone', 'expired', 'revoked', 'restored',
         'reinstated', 'moved')),
      coupon_id ${text} NOT NULL,
      member_id ${int} NOT NULL,
      store_id ${int} REFERENCES node (node_id),
      till_id ${text},
      actor ${text} NOT NULL,
      purchase_id ${text},
      yen ${int} NOT NULL,
      points ${int} NOT NULL,
      reason ${text},
      business_date ${text} NOT NULL,
      at_ms ${int} NOT NULL,
      CONSTRAINT coupon_change_once PRIMARY KEY (member_coupon_id, nth)
    ) ${byText}`,
    `CREATE INDEX coupon_change_purchase ON coupon_change (purchase_id)${partial("purchase_id IS NOT NULL")}`,
    `CREATE INDEX coupon_change_taps ON coupon_change (business_date, store_id)${partial("purchase_id IS NULL AND kind = 'redeemed'")}`,
    // Members' numbers who are to get one, as they were checked, a part of them in each row.
    `CREATE TABLE coupon_list (
      list_id ${text} PRIMARY KEY,
      coupon_id ${text} NOT NULL REFERENCES coupon (coupon_id),
      status ${text} NOT NULL CONSTRAINT coupon_list_status CHECK (status IN ('checked', 'giving', 'given', 'stopped')),
      found ${int} NOT NULL,
      unknown ${int} NOT NULL,
      unknown_some ${text} NOT NULL,
      gone ${int} NOT NULL,
      repeated ${int} NOT NULL,
      made_by ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX coupon_list_status ON coupon_list (status)",
    "CREATE INDEX coupon_list_coupon ON coupon_list (coupon_id)",
    `CREATE TABLE coupon_list_part (
      list_id ${text} NOT NULL REFERENCES coupon_list (list_id),
      nth ${int} NOT NULL,
      members ${text} NOT NULL,
      given ${int},
      passed_over ${int},
      CONSTRAINT coupon_list_part_once PRIMARY KEY (list_id, nth)
    ) ${byId}`,
    // Birthdays through this day have their coupon; of the next, members up to this number.
    `CREATE TABLE coupon_birthday (
      coupon_id ${text} PRIMARY KEY REFERENCES coupon (coupon_id),
      through_on ${text} NOT NULL,
      after_member_id ${int} NOT NULL,
      leased_by ${text},
      leased_until_ms ${int} NOT NULL
    ) ${byText}`,
    "CREATE INDEX coupon_change_results ON coupon_change (coupon_id, kind, business_date, store_id, yen)",
  ];
}
