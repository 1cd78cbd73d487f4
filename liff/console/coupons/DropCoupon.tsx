import type { CouponState } from "../../../shared/coupons/console.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { useSay } from "../language.tsx";
import { DropDraft } from "../parts/DropDraft.tsx";
import { useCouponWrites } from "./api.ts";
import { nameOf } from "./words.ts";

export function DropCoupon({ state, draft }: { readonly state: CouponState; readonly draft: Coupon }) {
  const writes = useCouponWrites();
  const say = useSay();
  const isNew = state.published === null;
  return (
    <DropDraft
      name={nameOf(draft, say)}
      isNew={isNew}
      list="coupons"
      drop={() => writes.drop(state.couponId, isNew)}
      restore={() => (isNew ? writes.make(draft) : writes.save(state.couponId, draft, null))}
    />
  );
}
