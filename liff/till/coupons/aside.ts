import type { CouponReason } from "../../../shared/coupons/reasons.ts";
import type { CouponsHeld } from "../../../shared/purchases/schema.ts";
import { ApiError, ask } from "../../api/client.ts";
import type { RefusedCoupon } from "./choice.core.ts";

/** A customer waits; without an answer the sale decides by itself. */
const TIMEOUT_MS = 4_000;

export interface Hold {
  readonly scanId: string;
  readonly ids: readonly string[];
}

/** What the server was told last to keep aside. */
let told: Hold = { scanId: "", ids: [] };

export function isTold({ scanId, ids }: Hold): boolean {
  const before = scanId === told.scanId ? told.ids : [];
  return ids.join(" ") === before.join(" ");
}

/** Nothing of it is aside; or it is not to be told again. */
export function noteTold(hold: Hold): void {
  told = hold;
}

/** Puts exactly these aside. @throws ApiError coupon.* of the first that cannot be. */
export async function putAside(hold: Hold): Promise<void> {
  told = hold;
  const path = `/api/till/scans/${encodeURIComponent(hold.scanId)}/coupons`;
  await ask<CouponsHeld>(path, { method: "PUT", body: { coupons: hold.ids }, timeoutMs: TIMEOUT_MS });
}

/** Frees what one reading has put aside, before the same customer's next code is read. */
export async function letGo(scanId: string): Promise<void> {
  if (isTold({ scanId, ids: [] })) return;
  await putAside({ scanId, ids: [] }).catch(() => {});
}

/** The coupon that a refusal is about; null where it is about something else. */
export function refusedCouponOf(error: unknown): RefusedCoupon | null {
  if (!(error instanceof ApiError)) return null;
  const { walletId, reason } = error.details;
  if (!error.code.startsWith("coupon.") || !isReason(reason)) return null;
  return { walletId: typeof walletId === "string" ? walletId : null, reason };
}

/** A newer server may know reasons that this page does not; they are said as what is not known. */
function isReason(value: unknown): value is CouponReason {
  return typeof value === "string";
}
