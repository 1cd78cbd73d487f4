import type { CalendarDate } from "../../../shared/dates.ts";
import { type Lot, nextExpiry } from "../../../shared/points/lots.ts";
import { dueOn } from "./lapse.core.ts";
import {
  applied,
  breakAfter,
  type ChainEnd,
  chainEnd,
  chainStart,
  type Effects,
  type Entry,
  lotOutOfView,
} from "./ledger.core.ts";

/** An account as its entries alone tell it, one entry after the other. */
export class Rebuilding {
  end: ChainEnd = chainStart;
  held = 0;
  newest: Entry | null = null;
  readonly lots = new Map<string, Lot>();
  /** The number of the entry that last did something to a lot. */
  readonly touchedBy = new Map<string, number>();

  /** Takes the next entry. What is wrong with it, in words, and then nothing of it is taken; null where it is right. */
  take(entry: Entry, hash: (text: string) => string): string | null {
    const wrong = breakAfter(this.end, entry, hash);
    if (wrong !== null) return wrong;
    const effects = effectsOf(entry);
    if (effects === null) return "what it says of lots cannot be read";
    const change = changeOf(effects);
    const stranger = lotOutOfView([...this.#named(effects)], effects);
    if (stranger !== null) return `names lot ${stranger}, which no entry before it opened`;
    const balance = entry.balanceAfter - this.end.balance;
    if (change !== balance) return `moves ${change} points in lots and ${balance} of the balance`;
    for (const lot of applied(this.#named(effects), effects)) {
      if (lot.remaining < 0 || lot.lapsed < 0 || lot.remaining + lot.lapsed > lot.points) {
        return `leaves ${lot.remaining} of ${lot.points} points in lot ${lot.lotId}, ${lot.lapsed} lapsed`;
      }
    }
    this.#accept(entry, effects);
    return null;
  }

  #accept(entry: Entry, effects: Effects): void {
    for (const lot of applied(this.#named(effects), effects)) {
      this.lots.set(lot.lotId, lot);
      this.touchedBy.set(lot.lotId, entry.seq);
    }
    this.held += heldBy(entry);
    this.end = chainEnd(entry);
    this.newest = entry;
  }

  /** The lots there are of those that effects do something to. */
  #named({ draws = [], lapses = [], dates = [], activates = [] }: Effects): readonly Lot[] {
    const ids = new Set([...draws, ...lapses, ...dates, ...activates].map(([lotId]) => lotId));
    return [...ids].map((lotId) => this.lots.get(lotId)).filter((lot) => lot !== undefined);
  }
}

/** What an entry puts aside or brings back. */
export function heldBy({ kind, points }: Pick<Entry, "kind" | "points">): number {
  return kind === "hold" || kind === "release" ? -points : 0;
}

/** What effects add to the balance. */
export function changeOf({ opens = [], draws = [] }: Effects): number {
  const opened = opens.reduce((sum, lot) => sum + lot.points, 0);
  return draws.reduce((sum, [, points]) => sum - points, opened);
}

function effectsOf({ effects }: Entry): Effects | null {
  try {
    const read: unknown = JSON.parse(effects);
    return typeof read === "object" && read !== null && !Array.isArray(read) ? read : null;
  } catch {
    return null;
  }
}

/** An account's projections as they are kept. */
export interface Kept {
  readonly seq: number;
  readonly headHash: string;
  readonly balance: number;
  readonly lotBalance: number;
  readonly debt: number;
  readonly pending: number;
  readonly held: number;
  readonly nextExpiresOn: CalendarDate | null;
  readonly dueOn: CalendarDate | null;
  readonly lots: readonly Lot[];
}

export interface Difference {
  readonly seq: number;
  readonly what: string;
}

/** The account's row as its entries alone have it. `on` is the day of the newest entry. */
export function figuresFrom({ end, held, lots }: Rebuilding, on: CalendarDate) {
  const all = [...lots.values()];
  const balance = all.reduce((sum, lot) => sum + lot.remaining, 0);
  return {
    seq: end.seq,
    headHash: end.hash,
    balance: end.balance,
    lotBalance: balance,
    debt: end.debt,
    pending: all.reduce((sum, lot) => (lot.pending ? sum + lot.remaining : sum), 0),
    held,
    nextExpiresOn: nextExpiry(all, on)?.expiresOn ?? null,
    dueOn: dueOn(all),
  };
}

/**
 * What is kept and differs from what the entries say, the earliest entry it can be laid to first. `days` are those the
 * newest entry may have been written on, as the shop or the store counts them: the next expiry was found on one of them.
 */
export function differences(
  rebuilt: Rebuilding,
  kept: Kept,
  days: readonly CalendarDate[],
): readonly Difference[] {
  if (rebuilt.end.seq < kept.seq) {
    return [{ seq: rebuilt.end.seq + 1, what: `is missing: the account counts ${kept.seq} entries` }];
  }
  const { nextExpiresOn, ...figures } = figuresFrom(rebuilt, days[0] ?? "");
  const found: Difference[] = [];
  for (const [name, value] of Object.entries(figures)) {
    const is = Object.entries(kept).find(([key]) => key === name)?.[1];
    if (is !== value)
      found.push({ seq: rebuilt.end.seq, what: `account.${name} is ${is}, by its entries ${value}` });
  }
  const expiries = days.map((day) => nextExpiry([...rebuilt.lots.values()], day)?.expiresOn ?? null);
  if (rebuilt.newest !== null && !expiries.includes(kept.nextExpiresOn)) {
    const what = `account.nextExpiresOn is ${kept.nextExpiresOn}, by its entries ${nextExpiresOn}`;
    found.push({ seq: rebuilt.end.seq, what });
  }
  return [...lotDifferences(rebuilt, kept.lots), ...found].sort((a, b) => a.seq - b.seq);
}

function lotDifferences({ lots, touchedBy, end }: Rebuilding, kept: readonly Lot[]): readonly Difference[] {
  const rows = new Map(kept.map((lot) => [lot.lotId, lot]));
  const missing = [...lots.values()]
    .filter((lot) => !rows.has(lot.lotId))
    .map((lot) => ({ seq: touchedBy.get(lot.lotId) ?? 0, what: `lot ${lot.lotId} is missing` }));
  const other = kept.flatMap((row): readonly Difference[] => {
    const lot = lots.get(row.lotId);
    if (lot === undefined) return [{ seq: end.seq, what: `lot ${row.lotId} is of no entry` }];
    return lotColumns(row, lot).map((what) => ({ seq: touchedBy.get(row.lotId) ?? 0, what }));
  });
  return [...missing, ...other];
}

function lotColumns(row: Lot, lot: Lot): readonly string[] {
  const kept = new Map(Object.entries(row));
  return Object.entries(lot)
    .map(([name, value]) => [name, JSON.stringify(kept.get(name)), JSON.stringify(value)] as const)
    .filter(([, is, should]) => is !== should)
    .map(([name, is, should]) => `lot ${lot.lotId} has ${name} ${is}, by its entries ${should}`);
}
