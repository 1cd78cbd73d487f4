import { isJsonObject } from "../json.ts";
import { userById } from "../people.ts";
import type { Platform } from "../platform.ts";
import { statusOf } from "./coupons.ts";
import type { Coupon, CouponTicket } from "./state.ts";

/** Who took and used a LINE coupon: only the phone and the tests know, for LINE has no API that tells. */

/** Why a person could not take or use a coupon. */
export type CouponRefusal =
  | "unknown"
  | "closed"
  | "not_yet"
  | "already_acquired"
  | "lost"
  | "sold_out"
  | "used_up";

/** A person taps "get" in the chat. */
export function acquireCoupon(
  platform: Platform,
  userId: string,
  couponId: string,
  deliveryTag?: string,
): CouponTicket | CouponRefusal {
  const { state } = platform;
  userById(platform, userId);
  const coupon = state.coupons.get(couponId);
  if (!coupon) return "unknown";
  if (statusOf(platform, coupon) === "CLOSED") return "closed";
  const key = `${couponId}:${userId}`;
  if (state.couponTickets.has(key)) return "already_acquired";
  const drawn = drawnLot(platform, coupon);
  if (drawn !== null) return drawn;
  const tag = deliveryTag === undefined ? {} : { deliveryTag };
  const ticket: CouponTicket = { couponId, userId, acquiredAtMs: platform.nowMs(), usedAtMs: [], ...tag };
  state.couponTickets.set(key, ticket);
  platform.changed();
  return ticket;
}

function drawnLot(platform: Platform, { couponId, body }: Coupon): CouponRefusal | null {
  const condition = isJsonObject(body.acquisitionCondition) ? body.acquisitionCondition : {};
  if (condition.type !== "lottery") return null;
  const most = Number(condition.maxAcquireCount);
  if (most !== -1 && ticketsOf(platform, couponId).length >= most) return "sold_out";
  return platform.random() * 100 < Number(condition.lotteryProbability) ? null : "lost";
}

/** A person shows the coupon at the counter and taps "use". */
export function useCoupon(
  platform: Platform,
  userId: string,
  couponId: string,
): CouponTicket | CouponRefusal {
  const { state } = platform;
  const coupon = state.coupons.get(couponId);
  const key = `${couponId}:${userId}`;
  const ticket = state.couponTickets.get(key);
  if (!coupon || !ticket) return "unknown";
  if (statusOf(platform, coupon) === "CLOSED") return "closed";
  if (Number(coupon.body.startTimestamp) * 1_000 > platform.nowMs()) return "not_yet";
  if (coupon.body.maxUseCountPerTicket === 1 && ticket.usedAtMs.length >= 1) return "used_up";
  const used: CouponTicket = { ...ticket, usedAtMs: [...ticket.usedAtMs, platform.nowMs()] };
  state.couponTickets.set(key, used);
  platform.changed();
  return used;
}

export function ticketsOf({ state }: Platform, couponId: string): CouponTicket[] {
  return [...state.couponTickets.values()].filter((ticket) => ticket.couponId === couponId);
}
