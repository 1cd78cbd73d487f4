import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CutLine, cutAll, cutOf } from "./cut.ts";
import { plainCoupon } from "./samples.ts";
import type { Coupon } from "./schema.ts";

const line = (amountYen: number, more: Partial<CutLine> = {}): CutLine => ({
  itemCode: null,
  categories: [],
  brand: null,
  quantity: 1,
  amountYen,
  taxPerMille: 100,
  kind: "item",
  ...more,
});

const giving = (benefit: Coupon["benefit"], items: Partial<Coupon["conditions"]["items"]> = {}): Coupon => ({
  ...plainCoupon,
  benefit,
  conditions: { ...plainCoupon.conditions, items: { ...plainCoupon.conditions.items, ...items } },
});

const sum = (parts: readonly number[]): number => parts.reduce((all, part) => all + part, 0);

describe("what one coupon takes off", () => {
  test("¥500 off a sale of ¥300 takes ¥300, and of shipping nothing", () => {
    const { yen, byLine } = cutOf(giving({ kind: "amount_off", yen: 500 }), [
      line(300),
      line(800, { kind: "shipping" }),
    ]);
    expect({ yen, byLine }).toEqual({ yen: 300, byLine: [300, 0] });
  });

  test("10 % of ¥1,999 is ¥199, and no more than a ceiling of ¥150", () => {
    expect(cutOf(giving({ kind: "percent_off", perMille: 100, ceilingYen: null }), [line(1999)]).yen).toBe(
      199,
    );
    expect(cutOf(giving({ kind: "percent_off", perMille: 100, ceilingYen: 150 }), [line(1999)]).yen).toBe(
      150,
    );
  });

  test("20 % of drinks is of the drinks' lines alone", () => {
    const coupon = giving(
      { kind: "percent_off", perMille: 200, ceilingYen: null },
      { categories: ["drink"] },
    );
    const lines = [line(1000, { categories: ["food"] }), line(500, { categories: ["drink"] })];
    expect(cutOf(coupon, lines).byLine).toEqual([0, 100]);
  });

  const coffee = giving(
    { kind: "free_item", name: { ja: "コーヒー", en: "Coffee" } },
    { items: ["C1", "C2"] },
  );

  test("a free coffee is one piece of the cheapest coffee, whatever stands first or costs less", () => {
    const lines = [
      line(1200, { itemCode: "C1", quantity: 3 }),
      line(350, { itemCode: "C2" }),
      line(90, { itemCode: "X" }),
    ];
    expect(cutOf(coffee, lines)).toEqual({ yen: 350, byLine: [0, 350, 0], handOver: null });
  });

  test("of a typed amount, the free coffee is handed over and no yen is taken off", () => {
    const typed = cutOf(coffee, [line(1200)]);
    expect(typed).toEqual({ yen: 0, byLine: [0], handOver: { ja: "コーヒー", en: "Coffee" } });
  });

  test("points take no yen off", () => {
    expect(cutOf(giving({ kind: "extra_points", points: 50 }), [line(1000)]).yen).toBe(0);
  });
});

describe("what coupons together take off", () => {
  test("goods go first, then per cents, then amounts, each of what is left: ¥350, 10 % of ¥1,000, ¥100", () => {
    const chosen = [
      { walletId: "a", ...giving({ kind: "amount_off", yen: 100 }) },
      { walletId: "p", ...giving({ kind: "percent_off", perMille: 100, ceilingYen: null }) },
      { walletId: "f", ...giving({ kind: "free_item", name: { ja: "茶", en: "" } }, { items: ["T"] }) },
    ];
    const { each, byLine } = cutAll(chosen, [line(350, { itemCode: "T" }), line(1000, { itemCode: "B" })]);
    expect(each.map(({ walletId, yen }) => [walletId, yen])).toEqual([
      ["a", 100],
      ["p", 100],
      ["f", 350],
    ]);
    expect(byLine).toEqual([350, 200]);
  });

  const anyLine = fc.record({
    amountYen: fc.integer({ min: 0, max: 1_000_000 }),
    quantity: fc.integer({ min: 1, max: 9 }),
    taxPerMille: fc.constantFrom(0, 80, 100),
    kind: fc.constantFrom("item" as const, "shipping" as const),
    itemCode: fc.constantFrom("A", "B", null),
  });
  const anyBenefit: fc.Arbitrary<Coupon["benefit"]> = fc.oneof(
    fc.record({ kind: fc.constant("amount_off" as const), yen: fc.integer({ min: 1, max: 2_000_000 }) }),
    fc.record({
      kind: fc.constant("percent_off" as const),
      perMille: fc.integer({ min: 1, max: 1000 }),
      ceilingYen: fc.option(fc.integer({ min: 1, max: 5000 })),
    }),
    fc.record({ kind: fc.constant("free_item" as const), name: fc.constant({ ja: "品", en: "" }) }),
  );
  const anyChosen = fc.array(
    fc.record({
      benefit: anyBenefit,
      items: fc.constantFrom<string[] | null>(null, ["A"], ["B"], ["A", "B"]),
    }),
    { maxLength: 5 },
  );

  test("over any lines and coupons each coupon's lines sum to its yen, and no line goes below 0", () => {
    fc.assert(
      fc.property(fc.array(anyLine, { minLength: 1, maxLength: 12 }), anyChosen, (some, kinds) => {
        const lines = some.map(({ amountYen, ...more }) => line(amountYen, more));
        const chosen = kinds.map(({ benefit, items }, nth) => ({
          walletId: String(nth),
          ...giving(benefit, { items }),
        }));
        const { each, byLine } = cutAll(chosen, lines);
        for (const cut of each) expect(sum(cut.byLine)).toBe(cut.yen);
        expect(sum(byLine)).toBe(sum(each.map(({ yen }) => yen)));
        byLine.forEach((yen, at) => {
          expect(yen).toBeGreaterThanOrEqual(0);
          expect(yen).toBeLessThanOrEqual(lines[at]?.amountYen ?? 0);
        });
      }),
      { numRuns: 500 },
    );
  });

  test("over any lines, what a coupon takes of a tax rate is that rate's share of it, to less than a yen", () => {
    fc.assert(
      fc.property(
        fc.array(anyLine, { minLength: 1, maxLength: 12 }),
        fc.integer({ min: 1, max: 5000 }),
        (some, off) => {
          const lines = some.map(({ amountYen, ...more }) => line(amountYen, { ...more, kind: "item" }));
          const { yen, byLine } = cutOf(giving({ kind: "amount_off", yen: off }), lines);
          const whole = sum(lines.map(({ amountYen }) => amountYen));
          for (const rate of [0, 80, 100]) {
            const ofRate = lines
              .map((one, at) => (one.taxPerMille === rate ? at : -1))
              .filter((at) => at >= 0);
            const share =
              whole === 0 ? 0 : (yen * sum(ofRate.map((at) => lines[at]?.amountYen ?? 0))) / whole;
            expect(Math.abs(sum(ofRate.map((at) => byLine[at] ?? 0)) - share)).toBeLessThan(1);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});
