import { addDays, type CalendarDate } from "../dates.ts";
import { placeFor, placeOf } from "./ladder.ts";
import type { Ladder } from "./schema.ts";
import { nextWindow, previousWindow, type Window, windowOf } from "./windows.ts";

/** A member's rank as it was last decided. Who was never decided about has the first rank, which has no end. */
export interface RankState {
  readonly rank: string;
  /** Decisions so far; the next one has the next number. */
  readonly nth: number;
  /** The day it was last decided for. */
  readonly sinceOn: CalendarDate;
  /** Its last day, without days of grace; null where it does not end. */
  readonly untilOn: CalendarDate | null;
  /** Given by hand: it neither falls nor needs to be earned until its end. */
  readonly granted: boolean;
  /** The end that the member was warned of. */
  readonly warnedForOn: CalendarDate | null;
}

export type RankReason = "earned" | "kept" | "fell" | "granted" | "grant_ended" | "ladder_changed";

/** One decision, and what it leaves. */
export interface RankStep {
  readonly reason: RankReason;
  /** Codes; the same where a rank was kept. */
  readonly from: string;
  readonly to: string;
  /** The count it was decided by. */
  readonly metricValue: number;
  /** The day it was decided for, whenever that was done. */
  readonly on: CalendarDate;
  readonly state: RankState;
}

/** What a decision asks: which ladder, whose, and how much of the metric some days have. */
export interface Evidence {
  readonly ladder: Ladder;
  readonly joinedOn: CalendarDate;
  readonly metricIn: (window: Window) => number;
}
export type Terms = Omit<Evidence, "metricIn">;

/** A place on the ladder and how long it is had. */
interface Standing {
  readonly place: number;
  readonly untilOn: CalendarDate | null;
  readonly metricValue: number;
}

/**
 * Everything that is due on a day, in the order of time: ends that have passed, ranks whose first period must still bear
 * them out, and ranks that are reached. Each is decided for its own day, so it does not matter how late this is called
 * (with `next_period`: within a window), and nothing is due twice.
 */
export function evaluate(evidence: Evidence, before: RankState, on: CalendarDate): readonly RankStep[] {
  const steps: RankStep[] = [];
  let state = before;
  // Every step moves the end or the rank forward; the bound is for a clock that was set forward by lifetimes.
  for (let round = 0; round < 100; round++) {
    const step = nextStep(evidence, state, on);
    if (step === null) break;
    steps.push(step);
    state = step.state;
  }
  return steps;
}

/** The first day that deciding may ask about. */
export function earliestDay(terms: Terms, state: RankState, on: CalendarDate): CalendarDate {
  const window = windowOf(terms, on);
  const { ladder } = terms;
  if (ladder.upgrade === "next_period" || placeOf(ladder, state.rank) < 0) {
    return previousWindow(terms, window).from;
  }
  if (endedOn(ladder, state, on) !== null)
    return previousWindow(terms, windowOf(terms, state.untilOn ?? on)).from;
  return provenOn(terms, state, on) === null ? window.from : windowOf(terms, state.sinceOn).from;
}

/** A rank given by hand, from a day on: it replaces whatever there was. The present one, given again, is kept for longer. */
export function granted(
  evidence: Evidence,
  state: RankState,
  rank: string,
  untilOn: CalendarDate,
  on: CalendarDate,
): RankStep {
  const metricValue = evidence.metricIn(windowOf(evidence, on));
  const place = placeOf(evidence.ladder, rank);
  const step = stepTo(evidence, state, "granted", on, { place, untilOn, metricValue });
  return { ...step, state: { ...step.state, granted: true } };
}

/** What is left when a grant ends: what the counts alone give, by the present window or the one before. */
export function grantEnded(evidence: Evidence, state: RankState, on: CalendarDate): RankStep {
  return stepTo(evidence, state, "grant_ended", on, standing(evidence, on));
}

function nextStep(evidence: Evidence, state: RankState, on: CalendarDate): RankStep | null {
  const { ladder } = evidence;
  const place = placeOf(ladder, state.rank);
  if (place < 0) return stepTo(evidence, state, "ladder_changed", on, standing(evidence, on));
  // Its day is never after the end.
  const proof = provenOn(evidence, state, on);
  if (proof !== null) return proven(evidence, state, proof);
  const end = endedOn(ladder, state, on);
  if (end !== null && state.granted) return grantEnded(evidence, state, end);
  if (end !== null) return periodEnds(evidence, state, end);
  if (state.untilOn === null && mayFall(ladder) && place > 0) {
    // Under an earlier ladder it had no end.
    const untilOn = nextWindow(evidence, windowOf(evidence, on)).to;
    const metricValue = evidence.metricIn(windowOf(evidence, on));
    return stepTo(evidence, state, "ladder_changed", on, { place, untilOn, metricValue });
  }
  return reached(evidence, state, on);
}

/** The day on which a rank's end is decided, where that has come: the day after its last, or after the days of grace. */
function endedOn(ladder: Ladder, state: RankState, on: CalendarDate): CalendarDate | null {
  if (state.untilOn === null) return null;
  const day = addDays(state.untilOn, state.granted ? 1 : 1 + ladder.graceDays);
  return day <= on ? day : null;
}

/**
 * A rank that was reached goes on past its period because that period's count has it. Until the next period begins that
 * count rests on sales that may yet be returned; on that day it must still be there. The day, where it has come.
 */
function provenOn(terms: Terms, state: RankState, on: CalendarDate): CalendarDate | null {
  const { ladder } = terms;
  if (state.granted || state.untilOn === null || ladder.window === "rolling_12_months") return null;
  const day = addDays(windowOf(terms, state.sinceOn).to, 1);
  return day <= on && day <= state.untilOn ? day : null;
}

function proven(evidence: Evidence, state: RankState, day: CalendarDate): RankStep {
  const place = placeOf(evidence.ladder, state.rank);
  const past = earnedIn(evidence, windowOf(evidence, state.sinceOn));
  if (past.place < place) return stepTo(evidence, state, "fell", day, past);
  const kept = { ...past, place, untilOn: state.untilOn };
  return past.place > place
    ? stepTo(evidence, state, "earned", day, past)
    : stepTo(evidence, state, "kept", day, kept);
}

/** A period is over: the rank was earned again in it, or falls as the ladder says, but not below what is earned by now. */
function periodEnds(evidence: Evidence, state: RankState, day: CalendarDate): RankStep {
  const { ladder } = evidence;
  const place = placeOf(ladder, state.rank);
  const window = windowOf(evidence, state.untilOn ?? day);
  const past = earnedIn(evidence, window);
  const lowest = ladder.downgrade === "one_step" ? place - 1 : ladder.downgrade === "never" ? place : 0;
  const left =
    past.place >= lowest ? past : { ...past, place: lowest, untilOn: endAfter(evidence, window, lowest) };
  const now = standing(evidence, day);
  const best = now.place > left.place ? now : left;
  const reason = best.place > place ? "earned" : best.place === place ? "kept" : "fell";
  return stepTo(evidence, state, reason, day, best);
}

function reached(evidence: Evidence, state: RankState, on: CalendarDate): RankStep | null {
  const window = windowOf(evidence, on);
  const waits = evidence.ladder.upgrade === "next_period";
  const best = waits ? earnedIn(evidence, previousWindow(evidence, window)) : earnedIn(evidence, window, on);
  if (best.place <= placeOf(evidence.ladder, state.rank)) return null;
  // Nobody loses days of a rank given by hand by earning a higher one.
  const untilOn = state.granted ? laterEnd(best.untilOn, state.untilOn) : best.untilOn;
  const day = waits ? window.from : on;
  return stepTo(evidence, state, "earned", day, { ...best, untilOn });
}

/** What a member has by their counts alone: by the present window where that counts at once, or by the one before. */
function standing(evidence: Evidence, on: CalendarDate): Standing {
  const { ladder } = evidence;
  const window = windowOf(evidence, on);
  const now = earnedIn(evidence, window, on);
  if (ladder.window === "rolling_12_months" || ladder.window === "lifetime") return now;
  const past = earnedIn(evidence, previousWindow(evidence, window));
  if (ladder.upgrade === "next_period") return past;
  return now.place >= past.place ? now : past;
}

/** The place that a window's count reaches, up to a day, had to the end of the window after it. */
function earnedIn(evidence: Evidence, window: Window, upTo: CalendarDate = window.to): Standing {
  const to = upTo < window.to ? upTo : window.to;
  const metricValue = evidence.metricIn({ from: window.from, to });
  const place = placeFor(evidence.ladder, metricValue);
  return { place, metricValue, untilOn: endAfter(evidence, window, place) };
}

function endAfter(terms: Terms, window: Window, place: number): CalendarDate | null {
  return place === 0 || !mayFall(terms.ladder) ? null : nextWindow(terms, window).to;
}

function mayFall({ window, downgrade }: Ladder): boolean {
  return window !== "lifetime" && downgrade !== "never";
}

function laterEnd(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return null;
  return a > b ? a : b;
}

function stepTo(
  { ladder }: Evidence,
  state: RankState,
  reason: RankReason,
  on: CalendarDate,
  { place, untilOn, metricValue }: Standing,
): RankStep {
  const to = ladder.ranks[place]?.code ?? state.rank;
  return {
    reason,
    from: state.rank,
    to,
    metricValue,
    on,
    state: { rank: to, nth: state.nth + 1, sinceOn: on, untilOn, granted: false, warnedForOn: null },
  };
}
