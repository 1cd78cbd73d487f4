import type { BrowserContext, Route } from "playwright-core";
import { plainCoupon } from "../../shared/coupons/samples.ts";
import type { CouponShown, Wallet, WalletCoupon } from "../../shared/coupons/views.ts";
import { errors } from "../../shared/errors.ts";
import type { StampWallet } from "../../shared/stamps/views.ts";

/** A wallet as the server would tell it, for looking at every state of the screens without making a shop reach it. */
export function walletCoupon(changes: Partial<WalletCoupon> = {}): WalletCoupon {
  const { name, description, terms, benefit, mode, timedMinutes, conditions, stacking, withPoints } =
    plainCoupon;
  return {
    ...{ walletId: "w-show", couponId: "c-show", name, description, terms, picturePath: null },
    ...{ benefit, mode, timedMinutes, conditions, stacking, withPoints },
    ...{ status: "held", from: null, untilOn: null, timedUntilMs: null, presentedUntilMs: null },
    ...{ usedAtMs: null, refused: null, usesLeft: null },
    ...changes,
  };
}

/** Answers the wallet's requests of these phones; what was asked is in `asked`, as `METHOD /path`. */
export class WalletDoor {
  readonly asked: string[] = [];
  usable: readonly WalletCoupon[] = [];
  past: readonly WalletCoupon[] = [];
  draws: Wallet["draws"] = [];
  stores: Wallet["stores"] = [];
  stamps: Omit<StampWallet, "serverTimeMs"> = { cards: [], past: [], rewards: [] };
  /** `METHOD /path` to the answer. */
  answers = new Map<string, () => unknown>();
  /** The server's clock. */
  nowMs = (): number => Date.now();

  async stand(context: BrowserContext): Promise<void> {
    await context.route("**/api/card/coupons**", (route) => this.#answer(route));
    await context.route("**/api/card/coupons/**", (route) => this.#answer(route));
    await context.route("**/api/card/stamps", (route) => this.#answer(route));
  }

  async #answer(route: Route): Promise<void> {
    const request = route.request();
    const path = new URL(request.url()).pathname;
    const name = `${request.method()} ${path}`;
    this.asked.push(name);
    const serverTimeMs = this.nowMs();
    const { usable, past, draws, stores } = this;
    const made = this.answers.get(name)?.();
    if (made !== undefined) return route.fulfill({ json: made });
    if (path === "/api/card/coupons")
      return route.fulfill({ json: { usable, past, draws, stores, serverTimeMs } });
    if (path === "/api/card/stamps") return route.fulfill({ json: { ...this.stamps, serverTimeMs } });
    if (path.endsWith("/seen")) return route.fulfill({ json: {} });
    const error = { code: "coupon.code_unknown", message: errors["coupon.code_unknown"].ja };
    return route.fulfill({ status: 404, json: { error, requestId: "r-1" } });
  }
}

export function shownNow(coupon: WalletCoupon, storeName: string): CouponShown {
  const usedAtMs = Date.now();
  const words = ["赤いふね", "青いとり", "金のすず"].map((word, nth) => ({
    word,
    untilMs: (Math.floor(usedAtMs / 60_000) + 1 + nth) * 60_000,
  }));
  const used: WalletCoupon = { ...coupon, status: "redeemed", usedAtMs };
  return { coupon: used, usedAtMs, storeName, proof: { shownUntilMs: usedAtMs + 120_000, words } };
}
