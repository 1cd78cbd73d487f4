import { effect, signal, untracked } from "@preact/signals";
import { IDENTIFY, SPEND } from "../../../shared/card/code.ts";
import type { CouponDrawn, CouponShown, Wallet, WalletCoupon } from "../../../shared/coupons/views.ts";
import type { StampWallet } from "../../../shared/stamps/views.ts";
import { newIdempotencyKey, retrying } from "../../api/retry.ts";
import type { CardApp } from "../app/card-app.ts";
import type { CardState } from "../app/state.ts";
import type { CardStore } from "../key/store.ts";
import { type Route, route } from "../router.ts";
import type { Clock } from "../time/clock.ts";
import type { WalletServer } from "./server.ts";

export interface DeskParts {
  readonly app: Pick<CardApp, "show">;
  readonly state: CardState;
  readonly clock: Clock;
  readonly store: CardStore;
  readonly server: WalletServer;
}

/** How the wallet on the screen came there. `kept`: from the last visit, while nobody answers. */
export type Freshness = "nothing" | "loading" | "kept" | "fresh" | "failed";

/** A member's coupons and stamps: read after the code stands, kept for a visit without a network, and what is done to them. */
export class WalletDesk {
  readonly wallet = signal<Wallet | null>(null);
  readonly stamps = signal<StampWallet | null>(null);
  readonly atMs = signal(0);
  readonly freshness = signal<Freshness>("nothing");
  /** The living screen of the last use, until its two minutes are over. */
  readonly shown = signal<CouponShown | null>(null);
  /** Name of a coupon that has just come, until its screen is left. */
  readonly got = signal<string | null>(null);
  /** Whether the living screen lies over the page. */
  readonly living = signal(false);
  readonly #parts: DeskParts;
  readonly #keys = new Map<string, string>();
  #loading: Promise<void> | null = null;
  #again = false;
  /** Counts what was put in its place by hand: a reading that began before knows nothing of it. */
  #puts = 0;

  constructor(parts: DeskParts) {
    this.#parts = parts;
  }

  /** What the last visit kept, then the server's word; again after each sale, and as often as its screens are opened. Returns at once. */
  open(): void {
    const { state } = this.#parts;
    let owner: string | null = null;
    effect(() => {
      const memberId = state.holder.value?.memberId ?? null;
      const online = state.connection.value === "online";
      // A sale at the till may have used a coupon or given a stamp.
      void state.changes.value;
      if (memberId !== owner) this.#forget();
      const first = memberId !== owner;
      owner = memberId;
      if (memberId === null) return;
      void (first ? this.#recall(memberId) : Promise.resolve()).then(() => {
        if (online) void this.load();
      });
    });
    this.#readWhatIsLookedAt();
    effect(() => {
      const presenting = state.presenting.value;
      if (presenting !== null && !presenting.used && state.nowMs.value >= presenting.untilMs) {
        state.presenting.value = null;
      }
    });
  }

  /** The page is on the screen again: the shop may have given or stopped something meanwhile. */
  wake(): void {
    const { holder, connection } = this.#parts.state;
    // What a reading looks at is no reason to read again.
    untracked(() => {
      if (holder.value !== null && connection.value === "online") void this.load();
    });
  }

  /** Coupons that are given or stopped and rewards that are handed over write no entry that the pulse would tell of. */
  #readWhatIsLookedAt(): void {
    const { state } = this.#parts;
    let before = route.peek();
    let askedAtMs = 0;
    effect(() => {
      const now = route.value;
      if (now !== before && onWallet.has(now)) this.wake();
      before = now;
    });
    effect(() => {
      const waits = this.stamps.value?.rewards.some(({ handedOverAtMs }) => handedOverAtMs === null) ?? false;
      if (waits && route.value === "stamps" && state.nowMs.value >= askedAtMs + REWARD_MS) {
        askedAtMs = state.nowMs.value;
        this.wake();
      }
    });
  }

  async load(): Promise<void> {
    // What is on its way may have been said before what this reading is for.
    if (this.#loading !== null) this.#again = true;
    this.#loading ??= this.#readUntilNow().finally(() => {
      this.#loading = null;
    });
    await this.#loading;
  }

  find(walletId: string): WalletCoupon | null {
    const { usable = [], past = [] } = this.wallet.value ?? {};
    return [...usable, ...past].find((each) => each.walletId === walletId) ?? null;
  }

  /** Throws what the server says, as every verb below. */
  async start(walletId: string): Promise<WalletCoupon> {
    return this.#put(walletId, await retrying(() => this.#parts.server.open(walletId)));
  }

  /** Gives the walletId: one that everyone has becomes a row of the member's own. */
  async use(walletId: string, storeId: string | null): Promise<string> {
    const { server } = this.#parts;
    const shown = await this.#once(`use ${walletId} ${storeId}`, (key) =>
      server.redeem(walletId, storeId, key),
    );
    this.shown.value = shown;
    this.living.value = true;
    this.#put(walletId, shown.coupon);
    await this.#keep();
    void this.load();
    return shown.coupon.walletId;
  }

  /** かざす: chosen for the next reading; the card's spend code stands for as long. */
  async present(walletId: string): Promise<void> {
    const { app, state, server, clock } = this.#parts;
    const coupon = this.#put(walletId, await retrying(() => server.present(walletId)));
    const untilMs = coupon.presentedUntilMs ?? clock.nowMs() + PRESENTED_MS;
    state.presenting.value = { coupon, untilMs, used: false };
    await app.show(SPEND, untilMs - clock.nowMs());
  }

  async putBack(): Promise<void> {
    const { app, state, server } = this.#parts;
    const presenting = state.presenting.value;
    state.presenting.value = null;
    await app.show(IDENTIFY);
    if (presenting === null || presenting.used) return;
    const { walletId } = presenting.coupon;
    // Without an answer its five minutes end by themselves.
    await server
      .putBack(walletId)
      .then((coupon) => this.#put(walletId, coupon))
      .catch(() => {});
  }

  async claim(what: { readonly code: string } | { readonly secret: string }): Promise<WalletCoupon> {
    const { server } = this.#parts;
    const coupon = await this.#once(`claim ${JSON.stringify(what)}`, (key) => server.claim(what, key));
    await this.load();
    if (this.find(coupon.walletId) === null) this.#put(coupon.walletId, coupon);
    return coupon;
  }

  async draw(couponId: string): Promise<CouponDrawn> {
    const { server } = this.#parts;
    const drawn = await this.#once(`draw ${couponId}`, (key) => server.draw(couponId, key));
    void this.load();
    return drawn;
  }

  livingOpen(open: boolean): void {
    this.living.value = open;
  }

  seen(walletId: string): void {
    void this.#parts.server.seen(walletId).catch(() => {});
  }

  /** The same key until an answer came, so that what was done in silence is not done twice. */
  async #once<Answer>(what: string, send: (key: string) => Promise<Answer>): Promise<Answer> {
    const key = this.#keys.get(what) ?? newIdempotencyKey();
    this.#keys.set(what, key);
    const answer = await retrying(() => send(key), { attempts: 3 });
    this.#keys.delete(what);
    return answer;
  }

  async #recall(memberId: string): Promise<void> {
    const kept = await this.#parts.store.readWallet().catch(() => null);
    if (kept === null || kept.memberId !== memberId || this.freshness.value === "fresh") return;
    this.wallet.value = kept.wallet;
    this.stamps.value = kept.stamps;
    this.atMs.value = kept.atMs;
    this.shown.value = kept.shown;
    this.freshness.value = "kept";
    this.#brief();
  }

  async #readUntilNow(): Promise<void> {
    do {
      this.#again = false;
      await this.#read();
    } while (this.#again);
  }

  async #read(): Promise<void> {
    const { server, clock } = this.#parts;
    if (this.freshness.value === "nothing" || this.freshness.value === "failed")
      this.freshness.value = "loading";
    const before = this.shown.value;
    const puts = this.#puts;
    const [wallet, stamps] = await Promise.all([
      server.coupons().catch(() => null),
      server.stamps().catch(() => null),
    ]);
    for (const came of [wallet, stamps]) {
      if (came !== null) clock.learn(came.answer.serverTimeMs, came.rttMs);
    }
    if (wallet === null && stamps === null) {
      if (this.freshness.value !== "kept") this.freshness.value = "failed";
      return;
    }
    if (puts !== this.#puts) {
      this.#again = true;
      return;
    }
    if (wallet !== null) this.wallet.value = wallet.answer;
    if (stamps !== null) this.stamps.value = stamps.answer;
    this.atMs.value = clock.nowMs();
    this.freshness.value = "fresh";
    this.#brief();
    this.#endPresenting();
    if (this.shown.value === before) this.#endShown();
    await this.#keep();
  }

  /** What was held up to the till was used by it, or the sale was made without it. */
  #endPresenting(): void {
    const { state } = this.#parts;
    const presenting = state.presenting.value;
    if (presenting === null || presenting.used) return;
    const now = this.find(presenting.coupon.walletId);
    if (now?.status === "redeemed") state.presenting.value = { ...presenting, coupon: now, used: true };
  }

  /** Who was given the coupon back has nothing to show: it can be used anew. Asked of a wallet read since the use alone. */
  #endShown(): void {
    const shown = this.shown.value;
    const now = shown === null ? null : this.find(shown.coupon.walletId);
    if (now === null || now.status === "redeemed") return;
    this.shown.value = null;
    this.living.value = false;
  }

  #brief(): void {
    const { state } = this.#parts;
    const [wallet, stamps] = [this.wallet.value, this.stamps.value];
    if (wallet !== null) {
      // A draw gives a coupon perhaps, and what is refused now is none to be counted on.
      const ready = wallet.usable.filter(({ refused }) => refused === null);
      const endingSoon = ready.find(({ untilOn }) => untilOn !== null) ?? ready[0] ?? null;
      state.coupons.value = { usable: ready.length, endingSoon };
    }
    if (stamps !== null) state.stamps.value = stamps.cards;
  }

  /** Puts one coupon's news in its place, before the whole wallet is read again. */
  #put(walletId: string, coupon: WalletCoupon): WalletCoupon {
    this.#puts++;
    const wallet = this.wallet.value;
    if (wallet === null) return coupon;
    const others = (list: readonly WalletCoupon[]) =>
      list.map((each) => (each.walletId === walletId ? coupon : each));
    const known = [...wallet.usable, ...wallet.past].some((each) => each.walletId === walletId);
    const usable = known ? others(wallet.usable) : [coupon, ...wallet.usable];
    this.wallet.value = { ...wallet, usable, past: others(wallet.past) };
    return coupon;
  }

  async #keep(): Promise<void> {
    const { state, store } = this.#parts;
    const memberId = state.holder.value?.memberId;
    if (memberId === undefined) return;
    const kept = { memberId, wallet: this.wallet.value, stamps: this.stamps.value, atMs: this.atMs.value };
    await store.writeWallet({ ...kept, shown: this.shown.value }).catch(() => {});
  }

  #forget(): void {
    this.wallet.value = null;
    this.stamps.value = null;
    this.shown.value = null;
    this.freshness.value = "nothing";
    this.#keys.clear();
  }
}

const PRESENTED_MS = 300_000;
/** A reward is handed over while its screen is open: how long it may still stand there. */
const REWARD_MS = 5_000;
const onWallet: ReadonlySet<Route> = new Set(["coupons", "coupon", "stamps"]);
