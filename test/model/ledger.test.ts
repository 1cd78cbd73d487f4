import { expect, test } from "vitest";
import {
  type Account,
  activateDue,
  activateOnEvent,
  type Doing,
  type Draft,
  deduct,
  draftOf,
  earn,
  effectsIn,
  firstBreak,
  type Gift,
  giveBack,
  grant,
  hold,
  lapseDue,
  reinstate,
  release,
  renewedDates,
  spend,
  spendHeld,
  type Taken,
  takeBack,
} from "../../server/features/points/index.ts";
import { applied } from "../../server/features/points/ledger.core.ts";
import { sha256 } from "../../server/platform/hash.ts";
import { addDays } from "../../shared/dates.ts";
import { type Lot, usableBalance } from "../../shared/points/lots.ts";
import type { ExpiryPolicy, Programme } from "../../shared/points/programme/schema.ts";
import { noWindows } from "../../shared/points/windows.ts";
import { fuzz, type Random, randomFrom } from "./random.ts";
import { at, type Coin, type SlowLot, SlowPoints } from "./slow-points.ts";

/**
 * Random commands on the deciding core and on the slow model beside it: after every step both hold the same, and the
 * ledger's own sums agree. `FUZZ_SEED` and `FUZZ_TIMES` run other ones, and more.
 */

const firstDay = "2026-01-01";
const nobody: Account = {
  ...{ accountId: 7, seq: 0, headHash: "", balance: 0, lotBalance: 0, debt: 0, held: 0 },
  ...{
    purchases: 0,
    visits: 0,
    spendYen: 0,
    lastVisitOn: null,
    lots: [],
    ...{ lastStoreId: null, windows: noWindows },
  },
};
const activity: ExpiryPolicy = {
  ...{ kind: "activity", after: { unit: "days", count: 30 }, roundTo: "day", on: "earn_or_spend" },
};

interface Sale {
  readonly earnId: string;
  readonly lotIds: readonly string[];
  readonly lots: readonly SlowLot[];
  /** Points of it that were not taken back yet. */
  left: number;
}

/** Something taken, on both sides: by lots and by coins. */
interface Paid {
  taken: Taken;
  coins: readonly Coin[];
}

/** One member, in the ledger and in the model. */
class Twice {
  draft: Draft = draftOf(nobody);
  readonly slow = new SlowPoints();
  readonly sales: Sale[] = [];
  readonly spends: Paid[] = [];
  readonly holds: Paid[] = [];
  readonly done = new Map<string, number>();
  today = firstDay;
  #ids = 0;
  readonly #random: Random;
  readonly #tools = { newId: () => `e${String(++this.#ids).padStart(7, "0")}`, hash: sha256 };

  constructor(random: Random) {
    this.#random = random;
  }

  /** One random command; its name. */
  step(): string {
    const { below } = this.#random;
    if (this.#random.chance(30)) this.today = addDays(this.today, below(5));
    const commands: readonly [string, () => boolean][] = [
      ["earn", () => this.#earn()],
      ["earn", () => this.#earn()],
      ["spend", () => this.#spend()],
      ["hold", () => this.#hold()],
      ["release", () => this.#release()],
      ["commit", () => this.#commit()],
      ["give back", () => this.#giveBack()],
      ["take back", () => this.#takeBack()],
      ["grant", () => this.#grant()],
      ["deduct", () => this.#deduct()],
      ["event", () => this.#event()],
      ["night", () => this.#night()],
      ["reinstate", () => this.#reinstate()],
    ];
    const [name, run] = this.#random.oneOf(commands) ?? ["", () => false];
    if (run()) this.done.set(name, (this.done.get(name) ?? 0) + 1);
    return name;
  }

  #doing(businessDate = this.today): Doing {
    const n = this.#ids;
    return {
      ...{ occurredAtMs: n, recordedAtMs: n, businessDate, storeId: 2, tillId: "till", actor: "staff:s" },
      ...{ purchaseId: `p${n}`, receiptNumber: `r${n}`, amountYen: 100, clientId: `c${n}` },
    };
  }

  #gift(): Gift {
    const { below, chance, oneOf } = this.#random;
    const waits = chance(20) ? { event: "shipped", afterDays: 3, expires: activity } : null;
    const activatesOn = chance(60) ? this.today : addDays(this.today, below(12));
    return {
      points: chance(10) ? 0 : 1 + below(25),
      activatesOn,
      expiresOn: addDays(activatesOn, below(40)),
      origin: oneOf(["purchase", "promotion"] as const) ?? "purchase",
      fundedBy: "store",
      renews: chance(50),
      waits,
    };
  }

  #renewed(kind: "earn" | "spend") {
    if (!this.#random.chance(30)) return [];
    this.slow.renew(addDays(this.today, 30), this.today);
    return renewedDates(this.draft.account.lots, activity, kind, this.today, 4);
  }

  #earn(): boolean {
    const gifts = Array.from({ length: this.#random.below(4) }, () => this.#gift());
    const seen = new Set(this.draft.account.lots.map(({ lotId }) => lotId));
    const renewed = this.#renewed("earn");
    this.draft = earn(this.draft, gifts, "1", this.#doing(), this.#tools, renewed);
    const lots = this.slow.give(gifts.map(slowGift), this.today);
    const lotIds = this.draft.account.lots.map(({ lotId }) => lotId).filter((lotId) => !seen.has(lotId));
    const left = gifts.reduce((sum, { points }) => sum + points, 0);
    this.sales.push({ earnId: this.draft.entries.at(-1)?.entryId ?? "", lotIds, lots, left });
    return true;
  }

  /** Takes the draft where there is one; both sides must agree whether there is. */
  #agree(next: Draft | null, coins: unknown): next is Draft {
    expect(next === null).toBe(coins === null);
    if (next !== null) this.draft = next;
    return next !== null;
  }

  #lastTaken(points: number): Taken {
    const entry = this.draft.entries.at(-1);
    const draws = (effectsIn(entry?.effects ?? "{}").draws ?? []).map(([lotId, n]) => ({ lotId, points: n }));
    return { entryId: entry?.entryId ?? "", points, draws };
  }

  #points(): number {
    const usable = usableBalance(this.draft.account.lots, this.today);
    return 1 + this.#random.below(Math.max(1, usable + (this.#random.chance(10) ? 10 : 0)));
  }

  #spend(): boolean {
    const points = this.#points();
    const before = this.draft.account.lots;
    const coins = this.slow.take(points, this.today, "spent");
    const renews = coins !== null && this.#random.chance(30);
    const renewed = renews ? renewedDates(before, activity, "spend", this.today, 4) : [];
    if (renews) {
      // An activity moves what was there before it, the coins that pay included.
      for (const coin of coins) coin.place = "purse";
      this.slow.renew(addDays(this.today, 30), this.today);
      for (const coin of coins) coin.place = "spent";
    }
    const next = spend(this.draft, points, this.#doing(), this.#tools, renewed);
    if (!this.#agree(next, coins) || coins === null) return false;
    this.spends.push({ taken: this.#lastTaken(points), coins });
    return true;
  }

  #hold(): boolean {
    const points = this.#points();
    const coins = this.slow.take(points, this.today, "held");
    if (!this.#agree(hold(this.draft, points, this.#doing(), this.#tools), coins) || coins === null)
      return false;
    this.holds.push({ taken: this.#lastTaken(points), coins });
    return true;
  }

  #release(): boolean {
    const held = this.holds.shift();
    if (held === undefined) return false;
    this.draft = release(this.draft, held.taken, this.#doing(), this.#tools);
    this.slow.release(held.coins);
    return true;
  }

  #commit(): boolean {
    const held = this.holds.shift();
    if (held === undefined) return false;
    const points = this.#random.chance(50) ? held.taken.points : this.#random.below(held.taken.points + 2);
    const coins = points > held.taken.points ? null : this.slow.commit(held.coins, points);
    const next = spendHeld(this.draft, held.taken, points, this.#doing(), this.#tools);
    if (!this.#agree(next, coins) || coins === null) {
      this.holds.push(held);
      return false;
    }
    if (points > 0) this.spends.push({ taken: this.#lastTaken(points), coins });
    return true;
  }

  /** A part of a spend comes back, from its first lot on. */
  #giveBack(): boolean {
    const paid = this.#random.oneOf(this.spends);
    if (paid === undefined || paid.coins.length === 0) return false;
    const points = 1 + this.#random.below(paid.coins.length);
    const back = paid.coins.slice(0, points);
    paid.coins = paid.coins.slice(points);
    const restored = this.#random.oneOf<Programme["restored"]>([
      { kind: "keep_original" },
      { kind: "grace", days: 1 + this.#random.below(14) },
      { kind: "forfeit" },
    ]) ?? { kind: "forfeit" };
    const byLot = [...new Set(back.map((coin) => coin.lot))].map((lot) => ({
      lotId: this.#lotId(lot),
      points: back.filter((coin) => coin.lot === lot).length,
    }));
    const giving = { entryId: paid.taken.entryId, byLot };
    this.draft = giveBack(this.draft, "refund", giving, restored, this.#doing(), this.#tools);
    this.slow.giveBack(back, restored, this.today);
    return true;
  }

  #lotId(lot: SlowLot): string {
    return inOrderOfOpening(this.draft.account.lots)[lot.nth]?.lotId ?? "";
  }

  #takeBack(): boolean {
    const sale = this.#random.oneOf(this.sales);
    if (sale === undefined || sale.left === 0) return false;
    const points = 1 + this.#random.below(sale.left);
    const shortage = this.#random.oneOf(["debt", "debt", "floor", "pending_only"] as const) ?? "debt";
    const claim = { entryId: sale.earnId, points, ownLotIds: sale.lotIds };
    const { draft, ...counts } = takeBack(this.draft, "refund", claim, shortage, this.#doing(), this.#tools);
    this.draft = draft;
    const expected = this.slow.takeBack(sale.lots, points, shortage, this.today);
    expect(counts).toEqual(expected);
    sale.left -= points;
    return true;
  }

  #grant(): boolean {
    const gift = this.#gift();
    this.draft = grant(this.draft, gift, this.#doing(), this.#tools);
    this.slow.give([slowGift(gift)], this.today);
    return true;
  }

  #deduct(): boolean {
    const points = this.#points();
    const owing = this.slow.debt;
    this.slow.debt = 0;
    const coins = this.slow.take(points, this.today, "spent");
    this.slow.debt = owing;
    for (const coin of coins ?? []) coin.place = "gone";
    return this.#agree(deduct(this.draft, points, this.#doing(), this.#tools), coins);
  }

  #event(): boolean {
    const sale = this.#random.oneOf(this.sales.filter(({ lots }) => lots.some((lot) => lot.waits)));
    if (sale === undefined) return false;
    const activatesOn = addDays(this.today, this.#random.chance(50) ? 0 : 3);
    const expiresOn = addDays(activatesOn, 10);
    const before = this.draft;
    const dates = () => ({ activatesOn, expiresOn });
    this.draft = activateOnEvent(this.draft, sale.lotIds, dates, this.#doing(), this.#tools);
    this.slow.happened(sale.lots, activatesOn, expiresOn, this.today);
    return this.draft !== before;
  }

  /** The day-boundary run, which done twice is done once. */
  #night(): boolean {
    const before = this.draft;
    for (let times = 0; times < 2; times++) {
      const after = this.draft;
      const awake = activateDue(this.draft, this.today, (day) => this.#doing(day), this.#tools);
      this.draft = lapseDue(awake, this.today, (day) => this.#doing(day), this.#tools);
      if (times === 1) expect(this.draft).toBe(after);
    }
    this.slow.announceDue(this.today);
    this.slow.lapse(this.today);
    return this.draft !== before;
  }

  #reinstate(): boolean {
    const lots = this.slow.lots.filter((lot) => at("lapsed", lot).length > 0 && this.#random.chance(50));
    const back = inOrderOfOpening(this.draft.account.lots).filter((_, nth) =>
      lots.some((lot) => lot.nth === nth),
    );
    const expiresOn = addDays(this.today, 5);
    this.draft = reinstate(this.draft, back, expiresOn, this.#doing(), this.#tools);
    this.slow.reinstate(lots, expiresOn, this.today);
    return lots.length > 0;
  }

  /** What must be true after every step. */
  check(): void {
    const { account, entries } = this.draft;
    this.slow.settle();
    expect(inOrderOfOpening(account.lots).map(seen)).toEqual(this.slow.rows());
    const inLots = account.lots.reduce((sum, { remaining }) => sum + remaining, 0);
    expect([account.balance, account.lotBalance, this.slow.balance()]).toEqual([inLots, inLots, inLots]);
    expect([account.debt, account.held]).toEqual([this.slow.debt, this.slow.held()]);
    const sum = entries.reduce((total, { points }) => total + points, 0);
    expect(sum).toBe(account.balance - account.debt);
    const newest = entries.at(-1);
    expect([newest?.balanceAfter ?? 0, newest?.debtAfter ?? 0]).toEqual([account.balance, account.debt]);
    for (const lot of account.lots) {
      expect(Math.min(lot.remaining, lot.lapsed)).toBeGreaterThanOrEqual(0);
      expect(lot.remaining + lot.lapsed).toBeLessThanOrEqual(lot.points);
    }
  }

  /** What is looked at once, because it looks at the whole ledger. */
  checkWhole(): void {
    const { account, entries } = this.draft;
    expect(firstBreak(entries, sha256)).toBeNull();
    const rebuilt = entries.reduce<readonly Lot[]>(
      (lots, entry) => applied(lots, effectsIn(entry.effects)),
      [],
    );
    expect(rebuilt).toEqual(account.lots);
    for (const { points, balanceAfter, debtAfter } of entries) {
      expect(Object.is(points, -0)).toBe(false);
      expect(Math.min(balanceAfter, debtAfter)).toBeGreaterThanOrEqual(0);
    }
  }
}

function slowGift(gift: Gift) {
  return { ...gift, promotion: gift.origin === "promotion", waits: gift.waits !== null };
}

function inOrderOfOpening(lots: readonly Lot[]): readonly Lot[] {
  return lots.toSorted((a, b) => (a.lotId < b.lotId ? -1 : 1));
}

function seen({ points, remaining, lapsed, activatesOn, expiresOn, pending }: Lot) {
  return { points, remaining, lapsed, activatesOn, expiresOn, pending };
}

test("200 members with 100 random commands each hold what slow counting holds", { timeout: 600_000 }, () => {
  const done = new Map<string, number>();
  for (let member = 0; member < 200 * fuzz.times; member++) {
    const twice = new Twice(randomFrom(fuzz.seed + member));
    for (let step = 0; step < 100; step++) {
      const name = twice.step();
      try {
        twice.check();
      } catch (failure) {
        throw new Error(`member ${member}, step ${step}, after ${name}`, { cause: failure });
      }
    }
    twice.checkWhole();
    for (const [name, times] of twice.done) done.set(name, (done.get(name) ?? 0) + times);
  }
  // Every command was really done, and often: a fuzz that is refused all the time proves nothing.
  expect(done.size).toBe(12);
  expect(Math.min(...done.values())).toBeGreaterThan(150);
});
