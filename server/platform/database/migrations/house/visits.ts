import type { Ddl } from "../ddl.ts";

export function visits(ddl: Ddl): string[] {
  return [...sales(ddl), ...machines(ddl)];
}

function sales({ int, text, byId, byText }: Ddl): string[] {
  return [
    // The amount is after coupons and before points; only coupons can have paid all of it.
    `CREATE TABLE purchase (
      purchase_id ${text} NOT NULL CONSTRAINT purchase_once PRIMARY KEY,
      account_id ${int} NOT NULL REFERENCES account (account_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      till_id ${text} NOT NULL,
      staff_id ${int} REFERENCES staff (staff_id),
      actor ${text} NOT NULL,
      scan_id ${text} CONSTRAINT purchase_once_per_scan UNIQUE,
      channel ${text} NOT NULL CONSTRAINT purchase_channel CHECK (channel IN ('store', 'ec')),
      source ${text} NOT NULL CONSTRAINT purchase_source CHECK (source IN ('till', 'offline', 'api')),
      receipt_number ${text},
      amount_yen ${int} NOT NULL
        CONSTRAINT purchase_amount CHECK (amount_yen > 0 OR (amount_yen = 0 AND coupon_yen > 0)),
      coupon_yen ${int} NOT NULL CONSTRAINT purchase_coupon_yen CHECK (coupon_yen >= 0),
      net_yen ${int} NOT NULL CONSTRAINT purchase_net_yen CHECK (net_yen >= 0),
      points_used ${int} NOT NULL CONSTRAINT purchase_points_used CHECK (points_used >= 0),
      discount_yen ${int} NOT NULL
        CONSTRAINT purchase_discount_yen CHECK (discount_yen >= 0 AND discount_yen <= amount_yen),
      points_earned ${int} NOT NULL CONSTRAINT purchase_points_earned CHECK (points_earned >= 0),
      programme_version ${int} NOT NULL,
      facts ${text} NOT NULL,
      award ${text} NOT NULL,
      occurred_at_ms ${int} NOT NULL,
      recorded_at_ms ${int} NOT NULL,
      business_date ${text} NOT NULL
    ) ${byId}`,
    // Tills number no receipts of their own, and a row without a number shall not cost a page of this index.
    `CREATE UNIQUE INDEX purchase_receipt_once ON purchase (store_id, till_id, receipt_number, business_date)
      WHERE receipt_number IS NOT NULL`,
    "CREATE INDEX purchase_store_day ON purchase (store_id, business_date, purchase_id)",
    // Only what was rung up as lines; an amount typed at a till has none.
    `CREATE TABLE purchase_line (
      purchase_id ${text} NOT NULL REFERENCES purchase (purchase_id),
      line_id ${text} NOT NULL,
      nth ${int} NOT NULL,
      kind ${text} NOT NULL CONSTRAINT purchase_line_kind CHECK (kind IN ('item', 'shipping')),
      item_code ${text},
      categories ${text} NOT NULL,
      brand ${text},
      quantity ${int} NOT NULL CONSTRAINT purchase_line_quantity CHECK (quantity > 0),
      amount_yen ${int} NOT NULL CONSTRAINT purchase_line_amount CHECK (amount_yen >= 0),
      discount_yen ${int} NOT NULL,
      coupon_yen ${int} NOT NULL CONSTRAINT purchase_line_coupon CHECK (coupon_yen >= 0 AND coupon_yen <= discount_yen),
      points_yen ${int} NOT NULL,
      tax_per_mille ${int} NOT NULL,
      PRIMARY KEY (purchase_id, line_id),
      CONSTRAINT purchase_line_shares CHECK
        (discount_yen >= 0 AND points_yen >= 0 AND discount_yen + points_yen <= amount_yen)
    ) ${byText}`,
    `CREATE TABLE purchase_void (
      purchase_id ${text} NOT NULL REFERENCES purchase (purchase_id),
      member_id ${int} NOT NULL REFERENCES member (member_id),
      staff_id ${int} REFERENCES staff (staff_id),
      actor ${text} NOT NULL,
      store_id ${int} NOT NULL REFERENCES node (node_id),
      reason ${text},
      voided_at_ms ${int} NOT NULL,
      points_given_back ${int} NOT NULL,
      points_taken_back ${int} NOT NULL,
      CONSTRAINT purchase_void_once PRIMARY KEY (purchase_id)
    ) ${byText}`,
    "CREATE INDEX purchase_void_member ON purchase_void (member_id, voided_at_ms)",
    // Each return of a part, counted from 1. What was returned before decides what this one gives and takes.
    `CREATE TABLE refund (
      purchase_id ${text} NOT NULL REFERENCES purchase (purchase_id),
      nth ${int} NOT NULL,
      refund_id ${text} NOT NULL CONSTRAINT refund_id_once UNIQUE,
      member_id ${int} NOT NULL REFERENCES member (member_id),
      store_id ${int} NOT NULL REFERENCES node (node_id),
      actor ${text} NOT NULL,
      reason ${text},
      amount_yen ${int} NOT NULL CONSTRAINT refund_amount CHECK (amount_yen >= 0),
      net_yen ${int} NOT NULL,
      lines ${text} NOT NULL,
      points_given_back ${int} NOT NULL,
      points_taken_back ${int} NOT NULL,
      points_owed ${int} NOT NULL,
      points_waived ${int} NOT NULL,
      given_back_by_lot ${text} NOT NULL,
      draws ${text} NOT NULL,
      occurred_at_ms ${int} NOT NULL,
      recorded_at_ms ${int} NOT NULL,
      business_date ${text} NOT NULL,
      CONSTRAINT refund_once PRIMARY KEY (purchase_id, nth)
    ) ${byId}`,
    "CREATE INDEX refund_member ON refund (member_id, business_date)",
  ];
}

function machines({ int, text, byText, hotByText }: Ddl): string[] {
  return [
    // Rotating a key makes another row of its family: the rights of both are one, and so are their limits and answers.
    `CREATE TABLE api_key (
      key_id ${text} PRIMARY KEY,
      family ${text} NOT NULL,
      token_hash ${text} NOT NULL CONSTRAINT api_key_token UNIQUE,
      name ${text} NOT NULL,
      scopes ${text} NOT NULL,
      store_ids ${text},
      per_minute_max ${int} NOT NULL,
      made_by ${text} NOT NULL,
      made_at_ms ${int} NOT NULL,
      expires_at_ms ${int},
      replaced_by ${text},
      revoked_at_ms ${int},
      last_used_on ${text}
    ) ${byText}`,
    "CREATE INDEX api_key_family ON api_key (family)",
    // Requests of one actor in one window of time: how often, across all processes.
    `CREATE TABLE rate_window (
      actor ${text} NOT NULL,
      starts_at_ms ${int} NOT NULL,
      used ${int} NOT NULL,
      used_max ${int} NOT NULL,
      PRIMARY KEY (actor, starts_at_ms),
      CONSTRAINT rate_window_within CHECK (used <= used_max)
    ) ${hotByText}`,
    "CREATE INDEX rate_window_age ON rate_window (starts_at_ms)",
  ];
}
