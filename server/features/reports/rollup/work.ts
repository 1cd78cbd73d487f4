import type { Deps } from "../../../deps.ts";
import { Conflict } from "../../../platform/database/failures.ts";
import { housekeeping } from "../../../platform/database/plan.ts";
import type { Bound } from "../../../platform/database/prepared.ts";
import { ulidFloor } from "../../../platform/ids.ts";
import { othersFirst } from "../../../platform/turns.ts";
import { todayOf } from "../scope.ts";
import { staleFrom } from "./came.core.ts";
import { countCame } from "./came.ts";
import { type Folded, folded } from "./fold.core.ts";
import { countLots } from "./lots.ts";
import { type Mark, marksOf } from "./marks.ts";
import { messagesBetween } from "./messages.ts";
import { type Source, sources } from "./sources.ts";
import * as store from "./store.ts";

/**
 * Rows younger than this are not counted into the kept sums: a row's key is made when it is decided and seen when it is
 * committed, and between the two there may be a slow disk or another process. Reports add them live.
 */
export const settledAfterMs = 10 * 60_000;
/** A message may be tried for 23 hours. */
export const messageSettledAfterMs = 25 * 3_600_000;
const everyMs = 60_000;
/** Of one commit, which on SQLite sales wait for: a few milliseconds. */
const rowsPerPage = 500;

/** When a process looks again, by database. */
const nextLook = new WeakMap<Deps["database"], number>();

/**
 * Counts what was recorded since the marks into the kept sums, a page in a commit, and answers how many rows. The mark moves
 * in the same commit, so that whatever dies and whoever else counts, each row is in the sums once.
 */
export async function countReports(deps: Deps, untilMs: number): Promise<number> {
  const nowMs = deps.clock.nowMs();
  if (nowMs < (nextLook.get(deps.database) ?? 0)) return 0;
  let rows = 0;
  for (const source of sources) rows += await countSource(deps, source, nowMs - settledAfterMs, untilMs);
  rows += await countMessages(deps, nowMs - messageSettledAfterMs, untilMs);
  // The days after what was sold in them: before that their visits are not all there.
  if (deps.clock.nowMs() < untilMs) rows += await countCame(deps, untilMs);
  if (deps.clock.nowMs() < untilMs) rows += await countLots(deps, untilMs);
  if (rows > 0) return rows;
  nextLook.set(deps.database, nowMs + everyMs);
  return 0;
}

async function countSource(deps: Deps, source: Source, beforeMs: number, untilMs: number): Promise<number> {
  let rows = 0;
  const marks = await marksOf(deps);
  let mark = marks(source.name);
  let came = marks("came").nth;
  if (!(await isDue(deps, source, mark, beforeMs))) return 0;
  for (;;) {
    const page = await source.read(deps, mark.through, beforeMs, rowsPerPage);
    if (page.through === null) return rows;
    const next = { source: source.name, nth: mark.nth + 1, through: page.through };
    const sums = folded(page.changes);
    const stale = staleFrom(
      sums.visits.map(({ on }) => on),
      todayOf(deps),
    );
    // Whoever counts these days meanwhile has read their visits as they were.
    const days = stale === null ? [] : staleDays(stale, came + 1);
    if (!(await counted(deps, next, [...statementsOf(sums), ...days]))) return rows;
    if (stale !== null) came += 1;
    rows += page.changes.length;
    mark = next;
    if (!page.more || deps.clock.nowMs() >= untilMs) return rows;
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

async function countMessages(deps: Deps, beforeMs: number, untilMs: number): Promise<number> {
  let mark = (await marksOf(deps))("message");
  const waiting = await deps.database.first(store.oldestWaiting, {});
  const settled = ulidFloor(beforeMs);
  const oldest = waiting?.message_id ?? settled;
  const below = oldest < settled ? oldest : settled;
  if ((await deps.database.first(store.due.message, { after: mark.through, below })) === undefined) return 0;
  let rows = 0;
  for (;;) {
    const { days, through, more } = await messagesBetween(deps, mark.through, below, rowsPerPage);
    if (through === null) return rows;
    const next = { source: "message", nth: mark.nth + 1, through };
    const added = days.map(({ on, lane, messages }) => [on, lane, messages]);
    if (!(await counted(deps, next, added.length === 0 ? [] : [store.addMessages.with(added)]))) return rows;
    rows += rowsPerPage;
    mark = next;
    if (!more || deps.clock.nowMs() >= untilMs) return rows;
    if (deps.database.engine === "sqlite") await othersFirst();
  }
}

async function isDue(deps: Deps, { name }: Source, { through }: Mark, beforeMs: number): Promise<boolean> {
  if (name === "void") {
    const afterMs = Number(through.split("/")[0] ?? "");
    return (await deps.database.first(store.voidDue, { afterMs, beforeMs })) !== undefined;
  }
  const below = ulidFloor(beforeMs);
  return (await deps.database.first(store.due[name], { after: through, below })) !== undefined;
}

/** Whether it was written; false where another process has counted these rows meanwhile. */
async function counted(deps: Deps, mark: Mark, statements: readonly Bound[]): Promise<boolean> {
  const { source, nth, through } = mark;
  const moved = [store.insertMark.with({ source, nth, through }), store.dropMarks.with({ source, nth })];
  try {
    await deps.database.commit(
      housekeeping("sums of what is audited where it was done", [...moved, ...statements]),
    );
    return true;
  } catch (failure) {
    if (failure instanceof Conflict) return false;
    throw failure;
  }
}

function staleDays(from: string, nth: number): readonly Bound[] {
  const mark = { source: "came", nth };
  return [
    store.makeStale.with({ from }),
    store.insertMark.with({ ...mark, through: from }),
    store.dropMarks.with(mark),
  ];
}

function statementsOf({ days, parts, visits }: Folded): readonly Bound[] {
  const dayRows = days.map(({ on, storeId, sums: s }) => [
    ...[on, storeId, s.sales, s.yen, s.earned, s.used, s.lapsed, s.couponYen, s.returnedYen, s.adjusted],
  ]);
  const partRows = parts.map(({ month, part, value, sums: s }) => [
    ...[month, part, value, s.sales, s.yen, s.earned, s.used, s.lapsed],
  ]);
  const visitRows = visits.map(({ on, storeId, accountId, sales }) => [on, storeId, accountId, sales]);
  return [
    store.addDays.with(dayRows),
    store.addParts.with(partRows),
    ...(visitRows.length === 0 ? [] : [store.addVisits.with(visitRows)]),
  ];
}
