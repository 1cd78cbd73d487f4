import { describe, expect, test } from "vitest";
import type { Lot } from "../../../shared/points/lots.ts";
import { defaultRules } from "../../../shared/points/rules.ts";
import type { Account } from "../points/index.ts";
import { decideSale, mayVoid } from "./sale.core.ts";

const today = "2026-11-21";

function accountWith(points: number, debt = 0): Account {
  const lot: Lot = {
    ...{ lotId: "a", points, remaining: points, activatesOn: "2026-01-01", expiresOn: "2027-01-31" },
    origin: "purchase",
  };
  return {
    ...{ accountId: 1, seq: 1, headHash: "h", balance: points, lotBalance: points, debt },
    ...{ visits: 1, spendYen: 1, lastVisitOn: today, lots: points === 0 ? [] : [lot] },
  };
}

const terms = { amountYenMax: 10_000, maySpend: true, on: today };
const decide = (amountYen: number, pointsToUse = 0, account = accountWith(100), maySpend = true) =>
  decideSale(account, defaultRules, { ...terms, maySpend }, { amountYen, pointsToUse });

describe("a sale", () => {
  test("of ¥1,280 with 30 points: ¥1,250 to pay, 12 earned, 82 after it, 100 at the most", () => {
    expect(decide(1280, 30)).toEqual({
      ...{ amountYen: 1280, pointsUsed: 30, discountYen: 30, payYen: 1250, pointsEarned: 12, baseYen: 1250 },
      ...{ balanceAfter: 82, pointsToUseMax: 100 },
      reasons: [{ rule: "base", ruleVersion: 1, baseYen: 1250, everyYen: 100, givesPoints: 1, points: 12 }],
    });
  });

  test.each([
    [0, 0, "purchase.amount_invalid"],
    [-1, 0, "purchase.amount_invalid"],
    [1.5, 0, "purchase.amount_invalid"],
    [Number.NaN, 0, "purchase.amount_invalid"],
    [Number.POSITIVE_INFINITY, 0, "purchase.amount_invalid"],
    [10_001, 0, "purchase.amount_too_large"],
    [1000, 101, "points.not_enough"],
    [50, 51, "points.more_than_sale"],
  ])("of ¥%d with %i points is refused: %s", (amountYen, pointsToUse, code) => {
    expect(decide(amountYen, pointsToUse)).toBe(code);
  });

  test("with a code that may not spend takes no points, and offers none", () => {
    expect(decide(1000, 1, accountWith(100), false)).toBe("card.wrong_purpose");
    expect(decide(1000, 0, accountWith(100), false)).toMatchObject({ pointsToUseMax: 0, pointsEarned: 10 });
  });

  test("of who owes 8 points earns 10, of which 2 stay, and spends none", () => {
    expect(decide(1000, 0, accountWith(0, 8))).toMatchObject({
      ...{ pointsEarned: 10, balanceAfter: 2, pointsToUseMax: 0 },
    });
    expect(decide(1000, 1, accountWith(5, 8))).toBe("points.not_enough");
  });

  test("does not count points that have lapsed", () => {
    const account = accountWith(100);
    const late = { ...terms, on: "2027-02-01" };
    const asked = { amountYen: 1000, pointsToUse: 1 };
    expect(decideSale(account, defaultRules, late, asked)).toBe("points.not_enough");
  });
});

describe("undoing", () => {
  const sale = { storeId: 1, businessDate: today };
  test.each([
    ["staff of the store, today", { storeId: 1, manages: false }, today, true],
    ["staff of the store, tomorrow", { storeId: 1, manages: false }, "2026-11-22", false],
    ["staff of another store, today", { storeId: 2, manages: false }, today, false],
    ["who manages the store, next year, from anywhere", { storeId: 2, manages: true }, "2027-11-22", true],
  ])("by %s: %j on %s is %s", (_, person, on, expected) => {
    expect(mayVoid(sale, person, on)).toBe(expected);
  });
});
