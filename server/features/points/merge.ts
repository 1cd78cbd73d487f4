import { type WindowDay, windowsOn } from "../../../shared/points/windows.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { accountOf, lotOf, toolsOf } from "./account.ts";
import { grant } from "./adjust.core.ts";
import type { Gift } from "./earn.core.ts";
import type { Account, Doing } from "./ledger.core.ts";
import { draftOf } from "./ledger.core.ts";
import { type Moved, moveAll } from "./merge.core.ts";
import { planOf } from "./plans.ts";
import { accountOfMember } from "./store.ts";
import * as store from "./store-merge.ts";
import { windowDaysOf } from "./windows.ts";

/** An account with every lot it ever had in view, also those that are empty. */
export async function loadWholeAccount(
  deps: Pick<Deps, "database">,
  memberId: number,
  programmeId: number,
): Promise<Account | null> {
  const row = await deps.database.first(accountOfMember, { memberId, programmeId });
  if (row === undefined) return null;
  return accountOf(row, (await deps.database.all(store.everyLot, { accountId: row.account_id })).map(lotOf));
}

export interface AccountMerge extends Moved {
  /** Days on which both were in the shop: one visit each from now on. */
  readonly daysShared: number;
  readonly statements: readonly Bound[];
}

/**
 * All points, debts and business days of one account go into another. Its sales stay where they are, with their entries;
 * what comes back of them is posted where their points are now. `gifts` are given on top.
 */
export async function planMergeAccounts(
  deps: Deps,
  from: Account,
  into: Account,
  doing: Doing,
  gifts: readonly Gift[] = [],
): Promise<AccountMerge> {
  const [gone, kept] = await Promise.all([
    windowDaysOf(deps, from.accountId),
    windowDaysOf(deps, into.accountId),
  ]);
  const visits = new Set(kept.filter(isVisit).map(({ on }) => on));
  const daysShared = gone.filter((day) => isVisit(day) && visits.has(day.on)).length;
  const isLater = (from.lastVisitOn ?? "") > (into.lastVisitOn ?? "");
  const visited = {
    purchases: from.purchases + into.purchases,
    visits: from.visits + into.visits - daysShared,
    spendYen: from.spendYen + into.spendYen,
    lastVisitOn: isLater ? from.lastVisitOn : into.lastVisitOn,
    lastStoreId: isLater ? from.lastStoreId : into.lastStoreId,
    windows: windowsOn(together([...gone, ...kept]), doing.businessDate),
  };
  const tools = toolsOf(deps);
  const both = moveAll(draftOf(from), draftOf(into), visited, doing, tools);
  const moved = { ...both, into: gifts.reduce((draft, gift) => grant(draft, gift, doing, tools), both.into) };
  // In the order of their numbers, so that two merges that cross never wait for each other.
  const drafts = [moved.from, moved.into].sort((a, b) => a.account.accountId - b.account.accountId);
  const ids = { fromId: from.accountId, intoId: into.accountId };
  return {
    ...moved,
    daysShared,
    statements: [
      ...drafts.flatMap((draft) => planOf(draft, doing.businessDate)),
      store.addDays.with(ids),
      store.dropDays.with({ accountId: from.accountId }),
    ],
  };
}

function isVisit({ purchases }: WindowDay): boolean {
  return purchases > 0;
}

/** A day of both is one day. */
function together(days: readonly WindowDay[]): readonly WindowDay[] {
  return [...Map.groupBy(days, ({ on }) => on)].map(([on, same]) => ({
    on,
    purchases: same.reduce((sum, day) => sum + day.purchases, 0),
    netYen: same.reduce((sum, day) => sum + day.netYen, 0),
  }));
}
