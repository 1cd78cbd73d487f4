import { nextDue } from "../../../shared/campaigns/times.ts";
import { dateAt } from "../../../shared/dates.ts";
import { isQuiet } from "../../../shared/reach/quiet.ts";
import type { Deps } from "../../deps.ts";
import type { Engine } from "../../platform/database/database.ts";
import { Conflict, Duplicate } from "../../platform/database/failures.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { planDropRun, planPark, planUnpark } from "../../platform/outbox/index.ts";
import { othersFirst } from "../../platform/turns.ts";
import { reachInForce } from "../reach/index.ts";
import { freezeSome } from "./freeze.ts";
import { planTakeBack } from "./gift.ts";
import { queueSome } from "./queue.ts";
import { documentIn, type Run, runOf } from "./run.ts";
import * as store from "./store.ts";
import { planCatchUp } from "./store-catch-up.ts";
import * as runs from "./store-runs.ts";
import * as settling from "./store-settle.ts";
import * as verbs from "./store-verbs.ts";

/** A dead process's run is free again after this; each turn renews it. */
const leaseMs = 20_000;
/** How long one turn works at one run. */
const turnMs: Readonly<Record<Engine, number>> = { sqlite: 1_000, postgres: 2_000, d1: 10_000 };
/** While the outbox has all it can hold, it is looked at this often. */
const lookMs: Readonly<Record<Engine, number>> = { sqlite: 25, postgres: 25, d1: 500 };

/**
 * Begins what is due and takes runs further: freezes their audience, hands batches to the outbox, writes how they ended. Any
 * number of processes may call it at once and any may be killed: a run is leased, and each step is one commit that can be made
 * once. Answers how much was done.
 */
export async function workCampaigns(deps: Deps, untilMs: number): Promise<number> {
  let done = await beginDue(deps);
  for (const { run_id: runId, leased_until_ms } of await deps.database.all(runs.openRuns, {})) {
    const nowMs = deps.clock.nowMs();
    if (nowMs >= untilMs) break;
    if (leased_until_ms >= nowMs) continue;
    done += await workRun(deps, runId, Math.min(untilMs, nowMs + turnMs[deps.database.engine]));
  }
  return done;
}

async function workRun(deps: Deps, runId: number, untilMs: number): Promise<number> {
  const worker = deps.ids.ulid();
  const nowMs = deps.clock.nowMs();
  const lease = runs.leaseRun.with({ runId, worker, nowMs, untilMs: nowMs + leaseMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
  const row = await deps.database.first(runs.runById, { runId });
  if (row?.leased_by !== worker) return 0;
  let done = 0;
  try {
    done = await takeFurther(deps, runId, untilMs);
  } finally {
    const free = runs.keepLease.with({ runId, worker, untilMs: 0 });
    await deps.database.commit(housekeeping("a lease is nobody's property", [free]));
  }
  return done;
}

/** Step after step until the turn is over or nothing is to be done but to wait. */
async function takeFurther(deps: Deps, runId: number, untilMs: number): Promise<number> {
  let done = 0;
  for (let waits = 0; deps.clock.nowMs() < untilMs; ) {
    const run = await runOf(deps, runId);
    const did = await step(deps, run).catch(lostRace);
    if (did === "over") return done + 1;
    if (did > 0) {
      done += did;
      waits = 0;
    } else if (run.status === "paused" || ++waits > 40) return done;
    else await new Promise((resolve) => setTimeout(resolve, lookMs[deps.database.engine]));
    if (deps.database.engine === "sqlite") await othersFirst();
  }
  return done;
}

/** Somebody else has taken this step: look again. */
function lostRace(failure: unknown): number {
  if (failure instanceof Conflict || failure instanceof Duplicate) return 1;
  throw failure;
}

async function step(deps: Deps, run: Run): Promise<number | "over"> {
  if (run.status === "freezing") {
    await freezeSome(deps, run);
    return 1;
  }
  const settled = await settleSome(deps, run);
  const { runId } = run;
  if (run.status === "sending") {
    if (await mustWait(deps, run)) return settled;
    const queued = await queueSome(deps, run);
    if (queued > 0) return queued;
    // What waits in the outbox, for the month's messages or LINE's rate, is kept right too.
    const gone = settled > 0 ? [] : await planCatchUp(deps, run);
    if (gone.length > 0) await deps.database.commit(housekeeping("who is gone is left out", gone));
  }
  const left = await deps.database.first(settling.leftOfRun, { runId });
  const queued = Number(left?.queued ?? 0);
  const over = run.status === "sending" ? queued + Number(left?.frozen ?? 0) === 0 : queued === 0;
  if (!over || run.status === "paused") return settled;
  await deps.database.commit(housekeeping("nothing of it is left", planEnd(run, deps.clock.nowMs())));
  return "over";
}

function planEnd({ runId, campaignId, status }: Run, nowMs: number): Bound[] {
  const to = status === "sending" ? "sent" : "cancelled";
  return [
    settling.endRun.with({ runId, from: status, to, nowMs }),
    ...(status === "sending" ? [store.afterRun.with({ campaignId, nowMs })] : []),
    ...planUnpark(runId),
  ];
}

/** How batches ended that were under way; of a run that is cancelled, what has come back to wait is dropped first. */
async function settleSome(deps: Deps, run: Run): Promise<number> {
  const { runId, status } = run;
  const before = await deps.database.first(settling.leftOfRun, { runId });
  if (Number(before?.queued ?? 0) === 0) return 0;
  const nowMs = deps.clock.nowMs();
  await deps.database.commit(
    housekeeping("how messages ended is said by their rows", [
      ...(status === "cancelling" ? planDropRun(runId, nowMs) : []),
      settling.reasonsOfHalves.with({ runId }),
      settling.reasonsOfPushes.with({ runId }),
      settling.settleBatches.with({ runId, nowMs }),
      ...planTakeBack(run, { nowMs, on: dateAt(nowMs, deps.settings.timeZone) }),
    ]),
  );
  const after = await deps.database.first(settling.leftOfRun, { runId });
  return Number(before?.queued ?? 0) - Number(after?.queued ?? 0);
}

/** At night nothing leaves; and more than one person may decide about waits for another's yes. */
async function mustWait(deps: Deps, run: Run): Promise<boolean> {
  const { runId, campaignId } = run;
  const nowMs = deps.clock.nowMs();
  const { quietHours, approvalAbove } = await reachInForce(deps);
  if (approvalAbove !== null && run.planned > approvalAbove && !run.approved) {
    const statements = [
      ...planPark(runId, nowMs),
      verbs.pauseRun.with({ runId, why: "needs_approval" }),
      verbs.setCampaign.with({ campaignId, from: "sending", to: "paused", nowMs }),
    ];
    await deps.database.commit(housekeeping("more than one person may decide about", statements));
    return true;
  }
  const quiet = isQuiet(nowMs, quietHours, deps.settings.timeZone);
  if (quiet && run.pausedWhy === null) {
    const night = [...planPark(runId, nowMs), verbs.setNight.with({ runId, why: "quiet_hours" })];
    await deps.database.commit(housekeeping("it is night", night));
  } else if (!quiet && run.pausedWhy === "quiet_hours") {
    const gone = await planCatchUp(deps, run);
    const morning = [...gone, ...planUnpark(runId), verbs.setNight.with({ runId, why: null })];
    await deps.database.commit(housekeeping("the night is over", morning));
  }
  return quiet;
}

/** A run for each campaign whose time has come, and when it is due again. */
async function beginDue(deps: Deps): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const { quietHours } = await reachInForce(deps);
  if (isQuiet(nowMs, quietHours, deps.settings.timeZone)) return 0;
  let begun = 0;
  for (const row of await deps.database.all(store.dueCampaigns, { nowMs })) {
    const { campaign_id: campaignId, version } = row;
    const found = await deps.database.first(store.versionOf, { campaignId, version });
    const last = await deps.database.first(runs.lastMember, {});
    if (found === undefined) continue;
    const next = nextDue(documentIn(found.document).schedule, nowMs, deps.settings.timeZone);
    const nth = row.runs + 1;
    const audit = {
      ...{ auditId: deps.ids.ulid(), atMs: nowMs, action: "campaigns.begin_run" },
      actor: { kind: "system" as const, id: "campaigns" },
      ...{ subject: `campaign:${campaignId}`, nodeId: null, details: { nth, version } },
    };
    const statements = [
      store.insertRun.with({
        ...{ publicId: deps.ids.publicId(), campaignId, nth, version, nowMs },
        ...{ dueAtMs: row.next_due_at_ms ?? nowMs, untilMemberId: Number(last?.last ?? 0) },
      }),
      store.beginRun.with({ campaignId, runs: nth, nextDueAtMs: next, nowMs }),
    ];
    begun += await deps.database.commit(audited(audit, statements)).then(() => 1, lostRace);
  }
  return begun;
}
