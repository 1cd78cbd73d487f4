import type { Deps } from "../../server/deps.ts";
import { mainProgramme, planProgramme } from "../../server/features/points/index.ts";
import type { Handler, SaleAsked, Seller } from "../../server/features/purchases/index.ts";
import { housekeeping } from "../../server/platform/database/plan.ts";
import type { Programme } from "../../shared/points/programme/schema.ts";
import * as row from "../databases/rows.ts";

/** Sales through the verbs that the till and the API call, without a door in front of them. */

export const owner = { kind: "staff", id: "staff", role: "owner" } as const;
export const handler: Handler = {
  ...{ actor: owner, staffId: 1, storeNode: null, tillId: null, refuses: () => null },
};

/** The head office with one store, 銀座店, its one staff member, and the rules. */
export async function openStore(deps: Deps, rules: Programme): Promise<void> {
  const amounts = { amount_yen_max: 100_000 };
  const store = { node_id: 2, public_id: "ginza", parent_id: 1, code: "1", path: "/1/2/", ...amounts };
  const node = row.insert("node", { ...store, kind: "store", name: "銀座店" });
  await row.commit(deps.database, ...row.shop().slice(0, 2), node);
  const programme = planProgramme(mainProgramme, "points", rules, deps.clock.nowMs());
  await deps.database.commit(housekeeping("a test", programme));
}

/** Whoever sells in that store, to a member who may use points. */
export function sellerTo(memberId: number): () => Promise<Seller> {
  const place = { nodeId: 2, publicId: "ginza", name: "銀座店", path: "/1/2/" };
  const storeNode = { ...place, amountYenMax: 100_000, timeZone: null };
  const till = { tillId: "till", staffId: 1, staffName: null, source: "api", scanId: null } as const;
  return async () => ({ ...till, maySpend: true, actor: owner, storeNode, memberId });
}

/** A sale now, in the store, of one amount. */
export function saleOf(amountYen: number, pointsToUse = 0, other: Partial<SaleAsked> = {}): SaleAsked {
  const usual = {
    channel: "store",
    coupons: [],
    receiptNumber: null,
    occurredAtMs: null,
    holdId: null,
  } as const;
  return { basket: { amountYen }, pointsToUse, ...usual, ...other };
}
