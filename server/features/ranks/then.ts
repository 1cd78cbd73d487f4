import type { CalendarDate } from "../../../shared/dates.ts";
import { earliestDay, evaluate, type RankState } from "../../../shared/ranks/evaluate.ts";
import { noRanks } from "../../../shared/ranks/ladder.ts";
import type { Ladder, RankView } from "../../../shared/ranks/schema.ts";
import { rankView } from "../../../shared/ranks/view.ts";
import type { Deps } from "../../deps.ts";
import { ofDay, type RankAccount, stillWaiting, sumIn, waitingOf } from "./counted.ts";
import { ladderAt, publishedLadder } from "./ladders.ts";
import { type RankNow, unrankedIn } from "./rank.ts";
import * as store from "./store.ts";

/** A rank as it was. */
export interface RankThen {
  readonly ladder: Ladder;
  /** Null where the shop had no ranks. */
  readonly view: RankView | null;
}

/** Of whom, and when: a moment, and the day it is when it is asked. */
export interface AskedThen {
  readonly account: RankAccount;
  readonly joinedOn: CalendarDate;
  readonly atMs: number;
  readonly today: CalendarDate;
}

/**
 * A member's rank on the business day of something that took place at a moment, by the ladder in force at that moment: what
 * was decided for that day or an earlier one, whenever that was written, and what its counts make of it. Ranks are of days: a
 * rank that a day's sales reach is that day's rank. `now` is `rankOf` the same day, which is the answer for a
 * sale of today under today's ladder and costs nothing more; anything else is three reads.
 */
export async function rankAt(
  deps: Deps,
  now: RankNow,
  { account, joinedOn, atMs, today }: AskedThen,
): Promise<RankThen> {
  const { on } = now;
  const isNow = on === today && (await madeAtOf(deps, now.ladder)) <= atMs;
  const ladder = isNow ? now.ladder : await ladderAt(deps, atMs);
  if (isNow || !ladder.enabled) return { ladder, view: isNow ? now.view : null };
  const { accountId } = account;
  const change = await deps.database.first(store.changeThrough, { accountId, on });
  const state = change === undefined ? unrankedIn(ladder, joinedOn) : stateAfter(change);
  const from = earliestDay({ ladder, joinedOn }, state, on);
  const [days, waiting] = await Promise.all([
    deps.database.all(store.daysFrom, { accountId, from }),
    waitingOf(deps, ladder, [account]),
  ]);
  const counted = [...days.map((day) => ofDay(ladder, day)), ...stillWaiting(waiting, account, on)];
  const evidence = { ladder, joinedOn, metricIn: sumIn(counted.filter((each) => each.on <= on)) };
  const stood = evaluate(evidence, state, on).at(-1)?.state ?? state;
  return { ladder, view: rankView(evidence, stood, on) };
}

/** Where nothing was ever published, there is nothing to read. */
async function madeAtOf(deps: Deps, { version }: Ladder): Promise<number> {
  return version === noRanks.version ? 0 : (await publishedLadder(deps, version)).madeAtMs;
}

interface ChangeRow {
  readonly nth: number;
  readonly to_rank: string;
  readonly reason: string;
  readonly until_on: CalendarDate | null;
  readonly business_date: CalendarDate;
}

/** The state that a decision left. */
function stateAfter(row: ChangeRow): RankState {
  return {
    rank: row.to_rank,
    nth: row.nth,
    sinceOn: row.business_date,
    untilOn: row.until_on,
    granted: row.reason === "granted",
    warnedForOn: null,
  };
}
