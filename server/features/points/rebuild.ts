import type { Deps } from "../../deps.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { sha256 } from "../../platform/hash.ts";
import { drawsIn, rowOf } from "./account.ts";
import { type Difference, differences, figuresFrom, type Kept, Rebuilding } from "./rebuild.core.ts";
import * as store from "./store.ts";
import * as through from "./store-verify.ts";
import { daysOfEntry, entriesUpTo, keptOf, type LedgerDeps } from "./verify.ts";

export interface Rebuilt {
  /** What differed; empty where nothing did. */
  readonly found: readonly Difference[];
  readonly written: boolean;
}

/**
 * Makes an account's projections anew from its entries: balance, debt, pending, held, lots and allocations. Compares
 * first, and writes only when asked to and something differs. What no entry knows and cannot be dropped stays, and is
 * found again the next time.
 * @throws Error where the entries themselves do not hold: there is nothing to rebuild from.
 */
export async function rebuildAccount(
  deps: LedgerDeps & Pick<Deps, "clock" | "ids">,
  accountId: number,
  memberPublicId: string,
  write: boolean,
): Promise<Rebuilt> {
  const kept = await keptOf(deps, accountId);
  const drawn = new Set(
    (await deps.database.all(through.allocationsOf, { accountId })).map(
      (row) => `${row.entry_id} ${row.lot_id}`,
    ),
  );
  const rebuilt = new Rebuilding();
  const allocations: Bound[] = [];
  const found: Difference[] = [];
  // The row's own number may be what is wrong: all there is counts.
  for await (const entry of entriesUpTo(deps, accountId, Number.MAX_SAFE_INTEGER)) {
    const what = rebuilt.take(entry, sha256);
    if (what !== null) throw new Error(`account ${accountId}, entry ${entry.seq} ${what}`);
    const { entryId, seq } = entry;
    for (const [lotId, points] of drawsIn(entry.effects)) {
      if (drawn.has(`${entryId} ${lotId}`)) continue;
      allocations.push(store.insertAllocation.with({ accountId, entryId, lotId, points }));
      found.push({ seq, what: `its allocation of ${points} points to lot ${lotId} is missing` });
    }
  }
  const days = daysOfEntry(rebuilt.newest, deps.settings.timeZone);
  found.push(...differences(rebuilt, kept, days));
  if (!write || found.length === 0) return { found, written: false };
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor: { kind: "system", id: "rebuild" } as const,
    action: "points.rebuild",
    subject: `member:${memberPublicId}`,
    nodeId: null,
    details: { differences: found.length },
  };
  const statements = [
    through.guardSeq.with({ accountId, seq: kept.seq }),
    ...lotPlans(accountId, rebuilt, kept),
    ...allocations,
    through.setFigures.with({ accountId, ...figuresFrom(rebuilt, days[0] ?? "") }),
  ];
  await deps.database.commit(audited(row, statements));
  return { found, written: true };
}

function lotPlans(accountId: number, { lots }: Rebuilding, kept: Kept): readonly Bound[] {
  const rows = new Set(kept.lots.map(({ lotId }) => lotId));
  const strangers = kept.lots.filter(({ lotId }) => !lots.has(lotId));
  return [
    ...strangers.map(({ lotId }) => through.dropLot.with({ accountId, lotId })),
    ...[...lots.values()].map((lot) =>
      (rows.has(lot.lotId) ? through.setLot : store.insertLot).with({ accountId, ...rowOf(lot) }),
    ),
  ];
}
