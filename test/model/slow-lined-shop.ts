import { addDays } from "../../shared/dates.ts";
import { baseRule, defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import { noRanks } from "../../shared/ranks/ladder.ts";
import type { Ladder } from "../../shared/ranks/schema.ts";
import type { SlowGift, SlowLot } from "./slow-points.ts";
import {
  graceDays,
  isOver,
  paidYen,
  purchaseDays,
  type SlowLine,
  type SlowSale,
  SlowShop,
  shippedAfter,
} from "./slow-shop.ts";

const tea = { category: "tea", everyYen: 50, perMemberDay: 25, total: 250 } as const;

/**
 * Another programme: points live on with every sale (自動延長型), ranks multiply them, and each ¥50 of tea gives one more,
 * 25 a day for each member and 250 in all. Prices contain tax.
 */
export const linedRules: Programme = {
  ...defaultProgramme,
  amountIs: "tax_included",
  expires: {
    ...{ kind: "activity", on: "earn", roundTo: "day" },
    after: { unit: "days", count: purchaseDays },
  },
  activates: {
    store: { kind: "immediate" },
    ec: { kind: "on_event", event: "shipped", afterDays: shippedAfter },
  },
  restored: { kind: "grace", days: graceDays },
  rules: [
    baseRule,
    {
      ...{ ...baseRule, ruleId: "tea", role: "promotion", origin: "promotion" },
      match: { ...baseRule.match, categories: [tea.category] },
      value: { kind: "per_yen", everyYen: tea.everyYen, givesPoints: 1 },
      caps: { ...baseRule.caps, perMemberDay: tea.perMemberDay, total: tea.total },
    },
  ],
};

const rungs = [
  { code: "regular", threshold: 0, multiplierPerMille: 1000 },
  { code: "silver", threshold: 6_000, multiplierPerMille: 1500 },
  { code: "gold", threshold: 20_000, multiplierPerMille: 2250 },
];
const plain = { name: { ja: "ランク", en: "Rank" }, colour: "#c3c9d1" };

/** Reached at once by net yen of a whole life, and never lost. */
export const ladder: Ladder = {
  ...noRanks,
  ...{
    version: 1,
    enabled: true,
    metric: "yen",
    window: "lifetime",
    upgrade: "immediate",
    downgrade: "never",
  },
  ranks: rungs.map((rung) => ({ ...plain, ...rung })),
};

/** What a sale found: what the limits left of tea, and the rank. */
interface Found {
  readonly teaLeft: number;
  readonly multiplier: number;
}

export class SlowLinedShop extends SlowShop {
  protected override readonly adjustedRenew = true;
  readonly #found = new WeakMap<SlowSale, Found>();
  readonly #publicId: string;
  readonly #pools: Map<string, number>;
  #rung = 0;
  /** Net yen of all sales that were not returned, sale by sale. */
  readonly #counts = new Map<SlowSale, number>();
  /** Lots that a sale let live on: until when, and until when they had lived. */
  readonly #moved = new WeakMap<SlowSale, readonly (readonly [SlowLot, string, string])[]>();

  /** `pools` is what was given from each limit, and is the same for all members. */
  constructor(today: string, publicId: string, pools: Map<string, number>) {
    super(today);
    this.#publicId = publicId;
    this.#pools = pools;
  }

  protected override giftsOf(sale: SlowSale, on: string): readonly SlowGift[] {
    const { teaLeft, multiplier } = this.#foundBy(sale);
    const life = {
      ...{ activatesOn: on, expiresOn: addDays(on, purchaseDays) },
      ...{ renews: true, waits: sale.channel === "ec" },
    };
    const base = Math.floor(withoutTax(sale.lines) / 100);
    const rank = Math.floor((base * (multiplier - 1000)) / 1000);
    const ofTea = withoutTax(sale.lines.filter(({ category }) => category === tea.category));
    const more = Math.min(Math.floor(ofTea / tea.everyYen), teaLeft);
    return [
      { ...life, points: base + rank, promotion: false },
      { ...life, points: more, promotion: true },
    ];
  }

  #foundBy(sale: SlowSale): Found {
    const found = this.#found.get(sale) ?? {
      teaLeft: Math.min(...this.#poolsOf(sale).map(([pool, max]) => max - (this.#pools.get(pool) ?? 0))),
      multiplier: rungs[this.#rung]?.multiplierPerMille ?? 0,
    };
    this.#found.set(sale, found);
    return found;
  }

  #poolsOf({ on }: SlowSale): readonly (readonly [string, number])[] {
    return [
      [`tea|per_member_day|${this.#publicId} ${on}`, tea.perMemberDay],
      ["tea|total|all", tea.total],
    ];
  }

  /** Everything open lives on, the rank is counted, and the limits give. */
  protected override sold(sale: SlowSale, gifts: readonly SlowGift[]): void {
    const before = this.points.lots.map((lot) => [lot, lot.expiresOn] as const);
    this.points.renew(addDays(sale.on, purchaseDays), sale.on);
    const moved = before.filter(([lot, expiresOn]) => lot.expiresOn !== expiresOn);
    this.#moved.set(
      sale,
      moved.map(([lot, expiresOn]) => [lot, lot.expiresOn, expiresOn]),
    );
    this.#move(sale, gifts[1]?.points ?? 0);
    this.#count(sale);
    const value = [...this.#counts.values()].reduce((sum, yen) => sum + yen, 0);
    const reached = rungs.findLastIndex(({ threshold }) => threshold <= value);
    this.#rung = Math.max(this.#rung, reached);
  }

  protected override returned(sale: SlowSale, claims: readonly number[]): void {
    this.#move(sale, -(claims[1] ?? 0));
    this.#count(sale);
  }

  /** What nothing has moved since lives as long as it did, and no shorter than the last visit lets it. */
  protected override undone(sale: SlowSale): void {
    const visits = [...this.#counts.keys()].filter((other) => !isOver(other)).map(({ on }) => on);
    const last = visits.sort().at(-1);
    const visited = last === undefined ? "" : addDays(last, purchaseDays);
    for (const [lot, until, before] of this.#moved.get(sale) ?? []) {
      if (lot.expiresOn !== until) continue;
      lot.expiresOn = [before, visited, until].sort()[1] ?? before;
    }
  }

  #move(sale: SlowSale, points: number): void {
    for (const [pool] of this.#poolsOf(sale)) this.#pools.set(pool, (this.#pools.get(pool) ?? 0) + points);
  }

  #count(sale: SlowSale): void {
    this.#counts.set(sale, withoutTax(sale.lines));
  }
}

/** Money for what is kept of lines, the tax of each rate taken out of their sum. */
function withoutTax(lines: readonly SlowLine[]): number {
  return [80, 100].reduce((sum, rate) => {
    const ofRate = lines.filter(({ taxPerMille }) => taxPerMille === rate);
    const paid = ofRate.reduce((yen, line) => yen + paidYen(line), 0);
    return sum + Math.floor((paid * 1000) / (1000 + rate));
  }, 0);
}
