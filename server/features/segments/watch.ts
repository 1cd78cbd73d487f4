import { dateAt } from "../../../shared/dates.ts";
import type { Segment } from "../../../shared/segments/schema.ts";
import type { Deps } from "../../deps.ts";
import type { Actor } from "../../platform/auth/actor.ts";
import type { Engine } from "../../platform/database/database.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { audited, housekeeping } from "../../platform/database/plan.ts";
import { sha256 } from "../../platform/hash.ts";
import { idsAfter } from "./audience.ts";
import { crossed, type Stretch } from "./crossings.core.ts";
import { momentOf, treeIn } from "./moment.ts";
import { segmentOf } from "./saved.ts";
import * as store from "./store-watch.ts";

/** Watched segments: who entered and who left since the time before, each crossing once. */

/** How often one is gone through at the most. */
const everyMs = 60 * 60_000;
const leaseMs = 120_000;
/** Members of one stretch, which is one commit: a till that sells meanwhile waits for one of them. */
const stretchOf: Readonly<Record<Engine, number>> = { sqlite: 10_000, postgres: 10_000, d1: 2_000 };

/** From now on, or no more. @throws Refusal segment.not_found. */
export async function setWatched(
  deps: Deps,
  actor: Actor,
  segmentId: string,
  watched: boolean,
): Promise<void> {
  const segment = await segmentOf(deps, segmentId);
  if (segment.watched === watched) return;
  const row = {
    ...{ auditId: deps.ids.ulid(), atMs: deps.clock.nowMs(), actor, action: "segments.watch" },
    ...{ subject: `segment:${segmentId}`, nodeId: null, details: { name: segment.name, watched } },
  };
  await deps.database.commit(audited(row, [store.setWatched.with({ segmentId, watched: watched ? 1 : 0 })]));
}

/** Any number of processes may call it: one has the lease, and a stretch that two have read is written by one. */
export async function watchSegments(deps: Deps, untilMs: number): Promise<number> {
  let stretches = 0;
  while (deps.clock.nowMs() < untilMs) {
    const nowMs = deps.clock.nowMs();
    const due = await deps.database.first(store.dueToWatch, { nowMs, beforeMs: nowMs - everyMs });
    if (due === undefined) break;
    const done = await watchOne(deps, due.segment_id, untilMs);
    if (done === 0) break;
    stretches += done;
  }
  return stretches;
}

async function watchOne(deps: Deps, segmentId: string, untilMs: number): Promise<number> {
  const worker = deps.ids.ulid();
  const nowMs = deps.clock.nowMs();
  const lease = store.leaseWatch.with({ segmentId, worker, nowMs, untilMs: nowMs + leaseMs });
  await deps.database.commit(housekeeping("a lease is nobody's property", [lease]));
  let done = 0;
  try {
    for (let over = false; !over; done++) {
      over = (await watchStretch(deps, segmentId, worker)) === "over";
      if (deps.clock.nowMs() >= untilMs) break;
    }
  } catch (failure) {
    // Somebody else went on with it, or it was changed meanwhile: the next tick reads it again.
    if (!(failure instanceof Conflict)) throw failure;
  } finally {
    const free = store.leaveWatch.with({ segmentId, worker });
    await deps.database.commit(housekeeping("a lease is nobody's property", [free]));
  }
  return done;
}

async function watchStretch(deps: Deps, segmentId: string, worker: string): Promise<"on" | "over"> {
  const row = await deps.database.first(store.watchedBy, { segmentId, worker });
  if (row === undefined) return "over";
  const tree = treeIn(row.tree);
  const [pass, after] = [Number(row.watched_pass), Number(row.watched_through)];
  const digest = await digestOf(deps, tree);
  if (digest !== row.watched_tree) {
    const begun = store.beginPass.with({ segmentId, pass, after, tree: digest });
    await deps.database.commit(housekeeping("what is meant now is what is gone through", [begun]));
    return "on";
  }
  const most = stretchOf[deps.database.engine];
  const [inside, kept] = await Promise.all([
    idsAfter(deps, tree, after, most),
    keptAfter(deps, segmentId, after, most),
  ]);
  const stretch = crossed(inside, kept, most);
  await keep(deps, { segmentId, pass, after, tree: digest }, row.watched_quiet === 1, stretch);
  return stretch.through === null ? "over" : "on";
}

interface Standing {
  readonly segmentId: string;
  readonly pass: number;
  readonly after: number;
  readonly tree: string;
}

async function keep(deps: Deps, at: Standing, isQuiet: boolean, stretch: Stretch): Promise<void> {
  const { segmentId, pass, after } = at;
  const { entered, left, through } = stretch;
  const nowMs = deps.clock.nowMs();
  const on = dateAt(nowMs, deps.settings.timeZone);
  const event = (kind: string) => (id: number) => [segmentId, pass, id, kind, on, nowMs];
  const events = isQuiet ? [] : [...entered.map(event("entered")), ...left.map(event("left"))];
  const statements = [
    store.movePass.with({ ...at, through: through ?? after, untilMs: nowMs + leaseMs }),
    ...(entered.length === 0 ? [] : [store.insertInside.with(entered.map((id) => [segmentId, id]))]),
    ...(left.length === 0 ? [] : [store.dropInside.with({ segmentId, members: JSON.stringify(left) })]),
    ...(events.length === 0 ? [] : [store.insertEvents.with(events)]),
    ...(through === null ? [store.endPass.with({ segmentId, nowMs })] : []),
  ];
  await deps.database.commit(housekeeping("who is in a segment follows from what members did", statements));
}

/** Read where reports are read, so that no sale waits. */
async function keptAfter(
  deps: Deps,
  segmentId: string,
  after: number,
  limit: number,
): Promise<readonly number[]> {
  const rows = await deps.database.report
    .selectFrom("segment_member")
    .select("member_id")
    .where("segment_id", "=", segmentId)
    .where("member_id", ">", after)
    .orderBy("member_id")
    .limit(limit)
    .execute();
  return rows.map(({ member_id }) => Number(member_id));
}

/** Of a tree and of the segments it names, as they say now. */
async function digestOf(deps: Deps, tree: Segment): Promise<string> {
  const { segments } = await momentOf(deps, tree);
  const nested = [...segments].sort(([a], [b]) => (a < b ? -1 : 1));
  return sha256(JSON.stringify([tree, nested]));
}
