import { addDays } from "../../shared/dates.ts";
import { splitProRata } from "../../shared/money.ts";
import { baseRule, defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import { type Coin, type SlowGift, type SlowLot, SlowPoints } from "./slow-points.ts";

/** How many days points of a purchase live, and those of the campaign, which can be used three days later. */
const purchaseDays = 20;
const campaign = { points: 5, activatesAfter: 3, livesDays: 7 } as const;
const shippedAfter = 3;
const graceDays = 5;

/** The rules that the slow shop knows by heart. */
export const rules: Programme = {
  ...defaultProgramme,
  expires: { kind: "rolling", after: { unit: "days", count: purchaseDays }, roundTo: "day" },
  activates: {
    store: { kind: "immediate" },
    ec: { kind: "on_event", event: "shipped", afterDays: shippedAfter },
  },
  restored: { kind: "grace", days: graceDays },
  rules: [
    baseRule,
    {
      ...baseRule,
      ruleId: "campaign",
      role: "promotion",
      origin: "promotion",
      value: { kind: "fixed", points: campaign.points },
      activates: { kind: "after_days", days: campaign.activatesAfter },
      expires: { kind: "rolling", after: { unit: "days", count: campaign.livesDays }, roundTo: "day" },
    },
  ],
};

export interface SlowSale {
  readonly amountYen: number;
  readonly used: number;
  readonly channel: "store" | "ec";
  /** What was given, by its lot, in the order of the award. */
  readonly given: readonly { readonly lot: SlowLot; readonly points: number; readonly isCampaign: boolean }[];
  readonly claimed: Map<SlowLot, number>;
  /** Coins that paid and did not come back yet. */
  paid: readonly Coin[];
  returnedYen: number;
  waived: number;
}

export interface SlowHold {
  readonly coins: readonly Coin[];
  readonly expiresAtMs: number;
}

/** One member and the shop's rules for them: sales, returns, holds and nights, coin by coin. */
export class SlowShop {
  readonly points = new SlowPoints();
  #nightThrough: string;

  constructor(firstDay: string) {
    this.#nightThrough = firstDay;
  }

  /** Null where the points cannot be used. */
  sell(
    amountYen: number,
    used: number,
    channel: "store" | "ec",
    on: string,
    hold: SlowHold | null = null,
  ): SlowSale | null {
    const taken = used === 0 && hold === null ? [] : null;
    const paid =
      taken ?? (hold === null ? this.points.take(used, on, "spent") : this.points.commit(hold.coins, used));
    if (paid === null) return null;
    const gifts = this.#giftsOf(amountYen - used, channel, on).filter(({ points }) => points > 0);
    const lots = this.points.give(gifts, on);
    const given = lots.map((lot, n) => ({ lot, points: gifts[n]?.points ?? 0, isCampaign: lot.promotion }));
    return { amountYen, used, channel, given, claimed: new Map(), paid, returnedYen: 0, waived: 0 };
  }

  #giftsOf(paidYen: number, channel: "store" | "ec", on: string): readonly SlowGift[] {
    const later = addDays(on, campaign.activatesAfter);
    const usual = { renews: false, waits: false };
    return [
      {
        ...{ ...usual, points: Math.floor(paidYen / 100), promotion: false, waits: channel === "ec" },
        ...{ activatesOn: on, expiresOn: addDays(on, purchaseDays) },
      },
      {
        ...{ ...usual, points: campaign.points, promotion: true },
        ...{ activatesOn: later, expiresOn: addDays(later, campaign.livesDays) },
      },
    ];
  }

  /** Yen of a sale come back: the same share of points, counted anew on what is kept. */
  giveBack(sale: SlowSale, yen: number, on: string): void {
    const soFar = sale.returnedYen + yen;
    const isLast = soFar === sale.amountYen;
    const backBefore = sale.used - sale.paid.length;
    const back = this.#pointsBack(sale, soFar) - backBefore;
    sale.returnedYen = soFar;
    if (back > 0) this.#restore(sale, back, on);
    const keptYen = sale.amountYen - soFar - (sale.used - backBefore - back);
    const claims = sale.given.map(({ lot, points, isCampaign }) => {
      const keeps = isLast ? 0 : isCampaign ? campaign.points : Math.floor(keptYen / 100);
      return [lot, Math.max(0, points - keeps - (sale.claimed.get(lot) ?? 0))] as const;
    });
    const shares = new Map(claims.filter(([, points]) => points > 0));
    for (const [lot, points] of shares) sale.claimed.set(lot, (sale.claimed.get(lot) ?? 0) + points);
    const own = [...new Set([...shares.keys(), ...sale.given.map(({ lot }) => lot)])];
    const points = [...shares.values()].reduce((sum, share) => sum + share, 0);
    sale.waived += this.points.takeBack(own, points, sale.waived, "debt", on, shares).waived;
  }

  /** Of the points that paid, the share of what came back, rounded down; but no more money back than was paid. */
  #pointsBack({ amountYen, used }: SlowSale, soFar: number): number {
    return Math.max(Math.floor((used * soFar) / amountYen), soFar - (amountYen - used));
  }

  #restore(sale: SlowSale, back: number, on: string): void {
    const lots = [...new Set(sale.paid.map((coin) => coin.lot))];
    const byLot = lots.map((lot) => sale.paid.filter((coin) => coin.lot === lot));
    const parts = splitProRata(
      back,
      byLot.map((coins) => coins.length),
    );
    const coins = byLot.flatMap((of, n) => of.slice(0, parts[n]));
    sale.paid = sale.paid.filter((coin) => !coins.includes(coin));
    this.points.giveBack(coins, { kind: "grace", days: graceDays }, on);
  }

  shipped({ given, channel }: SlowSale, on: string): void {
    if (channel !== "ec") return;
    const activatesOn = addDays(on, shippedAfter);
    const lots = given.filter(({ isCampaign }) => !isCampaign).map(({ lot }) => lot);
    this.points.happened(lots, activatesOn, addDays(activatesOn, purchaseDays), on);
  }

  adjust(points: number, on: string): boolean {
    if (points > 0) {
      const life = { activatesOn: on, expiresOn: addDays(on, purchaseDays), renews: false, waits: false };
      this.points.give([{ points, promotion: false, ...life }], on);
      return true;
    }
    const coins = this.points.usable(on).slice(0, -points);
    if (coins.length < -points) return false;
    for (const coin of coins) coin.place = "gone";
    return true;
  }

  /** Every night since the last one, each in its turn: what waited can be used, then what had its day lapses. */
  night(today: string): void {
    while (this.#nightThrough < today) {
      this.#nightThrough = addDays(this.#nightThrough, 1);
      this.points.announceDue(this.#nightThrough);
      this.points.lapse(this.#nightThrough);
    }
  }
}
