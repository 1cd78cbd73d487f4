import { type CalendarDate, dateAt } from "../../../shared/dates.ts";
import type { Deps } from "../../deps.ts";
import type { Bound } from "../../platform/database/prepared.ts";
import type { OneOfMany } from "../points/index.ts";
import { planRankAtBoundary, type RankNow, type RankPlan, ranksOf } from "../ranks/index.ts";

/** What a night does to one member's rank. */
export interface RankNight {
  readonly statements: readonly Bound[];
  readonly changed: boolean;
}

/** A member whose rank is looked at. */
export interface RankLook {
  readonly one: OneOfMany;
  /** Days on which points became usable that may make a rank. */
  readonly activatedOn: readonly CalendarDate[];
}

/**
 * What a night does to the ranks of a page, by account: each as the days make it that matter to it, those on which points
 * became usable, and today. It is decided after points have become usable and before others lapse; no ladder counts a balance,
 * so what lapses changes nothing of it and the second look of requirement 2.7 has nothing to add. A member who has left has
 * no rank any more.
 */
export async function rankNights(
  deps: Deps,
  looks: readonly RankLook[],
  today: CalendarDate,
): Promise<ReadonlyMap<number, RankNight>> {
  const asked = looks
    .filter(({ one }) => one.memberStatus !== "left")
    .map(({ one, activatedOn }) => ({
      account: one.account,
      joinedOn: dateAt(one.joinedAtMs, deps.settings.timeZone),
      days: [...new Set([...activatedOn, today])],
    }));
  const nowMs = deps.clock.nowMs();
  const ranks = await ranksOf(deps, asked);
  return new Map(
    asked.map(({ account }, index) => [account.accountId, rankNight(ranks[index] ?? [], nowMs)]),
  );
}

/** One member's days, each going on from what the one before has decided. */
function rankNight(days: readonly RankNow[], nowMs: number): RankNight {
  const context = { nowMs, actor: "system:nightly", purchaseId: null };
  const plans: RankPlan[] = [];
  for (const now of days) {
    const stored = plans.at(-1)?.now.stored ?? now.stored;
    plans.push(planRankAtBoundary({ ...now, stored }, null, context));
  }
  return {
    statements: plans.flatMap(({ statements }) => statements),
    changed: plans.some(({ change }) => change !== null),
  };
}
