import { prepare } from "../../platform/database/prepared.ts";

/**
 * An account's sales with what came back of them. They are found by their entries: there is one `earn` for each sale, and
 * no index of purchases by account.
 */
export const salesOfAccount = prepare<{ accountId: number }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("purchase", "purchase.purchase_id", "entry.purchase_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select(["purchase.business_date", "purchase.net_yen", "purchase_void.voided_at_ms"])
    .select((eb) =>
      eb
        .selectFrom("refund")
        .select((of) => of.fn.sum<number>("refund.net_yen").as("net_yen"))
        .whereRef("refund.purchase_id", "=", "purchase.purchase_id")
        .as("refunded_net_yen"),
    )
    .where("entry.account_id", "=", p.accountId)
    .where("entry.kind", "=", "earn"),
);
