import { late } from "../late.tsx";
import type { ScreenEntry } from "../screen.ts";

const CouponScreen = late(async () => (await import("./Coupon.tsx")).CouponScreen);
const CouponsScreen = late(async () => (await import("./Coupons.tsx")).CouponsScreen);
const EditCouponScreen = late(async () => (await import("./Edit.tsx")).EditCouponScreen);
const NewCouponScreen = late(async () => (await import("./Edit.tsx")).NewCouponScreen);

/** The screens about coupons, for `addresses.tsx`. */
export const couponScreens: readonly ScreenEntry[] = [
  {
    at: "coupons",
    name: ["クーポン", "Coupons"],
    group: "offers",
    draw: ([couponId, part = ""]) => {
      if (couponId === undefined) return <CouponsScreen />;
      if (couponId === "new") return <NewCouponScreen />;
      if (part === "edit") return <EditCouponScreen couponId={couponId} key={couponId} />;
      return <CouponScreen couponId={couponId} at={part} key={couponId} />;
    },
  },
];
