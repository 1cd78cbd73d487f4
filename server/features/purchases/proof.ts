import type { Award } from "../../../shared/points/earn/types.ts";
import type { Deps } from "../../deps.ts";
import { type Beside, type Difference, movementsOf, poolsUsed, type SeenAccount } from "../points/index.ts";
import {
  dayDifferences,
  holdDifferences,
  isOfMember,
  type PoolMove,
  PoolTally,
  type ProvenSale,
  poolMoves,
  saleDifferences,
} from "./proof.core.ts";
import { awardIn, earlierOf } from "./sold.ts";
import {
  couponYenOfAccount,
  holdsOfAccount,
  refundsOfAccount,
  salesOfAccount,
  sharedPools,
} from "./store-proof.ts";

/** Longer than any sale takes from being decided on to being written, and than servers' clocks are apart. */
const marginMs = 120_000;

export interface SalesProof {
  /** An account beside its sales, returns, holds and the limits that count for it alone. */
  readonly beside: (seen: SeenAccount) => Promise<Beside>;
  /** Once every account was seen: limits that members share, in words where they differ. */
  readonly limits: () => readonly string[];
}

/**
 * What sales and holds have to say while the ledger is gone through. Shared limits are read now, at `nowMs`, and compared
 * with what was recorded until then.
 */
export async function proveSales(deps: Pick<Deps, "database">, nowMs: number): Promise<SalesProof> {
  const rows = await deps.database.all(sharedPools, {});
  const kept = new Map(rows.map(({ pool, used }) => [pool, used]));
  const tally = new PoolTally(nowMs, marginMs);
  return {
    beside: async (seen) => {
      const read = await readSales(deps, seen);
      if (read === null) {
        const found = [{ seq: seen.seq, what: "what its sales or returns say cannot be read" }];
        return { found, accept: () => {} };
      }
      const moves = read.sales.flatMap(poolMoves);
      const byPurchase = Map.groupBy(read.movements, ({ purchaseId }) => purchaseId);
      const found = [
        ...read.sales.flatMap((sale) => saleDifferences(seen, sale, byPurchase.get(sale.purchaseId) ?? [])),
        ...holdDifferences(seen, read.holds),
        ...dayDifferences(seen, read.sales),
        ...(await memberPools(deps, seen, moves)),
      ];
      const shared = moves.filter(({ pool }) => !isOfMember(pool));
      return {
        found,
        accept: () => {
          for (const move of shared) tally.add(move);
        },
      };
    },
    limits: () => tally.differences(kept),
  };
}

/**
 * Null where what was written as JSON is none. A merged member's sales are looked at with whom they were merged into: what
 * comes back of them is in that stream.
 */
async function readSales(deps: Pick<Deps, "database">, seen: SeenAccount) {
  const { database } = deps;
  const accounts = seen.isMerged ? [] : [seen.accountId, ...seen.mergedFrom];
  const ofAll = async <Row>(ask: (accountId: number) => Promise<readonly Row[]>): Promise<readonly Row[]> =>
    (await Promise.all(accounts.map(ask))).flat();
  const [sales, refunds, cuts, others, holds] = await Promise.all([
    ofAll((accountId) => database.all(salesOfAccount, { accountId })),
    ofAll((accountId) => database.all(refundsOfAccount, { accountId })),
    ofAll((accountId) => database.all(couponYenOfAccount, { accountId })),
    Promise.all(seen.mergedFrom.map((accountId) => movementsOf(deps, accountId))),
    database.all(holdsOfAccount, { accountId: seen.accountId }),
  ]);
  const joined = [...others.flat(), ...seen.movements];
  try {
    const returned = Map.groupBy(refunds.map(refundOf), ({ purchaseId }) => purchaseId);
    return {
      movements:
        seen.mergedFrom.length === 0 ? joined : joined.sort((a, b) => a.recordedAtMs - b.recordedAtMs),
      sales: sales.map((row) => {
        const ofSale = cuts.filter((cut) => cut.purchase_id === row.purchase_id);
        return {
          ...saleOf(row, returned.get(row.purchase_id) ?? []),
          couponYenByChanges: ofSale.reduce((sum, { yen }) => sum + yen, 0),
        };
      }),
      holds: holds.map((row) => ({
        ...{ holdId: row.hold_id, entryId: row.entry_id, points: row.points },
        isOpen: row.status === "open",
      })),
    };
  } catch (failure) {
    if (failure instanceof SyntaxError || failure instanceof TypeError) return null;
    throw failure;
  }
}

type SaleRow = NonNullable<(typeof salesOfAccount)["row"]>;
type RefundRow = NonNullable<(typeof refundsOfAccount)["row"]>;

function saleOf(row: SaleRow, refunds: ProvenSale["refunds"]): Omit<ProvenSale, "couponYenByChanges"> {
  const { voided_at_ms: atMs, points_given_back: pointsGivenBack, points_taken_back: pointsTakenBack } = row;
  const isVoided = atMs !== null && pointsGivenBack !== null && pointsTakenBack !== null;
  return {
    purchaseId: row.purchase_id,
    accountId: row.account_id,
    storeId: row.store_id,
    businessDate: row.business_date,
    amountYen: row.amount_yen,
    couponYen: row.coupon_yen,
    netYen: row.net_yen,
    pointsUsed: row.points_used,
    pointsYen: row.discount_yen,
    pointsEarned: row.points_earned,
    draws: drawsIn(awardIn(row.award)),
    recordedAtMs: row.recorded_at_ms,
    voided: isVoided ? { atMs, pointsGivenBack, pointsTakenBack } : null,
    refunds,
  };
}

/** Sales of before there were limits have none. */
function drawsIn({ draws }: Partial<Award>): Award["draws"] {
  return draws ?? [];
}

function refundOf(row: RefundRow) {
  return {
    purchaseId: row.purchase_id,
    nth: row.nth,
    amountYen: row.amount_yen,
    netYen: row.net_yen,
    pointsGivenBack: row.points_given_back,
    pointsTakenBack: row.points_taken_back,
    pointsOwed: row.points_owed,
    pointsWaived: row.points_waived,
    recordedAtMs: row.recorded_at_ms,
    back: earlierOf(row),
  };
}

/** Limits of this member that its sales drew on. */
async function memberPools(
  deps: Pick<Deps, "database">,
  { seq }: SeenAccount,
  moves: readonly PoolMove[],
): Promise<readonly Difference[]> {
  const sums = new Map<string, number>();
  for (const { pool, points } of moves) {
    if (isOfMember(pool)) sums.set(pool, (sums.get(pool) ?? 0) + points);
  }
  if (sums.size === 0) return [];
  const used = await poolsUsed(deps, [...sums.keys()]);
  return [...sums].flatMap(([pool, points]) => {
    const is = used[pool] ?? 0;
    return is === points ? [] : [{ seq, what: `rule_pool ${pool} has used ${is}, by its sales ${points}` }];
  });
}
