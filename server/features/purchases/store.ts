import { prepare } from "../../platform/database/prepared.ts";

/** Every query on purchase and purchase_void stands here. */

export const insertPurchase = prepare<{
  purchaseId: string;
  accountId: number;
  memberId: number;
  storeId: number;
  tillId: string;
  staffId: number;
  scanId: string;
  amountYen: number;
  pointsUsed: number;
  discountYen: number;
  pointsEarned: number;
  ruleVersion: number;
  occurredAtMs: number;
  businessDate: string;
}>()((db, p) =>
  db.insertInto("purchase").values({
    purchase_id: p.purchaseId,
    account_id: p.accountId,
    member_id: p.memberId,
    store_id: p.storeId,
    till_id: p.tillId,
    staff_id: p.staffId,
    scan_id: p.scanId,
    amount_yen: p.amountYen,
    points_used: p.pointsUsed,
    discount_yen: p.discountYen,
    points_earned: p.pointsEarned,
    rule_version: p.ruleVersion,
    occurred_at_ms: p.occurredAtMs,
    business_date: p.businessDate,
  }),
);

export const insertVoid = prepare<{
  purchaseId: string;
  memberId: number;
  staffId: number;
  storeId: number;
  reason: string | null;
  nowMs: number;
  pointsGivenBack: number;
  pointsTakenBack: number;
}>()((db, p) =>
  db.insertInto("purchase_void").values({
    purchase_id: p.purchaseId,
    member_id: p.memberId,
    staff_id: p.staffId,
    store_id: p.storeId,
    reason: p.reason,
    voided_at_ms: p.nowMs,
    points_given_back: p.pointsGivenBack,
    points_taken_back: p.pointsTakenBack,
  }),
);

export const purchaseById = prepare<{ purchaseId: string }>()((db, p) =>
  db
    .selectFrom("purchase")
    .innerJoin("node", "node.node_id", "purchase.store_id")
    .innerJoin("staff", "staff.staff_id", "purchase.staff_id")
    .innerJoin("member", "member.member_id", "purchase.member_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .selectAll("purchase")
    .select([
      "node.name as store_name",
      "node.path as store_path",
      "staff.name as staff_name",
      "member.name as member_name",
      "member.public_id as member_public_id",
      "member.line_user_id as member_line_user_id",
      "member.language as member_language",
      "member.status as member_status",
      "purchase_void.voided_at_ms",
    ])
    .where("purchase.purchase_id", "=", p.purchaseId),
);

/** A store's sales of a day before an id, newest first. */
export const purchasesOfDay = prepare<{
  storeId: number;
  businessDate: string;
  before: string;
  limit: number;
}>()((db, p) =>
  db
    .selectFrom("purchase")
    .innerJoin("staff", "staff.staff_id", "purchase.staff_id")
    .innerJoin("member", "member.member_id", "purchase.member_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select([
      "purchase.purchase_id",
      "purchase.amount_yen",
      "purchase.points_used",
      "purchase.points_earned",
      "purchase.occurred_at_ms",
      "staff.name as staff_name",
      "member.name as member_name",
      "purchase_void.voided_at_ms",
    ])
    .where("purchase.store_id", "=", p.storeId)
    .where("purchase.business_date", "=", p.businessDate)
    .where("purchase.purchase_id", "<", p.before)
    .orderBy("purchase.purchase_id", "desc")
    .limit(p.limit),
);
