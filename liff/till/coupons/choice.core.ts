import { stackRefusal } from "../../../shared/coupons/evaluate.ts";
import type { CouponRefused } from "../../../shared/coupons/reasons.ts";
import type { SaleCoupon } from "../../../shared/coupons/views.ts";

/** The coupons that the customer wants to use in the sale at the desk. */
export interface Choice {
  /** `walletId`s, in the order in which they were taken. */
  readonly chosen: readonly string[];
  /**
   * Those of them that the server refuses for what is on the screen now: they stay wanted, since the next digit may bring
   * the sale above their minimum.
   */
  readonly unfit: { readonly content: string; readonly ids: readonly string[] };
  /** One that went away: used elsewhere, stopped. Said until the next choice. */
  readonly lost: Lost | null;
}

export interface Lost {
  /** Null where nobody knows which one it was. */
  readonly walletId: string | null;
  readonly name: SaleCoupon["name"] | null;
  readonly reason: CouponRefused["reason"];
}

/** What a door said about one coupon. */
export interface RefusedCoupon {
  readonly walletId: string | null;
  readonly reason: CouponRefused["reason"];
}

export const noChoice: Choice = { chosen: [], unfit: { content: "", ids: [] }, lost: null };

/** One that everyone may use gets an id of its own when it is put aside, and is then found by the coupon's. */
export function findCoupon(coupons: readonly SaleCoupon[], id: string): SaleCoupon | undefined {
  return coupons.find(({ walletId }) => walletId === id) ?? coupons.find(({ couponId }) => couponId === id);
}

/** Whether `coupon` is among `ids`. */
export function isAmong(ids: readonly string[], { walletId, couponId }: SaleCoupon): boolean {
  return ids.includes(walletId) || ids.includes(couponId);
}

/** A customer who chose on the phone has chosen: those are taken as soon as the code was read. */
export function choiceAfterScan(coupons: readonly SaleCoupon[], kept: readonly string[] = []): Choice {
  const wanted = [
    ...kept.flatMap((id) => findCoupon(coupons, id) ?? []),
    ...coupons.filter(({ presented }) => presented),
  ];
  const chosen: SaleCoupon[] = [];
  for (const one of wanted) {
    const again = chosen.some(({ walletId }) => walletId === one.walletId);
    if (!again && one.refused === null && stackRefusal(chosen, one) === null) chosen.push(one);
  }
  return { ...noChoice, chosen: chosen.map(({ walletId }) => walletId) };
}

/** Takes one, or puts it back. One that does not go with those that were taken, or cannot be used, is not taken. */
export function toggled(choice: Choice, coupons: readonly SaleCoupon[], id: string): Choice {
  const coupon = findCoupon(coupons, id);
  const rest = { ...choice, lost: null };
  if (coupon === undefined) return { ...rest, chosen: choice.chosen.filter((one) => one !== id) };
  const { walletId, couponId } = coupon;
  if (isAmong(choice.chosen, coupon)) {
    return { ...rest, chosen: choice.chosen.filter((one) => one !== walletId && one !== couponId) };
  }
  const refused = coupon.refused ?? stackRefusal(takenOf(choice, coupons), coupon);
  return refused === null ? { ...rest, chosen: [...choice.chosen, walletId] } : rest;
}

function takenOf({ chosen }: Choice, coupons: readonly SaleCoupon[]): readonly SaleCoupon[] {
  return chosen.flatMap((id) => findCoupon(coupons, id) ?? []);
}

/** Which of those that are wanted go into the sale as it is on the screen. */
export function fitting(
  choice: Choice,
  coupons: readonly SaleCoupon[],
  content: string,
  usesPoints: boolean,
): readonly string[] {
  const unfit = choice.unfit.content === content ? choice.unfit.ids : [];
  return choice.chosen.filter((id) => {
    const withPoints = findCoupon(coupons, id)?.withPoints ?? true;
    return !unfit.includes(id) && (withPoints || !usesPoints);
  });
}

/** What another amount may mend. */
const ofSale: readonly CouponRefused["reason"][] = [
  "below_minimum",
  "no_matching_item",
  "not_with_points",
  "nothing_left",
];

/** The server refuses a sale, or a hold, for one of its coupons: the sale goes on without it. */
export function afterRefusal(
  choice: Choice,
  coupons: readonly SaleCoupon[],
  content: string,
  { walletId, reason }: RefusedCoupon,
): Choice {
  const coupon = walletId === null ? undefined : findCoupon(coupons, walletId);
  const id = choice.chosen.find((one) => one === walletId || one === coupon?.couponId);
  // Refused for one that is not named: rather none of them than a sale that cannot go on.
  const ids = id === undefined ? choice.chosen : [id];
  if (ofSale.includes(reason)) {
    const before = choice.unfit.content === content ? choice.unfit.ids : [];
    return { ...choice, unfit: { content, ids: [...before, ...ids] } };
  }
  const chosen = choice.chosen.filter((one) => !ids.includes(one));
  return {
    ...choice,
    chosen,
    lost: { walletId: coupon?.walletId ?? null, name: coupon?.name ?? null, reason },
  };
}

export interface CouponRow {
  readonly coupon: SaleCoupon;
  /** Why it takes nothing off this sale; null where it does, or could. */
  readonly refused: CouponRefused | null;
}

/** The coupons as the cashier sees them. */
export interface CouponsShown {
  readonly chosen: readonly CouponRow[];
  /** Offered with one tap, while nothing is chosen: one whose countdown goes, or else the best. */
  readonly suggested: SaleCoupon | null;
  readonly usable: readonly SaleCoupon[];
  readonly unusable: readonly CouponRow[];
}

export function couponsShown(
  choice: Choice,
  { coupons, best }: { readonly coupons: readonly SaleCoupon[]; readonly best: string | null },
  fits: readonly string[],
  usesPoints: boolean,
): CouponsShown {
  const taken = takenOf(choice, coupons);
  const chosen = taken.map((coupon): CouponRow => {
    if (isAmong(fits, coupon)) return { coupon, refused: null };
    return {
      coupon,
      refused: withoutPoints(coupon, usesPoints) ?? coupon.refused ?? { reason: "nothing_left" },
    };
  });
  const rest = coupons
    .filter((coupon) => !isAmong(choice.chosen, coupon))
    .map(
      (coupon): CouponRow => ({
        coupon,
        refused:
          coupon.refused ??
          lostOf(choice, coupon) ??
          stackRefusal(taken, coupon) ??
          withoutPoints(coupon, usesPoints),
      }),
    );
  const free = rest.flatMap(({ coupon, refused }) => (refused === null ? [coupon] : []));
  const usable = [...free.filter(isRunning), ...free.filter((coupon) => !isRunning(coupon))];
  // A customer who started a countdown has chosen, and loses the coupon where it is not used now.
  const first = usable.find(isRunning) ?? usable.find(({ walletId }) => walletId === best);
  const suggested = taken.length === 0 ? (first ?? null) : null;
  return {
    chosen,
    suggested,
    usable: usable.filter((coupon) => coupon !== suggested),
    unusable: rest.filter(({ refused }) => refused !== null),
  };
}

function isRunning({ timedUntilMs }: SaleCoupon): boolean {
  return timedUntilMs !== null;
}

/** One that has just gone away is not offered again by an answer from before. */
function lostOf({ lost }: Choice, { walletId }: SaleCoupon): CouponRefused | null {
  return lost?.walletId === walletId ? { reason: lost.reason } : null;
}

function withoutPoints({ withPoints }: SaleCoupon, usesPoints: boolean): CouponRefused | null {
  return withPoints || !usesPoints ? null : { reason: "not_with_points" };
}
