import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { giftsOf } from "../../../shared/points/earn/gifts.ts";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import { reduced } from "../../../shared/points/earn/reduce.ts";
import type { EarnFacts } from "../../../shared/points/earn/types.ts";
import type { Draw } from "../../../shared/points/lots.ts";
import { baseRule, defaultProgramme } from "../../../shared/points/programme/defaults.ts";
import type { EarnRule, Programme } from "../../../shared/points/programme/schema.ts";
import type { BasketInput } from "../../../shared/purchases/schema.ts";
import type { OpenedLot } from "../points/index.ts";
import { basketOf } from "./basket.ts";
import { decideReturn, type EarlierReturn, type ReturnDecided, type SoldSale } from "./refund.core.ts";
import type { ReturnAsked } from "./refund-lines.core.ts";
import { netYenOf } from "./sale.core.ts";

const facts: EarnFacts = {
  ...{
    trigger: "purchase",
    amountsAre: "tax_excluded",
    businessDate: "2026-11-21",
    weekday: 6,
    timeOfDay: "12:00",
  },
  ...{
    memberId: "M",
    places: ["S1"],
    storeId: "S1",
    channel: "store",
    rank: null,
    segments: [],
    nthPurchase: 2,
  },
  ...{ firstOfDay: true, birthdayMonth: false, paymentMethods: [], pointsUsed: 0, pools: {} },
};

/** ×2 on cakes until the end of the year, 20 points at the most in all. */
const cakes: EarnRule = {
  ...baseRule,
  ruleId: "cakes",
  name: { ja: "ケーキ2倍", en: "Cakes ×2" },
  role: "promotion",
  match: { ...baseRule.match, categories: ["cake"] },
  value: { kind: "multiplier", perMille: 2000 },
  caps: { ...baseRule.caps, total: 20 },
  expires: { kind: "until", on: "2026-12-31" },
  origin: "promotion",
};

interface Made {
  readonly sold: SoldSale;
  readonly spent: readonly Draw[];
  readonly opens: readonly OpenedLot[];
}

function sell(
  basket: BasketInput,
  pointsUsed = 0,
  programme: Programme = defaultProgramme,
  from = [pointsUsed],
): Made {
  const asFacts = { ...facts, pointsUsed };
  const lines = reduced(basketOf(programme, basket), pointsUsed * programme.use.yenPerPoint, programme.use);
  const award = quoteEarn(programme, asFacts, lines);
  const gifts = giftsOf(award, programme, asFacts);
  return {
    sold: { programme, facts: asFacts, award, lines, pointsUsed, poolsNow: {} },
    spent: pointsUsed === 0 ? [] : from.map((points, index) => ({ lotId: `spent${index}`, points })),
    opens: gifts.map((gift, index) => ({ ...gift, lotId: `lot${index}`, pending: false })),
  };
}

/** Returns one after the other; what is worth nothing by itself is nothing to return. */
function returns(
  { sold, spent, opens }: Made,
  ...asked: (readonly ReturnAsked[])[]
): readonly ReturnDecided[] {
  const earlier: EarlierReturn[] = [];
  return asked.flatMap((lines) => {
    const decided = decideReturn(sold, spent, opens, earlier, lines);
    if ("refused" in decided) {
      if (decided.refused === "refund.nothing") return [];
      throw new Error(decided.refused);
    }
    earlier.push(earlierOf(decided));
    return [decided];
  });
}

function earlierOf({ lines, giveBack, claims, pools }: ReturnDecided): EarlierReturn {
  return { lines, givenBackByLot: giveBack, claims, pools };
}

const pointsIn = (draws: readonly { readonly points: number }[]): number =>
  draws.reduce((sum, { points }) => sum + points, 0);

const three: BasketInput = {
  lines: [
    { lineId: "a", quantity: 1, amountYen: 1000 },
    { lineId: "b", quantity: 1, amountYen: 1000 },
    { lineId: "c", quantity: 1, amountYen: 1000 },
  ],
};

describe("returning one of three items of ¥1,000, of which 100 points paid", () => {
  const made = sell(three, 100, defaultProgramme, [70, 30]);

  test("acceptance test 4: gives 34 points back and ¥966, and takes 10 of the 29 earned", () => {
    expect(made.sold.award.points).toBe(29);
    const [first] = returns(made, [{ lineId: "a" }]);
    expect(first).toMatchObject({ amountYen: 1000, payBackYen: 966, netYen: 966, isLast: false });
    expect(pointsIn(first?.giveBack ?? [])).toBe(34);
    // ¥1,934 are kept: 19 points.
    expect(first?.claims).toEqual([{ lotId: "lot0", points: 10 }]);
  });

  test("gives them back to the two lots they came from, pro rata: 24 and 10", () => {
    const [first] = returns(made, [{ lineId: "a" }]);
    expect(first?.giveBack).toEqual([
      { lotId: "spent0", points: 24 },
      { lotId: "spent1", points: 10 },
    ]);
  });

  test("one after the other gives 34, 33 and 33 back, and takes 10, 10 and 9: the last return takes the remainder", () => {
    const all = returns(made, [{ lineId: "a" }], [{ lineId: "b" }], [{ lineId: "c" }]);
    expect(all.map(({ giveBack }) => pointsIn(giveBack))).toEqual([34, 33, 33]);
    expect(all.map(({ claims }) => pointsIn(claims))).toEqual([10, 10, 9]);
    expect(all.map(({ isLast }) => isLast)).toEqual([false, false, true]);
  });
});

describe("a typed amount", () => {
  const made = sell({ lines: [{ lineId: "1", quantity: 1, amountYen: 1280 }] }, 100);

  test("of ¥1,280 with 100 points, ¥640 of it returned: 50 points and ¥590 back, 11 earned become 5", () => {
    expect(made.sold.award.points).toBe(11);
    const [half] = returns(made, [{ lineId: "1", amountYen: 640 }]);
    expect(half).toMatchObject({ amountYen: 640, payBackYen: 590, isLast: false });
    expect([pointsIn(half?.giveBack ?? []), pointsIn(half?.claims ?? [])]).toEqual([50, 6]);
  });

  test("returned ¥333 three times and then the rest gives all 100 back, and no yen more than was paid", () => {
    const part = [{ lineId: "1", amountYen: 333 }];
    const all = returns(made, part, part, part, [{ lineId: "1" }]);
    expect(all.map(({ giveBack }) => pointsIn(giveBack))).toEqual([26, 26, 26, 22]);
    expect(all.reduce((sum, { payBackYen }) => sum + payBackYen, 0)).toBe(1180);
  });

  test("cannot be returned beyond what is left", () => {
    const earlier = returns(made, [{ lineId: "1", amountYen: 1000 }]).map(earlierOf);
    const again = decideReturn(made.sold, made.spent, made.opens, earlier, [{ lineId: "1", amountYen: 281 }]);
    expect(again).toEqual({
      refused: "refund.more_than_left",
      details: { lineId: "1", quantity: 1, amountYen: 280 },
    });
    const unknown = decideReturn(made.sold, made.spent, made.opens, [], [{ lineId: "2" }]);
    expect(unknown).toMatchObject({ refused: "refund.line_not_found" });
  });
});

describe("pieces", () => {
  const made = sell({ lines: [{ lineId: "a", quantity: 3, amountYen: 1000 }] });

  test("of three for ¥1,000 come back at ¥333, ¥333 and ¥334", () => {
    const one = [{ lineId: "a", quantity: 1 }];
    expect(returns(made, one, one, one).map(({ amountYen }) => amountYen)).toEqual([333, 333, 334]);
  });

  test("cannot all come back for less than all the yen, nor more pieces than were sold", () => {
    for (const asked of [{ quantity: 3, amountYen: 999 }, { quantity: 4 }]) {
      const refused = decideReturn(made.sold, [], made.opens, [], [{ lineId: "a", ...asked }]);
      expect(refused).toMatchObject({ refused: "refund.more_than_left" });
    }
  });
});

describe("a campaign's points", () => {
  const programme: Programme = { ...defaultProgramme, rules: [baseRule, cakes] };
  const basket: BasketInput = {
    lines: [
      { lineId: "cake", quantity: 1, amountYen: 1500, categories: ["cake"] },
      { lineId: "tea", quantity: 1, amountYen: 500 },
    ],
  };
  const made = sell(basket, 0, programme);

  test("come back from the campaign's own lot: 15 of its 15 and 15 of the base's 20 when the cake comes back", () => {
    expect(made.sold.award.lines.map(({ points }) => points)).toEqual([20, 15]);
    const [cake] = returns(made, [{ lineId: "cake" }]);
    expect(cake?.claims).toEqual([
      { lotId: "lot0", points: 15 },
      { lotId: "lot1", points: 15 },
    ]);
  });

  test("go back to the campaign's pool as well", () => {
    const [cake] = returns(made, [{ lineId: "cake" }]);
    expect(cake?.pools).toEqual([{ pool: "cakes|total|all", points: 15, pointsMax: 20 }]);
    expect(returns(made, [{ lineId: "tea" }])[0]?.pools).toEqual([]);
  });

  test("stay when only the tea comes back: 5 of the base", () => {
    expect(returns(made, [{ lineId: "tea" }])[0]?.claims).toEqual([{ lotId: "lot0", points: 5 }]);
  });
});

test("¥900 earn 9 at 1 for ¥100 and 0 at 10 for ¥1,000; so ¥100 back of ¥1,000 takes 1 or all 10", () => {
  const rule = (everyYen: number, givesPoints: number): Programme => ({
    ...defaultProgramme,
    rules: [{ ...baseRule, value: { kind: "per_yen", everyYen, givesPoints } }],
  });
  const claimed = (programme: Programme): number => {
    const made = sell({ lines: [{ lineId: "1", quantity: 1, amountYen: 1000 }] }, 0, programme);
    return pointsIn(returns(made, [{ lineId: "1", amountYen: 100 }])[0]?.claims ?? []);
  };
  expect([claimed(rule(100, 1)), claimed(rule(1000, 10))]).toEqual([1, 10]);
});

test("a point of ¥5 that paid ¥7 of a part comes back as 1, and the remainder with the last return", () => {
  const programme: Programme = { ...defaultProgramme, use: { ...defaultProgramme.use, yenPerPoint: 5 } };
  const made = sell({ lines: [{ lineId: "1", quantity: 1, amountYen: 10 }] }, 2, programme);
  const all = returns(made, [{ lineId: "1", amountYen: 7 }], [{ lineId: "1" }]);
  expect(all.map(({ giveBack, payBackYen }) => [pointsIn(giveBack), payBackYen])).toEqual([
    [1, 0],
    [1, 0],
  ]);
});

test("whatever comes back in whatever order, everything together is the sale: yen, points, net and pools", () => {
  const line = fc.record({
    quantity: fc.integer({ min: 1, max: 5 }),
    amountYen: fc.integer({ min: 1, max: 5000 }),
    taxPerMille: fc.constantFrom(80, 100),
    cake: fc.boolean(),
  });
  const sales = fc.record({
    lines: fc.array(line, { minLength: 1, maxLength: 5 }),
    discount: fc.integer({ min: 0, max: 300 }),
    points: fc.integer({ min: 0, max: 400 }),
    yenPerPoint: fc.constantFrom(1, 1, 3, 5),
    shares: fc.array(fc.integer({ min: 1, max: 1000 }), { minLength: 1, maxLength: 12 }),
  });
  fc.assert(
    fc.property(sales, ({ lines, discount, points, yenPerPoint, shares }) => {
      const total = lines.reduce((sum, { amountYen }) => sum + amountYen, 0);
      const discountYen = Math.min(discount, total - 1);
      const programme: Programme = {
        ...defaultProgramme,
        rules: [baseRule, cakes],
        use: { ...defaultProgramme.use, yenPerPoint },
      };
      const used = Math.min(points, Math.floor((total - discountYen) / yenPerPoint));
      const basket = {
        lines: lines.map(({ cake, ...rest }, index) => ({
          lineId: String(index),
          ...rest,
          categories: cake ? ["cake"] : [],
        })),
        discountYen,
      };
      const made = sell(basket, used, programme, splitInTwo(used));
      const left = new Map(basket.lines.map(({ lineId, amountYen }) => [lineId, amountYen]));
      const parts = shares.flatMap((share, index): ReturnAsked[] => {
        const lineId = String(index % lines.length);
        const rest = left.get(lineId) ?? 0;
        const amountYen = Math.max(1, Math.floor((rest * share) / 1000));
        if (rest === 0) return [];
        left.set(lineId, rest - amountYen);
        return [{ lineId, amountYen }];
      });
      const last = [...left].filter(([, rest]) => rest > 0).map(([lineId]) => ({ lineId }));
      const asked = [...parts.map((part) => [part]), ...last.map((part) => [part])];
      const all = returns(made, ...asked);
      const sum = (of: (one: ReturnDecided) => number): number => all.reduce((to, one) => to + of(one), 0);
      expect(sum(({ amountYen }) => amountYen)).toBe(total - discountYen);
      expect(sum(({ payBackYen }) => payBackYen)).toBe(total - discountYen - used * yenPerPoint);
      expect(sum(({ giveBack }) => pointsIn(giveBack))).toBe(used);
      expect(sum(({ claims }) => pointsIn(claims))).toBe(made.sold.award.points);
      expect(sum(({ pools }) => pointsIn(pools))).toBe(pointsIn(made.sold.award.draws));
      expect(sum(({ netYen }) => netYen)).toBe(netYenOf(made.sold.lines, "tax_excluded"));
      for (const one of all) {
        expect(one.payBackYen).toBeGreaterThanOrEqual(0);
        expect(one.giveBack.every((draw) => draw.points > 0)).toBe(true);
      }
    }),
    { seed: 20261121, numRuns: 300 },
  );
});

function splitInTwo(points: number): number[] {
  return [Math.ceil(points / 3), points - Math.ceil(points / 3)];
}
