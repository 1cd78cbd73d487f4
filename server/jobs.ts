import type { Deps } from "./deps.ts";
import { runAutomations } from "./features/automations/index.ts";
import { workCampaigns } from "./features/campaigns/index.ts";
import { purgeCardTraces } from "./features/card/index.ts";
import {
  expireCoupons,
  issueBirthdays,
  issueLists,
  purgeCheckedLists,
  releaseReserved,
} from "./features/coupons/index.ts";
import { purgeEvents, workInbox } from "./features/inbox/index.ts";
import { purgeWindows } from "./features/integrations/index.ts";
import { purgeDeparted } from "./features/members/index.ts";
import { workMenus } from "./features/menus/index.ts";
import { runNightly } from "./features/nightly/index.ts";
import { applyFiles, purgeCheckedFiles } from "./features/points/index.ts";
import { releaseExpiredHolds } from "./features/purchases/index.ts";
import { countReports } from "./features/reports/index.ts";
import { askInsight, countResults } from "./features/results/index.ts";
import { computeRfm, purgeCrossings, watchSegments } from "./features/segments/index.ts";
import { expireStampCards } from "./features/stamps/index.ts";
import { purgeSessions } from "./platform/auth/sessions.ts";
import { failureText } from "./platform/log.ts";
import { purgeSettled, sendDue } from "./platform/outbox/index.ts";

/** How much one tick may do before it returns. */
export interface Budget {
  readonly forMs: number;
}

/** What takes due work by lease, does some until a moment, and says how much: nothing means that nothing is due. */
const jobs = {
  inbox: workInbox,
  outbox: sendDue,
  menus: workMenus,
  holds: releaseExpiredHolds,
  "coupons put aside": releaseReserved,
  "adjustment files": applyFiles,
  nightly: runNightly,
  automations: runAutomations,
  "stamp cards": expireStampCards,
  "coupon lists": issueLists,
  "coupon birthdays": issueBirthdays,
  "coupon expiry": expireCoupons,
  reports: countReports,
  results: countResults,
  insight: (deps) => askInsight(deps),
  rfm: computeRfm,
  segments: watchSegments,
  campaigns: workCampaigns,
} satisfies Readonly<Record<string, (deps: Deps, untilMs: number) => Promise<number>>>;

export type Job = keyof typeof jobs;

/** Each may be called by any number of processes at once, and one that takes long holds up no other. */
export const jobNames: readonly Job[] = Object.keys(jobs).map(known);

/** The keys of the record above are jobs; `Object.keys` has forgotten it. */
function known(key: string): Job {
  return key as Job;
}

export function runJob(deps: Deps, job: Job, budget: Budget): Promise<number> {
  return guarded(deps, job, () => jobs[job](deps, deps.clock.nowMs() + budget.forMs));
}

/** All of them once, side by side: for Workers, which call it from a schedule. */
export async function tick(deps: Deps, budget: Budget): Promise<number> {
  const worked = await Promise.all(jobNames.map((job) => runJob(deps, job, budget)));
  return worked.reduce((sum, done) => sum + done, 0);
}

/** Work that need not happen often: forgetting what no rule and no person needs any more. */
export async function sweep(deps: Deps): Promise<void> {
  const forgetting = {
    codes: purgeCardTraces,
    crossings: purgeCrossings,
    departed: purgeDeparted,
    events: purgeEvents,
    files: purgeCheckedFiles,
    lists: purgeCheckedLists,
    messages: purgeSettled,
    sessions: purgeSessions,
    windows: purgeWindows,
  };
  for (const [job, purge] of Object.entries(forgetting)) {
    await guarded(deps, `purge ${job}`, () => purge(deps).then(() => 0));
  }
}

/** One job that fails must not stop the others. */
async function guarded(deps: Deps, job: string, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (failure) {
    deps.log.error("job.failed", { job, failure: failureText(failure) });
    return 0;
  }
}
