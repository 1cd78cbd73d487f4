import type { JSX } from "preact";
import type { SaleCoupon, UsedCoupon } from "../../../shared/coupons/views.ts";
import { words } from "../language.ts";
import { named, sayUsed } from "./say.ts";

/** The coupons of a sale that was made: what each took off, and whether it came back. */
export function UsedCoupons({ coupons }: { coupons: readonly UsedCoupon[] }): JSX.Element | null {
  const w = words.value;
  if (coupons.length === 0) return null;
  return (
    <dl class="used-coupons small">
      {coupons.map((one) => (
        <div key={one.walletId}>
          <dt>{`${w.coupon}:${named(one.name)}`}</dt>
          <dd class="number">{one.givenBack ? w.couponGivenBack : sayUsed(one)}</dd>
        </div>
      ))}
    </dl>
  );
}

/** Goods that go over the counter with the sale, big enough not to be forgotten. */
export function HandOver({
  coupons,
}: {
  coupons: readonly Pick<SaleCoupon, "walletId" | "handOver">[];
}): JSX.Element {
  const goods = coupons.flatMap(({ walletId, handOver }) =>
    handOver === null ? [] : [{ walletId, name: named(handOver) }],
  );
  return (
    <>
      {goods.map(({ walletId, name }) => (
        <p key={walletId} class="hand-over">
          {words.value.handOver(name)}
        </p>
      ))}
    </>
  );
}
