import type { Database } from "../../server/platform/database/database.ts";
import type { Bound } from "../../server/platform/database/prepared.ts";
import * as row from "./rows.ts";

/** A version of the rules and one of the ladder, and a change of rank by it. */
function versions(id: number): Bound[] {
  const made = { programme_id: 1, version: id, made_at_ms: 1, made_by: "system:test" };
  return [
    row.insert("programme_version", { ...made, rules: "{}" }),
    row.insert("ladder_version", { ...made, ladder: "{}" }),
    row.insert("rank_change", {
      account_id: id,
      nth: 1,
      to_rank: "gold",
      reason: "earned",
      metric_value: 100_000,
      ladder_version: id,
      business_date: "2026-11-21",
      at_ms: 1,
      actor: "system:test",
    }),
  ];
}

/** A row in every append-only table. */
export async function evidence(database: Database): Promise<void> {
  const id = await row.memberWith(database, 10);
  const [key, purchase_id] = [row.newId(), row.newId()];
  await row.commit(
    database,
    row.insert("allocation", { account_id: id, entry_id: key, lot_id: `lot${id}`, points: 1 }),
    row.insert("audit", {
      audit_id: key,
      at_ms: 1,
      actor_kind: "system",
      actor_id: "test",
      action: "test",
      subject: "test",
    }),
    row.insert("consent", {
      consent_id: key,
      member_id: id,
      kind: "terms",
      version: "1",
      granted: 1,
      at_ms: 1,
    }),
    row.purchase(id, { purchase_id }),
    row.insert("purchase_void", {
      purchase_id,
      member_id: id,
      staff_id: 1,
      actor: "staff:staff",
      store_id: 1,
      voided_at_ms: 1,
      points_given_back: 0,
      points_taken_back: 10,
    }),
    row.refund(id, purchase_id, 1),
    row.insert("purchase_line", {
      purchase_id,
      line_id: "1",
      nth: 1,
      kind: "item",
      categories: "[]",
      quantity: 1,
      amount_yen: 1_000,
      discount_yen: 0,
      coupon_yen: 0,
      points_yen: 0,
      tax_per_mille: 100,
    }),
    ...versions(id),
    ...ofCoupon(id, key),
    ...ofStampCard(id, key),
  );
}

function ofCoupon(id: number, key: string): Bound[] {
  const made = { made_at_ms: 1, made_by: "staff:test" };
  const mine = { member_coupon_id: key, coupon_id: key, member_id: id };
  return [
    row.insert("coupon", {
      ...{ coupon_id: key, status: "issued", version: 1, audience: "given", given: 0, used: 0, ...made },
    }),
    row.insert("coupon_version", { coupon_id: key, version: 1, coupon: "{}", ...made }),
    row.insert("member_coupon", {
      ...{ ...mine, occasion: "ever#1", version: 1, via: "staff", status: "held", nth: 1, issued_at_ms: 1 },
    }),
    row.insert("coupon_change", {
      ...{ ...mine, nth: 1, kind: "issued", actor: "staff:test", yen: 0, points: 0, reason: "a reason" },
      ...{ business_date: "2026-11-21", at_ms: 1 },
    }),
  ];
}

function ofStampCard(id: number, key: string): Bound[] {
  const made = { made_at_ms: 1, made_by: "staff:test" };
  return [
    row.insert("stamp_card", { card_id: key, status: "issued", version: 1, ...made }),
    row.insert("stamp_card_version", { card_id: key, version: 1, card: "{}", ...made }),
    row.insert("stamp_entry", {
      ...{ member_id: id, card_id: key, seq: 1, entry_id: key, round: 1, version: 1, kind: "correct" },
      ...{ stamps: 1, count_after: 1, reached: 0, status: "open", actor: "staff:test", reason: "a reason" },
      ...{ business_date: "2026-11-21", at_ms: 1 },
    }),
  ];
}
