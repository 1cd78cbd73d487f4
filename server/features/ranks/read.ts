import type { RankReason } from "../../../shared/ranks/evaluate.ts";
import type { Deps } from "../../deps.ts";
import * as store from "./store.ts";

/** One decision about a member's rank, newest first in a history. */
export interface RankChange {
  readonly nth: number;
  readonly from: string | null;
  readonly to: string;
  readonly reason: RankReason;
  readonly metricValue: number;
  readonly ladderVersion: number;
  readonly untilOn: string | null;
  readonly businessDate: string;
  readonly atMs: number;
  /** `kind:publicId` */
  readonly actor: string;
  readonly purchaseId: string | null;
}

/** Something about a member's rank that others may act on. */
export interface RankEvent {
  /** Pass as `after` for what came later. */
  readonly cursor: string;
  readonly accountId: number;
  /** The two kinds of news, or why the rank was decided. */
  readonly kind: "near_upgrade" | "will_downgrade" | RankReason;
  /** The rank that is near, that would be lost, or that the member has now. */
  readonly rank: string;
  /** For a decision: the rank before. */
  readonly from: string | null;
  /** For news: what is missing of the ladder's metric. */
  readonly missing: number | null;
  readonly businessDate: string;
  readonly atMs: number;
}

const changesMax = 50;

/** The last decisions about one account, newest first. */
export async function rankHistoryOf(deps: Deps, accountId: number): Promise<readonly RankChange[]> {
  const rows = await deps.database.all(store.changesOf, { accountId, limit: changesMax });
  return rows.map((row) => ({
    nth: row.nth,
    from: row.from_rank,
    to: row.to_rank,
    reason: row.reason,
    metricValue: row.metric_value,
    ladderVersion: row.ladder_version,
    untilOn: row.until_on,
    businessDate: row.business_date,
    atMs: row.at_ms,
    actor: row.actor,
    purchaseId: row.purchase_id,
  }));
}

/** Plans are committed within moments of the time they carry; younger events wait until no older one can still appear. */
const settleMs = 10_000;
/** More rows than one commit ever writes about one member. */
const ofOneCommit = 220;

/**
 * Decisions and news after a cursor ("" from the beginning), oldest first, about `limit` of them. Whoever remembers the
 * last cursor misses none and sees none twice; what was decided about a member at one time comes together.
 */
export async function rankEventsAfter(
  deps: Deps,
  after: string,
  limit: number,
): Promise<readonly RankEvent[]> {
  const [atMs = 0, accountId = 0] = after.split("-").map(Number);
  const before = deps.clock.nowMs() - settleMs;
  const place = { atMs, accountId, before, limit: limit + ofOneCommit };
  const [news, decisions] = await Promise.all([
    deps.database.all(store.newsAfter, place),
    deps.database.all(store.changesAfter, place),
  ]);
  const events = [
    ...decisions.map(
      (row): RankEvent => ({
        ...whenOf(row),
        kind: row.reason,
        rank: row.to_rank,
        from: row.from_rank,
        missing: null,
      }),
    ),
    ...news.map(
      (row): RankEvent => ({
        ...whenOf(row),
        kind: row.kind,
        rank: row.rank,
        from: null,
        missing: row.missing,
      }),
    ),
  ].sort((a, b) => a.atMs - b.atMs || a.accountId - b.accountId);
  const last = events[limit - 1];
  // What belongs together is not cut in two.
  return last === undefined
    ? events
    : events.filter((event, at) => at < limit || event.cursor === last.cursor);
}

function whenOf(row: {
  readonly account_id: number;
  readonly at_ms: number;
  readonly business_date: string;
}) {
  return {
    cursor: `${row.at_ms}-${row.account_id}`,
    accountId: row.account_id,
    businessDate: row.business_date,
    atMs: row.at_ms,
  };
}
