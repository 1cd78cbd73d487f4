import { type CalendarDate, startOfDay } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import { Conflict, ConstraintFailure, Duplicate } from "../../platform/database/failures.ts";
import { audited } from "../../platform/database/plan.ts";
import { failureText } from "../../platform/log.ts";
import { loadAccounts, planMany, toolsOf } from "../points/index.ts";
import { type Chunk, type Counts, counted } from "./chunks.ts";
import { type Boundary, type Night, nightOf } from "./nightly.core.ts";
import { type RankNight, rankNights } from "./ranks.ts";

/** Accounts that are written together, and which of them have a rank to look at. */
export interface Page {
  readonly ids: readonly number[];
  readonly ranks: RanksToSee;
  /** With this page, the ranks of accounts up to this one have been looked at. */
  readonly ranksSeenToId: number;
}

export interface RanksToSee {
  /** Their rank itself is due. */
  readonly due: ReadonlySet<number>;
  /** Ranks are counted in points, so points that become usable may make one. */
  readonly byPoints: boolean;
}

/**
 * Writes a page in one commit and answers how many accounts there was something to write about. Where a sale came
 * between, or an account cannot be written, by halves: the rest of the page is soon done.
 */
export async function workPage(deps: Deps, chunk: Chunk, page: Page): Promise<number> {
  try {
    return await write(deps, chunk, page);
  } catch (failure) {
    if (!isOfOneAccount(failure)) throw failure;
  }
  const { ids } = page;
  if (ids.length === 1) return workOne(deps, chunk, page);
  const half = Math.ceil(ids.length / 2);
  const first = await workPage(deps, chunk, { ...page, ids: ids.slice(0, half) });
  return first + (await workPage(deps, chunk, { ...page, ids: ids.slice(half) }));
}

const attempts = 5;

/** An account that others are writing is read again; one that cannot be written must not stop the night of the rest. */
async function workOne(deps: Deps, chunk: Chunk, page: Page): Promise<number> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write(deps, chunk, page);
    } catch (failure) {
      if (!isOfOneAccount(failure)) throw failure;
      if (attempt < attempts && failure instanceof Conflict) continue;
      deps.log.error("nightly.account_failed", { accountId: page.ids[0], failure: failureText(failure) });
      return 0;
    }
  }
}

function isOfOneAccount(failure: unknown): boolean {
  return failure instanceof Conflict || failure instanceof Duplicate || failure instanceof ConstraintFailure;
}

/** What is to be written about one account. */
interface Written extends Night {
  readonly rank: RankNight | null;
}

async function write(deps: Deps, chunk: Chunk, page: Page): Promise<number> {
  const { today } = chunk;
  const boundary = boundaryOf(deps, today);
  const nights = await decide(deps, page, boundary);
  const posted = nights.filter(({ draft }) => draft.entries.length > 0);
  const ranked = nights.flatMap(({ rank }) => rank?.statements ?? []);
  const touched = nights.filter(
    ({ draft, rank }) => draft.entries.length + (rank?.statements.length ?? 0) > 0,
  );
  if (touched.length === 0) return 0;
  const counts: Counts = {
    accounts: touched.length,
    pointsActivated: posted.reduce((sum, night) => sum + night.pointsActivated, 0),
    pointsLapsed: posted.reduce((sum, night) => sum + night.pointsLapsed, 0),
    ranksChanged: nights.filter(({ rank }) => rank?.changed === true).length,
  };
  const drafts = posted.map(({ draft }) => draft);
  const points = drafts.length === 0 ? [] : planMany(deps.database.engine, drafts, today);
  const statements = [...points, ...ranked, counted(deps, chunk, counts)];
  await deps.database.commit(audited(auditRow(deps, chunk, boundary, counts), statements));
  return counts.accounts;
}

async function decide(deps: Deps, { ids, ranks }: Page, boundary: Boundary): Promise<readonly Written[]> {
  const tools = toolsOf(deps);
  const nights = (await loadAccounts(deps, ids)).map((one) => {
    const night = nightOf(one.account, boundary, tools);
    return { one, night, activatedOn: ranks.byPoints ? night.activatedOn : [] };
  });
  const looks = nights.filter(
    ({ one, activatedOn }) => activatedOn.length > 0 || ranks.due.has(one.account.accountId),
  );
  const ranked = await rankNights(deps, looks, boundary.today);
  return nights.map(({ one, night }) => ({ ...night, rank: ranked.get(one.account.accountId) ?? null }));
}

function auditRow(deps: Deps, { programmeId, today }: Chunk, { recordedAtMs }: Boundary, counts: Counts) {
  return {
    auditId: deps.ids.ulid(),
    atMs: recordedAtMs,
    actor: { kind: "system", id: "nightly" } as const,
    action: "nightly.run",
    subject: `programme:${programmeId}`,
    nodeId: null,
    details: { date: today, ...counts },
  };
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
