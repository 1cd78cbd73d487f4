import { prepare } from "../../platform/database/prepared.ts";

/**
 * Where a member bought last on a business day, one sale left aside and none of which all came back. Found by the entries of
 * the account and of those merged into it, newest first: there is no index of purchases by account.
 */
export const lastStoreOnDay = prepare<{ accountId: number; on: string; without: string }>()((db, p) =>
  db
    .selectFrom("entry")
    .innerJoin("purchase", "purchase.purchase_id", "entry.purchase_id")
    .select("purchase.store_id")
    .where("entry.account_id", "in", (eb) =>
      eb
        .selectFrom("account as own")
        .leftJoin("member as gone", "gone.merged_into_id", "own.member_id")
        .leftJoin("account as old", "old.member_id", "gone.member_id")
        .select((s) => s.fn.coalesce("old.account_id", "own.account_id").as("account_id"))
        .where("own.account_id", "=", p.accountId)
        .union(
          eb
            .selectFrom("account as self")
            .select("self.account_id")
            .where("self.account_id", "=", p.accountId),
        ),
    )
    .where("entry.kind", "=", "earn")
    .where("purchase.business_date", "=", p.on)
    .where("purchase.purchase_id", "!=", p.without)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("purchase_void")
            .select("purchase_void.purchase_id")
            .whereRef("purchase_void.purchase_id", "=", "purchase.purchase_id"),
        ),
      ),
    )
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom("refund")
            .select("refund.purchase_id")
            .whereRef("refund.purchase_id", "=", "purchase.purchase_id")
            .groupBy(["refund.purchase_id"])
            .having((having) =>
              having(having.fn.sum<number>("refund.amount_yen"), "=", having.ref("purchase.amount_yen")),
            ),
        ),
      ),
    )
    .orderBy("purchase.purchase_id", "desc")
    .limit(1),
);
