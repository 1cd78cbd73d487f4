import type { CalendarDate } from "../../../shared/dates.ts";
import { bucketSeedOf } from "../../../shared/segments/bucket.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { sha256 } from "../../platform/hash.ts";
import { openAccountOf } from "./store.ts";
import { forgetReasons } from "./store-adjustments.ts";

export {
  accountOf,
  effectsIn,
  inView,
  lapsedLotsSince,
  loadAccount,
  lotOf,
  pointsView,
  toolsOf,
  withLots,
} from "./account.ts";
export { deduct, deductOwing, grant } from "./adjust.core.ts";
export { type Adjustment, adjust } from "./adjust.ts";
export { applyFiles } from "./adjustment-apply.ts";
export { purgeCheckedFiles } from "./adjustment-file.ts";
export { type BalanceOn, balanceOn, memberBalanceOn } from "./balance-on.ts";
export { pointsConsoleRoutes } from "./console-routes.ts";
export { type AccountDay, dayOf, emptyDay, lastVisitBefore, planDay } from "./days.ts";
export {
  activateDue,
  activateOnEvent,
  earn,
  type Gift,
  reinstate,
  renewedDates,
} from "./earn.core.ts";
export { type ExportLine, exportedFields, exportLedger } from "./export.ts";
export { entriesOf, type FeedEntry, feedAfter } from "./feed.ts";
export { entriesSince, historyOf } from "./history.ts";
export { dueOn, lapseAll, lapseDue } from "./lapse.core.ts";
export {
  type Account,
  type Doing,
  type Draft,
  draftOf,
  type Entry,
  firstBreak,
  type OpenedLot,
  type Tools,
} from "./ledger.core.ts";
export {
  accountsDue,
  type DueRange,
  dueDayAfter,
  highestAccountId,
  loadAccounts,
  type OneOfMany,
} from "./many.ts";
export { loadMemberAccount, type MemberAccount } from "./member-account.ts";
export { memberListRoutes } from "./member-list-routes.ts";
export { type AccountMerge, loadWholeAccount, planMergeAccounts } from "./merge.ts";
export { rulesOfClient } from "./of-client.ts";
export { saleDaysOfLots } from "./of-lots.ts";
export { type OfPurchase, pointsOfPurchase, takenBy } from "./of-purchase.ts";
export { planMany, planOf } from "./plans.ts";
export { planDraws, planDrawsBack, poolsUsed } from "./pools.ts";
export {
  mainProgramme,
  planProgramme,
  planVersion,
  programmeExists,
  rulesAt,
  rulesInForce,
  rulesOf,
} from "./programme.ts";
export type { Difference } from "./rebuild.core.ts";
export { type Rebuilt, rebuildAccount } from "./rebuild.ts";
export { type GivingBack, giveBack, type TakenBack, type TakingBack, takeBack } from "./reverse.core.ts";
export { hold, release, spend, spendHeld, type Taken } from "./spend.core.ts";
export { datesWithout, type Reinstated, takeReinstated } from "./undo.core.ts";
export {
  type Beside,
  type Break,
  type Counted,
  type LedgerDeps,
  type Movement,
  movementsOf,
  pagesOfAccounts,
  type SeenAccount,
  type Verified,
  verifyLedger,
} from "./verify.ts";
export { type MovedWindows, planRankCopy, planWindows, type WindowsRange } from "./windows.ts";

/**
 * Opens the balance row of a member that the same plan, or an earlier one, inserts. `joinedOn` is the day in the shop's
 * zone.
 */
export function planOpenAccount(memberPublicId: string, programmeId: number, joinedOn: CalendarDate): Bound {
  const bucketSeed = bucketSeedOf(sha256(memberPublicId));
  return openAccountOf.with({ memberPublicId, programmeId, joinedOn, bucketSeed });
}

/** The words that staff wrote about a member who leaves. */
export function planForgetReasons(accountId: number): Bound {
  return forgetReasons.with({ accountId });
}
