import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lineOf } from "../../test/support/earning.ts";
import { reduced } from "./earn/reduce.ts";
import type { SaleLine } from "./earn/types.ts";
import { defaultProgramme } from "./programme/defaults.ts";
import type { Programme } from "./programme/schema.ts";
import { splitUse, taxShares, type User, useOf, useRefusal } from "./use.ts";

function programmeOf(use: Partial<Programme["use"]>): Programme {
  return { ...defaultProgramme, use: { ...defaultProgramme.use, ...use } };
}

const user: User = { balance: 800, debt: 0, maySpend: true };
const sale = [lineOf(1000)];

describe("the most points a sale takes", () => {
  test.each([
    [1000, 300, 1, 300],
    [100, 300, 1, 100],
    [100, 300, 3, 33],
    [1, 300, 2, 0],
  ])("¥%i with %i points of ¥%i is %i", (amountYen, balance, yenPerPoint, expected) => {
    const programme = programmeOf({ yenPerPoint });
    const most = useOf(programme, [lineOf(amountYen)], { ...user, balance });
    expect(most).toEqual({ pointsMax: expected, limit: null });
  });

  const cases: readonly [
    string,
    Partial<Programme["use"]>,
    Partial<User>,
    number,
    string | null,
    number | null,
  ][] = [
    ["a code that may only earn", {}, { maySpend: false }, 0, "earn_only_code", null],
    ["40 points owed", {}, { debt: 40 }, 0, "debt", 40],
    ["a balance below 1,000", { balanceMin: 1000 }, {}, 0, "balance_below_minimum", 1000],
    ["a balance of just 800", { balanceMin: 800 }, {}, 800, null, null],
    ["a sale below ¥1,001", { saleYenMin: 1001 }, {}, 0, "sale_below_minimum", 1001],
    ["a sale of just ¥1,000", { saleYenMin: 1000 }, {}, 800, null, null],
    ["at most 500 a sale", { pointsMaxPerSale: 500 }, {}, 500, "most_per_sale", 500],
    ["at most half of the sale", { shareMaxPerMille: 500 }, {}, 500, "share_of_sale", 500],
    [
      "at most a third of it, of ¥3 each",
      { shareMaxPerMille: 333, yenPerPoint: 3 },
      {},
      111,
      "share_of_sale",
      333,
    ],
    ["hundreds only", { unitPoints: 100 }, { balance: 799 }, 700, "unit", 100],
    ["hundreds, up to 450", { unitPoints: 100, pointsMaxPerSale: 450 }, {}, 400, "most_per_sale", 450],
    ["hundreds, and fewer than that", { unitPoints: 100 }, { balance: 99 }, 0, "unit", 100],
    ["a limit above the balance", { pointsMaxPerSale: 900, shareMaxPerMille: 900 }, {}, 800, null, null],
  ];
  test.each(cases)("%s", (_, use, change, pointsMax, reason, limit) => {
    expect(useOf(programmeOf(use), sale, { ...user, ...change })).toEqual({
      pointsMax,
      limit: reason === null ? null : { reason, limit },
    });
  });

  test("shipping and goods that points may not pay are left to money: ¥300 of ¥1,450", () => {
    const lines = [
      lineOf(300, { lineId: "1", discountYen: 0 }),
      lineOf(500, { lineId: "2", kind: "shipping" }),
      lineOf(400, { lineId: "3", itemCode: "T1" }),
      lineOf(250, { lineId: "4", categories: ["tobacco"] }),
    ];
    const programme = programmeOf({ excludeItems: ["T1"], excludeCategories: ["tobacco"] });
    const limit = { reason: "excluded_items", limit: 300 };
    expect(useOf(programme, lines, user)).toEqual({ pointsMax: 300, limit });
    expect(splitUse(lines, 300, programme.use)).toEqual([300, 0, 0, 0]);
    const all = programmeOf({ paysShipping: true });
    expect(useOf(all, lines, { ...user, balance: 5000 })).toEqual({ pointsMax: 1450, limit: null });
  });

  test("a discount on the sale leaves less to be paid with points", () => {
    expect(useOf(programmeOf({}), [lineOf(1000, { discountYen: 950 })], user).pointsMax).toBe(50);
  });
});

describe("a wanted number of points", () => {
  test.each([
    ["none, whatever the limits", { balanceMin: 10_000 }, { maySpend: false }, 0, null],
    ["with a code that may only earn", {}, { maySpend: false }, 1, "card.wrong_purpose"],
    ["while points are owed", {}, { debt: 5 }, 1, "points.debt"],
    ["of a small balance", { balanceMin: 1000 }, {}, 1, "points.balance_below_minimum"],
    ["in a small sale", { saleYenMin: 1001 }, {}, 1, "points.sale_below_minimum"],
    ["more than there are", {}, {}, 801, "points.not_enough"],
    ["all there are", {}, {}, 800, null],
    ["more than the sale is worth", {}, { balance: 2000 }, 1001, "points.more_than_sale"],
    ["more than it is worth at ¥2 a point", { yenPerPoint: 2 }, {}, 501, "points.more_than_sale"],
    ["a part of a unit", { unitPoints: 100 }, {}, 150, "points.use_unit"],
    ["above the most of a sale", { pointsMaxPerSale: 500 }, {}, 501, "points.use_limit"],
    ["the most of a sale", { pointsMaxPerSale: 500 }, {}, 500, null],
  ] as const)("%s", (_, use, change, points, code) => {
    const refusal = useRefusal(programmeOf(use), sale, { ...user, ...change }, points);
    expect(refusal?.code ?? null).toBe(code);
  });

  test("that is refused says the limit and the most that may be used", () => {
    expect(useRefusal(programmeOf({ pointsMaxPerSale: 500 }), sale, user, 600)).toEqual({
      code: "points.use_limit",
      limit: { reason: "most_per_sale", limit: 500 },
      pointsMax: 500,
    });
  });
});

describe("points used, by tax rate", () => {
  const both = [lineOf(540, { lineId: "1", taxPerMille: 80 }), lineOf(550, { lineId: "2" })];

  test("acceptance test 3: 21 points on ¥540 at 8 % and ¥550 at 10 %: as a discount ¥530 and ¥539, as payment ¥540 and ¥550", () => {
    const lines = reduced({ lines: both, discountYen: 0 }, 21, defaultProgramme.use);
    expect(taxShares(lines, "discount")).toEqual([
      { taxPerMille: 80, amountYen: 540, couponYen: 0, pointsYen: 10, payYen: 530 },
      { taxPerMille: 100, amountYen: 550, couponYen: 0, pointsYen: 11, payYen: 539 },
    ]);
    expect(taxShares(lines, "payment").map(({ payYen }) => payYen)).toEqual([540, 550]);
  });

  test("3: a rate's share is of the whole, whatever its lines: three of ¥180 at 8 % are as one of ¥540", () => {
    const parts = [1, 2, 3].map((n) => lineOf(180, { lineId: `a${n}`, taxPerMille: 80 }));
    const mixed = [...parts, lineOf(550)];
    const of = (yen: number) => {
      const [byPoints, byDiscount] = [
        reduced({ lines: mixed, discountYen: 0 }, yen, defaultProgramme.use),
        reduced({ lines: mixed, discountYen: yen }, 0, defaultProgramme.use),
      ];
      const points = byPoints.map(({ pointsYen }) => pointsYen);
      expect(byDiscount.map(({ discountYen }) => discountYen)).toEqual(points);
      return points;
    };
    expect(of(21)).toEqual([4, 3, 3, 11]);
    // ¥5 are 2.48 and 2.52 by rate; by line alone ¥550 would get 2.
    expect(of(5)).toEqual([1, 1, 0, 3]);
  });

  const anyLines: fc.Arbitrary<readonly SaleLine[]> = fc
    .array(
      fc.record({
        amountYen: fc.oneof(fc.nat(2000), fc.nat(100_000_000)),
        taxPerMille: fc.constantFrom(0, 80, 100),
        kind: fc.constantFrom("item" as const, "item" as const, "shipping" as const),
        categories: fc.constantFrom([], ["tobacco"]),
      }),
      { minLength: 1, maxLength: 12 },
    )
    .map((lines) => lines.map((line, n) => lineOf(line.amountYen, { ...line, lineId: String(n) })));

  test("shares of a discount and of points sum exactly and take no line below nothing", () => {
    fc.assert(
      fc.property(
        ...[
          anyLines,
          fc.nat(1000),
          fc.integer({ min: 1, max: 3 }),
          fc.boolean(),
          fc.integer({ min: 1, max: 50 }),
        ],
        (lines, discountPerMille, yenPerPoint, paysShipping, unitPoints) => {
          const programme = programmeOf({
            yenPerPoint,
            paysShipping,
            unitPoints,
            excludeCategories: ["tobacco"],
          });
          const total = lines.reduce((sum, { amountYen }) => sum + amountYen, 0);
          const discountYen = Math.floor((total * discountPerMille) / 1000);
          const before = reduced({ lines, discountYen }, 0, programme.use);
          const rich = { ...user, balance: 1_000_000_000 };
          const { pointsMax } = useOf(programme, before, rich);
          expect(useRefusal(programme, before, rich, pointsMax)).toBeNull();
          expect(useRefusal(programme, before, rich, pointsMax + unitPoints)).not.toBeNull();
          const after = reduced({ lines, discountYen }, pointsMax * yenPerPoint, programme.use);
          const sum = (of: (line: (typeof after)[number]) => number) =>
            after.reduce((n, line) => n + of(line), 0);
          expect(sum((line) => line.discountYen)).toBe(discountYen);
          expect(sum((line) => line.pointsYen)).toBe(pointsMax * yenPerPoint);
          for (const line of after) {
            expect(line.discountYen).toBeGreaterThanOrEqual(0);
            expect(line.pointsYen).toBeGreaterThanOrEqual(0);
            expect(line.discountYen + line.pointsYen).toBeLessThanOrEqual(line.amountYen);
            if (line.categories.length > 0) expect(line.pointsYen).toBe(0);
          }
          const shares = taxShares(after, "discount");
          expect(shares.reduce((n, share) => n + share.payYen, 0)).toBe(
            total - discountYen - pointsMax * yenPerPoint,
          );
        },
      ),
      { seed: 1, numRuns: 1000 },
    );
  });
});
