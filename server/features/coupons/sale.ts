import {
  type CouponSale,
  type Cut,
  cutAll,
  pointsOf,
  saleRefusal,
  stackRefusal,
  takesYen,
} from "../../../shared/coupons/evaluate.ts";
import type { CouponRefused } from "../../../shared/coupons/reasons.ts";
import { codeOfReason } from "../../../shared/coupons/sentences.ts";
import type { SaleCoupon, UsedCoupon } from "../../../shared/coupons/views.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { memberById } from "../members/index.ts";
import { findIn, type HeldNow, isOpened, type Moment, refusalNow } from "./candidates.core.ts";
import { type CouponDoing, changed, draftOf, planOf } from "./draft.ts";
import { couponsOfMember, heldBy, type JoinedRow, withDocuments } from "./read.ts";
import { usesOfPurchase } from "./store.ts";

/** When a sale is asked about, and what its base rule gives without coupons; 0 where that is not known. */
export interface Basis extends Moment {
  readonly basePoints: number;
}

/** A coupon that a sale uses, with what it takes off. Its `byLine` stands in the order of the sale's lines. */
export interface Chosen extends Cut {
  readonly walletId: string;
  readonly held: HeldNow;
  /** Of the row that it has, or is made with its use: what a receipt calls it by. */
  readonly rowId: string;
}

/** All that a member has, beside one sale: what each would take off by itself, and why it cannot be used. */
export async function saleCoupons(
  deps: Deps,
  memberId: number,
  sale: CouponSale,
  basis: Basis,
  reservedFor: string | null,
): Promise<readonly SaleCoupon[]> {
  const held = await couponsOfMember(deps, { memberId, ...momentOf(basis) });
  return held.map((one) => saleCouponOf(one, sale, basis, reservedFor));
}

function momentOf({ todayOn, nowMs }: Moment): Moment {
  return { todayOn, nowMs };
}

export function saleCouponOf(
  held: HeldNow,
  sale: CouponSale,
  basis: Basis,
  reservedFor: string | null,
): SaleCoupon {
  const { coupon, row, walletId, couponId } = held;
  const refused = saleRefusalNow(held, sale, basis, reservedFor);
  const [cut] = sale.lines === null ? [] : cutAll([{ walletId, ...coupon }], sale.lines).each;
  return {
    walletId,
    couponId,
    name: coupon.name,
    benefit: coupon.benefit,
    mode: coupon.mode,
    stacking: coupon.stacking,
    withPoints: coupon.withPoints,
    untilOn: row === null ? coupon.validity.to : row.untilOn,
    presented: (row?.presentedUntilMs ?? 0) > basis.nowMs,
    timedUntilMs: row?.timedUntilMs ?? null,
    yen: refused === null ? (cut?.yen ?? 0) : 0,
    points: refused === null ? pointsOf(coupon, basis.basePoints) : 0,
    handOver: cut?.handOver ?? null,
    refused,
  };
}

function saleRefusalNow(
  held: HeldNow,
  sale: CouponSale,
  at: Moment,
  reservedFor: string | null,
): CouponRefused | null {
  return (
    refusalNow(held, momentOf(at), reservedFor) ?? saleRefusal(held.coupon, sale, { opened: isOpened(held) })
  );
}

/**
 * The coupons that a sale is to use, in the order in which they were named, with what they take off together.
 * @throws Refusal coupon.* of the first that cannot be used, with `{ walletId, name, reason, … }`.
 */
export async function chosenCoupons(
  deps: Deps,
  memberId: number,
  walletIds: readonly string[],
  sale: CouponSale,
  reservedFor: string | null,
  at: Moment,
): Promise<readonly Chosen[]> {
  if (walletIds.length === 0) return [];
  const chosen = await chosenFrom(deps, memberId, walletIds, momentOf(at));
  for (const one of chosen) {
    const refused =
      saleRefusalNow(one, sale, at, reservedFor) ?? stackRefusal(stackingOf(chosen), stackOf(one));
    if (refused !== null) throw refusalOf(one, refused);
  }
  const lines = sale.lines ?? [];
  const { each } = cutAll(
    chosen.map(({ walletId, coupon }) => ({ walletId, ...coupon })),
    lines,
  );
  return chosen.map((held) => {
    const cut = each.find(({ walletId }) => walletId === held.walletId);
    if (cut === undefined) throw new Error("a coupon that was chosen was not counted");
    const nothing = takesYen(held.coupon) && cut.yen === 0 && cut.handOver === null;
    if (nothing && sale.lines !== null) throw refusalOf(held, { reason: "nothing_left" });
    return { ...cut, held, rowId: held.row?.id ?? deps.ids.ulid() };
  });
}

/**
 * Those that were named, of all that a member has or had: one that is not in hand any more is looked for by itself, so that its
 * refusal says what became of it.
 * @throws Refusal coupon.not_found.
 */
export async function chosenFrom(
  deps: Deps,
  memberId: number,
  walletIds: readonly string[],
  at: Moment,
): Promise<readonly HeldNow[]> {
  const candidates = await couponsOfMember(deps, { memberId, ...at });
  const gone = walletIds.filter((walletId) => findIn(candidates, walletId) === undefined);
  const found = await Promise.all(gone.map((walletId) => heldBy(deps, memberId, walletId, at)));
  return chosenOf([...candidates, ...found.filter((held) => held !== null)], walletIds);
}

/** Each once, whichever of its two names it was called by. @throws Refusal coupon.not_found. */
function chosenOf(candidates: readonly HeldNow[], walletIds: readonly string[]): readonly HeldNow[] {
  const found = walletIds.map((walletId) => {
    const held = findIn(candidates, walletId);
    if (held === undefined) throw new Refusal("coupon.not_found", { walletId, reason: "not_found" });
    return held;
  });
  return found.filter((held, nth) => found.findIndex(({ walletId }) => walletId === held.walletId) === nth);
}

export function stackOf({ walletId, coupon }: HeldNow) {
  return { walletId, stacking: coupon.stacking };
}

export function stackingOf(chosen: readonly HeldNow[]) {
  return chosen.map(stackOf);
}

export function refusalOf({ walletId, coupon }: HeldNow, refused: CouponRefused): Refusal {
  return new Refusal(codeOfReason(refused.reason), { walletId, name: coupon.name, ...refused });
}

/** What uses chosen coupons in a sale's commit; put it last in the plan. Points are what each added to the sale. */
export function planRedeem(
  deps: Pick<Deps, "ids">,
  chosen: readonly (Pick<Chosen, "held" | "yen" | "rowId"> & { readonly points: number })[],
  doing: CouponDoing,
): Bound[] {
  return planOf(
    chosen.map(({ held, yen, points, rowId }) => redeemed(deps, held, { yen, points }, doing, rowId)),
  );
}

export function redeemed(
  deps: Pick<Deps, "ids">,
  held: HeldNow,
  counted: { readonly yen: number; readonly points: number },
  doing: CouponDoing,
  rowId?: string,
) {
  const used = {
    status: "redeemed" as const,
    reservedFor: null,
    reservedUntilMs: null,
    presentedUntilMs: null,
    usedAtMs: doing.nowMs,
    purchaseId: doing.purchaseId,
  };
  return changed(draftOf(deps, held, doing, rowId), "redeemed", used, doing, counted);
}

/** What a sale used, as its receipt says it. */
export async function couponsOfPurchase(
  deps: Pick<Deps, "database">,
  purchaseId: string,
): Promise<readonly UsedCoupon[]> {
  return usedOf(deps, await deps.database.all(usesOfPurchase, { purchaseId }));
}

type UseRow = JoinedRow & { readonly kind: string; readonly yen: number; readonly points: number };

async function usedOf(deps: Pick<Deps, "database">, rows: readonly UseRow[]): Promise<readonly UsedCoupon[]> {
  const uses = rows.filter(({ kind }) => kind === "redeemed");
  const held = await withDocuments(deps, uses);
  return uses.flatMap((use, nth) => {
    const one = held[nth];
    if (one === undefined) return [];
    const givenBack = rows.some(
      ({ kind, member_coupon_id: id }) =>
        id === use.member_coupon_id && (kind === "undone" || kind === "restored"),
    );
    return [usedCoupon(one.row.id, one.kind.couponId, one.coupon, use, givenBack)];
  });
}

/** A coupon as the receipt of the sale that uses it says. */
export function usedCoupon(
  walletId: string,
  couponId: string,
  coupon: HeldNow["coupon"],
  { yen, points }: { readonly yen: number; readonly points: number },
  givenBack = false,
): UsedCoupon {
  const { name, benefit } = coupon;
  const handOver = benefit.kind === "free_item" && yen === 0 ? benefit.name : null;
  return { walletId, couponId, name, yen, points, handOver, givenBack };
}

/**
 * Gives a sale's coupons back: all of them where it is undone, and where everything was returned those that come back by
 * their own rule. Whoever has left meanwhile gets none: they are withdrawn as their others were.
 */
export async function planGiveBack(
  deps: Deps,
  purchaseId: string,
  kind: "undone" | "restored",
  doing: CouponDoing,
): Promise<{ readonly statements: Bound[]; readonly givenBack: readonly UsedCoupon[] }> {
  const rows = await deps.database.all(usesOfPurchase, { purchaseId });
  const uses = rows.filter(
    (row) => row.kind === "redeemed" && row.status === "redeemed" && row.purchase_id === purchaseId,
  );
  const held = (await withDocuments(deps, uses)).filter(
    ({ coupon }) => kind === "undone" || coupon.onReturn === "comes_back",
  );
  const hasLeft = held.length > 0 && (await memberById(deps, doing.memberId))?.status === "left";
  const drafts = held.map(({ row }) => {
    const whole = { row, isNew: false, changes: [], given: 0, used: 0 };
    // A countdown that ran out meanwhile would give back nothing: it is started anew.
    const back = { status: "held" as const, usedAtMs: null, purchaseId: null, timedUntilMs: null };
    const given = changed(whole, kind, back, { ...doing, purchaseId });
    return hasLeft ? changed(given, "revoked", { status: "revoked" }, doing) : given;
  });
  const ids = new Set(held.map(({ row }) => row.id));
  const givenBack = (await usedOf(deps, rows))
    .filter(({ walletId }) => ids.has(walletId))
    .map((used) => ({ ...used, givenBack: true }));
  return { statements: planOf(drafts), givenBack };
}
