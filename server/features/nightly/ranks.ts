import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { OneOfMany } from "../points/index.ts";
import { planRankAtBoundary, type RankPlan, rankOf } from "../ranks/index.ts";

/** What a night does to one member's rank. */
export interface RankNight {
  readonly statements: readonly Bound[];
  readonly changed: boolean;
}

const unchanged: RankNight = { statements: [], changed: false };

/**
 * A rank as the days make it that matter to it: those on which points became usable, and today. It is decided after points
 * have become usable and before others lapse; no ladder counts a balance, so what lapses changes nothing of it and the
 * second look of requirement 2.7 has nothing to add. A member who has left has no rank any more.
 */
export async function rankNight(
  deps: Deps,
  { account, memberStatus, joinedAtMs }: OneOfMany,
  activatedOn: readonly CalendarDate[],
  today: CalendarDate,
): Promise<RankNight> {
  if (memberStatus === "left") return unchanged;
  const context = { nowMs: deps.clock.nowMs(), actor: "system:nightly", purchaseId: null };
  const joinedOn = dateAt(joinedAtMs, deps.settings.timeZone);
  const plans: RankPlan[] = [];
  for (const on of new Set([...activatedOn, today])) {
    const now = await rankOf(deps, account, joinedOn, on);
    const stored = plans.at(-1)?.now.stored ?? now.stored;
    plans.push(planRankAtBoundary({ ...now, stored }, null, context));
  }
  return {
    statements: plans.flatMap(({ statements }) => statements),
    changed: plans.some(({ change }) => change !== null),
  };
}
