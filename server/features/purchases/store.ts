import { prepare } from "../../platform/database/prepared.ts";
import type { HoldTable, PurchaseLineTable, PurchaseTable } from "../../platform/database/tables.ts";

/** Every query on purchase, purchase_line, purchase_void, refund and hold stands here. */

export const insertPurchase = prepare<{
  purchaseId: string;
  accountId: number;
  memberId: number;
  storeId: number;
  tillId: string;
  staffId: number | null;
  actor: string;
  scanId: string | null;
  channel: string;
  source: string;
  receiptNumber: string | null;
  amountYen: number;
  couponYen: number;
  netYen: number;
  pointsUsed: number;
  discountYen: number;
  pointsEarned: number;
  programmeVersion: number;
  facts: string;
  award: string;
  occurredAtMs: number;
  recordedAtMs: number;
  businessDate: string;
}>()((db, p) =>
  db.insertInto("purchase").values({
    purchase_id: p.purchaseId,
    account_id: p.accountId,
    member_id: p.memberId,
    store_id: p.storeId,
    till_id: p.tillId,
    staff_id: p.staffId,
    actor: p.actor,
    scan_id: p.scanId,
    channel: channelSlot(p.channel),
    source: sourceSlot(p.source),
    receipt_number: p.receiptNumber,
    amount_yen: p.amountYen,
    coupon_yen: p.couponYen,
    net_yen: p.netYen,
    points_used: p.pointsUsed,
    discount_yen: p.discountYen,
    points_earned: p.pointsEarned,
    programme_version: p.programmeVersion,
    facts: p.facts,
    award: p.award,
    occurred_at_ms: p.occurredAtMs,
    recorded_at_ms: p.recordedAtMs,
    business_date: p.businessDate,
  }),
);

export const insertLine = prepare<{
  purchaseId: string;
  lineId: string;
  nth: number;
  kind: string;
  itemCode: string | null;
  categories: string;
  brand: string | null;
  quantity: number;
  amountYen: number;
  discountYen: number;
  couponYen: number;
  pointsYen: number;
  taxPerMille: number;
}>()((db, p) =>
  db.insertInto("purchase_line").values({
    purchase_id: p.purchaseId,
    line_id: p.lineId,
    nth: p.nth,
    kind: lineKindSlot(p.kind),
    item_code: p.itemCode,
    categories: p.categories,
    brand: p.brand,
    quantity: p.quantity,
    amount_yen: p.amountYen,
    discount_yen: p.discountYen,
    coupon_yen: p.couponYen,
    points_yen: p.pointsYen,
    tax_per_mille: p.taxPerMille,
  }),
);

export const linesOfPurchase = prepare<{ purchaseId: string }>()((db, p) =>
  db.selectFrom("purchase_line").selectAll().where("purchase_id", "=", p.purchaseId).orderBy("nth"),
);

export const insertVoid = prepare<{
  purchaseId: string;
  memberId: number;
  staffId: number | null;
  actor: string;
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
    actor: p.actor,
    store_id: p.storeId,
    reason: p.reason,
    voided_at_ms: p.nowMs,
    points_given_back: p.pointsGivenBack,
    points_taken_back: p.pointsTakenBack,
  }),
);

export const insertRefund = prepare<{
  purchaseId: string;
  nth: number;
  refundId: string;
  memberId: number;
  storeId: number;
  actor: string;
  reason: string | null;
  amountYen: number;
  netYen: number;
  lines: string;
  pointsGivenBack: number;
  pointsTakenBack: number;
  pointsOwed: number;
  pointsWaived: number;
  givenBackByLot: string;
  draws: string;
  occurredAtMs: number;
  recordedAtMs: number;
  businessDate: string;
}>()((db, p) =>
  db.insertInto("refund").values({
    purchase_id: p.purchaseId,
    nth: p.nth,
    refund_id: p.refundId,
    member_id: p.memberId,
    store_id: p.storeId,
    actor: p.actor,
    reason: p.reason,
    amount_yen: p.amountYen,
    net_yen: p.netYen,
    lines: p.lines,
    points_given_back: p.pointsGivenBack,
    points_taken_back: p.pointsTakenBack,
    points_owed: p.pointsOwed,
    points_waived: p.pointsWaived,
    given_back_by_lot: p.givenBackByLot,
    draws: p.draws,
    occurred_at_ms: p.occurredAtMs,
    recorded_at_ms: p.recordedAtMs,
    business_date: p.businessDate,
  }),
);

/** The returns of a sale so far, first to last. */
export const refundsOf = prepare<{ purchaseId: string }>()((db, p) =>
  db.selectFrom("refund").selectAll().where("purchase_id", "=", p.purchaseId).orderBy("nth"),
);

/**
 * A sale with its member as they are now: `member_*` is who has its points, which after a merge is another than
 * `member_id`, who bought.
 */
export const purchaseById = prepare<{ purchaseId: string }>()((db, p) =>
  db
    .selectFrom("purchase")
    .innerJoin("node", "node.node_id", "purchase.store_id")
    .leftJoin("staff", "staff.staff_id", "purchase.staff_id")
    .innerJoin("member as bought", "bought.member_id", "purchase.member_id")
    .innerJoin("member", (join) =>
      join.on((eb) =>
        eb("member.member_id", "=", eb.fn.coalesce("bought.merged_into_id", "bought.member_id")),
      ),
    )
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .selectAll("purchase")
    .select([
      "member.member_id as holder_id",
      "node.name as store_name",
      "node.path as store_path",
      "node.time_zone as store_time_zone",
      "staff.name as staff_name",
      "member.name as member_name",
      "member.public_id as member_public_id",
      "member.line_user_id as member_line_user_id",
      "member.language as member_language",
      "member.status as member_status",
      "member.joined_at_ms as member_joined_at_ms",
      "purchase_void.voided_at_ms",
    ])
    .where("purchase.purchase_id", "=", p.purchaseId),
);

/**
 * The facts of an account's last sale that was neither undone nor wholly returned: found by its entry. One of ¥0 stands
 * until it has a return.
 */
export const lastStanding = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("purchase", "purchase.purchase_id", "entry.purchase_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select("purchase.facts")
    .where("entry.account_id", "=", p.accountId)
    .where("entry.kind", "=", "earn")
    .where("purchase_void.purchase_id", "is", null)
    .where(({ eb, selectFrom }) =>
      eb(
        "purchase.amount_yen",
        ">",
        selectFrom("refund")
          .select(({ fn, lit }) => fn.coalesce(fn.sum<number>("refund.amount_yen"), lit(-1)).as("yen"))
          .whereRef("refund.purchase_id", "=", "purchase.purchase_id"),
      ),
    )
    .orderBy("entry.seq", "desc")
    .limit(1),
);

/** A POS's receipt that was recorded before. */
export const purchaseByReceipt = prepare<{
  storeId: number;
  tillId: string;
  receiptNumber: string;
  businessDate: string;
}>()((db, p) =>
  db
    .selectFrom("purchase")
    .select("purchase_id")
    .where("store_id", "=", p.storeId)
    .where("till_id", "=", p.tillId)
    .where("receipt_number", "=", p.receiptNumber)
    .where("business_date", "=", p.businessDate),
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
    .leftJoin("staff", "staff.staff_id", "purchase.staff_id")
    .innerJoin("member", "member.member_id", "purchase.member_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select([
      "purchase.purchase_id",
      "purchase.receipt_number",
      "purchase.facts",
      "purchase.amount_yen",
      "purchase.points_used",
      "purchase.points_earned",
      "purchase.occurred_at_ms",
      "staff.name as staff_name",
      "member.name as member_name",
      "purchase_void.voided_at_ms",
    ])
    .select((eb) =>
      eb
        .selectFrom("refund")
        .select(({ cast, fn }) => cast<number | null>(fn.sum("refund.amount_yen"), "bigint").as("yen"))
        .whereRef("refund.purchase_id", "=", "purchase.purchase_id")
        .as("returned_yen"),
    )
    .where("purchase.store_id", "=", p.storeId)
    .where("purchase.business_date", "=", p.businessDate)
    .where("purchase.purchase_id", "<", p.before)
    .orderBy("purchase.purchase_id", "desc")
    .limit(p.limit),
);

export const insertHold = prepare<{
  holdId: string;
  accountId: number;
  memberId: number;
  storeId: number;
  tillId: string;
  actor: string;
  entryId: string;
  points: number;
  nowMs: number;
  expiresAtMs: number;
}>()((db, p) =>
  db.insertInto("hold").values({
    hold_id: p.holdId,
    account_id: p.accountId,
    member_id: p.memberId,
    store_id: p.storeId,
    till_id: p.tillId,
    actor: p.actor,
    entry_id: p.entryId,
    points: p.points,
    status: "open",
    made_at_ms: p.nowMs,
    expires_at_ms: p.expiresAtMs,
  }),
);

export const holdById = prepare<{ holdId: string }>()((db, p) =>
  db
    .selectFrom("hold")
    .innerJoin("node", "node.node_id", "hold.store_id")
    .selectAll("hold")
    .select("node.path as store_path")
    .where("hold.hold_id", "=", p.holdId),
);

/** Ends a hold. Which of two ends comes first, the account's stream decides: both write to it in the same plan. */
export const settleHold = prepare<{
  holdId: string;
  status: string;
  nowMs: number;
  purchaseId: string | null;
}>()((db, p) =>
  db
    .updateTable("hold")
    .set({ status: holdStatusSlot(p.status), settled_at_ms: p.nowMs, purchase_id: p.purchaseId })
    .where("hold_id", "=", p.holdId)
    .where("status", "=", "open"),
);

/** Open holds whose time is over, oldest first, after one of them. */
export const holdsDue = prepare<{ nowMs: number; afterMs: number; afterId: string; limit: number }>()(
  (db, p) =>
    db
      .selectFrom("hold")
      .select(["hold_id", "expires_at_ms"])
      .where("status", "=", "open")
      .where("expires_at_ms", "<=", p.nowMs)
      .where((eb) =>
        eb.or([
          eb("expires_at_ms", ">", p.afterMs),
          eb("expires_at_ms", "=", p.afterMs).and("hold_id", ">", p.afterId),
        ]),
      )
      .orderBy("expires_at_ms")
      .orderBy("hold_id")
      .limit(p.limit),
);

/** Parameters are any text; the types of their callers say which, and the schema's CHECKs refuse the rest. */
function channelSlot(slot: string): PurchaseTable["channel"] {
  return slot as PurchaseTable["channel"];
}
function sourceSlot(slot: string): PurchaseTable["source"] {
  return slot as PurchaseTable["source"];
}
function lineKindSlot(slot: string): PurchaseLineTable["kind"] {
  return slot as PurchaseLineTable["kind"];
}
function holdStatusSlot(slot: string): HoldTable["status"] {
  return slot as HoldTable["status"];
}
