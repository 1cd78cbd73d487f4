import { type CalendarDate, dateAt, startOfDay } from "../../../shared/dates.ts";
import { sumOf } from "../../../shared/points/lots.ts";
import type { Deps } from "../../deps.ts";
import { Conflict, ConstraintFailure, Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { failureText } from "../../platform/log.ts";
import { othersFirst } from "../../platform/turns.ts";
import {
  accountsDue,
  dueDayAfter,
  emptyDay,
  loadAccounts,
  mainProgramme,
  planDay,
  planMany,
  programmeExists,
  toolsOf,
} from "../points/index.ts";
import { type Chunk, type Counts, counted, isFinished, leave, nextTurn } from "./chunks.ts";
import { type Boundary, type Night, nightOf } from "./nightly.core.ts";

/** Accounts of one commit. On SQLite sales wait for it, so it is to take a few milliseconds. */
const accountsPerPage = { sqlite: 100, postgres: 200, d1: 250 } as const;
/**
 * How long one call works before it lets the other scheduled work go on. On D1 it is pages instead: an invocation may
 * ask a thousand times, most of which are the outbox's, and a cron trigger comes but once a minute.
 */
const turnMs = { sqlite: 250, postgres: 250, d1: 10_000 } as const;
const pagesPerTurn = { sqlite: 1_000, postgres: 1_000, d1: 40 } as const;

/** The newest date that is known to be finished, by database: the question at each tick costs nothing then. */
const finished = new WeakMap<Deps["database"], CalendarDate>();

/** How far this call may go. */
interface Bounds {
  readonly untilMs: number;
  pagesLeft: number;
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
  const { engine } = deps.database;
  const bounds = { untilMs: Math.min(untilMs, nowMs + turnMs[engine]), pagesLeft: pagesPerTurn[engine] };
  if (await isFinished(deps, mainProgramme, today)) {
    finished.set(deps.database, today);
    return 0;
  }
  let accounts = 0;
  while (mayGoOn(deps, bounds)) {
    const turn = await nextTurn(deps, mainProgramme, today);
    if (turn.kind === "finished") finished.set(deps.database, today);
    if (turn.kind !== "chunk") break;
    accounts += await workChunk(deps, turn.chunk, bounds);
  }
  return accounts;
}

function mayGoOn(deps: Deps, { untilMs, pagesLeft }: Bounds): boolean {
  return pagesLeft > 0 && deps.clock.nowMs() < untilMs;
}

/** Works a chunk off, page by page, and gives it back: done, or as far as it came. */
async function workChunk(deps: Deps, chunk: Chunk, bounds: Bounds): Promise<number> {
  let accounts = 0;
  for await (const ids of pagesOf(deps, chunk)) {
    bounds.pagesLeft -= 1;
    accounts += await workPage(deps, chunk, ids);
    if (!mayGoOn(deps, bounds)) {
      await leave(deps, chunk, false);
      return accounts;
    }
    if (deps.database.engine === "sqlite") await othersFirst();
  }
  await leave(deps, chunk, true);
  return accounts;
}

/** Numbers of accounts of a chunk with something due, found by index, a page at a time. */
async function* pagesOf(deps: Deps, { programmeId, today, fromId, toId }: Chunk) {
  const limit = accountsPerPage[deps.database.engine];
  for (
    let dueOn = await dueDayAfter(deps, "", today);
    dueOn !== null;
    dueOn = await dueDayAfter(deps, dueOn, today)
  ) {
    for (let afterId = fromId - 1; ; ) {
      const ids = await accountsDue(deps, { programmeId, dueOn, afterId, toId, limit });
      const last = ids.at(-1);
      if (last === undefined) break;
      yield ids;
      afterId = last;
    }
  }
}

/** Writes a page in one commit. Where a sale came between, or an account cannot be written, one by one. */
async function workPage(deps: Deps, chunk: Chunk, ids: readonly number[]): Promise<number> {
  try {
    return await writeAccounts(deps, chunk, ids);
  } catch (failure) {
    if (!isRefusedByOne(failure)) throw failure;
    if (ids.length === 1) return again(deps, chunk, ids);
    let accounts = 0;
    for (const id of ids) accounts += await workPage(deps, chunk, [id]);
    return accounts;
  }
}

const attempts = 5;

/** An account that others are writing is read again; one that cannot be written must not stop the night of the rest. */
async function again(deps: Deps, chunk: Chunk, ids: readonly number[]): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await writeAccounts(deps, chunk, ids);
    } catch (failure) {
      if (!isRefusedByOne(failure)) throw failure;
      if (attempt < attempts && failure instanceof Conflict) continue;
      deps.log.error("nightly.account_failed", { accountId: ids[0], failure: failureText(failure) });
      return 0;
    }
  }
}

function isRefusedByOne(failure: unknown): boolean {
  return failure instanceof Conflict || failure instanceof Duplicate || failure instanceof ConstraintFailure;
}

/** Reads, decides and commits. Answers how many accounts there was something to write about. */
async function writeAccounts(deps: Deps, chunk: Chunk, ids: readonly number[]): Promise<number> {
  const { programmeId, today } = chunk;
  const boundary = boundaryOf(deps, today);
  const tools = toolsOf(deps);
  const snapshot = await loadAccounts(deps, ids);
  const nights = snapshot.map(({ account }) => nightOf(account, boundary, tools));
  const written = nights.filter(({ draft }) => draft.entries.length > 0);
  if (written.length === 0) return 0;
  const counts: Counts = {
    accounts: written.length,
    pointsActivated: written.reduce((sum, night) => sum + sumOf(night.activated), 0),
    pointsLapsed: written.reduce((sum, night) => sum + night.pointsLapsed, 0),
    ranksChanged: 0,
  };
  const row = {
    auditId: deps.ids.ulid(),
    atMs: boundary.recordedAtMs,
    actor: { kind: "system", id: "nightly" } as const,
    action: "nightly.run",
    subject: `programme:${programmeId}`,
    nodeId: null,
    details: { date: today, ...counts },
  };
  const drafts = written.map(({ draft }) => draft);
  const statements = [
    ...planMany(deps.database.engine, drafts, today),
    ...written.flatMap(planDays),
    counted(deps, chunk, counts),
  ];
  await deps.database.commit(audited(row, statements));
  return counts.accounts;
}

/** Points that wait are counted on the day they become usable, not on the day they were given. */
function planDays({ draft, activated }: Night): Bound[] {
  const { accountId } = draft.account;
  return activated.map(({ on, points }) => planDay(accountId, on, { ...emptyDay, pointsEarned: points }));
}

function boundaryOf(deps: Deps, today: CalendarDate): Boundary {
  const { timeZone } = deps.settings;
  const starts = new Map<CalendarDate, number>();
  return {
    today,
    recordedAtMs: deps.clock.nowMs(),
    startOf(date) {
      const start = starts.get(date) ?? startOfDay(date, timeZone);
      starts.set(date, start);
      return start;
    },
  };
}
