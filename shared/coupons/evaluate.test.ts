import { describe, expect, test } from "vitest";
import {
  bestOf,
  type CouponSale,
  type Held,
  refusedSentence,
  type Standing,
  saleRefusal,
  stackRefusal,
  standingRefusal,
} from "./evaluate.ts";
import { leftInPeriod, nextOccasion, periodEnd, periodOf, validityOf } from "./periods.ts";
import { plainCoupon } from "./samples.ts";
import type { Coupon } from "./schema.ts";

const at: Standing = {
  todayOn: "2026-11-30",
  nowMs: 1_000_000,
  couponStatus: "issued",
  usedLeft: null,
  usesLeft: null,
  reservedFor: "S1",
};
const held: Held = {
  status: "held",
  fromOn: null,
  untilOn: "2026-11-30",
  timedUntilMs: null,
  reservedFor: null,
  reservedUntilMs: null,
};
const reserved: Held = { ...held, status: "reserved", reservedFor: "S1", reservedUntilMs: 1_000_001 };

describe("whether it can be used now", () => {
  test.each<[string, Held | null, Partial<Standing>, string | undefined]>([
    ["on its last day it can", held, {}, undefined],
    [
      "the day after, it has expired, whether or not that was written",
      held,
      { todayOn: "2026-12-01" },
      "expired",
    ],
    ["before its first day not yet", { ...held, fromOn: "2026-12-01" }, {}, "not_started"],
    ["stopped, it cannot", held, { couponStatus: "stopped" }, "stopped"],
    ["used, it cannot", { ...held, status: "redeemed" }, {}, "used"],
    ["put aside by another payment, it is in use", reserved, { reservedFor: "S2" }, "in_use"],
    ["put aside by this payment, it can", reserved, {}, undefined],
    [
      "one millisecond after the hold's end it is free",
      reserved,
      { reservedFor: "S2", nowMs: 1_000_001 },
      undefined,
    ],
    ["put aside before midnight it can be used after it", reserved, { todayOn: "2026-12-01" }, undefined],
    ["with no stock left it is sold out", held, { usedLeft: 0 }, "sold_out"],
    ["with no row and no use left the limit is reached", null, { usesLeft: 0 }, "limit_reached"],
    ["at the countdown's end it is over", { ...held, timedUntilMs: 1_000_000 }, {}, "time_over"],
    ["a millisecond before it is not", { ...held, timedUntilMs: 1_000_001 }, {}, undefined],
  ])("%s", (_, row, moment, reason) => {
    expect(standingRefusal(plainCoupon, row, { ...at, ...moment })?.reason).toBe(reason);
  });
});

const sale: CouponSale = {
  lines: [
    {
      itemCode: null,
      categories: [],
      brand: null,
      quantity: 1,
      amountYen: 900,
      taxPerMille: 100,
      kind: "item",
    },
  ],
  places: ["store", "root"],
  channel: "store",
  rankCode: "silver",
  ladder: ["bronze", "silver", "gold", "black"].map((code) => ({ code, name: { ja: code, en: "" } })),
  nthPurchase: 2,
  businessDate: "2026-11-30",
  weekday: 1,
  timeOfDay: "01:30",
  pointsToUse: 0,
  maySpend: false,
};
const asking = (conditions: Partial<Coupon["conditions"]>, more: Partial<Coupon> = {}): Coupon => ({
  ...plainCoupon,
  ...more,
  conditions: { ...plainCoupon.conditions, ...conditions },
});
const drinks = { items: null, categories: ["drink"], brands: null };

describe("whether it fits a sale", () => {
  test.each<[string, Coupon, Partial<CouponSale>, string | undefined]>([
    ["without conditions it does", plainCoupon, {}, undefined],
    ["¥900 is below ¥1,000", asking({ spendYenMin: 1000 }), {}, "below_minimum"],
    [
      "before an amount is known, no minimum is asked",
      asking({ spendYenMin: 1000 }),
      { lines: null },
      undefined,
    ],
    ["an area above the store is a place", asking({ places: ["root"] }), {}, undefined],
    ["another store is not", asking({ places: ["other"] }), {}, "other_store"],
    ["not in the online store", asking({ channels: ["ec"] }), {}, "other_channel"],
    ["another rank", asking({ ranks: ["gold"] }), {}, "other_rank"],
    ["the second purchase is not the first", asking({ firstVisit: true }), {}, "not_first_visit"],
    ["Monday is not Tuesday", asking({ weekdays: [2] }), {}, "outside_weekdays"],
    ["01:30 is not in 10:00–18:00", asking({ hours: [{ from: "10:00", to: "18:00" }] }), {}, "outside_hours"],
    [
      "01:30 on Monday is in Sunday's 22:00–02:00",
      asking({ weekdays: [7], hours: [{ from: "22:00", to: "02:00" }] }),
      {},
      undefined,
    ],
    ["a typed amount has no drinks", asking({ items: drinks }), {}, "no_matching_item"],
    ["かざす needs a code that may spend", asking({}, { mode: "scan" }), {}, "spend_code_needed"],
    ["かざす with it does", asking({}, { mode: "scan" }), { maySpend: true }, undefined],
    ["a countdown that was not started", asking({}, { mode: "timed", timedMinutes: 5 }), {}, "not_opened"],
    ["not with points", asking({}, { withPoints: false }), { pointsToUse: 1 }, "not_with_points"],
    [
      "10 % of ¥9 is nothing",
      asking({}, { benefit: { kind: "percent_off", perMille: 100, ceilingYen: null } }),
      { lines: sale.lines?.map((line) => ({ ...line, amountYen: 9 })) ?? null },
      "nothing_left",
    ],
  ])("%s", (_, coupon, more, reason) => {
    expect(saleRefusal(coupon, { ...sale, ...more }, { opened: false })?.reason).toBe(reason);
  });

  test("what is missing to the minimum is said: あと100円", () => {
    const refused = saleRefusal(asking({ spendYenMin: 1000 }), sale, { opened: false });
    expect(refused).toEqual({ reason: "below_minimum", yen: 100 });
    expect(refused && refusedSentence(refused, "ja", "staff")).toBe("あと100円のお買い上げで使えます");
  });
});

test("one alone goes with no other, two of a group not together, and two of different groups do", () => {
  const one = (walletId: string, stacking: Coupon["stacking"]) => ({ walletId, stacking });
  const any = one("any", { kind: "any" });
  const a1 = one("a1", { kind: "group", group: "a" });
  expect(stackRefusal([any], one("alone", { kind: "alone" }))?.reason).toBe("not_with_others");
  expect(stackRefusal([a1], one("a2", { kind: "group", group: "a" }))?.reason).toBe("not_with_others");
  expect(stackRefusal([a1, any], one("b", { kind: "group", group: "b" }))).toBe(null);
  expect(stackRefusal([a1], a1)).toBe(null);
});

test("the best is worth most, a point being a yen; between equals the yen, then the one that ends first", () => {
  const one = (walletId: string, yen: number, points: number, untilOn: string | null) => ({
    ...{ walletId, yen, points, untilOn },
    handOver: null,
    presented: false,
    refused: null,
  });
  expect(bestOf([one("a", 100, 0, null), one("b", 0, 150, null)], 1)).toBe("b");
  expect(bestOf([one("a", 100, 0, null), one("b", 0, 100, "2026-12-01")], 1)).toBe("a");
  expect(bestOf([one("a", 100, 0, null), one("b", 100, 0, "2026-12-01")], 1)).toBe("b");
  expect(bestOf([one("a", 100, 0, null), { ...one("b", 1, 0, null), presented: true }], 1)).toBe("b");
  expect(bestOf([{ ...one("a", 100, 0, null), refused: { reason: "expired" as const } }], 1)).toBe(null);
});

describe("periods", () => {
  test("30 November is in the week of Monday the 30th, 1 December in the same; the months differ", () => {
    expect([periodOf("week", "2026-11-30"), periodOf("week", "2026-12-01")]).toEqual(
      Array(2).fill("2026-11-30/week"),
    );
    expect([periodOf("month", "2026-11-30"), periodOf("month", "2026-12-01")]).toEqual([
      "2026-11",
      "2026-12",
    ]);
    expect(periodEnd("year", "2026-02-03")).toBe("2026-12-31");
    expect(periodEnd("week", "2026-11-30")).toBe("2026-12-06");
  });

  test("twice a month is full in November with two, and begins anew on 1 December", () => {
    const limit = { max: 2, period: "month" as const };
    const taken = ["2026-11#1", "2026-11#2"];
    expect(nextOccasion(limit, "2026-11-30", taken)).toBe(null);
    expect(nextOccasion(limit, "2026-12-01", taken)).toBe("2026-12#1");
    expect(leftInPeriod(limit, "2026-12-01", taken)).toBe(2);
  });

  test("seven days from the 28th end on 4 December, or on the coupon's last day where that is earlier", () => {
    const validity = { from: null, to: "2026-12-02", daysFromIssue: 7 };
    expect(validityOf({ validity }, "2026-11-28").untilOn).toBe("2026-12-02");
    expect(validityOf({ validity: { ...validity, to: null } }, "2026-11-28").untilOn).toBe("2026-12-04");
  });
});
