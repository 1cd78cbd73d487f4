import type { CalendarDate } from "../../../shared/dates.ts";
import { earliestDay, evaluate, granted, type RankStep } from "../../../shared/ranks/evaluate.ts";
import { placeOf } from "../../../shared/ranks/ladder.ts";
import type { Ladder } from "../../../shared/ranks/schema.ts";
import { rankView } from "../../../shared/ranks/view.ts";
import type { Deps } from "../../deps.ts";
import {
  type Counted,
  type DayRow,
  ofDay,
  type RankAccount,
  stillWaiting,
  sumIn,
  waitingOf,
} from "./counted.ts";
import { type RankContext, type RankNow, type RankPlan, rankOf, writesOf } from "./rank.ts";
import * as store from "./store.ts";

/** An account of a merge, with the day its member joined in the shop's zone. */
export interface RankSide {
  readonly account: RankAccount;
  readonly joinedOn: CalendarDate;
}

export interface RankMerge extends Pick<RankPlan, "statements" | "view" | "change"> {
  /** As they were before. */
  readonly from: RankNow["view"];
  readonly into: RankNow["view"];
  /** Its number among the decisions about the account that goes on. */
  readonly nth: number;
  /** A rank that neither had: by what both bought together. */
  readonly isNew: boolean;
}

/**
 * The rank of a member into whom another is merged: what the days of both give together, counted once each, and never less
 * than either had. A rank of the other that their count together does not give is had until its own end, as one given by
 * hand.
 */
export async function planRankMerged(
  deps: Deps,
  from: RankSide,
  into: RankSide,
  on: CalendarDate,
  context: RankContext,
): Promise<RankMerge> {
  const [gone, now] = await Promise.all([
    rankOf(deps, from.account, from.joinedOn, on),
    rankOf(deps, into.account, into.joinedOn, on),
  ]);
  const before = { from: gone.view, into: now.view };
  const { ladder, stored } = now;
  if (!ladder.enabled) {
    return { ...before, statements: [], view: null, change: null, nth: stored.nth, isNew: false };
  }
  const since = ladder.window === "lifetime" ? "" : earliestDay(now.evidence, stored, on);
  const metricIn = sumIn(await countedTogether(deps, ladder, from.account, into.account, since, on));
  const evidence = { ...now.evidence, metricIn };
  const counted = evaluate(evidence, stored, on);
  const reached = counted.at(-1)?.state ?? stored;
  const better = betterOf(ladder, gone.state, reached);
  const steps: RankStep[] = [...counted, ...(better ? [inherited(evidence, gone, reached, on)] : [])];
  const state = steps.at(-1)?.state ?? stored;
  const place = placeOf(ladder, state.rank);
  const change =
    state.rank === stored.rank
      ? null
      : { from: stored.rank, to: state.rank, up: place > placeOf(ladder, stored.rank) };
  return {
    ...before,
    statements: writesOf(now, steps, context),
    view: rankView(evidence, state, on),
    change,
    nth: state.nth,
    isNew: place > Math.max(placeOf(ladder, now.state.rank), placeOf(ladder, gone.state.rank)),
  };
}

/** Whether one rank is higher than another, or lasts longer. */
function betterOf(ladder: Ladder, one: RankNow["state"], other: RankNow["state"]): boolean {
  const [a, b] = [placeOf(ladder, one.rank), placeOf(ladder, other.rank)];
  if (a !== b) return a > b;
  if (a <= 0 || other.untilOn === null) return false;
  return one.untilOn === null || one.untilOn > other.untilOn;
}

function inherited(
  evidence: RankNow["evidence"],
  { state: { rank, untilOn } }: RankNow,
  before: RankNow["state"],
  on: CalendarDate,
): RankStep {
  const step = granted(evidence, before, rank, untilOn ?? on, on);
  // One without an end stays what it was, which no grant is.
  return untilOn === null ? { ...step, state: { ...step.state, untilOn, granted: false } } : step;
}

/** A day on which both bought is one day: their yen and points are added, and it is one visit. */
async function countedTogether(
  deps: Deps,
  ladder: Ladder,
  from: RankAccount,
  into: RankAccount,
  since: CalendarDate,
  on: CalendarDate,
): Promise<readonly Counted[]> {
  const [gone, kept, waiting] = await Promise.all([
    deps.database.all(store.daysFrom, { accountId: from.accountId, from: since }),
    deps.database.all(store.daysFrom, { accountId: into.accountId, from: since }),
    waitingOf(deps, ladder, [from, into]),
  ]);
  const days = new Map<CalendarDate, DayRow>();
  for (const day of [...gone, ...kept]) {
    const same = days.get(day.business_date);
    days.set(day.business_date, same === undefined ? day : sumOf(same, day));
  }
  const counted = [...days.values()].map((day) => ofDay(ladder, day));
  const still = [from, into].flatMap((account) => stillWaiting(waiting, account, on));
  // A lifetime is counted as of today, whatever days it is made of.
  const all = [...counted, ...still];
  return ladder.window === "lifetime" ? all.map(({ value }) => ({ on, value })) : all;
}

function sumOf(a: DayRow, b: DayRow): DayRow {
  return {
    ...a,
    purchases: a.purchases + b.purchases,
    net_yen: a.net_yen + b.net_yen,
    points_earned: a.points_earned + b.points_earned,
  };
}
