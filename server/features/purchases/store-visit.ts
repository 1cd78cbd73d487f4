import { prepare } from "../../platform/database/prepared.ts";

/**
 * The facts of an account's sales of a business day that were neither undone nor wholly returned: found by their entries,
 * because no index has purchases by account.
 */
export const standingOfDay = prepare<{ accountId: number; businessDate: string }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("purchase", "purchase.purchase_id", "entry.purchase_id")
    .leftJoin("purchase_void", "purchase_void.purchase_id", "purchase.purchase_id")
    .select("purchase.facts")
    .where("entry.account_id", "=", p.accountId)
    .where("entry.kind", "=", "earn")
    .where("entry.business_date", "=", p.businessDate)
    .where("purchase_void.purchase_id", "is", null)
    .where(({ eb, selectFrom }) =>
      eb(
        "purchase.amount_yen",
        ">",
        selectFrom("refund")
          .select(({ fn, lit }) => fn.coalesce(fn.sum<number>("refund.amount_yen"), lit(-1)).as("yen"))
          .whereRef("refund.purchase_id", "=", "purchase.purchase_id"),
      ),
    ),
);
