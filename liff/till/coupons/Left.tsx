import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { useEffect } from "preact/hooks";
import type { SaleCoupon } from "../../../shared/coupons/views.ts";
import { formatNumber, words } from "../language.ts";
import { lastSync } from "../offline/sync.ts";

const LOOK_AGAIN_MS = 5_000;

/** How long the countdown that the customer started still goes; nothing where none does. */
export function Left({ coupon: { timedUntilMs } }: { coupon: SaleCoupon }): JSX.Element | null {
  const now = useSignal(Date.now());
  useEffect(() => {
    if (timedUntilMs === null) return undefined;
    const timer = setInterval(() => (now.value = Date.now()), LOOK_AGAIN_MS);
    return () => clearInterval(timer);
  }, [timedUntilMs, now]);
  if (timedUntilMs === null) return null;
  const leftMs = timedUntilMs - now.value - (lastSync()?.offsetMs ?? 0);
  if (leftMs <= 0) return null;
  return (
    <span class="small coupon-best">{words.value.couponLeft(formatNumber(Math.ceil(leftMs / 60_000)))}</span>
  );
}
