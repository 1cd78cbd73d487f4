import { Refusal } from "../../../shared/errors.ts";
import type { Deps } from "../../deps.ts";
import { effectsIn, withLots } from "./account.ts";
import type { LotDates } from "./earn.core.ts";
import type { Account, OpenedLot } from "./ledger.core.ts";
import type { Taken } from "./spend.core.ts";
import * as store from "./store.ts";
import type { Reinstated } from "./undo.core.ts";

/** What a sale did to points, with the lots it concerns in view. */
export interface OfPurchase {
  readonly account: Account;
  readonly earned: {
    readonly entryId: string;
    readonly points: number;
    readonly opens: readonly OpenedLot[];
    /** Lots whose dates it moved (自動延長型). */
    readonly dates: LotDates;
  };
  /** Null where it used none. */
  readonly spent: Taken | null;
  /** What had lapsed and came back with it. */
  readonly reinstated: readonly Reinstated[];
}

/** The entries of a sale that a reversal names, and the account with the lots they opened and drew from. */
export async function pointsOfPurchase(
  deps: Deps,
  account: Account,
  purchaseId: string,
): Promise<OfPurchase> {
  const entries = await deps.database.all(store.entriesOfPurchase, { purchaseId });
  const earn = entries.find(({ kind }) => kind === "earn");
  const spend = entries.find(({ kind }) => kind === "spend");
  if (earn === undefined) throw new Refusal("purchase.not_found");
  const { opens = [], dates = [] } = effectsIn(earn.effects);
  const spent = spend === undefined ? null : takenIn(spend);
  const reinstated = entries
    .filter(({ kind }) => kind === "reinstate")
    .map(({ entry_id: entryId, effects }) => ({ entryId, effects: effectsIn(effects) }));
  const lotIds = [...opens, ...(spent?.draws ?? []), ...reinstated.flatMap(lotsOf)].map(({ lotId }) => lotId);
  return {
    account: await withLots(deps, account, [...lotIds, ...dates.map(([lotId]) => lotId)]),
    earned: { entryId: earn.entry_id, points: earn.points, opens, dates },
    spent,
    reinstated,
  };
}

/** The lots that points came back in, and those they had lapsed in. */
function lotsOf({ effects: { opens = [], lapses = [] } }: Reinstated): readonly { readonly lotId: string }[] {
  return [...opens, ...lapses.map(([lotId]) => ({ lotId }))];
}

/** What a hold took from lots. */
export async function takenBy(deps: Deps, entryId: string): Promise<Taken> {
  const entry = await deps.database.first(store.entryById, { entryId });
  if (entry === undefined) throw new Error(`there is no entry ${entryId}`);
  return takenIn(entry);
}

function takenIn(entry: { readonly entry_id: string; readonly effects: string }): Taken {
  const draws = (effectsIn(entry.effects).draws ?? []).map(([lotId, points]) => ({ lotId, points }));
  return { entryId: entry.entry_id, points: draws.reduce((sum, { points }) => sum + points, 0), draws };
}
