import { dateAt } from "../../../shared/dates.ts";
import type { MemberStamps } from "../../../shared/stamps/views.ts";
import type { Deps } from "../../deps.ts";
import { staffName, storeNode } from "../stores/index.ts";
import { cardsInForce } from "./cards.ts";
import * as store from "./store.ts";
import { stampWallet } from "./wallet.ts";

const entriesMax = 100;

/** A member's stamps for the console: what they see themselves, and the newest 100 entries, newest first. */
export async function memberStamps(deps: Deps, memberId: number): Promise<MemberStamps> {
  const nowMs = deps.clock.nowMs();
  const on = dateAt(nowMs, deps.settings.timeZone);
  const [wallet, cards, rows] = await Promise.all([
    stampWallet(deps, memberId, { on, nowMs }),
    cardsInForce(deps),
    deps.database.all(store.latestEntries, { memberId, limit: entriesMax }),
  ]);
  const stores = new Map<number, string | null>();
  const names = new Map<string, string | null>();
  for (const { store_id: id, actor } of rows) {
    if (id !== null && !stores.has(id)) stores.set(id, (await storeNode(deps, id))?.name ?? null);
    if (!names.has(actor)) names.set(actor, await staffName(deps, actor));
  }
  return {
    ...wallet,
    entries: rows.map((row) => ({
      entryId: row.entry_id,
      cardId: row.card_id,
      cardName: cards.get(row.card_id)?.card.name ?? { ja: row.card_id, en: "" },
      kind: row.kind,
      stamps: row.stamps,
      countAfter: row.count_after,
      atMs: row.at_ms,
      businessDate: row.business_date,
      storeName: row.store_id === null ? null : (stores.get(row.store_id) ?? null),
      actorName: names.get(row.actor) ?? null,
      purchaseId: row.purchase_id,
      reason: row.reason,
    })),
  };
}
