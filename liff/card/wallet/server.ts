import type { CouponDrawn, CouponShown, Wallet, WalletCoupon } from "../../../shared/coupons/views.ts";
import type { StampWallet } from "../../../shared/stamps/views.ts";
import { ask, askTimed, type Timed } from "../../api/client.ts";

/** What a member asks about coupons and stamps, by name; tests stand in for it here. */
export interface WalletServer {
  coupons(): Promise<Timed<Wallet>>;
  stamps(): Promise<Timed<StampWallet>>;
  seen(walletId: string): Promise<void>;
  /** Starts the countdown of a timed one. */
  open(walletId: string): Promise<WalletCoupon>;
  /** For the next spend code. */
  present(walletId: string): Promise<WalletCoupon>;
  putBack(walletId: string): Promise<WalletCoupon>;
  redeem(walletId: string, storeId: string | null, idempotencyKey: string): Promise<CouponShown>;
  claim(
    what: { readonly code: string } | { readonly secret: string },
    idempotencyKey: string,
  ): Promise<WalletCoupon>;
  draw(couponId: string, idempotencyKey: string): Promise<CouponDrawn>;
}

const coupons = "/api/card/coupons";
const at = (walletId: string, doing: string) => `${coupons}/${encodeURIComponent(walletId)}/${doing}`;

export const walletServer: WalletServer = {
  coupons: () => askTimed(coupons),
  stamps: () => askTimed("/api/card/stamps"),
  seen: async (walletId) => {
    await ask(at(walletId, "seen"), { method: "POST" });
  },
  open: (walletId) => ask(at(walletId, "open"), { method: "POST" }),
  present: (walletId) => ask(at(walletId, "present"), { method: "POST" }),
  putBack: (walletId) => ask(at(walletId, "present"), { method: "DELETE" }),
  redeem: (walletId, storeId, idempotencyKey) =>
    ask(at(walletId, "redeem"), { body: storeId === null ? {} : { storeId }, idempotencyKey }),
  claim: (body, idempotencyKey) => ask(`${coupons}/claim`, { body, idempotencyKey }),
  draw: (couponId, idempotencyKey) =>
    ask(`${coupons}/draws/${encodeURIComponent(couponId)}`, { body: {}, idempotencyKey }),
};
