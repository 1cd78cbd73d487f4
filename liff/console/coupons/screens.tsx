import type { ScreenEntry } from "../screen.ts";

/** The screens about coupons, for `addresses.tsx`. */
export const couponScreens: readonly ScreenEntry[] = [];
