import { prepare } from "../../platform/database/prepared.ts";

/** Queries for joining two accounts; the tables are those of store.ts. */

export const everyLot = prepare<{ accountId: number }>()((db, p) =>
  db.selectFrom("lot").selectAll().where("account_id", "=", p.accountId).orderBy("lot_id"),
);

/** Every business day of one account, added to another's. */
export const addDays = prepare<{ fromId: number; intoId: number }>()((db, p) =>
  db
    .insertInto("account_day")
    .columns([
      ...(["account_id", "business_date", "purchases", "net_yen"] as const),
      ...(["points_earned", "points_used"] as const),
    ])
    .expression((eb) =>
      eb
        .selectFrom("account_day as gone")
        .select((s) => [
          s.cast<number>(s.val(p.intoId), "bigint").as("account_id"),
          ...(["gone.business_date", "gone.purchases", "gone.net_yen"] as const),
          ...(["gone.points_earned", "gone.points_used"] as const),
        ])
        .where("gone.account_id", "=", p.fromId),
    )
    .onConflict((conflict) =>
      conflict.columns(["account_id", "business_date"]).doUpdateSet((eb) => ({
        purchases: eb("account_day.purchases", "+", eb.ref("excluded.purchases")),
        net_yen: eb("account_day.net_yen", "+", eb.ref("excluded.net_yen")),
        points_earned: eb("account_day.points_earned", "+", eb.ref("excluded.points_earned")),
        points_used: eb("account_day.points_used", "+", eb.ref("excluded.points_used")),
      })),
    ),
);

export const dropDays = prepare<{ accountId: number }>()((db, p) =>
  db.deleteFrom("account_day").where("account_id", "=", p.accountId),
);
