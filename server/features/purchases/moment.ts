import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";

const dayMs = 86_400_000;
/** How late a sale or a return may be told, and how far a till's clock may be ahead. */
export const latestDays = 35;
const aheadMsMax = 2 * 60_000;

/**
 * When something took place and when it is recorded. A clock that is a little ahead means now.
 * @throws Refusal purchase.too_old beyond 35 days, purchase.in_future beyond 2 minutes.
 */
export function momentOf(
  deps: Pick<Deps, "clock">,
  askedMs: number | null,
): { readonly nowMs: number; readonly occurredAtMs: number } {
  const nowMs = deps.clock.nowMs();
  const occurredAtMs = askedMs ?? nowMs;
  if (occurredAtMs > nowMs + aheadMsMax) throw new Refusal("purchase.in_future");
  if (occurredAtMs < nowMs - latestDays * dayMs) throw new Refusal("purchase.too_old", { days: latestDays });
  return { nowMs, occurredAtMs: Math.min(occurredAtMs, nowMs) };
}
