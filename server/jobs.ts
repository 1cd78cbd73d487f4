import type { Deps } from "./deps.ts";
import { purgeCardTraces } from "./features/card/index.ts";
import { purgeEvents, workInbox } from "./features/inbox/index.ts";
import { purgeWindows } from "./features/integrations/index.ts";
import { purgeDeparted } from "./features/members/index.ts";
import { workMenus } from "./features/menus/index.ts";
import { runNightly } from "./features/nightly/index.ts";
import { applyFiles, purgeCheckedFiles } from "./features/points/index.ts";
import { releaseExpiredHolds } from "./features/purchases/index.ts";
import { purgeSessions } from "./platform/auth/sessions.ts";
import { failureText } from "./platform/log.ts";
import { sendDue } from "./platform/outbox/index.ts";

/** How much one tick may do before it returns. */
export interface Budget {
  readonly forMs: number;
}

/**
 * Takes due work by lease, does some, and says how much it did: nothing means that there is nothing to do. Node calls it
 * in a loop, Workers from a schedule; any number of processes may call it at once.
 */
export async function tick(deps: Deps, budget: Budget): Promise<number> {
  const untilMs = deps.clock.nowMs() + budget.forMs;
  const worked = await Promise.all([
    guarded(deps, "inbox", () => workInbox(deps, untilMs)),
    guarded(deps, "outbox", () => sendDue(deps, untilMs)),
    guarded(deps, "menus", () => workMenus(deps, untilMs)),
    guarded(deps, "holds", () => releaseExpiredHolds(deps, untilMs)),
    guarded(deps, "adjustment files", () => applyFiles(deps, untilMs)),
    guarded(deps, "nightly", () => runNightly(deps, untilMs)),
  ]);
  return worked.reduce((sum, done) => sum + done, 0);
}

/** Work that need not happen often: forgetting what no rule and no person needs any more. */
export async function sweep(deps: Deps): Promise<void> {
  const forgetting = {
    codes: purgeCardTraces,
    departed: purgeDeparted,
    events: purgeEvents,
    files: purgeCheckedFiles,
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
