import { addDays, dateAt, startOfDay } from "../../../shared/dates.ts";
import { Refusal } from "../../../shared/errors.ts";
import type { QuotaView, SendingChanges, SendingView } from "../../../shared/outbox/console.ts";
import { planDiffers } from "../../../shared/reach/plan-differs.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { ulidFloor } from "../../platform/ids.ts";
import {
  planReserve,
  planResumeSending,
  planStopSending,
  readQuota,
  readSending,
} from "../../platform/outbox/index.ts";
import { reachInForce } from "../reach/index.ts";
import { staffName } from "../stores/index.ts";
import { mayDropAll } from "./drop.ts";
import { reasonIn } from "./rows.ts";
import * as store from "./store.ts";

/** The switch and the month's messages. */

export async function sendingView(deps: Deps): Promise<SendingView> {
  const { stopped, held, campaignHeld } = await readSending(deps);
  return {
    stopped:
      stopped === null
        ? null
        : { atMs: stopped.atMs, by: await staffName(deps, stopped.by), reason: stopped.note },
    held: held === null ? null : { why: held.why, sinceMs: held.sinceMs, untilMs: held.untilMs },
    campaignHeld,
  };
}

/** Nothing leaves from now on, replies neither. Stopping what is stopped keeps who did it first, and why. */
export async function stopSending(deps: Deps, actor: Actor, reason: string): Promise<SendingView> {
  const by = `${actor.kind}:${actor.id}`;
  await changed(deps, actor, "messages.stop", { reason }, planStopSending(deps, { by, note: reason }));
  return sendingView(deps);
}

/** What waited goes out, and what comes from now on. */
export async function resumeSending(deps: Deps, actor: Actor): Promise<SendingView> {
  const { stopped } = await readSending(deps);
  if (stopped !== null) await changed(deps, actor, "messages.resume", {}, planResumeSending());
  return sendingView(deps);
}

async function changed(
  deps: Deps,
  actor: Actor,
  action: "messages.stop" | "messages.resume" | "messages.reserve",
  details: Readonly<Record<string, string | number | null>>,
  statements: readonly Bound[],
): Promise<void> {
  const row = {
    auditId: deps.ids.ulid(),
    atMs: deps.clock.nowMs(),
    actor,
    action,
    subject: "sending:all",
    nodeId: null,
    details,
  };
  await deps.database.commit(audited(row, statements));
}

export async function quotaView(deps: Deps): Promise<QuotaView> {
  const [state, { plan }, waiting] = await Promise.all([
    readSending(deps),
    reachInForce(deps),
    store.waitingByReason(deps.database.report),
  ]);
  const { kind, value, used, readAtMs, takenSince, campaignLeft } = state.quota;
  return {
    plan: kind === null ? null : kind === "none" ? { kind } : { kind, perMonth: value ?? 0 },
    typed: { included: plan.included, differs: planDiffers(plan, { kind, value }) },
    used: used === null ? null : used + takenSince,
    readAtMs: readAtMs === 0 ? null : readAtMs,
    reserveSet: state.reserveSet,
    reserve: state.reserve,
    campaignLeft,
    waiting: waiting.map((row) => {
      const reason = reasonIn(row.reason);
      return { ...row, reason, droppable: mayDropAll(reason) };
    }),
  };
}

const askAgainMs = 10_000;

/**
 * Asks LINE for the month's figures now, where they were not read a moment ago.
 * @throws Refusal line.unavailable where LINE does not say.
 */
export async function quotaReadNow(deps: Deps): Promise<QuotaView> {
  const { quota } = await readSending(deps);
  const isNew = deps.clock.nowMs() - quota.readAtMs < askAgainMs;
  if (!isNew && (await readQuota(deps)) === null) throw new Refusal("line.unavailable");
  return quotaView(deps);
}

/** Null: the outbox's own share. */
export async function setReserve(deps: Deps, actor: Actor, reserve: number | null): Promise<QuotaView> {
  await changed(deps, actor, "messages.reserve", { reserve }, planReserve(reserve));
  return quotaView(deps);
}

const changesDays = 90;

/** Who stopped and resumed, the newest first. */
export async function sendingChanges(deps: Deps): Promise<SendingChanges> {
  const { timeZone } = deps.settings;
  const first = addDays(dateAt(deps.clock.nowMs(), timeZone), -changesDays);
  const rows = await store.switchings(deps.database.report, ulidFloor(startOfDay(first, timeZone)));
  const changes = rows.map(async (row) => ({
    atMs: row.at_ms,
    stopped: row.action === "messages.stop",
    by: await staffName(deps, `${row.actor_kind}:${row.actor_id}`),
    reason: reasonOf(row.details),
  }));
  return { changes: await Promise.all(changes) };
}

function reasonOf(details: string | null): string | null {
  const value: unknown = details === null ? null : JSON.parse(details);
  const told = typeof value === "object" && value !== null && "reason" in value ? value.reason : null;
  return typeof told === "string" ? told : null;
}
