import { signal } from "@preact/signals";
import type { CouponTap, CouponTaps } from "../../../shared/coupons/taps.ts";
import { ask } from "../../api/client.ts";
import { retrying } from "../../api/retry.ts";
import { till } from "../session.ts";
import { sayOf } from "../views/use-details.ts";

/** What members used by their own taps on a day; `taps` is null until an answer came. */
export interface TapsList {
  readonly date: string;
  readonly taps: readonly CouponTap[] | null;
  readonly loading: boolean;
  readonly trouble: string | null;
}

export const tapsList = signal<TapsList | null>(null);

/** Loads a day, keeping what is on the screen until the answer is there. */
export async function loadTaps(date: string): Promise<void> {
  const before = tapsList.value?.date === date ? tapsList.value.taps : null;
  const asked: TapsList = { date, taps: before, loading: true, trouble: null };
  tapsList.value = asked;
  try {
    // Today is the server's: a store may be in another time zone than its shop.
    const query = { date: date === till.value?.businessDate ? undefined : date };
    const { taps } = await ask<CouponTaps>("/api/till/coupon-taps", { query });
    if (tapsList.value === asked) tapsList.value = { ...asked, taps, loading: false };
  } catch (error) {
    const trouble = sayOf(error);
    if (tapsList.value === asked) tapsList.value = { ...asked, loading: false, trouble };
  }
}

/** Gives a tap's coupon back; said twice, it is done once. @throws ApiError for a refusal, NetworkError for silence. */
export async function undoTap({ walletId, usedAtMs }: CouponTap): Promise<void> {
  const path = `/api/till/coupon-taps/${encodeURIComponent(walletId)}/undo`;
  const { taps } = await retrying(() => ask<CouponTaps>(path, { body: { usedAtMs } }));
  const list = tapsList.value;
  if (list !== null) tapsList.value = { ...list, taps };
}
