import { z } from "zod";
import type { Deps } from "../../deps.ts";
import { housekeeping } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { failureText } from "../../platform/log.ts";
import { planFriend } from "../members/index.ts";
import * as store from "./store.ts";

const leaseMs = 60_000;
const batch = 50;
const attemptsMax = 8;

const userEvent = z.object({ source: z.object({ userId: z.string().regex(/^U[0-9a-f]{32}$/) }) });

/**
 * Works through stored events until none is due or `untilMs` has come. An event that fails is tried again later and
 * lies dead after that, still to be seen. Answers how many were looked at.
 */
export async function workInbox(deps: Deps, untilMs: number): Promise<number> {
  let worked = 0;
  while (deps.clock.nowMs() < untilMs) {
    const nowMs = deps.clock.nowMs();
    if ((await deps.database.first(store.anyDue, { nowMs })) === undefined) break;
    const worker = deps.ids.ulid();
    const lease = store.lease.with({ worker, nowMs, untilMs: nowMs + leaseMs, limit: batch });
    await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
    const rows = await deps.database.all(store.leased, { worker });
    if (rows.length === 0) break;
    for (const row of rows) await workOne(deps, worker, row);
    worked += rows.length;
  }
  return worked;
}

interface EventRow {
  readonly webhook_event_id: string;
  readonly type: string;
  readonly occurred_at_ms: number;
  readonly body: string;
  readonly attempts: number;
}

/** What the event changes and that it is done are one commit, so that it never counts twice. */
async function workOne(deps: Deps, worker: string, row: EventRow): Promise<void> {
  const { webhook_event_id: id, attempts } = row;
  const nowMs = deps.clock.nowMs();
  try {
    const effects = effectsOf(row);
    const status = effects === null ? "ignored" : "done";
    const settled = store.settle.with({
      id,
      worker,
      status,
      attempts: attempts + 1,
      dueAtMs: nowMs,
      failure: null,
    });
    await deps.database.commit(
      housekeeping("what LINE told us about a person's friendship", [...(effects ?? []), settled]),
    );
  } catch (failure) {
    const dead = attempts + 1 >= attemptsMax;
    deps.log.warn("inbox.event_failed", { id, type: row.type, dead, failure: failureText(failure) });
    const dueAtMs = nowMs + 1000 * 2 ** attempts;
    const settled = store.settle.with({
      id,
      worker,
      status: dead ? "dead" : "waiting",
      attempts: attempts + 1,
      dueAtMs,
      failure: failureText(failure).slice(0, 500),
    });
    await deps.database.commit(housekeeping("a failed event waits or lies dead", [settled]));
  }
}

/** What an event changes; null for those that mean nothing to us. */
function effectsOf(row: EventRow): readonly Bound[] | null {
  if (row.type !== "follow" && row.type !== "unfollow") return null;
  const { source } = userEvent.parse(JSON.parse(row.body));
  return [planFriend(source.userId, row.type === "follow", row.occurred_at_ms)];
}
