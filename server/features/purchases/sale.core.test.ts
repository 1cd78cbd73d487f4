import { describe, expect, test } from "vitest";
import type { Lot } from "../../../shared/points/lots.ts";
import { usableBalance } from "../../../shared/points/lots.ts";
import { defaultProgramme } from "../../../shared/points/programme/defaults.ts";
import type { Programme } from "../../../shared/points/programme/schema.ts";
import { noWindows } from "../../../shared/points/windows.ts";
import type { Account, Doing } from "../points/index.ts";
import { basketOf } from "./basket.ts";
import { type Deciding, decideSale, draftSale, mayVoid, netYenOf, type SaleTerms } from "./sale.core.ts";
import type { SaleAsked } from "./seller.ts";

const today = "2026-11-21";

function lotOf(points: number, given: Partial<Lot> = {}): Lot {
  return {
    ...{
      lotId: "a",
      points,
      remaining: points,
      lapsed: 0,
      activatesOn: "2026-01-01",
      expiresOn: "2027-01-31",
    },
    ...{ origin: "purchase", fundedBy: "head_office", renews: false, pending: false, waits: null },
    ...given,
  };
}

function accountWith(
  points: number,
  debt = 0,
  lots: readonly Lot[] = points === 0 ? [] : [lotOf(points)],
): Account {
  const balance = lots.reduce((sum, { remaining }) => sum + remaining, 0);
  return {
    ...{ accountId: 1, seq: 1, headHash: "h", balance, lotBalance: balance, debt, held: 0 },
    ...{ purchases: 1, visits: 1, spendYen: 1, lastVisitOn: today, lots },
    ...{ lastStoreId: 1, windows: noWindows },
  };
}

const facts: Deciding["facts"] = {
  ...{ trigger: "purchase", amountsAre: "tax_excluded", businessDate: today, weekday: 6, timeOfDay: "12:00" },
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

interface Given {
  readonly basket?: SaleAsked["basket"];
  readonly account?: Account;
  readonly programme?: Programme;
  readonly terms?: Partial<SaleTerms>;
  readonly deciding?: Partial<Deciding>;
}

function decidingOf({
  basket = { amountYen: 1000 },
  account,
  programme = defaultProgramme,
  deciding,
}: Given): Deciding {
  return {
    ...{ account: account ?? accountWith(100), programme, basket: basketOf(programme, basket), facts },
    ...{ day: { purchases: 0 }, lapsed: [], today, on: today },
    ...deciding,
  };
}

const decide = (given: Given) =>
  decideSale(decidingOf(given), {
    amountYenMax: 10_000,
    maySpend: true,
    pointsToUse: 0,
    held: null,
    ...given.terms,
  });

const sale = (amountYen: number, pointsToUse = 0, given: Given = {}) =>
  decide({ ...given, basket: { amountYen }, terms: { pointsToUse, ...given.terms } });

const doing: Doing = {
  ...{ occurredAtMs: 1, recordedAtMs: 1, businessDate: today, storeId: 1, tillId: "t", actor: "staff:x" },
  ...{ purchaseId: "p", receiptNumber: "r", amountYen: 1000, clientId: "c" },
};
const tools = () => {
  let ids = 0;
  return { newId: () => `id${ids++}`, hash: (text: string) => String(text.length) };
};

/** The account after a sale. */
function accountAfter(given: Given, on = today): Account {
  const deciding = decidingOf(given);
  const terms = { amountYenMax: 10_000, maySpend: true, pointsToUse: 0, held: null, ...given.terms };
  const decided = decideSale(deciding, terms);
  if ("refused" in decided) throw new Error(decided.refused);
  const draft = draftSale(deciding, decided, null, { ...doing, businessDate: on }, tools());
  if (draft === null) throw new Error("no draft");
  return draft.account;
}

describe("a sale", () => {
  test("of ¥1,280 with 30 points: ¥1,250 to pay, 12 earned, 100 at the most", () => {
    expect(sale(1280, 30)).toMatchObject({
      ...{ amountYen: 1280, pointsUsed: 30, pointsYen: 30, payYen: 1250, netYen: 1250, pointsToUseMax: 100 },
      ...{ award: { points: 12, baseYen: 1250 }, useLimit: null },
      byTax: [{ taxPerMille: 100, amountYen: 1280, pointsYen: 30, payYen: 1250 }],
    });
  });

  test("of ¥1,000 at 1 % with 300 points counts ¥700 and earns 7", () => {
    expect(sale(1000, 300, { account: accountWith(300) })).toMatchObject({
      award: { points: 7, baseYen: 700 },
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
    expect(sale(amountYen, pointsToUse)).toMatchObject({ refused: code });
  });

  test("of two lines with one id is refused: which of them comes back could not be said", () => {
    const line = { lineId: "1", quantity: 1, amountYen: 100 };
    expect(decide({ basket: { lines: [line, line] } })).toEqual({ refused: "purchase.lines_invalid" });
  });

  test("with a code that may not spend takes no points, and offers none", () => {
    const earnOnly = { terms: { maySpend: false } };
    expect(sale(1000, 1, earnOnly)).toMatchObject({ refused: "card.wrong_purpose" });
    expect(sale(1000, 0, earnOnly)).toMatchObject({ pointsToUseMax: 0, award: { points: 10 } });
  });

  test("of who owes 8 points earns 10, of which 2 stay, and spends none", () => {
    const account = accountWith(0, 8);
    expect(sale(1000, 0, { account })).toMatchObject({ award: { points: 10 }, pointsToUseMax: 0 });
    expect(accountAfter({ account })).toMatchObject({ balance: 2, debt: 0 });
    expect(sale(1000, 1, { account: accountWith(5, 8) })).toMatchObject({ refused: "points.debt" });
  });

  test("that is the second of a day counts as a purchase and not as a visit", () => {
    const again = { deciding: { day: { purchases: 1 } } };
    expect(accountAfter(again)).toMatchObject({ purchases: 2, visits: 1 });
    expect(accountAfter({})).toMatchObject({ purchases: 2, visits: 2 });
  });

  test("nets ¥1,980 with tax, 8 % and 10 %, to ¥1,818 of goods; ¥330 of shipping are none", () => {
    const lines = [
      { lineId: "1", quantity: 1, amountYen: 1080, taxPerMille: 80 },
      { lineId: "2", quantity: 1, amountYen: 900, taxPerMille: 100 },
      { lineId: "3", quantity: 1, amountYen: 330, taxPerMille: 100, kind: "shipping" as const },
    ];
    const decided = decide({ basket: { amountsAre: "tax_included", lines } });
    expect(decided).toMatchObject({ amountYen: 2310, netYen: 1818 });
  });
});

describe("a sale that is told late", () => {
  const late = { deciding: { on: "2026-11-10", today, facts: { ...facts, businessDate: "2026-11-10" } } };

  test("uses what lived on its own day and lives on the day it is recorded", () => {
    const lots = [
      lotOf(10, { lotId: "lapsed since", expiresOn: "2026-11-15" }),
      lotOf(20, { lotId: "came since", activatesOn: "2026-11-12" }),
      lotOf(30, { lotId: "lived through" }),
    ];
    const account = accountWith(60, 0, lots);
    expect(sale(1000, 31, { account, ...late })).toMatchObject({ refused: "points.not_enough" });
    const left = accountAfter({ account, terms: { pointsToUse: 30 }, ...late }, "2026-11-10").lots;
    expect(left.map(({ remaining }) => remaining)).toEqual([10, 20, 0, 9]);
  });

  test("earns points that live 12 months from its own day, to the end of that month", () => {
    const lots = accountAfter({ account: accountWith(0), ...late }, "2026-11-10").lots;
    expect(lots.map(({ points, expiresOn }) => [points, expiresOn])).toEqual([[10, "2027-11-30"]]);
  });

  test("leaves the last visit where it is, when that came after it", () => {
    expect(accountAfter(late, "2026-11-10").lastVisitOn).toBe(today);
  });

  const extending: Programme = {
    ...defaultProgramme,
    expires: { kind: "activity", after: { unit: "days", count: 30 }, roundTo: "day", on: "earn" },
  };
  const gone = lotOf(40, { lotId: "gone", remaining: 0, lapsed: 40, expiresOn: "2026-11-15", renews: true });

  test("brings back, with 自動延長型, 40 points that lapsed on 15 Nov: its day, 10 Nov, gives them until 10 Dec", () => {
    const account = accountWith(0);
    const given = { account, programme: extending, deciding: { ...late.deciding, lapsed: [gone] } };
    const { lots, balance } = accountAfter(given, "2026-11-10");
    expect(balance).toBe(50);
    expect(lots.map(({ remaining, lapsed, expiresOn }) => [remaining, lapsed, expiresOn])).toEqual([
      [0, 0, "2026-11-15"],
      [40, 0, "2026-12-10"],
      [10, 0, "2026-12-10"],
    ]);
  });

  test("brings nothing back that lapsed before its day, or that its day would have let lapse by now", () => {
    const before = { ...gone, expiresOn: "2026-11-09" };
    const short: Programme = {
      ...extending,
      expires: { kind: "activity", after: { unit: "days", count: 7 }, roundTo: "day", on: "earn" },
    };
    const withLot = (lot: Lot, programme: Programme) =>
      accountAfter(
        { account: accountWith(0), programme, deciding: { ...late.deciding, lapsed: [lot] } },
        "2026-11-10",
      );
    expect(withLot(before, extending).balance).toBe(10);
    expect(withLot(gone, short).balance).toBe(10);
  });
});

test("31 Mar 23:59:59 in Tokyo is the last second of points that lapse with the fiscal year; 1 Apr cannot use them", () => {
  const account = accountWith(0, 0, [lotOf(100, { expiresOn: "2027-03-31" })]);
  const on = (date: string) => ({ account, deciding: { on: date, today: date } });
  expect(sale(1000, 100, on("2027-03-31"))).toMatchObject({ pointsUsed: 100 });
  expect(sale(1000, 1, on("2027-04-01"))).toMatchObject({ refused: "points.not_enough" });
});

test("points that lapsed 10 days ago come back with a purchase in a window of 10, and live 30 more; of 11 days ago not", () => {
  const programme: Programme = { ...defaultProgramme, reinstatement: { windowDays: 10, livesDays: 30 } };
  const lapsed = [
    lotOf(25, { lotId: "in", remaining: 0, lapsed: 25, expiresOn: "2026-11-11" }),
    lotOf(7, { lotId: "out", remaining: 0, lapsed: 7, expiresOn: "2026-11-10" }),
  ];
  const { lots } = accountAfter({ account: accountWith(0), programme, deciding: { lapsed } });
  expect(usableBalance(lots, today)).toBe(35);
  expect(lots.map(({ remaining, expiresOn }) => [remaining, expiresOn])).toContainEqual([25, "2026-12-21"]);
});

test("a campaign's lot that lapses tomorrow is used before the older one", () => {
  const lots = [
    lotOf(50, { lotId: "a" }),
    lotOf(50, { lotId: "b", origin: "promotion", expiresOn: "2026-11-22", activatesOn: "2026-11-20" }),
  ];
  const left = accountAfter({ account: accountWith(100, 0, lots), terms: { pointsToUse: 60 } }).lots;
  expect(left.map(({ lotId, remaining }) => [lotId, remaining]).slice(0, 2)).toEqual([
    ["a", 40],
    ["b", 0],
  ]);
});

test("a purchase extends open lots and leaves a campaign's own date alone", () => {
  const programme: Programme = {
    ...defaultProgramme,
    expires: { kind: "activity", after: { unit: "months", count: 12 }, roundTo: "day", on: "earn" },
  };
  const lots = [
    lotOf(50, { lotId: "a", renews: true }),
    lotOf(50, { lotId: "b", origin: "promotion" }),
    lotOf(9, { lotId: "c", renews: true, expiresOn: "2026-11-20" }),
  ];
  const ends = accountAfter({ account: accountWith(109, 0, lots), programme }).lots.map(
    ({ expiresOn }) => expiresOn,
  );
  expect(ends).toEqual(["2027-11-21", "2027-01-31", "2026-11-20", "2027-11-21"]);
});

test("net yen of points that paid all of it is 0", () => {
  const decided = sale(100, 100);
  if ("refused" in decided) throw new Error(decided.refused);
  expect(netYenOf(decided.lines, "tax_excluded")).toBe(0);
});

describe("undoing", () => {
  const sold = { storeId: 1, businessDate: today };
  test.each([
    ["staff of the store, today", { storeId: 1, manages: false }, today, true],
    ["staff of the store, tomorrow", { storeId: 1, manages: false }, "2026-11-22", false],
    ["staff of another store, today", { storeId: 2, manages: false }, today, false],
    ["who manages the store, next year, from anywhere", { storeId: 2, manages: true }, "2027-11-22", true],
  ])("by %s: %j on %s is %s", (_, person, on, expected) => {
    expect(mayVoid(sold, person, on)).toBe(expected);
  });
});
