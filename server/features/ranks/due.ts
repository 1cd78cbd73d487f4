import { addDays, type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import { previousWindow, windowOf } from "../../../shared/ranks/windows.ts";
import type { Deps } from "../../deps.ts";
import { ladderInForce, publishedLadder } from "./ladders.ts";
import * as store from "./store.ts";

/** A part of all accounts, both ends inclusive. */
export interface AccountRange {
  readonly fromAccountId: number;
  readonly toAccountId: number;
}

/**
 * Accounts whose rank the boundary at the start of a day has to look at, in order: ranks that have ended, that end soon,
 * or whose first period is over; where a new period brings ranks, everybody who counted in the last; and the night after
 * a ladder was published, everybody who has counted anything it asks about.
 */
export async function ranksDue(
  deps: Deps,
  on: CalendarDate,
  range: AccountRange,
): Promise<readonly number[]> {
  const ladder = await ladderInForce(deps);
  if (!ladder.enabled) return [];
  const due = new Set<number>();
  const add = (rows: readonly { readonly account_id: number }[]): void => {
    for (const row of rows) due.add(row.account_id);
  };
  const warnOn = addDays(on, ladder.downgrade === "never" ? 0 : ladder.warnDays);
  add(await deps.database.all(store.ranksEnding, { ...range, on, warnOn }));
  add(await unproven(deps, ladder, on, range));
  add(await endingUnproven(deps, ladder, on, range));
  const from = await countedFrom(deps, ladder, on);
  if (from !== null) add(await deps.database.all(store.accountsThatCounted, { ...range, from, to: on }));
  return [...due].sort((a, b) => a - b);
}

/** Ranks that were reached in a window that is over by now. */
async function unproven(deps: Deps, ladder: Ladder, on: CalendarDate, range: AccountRange) {
  const { window, upgrade } = ladder;
  if (window === "rolling_12_months" || window === "lifetime" || upgrade === "next_period") return [];
  // Of the joining year, whose beginning is each member's own, the ranks themselves know whether they are due.
  const from = window === "anniversary" ? on : windowOf({ ladder, joinedOn: on }, on).from;
  return deps.database.all(store.ranksSinceBefore, { ...range, on, from });
}

/** Once in a window, days before its end: ranks reached in it that returns may have taken the ground from. */
async function endingUnproven(deps: Deps, ladder: Ladder, on: CalendarDate, range: AccountRange) {
  const { window, upgrade, downgrade, warnDays } = ladder;
  if ((window !== "calendar_year" && window !== "fiscal_year") || upgrade === "next_period") return [];
  const { to } = windowOf({ ladder, joinedOn: on }, on);
  if (downgrade === "never" || on !== addDays(to, -warnDays)) return [];
  const after = addDays(to, 1);
  return deps.database.all(store.ranksSinceBefore, { ...range, on: after, from: after });
}

/** From when on all that was counted has to be looked at; null where nothing happened that asks for it. */
async function countedFrom(deps: Deps, ladder: Ladder, on: CalendarDate): Promise<CalendarDate | null> {
  const { madeAtMs } = await publishedLadder(deps, ladder.version);
  const calendar = { ladder, joinedOn: on };
  const window = windowOf(calendar, on);
  const isNew = dateAt(madeAtMs, deps.settings.timeZone) >= addDays(on, -1);
  const begins = ladder.upgrade === "next_period" && (ladder.window === "anniversary" || window.from === on);
  if (!isNew && !begins) return null;
  if (ladder.window === "anniversary") return addDays(on, -732);
  return previousWindow(calendar, window).from;
}
