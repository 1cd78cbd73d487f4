import type { CalendarDate } from "../../../shared/dates.ts";
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
  const [gone, kept] = await Promise.all([visitDays(deps, from), visitDays(deps, into)]);
  const daysShared = [...gone].filter((day) => kept.has(day)).length;
  const visited = {
    purchases: from.purchases + into.purchases,
    visits: from.visits + into.visits - daysShared,
    spendYen: from.spendYen + into.spendYen,
    lastVisitOn: later(from.lastVisitOn, into.lastVisitOn),
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

async function visitDays(deps: Deps, { accountId }: Account): Promise<ReadonlySet<CalendarDate>> {
  const rows = await deps.database.all(store.visitDays, { accountId });
  return new Set(rows.map((row) => row.business_date));
}

function later(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
