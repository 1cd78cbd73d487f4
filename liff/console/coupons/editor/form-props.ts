import type { Coupon } from "../../../../shared/coupons/schema.ts";

/** What every part of the form about a coupon is given. */
export interface FormProps {
  readonly coupon: Coupon;
  readonly set: (change: Partial<Coupon>) => void;
  /** What is wrong with a field, in words; named as in the document: `validity.to`. */
  readonly wrong: (field: string) => string | undefined;
  /** Members have it: its kind of benefit, way of using and whom it is for stay. */
  readonly isIssued: boolean;
  /** Lets go of what stands in fields of a part that is replaced, such as another kind of benefit's. */
  readonly forget: (part: string) => void;
}
