import { addDays } from "../../shared/dates.ts";
import { splitByGroup, splitProRata } from "../../shared/money.ts";
import { baseRule, defaultProgramme } from "../../shared/points/programme/defaults.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import { type Coin, type SlowGift, type SlowLot, SlowPoints } from "./slow-points.ts";

/** How many days points of a purchase live, and those of the campaign, which can be used three days later. */
export const purchaseDays = 20;
const campaign = { points: 5, activatesAfter: 3, livesDays: 7 } as const;
export const shippedAfter = 3;
export const graceDays = 5;

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

/** A line as it was rung up, what points paid of it, and what came back of both since. */
export interface SlowLine {
  readonly lineId: string;
  readonly yen: number;
  readonly category: string;
  readonly taxPerMille: number;
  byPoints: number;
  backYen: number;
  backByPoints: number;
}

export function lineOf(lineId: string, yen: number, category = "", taxPerMille = 100): SlowLine {
  return { lineId, yen, category, taxPerMille, byPoints: 0, backYen: 0, backByPoints: 0 };
}

/** What is left of a line in money. */
export function paidYen({ yen, byPoints, backYen, backByPoints }: SlowLine): number {
  return yen - byPoints - (backYen - backByPoints);
}

export interface SlowSale {
  readonly on: string;
  readonly channel: "store" | "ec";
  readonly lines: readonly SlowLine[];
  /** What was given, by its lot; `nth` is its place among what the rules give. */
  given: readonly { readonly lot: SlowLot; readonly points: number; readonly nth: number }[];
  readonly claimed: Map<SlowLot, number>;
  /** Coins that paid and did not come back yet. */
  paid: readonly Coin[];
  readonly used: number;
}

export interface SlowHold {
  readonly coins: readonly Coin[];
  readonly expiresAtMs: number;
}

/** The shop's till and calendar around one member's coins. */
export class SlowShop {
  readonly points = new SlowPoints();
  #nightThrough: string;

  constructor(today: string) {
    this.#nightThrough = today;
  }

  /** Null where it is refused. */
  sell(
    lines: readonly SlowLine[],
    used: number,
    channel: "store" | "ec",
    on: string,
    hold: SlowHold | null = null,
  ): SlowSale | null {
    const taken = used === 0 && hold === null ? [] : null;
    const paid =
      taken ?? (hold === null ? this.points.take(used, on, "spent") : this.points.commit(hold.coins, used));
    if (paid === null) return null;
    const parts = splitByGroup(
      used,
      lines.map(({ yen, taxPerMille }) => ({ weight: yen, group: taxPerMille })),
    );
    lines.forEach((line, n) => {
      line.byPoints = parts[n] ?? 0;
    });
    this.points.settle();
    const sale: SlowSale = { on, channel, lines, given: [], claimed: new Map(), paid, used };
    const all = this.giftsOf(sale, on);
    const gifts = all.filter(({ points }) => points > 0);
    this.sold(sale, all);
    const lots = this.points.give(gifts, on);
    sale.given = lots.map((lot, n) => {
      const gift = gifts[n];
      return { lot, points: gift?.points ?? 0, nth: gift === undefined ? -1 : all.indexOf(gift) };
    });
    return sale;
  }

  /** What is given for what is left of a sale, always as many gifts, those of nothing too. */
  protected giftsOf({ lines, channel }: SlowSale, on: string): readonly SlowGift[] {
    const later = addDays(on, campaign.activatesAfter);
    const usual = { renews: false, waits: false };
    const paid = lines.reduce((sum, line) => sum + paidYen(line), 0);
    return [
      {
        ...{ ...usual, points: Math.floor(paid / 100), promotion: false, waits: channel === "ec" },
        ...{ activatesOn: on, expiresOn: addDays(on, purchaseDays) },
      },
      {
        ...{ ...usual, points: campaign.points, promotion: true },
        ...{ activatesOn: later, expiresOn: addDays(later, campaign.livesDays) },
      },
    ];
  }

  /** What else a sale does before its points are there, and a return once it is known what it takes. */
  protected sold(_sale: SlowSale, _gifts: readonly SlowGift[]): void {}
  protected returned(_sale: SlowSale, _claims: readonly number[]): void {}
  /** Nothing is left of a sale: what else it had done is as if it had not been. */
  protected undone(_sale: SlowSale): void {}

  /** Yen of lines come back: the same share of points, counted anew on what is kept. */
  giveBack(sale: SlowSale, parts: readonly (readonly [SlowLine, number])[], on: string): void {
    const backBefore = sale.used - sale.paid.length;
    for (const [line, yen] of parts) {
      line.backYen += yen;
      line.backByPoints = pointsBack(line);
    }
    const back = sale.lines.reduce((sum, line) => sum + line.backByPoints, 0) - backBefore;
    const isLast = isOver(sale);
    if (isLast) this.undone(sale);
    if (back > 0) this.#restore(sale, back, on);
    const keeps = this.giftsOf(sale, sale.on).map(({ points }) => (isLast ? 0 : points));
    const claims = sale.given.map(({ lot, points, nth }) => {
      return [lot, Math.max(0, points - (keeps[nth] ?? 0) - (sale.claimed.get(lot) ?? 0)), nth] as const;
    });
    const byNth = keeps.map((_, nth) => claims.find((claim) => claim[2] === nth)?.[1] ?? 0);
    this.returned(sale, byNth);
    const shares = new Map(claims.filter(([, points]) => points > 0).map(([lot, points]) => [lot, points]));
    for (const [lot, points] of shares) sale.claimed.set(lot, (sale.claimed.get(lot) ?? 0) + points);
    const own = [...new Set([...shares.keys(), ...sale.given.map(({ lot }) => lot)])];
    const points = [...shares.values()].reduce((sum, share) => sum + share, 0);
    this.points.takeBack(own, points, "debt", on, shares);
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
    const lots = given.map(({ lot }) => lot).filter(({ waits }) => waits);
    this.points.happened(lots, activatesOn, addDays(activatesOn, purchaseDays), on);
  }

  /** Whether points given by hand live longer with each sale. */
  protected readonly adjustedRenew: boolean = false;

  adjust(points: number, on: string): boolean {
    if (points > 0) {
      const life = { activatesOn: on, expiresOn: addDays(on, purchaseDays), waits: false };
      const renews = this.adjustedRenew;
      this.points.give([{ points, promotion: false, renews, ...life }], on);
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

/** Of the points that paid a line, the share of what came back, rounded down; but no more money back than was paid. */
function pointsBack({ yen, byPoints, backYen }: SlowLine): number {
  return Math.max(Math.floor((byPoints * backYen) / yen), backYen - (yen - byPoints));
}

export function isOver({ lines }: SlowSale): boolean {
  return lines.every(({ yen, backYen }) => yen === backYen);
}

/** Everything that is left of a sale. */
export function allOf({ lines }: SlowSale): readonly (readonly [SlowLine, number])[] {
  return lines.filter(({ yen, backYen }) => backYen < yen).map((line) => [line, line.yen - line.backYen]);
}
