import fc from "fast-check";
import { expect, test } from "vitest";
import { lineOf, noon, programmeWith, ruleWith } from "../../../test/support/earning.ts";
import type { EarnRule, EarnValue, Programme } from "../programme/schema.ts";
import { giftsOf } from "./gifts.ts";
import { poolsOf, quoteEarn } from "./quote.ts";
import { reduced } from "./reduce.ts";
import type { EarnFacts, SaleLine } from "./types.ts";

const runs = { seed: 1, numRuns: 1000 };
const goods = fc.constantFrom("tea", "cake", "bag");

const countedInYen: fc.Arbitrary<EarnValue> = fc.oneof(
  fc.record({
    kind: fc.constant("per_yen" as const),
    everyYen: fc.integer({ min: 1, max: 500 }),
    givesPoints: fc.integer({ min: 1, max: 20 }),
  }),
  fc.record({ kind: fc.constant("rate" as const), perTenThousand: fc.integer({ min: 1, max: 2000 }) }),
);
const points = fc.integer({ min: 1, max: 100 });
const anyValue: fc.Arbitrary<EarnValue> = fc.oneof(
  countedInYen,
  fc.record({ kind: fc.constant("fixed" as const), points }),
  fc.record({ kind: fc.constant("per_item" as const), points }),
  fc.record({ kind: fc.constant("multiplier" as const), perMille: fc.integer({ min: 1001, max: 5000 }) }),
);
const limit = fc.option(fc.integer({ min: 0, max: 200 }));

/** Any rule that is for any sale; a base rule does not multiply. */
function anyRule(
  value: fc.Arbitrary<EarnValue>,
  role: EarnRule["role"],
  limited: boolean,
): fc.Arbitrary<EarnRule> {
  return fc
    .record({
      value,
      unit: fc.constantFrom("total" as const, "line" as const, "piece" as const),
      rounding: fc.constantFrom("floor" as const, "half_up" as const, "ceil" as const),
      tax: fc.constantFrom("excluded" as const, "included" as const),
      flags: fc.record({ lessDiscounts: fc.boolean(), lessPoints: fc.boolean(), lessShipping: fc.boolean() }),
      categories: fc.option(fc.array(goods, { minLength: 1, maxLength: 2 })),
      spendYenMin: fc.constantFrom(0, 0, 300),
      priority: fc.nat(3),
      caps: fc.record({
        perSale: limit,
        perMemberDay: limit,
        perMemberMonth: limit,
        perMemberYear: limit,
        perMember: limit,
        perStore: limit,
        total: limit,
      }),
      later: fc.boolean(),
      origin: fc.constantFrom("purchase" as const, "promotion" as const),
    })
    .map(({ tax, flags, categories, spendYenMin, caps, later, ...rule }) =>
      ruleWith({
        ...rule,
        role,
        base: { tax, ...flags },
        match: { categories, spendYenMin },
        caps: limited ? caps : {},
        activates: later ? { kind: "after_days", days: 3 } : null,
      }),
    );
}

function anyProgramme(
  stacking: fc.Arbitrary<Programme["stacking"]>,
  limited = true,
): fc.Arbitrary<Programme> {
  return fc
    .record({
      bases: fc.array(anyRule(countedInYen, "base", limited), { minLength: 1, maxLength: 3 }),
      promotions: fc.array(anyRule(anyValue, "promotion", limited), { maxLength: 4 }),
      stacking,
    })
    .map(({ bases, promotions, stacking: how }) => {
      const rules = [...bases, ...promotions].map((rule, n) => ({ ...rule, ruleId: `rule${n}` }));
      return programmeWith(rules, { stacking: how });
    });
}

const anyStacking = fc.record({
  promotions: fc.constantFrom("sum" as const, "max" as const, "one" as const),
  rank: fc.constantFrom("add" as const, "best_of" as const),
});

const anyLines: fc.Arbitrary<readonly SaleLine[]> = fc
  .array(
    fc.record({
      categories: fc.array(goods, { maxLength: 2 }),
      quantity: fc.integer({ min: 1, max: 5 }),
      amountYen: fc.nat(3000),
      taxPerMille: fc.constantFrom(80, 100),
      kind: fc.constantFrom("item" as const, "item" as const, "shipping" as const),
    }),
    { minLength: 1, maxLength: 6 },
  )
  .map((lines) => lines.map((line, n) => lineOf(line.amountYen, { ...line, lineId: String(n) })));

const anySale = fc.record({
  lines: anyLines,
  discountPerMille: fc.nat(1000),
  pointsPerMille: fc.nat(1000),
  amountsAre: fc.constantFrom("tax_excluded" as const, "tax_included" as const),
  rankPerMille: fc.constantFrom(null, 1000, 1250, 2000),
  usedBefore: fc.array(fc.nat(250), { maxLength: 20 }),
  extras: fc.array(
    fc.oneof(
      fc.record({ kind: fc.constant("points" as const), points }),
      fc.record({ kind: fc.constant("multiplier" as const), perMille: fc.integer({ min: 1001, max: 5000 }) }),
    ),
    { maxLength: 3 },
  ),
});

/** A sale as it reaches the engine: with its shares, and with what its rules' pools gave before. */
function met(programme: Programme, sale: typeof anySale extends fc.Arbitrary<infer S> ? S : never) {
  const total = sale.lines.reduce((sum, { amountYen }) => sum + amountYen, 0);
  const discountYen = Math.floor((total * sale.discountPerMille) / 1000);
  const use = { ...programme.use, paysShipping: true };
  const pointsYen = Math.floor(((total - discountYen) * sale.pointsPerMille) / 1000);
  const { amountsAre, rankPerMille } = sale;
  const rank = rankPerMille === null ? null : { code: "r", multiplierPerMille: rankPerMille };
  const name = { ja: "クーポン", en: "Coupon" };
  const extras = sale.extras.map((extra, n) => ({ ...extra, id: `coupon:${n}`, name }));
  const facts: EarnFacts = { ...noon, amountsAre, rank, pointsUsed: pointsYen, extras };
  const names = poolsOf(programme, facts);
  const pools = Object.fromEntries(names.map((pool, n) => [pool, sale.usedBefore[n] ?? 0]));
  return {
    facts: { ...facts, pools },
    lines: reduced({ lines: sale.lines, discountYen }, pointsYen, use),
  };
}

/** Plain data, written down and read again. */
function kept<T>(value: T): T {
  return JSON.parse(JSON.stringify(value));
}

test("an award is the sum of its lines, its lots and never a fraction or less than nothing", () => {
  fc.assert(
    fc.property(anyProgramme(anyStacking), anySale, (programme, sale) => {
      const { facts, lines } = met(programme, sale);
      const award = quoteEarn(programme, facts, lines);
      const sum = (parts: readonly { readonly points: number }[]) =>
        parts.reduce((n, part) => n + part.points, 0);
      expect(sum(award.lines)).toBe(award.points);
      expect(sum(giftsOf(award, programme, facts))).toBe(award.points);
      for (const line of award.lines) {
        expect(Number.isSafeInteger(line.points)).toBe(true);
        expect(line.points).toBeGreaterThanOrEqual(0);
        expect(line.points).toBeLessThanOrEqual(line.desiredPoints);
        expect(line.cappedBy === null).toBe(line.points === line.desiredPoints);
        expect(Number.isSafeInteger(line.baseYen)).toBe(true);
        expect(line.baseYen).toBeGreaterThanOrEqual(0);
      }
      expect(award.lines.filter(({ role }) => role === "base").length).toBeLessThanOrEqual(1);
    }),
    runs,
  );
});

test("no limit is exceeded by a sale, and what is drawn on a pool is what its rule gave", () => {
  fc.assert(
    fc.property(anyProgramme(anyStacking), anySale, (programme, sale) => {
      const { facts, lines } = met(programme, sale);
      const award = quoteEarn(programme, facts, lines);
      for (const { pool, points: drawn, pointsMax } of award.draws) {
        expect(drawn + (facts.pools[pool] ?? 0)).toBeLessThanOrEqual(pointsMax);
        const [ruleId] = pool.split("|");
        expect(award.lines.find((line) => line.ruleId === ruleId)?.points).toBe(drawn);
      }
      for (const line of award.lines) {
        const perSale = programme.rules.find(({ ruleId }) => ruleId === line.ruleId)?.caps.perSale;
        expect(line.points).toBeLessThanOrEqual(perSale ?? Number.POSITIVE_INFINITY);
      }
    }),
    runs,
  );
});

test("sale after sale on the same pools never gives more than the pool holds, and at last all of it", () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 500 }),
      fc.array(fc.integer({ min: 1, max: 5000 })),
      (total, amounts) => {
        const rule = ruleWith({ caps: { total } });
        const programme = programmeWith([rule]);
        let used = 0;
        let desired = 0;
        for (const amountYen of amounts) {
          const award = quoteEarn(programme, { ...noon, pools: { "base|total|all": used } }, [
            lineOf(amountYen),
          ]);
          used += award.draws[0]?.points ?? 0;
          desired += award.lines[0]?.desiredPoints ?? 0;
        }
        expect(used).toBe(Math.min(total, desired));
      },
    ),
    { ...runs, numRuns: 200 },
  );
});

test("a line that costs more never earns less, where promotions add up or the best counts", () => {
  const fair = fc.record({
    promotions: fc.constantFrom("sum" as const, "max" as const),
    rank: fc.constantFrom("add" as const, "best_of" as const),
  });
  fc.assert(
    fc.property(
      anyProgramme(fair, false),
      anyLines,
      fc.nat(5),
      fc.integer({ min: 1, max: 2000 }),
      (programme, lines, at, more) => {
        const facts = { ...noon, amountsAre: "tax_included" as const };
        const none = lines.map((line) => ({ ...line, discountYen: 0, couponYen: 0, pointsYen: 0 }));
        const dearer = none.map((line, n) =>
          n === at % none.length ? { ...line, amountYen: line.amountYen + more } : line,
        );
        // Which base rule is the best may change with the amount, and what a multiplier of some goods adds with it.
        const one = {
          ...programme,
          rules: programme.rules.filter(({ role }, n) => role === "promotion" || n === 0),
        };
        expect(quoteEarn(one, facts, dearer).points).toBeGreaterThanOrEqual(
          quoteEarn(one, facts, none).points,
        );
      },
    ),
    runs,
  );
});

test("paying a part with points never earns more than paying all with money", () => {
  const fair = fc.constant({ promotions: "sum" as const, rank: "add" as const });
  fc.assert(
    fc.property(anyProgramme(fair, false), anySale, (programme, sale) => {
      const one = {
        ...programme,
        rules: programme.rules.filter(({ role }, n) => role === "promotion" || n === 0),
      };
      const { facts, lines } = met(one, sale);
      const money = lines.map((line) => ({ ...line, pointsYen: 0 }));
      const all = quoteEarn(one, { ...facts, pointsUsed: 0 }, money);
      expect(quoteEarn(one, facts, lines).points).toBeLessThanOrEqual(all.points);
    }),
    runs,
  );
});

test("what coupons and stamp cards promised is added in full, whatever stacking and limits do to promotions", () => {
  fc.assert(
    fc.property(anyProgramme(anyStacking), anySale, (programme, sale) => {
      const { facts, lines } = met(programme, sale);
      fc.pre(lines.some(({ amountYen }) => amountYen > 0));
      const award = quoteEarn(programme, facts, lines);
      const without = quoteEarn(programme, { ...facts, extras: [] }, lines);
      const promised = sale.extras.reduce((sum, one) => sum + ("points" in one ? one.points : 0), 0);
      const added = award.lines.filter(({ ruleId }) => ruleId.startsWith("coupon:"));
      const fixed = added.filter(({ value }) => value.kind === "fixed");
      expect(fixed.reduce((sum, line) => sum + line.points, 0)).toBe(promised);
      expect(award.points - without.points).toBe(added.reduce((sum, line) => sum + line.points, 0));
      expect(award.draws).toEqual(without.draws);
    }),
    runs,
  );
});

test("the same rules and facts give the same award, also after both were kept as text", () => {
  fc.assert(
    fc.property(anyProgramme(anyStacking), anySale, (programme, sale) => {
      const { facts, lines } = met(programme, sale);
      const [p, f, l] = [kept(programme), kept(facts), kept(lines)];
      expect(quoteEarn(p, f, l)).toEqual(quoteEarn(programme, facts, lines));
    }),
    { ...runs, numRuns: 200 },
  );
});

test("what a reason says it cost is what the sale earns without it, for a sale with one base rule", () => {
  const only = anyRule(countedInYen, "base", false).map((rule) => programmeWith([rule]));
  fc.assert(
    fc.property(only, anySale, (programme, sale) => {
      const { facts, lines } = met(programme, { ...sale, rankPerMille: null, extras: [] });
      const award = quoteEarn(programme, facts, lines);
      const paid = award.whyNot.find(({ reason }) => reason === "points_paid_part");
      const unpaid = quoteEarn(
        programme,
        facts,
        lines.map((line) => ({ ...line, pointsYen: 0 })),
      );
      if (award.lines.length > 0) expect(paid?.points ?? 0).toBe(unpaid.points - award.points);
    }),
    runs,
  );
});
