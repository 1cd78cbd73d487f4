import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { quoteEarn } from "../../../shared/points/earn/quote.ts";
import { reduced } from "../../../shared/points/earn/reduce.ts";
import { defaultProgramme } from "../../../shared/points/programme/defaults.ts";
import { taxShares } from "../../../shared/points/use.ts";
import { lineOf, noon } from "../../../test/support/earning.ts";
import { decideReturn, type EarlierReturn, type SoldSale } from "./refund.core.ts";
import { allOf, lineYenFor, type ReturnAsked } from "./refund-lines.core.ts";

/** A sale of which coupons took so many yen of each line. */
function soldWith(amounts: readonly number[], cuts: readonly number[]): SoldSale {
  const lines = reduced(
    { lines: amounts.map((yen, n) => lineOf(yen, { lineId: String(n + 1) })), discountYen: 0 },
    0,
    defaultProgramme.use,
    cuts,
  );
  const award = quoteEarn(defaultProgramme, noon, lines);
  return { programme: defaultProgramme, facts: noon, award, lines, pointsUsed: 0, poolsNow: {} };
}

function takeBack(sold: SoldSale, asked: readonly ReturnAsked[], earlier: readonly EarlierReturn[] = []) {
  const opens = sold.award.lines.map((line) => ({
    ...{ lotId: "lot", points: line.points, activatesOn: "", expiresOn: "", origin: line.origin },
    ...{ fundedBy: line.fundedBy, renews: false, pending: false, waits: null },
  }));
  return decideReturn(sold, [], opens, earlier, asked);
}

describe("a sale of ¥1,000 that a coupon took ¥300 off, returned by the yen of its receipt", () => {
  const sold = soldWith([1000], [300]);

  test("gives ¥350 back for ¥350 of the ¥700, which is ¥500 of the line", () => {
    const amountYen = lineYenFor({ sold, earlier: [] }, 350);
    expect(amountYen).toBe(499);
    expect(takeBack(sold, [{ lineId: "1", amountYen }])).toMatchObject({ amountYen: 350, payBackYen: 350 });
  });

  test("is over with ¥700, and ¥701 is more than is left", () => {
    const all = [{ lineId: "1", amountYen: lineYenFor({ sold, earlier: [] }, 700) }];
    expect(takeBack(sold, all)).toMatchObject({ amountYen: 700, isLast: true, isWhole: true });
    const more = [{ lineId: "1", amountYen: lineYenFor({ sold, earlier: [] }, 701) }];
    expect(takeBack(sold, more)).toMatchObject({ refused: "refund.more_than_left" });
  });

  test("comes back to the yen in any parts: the yen handed back are those that were asked for", () => {
    const cases = fc.record({
      amountYen: fc.integer({ min: 1, max: 50_000 }),
      cutPerMille: fc.integer({ min: 0, max: 999 }),
      parts: fc.array(fc.integer({ min: 1, max: 900 }), { minLength: 1, maxLength: 5 }),
    });
    fc.assert(
      fc.property(cases, ({ amountYen, cutPerMille, parts }) => {
        const cut = Math.floor((amountYen * cutPerMille) / 1000);
        const sale = soldWith([amountYen], [cut]);
        const earlier: EarlierReturn[] = [];
        let left = amountYen - cut;
        for (const part of [...parts.map((perMille) => Math.ceil((left * perMille) / 1000)), left]) {
          const asked = Math.min(part, left);
          if (asked < 1) continue;
          const back = takeBack(
            sale,
            [{ lineId: "1", amountYen: lineYenFor({ sold: sale, earlier }, asked) }],
            earlier,
          );
          if ("refused" in back) throw new Error(back.refused);
          expect(back.payBackYen).toBe(asked);
          left -= asked;
          expect(back.isLast).toBe(left === 0);
          earlier.push({ lines: back.lines, givenBackByLot: [], claims: back.claims, pools: back.pools });
        }
      }),
      { seed: 5, numRuns: 500 },
    );
  });
});

describe("a sale that coupons paid wholly", () => {
  const sold = soldWith([500, 300], [500, 300]);

  test("comes back all at once, for ¥0", () => {
    expect(takeBack(sold, allOf(sold.lines))).toMatchObject({ amountYen: 0, isLast: true, isWhole: true });
  });

  test("does not come back in parts", () => {
    expect(takeBack(sold, [{ lineId: "1" }])).toEqual({ refused: "refund.whole_only" });
  });
});

test("with the ¥500 that were paid the sale is over, but not whole while the free cake is kept", () => {
  const sold = soldWith([500, 300], [0, 300]);
  expect(takeBack(sold, [{ lineId: "1" }])).toMatchObject({ amountYen: 500, isLast: true, isWhole: false });
  expect(takeBack(sold, allOf(sold.lines))).toMatchObject({ amountYen: 500, isLast: true, isWhole: true });
});

test("what coupons took stands by tax rate: ¥300 of 8 % and ¥50 of 10 %", () => {
  const lines = reduced(
    { lines: [lineOf(1080, { taxPerMille: 80 }), lineOf(550, { lineId: "2" })], discountYen: 0 },
    0,
    defaultProgramme.use,
    [300, 50],
  );
  expect(taxShares(lines, "discount")).toEqual([
    { taxPerMille: 80, amountYen: 780, couponYen: 300, pointsYen: 0, payYen: 780 },
    { taxPerMille: 100, amountYen: 500, couponYen: 50, pointsYen: 0, payYen: 500 },
  ]);
});
