import { type CouponTaps, tapsShownMax } from "../../../shared/coupons/taps.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import { readAgain } from "../../platform/http/once.ts";
import { memberById } from "../members/index.ts";
import { mayManage, type StaffAtStore } from "../stores/index.ts";
import type { MemberCoupon } from "./candidates.core.ts";
import { type CouponDoing, type CouponDraft, changed, planOf } from "./draft.ts";
import { withDocuments } from "./read.ts";
import * as store from "./store-taps.ts";

/** A use by the member's own tap has no sale that could be undone: it is taken back by itself (requirement 2.8). */

/**
 * What was used by taps on a day, at the till's store or without a store, newest first.
 * @throws Refusal session.forbidden for another day than today, where the person does not manage the store.
 */
export async function couponTaps(deps: Deps, staff: StaffAtStore, asked?: string): Promise<CouponTaps> {
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
  const date = asked ?? today;
  if (date !== today && !mayManage(staff.role)) throw new Refusal("session.forbidden");
  return tapsOn(deps, staff, date);
}

async function tapsOn(deps: Deps, staff: StaffAtStore, date: string): Promise<CouponTaps> {
  const asked = { storeId: staff.store.nodeId, date, limit: tapsShownMax };
  const rows = await deps.database.all(store.tapsOfDay, asked);
  const held = await withDocuments(deps, rows);
  return {
    taps: held.map(({ row, kind, coupon }, nth) => ({
      walletId: row.id,
      couponId: kind.couponId,
      name: coupon.name,
      memberId: rows[nth]?.public_id ?? "",
      memberName: rows[nth]?.name ?? null,
      usedAtMs: row.usedAtMs ?? 0,
    })),
  };
}

/**
 * Gives back what a tap used at `usedAtMs`: staff on the same day at the same store, a manager also later. Done twice, it
 * is done once, also where the member has used it again since. Answers the day that it was used on.
 * @throws Refusal coupon.not_found, coupon.undo_too_late, and what `undoTap` refuses.
 */
export function undoTapAtTill(
  deps: Deps,
  staff: StaffAtStore,
  walletId: string,
  usedAtMs: number,
): Promise<CouponTaps> {
  return readAgain(deps, async () => {
    const tap = await deps.database.first(store.tapById, { id: walletId });
    const [found] = tap === undefined ? [] : await withDocuments(deps, [tap]);
    if (tap === undefined || found === undefined) throw new Refusal("coupon.not_found");
    const nowMs = deps.clock.nowMs();
    const today = dateAt(nowMs, deps.settings.timeZone);
    const isHere = tap.store_id === null || tap.store_id === staff.store.nodeId;
    if (!isHere) throw new Refusal("coupon.not_found");
    if (tap.business_date !== today && !mayManage(staff.role)) throw new Refusal("coupon.undo_too_late");
    const doing: CouponDoing = {
      ...{ actor: `staff:${staff.publicId}`, memberId: found.row.memberId, nowMs, businessDate: today },
      ...{ storeId: staff.store.nodeId, tillId: null, purchaseId: null },
    };
    const isLater = found.row.status === "redeemed" && found.row.usedAtMs !== usedAtMs;
    const draft = isLater ? null : await undoTap(deps, found.row, doing);
    if (draft !== null) {
      const row = {
        ...{ auditId: deps.ids.ulid(), atMs: nowMs, actor: staff.actor, action: "coupons.undo" },
        ...{ subject: `coupon:${found.kind.couponId}`, nodeId: staff.store.nodeId },
        details: { coupon: walletId },
      };
      await deps.database.commit(audited(row, planOf([draft])));
    }
    return tapsOn(deps, staff, tap.business_date);
  });
}

/**
 * The draft that gives a tap's coupon back, with a whole countdown where it has one; null where it is held already.
 * @throws Refusal coupon.not_undoable for what a sale used, or was never used; member.left.
 */
export async function undoTap(
  deps: Deps,
  row: MemberCoupon,
  doing: CouponDoing,
  reason: string | null = null,
): Promise<CouponDraft | null> {
  if (row.status === "held") return null;
  if (row.status !== "redeemed" || row.purchaseId !== null) throw new Refusal("coupon.not_undoable");
  if ((await memberById(deps, row.memberId))?.status === "left") throw new Refusal("member.left");
  const back = { status: "held" as const, usedAtMs: null, timedUntilMs: null };
  return changed({ row, isNew: false, changes: [], given: 0, used: 0 }, "undone", back, doing, { reason });
}
