import { addDays } from "../../shared/dates.ts";

/**
 * Points told slowly: every single point is a coin in a purse. Coins are never merged and never counted in advance, so
 * there is nothing to get wrong. What the ledger does in a few sums must come to the same.
 */

export interface SlowLot {
  readonly nth: number;
  readonly promotion: boolean;
  readonly renews: boolean;
  activatesOn: string;
  expiresOn: string;
  waits: boolean;
  announced: boolean;
  readonly coins: Coin[];
}

type Place = "purse" | "spent" | "held" | "lapsed" | "gone";

export interface Coin {
  readonly lot: SlowLot;
  place: Place;
}

export interface SlowGift {
  readonly points: number;
  readonly activatesOn: string;
  readonly expiresOn: string;
  readonly promotion: boolean;
  readonly renews: boolean;
  readonly waits: boolean;
}

export type Restored = { kind: "keep_original" } | { kind: "forfeit" } | { kind: "grace"; days: number };

export const never = "9999-12-31";

export class SlowPoints {
  readonly lots: SlowLot[] = [];
  debt = 0;

  balance(): number {
    return this.inPurse(() => true).length;
  }

  held(): number {
    return this.lots.flatMap((lot) => at("held", lot)).length;
  }

  usable(on: string): Coin[] {
    return inOrder(this.inPurse((lot) => lot.activatesOn <= on && on <= lot.expiresOn));
  }

  inPurse(of: (lot: SlowLot) => boolean): Coin[] {
    return this.lots.filter(of).flatMap((lot) => at("purse", lot));
  }

  /** Opens a lot for each gift of something, and repays debt with what can be used at once. */
  give(gifts: readonly SlowGift[], on: string): SlowLot[] {
    const opened = gifts.filter(({ points }) => points > 0).map((gift) => this.#open(gift, on));
    this.#repayFrom(inOrder(opened.filter((lot) => lot.announced).flatMap((lot) => at("purse", lot))));
    return opened;
  }

  #open({ points, activatesOn, expiresOn, ...gift }: SlowGift, on: string): SlowLot {
    const lot: SlowLot = {
      ...gift,
      nth: this.lots.length,
      activatesOn: gift.waits ? never : activatesOn,
      expiresOn: gift.waits ? never : expiresOn,
      announced: !gift.waits && activatesOn <= on,
      coins: [],
    };
    this.lots.push(lot);
    for (let i = 0; i < points; i++) lot.coins.push({ lot, place: "purse" });
    return lot;
  }

  #repayFrom(coins: readonly Coin[]): Coin[] {
    const repaying = coins.slice(0, this.debt);
    for (const coin of repaying) coin.place = "gone";
    this.debt -= repaying.length;
    return repaying;
  }

  /** The coins taken, or null where there are not enough or debt is in the way. */
  take(points: number, on: string, to: "spent" | "held"): Coin[] | null {
    const coins = this.usable(on).slice(0, points);
    if (this.debt > 0 || coins.length < points) return null;
    for (const coin of coins) coin.place = to;
    return coins;
  }

  /** Held coins come back, but for those that debt eats first. Those that came back. */
  release(held: readonly Coin[]): Coin[] {
    const repaying = this.#repayFrom(held);
    const back = held.filter((coin) => !repaying.includes(coin));
    for (const coin of back) coin.place = "purse";
    return back;
  }

  /** The coins that were paid with in the end, whatever the day and the debt; null, and nothing done, where too few. */
  commit(held: readonly Coin[], points: number): Coin[] | null {
    if (held.length < points) return null;
    const paid = held.slice(0, points);
    for (const coin of paid) coin.place = "spent";
    this.release(held.slice(points));
    return paid;
  }

  /** Spent coins come back: to their own lots, to a lot with a short life, to a lot that has lapsed, or nowhere. */
  giveBack(spent: readonly Coin[], restored: Restored, on: string): void {
    const shortLife = restored.kind === "grace" ? addDays(on, restored.days) : null;
    const alive = (coin: Coin): boolean => on <= coin.lot.expiresOn;
    const endOf = (coin: Coin): string => (alive(coin) ? coin.lot.expiresOn : (shortLife ?? ""));
    const usable = spent.filter((coin) => alive(coin) || shortLife !== null);
    const repaying = this.#repayFrom(usable.toSorted((a, b) => order(endOf(a), endOf(b))));
    const late: Coin[] = [];
    for (const coin of spent) {
      if (repaying.includes(coin)) continue;
      const home = alive(coin) || restored.kind === "keep_original";
      coin.place = home ? "purse" : "gone";
      if (!home && shortLife !== null) late.push(coin);
    }
    for (const lot of new Set(late.map((coin) => coin.lot))) {
      const points = late.filter((coin) => coin.lot === lot).length;
      const { promotion } = lot;
      const life = { activatesOn: on, expiresOn: shortLife ?? on, renews: false, waits: false };
      this.#open({ points, promotion, ...life }, on);
    }
  }

  /** Points of an earn go: its own coins, then what lapsed of them is gone for good, then others, then debt. */
  takeBack(
    own: readonly SlowLot[],
    points: number,
    shortage: "debt" | "floor" | "pending_only",
    on: string,
    shares: ReadonlyMap<SlowLot, number> = new Map(),
  ): { taken: number; owed: number; waived: number; forgiven: number } {
    const reachable = own
      .filter((lot) => shortage !== "pending_only" || lot.activatesOn > on)
      .flatMap((lot) => at("purse", lot));
    // Each lot's own share first, and then whatever else there is in them.
    const shared = own.flatMap((lot) =>
      reachable.filter((coin) => coin.lot === lot).slice(0, shares.get(lot) ?? 0),
    );
    const fromOwn = [...new Set([...shared, ...reachable])].slice(0, points);
    for (const coin of fromOwn) coin.place = "gone";
    const lapsed = own.flatMap((lot) => at("lapsed", lot)).slice(0, points - fromOwn.length);
    for (const coin of lapsed) coin.place = "gone";
    const waived = lapsed.length;
    const missing = points - fromOwn.length - waived;
    const others = this.usable(on).filter((coin) => !own.includes(coin.lot));
    const fromOthers = shortage === "pending_only" ? [] : others.slice(0, missing);
    for (const coin of fromOthers) coin.place = "gone";
    const short = missing - fromOthers.length;
    const owed = shortage === "debt" ? short : 0;
    this.debt += owed;
    return { taken: fromOwn.length + fromOthers.length, owed, waived, forgiven: short - owed };
  }

  /** What waited for a day that has come can be used, and repays debt, day by day. */
  announceDue(today: string): void {
    const due = this.lots.filter(
      (lot) => !lot.announced && lot.activatesOn <= today && at("purse", lot).length > 0,
    );
    for (const day of [...new Set(due.map((lot) => lot.activatesOn))].sort()) {
      const lots = due.filter((lot) => lot.activatesOn === day);
      for (const lot of lots) lot.announced = true;
      this.#repayFrom(inOrder(this.inPurse((lot) => lots.includes(lot))));
    }
  }

  /** What lots waited for has happened. */
  happened(lots: readonly SlowLot[], activatesOn: string, expiresOn: string, on: string): void {
    const waiting = lots.filter((lot) => lot.waits && at("purse", lot).length > 0);
    for (const lot of waiting) Object.assign(lot, { waits: false, activatesOn, expiresOn });
    if (activatesOn > on) return;
    for (const lot of waiting) lot.announced = true;
    this.#repayFrom(inOrder(this.inPurse((lot) => waiting.includes(lot))));
  }

  renew(expiresOn: string, on: string): void {
    for (const lot of this.lots) {
      const open = at("purse", lot).length > 0;
      const lives = on <= lot.expiresOn && lot.expiresOn < expiresOn;
      if (lot.renews && !lot.waits && open && lives) lot.expiresOn = expiresOn;
    }
  }

  lapse(today: string): void {
    for (const coin of this.inPurse((lot) => lot.expiresOn < today)) coin.place = "lapsed";
  }

  /** Lapsed coins come back in lots of their own, one for each lot they had been in. */
  reinstate(lots: readonly SlowLot[], expiresOn: string, on: string): void {
    const gifts = lots.map((lot) => {
      const back = at("lapsed", lot);
      for (const coin of back) coin.place = "gone";
      const life = { activatesOn: on, expiresOn, renews: false, waits: false };
      return { points: back.length, promotion: lot.promotion, ...life };
    });
    this.give(gifts, on);
  }

  /** A lot with nothing left in it waits for nothing any more. To be called after every command. */
  settle(): void {
    for (const lot of this.lots) {
      if (at("purse", lot).length > 0) continue;
      lot.waits = false;
      lot.announced = true;
    }
  }

  /** Every lot as the database would keep it, in the order they were opened. */
  rows() {
    return this.lots.map((lot) => {
      const remaining = at("purse", lot).length;
      const lapsed = at("lapsed", lot).length;
      const { activatesOn, expiresOn, announced } = lot;
      return { points: lot.coins.length, remaining, lapsed, activatesOn, expiresOn, pending: !announced };
    });
  }
}

export function at(place: Place, { coins }: SlowLot): Coin[] {
  return coins.filter((coin) => coin.place === place);
}

/** The coin that lapses first, then a promotion's before another, then the oldest. */
function inOrder(coins: readonly Coin[]): Coin[] {
  return coins.toSorted(
    (a, b) =>
      order(a.lot.expiresOn, b.lot.expiresOn) ||
      Number(b.lot.promotion) - Number(a.lot.promotion) ||
      a.lot.nth - b.lot.nth,
  );
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
