import type { Words } from "./cut.ts";

/** Why a coupon cannot be used (requirement 2.8: a reason enum, said to staff in one sentence). */
export type CouponReason =
  | "not_started"
  | "expired"
  | "stopped"
  | "revoked"
  | "used"
  /** Put aside for another payment. */
  | "in_use"
  | "sold_out"
  /** Used as often as a member may in the period. */
  | "limit_reached"
  | "below_minimum"
  | "other_store"
  | "other_channel"
  | "other_rank"
  | "not_first_visit"
  | "outside_weekdays"
  | "outside_hours"
  | "no_matching_item"
  /** A timed one whose countdown was not started, or is over. */
  | "not_opened"
  | "time_over"
  | "not_with_points"
  | "not_with_others"
  /** A machine-read one needs a code that may spend. */
  | "spend_code_needed"
  /** Nothing is left of the sale to take yen off. */
  | "nothing_left"
  /** Not this member's, or there is none of this name. */
  | "not_found";

/** With what the sentence needs: yen that are missing, a date, the ranks that are asked for. */
export interface CouponRefused {
  readonly reason: CouponReason;
  readonly yen?: number;
  readonly on?: string;
  /** Names of the ranks that may use it, from the lowest. */
  readonly ranks?: readonly Words[];
  /** Whether those are all from the first of them upwards. */
  readonly upwards?: boolean;
}
