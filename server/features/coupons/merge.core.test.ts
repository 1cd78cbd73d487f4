import { expect, test } from "vitest";
import { plainCoupon } from "../../../shared/coupons/samples.ts";
import type { MemberCoupon, RowOf } from "./candidates.core.ts";
import { mergeCoupons } from "./merge.core.ts";

const at = { todayOn: "2026-11-21", nowMs: 1_000_000 };

function coupon(id: string, occasion: string, change: Partial<MemberCoupon> = {}, max = 1): RowOf {
  const stock = { given: 0, used: 0, givenMax: null, usedMax: null };
  return {
    kind: { couponId: "c", status: "issued", version: 1, audience: "code", ...stock },
    coupon: { ...plainCoupon, perMember: { max, period: "month" } },
    row: {
      ...{ id, couponId: "c", memberId: id.startsWith("old") ? 1 : 2, occasion, version: 1, via: "code" },
      ...{ status: "held", nth: 1, fromOn: null, untilOn: "2026-12-31", issuedAtMs: 1, timedUntilMs: null },
      ...{
        presentedUntilMs: null,
        reservedFor: null,
        reservedUntilMs: null,
        usedAtMs: null,
        purchaseId: null,
      },
      ...change,
    },
  };
}
const merge = (from: readonly RowOf[], into: readonly RowOf[]) => {
  const { renamed, withdrawn, moved } = mergeCoupons(from, into, "OLD", at);
  return {
    renamed: renamed.map(({ id, occasion }) => `${id} ${occasion}`),
    withdrawn: withdrawn.map(({ one, of }) => `${one.row.id} of ${of}`),
    moved: moved.map(({ row }) => row.id),
  };
};

test("of 2 for one occasion the one that lasts longer stays, whoever had it", () => {
  const short = coupon("old", "birthday:2026", { untilOn: "2026-11-30" });
  const long = coupon("new", "birthday:2026");
  expect(merge([short], [long])).toEqual({
    ...{ renamed: ["old birthday:2026~OLD"], withdrawn: ["old of from"], moved: [] },
  });
  const other = [coupon("old", "birthday:2026"), coupon("new", "birthday:2026", { untilOn: "2026-11-30" })];
  expect(merge(other.slice(0, 1), other.slice(1))).toMatchObject({
    ...{ withdrawn: ["new of into"], moved: ["old"] },
  });
});

test("where 2 a month may be had, 1 and 1 are 2; of 2 and 1 the one that ends first is withdrawn", () => {
  const mine = coupon("new1", "2026-11#1", {}, 2);
  const theirs = coupon("old1", "2026-11#1", {}, 2);
  expect(merge([theirs], [mine])).toEqual({ renamed: ["old1 2026-11#2"], withdrawn: [], moved: ["old1"] });
  const soon = coupon("new2", "2026-11#2", { untilOn: "2026-11-22" }, 2);
  expect(merge([theirs], [mine, soon])).toEqual({
    ...{ renamed: ["old1 2026-11#3"], withdrawn: ["new2 of into"], moved: ["old1"] },
  });
});

test("a use stands, and the other one of a limit of 1 is withdrawn", () => {
  const used = coupon("old", "ever#1", { status: "redeemed", usedAtMs: 5 });
  expect(merge([used], [coupon("new", "ever#1")])).toEqual({
    ...{ renamed: ["old ever#2"], withdrawn: ["new of into"], moved: [] },
  });
});

test("what each one's own stamp card gave is never the same, whatever its number", () => {
  const [theirs, mine] = [coupon("old", "stamp:card:1:10:12"), coupon("new", "stamp:card:1:10:12")];
  expect(merge([theirs], [mine])).toEqual({
    ...{ renamed: ["old stamp:card:1:10:12~OLD"], withdrawn: [], moved: ["old"] },
  });
});

test("what has ended by the clock is not moved as something that can be used, and one that is put aside is named", () => {
  const over = coupon("old", "list:1", { untilOn: "2026-11-20" });
  const aside = coupon("new", "list:2", {
    status: "reserved",
    reservedFor: "scan",
    reservedUntilMs: 2_000_000,
  });
  expect(merge([over], [aside])).toEqual({ renamed: [], withdrawn: [], moved: [] });
  expect(mergeCoupons([over], [aside], "OLD", at).reserved.map(({ row }) => row.id)).toEqual(["new"]);
});
