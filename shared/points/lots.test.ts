import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  drawFrom,
  drawUpTo,
  inSpendingOrder,
  isLive,
  type Lot,
  nextExpiry,
  pendingPoints,
  someDay,
  sumOf,
  usableBalance,
} from "./lots.ts";
import { defaultProgramme } from "./programme/defaults.ts";

function lot(lotId: string, remaining: number, expiresOn: string, more: Partial<Lot> = {}): Lot {
  return {
    ...{ lotId, points: 100, remaining, lapsed: 0, activatesOn: "2026-01-01", expiresOn },
    ...{ origin: "purchase", fundedBy: "head_office", renews: false, pending: false, waits: null },
    ...more,
  };
}

const today = "2026-11-21";

describe("a lot", () => {
  test("can be used from its first day through its last, and not when it is empty", () => {
    const one = lot("a", 10, today, { activatesOn: today });
    expect(isLive(one, today)).toBe(true);
    expect(isLive(one, "2026-11-20")).toBe(false);
    expect(isLive(one, "2026-11-22")).toBe(false);
    expect(isLive(lot("a", 0, today), today)).toBe(false);
  });
});

describe("spending", () => {
  const lots = [
    lot("d", 10, "2027-01-31"),
    lot("c", 10, "2026-12-31"),
    lot("b", 10, "2026-12-31", { origin: "promotion" }),
    lot("a", 10, "2026-12-31"),
  ];

  test("takes what lapses first, then promotions, then the oldest", () => {
    expect(inSpendingOrder(lots).map(({ lotId }) => lotId)).toEqual(["b", "a", "c", "d"]);
  });

  test("acceptance test 10: a campaign's 5 that lapse tomorrow go before 50 of a purchase that live a year", () => {
    const year = lot("a", 50, "2027-11-30");
    const campaign = lot("b", 5, "2026-11-22", { origin: "promotion" });
    expect(drawFrom([year, campaign], 8, today)).toEqual([
      { lotId: "b", points: 5 },
      { lotId: "a", points: 3 },
    ]);
  });

  test("25 of 40 takes 10, 10 and 5, and 41 takes nothing", () => {
    expect(drawFrom(lots, 25, today)).toEqual([
      { lotId: "b", points: 10 },
      { lotId: "a", points: 10 },
      { lotId: "c", points: 5 },
    ]);
    expect(drawFrom(lots, 40, today)).toHaveLength(4);
    expect(drawFrom(lots, 41, today)).toBeNull();
    expect(drawFrom(lots, 0, today)).toEqual([]);
  });

  test("never touches what has lapsed or has not begun", () => {
    const mixed = [lot("a", 50, "2026-11-20"), lot("b", 50, "2027-12-31", { activatesOn: "2026-11-22" })];
    expect(usableBalance(mixed, today)).toBe(0);
    expect(drawFrom(mixed, 1, today)).toBeNull();
    expect(nextExpiry(mixed, today)).toBeNull();
  });

  test("what lapses next is all that lapses on that day", () => {
    expect(nextExpiry(lots, today)).toEqual({ points: 30, expiresOn: "2026-12-31" });
    expect(nextExpiry([], today)).toBeNull();
  });

  test("takes exactly what was asked, from no lot more than it has, whatever the lots", () => {
    const date = fc.constantFrom("2026-11-01", today, "2026-12-31", "2027-06-30");
    const anyLot = fc.record({ remaining: fc.nat(50), expiresOn: date });
    const anyLots = fc
      .array(anyLot, { maxLength: 8 })
      .map((given) => given.map((one, n) => lot(`lot${n}`, one.remaining, one.expiresOn)));
    fc.assert(
      fc.property(anyLots, fc.nat(300), (given, points) => {
        const draws = drawFrom(given, points, today);
        expect(draws === null).toBe(points > usableBalance(given, today));
        for (const draw of draws ?? []) {
          const from = given.find(({ lotId }) => lotId === draw.lotId);
          expect(draw.points).toBeGreaterThan(0);
          expect(draw.points).toBeLessThanOrEqual(from?.remaining ?? 0);
        }
        if (draws !== null) expect(draws.reduce((sum, draw) => sum + draw.points, 0)).toBe(points);
      }),
      { seed: 1, numRuns: 500 },
    );
  });
});

describe("points that cannot be used yet", () => {
  const waits = { event: "shipped", afterDays: 14, expires: defaultProgramme.expires };
  const waiting = { activatesOn: someDay, pending: true, waits };
  const lots = [
    lot("a", 10, someDay, waiting),
    lot("b", 20, "2027-12-31", { activatesOn: "2026-12-05", pending: true }),
    lot("c", 30, "2027-12-31", { activatesOn: "2026-11-25", pending: true }),
    lot("d", 40, "2027-11-30", { activatesOn: "2026-11-25", pending: true, origin: "promotion" }),
    lot("e", 50, "2027-11-30", { activatesOn: today }),
    lot("f", 0, "2027-11-30", { activatesOn: "2026-11-25" }),
    lot("g", 5, someDay, { ...waiting, waits: { ...waits, event: "delivered" } }),
  ];

  test("are told by their day, soonest first, and by what they wait for: 70, 20, 5 and 10", () => {
    expect(pendingPoints(lots, today)).toEqual([
      { points: 70, activatesOn: "2026-11-25", waitsFor: null },
      { points: 20, activatesOn: "2026-12-05", waitsFor: null },
      { points: 5, activatesOn: null, waitsFor: "delivered" },
      { points: 10, activatesOn: null, waitsFor: "shipped" },
    ]);
  });

  test("are what is in lots and not usable, on any day; a day that has come needs no one to say so", () => {
    for (const day of [today, "2026-11-25", "2026-12-05"]) {
      expect(sumOf(pendingPoints(lots, day)) + usableBalance(lots, day)).toBe(155);
    }
    expect(usableBalance(lots, "2026-11-25")).toBe(120);
    expect(drawFrom(lots, 121, "2026-11-25")).toBeNull();
  });
});

describe("taking what there is", () => {
  const three = [
    { lotId: "a", remaining: 10 },
    { lotId: "b", remaining: 0 },
    { lotId: "c", remaining: 5 },
  ];

  test("takes in the order given, no more than there is, and leaves empty ones out", () => {
    expect(drawUpTo(three, 12)).toEqual([
      { lotId: "a", points: 10 },
      { lotId: "c", points: 2 },
    ]);
    expect(sumOf(drawUpTo(three, 100))).toBe(15);
    expect(drawUpTo(three, 0)).toEqual([]);
  });
});
