import { dateAt } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { PointsView } from "../../../shared/points/schema.ts";
import type { PurchaseList, Receipt } from "../../../shared/purchases/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Session } from "../../platform/auth/sessions.ts";
import { loadAccount, mainProgramme, pointsView } from "../points/index.ts";
import { mayManage, roleAt, staffAtStore } from "../stores/index.ts";
import { maySee } from "./access.ts";
import { mayVoid } from "./sale.core.ts";
import { purchaseById, purchasesOfDay } from "./store.ts";

export interface PurchaseRow {
  readonly purchase_id: string;
  readonly member_id: number;
  readonly store_id: number;
  readonly store_name: string;
  readonly store_path: string;
  readonly staff_name: string | null;
  readonly member_name: string | null;
  readonly amount_yen: number;
  readonly points_used: number;
  readonly discount_yen: number;
  readonly points_earned: number;
  readonly occurred_at_ms: number;
  readonly business_date: string;
  readonly voided_at_ms: number | null;
}

/**
 * Whose keys the tills' writes are: all tills' together, because the one that asks again for a lost answer may by then
 * be signed in anew, or stand in another store. The ids are random, so two tills never make the same.
 */
export const tillWrites = "till";

/** Short enough to read out; unique enough beside the day and the store it is looked up in. */
export function receiptNumberOf(purchaseId: string): string {
  return purchaseId.slice(-8);
}

export function receiptOf(row: PurchaseRow, points: PointsView): Receipt {
  return {
    purchaseId: row.purchase_id,
    receiptNumber: receiptNumberOf(row.purchase_id),
    status: row.voided_at_ms === null ? "completed" : "voided",
    storeName: row.store_name,
    staffName: row.staff_name,
    member: { name: row.member_name },
    amountYen: row.amount_yen,
    pointsUsed: row.points_used,
    discountYen: row.discount_yen,
    payYen: row.amount_yen - row.discount_yen,
    pointsEarned: row.points_earned,
    points,
    occurredAtMs: row.occurred_at_ms,
    businessDate: row.business_date,
    voidedAtMs: row.voided_at_ms,
  };
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

/** @throws Refusal purchase.not_found, also for a sale of a store this person has nothing to do with. */
export async function findReceipt(deps: Deps, session: Session, purchaseId: string): Promise<Receipt> {
  const staff = await staffAtStore(deps, session);
  const row = await deps.database.first(purchaseById, { purchaseId });
  if (row === undefined || !maySee(staff, row)) throw new Refusal("purchase.not_found");
  const account = await loadAccount(deps, row.member_id, mainProgramme);
  if (account === null) throw new Refusal("purchase.not_found");
  return receiptOf(row, pointsView(account, dateAt(deps.clock.nowMs(), deps.settings.timeZone)));
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
  const today = dateAt(deps.clock.nowMs(), deps.settings.timeZone);
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
  const items = rows.slice(0, pageSize).map((row) => ({
    purchaseId: row.purchase_id,
    receiptNumber: receiptNumberOf(row.purchase_id),
    status: row.voided_at_ms === null ? ("completed" as const) : ("voided" as const),
    memberName: row.member_name,
    staffName: row.staff_name,
    amountYen: row.amount_yen,
    pointsUsed: row.points_used,
    pointsEarned: row.points_earned,
    occurredAtMs: row.occurred_at_ms,
    mayVoid: row.voided_at_ms === null && mayVoid({ storeId, businessDate }, { storeId, manages }, today),
  }));
  return { items, before: rows.length > pageSize ? (items.at(-1)?.purchaseId ?? null) : null };
}
