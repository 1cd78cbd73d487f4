import type { ListStatus } from "../../../../shared/coupons/console.ts";
import type { CouponChange, CouponStatus, HeldStatus } from "../../../../shared/coupons/schema.ts";

export interface CouponsTables {
  picture: PictureTable;
  coupon: CouponTable;
  coupon_version: CouponVersionTable;
  coupon_single_code: CouponSingleCodeTable;
  coupon_seen: CouponSeenTable;
  coupon_code_use: CouponCodeUseTable;
  coupon_draw: CouponDrawTable;
  member_coupon: MemberCouponTable;
  coupon_change: CouponChangeTable;
  coupon_list: CouponListTable;
  coupon_list_part: CouponListPartTable;
  coupon_birthday: CouponBirthdayTable;
}

export interface PictureTable {
  picture_id: string;
  media_type: "image/png" | "image/jpeg";
  base64: string;
  made_by: string;
  made_at_ms: number;
}

export interface CouponTable {
  coupon_id: string;
  status: CouponStatus;
  version: number;
  /** `issue.to` of the version in force. */
  audience: string;
  folded_code: string | null;
  secret: string | null;
  from_on: string | null;
  to_on: string | null;
  given: number;
  used: number;
  given_max: number | null;
  used_max: number | null;
  made_at_ms: number;
  made_by: string;
  stopped_at_ms: number | null;
}

export interface CouponVersionTable {
  coupon_id: string;
  version: number;
  coupon: string;
  made_at_ms: number;
  made_by: string;
}

export interface CouponSingleCodeTable {
  folded_code: string;
  coupon_id: string;
  batch: string;
  made_at_ms: number;
}

export interface CouponCodeUseTable {
  folded_code: string;
  member_coupon_id: string;
  used_at_ms: number;
}

export interface CouponSeenTable {
  coupon_id: string;
  member_id: number;
  seen_at_ms: number;
}

export interface CouponDrawTable {
  coupon_id: string;
  member_id: number;
  occasion: string;
  won: number;
  drawn_at_ms: number;
}

export interface MemberCouponTable {
  member_coupon_id: string;
  coupon_id: string;
  member_id: number;
  occasion: string;
  version: number;
  via: string;
  status: HeldStatus;
  nth: number;
  from_on: string | null;
  until_on: string | null;
  issued_at_ms: number;
  timed_until_ms: number | null;
  presented_until_ms: number | null;
  reserved_for: string | null;
  reserved_until_ms: number | null;
  used_at_ms: number | null;
  purchase_id: string | null;
}

export interface CouponChangeTable {
  member_coupon_id: string;
  nth: number;
  kind: CouponChange;
  coupon_id: string;
  member_id: number;
  store_id: number | null;
  till_id: string | null;
  actor: string;
  purchase_id: string | null;
  yen: number;
  points: number;
  reason: string | null;
  business_date: string;
  at_ms: number;
}

export interface CouponListTable {
  list_id: string;
  coupon_id: string;
  status: ListStatus;
  found: number;
  unknown: number;
  /** JSON array of some of them. */
  unknown_some: string;
  gone: number;
  repeated: number;
  made_by: string;
  made_at_ms: number;
  leased_by: string | null;
  leased_until_ms: number;
}

export interface CouponListPartTable {
  list_id: string;
  nth: number;
  /** JSON array of members' ids. */
  members: string;
  /** Null until it is worked off. */
  given: number | null;
  passed_over: number | null;
}

export interface CouponBirthdayTable {
  coupon_id: string;
  through_on: string;
  after_member_id: number;
  leased_by: string | null;
  leased_until_ms: number;
}
