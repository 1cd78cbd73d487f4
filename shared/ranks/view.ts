import { addDays, type CalendarDate } from "../dates.ts";
import type { Evidence, RankState } from "./evaluate.ts";
import { placeOf, rankAbove, rankOfCode } from "./ladder.ts";
import type { RankView } from "./schema.ts";
import { type Window, windowOf } from "./windows.ts";

/** Something to tell a member once: that the next rank is near, or that theirs is about to end. */
export interface RankNews {
  readonly kind: "near_upgrade" | "will_downgrade";
  /** What it is told once for. */
  readonly occasion: string;
  /** The rank that is near, or that would be lost. */
  readonly rank: string;
  /** What is missing to reach or to keep it, in the ladder's metric. */
  readonly missing: number;
  /** The rank's last day; null where nothing ends. */
  readonly byOn: CalendarDate | null;
}

/** What of the metric counts towards the next rank today; never below 0, whatever was returned. */
export function valueOn(evidence: Evidence, on: CalendarDate): number {
  return Math.max(0, evidence.metricIn(windowOf(evidence, on)));
}

/** A rank as it is shown on a day; null where the shop has none. */
export function rankView(evidence: Evidence, state: RankState, on: CalendarDate): RankView | null {
  const { ladder } = evidence;
  if (!ladder.enabled || placeOf(ladder, state.rank) < 0) return null;
  const rank = rankOfCode(ladder, state.rank);
  const above = rankAbove(ladder, state.rank);
  const value = valueOn(evidence, on);
  // A rank that returns have taken the ground from ends with the window it was reached in.
  const keeping = toKeep(evidence, state, on);
  return {
    code: rank.code,
    name: rank.name,
    colour: rank.colour,
    multiplierPerMille: rank.multiplierPerMille,
    untilOn: keeping === null ? shownEnd(evidence, state, on) : keeping.byOn,
    granted: state.granted,
    metric: ladder.metric,
    value,
    next:
      above === null
        ? null
        : {
            code: above.code,
            name: above.name,
            threshold: above.threshold,
            missing: Math.max(0, above.threshold - value),
          },
    toKeep: keeping,
  };
}

/** In the days of grace the rank ends with them. */
function shownEnd({ ladder }: Evidence, state: RankState, on: CalendarDate): CalendarDate | null {
  if (state.untilOn === null || state.untilOn >= on) return state.untilOn;
  return addDays(state.untilOn, ladder.graceDays);
}

/** What is missing by when, for the rank to go on; null while nothing is, or where it goes on by itself. */
export function toKeep(evidence: Evidence, state: RankState, on: CalendarDate): RankView["toKeep"] {
  const { ladder } = evidence;
  const place = placeOf(ladder, state.rank);
  if (state.untilOn === null || state.granted || place <= 0) return null;
  const window = decidingWindow(evidence, state, on);
  if (on < window.from || on > window.to) return null;
  const value = Math.max(0, evidence.metricIn({ from: window.from, to: on }));
  const missing = rankOfCode(ladder, state.rank).threshold - value;
  return missing <= 0 ? null : { missing, byOn: window.to };
}

/** The window whose count decides next: the one a rank was reached in, until that is over, and then the one it ends in. */
function decidingWindow(evidence: Evidence, state: RankState, on: CalendarDate): Window {
  const { ladder } = evidence;
  const reachedIn = windowOf(evidence, state.sinceOn);
  const rests = ladder.window !== "rolling_12_months" && ladder.upgrade === "immediate";
  if (rests && on <= reachedIn.to) return reachedIn;
  return windowOf(evidence, state.untilOn ?? on);
}

/** `near_upgrade`, while the count is near the next rank's threshold. */
export function nearNews(evidence: Evidence, state: RankState, on: CalendarDate): RankNews | null {
  const { ladder } = evidence;
  const above = rankAbove(ladder, state.rank);
  if (above === null) return null;
  const value = valueOn(evidence, on);
  const missing = above.threshold - value;
  if (missing <= 0 || value * 1000 < above.threshold * ladder.nearPerMille) return null;
  const once = `${above.code} ${occasion(evidence, on)}`;
  return { kind: "near_upgrade", occasion: once, rank: above.code, missing, byOn: null };
}

/** Once a window; in windows that have no beginning, once a calendar year. */
function occasion(evidence: Evidence, on: CalendarDate): string {
  return evidence.ladder.window === "rolling_12_months" ? on.slice(0, 4) : windowOf(evidence, on).from;
}

/** `will_downgrade`, in the last days before a rank ends that is not earned again yet. */
export function endNews(evidence: Evidence, state: RankState, on: CalendarDate): RankNews | null {
  const { ladder } = evidence;
  if (state.untilOn === null || ladder.downgrade === "never") return null;
  const keeping = state.granted ? afterGrant(evidence, state, on) : toKeep(evidence, state, on);
  if (keeping === null || state.warnedForOn === keeping.byOn) return null;
  if (on > keeping.byOn || on < addDays(keeping.byOn, -ladder.warnDays)) return null;
  const { missing, byOn } = keeping;
  return { kind: "will_downgrade", occasion: `${state.rank} ${byOn}`, rank: state.rank, missing, byOn };
}

/** A rank given by hand stays after its end where the count alone has reached it. */
function afterGrant(evidence: Evidence, state: RankState, on: CalendarDate): RankView["toKeep"] {
  const missing = rankOfCode(evidence.ladder, state.rank).threshold - valueOn(evidence, on);
  return missing <= 0 || state.untilOn === null ? null : { missing, byOn: state.untilOn };
}
