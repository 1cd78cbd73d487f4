import { prepare } from "../../platform/database/prepared.ts";

/** What the limits of offline sales are counted on. */

/** Who handed in how many of a store's business day, by device and person. */
export const offlineOfDay = prepare<{ storeId: number; businessDate: string }>()((db, p) =>
  db
    .selectFrom("purchase")
    .select(["till_id", "staff_id"])
    .where("store_id", "=", p.storeId)
    .where("business_date", "=", p.businessDate)
    .where("source", "=", "offline"),
);

/** When the offline sales of a member took place, of those whose scan has an id after `from`. */
export const offlineOfMember = prepare<{ memberId: number; from: string }>()((db, p) =>
  db
    .selectFrom("scan")
    .innerJoin("purchase", "purchase.scan_id", "scan.scan_id")
    .select("purchase.occurred_at_ms")
    .where("scan.member_id", "=", p.memberId)
    .where("scan.scan_id", ">=", p.from)
    .where("purchase.source", "=", "offline"),
);
