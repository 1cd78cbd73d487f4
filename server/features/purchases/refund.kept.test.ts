import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { poolMaxesOf } from "../../../shared/points/earn/caps.ts";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import { reduced } from "../../../shared/points/earn/reduce.ts";
import type { EarnFacts, ReducedLine } from "../../../shared/points/earn/types.ts";
import type { EarnRule, Programme } from "../../../shared/points/programme/schema.ts";
import { noon, programmeWith, promotionWith, ruleWith } from "../../../test/support/earning.ts";
import { basketOf } from "./basket.ts";
import { decideReturn, type EarlierReturn, keptOf, type SoldSale } from "./refund.core.ts";
import type { ReturnAsked } from "./refund-lines.core.ts";

const pointsIn = (draws: readonly { readonly points: number }[]): number =>
  draws.reduce((sum, { points }) => sum + points, 0);

interface Rung {
  readonly quantity: number;
  readonly amountYen: number;
  readonly categories?: string[];
}

/** A shop with its pools: sells once, and takes things back while others draw on the same pools. */
class Shop {
  readonly used: Record<string, number>;
  readonly sold: SoldSale;
  readonly earlier: EarlierReturn[] = [];

  constructor(programme: Programme, rung: readonly Rung[], facts: Partial<EarnFacts> = {}) {
    const all = { ...noon, ...facts };
    const lines = rung.map((line, index) => ({ lineId: String(index), ...line }));
    const kept = reduced(basketOf(programme, { lines }), 0, programme.use);
    const award = quoteEarn(programme, all, kept);
    this.used = { ...all.pools };
    for (const { pool, points } of award.draws) this.used[pool] = (this.used[pool] ?? 0) + points;
    this.sold = { programme, facts: all, award, lines: kept, pointsUsed: 0, poolsNow: {} };
  }

  /** What is claimed, by lot; null where nothing comes back. */
  takeBack(asked: readonly ReturnAsked[]): readonly number[] | null {
    const { programme, facts, award } = this.sold;
    const opens = giftsOf(award, programme, facts).map((gift, index) => ({
      ...gift,
      lotId: `lot${index}`,
      pending: false,
    }));
    const decided = decideReturn(
      { ...this.sold, poolsNow: { ...this.used } },
      [],
      opens,
      this.earlier,
      asked,
    );
    if ("refused" in decided) {
      if (decided.refused === "refund.nothing") return null;
      throw new Error(decided.refused);
    }
    for (const { pool, points } of decided.pools) this.used[pool] = (this.used[pool] ?? 0) - points;
    const { lines, giveBack, claims, pools } = decided;
    this.earlier.push({ lines, givenBackByLot: giveBack, claims, pools });
    return opens.map(({ lotId }) => pointsIn(claims.filter((claim) => claim.lotId === lotId)));
  }

  get claimed(): number {
    return this.earlier.reduce((sum, { claims }) => sum + pointsIn(claims), 0);
  }

  held(pool: string): number {
    const inPool = (draws: readonly { readonly pool: string; readonly points: number }[]): number =>
      pointsIn(draws.filter((draw) => draw.pool === pool));
    return inPool(this.sold.award.draws) - this.earlier.reduce((sum, one) => sum + inPool(one.pools), 0);
  }

  /** The lines as they stand, counted here from what came back. */
  get kept(): readonly ReducedLine[] {
    return this.sold.lines.flatMap((line) => {
      const back = this.earlier.flatMap(({ lines }) => lines.filter(({ lineId }) => lineId === line.lineId));
      const amountYen = back.reduce((left, part) => left - part.amountYen, line.amountYen);
      const quantity = back.reduce((left, part) => left - part.quantity, line.quantity);
      return amountYen === 0 && quantity === 0 ? [] : [{ ...line, amountYen, quantity }];
    });
  }
}

const untilNewYear = { kind: "until", on: "2026-12-31" } as const;
const fixed = (points: number) => ({ kind: "fixed", points }) as const;

describe("where another rule counts on what is kept", () => {
  test("the points that it gives stay: 50 of 200, in the lot there is", () => {
    const tenth = { kind: "rate", perTenThousand: 1000 } as const;
    const rules = [
      ruleWith({ value: fixed(50) }),
      ruleWith({ ruleId: "b", value: tenth, match: { spendYenMin: 1000 }, expires: untilNewYear }),
    ];
    const rung = [
      { quantity: 1, amountYen: 900 },
      { quantity: 1, amountYen: 1100 },
    ];
    const shop = new Shop(programmeWith(rules), rung);
    expect(shop.sold.award.points).toBe(200);
    expect(shop.takeBack([{ lineId: "1" }])).toEqual([150]);
    expect(shop.takeBack([{ lineId: "0" }])).toEqual([50]);
  });

  test("of promotions, too: of 20 and 100 in two lots 50 are claimed, and 70 stay", () => {
    const rules = [
      ruleWith({}),
      promotionWith({ value: fixed(100), match: { spendYenMin: 2000 }, expires: untilNewYear }),
      promotionWith({ ruleId: "small", value: fixed(60) }),
    ];
    const stacking = { promotions: "max" as const, rank: "add" as const };
    const shop = new Shop(programmeWith(rules, { stacking }), [{ quantity: 2, amountYen: 2000 }]);
    expect(shop.sold.award.points).toBe(120);
    expect(shop.takeBack([{ lineId: "0", quantity: 1 }])).toEqual([5, 45]);
    expect(shop.takeBack([{ lineId: "0", quantity: 1 }])).toEqual([15, 55]);
  });

  test("and has a budget, it is drawn on: three times 60 out of 60 is 60 for the first and nothing for two", () => {
    const rules = [
      ruleWith({}),
      promotionWith({ value: fixed(100), match: { spendYenMin: 2000 }, caps: { total: 1000 } }),
      promotionWith({ ruleId: "small", value: fixed(60), caps: { total: 60 } }),
    ];
    const stacking = { promotions: "max" as const, rank: "add" as const };
    const programme = programmeWith(rules, { stacking });
    let used: Record<string, number> = {};
    const left = [1, 2, 3].map(() => {
      const shop = new Shop(programme, [{ quantity: 2, amountYen: 2000 }], { pools: used });
      shop.takeBack([{ lineId: "0", quantity: 1 }]);
      used = shop.used;
      return shop.sold.award.points - shop.claimed;
    });
    expect(left).toEqual([70, 10, 10]);
    expect(used).toEqual({ "promo|total|all": 0, "small|total|all": 60 });
  });

  test("and gives more than the sale did, nothing is claimed, nothing given, and no more drawn than is kept", () => {
    const rules = [
      ruleWith({}),
      promotionWith({ value: fixed(5), match: { spendYenMin: 2000 }, priority: 2 }),
      promotionWith({ ruleId: "big", value: fixed(100), caps: { total: 1000 } }),
    ];
    const stacking = { promotions: "one" as const, rank: "add" as const };
    const shop = new Shop(programmeWith(rules, { stacking }), [{ quantity: 2, amountYen: 2000 }]);
    expect(shop.sold.award.points).toBe(25);
    expect(shop.takeBack([{ lineId: "0", quantity: 1 }])).toEqual([0, 0]);
    expect(shop.used).toEqual({ "big|total|all": 25 });
    expect(shop.takeBack([{ lineId: "0" }])).toEqual([20, 5]);
    expect(shop.used).toEqual({ "big|total|all": 0 });
  });
});

describe("a coupon's points", () => {
  const name = { ja: "クーポン", en: "Coupon" };
  const rung = [
    { quantity: 1, amountYen: 1000 },
    { quantity: 1, amountYen: 2000 },
  ];

  test("of a fixed number stay until all of the sale has come back: 100 go with the second of two lines", () => {
    const extras = [{ id: "coupon:a", name, kind: "points" as const, points: 100 }];
    const shop = new Shop(programmeWith([ruleWith({})]), rung, { extras });
    expect(shop.sold.award.points).toBe(130);
    expect(shop.takeBack([{ lineId: "1" }])).toEqual([20, 0]);
    expect(shop.takeBack([{ lineId: "0" }])).toEqual([10, 100]);
  });

  test("of a multiplier are counted on what is kept: ×3 on 30 is 60 more, and 40 of them go with ¥2,000", () => {
    const extras = [{ id: "coupon:a", name, kind: "multiplier" as const, perMille: 3000 }];
    const shop = new Shop(programmeWith([ruleWith({})]), rung, { extras });
    expect(shop.sold.award.points).toBe(90);
    expect(shop.takeBack([{ lineId: "1" }])).toEqual([20, 40]);
    expect(shop.takeBack([{ lineId: "0" }])).toEqual([10, 20]);
  });
});

describe("something worth ¥0 that earned 5 points a piece", () => {
  const each = promotionWith({ value: { kind: "per_item", points: 5 }, match: { categories: ["gift"] } });
  const rung = [
    { quantity: 1, amountYen: 1000 },
    { quantity: 2, amountYen: 0, categories: ["gift"] },
  ];

  test("comes back by itself, piece by piece, and takes 5 each time", () => {
    const shop = new Shop(programmeWith([ruleWith({}), each]), rung);
    expect(shop.sold.award.points).toBe(20);
    expect(shop.takeBack([{ lineId: "1", quantity: 1 }])).toEqual([0, 5]);
    expect(shop.takeBack([{ lineId: "1" }])).toEqual([0, 5]);
    expect(shop.takeBack([{ lineId: "1" }])).toBeNull();
    expect(shop.takeBack([{ lineId: "0" }])).toEqual([10, 0]);
  });

  test("is nothing to return once the rest came back: its points went with that", () => {
    const shop = new Shop(programmeWith([ruleWith({}), each]), rung);
    expect(shop.takeBack([{ lineId: "0" }])).toEqual([10, 10]);
    expect(shop.takeBack([{ lineId: "1" }])).toBeNull();
  });
});

test("after each return, claimed in total is sold less what the kept basket earns by the same rules and facts", () => {
  const limit = fc.option(fc.integer({ min: 1, max: 150 }), { freq: 2 });
  const value = fc.oneof(
    fc.record({
      kind: fc.constant("per_yen" as const),
      everyYen: fc.constantFrom(10, 100, 300),
      givesPoints: fc.integer({ min: 1, max: 5 }),
    }),
    fc.record({
      kind: fc.constantFrom("fixed" as const, "per_item" as const),
      points: fc.integer({ min: 1, max: 120 }),
    }),
  );
  const rule = fc.record({
    value,
    spendYenMin: fc.constantFrom(0, 0, 500, 1500),
    tea: fc.boolean(),
    priority: fc.nat(2),
    expires: fc.constantFrom(null, untilNewYear, { kind: "fiscal_year", yearsAfter: 1 } as const),
    fundedBy: fc.constantFrom("head_office" as const, "store" as const),
    caps: fc.record({
      perSale: limit,
      perMemberDay: limit,
      perMemberMonth: limit,
      perMemberYear: limit,
      perMember: limit,
      perStore: limit,
      total: limit,
    }),
    double: fc.boolean(),
  });
  const ruleOf =
    (role: "base" | "promotion") =>
    (made: typeof rule extends fc.Arbitrary<infer T> ? T : never, index: number): EarnRule => {
      const { value: plain, spendYenMin, tea, double, ...rest } = made;
      const times = { kind: "multiplier", perMille: 2500 } as const;
      return ruleWith({
        ...rest,
        ruleId: `${role}${index}`,
        role,
        value: double && role === "promotion" ? times : plain,
        match: { spendYenMin, categories: tea ? ["tea"] : null },
      });
    };
  const cases = fc.record({
    bases: fc.array(rule, { minLength: 1, maxLength: 3 }),
    promotions: fc.array(rule, { maxLength: 3 }),
    stacking: fc.record({
      promotions: fc.constantFrom("sum" as const, "max" as const, "one" as const),
      rank: fc.constantFrom("add" as const, "best_of" as const),
    }),
    ranked: fc.boolean(),
    extraPoints: fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 2 }),
    extraTimes: fc.option(fc.integer({ min: 1001, max: 3000 }), { freq: 2 }),
    rung: fc.array(
      fc.record({
        quantity: fc.integer({ min: 1, max: 4 }),
        amountYen: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 2500 })),
        categories: fc.constantFrom<string[]>(["tea"], []),
      }),
      { minLength: 1, maxLength: 4 },
    ),
    gone: fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 8, maxLength: 8 }),
    returns: fc.array(
      fc.tuple(fc.nat(3), fc.integer({ min: 1, max: 4 }), fc.integer({ min: -90, max: 60 })),
      {
        minLength: 1,
        maxLength: 8,
      },
    ),
  });
  let others = 0;
  fc.assert(
    fc.property(
      cases,
      ({ bases, promotions, stacking, ranked, extraPoints, extraTimes, rung, gone, returns }) => {
        fc.pre(rung.some(({ amountYen }) => amountYen > 0));
        const rules = [...bases.map(ruleOf("base")), ...promotions.map(ruleOf("promotion"))];
        const programme = programmeWith(rules, { stacking });
        const rank = ranked ? { code: "gold", multiplierPerMille: 1500 } : null;
        const maxes = poolMaxesOf(programme, noon);
        const start = maxes.map(([pool, max], n) => [pool, Math.min(max, gone[n % 8] ?? 0)] as const);
        const name = { ja: "クーポン", en: "Coupon" };
        const extras = [
          ...extraPoints.map((points, n) => ({ id: `coupon:${n}`, name, kind: "points" as const, points })),
          ...(extraTimes === null
            ? []
            : [{ id: "coupon:times", name, kind: "multiplier" as const, perMille: extraTimes }]),
        ];
        const shop = new Shop(programme, rung, { rank, extras, pools: Object.fromEntries(start) });
        const { award, facts } = shop.sold;
        const everything = rung.map((_, index) => [index, 4, 0] as const);
        for (const [index, pieces, taken] of [...returns, ...everything]) {
          // Somebody else is given points from the same pools, or takes something back.
          for (const [pool, max] of maxes) {
            const used = (shop.used[pool] ?? 0) + taken;
            shop.used[pool] = Math.max(shop.held(pool), Math.min(max, used));
          }
          const line = shop.kept.find(({ lineId }) => lineId === String(index % rung.length));
          if (line === undefined) continue;
          const before = shop.claimed;
          // Of each pool: what there was when it was sold, as far as it is held already or still there.
          const pools = maxes.map(([pool, max]) => {
            const free = shop.held(pool) + max - (shop.used[pool] ?? 0);
            return [pool, max - Math.min(max - (facts.pools[pool] ?? 0), free)] as const;
          });
          if (shop.takeBack([{ lineId: line.lineId, quantity: Math.min(pieces, line.quantity) }]) === null)
            continue;
          const { kept } = shop;
          const worth = kept.some(({ amountYen }) => amountYen > 0);
          const now = quoteEarn(programme, { ...facts, pools: Object.fromEntries(pools) }, worth ? kept : []);
          expect(shop.claimed).toBe(Math.max(before, award.points - now.points));
          if (now.lines.some(({ ruleId }) => award.lines.every((sold) => sold.ruleId !== ruleId)))
            others += 1;
          const left = award.points - shop.claimed;
          for (const [pool, max] of maxes) {
            expect(shop.held(pool)).toBe(
              Math.min(left, pointsIn(now.draws.filter((draw) => draw.pool === pool))),
            );
            expect(shop.used[pool] ?? 0).toBeGreaterThanOrEqual(0);
            expect(shop.used[pool] ?? 0).toBeLessThanOrEqual(max);
          }
          // Told again later from what was written, it is the same as far as points were left.
          const again = keptOf(shop.sold, shop.earlier);
          expect(again?.award.points ?? 0).toBeLessThanOrEqual(now.points);
          if (now.points === left) expect(again?.award.points ?? 0).toBe(left);
        }
        const lots = giftsOf(award, programme, facts);
        const byLot = (lotId: string): number =>
          pointsIn(shop.earlier.flatMap(({ claims }) => claims.filter((claim) => claim.lotId === lotId)));
        expect(lots.map((_, index) => byLot(`lot${index}`))).toEqual(lots.map(({ points }) => points));
      },
    ),
    { seed: 20261122, numRuns: 1000 },
  );
  expect(others).toBeGreaterThan(50);
});
