import type { CalendarDate } from "../../../shared/dates.ts";
import { type Lot, usableBalance } from "../../../shared/points/lots.ts";
import type { Effects, Entry } from "./ledger.core.ts";
import { changeOf, heldBy } from "./rebuild.core.ts";

/** What an account held at the end of a day. */
export interface BalanceOn {
  readonly on: CalendarDate;
  /** Usable and pending together. */
  readonly balance: number;
  /** What could be used that day, what could not yet, what was set aside, and what was owed. */
  readonly usable: number;
  readonly pending: number;
  readonly held: number;
  readonly debt: number;
}

export type DatedEntry = Pick<Entry, "kind" | "points"> & { readonly effects: Effects };

/**
 * What entries that count on a day or before it come to at its end. Entries count on the day they happened, so a sale
 * that was recorded late changes the days since: lots that it drew on may have been opened later still, and what it took
 * before it was there shows as debt.
 */
export class BalanceThrough {
  readonly #lots = new Map<string, Lot>();
  #elsewhere = 0;
  #debt = 0;
  #held = 0;

  take(entry: DatedEntry): void {
    const { opens = [], draws = [], dates = [] } = entry.effects;
    for (const lot of opens) this.#lots.set(lot.lotId, { ...lot, remaining: lot.points, lapsed: 0 });
    for (const [lotId, points] of draws) {
      const lot = this.#lots.get(lotId);
      if (lot === undefined) this.#elsewhere += points;
      else this.#lots.set(lotId, { ...lot, remaining: lot.remaining - points });
    }
    for (const [lotId, activatesOn, expiresOn] of dates) {
      const lot = this.#lots.get(lotId);
      if (lot !== undefined) this.#lots.set(lotId, { ...lot, activatesOn, expiresOn });
    }
    this.#debt += changeOf(entry.effects) - entry.points;
    this.#held += heldBy(entry);
  }

  at(on: CalendarDate): BalanceOn {
    const lots = [...this.#lots.values()];
    const short = lots.reduce((sum, lot) => sum - Math.min(0, lot.remaining), this.#elsewhere);
    const found = usableBalance(lots, on) - short;
    const pending = lots.reduce(
      (sum, lot) => (lot.activatesOn > on ? sum + Math.max(0, lot.remaining) : sum),
      0,
    );
    const usable = Math.max(0, found);
    return {
      on,
      balance: usable + pending,
      usable,
      pending,
      held: this.#held,
      debt: this.#debt - Math.min(0, found),
    };
  }
}
