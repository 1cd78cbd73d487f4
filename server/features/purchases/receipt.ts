import type { UsedCoupon } from "../../../shared/coupons/views.ts";
import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { PointsView } from "../../../shared/points/schema.ts";
import { taxShares } from "../../../shared/points/use.ts";
import type { PurchaseList, Receipt } from "../../../shared/purchases/schema.ts";
import type { RankView } from "../../../shared/ranks/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { loadAccount, mainProgramme, pointsView } from "../points/index.ts";
import { rankOf } from "../ranks/index.ts";
import { mayManage, roleAt, staffAtStore } from "../stores/index.ts";
import { awardView } from "./award-view.ts";
import { mayVoid } from "./sale.core.ts";
import type { Handler } from "./seller.ts";
import { factsIn, type SoldAndReturned, soldOf } from "./sold.ts";
import { purchaseById, purchasesOfDay } from "./store.ts";

/**
 * Whose keys the tills' writes are: all tills' together, because the one that asks again for a lost answer may by then
 * be signed in anew, or stand in another store. The ids are random, so two tills never make the same.
 */
export const tillWrites = "till";

/** Short enough to read out; unique enough beside the day and the store it is looked up in. */
export function receiptNumberOf(purchaseId: string): string {
  return purchaseId.slice(-8);
}

/** A sale as it is shown: as it was made, with what came back of it since and how the member stands now. */
export function receiptOf(sale: SoldAndReturned, points: PointsView, rank: RankView | null): Receipt {
  const { row, sold, returned } = sale;
  return {
    purchaseId: row.purchase_id,
    receiptNumber: row.receipt_number ?? receiptNumberOf(row.purchase_id),
    status: statusOf(row.amount_yen, row.voided_at_ms, sale.returns === 0 ? null : returned.amountYen),
    storeName: row.store_name,
    staffName: row.staff_name,
    member: { name: row.member_name },
    amountYen: row.amount_yen,
    couponYen: row.coupon_yen,
    coupons: sale.coupons,
    stamps: sale.stamps,
    pointsUsed: row.points_used,
    discountYen: row.discount_yen,
    payYen: row.amount_yen - row.discount_yen,
    byTax: taxShares(sold.lines, sold.programme.use.as),
    pointsEarned: row.points_earned,
    award: awardView(sold.programme, sold.award),
    returned,
    points,
    rank,
    occurredAtMs: row.occurred_at_ms,
    recordedAtMs: row.recorded_at_ms,
    businessDate: row.business_date,
    voidedAtMs: row.voided_at_ms,
  };
}

/** The coupons of a sale, with those given back that come back now. */
export function withBack(coupons: readonly UsedCoupon[], back: readonly UsedCoupon[]): readonly UsedCoupon[] {
  const ids = new Set(back.map(({ walletId }) => walletId));
  return coupons.map((one) => (ids.has(one.walletId) ? { ...one, givenBack: true } : one));
}

/** `returnedYen` is null where there was no return: a sale of ¥0 comes back whole, and then ¥0 of it has. */
function statusOf(
  amountYen: number,
  voidedAtMs: number | null,
  returnedYen: number | null,
): Receipt["status"] {
  if (voidedAtMs !== null) return "voided";
  if (returnedYen === null || (returnedYen === 0 && amountYen > 0)) return "completed";
  return returnedYen >= amountYen ? "returned" : "partly_returned";
}

/**
 * As it is kept for a repetition of the same request: without the name, which is the member's to take away when they
 * leave, and which `withMemberName` reads where it stands.
 */
export function withoutMemberName(receipt: Receipt): Receipt {
  return { ...receipt, member: { name: null } };
}

export async function withMemberName(deps: Deps, receipt: Receipt): Promise<Receipt> {
  if (receipt.member.name !== null) return receipt;
  const row = await deps.database.first(purchaseById, { purchaseId: receipt.purchaseId });
  return { ...receipt, member: { name: row?.member_name ?? null } };
}

/** @throws Refusal purchase.not_found, also where the caller has nothing to do with its store. */
export async function findPurchase(deps: Deps, handler: Handler, purchaseId: string): Promise<Receipt> {
  return (await findSale(deps, handler, purchaseId)).receipt;
}

/** With what its receipt was made of. */
export async function findSale(
  deps: Deps,
  handler: Handler,
  purchaseId: string,
): Promise<{ readonly receipt: Receipt; readonly sale: SoldAndReturned }> {
  const row = await deps.database.first(purchaseById, { purchaseId });
  const today = dateAt(deps.clock.nowMs(), row?.store_time_zone ?? deps.settings.timeZone);
  if (row === undefined || handler.refuses(row, today) === "purchase.not_found") {
    throw new Refusal("purchase.not_found");
  }
  const [account, sale] = await Promise.all([
    loadAccount(deps, row.holder_id, mainProgramme),
    soldOf(deps, row),
  ]);
  if (account === null) throw new Refusal("purchase.not_found");
  const joinedOn = dateAt(row.member_joined_at_ms, deps.settings.timeZone);
  const { view } = await rankOf(deps, account, joinedOn, today);
  return { receipt: receiptOf(sale, pointsView(account, today), view), sale };
}

const pageSize = 50;
/** Sorts after every ULID. */
const afterAll = "~";

/** A page of the store's sales of a day, newest first, each with whether the person asking may undo it. */
export async function purchaseList(
  deps: Deps,
  session: Session,
  date: string | undefined,
  before: string | undefined,
): Promise<PurchaseList> {
  const staff = await staffAtStore(deps, session);
  const today = dateAt(deps.clock.nowMs(), staff.store.timeZone ?? deps.settings.timeZone);
  const businessDate = date ?? today;
  const storeId = staff.store.nodeId;
  const manages = mayManage(roleAt(staff.grants, staff.store.path));
  if (businessDate !== today && !manages) throw new Refusal("session.forbidden");
  const rows = await deps.database.all(purchasesOfDay, {
    storeId,
    businessDate,
    before: before ?? afterAll,
    limit: pageSize + 1,
  });
  const allowed = mayVoid({ storeId, businessDate }, { storeId, manages }, today);
  const items = rows.slice(0, pageSize).map((row) => {
    const returnedYen = row.returned_yen ?? 0;
    const status = statusOf(row.amount_yen, row.voided_at_ms, row.returned_yen);
    return {
      purchaseId: row.purchase_id,
      receiptNumber: row.receipt_number ?? receiptNumberOf(row.purchase_id),
      status,
      memberName: row.member_name,
      staffName: row.staff_name,
      amountYen: row.amount_yen,
      amountsAre: factsIn(row.facts).amountsAre,
      pointsUsed: row.points_used,
      pointsEarned: row.points_earned,
      returnedYen,
      occurredAtMs: row.occurred_at_ms,
      // Something worth ¥0 may have come back.
      mayVoid: allowed && status === "completed" && row.returned_yen === null,
      mayReturn: allowed && (status === "completed" || status === "partly_returned"),
    };
  });
  return { items, before: rows.length > pageSize ? (items.at(-1)?.purchaseId ?? null) : null };
}
