import type { CalendarDate } from "../../../shared/dates.ts";
import {
  type Evidence,
  earliestDay,
  evaluate,
  type RankState,
  type RankStep,
  type Terms,
} from "../../../shared/ranks/evaluate.ts";
import { placeOf } from "../../../shared/ranks/ladder.ts";
import type { Ladder, RankView } from "../../../shared/ranks/schema.ts";
import { endNews, nearNews, type RankNews, rankView, valueOn } from "../../../shared/ranks/view.ts";
import type { Window } from "../../../shared/ranks/windows.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import { menuDueOfAccount } from "../../platform/line/menu-due.ts";
import { planRankCopy } from "../points/index.ts";
import { ofAllDays, ofDay, type RankAccount, stillWaiting, sumIn, waitingOf, within } from "./counted.ts";
import { ladderInForce } from "./ladders.ts";
import * as store from "./store.ts";

/** A member's rank as it stands on a day, and what deciding about it needs. */
export interface RankNow {
  readonly accountId: number;
  readonly on: CalendarDate;
  readonly ladder: Ladder;
  /** As it was last written; the next decision is numbered after it. */
  readonly stored: RankState;
  /** As it is on the day: ends that have passed count, whether or not the day-boundary run has been there. */
  readonly state: RankState;
  /** The metric in the day's window. */
  readonly metricValue: number;
  /** Null where the shop has no ranks. */
  readonly view: RankView | null;
  readonly evidence: Evidence;
}

/** What a sale, a return or an activation adds to one business day; negative for what is taken back. */
export interface RankDelta {
  /** The day it is counted on: the sale's own, for its returns too. */
  readonly businessDate: CalendarDate;
  readonly netYen: number;
  /** 1 where the day had no purchase before, -1 where it has none any more. */
  readonly visits: number;
  /** Points that can be used at once; those that are pending begin to count when they can be used, by themselves. */
  readonly points: number;
}

export interface RankContext {
  readonly nowMs: number;
  /** `kind:publicId` */
  readonly actor: string;
  readonly purchaseId: string | null;
}

export interface RankPlan {
  readonly statements: readonly Bound[];
  /** Afterwards. Null where the shop has no ranks. */
  readonly view: RankView | null;
  /** From one rank to another; null where it stays the same. */
  readonly change: { readonly from: string; readonly to: string; readonly up: boolean } | null;
  /** The same member afterwards, for a further plan of the same commit. */
  readonly now: RankNow;
}

/**
 * A member's rank on a business day: three short reads, one in a shop without ranks. Where points count and some wait, one
 * more says of which days they are.
 * `joinedOn` is the day of joining in the shop's zone; anniversaries are counted from it.
 */
export async function rankOf(
  deps: Deps,
  account: RankAccount,
  joinedOn: CalendarDate,
  on: CalendarDate,
): Promise<RankNow> {
  return readRank(deps, account, joinedOn, on, (terms, stored) => earliestDay(terms, stored, on));
}

/** The same with days from further back, for whatever asks for more than what is due. */
export async function readRank(
  deps: Deps,
  account: RankAccount,
  joinedOn: CalendarDate,
  on: CalendarDate,
  daysFrom: (terms: Terms, stored: RankState) => CalendarDate,
): Promise<RankNow> {
  const ladder = await ladderInForce(deps);
  const { accountId } = account;
  if (!ladder.enabled)
    return standing(accountId, on, unrankedIn(ladder, joinedOn), noEvidence(ladder, joinedOn));
  const row = await deps.database.first(store.rankOfAccount, { accountId });
  const stored = row === undefined ? unrankedIn(ladder, joinedOn) : stateOf(row);
  const from = daysFrom({ ladder, joinedOn }, stored);
  const metricIn = await metricOf(deps, account, ladder, from, on);
  return standing(accountId, on, stored, { ladder, joinedOn, metricIn });
}

/**
 * What follows for the rank from something that is counted: a rank that is reached at once, and the news that the next
 * one is near. Returns only roll the count back; a rank stays until it is next evaluated. `now` must be read on the
 * sale's business day (a return's: today), before the counters were moved.
 */
export function planRankAfter(now: RankNow, delta: RankDelta, context: RankContext): RankPlan {
  return planFrom(now, delta, context, false);
}

/**
 * What the day boundary does to a rank: ends that have passed, ranks whose period must bear them out, ranks reached by
 * points that became usable this night (`delta`), and the news of both kinds. Does nothing the second time.
 */
export function planRankAtBoundary(now: RankNow, delta: RankDelta | null, context: RankContext): RankPlan {
  return planFrom(now, delta, context, true);
}

function planFrom(now: RankNow, delta: RankDelta | null, context: RankContext, boundary: boolean): RankPlan {
  const { accountId, on, ladder, stored } = now;
  if (!ladder.enabled) return { statements: [], view: null, change: null, now };
  const evidence = delta === null ? now.evidence : withDelta(now.evidence, delta);
  const steps = evaluate(evidence, stored, on);
  const decided = steps.at(-1)?.state ?? stored;
  const gained = delta !== null && deltaIn(ladder, delta) > 0;
  const near = boundary || gained ? nearNews(evidence, decided, on) : null;
  const end = boundary ? endNews(evidence, decided, on) : null;
  const state = end === null ? decided : { ...decided, warnedForOn: end.byOn };
  const tell = (news: RankNews): Bound => tellOf(accountId, news, on, context.nowMs);
  const statements = [
    ...steps.flatMap((step) => changeOf(now, step, context)),
    ...(state === stored ? [] : keepOf(accountId, state)),
    ...(near === null || (!boundary && wasNear(now, near)) ? [] : [tell(near)]),
    ...(end === null ? [] : [tell(end)]),
  ];
  const after = { ...standing(accountId, on, state, evidence), stored: state };
  return { statements, view: after.view, change: moved(ladder, now.stored, state), now: after };
}

/** It was as near before this sale, so it was told before. */
function wasNear(now: RankNow, near: RankNews): boolean {
  const before = nearNews(now.evidence, now.stored, now.on);
  return before !== null && before.occasion === near.occasion;
}

function moved(ladder: Ladder, before: RankState, after: RankState): RankPlan["change"] {
  if (before.rank === after.rank) return null;
  const up = placeOf(ladder, after.rank) > placeOf(ladder, before.rank);
  return { from: before.rank, to: after.rank, up };
}

/** How a member stands with what was stored and what is due about it. */
export function standing(
  accountId: number,
  on: CalendarDate,
  stored: RankState,
  evidence: Evidence,
): RankNow {
  const { ladder } = evidence;
  const steps = ladder.enabled ? evaluate(evidence, stored, on) : [];
  const state = steps.at(-1)?.state ?? stored;
  const metricValue = ladder.enabled ? valueOn(evidence, on) : 0;
  return { accountId, on, ladder, stored, state, metricValue, view: rankView(evidence, state, on), evidence };
}

async function metricOf(
  deps: Deps,
  account: RankAccount,
  ladder: Ladder,
  from: CalendarDate,
  on: CalendarDate,
): Promise<Evidence["metricIn"]> {
  const { accountId } = account;
  const waiting = stillWaiting(await waitingOf(deps, ladder, [account]), account, on);
  if (ladder.window === "lifetime") {
    const all = await deps.database.first(store.everyDay, { accountId });
    return sumIn([...(all === undefined ? [] : [ofAllDays(ladder, all, on)]), ...waiting]);
  }
  const days = await deps.database.all(store.daysFrom, { accountId, from });
  return sumIn([...days.map((day) => ofDay(ladder, day)), ...waiting]);
}

function deltaIn({ metric }: Ladder, { netYen, visits, points }: RankDelta): number {
  return metric === "yen" ? netYen : metric === "visits" ? visits : points;
}

function withDelta(evidence: Evidence, delta: RankDelta): Evidence {
  const more = deltaIn(evidence.ladder, delta);
  const metricIn = (window: Window): number =>
    evidence.metricIn(window) + (within(delta.businessDate, window) ? more : 0);
  return { ...evidence, metricIn };
}

export function noEvidence(ladder: Ladder, joinedOn: CalendarDate): Evidence {
  return { ladder, joinedOn, metricIn: () => 0 };
}

/** A decision as its row, and another rank as a reason to look at the member's rich menu, which shows the rank. */
function changeOf(now: RankNow, step: RankStep, context: RankContext): readonly Bound[] {
  const change = store.insertChange.with({
    accountId: now.accountId,
    nth: step.state.nth,
    fromRank: step.from,
    toRank: step.to,
    reason: step.reason,
    metricValue: step.metricValue,
    ladderVersion: now.ladder.version,
    untilOn: step.state.untilOn,
    businessDate: step.on,
    nowMs: context.nowMs,
    actor: context.actor,
    purchaseId: context.purchaseId,
  });
  return step.from === step.to ? [change] : [change, menuDueOfAccount(now.accountId, context.nowMs)];
}

/** Decisions as rows, and the rank they leave. */
export function writesOf(now: RankNow, steps: readonly RankStep[], context: RankContext): readonly Bound[] {
  const last = steps.at(-1);
  if (last === undefined) return [];
  return [...steps.flatMap((step) => changeOf(now, step, context)), ...keepOf(now.accountId, last.state)];
}

function tellOf(accountId: number, news: RankNews, on: CalendarDate, nowMs: number): Bound {
  const { kind, occasion, rank, missing } = news;
  return store.tellOnce.with({ accountId, kind, occasion, rank, missing, businessDate: on, nowMs });
}

/** The copy for segments comes first: whoever writes an account and its rank takes them in one order. */
function keepOf(accountId: number, state: RankState): readonly Bound[] {
  const kept = store.keepRank.with({ accountId, ...state, granted: Number(state.granted) });
  return [planRankCopy(accountId, state.rank), kept];
}

interface RankRow {
  readonly rank: string;
  readonly nth: number;
  readonly since_on: string;
  readonly until_on: string | null;
  readonly granted: number;
  readonly warned_for_on: string | null;
}

export function stateOf(row: RankRow): RankState {
  return {
    rank: row.rank,
    nth: row.nth,
    sinceOn: row.since_on,
    untilOn: row.until_on,
    granted: row.granted === 1,
    warnedForOn: row.warned_for_on,
  };
}

export function unrankedIn(ladder: Ladder, joinedOn: CalendarDate): RankState {
  const rank = ladder.ranks[0]?.code ?? "";
  return { rank, nth: 0, sinceOn: joinedOn, untilOn: null, granted: false, warnedForOn: null };
}
