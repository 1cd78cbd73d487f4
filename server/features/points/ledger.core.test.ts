import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays } from "../../../shared/dates.ts";
import { usableBalance } from "../../../shared/points/lots.ts";
import { defaultRules, expiresOn } from "../../../shared/points/rules.ts";
import {
  type Account,
  type Allocation,
  type Doing,
  type Draft,
  draftOf,
  type Entry,
  earn,
  firstBreak,
  lapseAll,
  type Reversal,
  reverse,
  spend,
} from "./ledger.core.ts";

const hash = (text: string): string => createHash("sha256").update(text).digest("hex");
const rules = { ...defaultRules, expiresAfterMonths: 1 };
const firstDay = "2026-01-01";

const empty: Account = {
  ...{ accountId: 7, seq: 0, headHash: "", balance: 0, lotBalance: 0, debt: 0 },
  ...{ visits: 0, spendYen: 0, lastVisitOn: null, lots: [] },
};

function doingOn(businessDate: string, n: number): Doing {
  return {
    ...{ occurredAtMs: n, recordedAtMs: n, businessDate, storeId: 2, tillId: "till", actor: "staff:s" },
    ...{ purchaseId: `p${n}`, receiptNumber: `r${n}`, amountYen: 100, clientId: `c${n}` },
  };
}

/**
 * The same shop told slowly: every single point is a coin with the day it lapses on and the earn it came from. Coins
 * are never merged, so nothing can be miscounted.
 */
interface Coin {
  readonly lot: string;
  readonly lapsesOn: string;
  place: "purse" | "spent" | "gone";
  /** The spend that holds it. */
  by: string | null;
}

class SlowShop {
  coins: Coin[] = [];
  debt = 0;
  #lots = 0;

  usable(on: string): Coin[] {
    return this.coins
      .filter((coin) => coin.place === "purse" && on <= coin.lapsesOn)
      .sort((a, b) => order(a.lapsesOn, b.lapsesOn) || order(a.lot, b.lot));
  }

  earn(lot: string, points: number, on: string): void {
    const repaid = Math.min(this.debt, points);
    this.debt -= repaid;
    for (let i = 0; i < points; i++) {
      this.coins.push({
        lot,
        lapsesOn: expiresOn(rules, on),
        place: i < repaid ? "gone" : "purse",
        by: null,
      });
    }
  }

  spend(by: string, points: number, on: string): boolean {
    const usable = this.usable(on);
    if (this.debt > 0 || usable.length < points) return false;
    for (const coin of usable.slice(0, points)) Object.assign(coin, { place: "spent", by });
    return true;
  }

  takeBack(lot: string, points: number, on: string): void {
    const own = this.coins.filter((coin) => coin.place === "purse" && coin.lot === lot);
    const others = this.usable(on).filter((coin) => coin.lot !== lot);
    const taken = [...own, ...others].slice(0, points);
    for (const coin of taken) coin.place = "gone";
    this.debt += points - taken.length;
  }

  giveBack(by: string, on: string): void {
    const held = this.coins.filter((coin) => coin.place === "spent" && coin.by === by);
    held.sort((a, b) => order(a.lapsesOn, b.lapsesOn) || order(a.lot, b.lot));
    const repaid = Math.min(this.debt, held.length);
    this.debt -= repaid;
    this.#lots += 1;
    for (const [i, coin] of held.entries()) {
      if (i < repaid) coin.place = "gone";
      else if (on <= coin.lapsesOn) Object.assign(coin, { place: "purse", by: null });
      else {
        coin.place = "gone";
        // Lapsed meanwhile: a new coin with two weeks, apart from all others by its lot.
        const lapsesOn = addDays(on, rules.restoredGraceDays);
        this.coins.push({ lot: `~${by}${this.#lots}${coin.lot}`, lapsesOn, place: "purse", by: null });
      }
    }
  }

  lapseAll(): void {
    for (const coin of this.coins) if (coin.place === "purse") coin.place = "gone";
  }
}

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

type Command =
  | { readonly kind: "earn"; readonly points: number; readonly days: number }
  | { readonly kind: "spend"; readonly points: number; readonly days: number }
  | { readonly kind: "reverse"; readonly pick: number; readonly days: number }
  | { readonly kind: "lapse"; readonly days: number };

const days = fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 40 }));
const command: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("earn" as const),
      points: fc.integer({ min: 0, max: 30 }),
      days,
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant("spend" as const),
      points: fc.integer({ min: 1, max: 40 }),
      days,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant("reverse" as const), pick: fc.nat(), days }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("lapse" as const), days }) },
);

/** The fast ledger and the slow shop side by side, and everything that was ever written. */
class Pair {
  draft: Draft = draftOf(empty);
  readonly slow = new SlowShop();
  readonly entries: Entry[] = [];
  on = firstDay;
  #ids = 0;
  #reversible: Reversal[] = [];
  readonly #tools = {
    hash,
    newId: () => {
      this.#ids += 1;
      return this.#lastId();
    },
  };

  #lastId(): string {
    return `id${String(this.#ids).padStart(6, "0")}`;
  }

  do(given: Command): void {
    this.on = addDays(this.on, given.days);
    const doing = doingOn(this.on, this.entries.length + 1);
    if (given.kind === "earn") {
      const next = earn(this.draft, given.points, rules, doing, this.#tools);
      const entry = this.#take(next);
      this.slow.earn(entry.entryId, given.points, this.on);
      this.#reversible.push(reversalOf(entry, "earn", next.allocations));
    } else if (given.kind === "spend") {
      this.#spend(given.points, doing);
    } else if (given.kind === "lapse") {
      this.#take(lapseAll(this.draft, doing, this.#tools));
      this.slow.lapseAll();
    } else this.#reverse(given.pick, doing);
    this.#agree();
  }

  #spend(points: number, doing: Doing): void {
    const next = spend(this.draft, points, doing, this.#tools);
    const inOrder = this.slow.usable(this.on).slice(0, points);
    const accepted = this.slow.spend(this.#lastId(), points, this.on);
    expect(next !== null).toBe(accepted);
    if (next === null) return;
    const entry = this.#take(next);
    // Which lots paid, and how much each: those that lapse first.
    const paid = next.allocations.flatMap(({ lotId, points: n }) => {
      const lot = next.account.lots.find((candidate) => candidate.lotId === lotId);
      return Array<string>(n).fill(lot?.expiresOn ?? "");
    });
    expect(paid).toEqual(inOrder.map(({ lapsesOn }) => lapsesOn));
    this.#reversible.push(reversalOf(entry, "spend", next.allocations));
  }

  #reverse(pick: number, doing: Doing): void {
    const at = this.#reversible.length === 0 ? -1 : pick % this.#reversible.length;
    const [chosen] = this.#reversible.splice(at, at < 0 ? 0 : 1);
    if (chosen === undefined) return;
    this.#take(reverse(this.draft, chosen, rules, doing, this.#tools));
    if (chosen.kind === "spend") this.slow.giveBack(chosen.entryId, this.on);
    else this.slow.takeBack(chosen.entryId, chosen.points, this.on);
  }

  /** Keeps what a step wrote, and goes on from the account it left. */
  #take(next: Draft): Entry {
    const entry = next.entries.at(-1);
    if (entry === undefined) throw new Error("a step wrote nothing");
    this.entries.push(...next.entries);
    this.draft = draftOf(next.account);
    return entry;
  }

  #agree(): void {
    const { balance, lotBalance, debt, lots } = this.draft.account;
    expect(usableBalance(lots, this.on)).toBe(this.slow.usable(this.on).length);
    expect(debt).toBe(this.slow.debt);
    expect(debt === 0 || usableBalance(lots, this.on) === 0).toBe(true);
    expect(this.entries.reduce((sum, { points }) => sum + points, 0)).toBe(balance - debt);
    expect([lotBalance, lots.reduce((sum, { remaining }) => sum + remaining, 0)]).toEqual([balance, balance]);
    expect(lots.filter(({ remaining, points }) => remaining < 0 || remaining > points)).toEqual([]);
    expect(firstBreak(this.entries, hash)).toBeNull();
  }
}

function reversalOf(entry: Entry, kind: "earn" | "spend", allocations: readonly Allocation[]): Reversal {
  return { entryId: entry.entryId, kind, points: entry.points, allocations };
}

test("who owes 5 spends nothing, were there a lot or not", () => {
  const tools = { hash, newId: () => "id" };
  const doing = doingOn(firstDay, 1);
  const { account } = earn(draftOf(empty), 10, rules, doing, tools);
  expect(spend(draftOf(account), 1, doing, tools)?.account.balance).toBe(9);
  expect(spend(draftOf({ ...account, debt: 5 }), 1, doing, tools)).toBeNull();
});

const many = { numRuns: 400, seed: 20_261_121 };

describe("a ledger through random visits, undoings and days", () => {
  test("agrees after each of up to 40 steps with a shop that counts every point as a coin", () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 40 }), (commands) => {
        const pair = new Pair();
        for (const one of commands) pair.do(one);
      }),
      many,
    );
  });

  test("breaks at the very entry in which a single field was changed", () => {
    const change = (value: Entry[keyof Entry]): Entry[keyof Entry] =>
      typeof value === "number" ? value + 1 : `${value ?? ""}x`;
    fc.assert(
      fc.property(
        fc.array(command, { minLength: 3, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (commands, which, field) => {
          const pair = new Pair();
          for (const one of commands) pair.do(one);
          const at = which % Math.max(pair.entries.length, 1);
          const entry = pair.entries[at];
          if (entry === undefined) return;
          const names = Object.keys(entry).sort();
          const name = names[field % names.length] ?? "";
          const changed = {
            ...entry,
            [name]: change(Object.entries(entry).find(([key]) => key === name)?.[1] ?? null),
          };
          const forged = pair.entries.with(at, changed);
          // An entry whose number was changed is named by the number it now claims.
          expect(firstBreak(forged, hash)).toBe(name === "seq" ? entry.seq + 1 : entry.seq);
        },
      ),
      many,
    );
  });

  test("breaks where an entry was left out, doubled, or two have changed places", () => {
    const pair = new Pair();
    for (let n = 0; n < 5; n++) pair.do({ kind: "earn", points: 10 + n, days: 1 });
    const [a, b, c, d, e] = pair.entries;
    if (!a || !b || !c || !d || !e) throw new Error("there are no five entries");
    expect(firstBreak([a, b, d, e], hash)).toBe(4);
    expect(firstBreak([a, b, b, c], hash)).toBe(2);
    expect(firstBreak([a, c, b, d], hash)).toBe(3);
    expect(firstBreak([b, c], hash)).toBe(2);
    expect(firstBreak([], hash)).toBeNull();
  });

  test("breaks where somebody has made the hashes anew but not the sums", () => {
    const pair = new Pair();
    pair.do({ kind: "earn", points: 10, days: 0 });
    const forged = pair.entries.map((entry) => ({ ...entry, points: 1000 }));
    expect(firstBreak(forged, () => pair.entries[0]?.hash ?? "")).toBe(1);
  });
});
