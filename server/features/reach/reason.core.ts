import { addDays, type CalendarDate } from "../../../shared/dates.ts";
import { capWindows } from "../../../shared/reach/caps.ts";
import type { LeftOutReason } from "../../../shared/reach/reasons.ts";
import type { ReachSettings } from "../../../shared/reach/schema.ts";
import { bucketIn, type Deal } from "../../../shared/segments/bucket.ts";
import type { MessageTopic } from "../../../shared/topics/topics.ts";

/** What is to be sent. */
export interface Sending {
  readonly topic: MessageTopic;
  /** Somebody waits for it: topics, caps, quiet hours and the holdout do not hold. */
  readonly transactional: boolean;
}

/** A run of a campaign, and the last day on which it may have sent something. */
export interface CountedRun {
  readonly runId: number;
  readonly lastOn: CalendarDate;
}

/** All that members are asked by beside themselves: loaded once, so that one and a million are asked the same. */
export interface ReachMoment {
  readonly nowMs: number;
  /** In the shop's zone. */
  readonly todayOn: CalendarDate;
  readonly settings: ReachSettings;
  /** What may have been sent in the longest window; one that is under way counts as today's. */
  readonly runs: readonly CountedRun[];
  /** Whether automations have ever sent anything. */
  readonly automations: boolean;
  readonly holdout: Deal;
}

/** A member as the funnel sees them. */
export interface ReachFacts {
  readonly lineUserId: string | null;
  readonly suspended: boolean;
  /** LINE has told that they do not follow, or are nobody. */
  readonly blocked: boolean;
  readonly refused: readonly MessageTopic[];
  /** Runs of which they were a recipient. */
  readonly runIds: readonly number[];
  /** The day of each message of an automation that counts. */
  readonly automatedOn: readonly CalendarDate[];
  readonly bucketSeed: number;
}

/** A window of the caps with what can fill it. */
export interface CapAt {
  readonly max: number;
  readonly since: CalendarDate;
  readonly runIds: readonly number[];
}

/** Only the windows that could be full: of fewer runs than the cap nobody can have had too many. */
export function capsAt(moment: ReachMoment): readonly CapAt[] {
  return capWindows(moment.settings.caps, moment.todayOn).flatMap(({ max, since }) => {
    const runIds = moment.runs.filter(({ lastOn }) => lastOn >= since).map(({ runId }) => runId);
    return runIds.length < max && !moment.automations ? [] : [{ max, since, runIds }];
  });
}

/** Buckets of ten thousand that are held out. */
export function heldOutBuckets({ holdoutPerMille }: Pick<ReachSettings, "holdoutPerMille">): number {
  return holdoutPerMille * 10;
}

/** Why somebody is not sent something, the first reason in the funnel's order; null where they are. `reasonCase` in SQL. */
export function reasonOf(facts: ReachFacts, what: Sending, moment: ReachMoment): LeftOutReason | null {
  if (facts.lineUserId === null) return "no_line";
  if (facts.suspended) return "suspended";
  if (facts.blocked) return "blocked";
  if (what.transactional) return null;
  if (facts.refused.includes(what.topic)) return "opted_out";
  if (capsAt(moment).some((cap) => had(facts, cap) >= cap.max)) return "capped";
  return bucketIn(moment.holdout, facts.bucketSeed) < heldOutBuckets(moment.settings) ? "held_out" : null;
}

function had({ runIds, automatedOn }: ReachFacts, cap: CapAt): number {
  const runs = runIds.filter((runId) => cap.runIds.includes(runId)).length;
  return runs + automatedOn.filter((date) => date >= cap.since).length;
}

/** The first day that any cap looks back to. */
export function capsSince(today: CalendarDate): CalendarDate {
  return addDays(today, -29);
}
