export interface VisitsTables {
  purchase: PurchaseTable;
  purchase_line: PurchaseLineTable;
  purchase_void: PurchaseVoidTable;
  refund: RefundTable;
  api_key: ApiKeyTable;
  rate_window: RateWindowTable;
}

export interface PurchaseTable {
  purchase_id: string;
  account_id: number;
  member_id: number;
  store_id: number;
  till_id: string;
  staff_id: number | null;
  actor: string;
  scan_id: string | null;
  channel: "store" | "ec";
  source: "till" | "offline" | "api";
  receipt_number: string | null;
  /** After discounts and coupons, before points; 0 where coupons took all of it. */
  amount_yen: number;
  /** Taken off by coupons. */
  coupon_yen: number;
  net_yen: number;
  points_used: number;
  discount_yen: number;
  points_earned: number;
  programme_version: number;
  facts: string;
  award: string;
  occurred_at_ms: number;
  recorded_at_ms: number;
  business_date: string;
}

export interface PurchaseLineTable {
  purchase_id: string;
  line_id: string;
  nth: number;
  kind: "item" | "shipping";
  item_code: string | null;
  categories: string;
  brand: string | null;
  quantity: number;
  amount_yen: number;
  discount_yen: number;
  /** Of the discount, what coupons took. */
  coupon_yen: number;
  points_yen: number;
  tax_per_mille: number;
}

export interface PurchaseVoidTable {
  purchase_id: string;
  member_id: number;
  staff_id: number | null;
  actor: string;
  store_id: number;
  reason: string | null;
  voided_at_ms: number;
  points_given_back: number;
  points_taken_back: number;
}

export interface RefundTable {
  purchase_id: string;
  nth: number;
  refund_id: string;
  member_id: number;
  store_id: number;
  actor: string;
  reason: string | null;
  amount_yen: number;
  net_yen: number;
  lines: string;
  points_given_back: number;
  points_taken_back: number;
  points_owed: number;
  points_waived: number;
  given_back_by_lot: string;
  draws: string;
  occurred_at_ms: number;
  recorded_at_ms: number;
  business_date: string;
}

export interface ApiKeyTable {
  key_id: string;
  family: string;
  token_hash: string;
  name: string;
  scopes: string;
  store_ids: string | null;
  per_minute_max: number;
  made_by: string;
  made_at_ms: number;
  expires_at_ms: number | null;
  replaced_by: string | null;
  revoked_at_ms: number | null;
  last_used_on: string | null;
}

export interface RateWindowTable {
  actor: string;
  starts_at_ms: number;
  used: number;
  used_max: number;
}
