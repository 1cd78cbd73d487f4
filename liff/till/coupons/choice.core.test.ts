import { describe, expect, it } from "vitest";
import type { SaleCoupon } from "../../../shared/coupons/views.ts";
import { afterRefusal, choiceAfterScan, couponsShown, fitting, noChoice, toggled } from "./choice.core.ts";

function coupon(walletId: string, change: Partial<SaleCoupon> = {}): SaleCoupon {
  return {
    ...{ walletId, couponId: walletId, name: { ja: walletId, en: "" }, mode: "show", untilOn: null },
    benefit: { kind: "amount_off", yen: 100 },
    stacking: { kind: "any" },
    ...{
      withPoints: true,
      presented: false,
      timedUntilMs: null,
      yen: 100,
      points: 0,
      handOver: null,
      refused: null,
    },
    ...change,
  };
}

const a = coupon("a");
const b = coupon("b", { yen: 300 });
const alone = coupon("alone", { stacking: { kind: "alone" } });
const group1 = coupon("g1", { stacking: { kind: "group", group: "drink" } });
const group2 = coupon("g2", { stacking: { kind: "group", group: "drink" } });
const late = coupon("late", { refused: { reason: "expired", on: "2026-11-20" } });
const choose = (coupons: readonly SaleCoupon[], ...ids: readonly string[]) =>
  ids.reduce((choice, id) => toggled(choice, coupons, id), noChoice);

describe("taking coupons", () => {
  it("a tap takes one, a second tap puts it back, and one that has expired is not taken", () => {
    expect(choose([a, b], "a", "b").chosen).toEqual(["a", "b"]);
    expect(choose([a, b], "a", "b", "a").chosen).toEqual(["b"]);
    expect(choose([late], "late").chosen).toEqual([]);
  });

  it("one that stands alone excludes the others, and two of a group exclude each other", () => {
    expect(choose([a, alone], "alone", "a").chosen).toEqual(["alone"]);
    expect(choose([a, alone], "a", "alone").chosen).toEqual(["a"]);
    expect(choose([a, group1, group2], "g1", "g2", "a").chosen).toEqual(["g1", "a"]);
  });

  it("one of everybody's that got an id of its own when it was put aside is still the one that was taken", () => {
    const chosen = choose([a], "a");
    const own = coupon("row-1", { couponId: "a" });
    expect(couponsShown(chosen, { coupons: [own], best: null }, ["a"], false).chosen).toHaveLength(1);
    expect(toggled(chosen, [own], "row-1").chosen).toEqual([]);
  });
});

describe("after a scan", () => {
  it("what the customer chose on the phone is taken, unless it cannot be used or does not go with the first", () => {
    const presented = (one: SaleCoupon): SaleCoupon => ({ ...one, presented: true });
    expect(choiceAfterScan([presented(a), b]).chosen).toEqual(["a"]);
    expect(choiceAfterScan([presented(late)]).chosen).toEqual([]);
    expect(choiceAfterScan([presented(alone), presented(a)]).chosen).toEqual(["alone"]);
  });

  it("what was chosen before the second code of the same customer stays chosen, once", () => {
    expect(choiceAfterScan([{ ...a, presented: true }, b], ["b", "a", "gone"]).chosen).toEqual(["b", "a"]);
  });
});

describe("a refused coupon", () => {
  const chosen = choose([a, b], "a", "b");

  it("below its minimum stays wanted, is left out of this amount, and is tried again with the next", () => {
    const refused = afterRefusal(chosen, [a, b], "s 100", { walletId: "b", reason: "below_minimum" });
    expect(refused.chosen).toEqual(["a", "b"]);
    expect(fitting(refused, [a, b], "s 100", false)).toEqual(["a"]);
    expect(fitting(refused, [a, b], "s 1000", false)).toEqual(["a", "b"]);
    expect(refused.lost).toBeNull();
  });

  it("used elsewhere is let go with its name and why, until the next choice", () => {
    const refused = afterRefusal(chosen, [a, b], "s 100", { walletId: "b", reason: "in_use" });
    expect(refused).toMatchObject({ chosen: ["a"], lost: { name: { ja: "b" }, reason: "in_use" } });
    const shown = couponsShown(refused, { coupons: [a, b], best: "b" }, ["a"], false);
    expect(shown.unusable).toMatchObject([{ coupon: { walletId: "b" }, refused: { reason: "in_use" } }]);
    expect(toggled(refused, [a, b], "a").lost).toBeNull();
  });

  it("that nobody names takes all of them out, so that the sale goes on", () => {
    expect(afterRefusal(chosen, [a, b], "s", { walletId: null, reason: "used" }).chosen).toEqual([]);
  });

  it("that does not go with points is left out while some are used, without asking", () => {
    const strict = coupon("strict", { withPoints: false });
    const taken = choose([strict], "strict");
    expect(fitting(taken, [strict], "s", true)).toEqual([]);
    expect(fitting(taken, [strict], "s", false)).toEqual(["strict"]);
    expect(couponsShown(taken, { coupons: [strict], best: null }, [], true).chosen).toMatchObject([
      { refused: { reason: "not_with_points" } },
    ]);
  });
});

describe("what is shown", () => {
  const beside = { coupons: [a, b, alone, late], best: "b" };

  it("suggests the best while nothing is taken, lists 2 others as usable and 1 as not", () => {
    const { suggested, usable, unusable } = couponsShown(noChoice, beside, [], false);
    expect(suggested?.walletId).toBe("b");
    expect(usable.map(({ walletId }) => walletId)).toEqual(["a", "alone"]);
    expect(unusable.map(({ refused }) => refused?.reason)).toEqual(["expired"]);
  });

  it("suggests the one whose countdown goes before the best, and lists it first where one is taken", () => {
    const running = coupon("running", { mode: "timed", timedUntilMs: 1_000_000, yen: 50 });
    const both = { ...beside, coupons: [...beside.coupons, running] };
    const shown = couponsShown(noChoice, both, [], false);
    expect(shown.suggested?.walletId).toBe("running");
    expect(shown.usable.map(({ walletId }) => walletId)).toEqual(["a", "b", "alone"]);
    const taken = couponsShown(choose([a], "a"), both, ["a"], false);
    expect(taken.usable.map(({ walletId }) => walletId)).toEqual(["running", "b"]);
  });

  it("with one taken suggests nothing more and greys the one that stands alone", () => {
    const { suggested, usable, unusable } = couponsShown(choose([a], "a"), beside, ["a"], false);
    expect(suggested).toBeNull();
    expect(usable.map(({ walletId }) => walletId)).toEqual(["b"]);
    expect(unusable.map(({ coupon: { walletId }, refused }) => [walletId, refused?.reason])).toEqual([
      ["alone", "not_with_others"],
      ["late", "expired"],
    ]);
  });
});
