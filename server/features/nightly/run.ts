import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { Conflict } from "../../platform/database/failures.ts";
import { type AuditedPlan, housekeeping } from "../../platform/database/plan.ts";
import { othersFirst } from "../../platform/turns.ts";
import {
  accountsDue,
  dueDayAfter,
  type MovedWindows,
  mainProgramme,
  planWindows,
  programmeExists,
} from "../points/index.ts";
import { ladderInForce, ranksDue } from "../ranks/index.ts";
import { type Chunk, counted, isFinished, leave, nextTurn } from "./chunks.ts";
import { type Page, workPage } from "./page.ts";

/** Accounts of one commit. On SQLite sales wait for it, so it is to take a few milliseconds. */
const accountsPerPage = { sqlite: 100, postgres: 200, d1: 250 } as const;
/** Ranks are read together, but what is decided about one is a few rows of its own, and each is a statement on D1. */
const ranksPerPage = { sqlite: 100, postgres: 200, d1: 60 } as const;
/** A statement writes them all, so a page may be larger. */
const windowsPerPage = { sqlite: 200, postgres: 1_000, d1: 1_000 } as const;
const callsPerPage = 4;
const callsForRanks = 5;
const callsPerRank = 2;
/**
 * How long one call works before it lets the other scheduled work go on. On D1 it is by questions: an invocation may ask
 * a thousand times, most of which are the outbox's, and a cron trigger comes but once a minute.
 */
const turnMs = { sqlite: 250, postgres: 250, d1: 10_000 } as const;
const callsPerTurn = { sqlite: Number.MAX_SAFE_INTEGER, postgres: Number.MAX_SAFE_INTEGER, d1: 200 } as const;

const nothingCounted = { accounts: 0, pointsActivated: 0, pointsLapsed: 0, ranksChanged: 0 };

/** The newest date that is known to be finished, by database: the question at each tick costs nothing then. */
const finished = new WeakMap<Deps["database"], CalendarDate>();

/** How far this call may go. */
interface Bounds {
  readonly untilMs: number;
  callsLeft: number;
}

/**
 * Does a part of what the start of the day brings (requirement 2.7), where that is not done yet, and answers how many
 * accounts it wrote. Any number of processes may call it at once and any may be killed: chunks are leased, an account is
 * written whole, and what was written is not due any more.
 */
export async function runNightly(deps: Deps, untilMs: number): Promise<number> {
  const nowMs = deps.clock.nowMs();
  const today = dateAt(nowMs, deps.settings.timeZone);
  if (finished.get(deps.database) === today) return 0;
  if (!(await programmeExists(deps, mainProgramme))) return 0;
  if (await isFinished(deps, mainProgramme, today)) {
    finished.set(deps.database, today);
    return 0;
  }
  const { engine } = deps.database;
  const bounds = { untilMs: Math.min(untilMs, nowMs + turnMs[engine]), callsLeft: callsPerTurn[engine] };
  let accounts = 0;
  while (mayGoOn(deps, bounds)) {
    const turn = await nextTurn(deps, mainProgramme, today);
    if (turn.kind === "finished") finished.set(deps.database, today);
    if (turn.kind !== "chunk") break;
    bounds.callsLeft -= callsPerPage;
    accounts += await workChunk(deps, turn.chunk, bounds);
  }
  return accounts;
}

function mayGoOn(deps: Deps, { untilMs, callsLeft }: Bounds): boolean {
  return callsLeft > 0 && deps.clock.nowMs() < untilMs;
}

/** Works a chunk off, page by page, and gives it back: done, or as far as it came. */
async function workChunk(deps: Deps, chunk: Chunk, bounds: Bounds): Promise<number> {
  let accounts = 0;
  let { ranksSeenToId } = chunk;
  for await (const page of pagesOf(deps, chunk)) {
    const ranks = page.ids.filter((id) => page.ranks.due.has(id)).length;
    bounds.callsLeft -= callsPerPage + (ranks > 0 ? callsForRanks + callsPerRank * ranks : 0);
    accounts += await workPage(deps, chunk, page);
    ranksSeenToId = page.ranksSeenToId;
    if (!mayGoOn(deps, bounds)) {
      await leave(deps, chunk, ranksSeenToId, false);
      return accounts;
    }
    if (deps.database.engine === "sqlite") await othersFirst();
  }
  const isDone = await moveWindows(deps, chunk, bounds);
  await leave(deps, chunk, ranksSeenToId, isDone);
  return accounts;
}

/** The sums that segments ask for, where a day has fallen out of their windows. False where time ran out before the end. */
async function moveWindows(deps: Deps, chunk: Chunk, bounds: Bounds): Promise<boolean> {
  const { engine } = deps.database;
  let afterId: number | null = chunk.fromId - 1;
  while (afterId !== null) {
    if (!mayGoOn(deps, bounds)) return false;
    const range = { afterId, toId: chunk.toId, limit: windowsPerPage[engine] };
    const moved: MovedWindows = await planWindows(deps, range, chunk.today);
    bounds.callsLeft -= callsPerPage;
    if (moved.accounts > 0) {
      const plan = [...moved.statements, counted(deps, chunk, nothingCounted)];
      if (!(await committed(deps, housekeeping("sums of business days, moved on with the date", plan))))
        continue;
    }
    afterId = moved.throughId;
    if (engine === "sqlite") await othersFirst();
  }
  return true;
}

/** False where others were writing the same accounts, so that it is to be planned again. */
async function committed(deps: Deps, plan: AuditedPlan): Promise<boolean> {
  try {
    await deps.database.commit(plan);
    return true;
  } catch (failure) {
    if (failure instanceof Conflict) return false;
    throw failure;
  }
}

/** Pages of accounts of a chunk with something due, found by index: first those with points, then those with a rank alone. */
async function* pagesOf(deps: Deps, chunk: Chunk): AsyncGenerator<Page> {
  const { engine } = deps.database;
  const { today, fromId, toId } = chunk;
  let { ranksSeenToId } = chunk;
  const unseen = { fromAccountId: Math.max(fromId, ranksSeenToId + 1), toAccountId: toId };
  const due = new Set(await ranksDue(deps, today, unseen));
  const ladder = await ladderInForce(deps);
  const ranks = { due, byPoints: ladder.enabled && ladder.metric === "points" };
  const limit = due.size > 0 || ranks.byPoints ? ranksPerPage[engine] : accountsPerPage[engine];
  for await (const ids of withPointsDue(deps, chunk, limit)) {
    yield { ids, ranks, ranksSeenToId };
    for (const id of ids) due.delete(id);
  }
  const left = [...due];
  for (let first = 0; first < left.length; first += ranksPerPage[engine]) {
    const ids = left.slice(first, first + ranksPerPage[engine]);
    ranksSeenToId = ids.at(-1) ?? ranksSeenToId;
    yield { ids, ranks, ranksSeenToId };
  }
}

async function* withPointsDue(deps: Deps, { programmeId, today, fromId, toId }: Chunk, limit: number) {
  let dueOn = await dueDayAfter(deps, "", today);
  while (dueOn !== null) {
    let afterId = fromId - 1;
    for (;;) {
      const ids = await accountsDue(deps, { programmeId, dueOn, afterId, toId, limit });
      const last = ids.at(-1);
      if (last === undefined) break;
      yield ids;
      afterId = last;
    }
    dueOn = await dueDayAfter(deps, dueOn, today);
  }
}
