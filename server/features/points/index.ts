import type { Bound } from "../../platform/database/prepared.ts";
import { openAccountOf } from "./store.ts";

export { loadAccount, loadReversals, planOf, pointsView, toolsOf } from "./account.ts";
export { entriesSince, historyOf } from "./history.ts";
export {
  type Account,
  type Doing,
  type Draft,
  draftOf,
  type Entry,
  earn,
  firstBreak,
  lapseAll,
  reverse,
  spend,
  type Tools,
} from "./ledger.core.ts";
export { mainProgramme, planProgramme, programmeExists, rulesInForce } from "./programme.ts";

/** Opens the balance row of a member that the same plan, or an earlier one, inserts. */
export function planOpenAccount(memberPublicId: string, programmeId: number): Bound {
  return openAccountOf.with({ memberPublicId, programmeId });
}
