import { isAmong, isAmongTexts } from "../../platform/database/json-rows.ts";
import { prepare } from "../../platform/database/prepared.ts";

/**
 * Lots with the day of the sale whose entry opened them: of their own account, or of one that was merged into it. An entry
 * names the lots it opens in its effects, as the field `lotId`, and other lots in another way.
 */
export const lotsOfSales = prepare<{ accountIds: string; lotIds: string }>()((db, p, dialect) => {
  const asked = db
    .selectFrom("lot")
    .where(isAmong(dialect, "lot.account_id", p.accountIds))
    .where(isAmongTexts(dialect, "lot.lot_id", p.lotIds));
  const own = asked
    .innerJoin("entry", "entry.account_id", "lot.account_id")
    .select(["lot.lot_id", "entry.business_date"])
    .where("entry.kind", "=", "earn")
    .where("entry.purchase_id", "is not", null)
    .where((eb) =>
      eb("entry.effects", "like", eb(eb(eb.val('%"lotId":"'), "||", eb.ref("lot.lot_id")), "||", '"%')),
    );
  const merged = asked
    .innerJoin("account as kept", "kept.account_id", "lot.account_id")
    .innerJoin("member as gone", "gone.merged_into_id", "kept.member_id")
    .innerJoin("account", "account.member_id", "gone.member_id")
    .innerJoin("entry", "entry.account_id", "account.account_id")
    .select(["lot.lot_id", "entry.business_date"])
    .where("entry.kind", "=", "earn")
    .where("entry.purchase_id", "is not", null)
    .where((eb) =>
      eb("entry.effects", "like", eb(eb(eb.val('%"lotId":"'), "||", eb.ref("lot.lot_id")), "||", '"%')),
    );
  return own.unionAll(merged);
});
