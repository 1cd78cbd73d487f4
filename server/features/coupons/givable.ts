import type { Coupon } from "../../../shared/coupons/schema.ts";
import type { CalendarDate } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { datesOf } from "./candidates.core.ts";
import { mayBeGiven } from "./issue.ts";
import { kindBy } from "./read.ts";

/** A coupon as it would be given today. */
export interface Givable {
  readonly coupon: Coupon;
  /** Its last day in the hands of who gets it today; null where it has none. */
  readonly untilOn: CalendarDate | null;
  /** How many may still be given; null without a limit. */
  readonly left: number | null;
}

/** Null where it is not issued, has ended, or none is left. */
export async function givable(
  deps: Pick<Deps, "database">,
  couponId: string,
  on: CalendarDate,
): Promise<Givable | null> {
  const found = await kindBy(deps, couponId);
  if (found === null || !mayBeGiven(found, on)) return null;
  const { kind, coupon } = found;
  const left = kind.givenMax === null ? null : kind.givenMax - kind.given;
  return { coupon, untilOn: datesOf(coupon, "segment", on).untilOn, left };
}
