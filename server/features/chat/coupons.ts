import { couponTold } from "../../../shared/coupons/told.ts";
import type { Language } from "../../../shared/errors.ts";
import type { CouponTold } from "../../../shared/messages/coupon.ts";
import type { Deps } from "../../deps.ts";
import { cardUrl } from "../../platform/line/links.ts";
import { factsOf } from "../card/index.ts";
import { publicCoupons, usableCoupons } from "../coupons/index.ts";
import type { Member } from "../members/index.ts";

/** What a person is told of coupons: those that a member can use today; to a guest, those that everyone gets. */
export async function couponsFor(
  deps: Deps,
  member: Member | null,
  language: Language,
): Promise<readonly CouponTold[]> {
  const coupons =
    member === null
      ? await publicCoupons(deps)
      : await usableCoupons(deps, member, (await factsOf(deps, member)).rankCode);
  return coupons.map((coupon) => {
    const where = {
      untilOn: coupon.untilOn,
      imageUrl: imageOf(deps, coupon.picturePath),
      url: `${cardUrl(deps)}?coupon=${encodeURIComponent(coupon.walletId)}`,
    };
    return couponTold(coupon, where, language);
  });
}

/** LINE shows pictures of https addresses alone. */
function imageOf(deps: Deps, path: string | null): string | null {
  const { publicUrl } = deps.settings;
  return path === null || !publicUrl.startsWith("https://") ? null : `${publicUrl}${path}`;
}
