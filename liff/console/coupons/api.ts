import { useQuery, useQueryClient } from "@tanstack/react-query";
import type { CouponList, CouponState } from "../../../shared/coupons/console.ts";
import type { Coupon } from "../../../shared/coupons/schema.ts";
import { ask } from "../../api/client.ts";
import { newKey } from "../api.ts";

/** What the screens about coupons ask; everything stands below the key `coupons`, so that a write makes all of it new. */

export const couponsPath = "/api/console/coupons";

export function couponPath(couponId: string, part = ""): string {
  return `${couponsPath}/${encodeURIComponent(couponId)}${part}`;
}

export const useCoupons = (enabled = true) =>
  useQuery({ enabled, queryKey: ["coupons"], queryFn: () => ask<CouponList>(couponsPath) });

export const useCoupon = (couponId: string) =>
  useQuery({
    queryKey: ["coupons", couponId],
    queryFn: () => ask<CouponState>(couponPath(couponId)),
  });

/** Writes, after each of which lists and coupons are asked for anew. */
export function useCouponWrites() {
  const queries = useQueryClient();
  const write = async (
    method: "POST" | "PUT",
    path: string,
    body: object,
    idempotencyKey?: string,
  ): Promise<CouponState> => {
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    const state = await ask<CouponState>(path, { method, body, ...key });
    queries.setQueryData(["coupons", state.couponId], state);
    await queries.invalidateQueries({ queryKey: ["coupons"] });
    return state;
  };
  return {
    make: (coupon: Coupon, key = newKey()) => write("POST", couponsPath, { coupon }, key),
    save: (couponId: string, coupon: Coupon, seenAtMs: number | null) =>
      write("PUT", couponPath(couponId, "/draft"), { coupon, seenAtMs }),
    issue: (couponId: string, seenAtMs: number) =>
      write("POST", couponPath(couponId, "/issue"), { seenAtMs }),
    move: (couponId: string, to: "stop" | "resume") => write("POST", couponPath(couponId, `/${to}`), {}),
    /** Of a coupon that was never issued nothing is left, and so it is not asked for again. */
    drop: async (couponId: string, isNew: boolean): Promise<void> => {
      await ask(couponPath(couponId, "/draft"), { method: "DELETE" });
      if (isNew) queries.removeQueries({ queryKey: ["coupons", couponId] });
      await queries.invalidateQueries({ queryKey: ["coupons"], exact: isNew });
    },
  };
}
